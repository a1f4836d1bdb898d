# SPDX-License-Identifier: EUPL-1.2
"""Whose ordinance counts: by municipality, province and water board, and by who may fill a term.

Reported of RegelRecht itself (MinBZK/regelrecht commits 7be59ff6, 0dbc1122 and 5488717a).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from meedoen.law import Corpus, LawError, Mode, check, evaluate
from meedoen.law.cases import run_case
from meedoen.law.vector import Column, evaluate_many
from tests.law.writing import DAY, article, corpus, field, law

KINDS = {
    "gemeente_code": ("GEMEENTELIJKE_VERORDENING", "GM9901", "GM9902"),
    "provincie_code": ("PROVINCIALE_VERORDENING", "PV25", "PV26"),
    "waterschap_code": ("WATERSCHAPS_VERORDENING", "WS0155", "WS0156"),
}
CODES = pytest.mark.parametrize("kind", KINDS)


def ordinance(name: str, kind: str, code: str, value: Any, **machine: Any) -> dict[str, Any]:
    layer = KINDS[kind][0]
    found = law(name, article("2", {"bedrag": value}, **machine), regulatory_layer=layer)
    del found["bwb_id"]
    return found | {kind: code, "officiele_titel": name}


def leaving(layer: str | None, **more: Any) -> dict[str, Any]:
    term = {"id": "bedrag", "type": "number", "required": True, **more}
    term |= {"delegation_type": layer} if layer else {}
    return law("wet", article("1", {"uit": "$bedrag"}, open_terms=[term]))


FILLS = [{"law": "wet", "article": "1", "open_term": "bedrag"}]


def told(held: Corpus, name: str, output: str, **facts: Any) -> dict[str, Any]:
    case = {"id": 1, "law": name, "date": str(DAY), "outputs": [output], "facts": facts}
    return run_case(held, case)


def on_columns(held: Corpus, name: str, output: str, **facts: list[str | None]) -> list[Any]:
    columns = {
        key: Column(np.array([v or "" for v in values]), np.array([v is not None for v in values]))
        for key, values in facts.items()
    }
    found = evaluate_many(held, law=name, outputs=[output], facts=columns, on=DAY)[output]
    return [found.value(row) if found.known[row] else None for row in range(len(found.known))]


@CODES
def test_a_term_is_filled_by_ones_own_territory(tmp_path: Path, kind: str) -> None:
    layer, here, there = KINDS[kind]
    laws = [
        ordinance(code, kind, code, value, implements=FILLS)
        for code, value in ((here, 1), (there, 2))
    ]
    held = corpus(tmp_path, leaving(layer), *laws)
    other = next(other for other in KINDS if other != kind)
    noise = {other: KINDS[other][1]}
    assert told(held, "wet", "uit", **{kind: here}, **noise)["outputs"] == {"uit": 1}
    assert told(held, "wet", "uit", **{kind: there}, **noise)["outputs"] == {"uit": 2}
    assert told(held, "wet", "uit", **noise)["unknown"] == {"uit": [kind]}
    rows = {kind: [here, there, None, here], other: [KINDS[other][1], KINDS[other][2], None, None]}
    assert on_columns(held, "wet", "uit", **rows) == [1, 2, None, 1]


@CODES
def test_an_ordinance_asked_by_name_is_that_of_ones_own_territory(
    tmp_path: Path, kind: str
) -> None:
    _, here, there = KINDS[kind]
    held = corpus(tmp_path, ordinance("regels", kind, here, 1), ordinance("regels", kind, there, 2))
    assert told(held, "regels", "bedrag", **{kind: there})["outputs"] == {"bedrag": 2}
    assert told(held, "regels", "bedrag")["unknown"] == {"bedrag": [kind]}
    assert "not of XX" in told(held, "regels", "bedrag", **{kind: "XX"})["error"]
    assert on_columns(held, "regels", "bedrag", **{kind: [here, there, None]}) == [1, 2, None]


@CODES
def test_a_second_ordinance_beside_it_changes_nothing_for_who_is_elsewhere(
    tmp_path: Path, kind: str
) -> None:
    _, here, there = KINDS[kind]
    held = corpus(tmp_path, ordinance("regels", kind, here, 1))
    assert told(held, "regels", "bedrag", **{kind: here})["outputs"] == {"bedrag": 1}
    assert told(held, "regels", "bedrag")["unknown"] == {"bedrag": [kind]}
    elsewhere = told(held, "regels", "bedrag", **{kind: there})
    assert elsewhere["outputs"] == {"bedrag": None}
    assert there in elsewhere["error"]
    with pytest.raises(LawError, match=there):
        on_columns(held, "regels", "bedrag", **{kind: [there]})


@CODES
def test_an_input_from_an_ordinance_is_from_ones_own(tmp_path: Path, kind: str) -> None:
    _, here, there = KINDS[kind]
    reading = field("b", source={"regulation": "regels", "output": "bedrag"})
    held = corpus(
        tmp_path,
        law("wet", article("1", {"uit": "$b"}, inputs=[reading])),
        ordinance("regels", kind, here, 1),
        ordinance("regels", kind, there, 2),
    )
    assert told(held, "wet", "uit", **{kind: there})["outputs"] == {"uit": 2}
    assert told(held, "wet", "uit")["unknown"] == {"uit": [kind]}
    assert on_columns(held, "wet", "uit", **{kind: [here, there, None]}) == [1, 2, None]


def test_a_local_regulation_that_does_not_say_where_holds_nowhere(tmp_path: Path) -> None:
    lost = ordinance("regels", "gemeente_code", "GM9901", 999, implements=FILLS)
    del lost["gemeente_code"]
    held = corpus(tmp_path, leaving("GEMEENTELIJKE_VERORDENING"), lost)
    assert "none in force" in told(held, "wet", "uit", gemeente_code="GM9901")["error"]
    assert any("needs 'gemeente_code'" in problem.message for problem in check(tmp_path))


@pytest.mark.parametrize("wrong", ["MINISTERIELE_REGELING", "AMVB", "WET", "BELEIDSREGEL"])
@pytest.mark.parametrize("kind", ["gemeente_code", "provincie_code"])
def test_who_may_not_fill_a_term_does_not_count(tmp_path: Path, wrong: str, kind: str) -> None:
    layer, here, there = KINDS[kind]
    other = law("regeling", article("3", {"bedrag": 999}, implements=FILLS), regulatory_layer=wrong)
    own = ordinance("regels", kind, here, 100, implements=FILLS)
    held = corpus(tmp_path, leaving(layer), other, own)
    assert told(held, "wet", "uit", **{kind: here})["outputs"] == {"uit": 100}
    elsewhere = told(held, "wet", "uit", **{kind: there})
    assert elsewhere["outputs"] == {"uit": None}
    assert "none in force" in elsewhere["error"]
    assert on_columns(held, "wet", "uit", **{kind: [here]}) == [100]
    assert any(layer in p.message and p.severity == "error" for p in check(tmp_path))


def test_where_nobody_who_may_has_filled_it_the_default_counts(tmp_path: Path) -> None:
    default = {"actions": [{"output": "bedrag", "value": 7}]}
    other = law("regeling", article("3", {"bedrag": 999}, implements=FILLS))
    held = corpus(tmp_path, leaving("AMVB", default=default), other)
    assert told(held, "wet", "uit")["outputs"] == {"uit": 7}


def test_a_hook_and_an_older_resolve_keep_to_ones_own_territory(tmp_path: Path) -> None:
    hook = [{"hook_point": "post_actions", "applies_to": {"legal_character": "BESCHIKKING"}}]
    resolving = article("1", {"uit": 1}, produces="BESCHIKKING")
    resolving["machine_readable"]["execution"]["actions"].append(
        {"output": "elders", "resolve": {"type": "GEMEENTELIJKE_VERORDENING", "output": "bedrag"}}
    )
    resolving["machine_readable"]["execution"]["output"].append(field("elders"))
    laws = [
        ordinance(c, "gemeente_code", c, v, hooks=hook) for c, v in (("GM9901", 1), ("GM9902", 2))
    ]
    held = corpus(tmp_path, law("wet", resolving), *laws)
    for code, value in (("GM9901", 1), ("GM9902", 2)):
        found = evaluate(
            held, law="wet", outputs=["elders"], facts={"gemeente_code": code}, on=DAY,
            mode=Mode.LAW,
        )  # fmt: skip
        assert found.outputs["elders"].value == value
        assert found.entailed["bedrag"].value == value
