# SPDX-License-Identifier: EUPL-1.2
"""Conditions over facts: three values, and clear refusals."""

import pytest

from meedoen.rules.rulebook.conditions import ConditionError, holds, read_condition

YOUNG = {"fact": "leeftijd", "below": 27}
BENEFIT = {"fact": "uitkering_soort", "has_any": ["PW", "IOAW"]}


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        (YOUNG, {"leeftijd": 26}, True),
        (YOUNG, {"leeftijd": 27}, False),
        (YOUNG, {}, None),
        ({"fact": "leeftijd", "at_least": 27}, {"leeftijd": 27}, True),
        ({"fact": "maanden", "above": 20}, {"maanden": 20}, False),
        (BENEFIT, {"uitkering_soort": ["WW", "IOAW"]}, True),
        (BENEFIT, {"uitkering_soort": "PW"}, True),
        (BENEFIT, {"uitkering_soort": ["WW"]}, False),
        ({"fact": "stap", "in": ["leren", "betaald"]}, {"stap": "leren"}, True),
        ({"fact": "stap", "equals": "leren"}, {"stap": "betaald"}, False),
        ({"not": YOUNG}, {"leeftijd": 30}, True),
        ({"not": YOUNG}, {}, None),
        ({"all": [YOUNG, BENEFIT]}, {"leeftijd": 40}, False),
        ({"all": [YOUNG, BENEFIT]}, {"leeftijd": 20}, None),
        ({"any": [YOUNG, BENEFIT]}, {"leeftijd": 20}, True),
        ({"any": [YOUNG, BENEFIT]}, {"leeftijd": 40}, None),
    ],
)
def test_a_condition_holds_does_not_hold_or_is_undecided(condition, facts, expected) -> None:
    assert holds(read_condition(condition), facts, {}) is expected


def test_an_outcome_can_be_part_of_a_condition() -> None:
    condition = read_condition({"outcome": "pw.beschut_werk", "is": ["ja", "vraagt_oordeel"]})
    assert holds(condition, {}, {"pw.beschut_werk": "vraagt_oordeel"}) is True
    assert holds(condition, {}, {"pw.beschut_werk": "onbekend"}) is False
    assert holds(condition, {}, {}) is False


@pytest.mark.parametrize(
    "raw",
    ["altijd", {}, {"all": []}, {"any": "x"}, {"fact": "leeftijd"},
     {"fact": "leeftijd", "below": 27, "above": 3}, {"fact": "leeftijd", "ongeveer": 27},
     {"below": 27}],
)  # fmt: skip
def test_a_condition_that_cannot_be_read_is_refused(raw) -> None:
    with pytest.raises(ConditionError):
        read_condition(raw)
