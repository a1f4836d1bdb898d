# SPDX-License-Identifier: EUPL-1.2
"""What `check` refuses, each with file, article and line."""

from pathlib import Path
from typing import Any

import pytest

from meedoen.law import Problem, check
from tests.law.writing import SHARED, article, field, law, needs_shared, op, write


def problems(folder: Path, *laws: dict[str, Any]) -> list[Problem]:
    return [problem for problem in check(write(folder, *laws)) if problem.severity == "error"]


def one(folder: Path, *laws: dict[str, Any]) -> Problem:
    found = problems(folder, *laws)
    assert len(found) == 1, found
    return found[0]


def test_a_sound_law_has_no_problems(tmp_path: Path) -> None:
    rule = op("ADD", values=["$a", "$vast"])
    sound = law("goed", article("1", {"uit": rule}, facts=["a"], definitions={"vast": 1}))
    assert check(write(tmp_path, sound)) == []


def test_an_unknown_key_is_refused_with_file_article_and_line(tmp_path: Path) -> None:
    wrong = law("fout", article("2a", {"uit": 1}))
    wrong["articles"][0]["machine_readable"]["voorwaarden"] = []
    problem = one(tmp_path, wrong)
    line = (tmp_path / "000.yaml").read_text().splitlines()[problem.line - 1]
    assert "voorwaarden" in line
    assert problem.path == tmp_path / "000.yaml"
    assert problem.article == "2a"
    assert "unknown key 'voorwaarden'" in str(problem)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(glas="wmo"), "unknown key 'glas' in law"),
        (lambda d: d.pop("bwb_id"), "a WET needs 'bwb_id'"),
        (lambda d: d.pop("url"), "law has no 'url'"),
        (lambda d: d.update(valid_from="2026-02-30", valid_to="2026-02-30"), "not a day"),
        (lambda d: d.update(valid_from="1-1-2026"), "'valid_from' must be a date"),
        (lambda d: d.update(regulatory_layer="WETJE"), "'regulatory_layer' cannot be"),
        (lambda d: d["articles"][0].update(number=1), "'number' must be text"),
        (lambda d: d["articles"][0].pop("text"), "article has no 'text'"),
        (lambda d: d.update(valid_from="2026-01-02", valid_to="2026-01-01"), "before valid_from"),
    ],
)
def test_what_the_format_asks_of_a_law_is_asked(tmp_path: Path, change: Any, message: str) -> None:
    data = law("fout", article("1", {"uit": 1}))
    change(data)
    assert any(message in problem.message for problem in problems(tmp_path, data))


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (op("ADD", value=1), "unknown key 'value' in ADD"),
        (op("EERST", values=[1]), "the operation EERST is not part of the format"),
        ({"values": [1]}, "a mapping here must be an operation"),
        (op("AND", conditions="$a"), "'conditions' must be a list"),
        (op("ROUND", value=1, precision="0"), "'precision' must be a whole number"),
        ("$niet-goed", "is not a name that can be referred to"),
        ("$nergens", "'$nergens' is declared nowhere in this article"),
        (op("IF", when=True, then=1), "older form"),
    ],
)
def test_what_the_format_asks_of_an_expression_is_asked(
    tmp_path: Path, expression: Any, message: str
) -> None:
    found = problems(tmp_path, law("fout", article("1", {"uit": expression})))
    assert any(message in problem.message for problem in found)


def test_an_alias_is_only_noted(tmp_path: Path) -> None:
    rule = op("NOT_NULL", subject="$a")
    found = check(write(tmp_path, law("bijnaam", article("1", {"uit": rule}, facts=["a"]))))
    assert [problem.severity for problem in found] == ["note"]


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, law("dubbel", article("1", {"uit": 1}))) / "000.yaml"
    path.write_text(path.read_text().replace('"$id": "dubbel",', '"$id": "x", "$id": "dubbel",'))
    assert any("'$id' stands here twice" in problem.message for problem in check(tmp_path))


def test_unreadable_files_are_reported_and_the_rest_is_still_checked(tmp_path: Path) -> None:
    write(tmp_path, law("fout", article("1", {"uit": "$nergens"})))
    (tmp_path / "kapot.yaml").write_text("a: [\n")
    messages = " ".join(problem.message for problem in check(tmp_path))
    assert "not readable YAML" in messages
    assert "$nergens" in messages


