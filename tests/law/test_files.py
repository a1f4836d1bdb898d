# SPDX-License-Identifier: EUPL-1.2
"""Files as people leave them: days that do not exist, scalars, links, encodings, nothing at all.

Reported of RegelRecht (d4a46230, 5737d241, 5a9e171f, 3f6f2681, 6353da27, e39a6f33, b9ceee14),
openfisca-core #1005, pyyaml #357, #843 and #928, steeloverseer #12, xandikos #538.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from meedoen.law import check, load_corpus
from meedoen.law.cases import run_case
from meedoen.law.corpus import day_after
from tests.law.writing import article, compute, field, law, op, write

GOOD = law("goed", article("1", {"uit": 5}))


def told(folder: Path, name: str, on: str = "2026-03-01", **facts: Any) -> dict[str, Any]:
    case = {"id": 1, "law": name, "date": on, "outputs": ["uit"], "facts": facts}
    return run_case(load_corpus(folder), case)


def messages(folder: Path, severity: str = "error") -> str:
    return "\n".join(str(p) for p in check(folder) if p.severity == severity)


@pytest.mark.parametrize("key", ["valid_from", "valid_to"])
@pytest.mark.parametrize(
    "day",
    [
        "2026-13-01", "2025-02-30", "1-7-2026", "2026-7-1", "juli 2026", "2026", 2026, "#nergens",
        "２０２６-01-01", ["2026-01-01"], "2026-01-01T00:00:00",
    ],
)  # fmt: skip
def test_a_law_whose_beginning_or_end_is_no_day_holds_on_none(
    tmp_path: Path, key: str, day: Any
) -> None:
    write(
        tmp_path,
        law("norm", article("1", {"uit": 5}), **{"valid_from": "2020-01-01", key: day}),
        GOOD,
    )
    assert key in messages(tmp_path)
    for on in ("1999-01-01", "2026-03-01", "9999-12-31"):
        found = told(tmp_path, "norm", on)
        assert found["outputs"] == {"uit": None}
        assert "norm" in found["error"]
    assert told(tmp_path, "goed")["outputs"] == {"uit": 5}


def test_a_version_with_an_unreadable_end_does_not_bring_the_one_before_back(
    tmp_path: Path,
) -> None:
    first = law("norm", article("1", {"uit": 1}), valid_from="2020-01-01")
    second = law("norm", article("1", {"uit": 2}), valid_from="2025-01-01", valid_to="31-12-2025")
    write(tmp_path, first, second)
    assert told(tmp_path, "norm", "2024-12-31")["outputs"] == {"uit": 1}
    assert told(tmp_path, "norm", "2026-01-01")["outputs"] == {"uit": None}


@pytest.mark.parametrize("day", ["2025-02-30", "2026-13-01", "30-02-2025", "2026-1-1"])
@pytest.mark.parametrize("place", ["value", "definition", "nested"])
def test_a_day_that_does_not_exist_inside_a_rule_is_told(
    tmp_path: Path, day: str, place: str
) -> None:
    value = {"value": day, "definition": "$peil", "nested": op("IN", subject="$d", values=[day])}[
        place
    ]
    definitions = {"peil": {"value": day, "type": "date"}}
    write(tmp_path, law("norm", article("1", {"uit": value}, facts=["d"], definitions=definitions)))
    assert f"{day} is not a day that exists" in messages(tmp_path)


def test_a_day_in_three_numbers_is_looked_at_too(tmp_path: Path) -> None:
    write(tmp_path, law("norm", article("1", {"uit": op("DATE", year=2025, month=2, day=30)})))
    assert "2025-02-30 is not a day" in messages(tmp_path)


@pytest.mark.parametrize("end", ["9999-12-31"])
def test_the_last_day_of_the_calendar_is_an_end_like_any_other(tmp_path: Path, end: str) -> None:
    term = {"id": "t", "type": "number", "delegation_type": "GEMEENTELIJKE_VERORDENING"}
    fills = [{"law": "wet", "article": "1", "open_term": "t"}]
    write(
        tmp_path,
        law("wet", article("1", {"uit": "$t"}, open_terms=[term]), valid_from="2020-01-01",
            valid_to=end),
        law("dorp", article("2", {"t": 9}, implements=fills), gemeente_code="GM9901",
            valid_from="0001-01-02", valid_to=end),
    )  # fmt: skip
    assert "9999" not in messages(tmp_path)
    assert told(tmp_path, "wet", gemeente_code="GM9901")["outputs"] == {"uit": 9}
    assert told(tmp_path, "wet", end, gemeente_code="GM9901")["outputs"] == {"uit": 9}
    assert day_after(date.max) is None


@pytest.mark.parametrize(
    "scalar",
    [
        "9" * 5000, "1e999999999", "1e-999999999", "!!float ''", "!!float x", "!!float nan", ".inf",
        "-.INF", "!!int ''", "!!int 1:30", "!!int 0b1", "0x" + "f" * 5000, "!!bool misschien",
        "!!timestamp 2026-13-01", "!!timestamp 2026-01-01", "!!binary '*'", "!!set {a, b}",
        "!!omap [a: 1]", "!eigen x", "*nergens", "!!python/object:os.system x",
    ],
)  # fmt: skip
def test_a_scalar_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, scalar: str) -> None:
    write(tmp_path, GOOD)
    text = f"$id: fout\narticles:\n- number: '1'\n  waarde: {scalar}\n"
    (tmp_path / "a.yaml").write_text(text)
    assert "a.yaml, line 4: this is not readable YAML" in messages(tmp_path)
    assert told(tmp_path, "goed")["outputs"] == {"uit": 5}
    assert any("a.yaml" in str(problem) for problem in load_corpus(tmp_path).problems)


def laughs(levels: int, step: str) -> str:
    lines = ["a0: &a0 {ha: 1}"] + [
        step.format(here=at, below=at - 1) for at in range(1, levels + 1)
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe$\x00i\x00d\x00", b"\x00\x01\x02", b"\x89PNG\r\n",
        b"$id: x\n\tarticles: []\n", b"a: &a [*a]\n",
        b"a: 1\n---\nb: 2\n", b"{" * 5000, b"[" * 100_000, b"- " * 5000, b"'",
        laughs(40, "a{here}: &a{here} [*a{below}, *a{below}]").encode(),
        laughs(40, "a{here}: &a{here} {{<<: [*a{below}, *a{below}]}}").encode(),
    ],
)  # fmt: skip
def test_a_file_that_is_no_yaml_is_told_and_the_law_beside_it_stands(
    tmp_path: Path, content: bytes
) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "a.yaml").write_bytes(content)
    assert "a.yaml" in messages(tmp_path)
    assert told(tmp_path, "goed")["outputs"] == {"uit": 5}


def test_what_is_no_ordinary_file_is_told_or_passed_over(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / ".#goed.yaml").symlink_to("iemand@werkplek.1:2")
    (tmp_path / ".verborgen.yaml").write_text("[")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "kapot.yaml").write_text("[")
    (tmp_path / "map.yaml").mkdir()
    assert check(tmp_path) == []
    (tmp_path / "weg.yaml").symlink_to("nergens.yaml")
    (tmp_path / "rond.yml").symlink_to("rond.yml")
    os.mkfifo(tmp_path / "pijp.yaml")
    found = messages(tmp_path)
    assert all(name in found for name in ("weg.yaml", "rond.yml", "pijp.yaml"))
    assert told(tmp_path, "goed")["outputs"] == {"uit": 5}


def test_a_byte_order_mark_and_capitals_in_the_name_do_not_hide_a_law(tmp_path: Path) -> None:
    (tmp_path / "GOED.YAML").write_text("\ufeff" + json.dumps(GOOD), encoding="utf-8")
    assert check(tmp_path) == []
    assert told(tmp_path, "goed")["outputs"] == {"uit": 5}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "nothing was checked"),
        ("", "no law could be read"),
        ("leeftijd: {type: number}\n", "no law could be read"),
        ("$id: x\nartikelen: []\n", "did you mean 'articles'?"),
        ("$id: x\narticles: []\n", "'articles' is empty"),
        ("$id: x\narticles:\n", "'articles' must be a list"),
        ("$id: x\n", "law has no 'articles'"),
    ],
)
def test_a_check_that_looked_at_nothing_says_so(
    tmp_path: Path, content: str | None, says: str
) -> None:
    if content is not None:
        (tmp_path / "norm.yaml").write_text(content)
    assert says in messages(tmp_path)


def test_a_file_that_is_no_law_beside_one_is_told_as_a_note(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "feiten.yaml").write_text("artikels: []\n")
    assert messages(tmp_path) == ""
    assert "is 'artikels' meant to be it?" in messages(tmp_path, "note")


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        *((op(name, subject="$a"), "value") for name in ("EQUALS", "NOT_EQUALS", "LESS_THAN")),
        *((op(name, value=1), "subject") for name in ("EQUALS", "GREATER_THAN_OR_EQUAL")),
        (op("IN", subject="$a"), "value"),
        (op("NOT"), "value"),
        (op("NOT", conditions=[]), "value"),
        (op("AND", conditions=[]), "conditions"),
        (op("OR", conditions=[]), "conditions"),
        (op("ADD", values=[]), "values"),
        (op("MIN", values=[]), "values"),
        (op("IF", cases=[{"when": True}], default=1), "then"),
        (op("IF", when="$a", **{"else": 1}), "then"),
        ({"waarde": 1}, "operation"),
        (op("ROUND", value="$a"), "precision"),
        (op("ADDD", values=[1]), "did you mean 'ADD'?"),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_an_operation_that_lacks_a_side_is_told_and_gives_no_answer(
    tmp_path: Path, expression: Any, wanted: str, deep: bool
) -> None:
    whole = op("AND", conditions=[True, op("NOT", value=expression)]) if deep else expression
    write(tmp_path, law("toets", article("1", {"uit": whole}, facts=["a"])), GOOD)
    assert wanted in messages(tmp_path)
    found = told(tmp_path, "toets", a=1)
    assert found["outputs"] == {"uit": None}
    assert "toets" in found["error"]


def test_an_action_without_a_value_gives_no_answer_and_null_does(tmp_path: Path) -> None:
    lacking = law("toets", article("1", {"uit": None}))
    write(tmp_path / "met", lacking)
    assert told(tmp_path / "met", "toets")["error"] is None
    del lacking["articles"][0]["machine_readable"]["execution"]["actions"][0]["value"]
    write(tmp_path / "zonder", lacking)
    assert "no 'value'" in messages(tmp_path / "zonder")
    assert "toets" in told(tmp_path / "zonder", "toets")["error"]


@pytest.mark.parametrize("name", ["#nrom", "$nrom"])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda x: x,
        lambda x: op("EQUALS", subject=1, value=x),
        lambda x: op("ADD", values=[1, op("MAX", values=[x, 2])]),
        lambda x: op("IF", cases=[{"when": True, "then": x}], default=1),
        lambda x: op("LIST", items=[[x]]),
        lambda x: op("IN", subject=1, values=[2, x]),
        lambda x: op("DATE_ADD", date="2020-01-01", days=x),
    ],
)
def test_a_reference_to_nothing_is_told_wherever_it_stands(
    tmp_path: Path, name: str, wrap: Any
) -> None:
    rules = {"uit": wrap(name), "norm": 5}
    write(tmp_path, law("wet", article("1", rules, definitions={"norm": {"value": 1}})))
    assert "did you mean 'norm'?" in messages(tmp_path)
    found = told(tmp_path, "wet")
    assert found["outputs"] == {"uit": None}
    assert "nrom" in found["error"]


def test_a_reference_to_nothing_in_definitions_defaults_and_sources_is_told(tmp_path: Path) -> None:
    term = {
        "id": "t",
        "type": "number",
        "default": {"actions": [{"output": "t", "value": "#weg1"}]},
    }
    source = {"regulation": "wet", "output": "uit", "parameters": {"n": "#weg2"}}
    one = article("1", {"uit": "$t"}, open_terms=[term], definitions={"d": {"value": "$weg3"}},
                  inputs=[field("i", source=source)])  # fmt: skip
    write(tmp_path, law("wet", one, article("2", {"ook": "$referencedate.yeer"})))
    assert all(word in messages(tmp_path) for word in ("weg1", "weg2", "weg3", "year"))


@pytest.mark.parametrize(
    ("schema", "age"),
    [("v0.8.0", "newer"), ("v1.0.0", "newer"), ("v0.10.2", "newer"), ("v0.4.0", "older"),
     ("x", "no version")],
)  # fmt: skip
def test_a_file_of_another_format_gets_a_note(tmp_path: Path, schema: str, age: str) -> None:
    address = f"https://example.org/schema/{schema}/schema.json"
    write(tmp_path, law("wet", article("1", {"uit": 5}), **{"$schema": address}))
    assert age in messages(tmp_path, "note")
    assert told(tmp_path, "wet")["outputs"] == {"uit": 5}


@pytest.mark.parametrize(
    ("steps", "later"),
    [
        ({"years": 1, "months": 1}, "2025-03-28"),
        ({"months": 1, "years": 1}, "2025-03-28"),
        ({"years": 1, "months": 36}, "2028-02-28"),
        ({"years": 4, "months": 12}, "2029-02-28"),
        ({"years": 1, "weeks": 1, "days": -7}, "2025-02-28"),
        ({"months": 13}, "2025-03-29"),
    ],
)
def test_years_go_before_months_before_weeks_before_days(steps: dict[str, int], later: str) -> None:
    assert compute(op("DATE_ADD", date="2024-02-29", **steps)).value == later


@pytest.mark.parametrize(
    "scalar", ["!!bool yes", "!!int 1_000", "!!int 0b11", "!!float 1_0.5", "!!null geen"]
)
def test_a_scalar_is_not_read_by_the_rules_of_an_older_yaml(tmp_path: Path, scalar: str) -> None:
    folder = write(tmp_path, GOOD)
    (folder / "oud.yaml").write_text(f"articles:\n- number: {scalar}\n")
    (problem,) = check(folder)
    assert "oud.yaml, line 2" in problem.message
    assert "cannot be read as" in problem.message


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"a: 1\nb: \x00\n", "line 2: this is not readable YAML: the character #x0000"),
        (b"a: 1\n\nb: \x07\n", "line 3: this is not readable YAML: the character #x0007"),
        (b"a: 1\nb: \xe9\n", "line 2: this is not text in UTF-8"),
        ("a: 1\n".encode("utf-16-le"), "it looks like UTF-16"),
        ("a: 1\n".encode("utf-16-be"), "it looks like UTF-16"),
    ],
)
def test_what_is_no_text_is_told_with_its_line(tmp_path: Path, raw: bytes, said: str) -> None:
    folder = write(tmp_path, GOOD)
    (folder / "vreemd.yaml").write_bytes(raw)
    (problem,) = check(folder)
    assert said in problem.message


@pytest.mark.parametrize("day", [5, True, "2026-02-30", "1-7-2026"])
def test_a_law_that_begins_on_a_value_that_is_no_day_is_told(tmp_path: Path, day: Any) -> None:
    folder = write(tmp_path, law("wet", article("1", {"uit": day}), valid_from="#uit"))
    assert any("'valid_from': 'uit' is" in problem.message for problem in check(folder))


@pytest.mark.parametrize(
    "rule",
    [
        op("NOT", value=None),
        op("AND", conditions=[True, None]),
        op("OR", conditions=[None]),
        op("IF", cases=[{"when": None, "then": 1}], default=2),
        op("GREATER_THAN", subject=3, value=None),
        op("ADD", values=[1, None]),
        op("DATE_ADD", date="2026-01-01", years=None),
    ],
)
def test_a_part_left_empty_is_told(tmp_path: Path, rule: dict[str, Any]) -> None:
    problems = check(write(tmp_path, law("wet", article("1", {"uit": rule}))))
    assert any("empty" in problem.message for problem in problems)


def test_null_may_stand_where_it_is_compared_with_or_answered(tmp_path: Path) -> None:
    rule = op(
        "IF", cases=[{"when": op("EQUALS", subject=None, value=None), "then": None}], default=None
    )
    assert check(write(tmp_path, law("wet", article("1", {"uit": rule})))) == []


@pytest.mark.parametrize("unit", ["dagen", "weeks", None, ["days"]])
def test_a_difference_counted_in_something_else_is_told(tmp_path: Path, unit: Any) -> None:
    rule = op("DATE_DIFF", **{"from": "2026-01-01", "to": "2026-02-01", "in": unit})
    problems = check(write(tmp_path, law("wet", article("1", {"uit": rule}))))
    assert any("'in'" in problem.message for problem in problems)


def test_a_reference_with_a_space_behind_it_is_no_text(tmp_path: Path) -> None:
    folder = write(tmp_path, law("wet", article("1", {"uit": "#norm "})))
    assert any("no output of this law" in problem.message for problem in check(folder))
    assert "no output of this law" in told(folder, "wet")["error"]


def test_an_ordinance_of_no_readable_place_makes_nobody_forgetful(tmp_path: Path) -> None:
    term = {"id": "uit", "type": "number", "required": True}
    term |= {"delegation_type": "GEMEENTELIJKE_VERORDENING"}
    above = law("wet", article("1", {"uit": "$uit"}, open_terms=[term]))
    fills = [{"law": "wet", "article": "1", "open_term": "uit"}]
    below = law("verordening", article("1", {"uit": 5}, implements=fills))
    below |= {"regulatory_layer": "GEMEENTELIJKE_VERORDENING", "officiele_titel": "Verordening"}
    below |= {"gemeente_code": ["GM9901", "GM9902"]}
    messages = [problem.message for problem in check(write(tmp_path, above, below))]
    assert any("'gemeente_code' must be one value" in message for message in messages)
    assert not any("nobody fills" in message for message in messages)
