# SPDX-License-Identifier: EUPL-1.2
"""What `check` refuses in a regulation that fills what a higher one leaves open."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.law import Problem, check
from tests.law.writing import article, calm, law, op, write

HERE, THERE = {"gemeente_code": "GM9901"}, {"gemeente_code": "GM9902"}
BELOW = {**HERE, "regulatory_layer": "UITVOERINGSBELEID"}


def term(name: str, layer: str = "GEMEENTELIJKE_VERORDENING", **more: Any) -> dict[str, Any]:
    return {"id": name, "type": "number", "delegation_type": layer, **more}


def bounded(data: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """The same law, where the first output of its first article has a `type_spec`."""
    output = data["articles"][0]["machine_readable"]["execution"]["output"][0]
    output["type_spec"] = spec
    return data


def national(low: Any = 0, high: Any = 100, **header: Any) -> dict[str, Any]:
    """A law that leaves a percentage open, between two bounds."""
    data = law("wet", article("8", {"pct": "$pct"}, open_terms=[term("pct")]), **header)
    return bounded(data, min=low, max=high)


def filling(
    name: str, value: Any, above: tuple[str, str, str] = ("wet", "8", "pct"), **more: Any
) -> dict[str, Any]:
    """A regulation whose article 1 fills a term of a higher one."""
    link = {"law": above[0], "article": above[1], "open_term": above[2]}
    machine = {key: more.pop(key) for key in ("open_terms", "definitions", "facts") if key in more}
    rule = article("1", {above[2]: value}, implements=[link], **machine)
    return law(name, rule, **{**HERE, **more})


def found(folder: Path, *laws: dict[str, Any]) -> list[Problem]:
    return check(write(folder, *laws))


def one(folder: Path, *laws: dict[str, Any]) -> Problem:
    problems = found(folder, *laws)
    assert len(problems) == 1, problems
    return problems[0]


def line_of(problem: Problem) -> str:
    return problem.path.read_text().splitlines()[(problem.line or 1) - 1]


@pytest.mark.proves("S4-01")
@calm
@given(st.decimals(-500, 500, places=2), st.integers(-50, 50), st.integers(0, 100))
def test_a_value_inside_the_room_passes_and_one_outside_is_refused(
    value: Decimal, low: int, size: int
) -> None:
    number = int(value) if value == int(value) else float(value)
    with TemporaryDirectory() as folder:
        problems = found(Path(folder), national(low, low + size), filling("v", number))
    assert (problems == []) is (low <= value <= low + size)


VALUES = st.integers(-200, 200)


@calm
@given(VALUES, VALUES, st.integers(1, 9), st.sampled_from(["ADD", "SUBTRACT", "MULTIPLY", "MIN"]))
def test_arithmetic_over_constants_is_worked_out_before_it_is_judged(
    one_value: int, other: int, factor: int, kind: str
) -> None:
    """The range of a sum, difference, product or minimum is exactly its value here."""
    combined = {
        "ADD": one_value + factor * other,
        "SUBTRACT": one_value - factor * other,
        "MULTIPLY": one_value * factor * other,
        "MIN": min(one_value, factor * other),
    }[kind]
    rule = op(kind, values=["$vast", op("MULTIPLY", values=[other, factor])])
    with TemporaryDirectory() as folder:
        ordinance = filling("v", rule, definitions={"vast": {"value": one_value}})
        problems = found(Path(folder), national(), ordinance)
    assert (problems == []) is (0 <= combined <= 100)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (op("IF", cases=[{"when": "$x", "then": 5}], default=-1), "-1"),
        (op("MAX", values=["$x", 130]), "130"),
        (op("MIN", values=["$x", -3]), "-3"),
        (op("ROUND", value=op("DIVIDE", values=[1000, 9]), precision=0), "111"),
        (op("CEIL", value=Decimal("100.2"), precision=0), "101"),
        ("$vast", "130"),
    ],
)
def test_what_it_can_become_outside_the_room_is_named(
    tmp_path: Path, rule: Any, value: str
) -> None:
    rule = _plain(rule)
    problem = one(
        tmp_path,
        national(),
        filling("v", rule, facts=["x"], definitions={"vast": {"value": 130}}),
    )
    assert f"'pct' can become {value}; article 8 of 'wet' allows 0..100" in problem.message
    assert problem.message.endswith("choose a value inside it")


def _plain(raw: Any) -> Any:
    """JSON knows no decimals."""
    if isinstance(raw, dict):
        return {key: _plain(item) for key, item in raw.items()}
    return float(raw) if isinstance(raw, Decimal) else raw


@pytest.mark.parametrize(
    "rule",
    [
        "$x",
        op("ADD", values=["$x", 500]),
        op("DIVIDE", values=[500, "$x"]),
        op("MIN", values=["$x", 100]),
        op("MAX", values=["$x", 0]),
        op("IF", cases=[{"when": "$x", "then": 5}], default="$x"),
    ],
)
def test_what_only_a_fact_decides_is_not_refused_beforehand(tmp_path: Path, rule: Any) -> None:
    assert found(tmp_path, national(), filling("v", rule, facts=["x"])) == []


CHOICE = {"id": "vervoer", "type": "string", "delegation_type": "GEMEENTELIJKE_VERORDENING"}


def transport(value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    rule = bounded(
        law("wet", article("8", {"vervoer": "$vervoer"}, open_terms=[CHOICE])),
        enum=["altijd", "niet"],
    )
    ordinance = filling("v", value, ("wet", "8", "vervoer"))
    for data in (rule, ordinance):
        data["articles"][0]["machine_readable"]["execution"]["output"][0]["type"] = "string"
    return rule, ordinance


def test_a_text_from_the_list_is_accepted_and_another_is_refused(tmp_path: Path) -> None:
    assert found(tmp_path / "goed", *transport("niet")) == []
    branches = op("IF", cases=[{"when": True, "then": "altijd"}], default="soms")
    problem = one(tmp_path / "fout", *transport(branches))
    assert "'vervoer' can become 'soms'; article 8 of 'wet' allows altijd, niet" in problem.message


def test_what_a_dated_decision_makes_of_it_is_refused_at_that_decision(tmp_path: Path) -> None:
    """An ordinance that only passes a term on is as wide as what fills it."""
    ordinance = filling("verordening", "$deel", open_terms=[term("deel", "UITVOERINGSBELEID")])
    decision = filling("besluit", 130, ("verordening", "1", "deel"), **BELOW)
    problem = one(tmp_path, national(), ordinance, decision)
    assert problem.path.name == "002.yaml"
    assert problem.article == "1"
    assert '"law": "verordening"' in (tmp_path / "002.yaml").read_text()
    assert "'pct' can become 130; article 8 of 'wet' allows 0..100" in problem.message


def test_a_decision_within_its_room_runs_through_the_whole_chain(tmp_path: Path) -> None:
    ordinance = filling("verordening", "$deel", open_terms=[term("deel", "UITVOERINGSBELEID")])
    decision = filling("besluit", 30, ("verordening", "1", "deel"), **BELOW)
    assert found(tmp_path, national(), ordinance, decision) == []


@pytest.mark.parametrize(
    ("above", "ordinance", "message"),
    [
        ({}, filling("v", 5, ("wet", "8", "duur")), "leaves no term 'duur' open; it leaves: pct"),
        ({}, filling("v", 5, ("wet", "9", "pct")), "article 9 of 'wet' is not here"),
        ({}, filling("v", 5, **BELOW), "leaves 'pct' to a GEMEENTELIJKE_VERORDENING"),
        (
            {"valid_from": "2026-01-01"},
            filling("v", 5, valid_from="2025-01-01"),
            "leaves 'pct' open from 2026-01-01, not yet on 2025-01-01; begin then",
        ),
        (
            {"valid_from": "2026-01-01", "valid_to": "2026-12-31"},
            filling("v", 5, valid_from="2026-01-01"),
            "no longer leaves 'pct' open from 2027-01-01; end with valid_to '2026-12-31'",
        ),
    ],
)
def test_a_term_must_be_there_for_that_layer_and_on_those_days(
    tmp_path: Path, above: dict[str, Any], ordinance: dict[str, Any], message: str
) -> None:
    problems = found(tmp_path, national(**above), ordinance)
    (problem,) = [problem for problem in problems if problem.severity == "error"]
    assert message in problem.message
    assert problem.path.name == "001.yaml"
    assert problem.article == "1"
    assert line_of(problem).strip() == "{"


def test_a_term_that_a_new_version_of_the_law_takes_back_ends_the_ordinance(tmp_path: Path) -> None:
    """As when a law replaces a duty by something else: the old ordinance cannot run on."""
    old = national(valid_from="2026-01-01")
    new = law("wet", article("8", {"pct": 0}), valid_from="2027-01-01")
    running_on = filling("v", 5, valid_from="2026-01-01")
    assert (
        "from 2027-01-01; end with valid_to '2026-12-31'"
        in one(tmp_path / "door", old, new, running_on).message
    )
    ended = filling("v", 5, valid_from="2026-01-01", valid_to="2026-12-31")
    assert found(tmp_path / "af", old, new, ended) == []


def test_two_regulations_of_one_layer_cannot_fill_a_term_on_the_same_days(tmp_path: Path) -> None:
    twins = filling("een", 5), filling("twee", 6, valid_from="2026-01-01")
    problems = found(tmp_path / "samen", national(), *twins)
    assert [p.path.name for p in problems] == ["001.yaml", "002.yaml"]
    assert "'twee' (002.yaml) also fills 'pct' on the same days" in problems[0].message
    after = filling("een", 5, valid_to="2025-12-31"), twins[1]
    assert found(tmp_path / "na_elkaar", national(), *after) == []
    elsewhere = filling("een", 5), filling("twee", 6, **THERE)
    assert found(tmp_path / "elders", national(), *elsewhere) == []


def test_a_new_version_of_the_same_regulation_is_no_double(tmp_path: Path) -> None:
    versions = [filling("v", at, valid_from=f"202{at}-01-01") for at in (5, 6)]
    assert found(tmp_path, national(), *versions) == []


def test_a_decision_cannot_fill_the_ordinance_of_another_municipality(tmp_path: Path) -> None:
    ordinance = filling("verordening", "$deel", open_terms=[term("deel", "UITVOERINGSBELEID")])
    mine = filling("besluit", 30, ("verordening", "1", "deel"), **BELOW)
    theirs = filling("buren", 30, ("verordening", "1", "deel"), **{**BELOW, **THERE})
    problem = one(tmp_path, national(), ordinance, mine, theirs)
    assert problem.path.name == "003.yaml"
    assert "'verordening' holds for GM9901, this regulation for GM9902" in problem.message


def test_a_term_that_a_municipality_forgot_is_a_warning_with_the_first_day(tmp_path: Path) -> None:
    law_data = law(
        "wet",
        article("8", {"pct": "$pct"}, open_terms=[term("pct")]),
        article("9", {"duur": "$duur"}, open_terms=[term("duur"), term("vrij", required=False)]),
        valid_from="2026-01-01",
    )
    ordinance = filling("v", 5, valid_from="2026-02-01")
    problem = one(tmp_path, law_data, ordinance)
    assert problem.severity == "warning"
    assert problem.message.startswith("nobody fills 'duur' for GM9901 from 2026-02-01")
    assert (problem.path.name, problem.article) == ("000.yaml", "9")


def test_a_decision_that_ends_without_a_next_one_is_noticed(tmp_path: Path) -> None:
    ordinance = filling("verordening", "$deel", open_terms=[term("deel", "UITVOERINGSBELEID")])
    decision = filling(
        "besluit", 30, ("verordening", "1", "deel"), **BELOW,
        valid_from="2020-01-01", valid_to="2026-06-30",
    )  # fmt: skip
    ordinance["valid_from"] = "2020-01-01"
    problem = one(tmp_path, national(), ordinance, decision)
    assert "nobody fills 'deel' for GM9901 from 2026-07-01" in problem.message


def test_a_municipality_without_any_rule_under_a_law_is_not_asked_for_one(tmp_path: Path) -> None:
    other = law("elders", article("1", {"uit": 1}), **HERE)
    assert found(tmp_path, national(), other) == []


def test_terms_that_go_round_do_not_keep_the_check_going_round(tmp_path: Path) -> None:
    link = {"law": "rond", "article": "1", "open_term": "pct"}
    circle = law(
        "rond",
        article("1", {"pct": "$pct"}, open_terms=[term("pct")], implements=[link]),
        **HERE,
    )
    assert found(tmp_path, circle) == []


def test_two_layers_may_fill_one_term_because_the_higher_goes_first(tmp_path: Path) -> None:
    """Lex superior settles it, so it is no double."""
    free = {"id": "pct", "type": "number"}
    act = law("wet", article("8", {"pct": "$pct"}, open_terms=[free]))
    assert found(tmp_path, act, filling("v", 5), filling("b", 6, **BELOW)) == []
