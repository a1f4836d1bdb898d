# SPDX-License-Identifier: EUPL-1.2
"""`meedoen law run` under attack: whatever the file holds, every line gets an answer in JSON."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from meedoen.commands.law import law as command
from meedoen.law import load_corpus
from meedoen.law.cases import answer_line, run_case
from tests.law.writing import article, calm, corpus, field, law, op, write


def plain(folder: Path) -> Path:
    outputs = {
        "kwadraat": op("MULTIPLY", values=["$a", "$a"]),
        "derde": op("DIVIDE", values=["$a", 3]),
        "helft": op("DIVIDE", values=["$a", 2]),
        "rond": op("ROUND", value=op("DIVIDE", values=["$a", 2]), precision=0),
        "dag": "$d",
        "vandaag": "$referencedate",
        "volgend_jaar": op("DATE_ADD", date="$d", years=1),
        "lijst": ["$a", "$d", True],
        "vrij": "$b",
        "vrij_leeg": op("EQUALS", subject="$b", value=None),
        "som": op("ADD", values=["$a", "$b"]),
    }
    facts = ["a", "d", field("b", required=False)]
    header = {"valid_from": "2025-01-01", "valid_to": "2026-12-31"}
    return write(folder / "laws", law("klein", article("1", outputs, facts=facts), **header))


def case(*outputs: str, **changes: Any) -> dict[str, Any]:
    facts = changes.pop("facts", {})
    base = {"id": 7, "law": "klein", "date": "2026-03-01", "outputs": list(outputs)}
    return base | {"facts": facts} | changes


def answered(folder: Path, line: str | bytes | dict[str, Any]) -> dict[str, Any]:
    held = load_corpus(plain(folder))
    written = line if isinstance(line, str | bytes) else json.dumps(line)
    result = json.loads(answer_line(held, written))
    assert set(result) == {"id", "outputs", "unknown", "error"}
    return dict(result)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[1, 2]", "must be an object"),
        ("null", "must be an object"),
        ("{}", "no 'law'"),
        (b"\xff\xfe{}", "UTF-8"),
        ("[" * 100_000, "too deeply"),
        ('{"facts": {"a": NaN}}', "NaN is no number"),
        ('{"facts": {"a": -Infinity}}', "-Infinity is no number"),
        ('{"facts": {"a": 1e999999}}', "308 digits"),
        ('{"facts": {"a": 1e-999999}}', "308 digits"),
        ('{"facts": {"a": ' + "9" * 5000 + "}}", "308 digits"),
    ],
)
def test_a_line_that_is_no_case_is_answered_with_words(
    tmp_path: Path, line: str | bytes, message: str
) -> None:
    result = answered(tmp_path, line)
    assert message in result["error"]
    assert (result["outputs"], result["unknown"]) == ({}, {})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"facts": []}, "'facts' an object"),
        ({"facts": "a"}, "'facts' an object"),
        ({"outputs": None}, "'outputs' must be a list"),
        ({"law": ["klein"]}, "'law' must be"),
        ({"law": "groot"}, "Law 'groot' not found"),
        ({"date": "20260301"}, "YYYY-MM-DD"),
        ({"date": "2026-02-30"}, "YYYY-MM-DD"),
        ({"date": None}, "YYYY-MM-DD"),
        ({"date": "2024-12-31"}, "first in force from 2025-01-01"),
        ({"date": "2027-01-01"}, "last in force until 2026-12-31"),
    ],
)
def test_a_wrong_case_keeps_its_id_and_says_what_is_wrong(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    result = answered(tmp_path, case("kwadraat") | changes)
    assert result["id"] == 7
    assert message in result["error"]


@pytest.mark.parametrize("on", ["2025-01-01", "2026-12-31"])
def test_the_first_and_the_last_day_count(tmp_path: Path, on: str) -> None:
    assert answered(tmp_path, case("kwadraat", facts={"a": 2}, date=on))["outputs"] == {
        "kwadraat": 4
    }


@pytest.mark.parametrize(
    ("output", "value", "printed"),
    [
        ("kwadraat", "3", "9"),
        ("kwadraat", "1" + "0" * 60, "1" + "0" * 120),
        ("kwadraat", "1.5", "2.25"),
        ("kwadraat", "2.0", "4"),
        ("derde", "9", "3"),
        ("derde", "1", "0.3333333333333333"),
        ("helft", "0.2", "0.1"),
        ("helft", "1e2", "50"),
        ("rond", "5", "3"),
        ("rond", "-5", "-3"),
        ("rond", "1" + "0" * 70, "5" + "0" * 69),
        ("rond", "-0.0", "0"),
    ],
)
def test_whole_numbers_print_whole_and_others_as_json_numbers(
    tmp_path: Path, output: str, value: str, printed: str
) -> None:
    line = json.dumps(case(output, facts={"a": 0})).replace('"a": 0', f'"a": {value}')
    told = answer_line(load_corpus(plain(tmp_path)), line)
    assert f'"{output}": {printed}}}' in told


def test_dates_and_lists_are_plain_json(tmp_path: Path) -> None:
    asked = case("dag", "vandaag", "volgend_jaar", "lijst", facts={"a": 2.5, "d": "2024-02-29"})
    assert answered(tmp_path, asked)["outputs"] == {
        "dag": "2024-02-29",
        "vandaag": "2026-03-01",
        "volgend_jaar": "2025-02-28",
        "lijst": [2.5, "2024-02-29", True],
    }


def test_an_answer_too_large_to_write_is_an_error_and_the_run_goes_on(tmp_path: Path) -> None:
    power: Any = "$a"
    for _ in range(6):
        power = op("MULTIPLY", values=[power, power])
    write(tmp_path / "laws", law("macht", article("1", {"uit": power}, facts=["a"])))
    held = load_corpus(tmp_path / "laws")
    asked = case("uit", law="macht", facts={"a": 10**300})
    result = json.loads(answer_line(held, json.dumps(asked)))
    assert result["id"] == 7
    assert "larger than" in result["error"]


def test_a_number_beyond_all_bounds_is_an_error_of_that_article(tmp_path: Path) -> None:
    power: Any = "$a"
    for _ in range(13):
        power = op("MULTIPLY", values=[power, power])
    held = corpus(tmp_path, law("macht", article("9", {"uit": power}, facts=["a"])))
    asked = case("uit", law="macht", facts={"a": Decimal("1.5e300")})
    result = run_case(held, asked)
    assert "macht, article 9" in result["error"]
    assert result["outputs"] == {"uit": None}


def test_an_optional_parameter_is_null_and_a_required_one_unknown(tmp_path: Path) -> None:
    absent = answered(tmp_path, case("vrij", "vrij_leeg", "dag"))
    assert absent["outputs"] == {"vrij": None, "vrij_leeg": True, "dag": None}
    assert absent["unknown"] == {"dag": ["d"]}
    told = answered(tmp_path, case("vrij", "vrij_leeg", facts={"b": None}))
    assert told["outputs"] == {"vrij": None, "vrij_leeg": True}
    assert told["unknown"] == {}
    summed = answered(tmp_path, case("som", "kwadraat", facts={"a": 2}))
    assert "null" in summed["error"]
    assert summed["outputs"] == {"som": None, "kwadraat": 4}


def test_the_unknown_facts_are_exactly_those_still_missing(tmp_path: Path) -> None:
    asked = case("kwadraat", "volgend_jaar", "lijst", "vandaag", facts={"surplus": 1})
    assert answered(tmp_path, asked)["unknown"] == {
        "kwadraat": ["a"],
        "volgend_jaar": ["d"],
        "lijst": ["a", "d"],
    }


# Chains over laws ---------------------------------------------------------------------------


def sourced(name: str, regulation: str, output: str, **parameters: Any) -> dict[str, Any]:
    source: dict[str, Any] = {"regulation": regulation, "output": output}
    if parameters:
        source["parameters"] = parameters
    return {"name": name, "type": "number", "source": source}


def chain(folder: Path) -> Any:
    return corpus(
        folder,
        law(
            "top",
            article(
                "1",
                {"recht": op("AND", conditions=["$volwassen", "$arm"])},
                inputs=[
                    sourced("volwassen", "midden", "volwassen"),
                    sourced("arm", "geld", "arm", bedrag="$inkomen"),
                ],
                facts=["inkomen"],
            ),
        ),
        law(
            "midden",
            article(
                "1",
                {"volwassen": op("GREATER_THAN_OR_EQUAL", subject="$leeftijd", value=18)},
                inputs=[sourced("leeftijd", "onder", "leeftijd")],
            ),
        ),
        law(
            "onder",
            article("1", {"leeftijd": op("AGE", date_of_birth="$geboren")}, facts=["geboren"]),
        ),
        law(
            "geld",
            article("1", {"arm": op("LESS_THAN", subject="$bedrag", value=100)}, facts=["bedrag"]),
        ),
    )


def test_a_chain_of_laws_names_the_plain_fact_at_its_end(tmp_path: Path) -> None:
    held = chain(tmp_path)
    asked = case("recht", law="top")
    assert run_case(held, asked)["unknown"] == {"recht": ["geboren", "inkomen"]}
    asked["facts"] = {"geboren": "1980-01-01"}
    assert run_case(held, asked)["unknown"] == {"recht": ["inkomen"]}
    asked["facts"] = {"geboren": "2015-01-01"}
    assert run_case(held, asked)["outputs"] == {"recht": False}
    asked["facts"] = {"geboren": "1980-01-01", "inkomen": 99, "bedrag": 500}
    assert run_case(held, asked)["outputs"] == {"recht": True}, "what is bound wins over a fact"


@pytest.mark.parametrize("facts", [{"volwassen": False}, {"leeftijd": 17}, {"arm": False}])
def test_a_fact_named_like_an_input_anywhere_in_the_chain_wins(
    tmp_path: Path, facts: dict[str, Any]
) -> None:
    result = run_case(chain(tmp_path), case("recht", law="top", facts=facts))
    assert (result["outputs"], result["unknown"]) == ({"recht": False}, {})


def test_a_circle_of_laws_is_reported_and_other_outputs_are_still_answered(tmp_path: Path) -> None:
    held = corpus(
        tmp_path,
        law(
            "kip",
            article("1", {"a": "$ei"}, inputs=[sourced("ei", "ei", "b")]),
            article("2", {"los": 5}),
        ),
        law("ei", article("1", {"b": "$kip"}, inputs=[sourced("kip", "kip", "a")])),
    )
    result = run_case(held, case("a", "los", law="kip"))
    assert "Circular reference: kip article 1 -> ei article 1 -> kip article 1" in result["error"]
    assert result["outputs"] == {"a": None, "los": 5}


def test_a_source_that_is_not_in_force_is_an_error_with_its_dates(tmp_path: Path) -> None:
    held = corpus(
        tmp_path,
        law("top", article("1", {"uit": "$x"}, inputs=[sourced("x", "oud", "x")])),
        law("oud", article("1", {"x": 1}), valid_from="2020-01-01", valid_to="2021-01-01"),
    )
    asked = case("uit", law="top")
    assert "'oud' in force on 2026-03-01; last in force until 2021-01-01" in str(
        run_case(held, asked)["error"]
    )
    asked["facts"] = {"x": 3}
    assert run_case(held, asked)["outputs"] == {"uit": 3}


# Ordinances ---------------------------------------------------------------------------------


def ordinance(identity: str, code: str, value: Any, facts: Any = ()) -> dict[str, Any]:
    fills = [{"law": "landelijk", "article": "8", "open_term": "bedrag"}]
    made = article("1", {"bedrag": value}, implements=fills, facts=facts)
    return law(identity, made, gemeente_code=code)


def national(default: Any = 0) -> dict[str, Any]:
    term = {
        "id": "bedrag",
        "type": "number",
        "delegation_type": "GEMEENTELIJKE_VERORDENING",
        "default": {"actions": [{"output": "bedrag", "value": default}]},
    }
    return law("landelijk", article("8", {"uit": "$bedrag"}, open_terms=[term]))


def test_an_open_term_follows_the_ordinance_of_the_municipality(tmp_path: Path) -> None:
    held = corpus(
        tmp_path,
        national(),
        ordinance("a", "GM9901", 10),
        ordinance("b", "GM9902", "$uren", facts=["uren"]),
    )
    asked = case("uit", law="landelijk")
    assert run_case(held, asked)["unknown"] == {"uit": ["gemeente_code", "uren"]}
    for code, outputs, unknown in (
        ("GM9901", {"uit": 10}, {}),
        ("GM9902", {"uit": None}, {"uit": ["uren"]}),
        ("GM0001", {"uit": 0}, {}),
        (None, {"uit": 0}, {}),
    ):
        asked["facts"] = {"gemeente_code": code}
        result = run_case(held, asked)
        assert (result["outputs"], result["unknown"]) == (outputs, unknown), code


def test_where_all_ordinances_agree_the_municipality_is_not_asked(tmp_path: Path) -> None:
    held = corpus(
        tmp_path, national(10), ordinance("a", "GM9901", 10), ordinance("b", "GM9902", 10)
    )
    result = run_case(held, case("uit", law="landelijk"))
    assert (result["outputs"], result["unknown"]) == ({"uit": 10}, {})


def test_two_ordinances_of_one_name_wait_for_the_municipality(tmp_path: Path) -> None:
    user = law("gebruiker", article("1", {"dubbel": op("ADD", values=["$bedrag", "$bedrag"])},
               inputs=[sourced("bedrag", "verordening", "bedrag")]))  # fmt: skip
    held = corpus(
        tmp_path,
        national(),
        ordinance("verordening", "GM9901", 10),
        ordinance("verordening", "GM9902", 20),
        user,
    )
    asked = case("bedrag", "niets", law="verordening")
    waiting = run_case(held, asked)
    assert waiting["unknown"] == {"bedrag": ["gemeente_code"]}
    assert "'niets' not found" in waiting["error"]
    assert run_case(held, case("dubbel", law="gebruiker"))["unknown"] == {
        "dubbel": ["gemeente_code"]
    }
    there = {"gemeente_code": "GM9902"}
    assert run_case(held, case("bedrag", law="verordening", facts=there))["outputs"] == {
        "bedrag": 20
    }
    assert run_case(held, case("dubbel", law="gebruiker", facts=there))["outputs"] == {"dubbel": 40}
    elsewhere = case("bedrag", law="verordening", facts={"gemeente_code": "GM0001"})
    assert "not of GM0001" in run_case(held, elsewhere)["error"]


# Files --------------------------------------------------------------------------------------


def test_older_schemas_are_read_by_the_same_rules(tmp_path: Path) -> None:
    older = op("IF", when=op("EQUALS", values=["$a", 1]), then="een", **{"else": "anders"})
    laws = [
        law(f"v{n}", article("1", {"uit": older}, facts=["a"]), **{"$schema": f"schema-v0.{n}.0"})
        for n in (3, 4, 5)
    ]
    held = corpus(tmp_path, *laws)
    for name in ("v3", "v4", "v5"):
        assert run_case(held, case("uit", law=name, facts={"a": 1}))["outputs"] == {"uit": "een"}
        assert run_case(held, case("uit", law=name))["unknown"] == {"uit": ["a"]}


def ran(folder: Path, content: bytes) -> Any:
    path = folder / "cases.jsonl"
    path.write_bytes(content)
    return CliRunner().invoke(
        command, ["run", "--corpus", str(folder / "laws"), "--cases", str(path)]
    )


def test_every_line_of_any_file_gets_one_line_of_answer(tmp_path: Path) -> None:
    """A byte order mark, Windows line ends, a separator inside a text, bytes that are no text."""
    plain(tmp_path)
    good = json.dumps(case("kwadraat", facts={"a": 2})).encode()
    odd = json.dumps(case("dag", facts={"d": "x\u2028y\x85z"}), ensure_ascii=False).encode()
    lone = json.dumps(case("dag", facts={"d": "\ud800"})).encode()
    result = ran(tmp_path, b"\xef\xbb\xbf" + b"\r\n".join([good, b"", odd, lone, b"\xff", good]))
    assert result.exit_code == 0
    first, second, third, fourth, last = map(json.loads, result.stdout.strip().split("\n"))
    assert first == last == {"id": 7, "outputs": {"kwadraat": 4}, "unknown": {}, "error": None}
    assert second["outputs"] == {"dag": "x\u2028y\x85z"}
    assert third["outputs"] == {"dag": "\ud800"}
    assert "UTF-8" in fourth["error"]


def test_an_unreadable_law_beside_good_ones_is_told_and_passed_over(tmp_path: Path) -> None:
    folder = plain(tmp_path)
    (folder / "latin.yaml").write_bytes(b"name: caf\xe9\narticles: []\n")
    (folder / "broken.yaml").write_text("articles: [", encoding="utf-8")
    result = ran(tmp_path, json.dumps(case("kwadraat", facts={"a": 2})).encode())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["outputs"] == {"kwadraat": 4}
    assert "latin.yaml" in result.stderr
    assert "broken.yaml" in result.stderr


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FACTS = st.dictionaries(st.sampled_from(["a", "b", "d", "gemeente_code"]), JSON, max_size=4)
OUTPUTS = st.lists(
    st.sampled_from(["kwadraat", "derde", "rond", "dag", "volgend_jaar", "lijst", "vrij", "som"]),
    max_size=4,
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_corpus(plain(tmp_path_factory.mktemp("cases")))


@calm
@given(outputs=OUTPUTS, facts=FACTS)
def test_whatever_the_facts_are_the_answer_is_json_of_the_promised_shape(
    held: Any, outputs: list[str], facts: dict[str, Any]
) -> None:
    line = answer_line(held, json.dumps(case(*outputs, facts=facts)))
    result = json.loads(line, parse_constant=lambda text: pytest.fail(f"{text} is no JSON"))
    assert "\n" not in line
    if result["outputs"]:
        assert set(result["outputs"]) == set(outputs)
    for name, missing in result["unknown"].items():
        assert result["outputs"][name] is None
        assert missing
        assert not set(missing) & set(facts)