def test_a_source_must_exist(tmp_path: Path) -> None:
    inputs = [
        field("a", source={"regulation": "elders", "output": "uit"}),
        field("b", source={"output": "niets"}),
    ]
    held = law("bron", article("1", {"uit": op("ADD", values=["$a", "$b"])}, inputs=inputs))
    messages = [problem.message for problem in problems(tmp_path, held)]
    assert messages == [
        "'a' comes from the law 'elders', which is not here",
        "the law 'bron' has no output 'niets'",
    ]


def test_quantities_of_different_kinds_are_refused(tmp_path: Path) -> None:
    facts = [
        field("a", type_spec={"unit": "eurocent"}),
        field("b", type_spec={"unit": "euro"}),
    ]
    rule = op("GREATER_THAN", subject="$a", value="$b")
    problem = one(tmp_path, law("maat", article("1", {"uit": rule}, facts=facts)))
    assert "unit mismatch" in problem.message
    assert problem.article == "1"


def test_an_amount_without_a_unit_is_pointed_at_once_a_law_uses_units(tmp_path: Path) -> None:
    data = law("munt", article("1", {"een": 1, "twee": 2}))
    outputs = data["articles"][0]["machine_readable"]["execution"]["output"]
    outputs[0].update(type="amount", type_spec={"unit": "eurocent"})
    outputs[1].update(type="amount")
    found = check(write(tmp_path, data))
    assert [(p.severity, p.message) for p in found] == [
        ("warning", "the amount 'twee' has no unit")
    ]


def national() -> dict[str, Any]:
    term = {"id": "pct", "type": "number", "delegation_type": "GEMEENTELIJKE_VERORDENING"}
    data = law("wet", article("8", {"pct": "$pct"}, open_terms=[term]))
    output = data["articles"][0]["machine_readable"]["execution"]["output"][0]
    output["type_spec"] = {"min": 0, "max": 100}
    return data


def local(value: Any, term: str = "pct", number: str = "8", **header: Any) -> dict[str, Any]:
    link = {"law": "wet", "article": number, "open_term": term}
    return law("plaatselijk", article("1", {"pct": value}, implements=[link]), **header)


def test_an_ordinance_inside_its_room_is_accepted(tmp_path: Path) -> None:
    assert problems(tmp_path, national(), local(30, gemeente_code="GM9901")) == []


@pytest.mark.parametrize(
    ("ordinance", "message"),
    [
        (local(130, gemeente_code="GM9901"), "can become 130; article 8 of 'wet' allows 0..100"),
        (
            local(op("IF", cases=[{"when": True, "then": 5}], default=-1), gemeente_code="GM9901"),
            "can become -1",
        ),
        (local(5), "leaves 'pct' to a GEMEENTELIJKE_VERORDENING"),
        (local(5, term="duur", gemeente_code="GM9901"), "leaves no term 'duur' open"),
        (local(5, number="9", gemeente_code="GM9901"), "article 9 of 'wet' is not here"),
    ],
)
def test_an_ordinance_outside_the_room_of_the_national_article_is_refused(
    tmp_path: Path, ordinance: dict[str, Any], message: str
) -> None:
    problem = one(tmp_path, national(), ordinance)
    assert message in problem.message
    assert problem.path == tmp_path / "001.yaml"


def test_an_ordinance_of_the_wrong_type_is_refused(tmp_path: Path) -> None:
    ordinance = local(5, gemeente_code="GM9901")
    ordinance["articles"][0]["machine_readable"]["execution"]["output"][0]["type"] = "boolean"
    assert "as number, not as boolean" in one(tmp_path, national(), ordinance).message


def test_a_departure_needs_something_to_depart_from(tmp_path: Path) -> None:
    general = law("algemeen", article("6:7", {"weken": 6}))
    target = {"law": "algemeen", "article": "6:7", "output": "maanden"}
    special = law("bijzonder", article("1", {"maanden": 4}, overrides=[target]))
    assert "no output 'maanden' to depart from" in one(tmp_path, general, special).message


def test_two_files_for_the_same_version_are_refused(tmp_path: Path) -> None:
    twin = [law("tweeling", article("1", {"uit": at}), valid_from="2026-01-01") for at in (1, 2)]
    assert len(problems(tmp_path, *twin)) == 2


@needs_shared()
def test_the_national_corpus_is_sound_but_for_one_ordinance_older_than_the_law_in_it() -> None:
    """The corpus has the Participatiewet of 2022 only, and Diemen's ordinance is of 2015."""
    assert [problem.path.parts[-3:] for problem in check(SHARED / "corpus")] == [
        ("diemen", "afstemmingsverordening_participatiewet", "2015-01-01.yaml")
    ] * 2
