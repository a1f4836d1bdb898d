# SPDX-License-Identifier: EUPL-1.2
"""Steps somebody can think about: what they change, and what they never fill in."""

import pytest

from meedoen.rules.rulebook.catalogue import RulebookError
from meedoen.rules.rulebook.steps import (
    UNSURE,
    WhatIfStep,
    facts_after,
    left_open,
    makes_sense,
    question_of,
)
from tests.rules.people import THEO, WITHOUT_BENEFIT, rulebook

STEPS = rulebook().steps


def step(name: str) -> WhatIfStep:
    return rulebook().step(name)


def test_every_way_to_step_back_is_there_beside_every_way_forward() -> None:
    names = {one.id for one in STEPS}
    assert {"stoppen", "stap_terug", "vrijwilligerswerk", "paar_uur", "samenwonen"} <= names
    assert {"iemand_in_huis", "word_18", "word_21", "word_27", "krijg_aow", "verhuizen"} <= names


@pytest.mark.parametrize("one", STEPS, ids=lambda one: one.id)
def test_a_step_leaves_what_it_does_not_touch_as_it_was(one: WhatIfStep) -> None:
    after = facts_after(one, THEO)
    untouched = set(THEO) - one.touches
    assert {name: after[name] for name in untouched} == {name: THEO[name] for name in untouched}


@pytest.mark.parametrize("one", STEPS, ids=lambda one: one.id)
def test_no_step_fills_in_what_a_person_must_weigh(one: WhatIfStep) -> None:
    answers = [choice.code for choice in one.follow_up.choices] if one.follow_up else [""]
    for answer in answers:
        made = {n: v for n, v in facts_after(one, {}, answer).items() if v is not None}
        assert not [name for name in made if rulebook().facts[name].is_judgement]


def test_what_nobody_answered_is_unknown_afterwards() -> None:
    known = {**THEO, "medebewoner_27_plus": False}
    friend = step("iemand_in_huis")
    assert "medebewoner_27_plus" not in facts_after(friend, known)
    assert "medebewoner_27_plus" not in facts_after(friend, known, UNSURE)
    assert facts_after(friend, known, "ouder")["medebewoner_27_plus"] is True
    assert left_open(friend, known) == {"medebewoner_27_plus"}
    assert left_open(friend, known, "ouder") == frozenset()


def test_a_judgement_that_must_be_looked_at_again_is_open_afterwards() -> None:
    known = {**THEO, "recht_op_bijstand_vastgesteld": True}
    assert "recht_op_bijstand_vastgesteld" not in facts_after(step("samenwonen"), known, "jonger")


def test_stopping_ends_only_what_is_there() -> None:
    stop = step("stoppen")
    assert "werkgever_in_beeld" not in facts_after(stop, THEO)
    assert facts_after(stop, {"werkgever_in_beeld": True})["werkgever_in_beeld"] is False


def test_a_needless_question_is_not_asked() -> None:
    part = step("deel_van_de_week")
    assert question_of(part, THEO) is not None
    assert question_of(part, WITHOUT_BENEFIT) is None
    kept = facts_after(part, WITHOUT_BENEFIT)
    assert kept["uitkering_soort"] == ["GEEN"]


def test_a_birthday_that_has_passed_is_no_step_any_more() -> None:
    assert makes_sense(step("word_18"), {"leeftijd": 17})
    assert not makes_sense(step("word_18"), {"leeftijd": 18})
    assert makes_sense(step("word_18"), {}), "who did not say her age may still think about it"


def test_a_step_that_does_not_exist_is_named() -> None:
    with pytest.raises(RulebookError, match=r"steps\.yaml: er is geen stap 'vliegen'"):
        rulebook().step("vliegen")
