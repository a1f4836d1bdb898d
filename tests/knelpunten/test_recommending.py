# SPDX-License-Identifier: EUPL-1.2
"""What is proposed about a knelpunt and decided on it: what is kept, and whose answer it is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from meedoen.knelpunten.consulting import operations as consulting
from meedoen.knelpunten.models import Consultation, Knelpunt, Recommendation, Ticket
from meedoen.knelpunten.recommending import operations
from meedoen.knelpunten.recommending.operations import NoReason
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register.lines import LONGEST, NotFromHere
from meedoen.knelpunten.states import RecommendationState, RegisterState
from meedoen.knelpunten.told import StillRecognisable
from meedoen.recognition.finds import find
from tests.knelpunten.worlds import (
    NO,
    NOW,
    YES,
    Desks,
    another,
    decided,
    desks,
    entered,
    later,
    pressed,
)

pytestmark = pytest.mark.django_db
P, R = RecommendationState, RegisterState
# A day by which somebody could be known, unless somebody says that nobody is.
NAMED = "Sinds 3 maart is het anders."
MAY_STAY = [one.key for one in find(NAMED)]


@pytest.fixture
def desk() -> Desks:
    return desks()


@pytest.fixture
def point(desk: Desks) -> int:
    return entered(desk.team)


def proposed(desk: Desks, point: int, words: str = "Doe iets.", **more: Any) -> int:
    given = {"by": desk.house, "on": NOW} | more
    return operations.propose(knelpunt_id=point, words=words, **given)


def comes_to(desk: Desks, made: int, state: RecommendationState) -> None:
    """Let a recommendation go its way to a state."""
    told: dict[str, Any] = {"recommendation_id": made, "by": desk.policy, "on": NOW}
    if state is P.WITHDRAWN:
        operations.withdraw(**told)
    if state not in (P.PROPOSED, P.WITHDRAWN):
        operations.schedule(meeting="Netwerk", **told)
    if state not in (P.PROPOSED, P.WITHDRAWN, P.SCHEDULED):
        operations.discuss(words="Besproken.", **told)
    if state in (P.AGREED, P.DECLINED, P.REALISED):
        operations.decide(decision=NO if state is P.DECLINED else YES, **told)
    if state is P.REALISED:
        operations.realise(words="Gedaan.", **told)


def row(made: int) -> Recommendation:
    return Recommendation.objects.get(pk=made)


# Proposing.


def test_what_is_proposed_keeps_why_and_by_which_team_since_when(desk: Desks, point: int) -> None:
    found = row(proposed(desk, point, " Doe iets. ", why=" Het helpt. ", on=later(3)))
    assert (found.words, found.why, found.state) == ("Doe iets.", "Het helpt.", P.PROPOSED)
    assert (found.knelpunt_id, found.team_id, found.proposed_on) == (
        point, desk.house.team_id, later(3).day,
    )  # fmt: skip


@pytest.mark.parametrize("state", RecommendationState)
def test_the_same_words_are_the_same_proposal_until_it_is_decided(
    desk: Desks, point: int, state: RecommendationState
) -> None:
    made, elsewhere = proposed(desk, point), proposed(desk, entered(desk.team, told=another()))
    assert made != elsewhere, "each knelpunt has its own"
    comes_to(desk, made, state)
    open_ = state in (P.PROPOSED, P.SCHEDULED, P.DISCUSSED)
    assert (proposed(desk, point) == made) is open_
    assert proposed(desk, point, "Iets anders.") != made


def test_a_proposal_has_words_and_a_team(desk: Desks, point: int) -> None:
    with pytest.raises(ValueError, match="what should be done"):
        proposed(desk, point, " ")
    with pytest.raises(ValueError, match="comes from a team"):
        proposed(desk, point, by=replace(desk.house, team_id=None))
    assert not Recommendation.objects.exists()


# Nobody is recognised by what is written down.


@pytest.mark.parametrize("may_stay", [False, True])
@pytest.mark.parametrize(
    ("state", "act", "told"),
    [
        (None, operations.propose, {"words": NAMED}),
        (None, operations.propose, {"words": "Doe iets.", "why": NAMED}),
        (P.SCHEDULED, operations.discuss, {"words": NAMED}),
        (P.DISCUSSED, operations.decide, {"decision": replace(YES, words=NAMED)}),
        (P.DISCUSSED, operations.decide, {"decision": replace(YES, by_whom=NAMED)}),
        (P.AGREED, operations.realise, {"words": NAMED}),
    ],
    ids=["words", "why", "discussed", "decided", "who decided", "realised"],
)
def test_nobody_can_be_known_by_it_unless_somebody_says_that_nobody_is(
    desk: Desks,
    point: int,
    state: RecommendationState | None,
    act: Any,
    told: dict[str, Any],
    may_stay: bool,
) -> None:
    about: dict[str, Any] = {"knelpunt_id": point}
    if state is not None:
        about = {"recommendation_id": proposed(desk, point)}
        comes_to(desk, about["recommendation_id"], state)
    given = {**about, **told, "by": desk.policy, "on": NOW}
    if may_stay:
        act(**given, may_stay=MAY_STAY)
        return
    with pytest.raises(StillRecognisable):
        act(**given)


# Deciding.


def test_what_is_decided_keeps_who_and_from_when_it_holds(desk: Desks, point: int) -> None:
    made = proposed(desk, point)
    comes_to(desk, made, P.DISCUSSED)
    decision = replace(YES, by_whom=" Het  college ", holds_from=date(2027, 1, 1))
    operations.decide(recommendation_id=made, decision=decision, by=desk.policy, on=later(9))
    found = row(made)
    assert (found.state, found.decision, found.decided_by) == (P.AGREED, YES.words, "Het college")
    assert (found.decided_on, found.holds_from) == (later(9).day, date(2027, 1, 1))
    operations.realise(recommendation_id=made, words="Gedaan.", by=desk.policy, on=later(12))
    found = row(made)
    assert (found.state, found.realised_on) == (P.REALISED, later(12).day)
    assert found.decided_on == later(9).day


def test_who_decided_fits_where_it_is_kept_however_long_it_is(desk: Desks, point: int) -> None:
    made = proposed(desk, point)
    comes_to(desk, made, P.DISCUSSED)
    decision = replace(YES, by_whom="het college " * 20, words="ja en verder " * 600)
    operations.decide(recommendation_id=made, decision=decision, by=desk.policy, on=NOW)
    assert (len(row(made).decided_by), len(row(made).decision)) == (120, LONGEST)


@pytest.mark.parametrize("decision", [replace(NO, words=" "), replace(NO, by_whom=" ")])
def test_half_a_decision_is_told_what_it_lacks(desk: Desks, point: int, decision: Any) -> None:
    made = proposed(desk, point)
    comes_to(desk, made, P.DISCUSSED)
    with pytest.raises(NoReason, match="wie het besloot"):
        operations.decide(recommendation_id=made, decision=decision, by=desk.policy, on=NOW)


def test_what_is_done_says_what_is_different_now(desk: Desks, point: int) -> None:
    made = decided(point, desk)
    with pytest.raises(NoReason, match="wat er nu anders is"):
        operations.realise(recommendation_id=made, words=" ", by=desk.policy, on=NOW)


def test_a_bsn_is_kept_in_no_decision_and_in_no_word_of_what_was_done(
    desk: Desks, point: int
) -> None:
    made = proposed(desk, point)
    comes_to(desk, made, P.DISCUSSED)
    told: dict[str, Any] = {"recommendation_id": made, "by": desk.policy, "on": NOW}
    operations.decide(decision=replace(YES, words="Ja, zie 111222333."), **told)
    operations.realise(words="Gedaan, zie 111222333.", **told)
    assert "111222333" not in row(made).decision + Knelpunt.objects.get(pk=point).answer


def test_what_is_taken_off_the_agenda_waits_for_another_meeting(desk: Desks, point: int) -> None:
    made, other = proposed(desk, point), proposed(desk, point, "Of zo.")
    for one in (made, other):
        comes_to(desk, one, P.SCHEDULED)
    operations.take_off_the_agenda(recommendation_id=made, by=desk.policy, on=NOW)
    assert [row(one).state for one in (made, other)] == [P.PROPOSED, P.SCHEDULED]
    with pytest.raises(NotFromHere, match="voorgesteld"):
        operations.take_off_the_agenda(recommendation_id=made, by=desk.policy, on=NOW)


# Whose answer it is.


def answer(point: int) -> tuple[str, str, Any, Any]:
    found = Knelpunt.objects.get(pk=point)
    return found.state, found.answer, found.answered_on, found.waiting_since


def test_a_decision_is_the_answer_on_that_day_and_news_for_who_pressed_there(
    desk: Desks, point: int
) -> None:
    elsewhere = entered(desk.team, told=another())
    here, there = pressed(point), pressed(elsewhere)
    Ticket.objects.update(told_on=NOW.day)
    made = proposed(desk, point)
    comes_to(desk, made, P.DISCUSSED)
    operations.decide(recommendation_id=made, decision=YES, by=desk.policy, on=later(9))
    assert answer(point) == (R.AGREED, YES.words, later(9).day, None)
    told = dict(Ticket.objects.values_list("pk", "told_on"))
    assert told == {here: None, there: NOW.day}
    operations.realise(recommendation_id=made, words="Gedaan.", by=desk.policy, on=later(12))
    assert answer(point) == (R.SOLVED, "Gedaan.", later(12).day, None)
    assert answer(elsewhere) == (R.WAITING, "", None, NOW.day)


def test_a_no_is_the_answer_where_nothing_else_is_open(desk: Desks, point: int) -> None:
    decided(point, desk, decision=NO, on=later(2))
    assert answer(point) == (R.DECLINED, NO.words, later(2).day, None)


@pytest.mark.parametrize("other", [P.PROPOSED, P.AGREED])
def test_a_no_beside_something_open_or_agreed_changes_no_answer(
    desk: Desks, point: int, other: RecommendationState
) -> None:
    comes_to(desk, proposed(desk, point, "Iets anders."), other)
    ticket, before = pressed(point), answer(point)
    Ticket.objects.update(told_on=NOW.day)
    decided(point, desk, decision=NO, on=later(2))
    assert answer(point) == before
    assert Ticket.objects.get(pk=ticket).told_on == NOW.day


def test_what_is_done_leaves_a_knelpunt_agreed_while_something_else_was_agreed(
    desk: Desks, point: int
) -> None:
    first, other = proposed(desk, point, "Eerst dit."), proposed(desk, point, "Dan dat.")
    comes_to(desk, other, P.AGREED)
    comes_to(desk, first, P.REALISED)
    assert answer(point)[0] == R.AGREED


# Who was asked what she thinks, is asked no more.


def asked(desk: Desks, made: int, *, days: int) -> None:
    consulting.lay_before_everybody(
        recommendation_id=made, words="Zou jij dit willen?", last_day=later(days).day,
        by=desk.policy, on=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("ends_by", [P.WITHDRAWN, P.AGREED, P.DECLINED])
def test_of_what_is_decided_or_withdrawn_nobody_is_asked_any_more(
    desk: Desks, point: int, ends_by: RecommendationState
) -> None:
    elsewhere = entered(desk.team, told=another())
    for number in (point, elsewhere):
        register.make_public(knelpunt_id=number, by=desk.policy, on=NOW)
    made, other = proposed(desk, point), proposed(desk, elsewhere)
    for one in (made, other):
        asked(desk, one, days=9)
    comes_to(desk, made, ends_by)
    closed = dict(Consultation.objects.values_list("recommendation", "closed_on"))
    assert closed == {made: NOW.day, other: None}


@pytest.mark.parametrize(("days", "closed"), [(9, True), (10, False)])
def test_a_question_is_closed_up_to_its_last_day_and_after_that_it_was_over_by_itself(
    desk: Desks, point: int, days: int, closed: bool
) -> None:
    register.make_public(knelpunt_id=point, by=desk.policy, on=NOW)
    made = proposed(desk, point)
    asked(desk, made, days=9)
    operations.withdraw(recommendation_id=made, by=desk.policy, on=later(days))
    assert Consultation.objects.get().closed_on == (later(days).day if closed else None)
