# SPDX-License-Identifier: EUPL-1.2
"""The wish says which questions come first, and never who asks them."""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.rules.questions import open_questions, question_about, wish_first
from meedoen.rules.wishes import NEEDS_OF_FORM, NEEDS_OF_STEP, STEP, wanted_needs
from meedoen.vocabulary.forms import Form
from tests.rules.people import THEO, Facts, look, rulebook

FORMS = st.sets(st.sampled_from(Form))
STEPS = st.sampled_from([None, *NEEDS_OF_STEP])


def test_every_form_and_every_step_has_needs_that_the_rulebook_knows() -> None:
    known = {need.code for need in rulebook().needs}
    assert set(NEEDS_OF_FORM) == set(Form)
    assert set(NEEDS_OF_STEP) == {option.code for option in rulebook().facts[STEP].options}
    named = {need for needs in (*NEEDS_OF_FORM.values(), *NEEDS_OF_STEP.values()) for need in needs}
    assert named <= known


def test_something_to_do_is_a_place_by_day_unless_she_says_in_which_form() -> None:
    assert wanted_needs(names_a_subject=True) == {"place_by_day"}
    assert wanted_needs(names_a_subject=True, forms={Form.PAID_WORK}) == {"paid_work"}
    assert wanted_needs() == frozenset()
    assert wanted_needs(step="nu_niet") == frozenset()


@given(FORMS, STEPS, st.booleans())
def test_saying_more_never_takes_away_what_she_wanted_in_a_form_or_step(
    forms: set[Form], step: str | None, subject: bool
) -> None:
    alone = wanted_needs(forms=forms, step=step)
    assert alone <= wanted_needs(forms={*forms, Form.LANGUAGE}, step=step, names_a_subject=subject)


def asked(facts: Facts, wanted: frozenset[str]) -> list[tuple[str, bool]]:
    """Every question in turn, when each is skipped."""
    seen, said, found = look(facts), set(facts), []
    while following := wish_first(seen, rulebook(), answered=said, wanted_needs=wanted):
        found.append((following.question.fact.name, following.wanted))
        said.add(following.question.fact.name)
    return found


@pytest.mark.proves("S1-22", "the wish says what is asked first")
def test_first_what_fits_the_wish_and_then_the_rest() -> None:
    order = asked({}, frozenset({"paid_work"}))
    about = {q.fact.name for q in open_questions(look({}), rulebook(), {"paid_work"})}
    flags = [wanted for _, wanted in order]
    assert flags == sorted(flags, reverse=True)
    assert {name for name, wanted in order if wanted} == about
    assert set(flags) == {True, False}


@given(STEPS, FORMS)
def test_within_the_wish_health_and_money_come_after_the_rest(
    step: str | None, forms: set[Form]
) -> None:
    for about in (True, False):
        order = [
            rulebook().facts[name]
            for name, wanted in asked(THEO, wanted_needs(forms=forms, step=step))
            if wanted is about
        ]
        keys = [(fact.is_judgement, fact.is_delicate) for fact in order]
        assert keys == sorted(keys)


@given(FORMS)
def test_no_question_is_lost_and_none_is_asked_twice(forms: set[Form]) -> None:
    names = [name for name, _ in asked({}, wanted_needs(forms=forms))]
    assert len(names) == len(set(names))
    assert set(names) == {q.fact.name for q in open_questions(look({}), rulebook())}


def test_a_question_says_everything_it_decides_and_not_only_what_was_wanted() -> None:
    found = question_about(look({}), rulebook(), "geboortedatum")
    assert found is not None
    assert len(found.changes) > 5
    assert question_about(look(THEO), rulebook(), "mantelzorger") is None


@pytest.mark.proves("I1", "the order of questions cannot know the desk")
def test_nothing_here_can_be_told_who_asks() -> None:
    """The order of questions never depends on the desk."""
    for ask in (wanted_needs, wish_first):
        names = set(inspect.signature(ask).parameters)
        assert not names & {"by", "viewer", "actor", "role", "team", "desk", "channel"}
