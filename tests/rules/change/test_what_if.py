# SPDX-License-Identifier: EUPL-1.2
"""What a step or a coming day changes: the day counts, and nothing is guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.law import Mode, evaluate
from meedoen.rules.change.causes import CauseKind
from meedoen.rules.change.what_if import (
    AOW_OUTPUT,
    aow_day,
    coming,
    steps_for,
    what_changes,
)
from meedoen.rules.change.words import cause_words
from meedoen.rules.outcomes import OutcomeKind
from tests.rules.people import LINDEWAARD, SCHOOL_LEAVER, THEO, TODAY, Facts, rulebook

YEAR_AND_A_HALF = TODAY + timedelta(days=548)


@given(day=st.dates(date(1958, 1, 1), date(1999, 12, 31)))
@settings(max_examples=25, deadline=None)
def test_the_aow_day_is_the_first_on_which_the_law_itself_says_so(day: date) -> None:
    found = aow_day(rulebook().corpus, day)
    assert found is not None
    assert _reached(day, found)
    assert not _reached(day, found - timedelta(days=1))


@pytest.mark.parametrize("day", [date(1963, 11, 30), date(1964, 12, 31), date(1964, 2, 29)])
def test_the_end_of_a_month_is_no_exception(day: date) -> None:
    found = aow_day(rulebook().corpus, day)
    assert found is not None
    assert (_reached(day, found - timedelta(days=1)), _reached(day, found)) == (False, True)


def _reached(day: date, on: date) -> bool:
    asked = evaluate(
        rulebook().corpus, law="algemene_ouderdomswet", outputs=[AOW_OUTPUT],
        facts={"geboortedatum": day}, on=on, mode=Mode.INTAKE,
    )  # fmt: skip
    return asked.outputs[AOW_OUTPUT].value is True


def turning(facts: Facts, name: str) -> dict[str, tuple[object, object]]:
    seen = what_changes(rulebook(), facts, TODAY, LINDEWAARD, rulebook().step(name))
    return {one.provision.id: one.kinds for one in seen.changes.shifts}


def test_27_opens_the_other_door_in_the_law() -> None:
    kinds = turning(SCHOOL_LEAVER, "word_27")
    assert kinds["pw.ondersteuning_27"] == (OutcomeKind.NEE, OutcomeKind.JA)
    assert kinds["pw.ondersteuning_onder_27"][1] is None


def test_a_birthday_is_looked_at_on_its_own_day_and_only_the_age_did_it() -> None:
    step = rulebook().step("word_27")
    seen = what_changes(rulebook(), SCHOOL_LEAVER, TODAY, LINDEWAARD, step)
    assert seen.day == date(2034, 5, 1)
    kinds = {cause.kind for one in seen.changes.shifts for cause in one.causes}
    assert kinds == {CauseKind.AGE}
    assert {cause_words(c) for one in seen.changes.shifts for c in one.causes} == {
        "Je bent dan 27 jaar."
    }


def test_the_aow_ends_help_with_work_and_not_taking_part() -> None:
    kinds = turning(THEO, "krijg_aow")
    assert kinds["pw.ondersteuning_27"] == (OutcomeKind.JA, OutcomeKind.NEE)
    step = rulebook().step("krijg_aow")
    seen = what_changes(rulebook(), THEO, TODAY, LINDEWAARD, step)
    stays = {outcome.provision.id for outcome in seen.changes.still_possible}
    assert "wmo.algemene_voorziening" in stays
    words = {cause_words(c) for one in seen.changes.shifts for c in one.causes}
    assert "Je hebt dan de AOW-leeftijd." in words


def test_without_a_date_of_birth_the_answer_is_what_it_hangs_on() -> None:
    seen = what_changes(rulebook(), {}, TODAY, LINDEWAARD, rulebook().step("word_18"))
    assert [fact.name for fact in seen.needs] == ["geboortedatum"]
    assert seen.changes.nothing


def test_what_comes_by_itself_is_told_in_order_and_within_the_time() -> None:
    seventeen = {**SCHOOL_LEAVER, "geboortedatum": date(2009, 3, 4), "jeugdhulp_loopt": True}
    ahead = coming(rulebook(), seventeen, TODAY, LINDEWAARD, YEAR_AND_A_HALF)
    days = [one.day for one in ahead]
    assert days == sorted(days)
    assert all(TODAY < day <= YEAR_AND_A_HALF for day in days)
    assert (date(2027, 3, 4), "word_18") in [(a.day, a.step.id if a.step else "") for a in ahead]


def test_a_day_on_which_only_the_law_changes_blames_the_law() -> None:
    for one in coming(rulebook(), THEO, TODAY, LINDEWAARD, YEAR_AND_A_HALF):
        assert one.step is None, "Theo has no birthday that matters in this time"
        kinds = {cause.kind for shift in one.changes.shifts for cause in shift.causes}
        assert kinds <= {CauseKind.RULES}


@pytest.mark.parametrize(("facts", "offered"), [(THEO, False), (SCHOOL_LEAVER, True), ({}, True)])
def test_a_step_is_offered_while_it_can_still_be_one(facts: Facts, offered: bool) -> None:
    names = [step.id for step in steps_for(rulebook(), facts, TODAY)]
    assert ("word_27" in names) is offered
    assert "stoppen" in names


def test_who_has_aow_already_is_not_told_that_it_will_come() -> None:
    old = {"geboortedatum": date(1948, 1, 8), "uitkering_soort": ["AOW"]}
    assert "krijg_aow" not in [step.id for step in steps_for(rulebook(), old, TODAY)]
    assert "krijg_aow" in [step.id for step in steps_for(rulebook(), THEO, TODAY)]
