# SPDX-License-Identifier: EUPL-1.2
"""A press: what is kept of it, and that what is done with one leaves the others as they are."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.models import Knelpunt, RegisterLine, Ticket
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register.lines import LONGEST, NotFromHere
from meedoen.knelpunten.states import RegisterState, Solved, Station
from meedoen.knelpunten.tickets import operations
from meedoen.knelpunten.told import StillRecognisable
from meedoen.recognition.finds import find
from tests.knelpunten.worlds import (
    LINDEWAARD,
    MACHINE,
    NOW,
    VENNERHOUT,
    Desks,
    another,
    desks,
    entered,
    later,
    pressed,
)

pytestmark = pytest.mark.django_db
R = RegisterState
NAMED = "Sinds 3 maart is het anders."
MAY_STAY = [one.key for one in find(NAMED)]


@pytest.fixture
def desk() -> Desks:
    return desks()


def row(ticket: UUID) -> Ticket:
    return Ticket.objects.get(pk=ticket)


def stands(number: int, state: RegisterState) -> None:
    """Let a knelpunt stand so."""
    waits = state is R.WAITING
    Knelpunt.objects.filter(pk=number).update(
        state=state, waiting_since=NOW.day if waits else None, answer="" if waits else "Zo.",
        answered_on=None if waits else NOW.day,
    )  # fmt: skip


# Giving.


@pytest.mark.parametrize("at_a_knelpunt", [True, False])
def test_a_press_keeps_the_desk_the_day_and_beside_what_it_was(
    desk: Desks, at_a_knelpunt: bool
) -> None:
    ticket, number = uuid4(), entered(desk.team) if at_a_knelpunt else None
    assert desk.house.team_id is not None
    operations.give(
        ticket=ticket, municipality=LINDEWAARD, team_id=desk.house.team_id,
        pressed_at=PressedAt.OFFER, knelpunt_id=number, wants_answer=True, on=NOW,
    )  # fmt: skip
    found = row(ticket)
    assert (found.municipality_id, found.team_id) == (LINDEWAARD, desk.house.team_id)
    assert (found.pressed_at, found.knelpunt_id) == (PressedAt.OFFER, number)
    assert (found.wants_answer, found.given_on) == (True, NOW.day)
    # What follows from a press at a knelpunt is still to be done; from another nothing does.
    assert found.seen_to_on == (None if at_a_knelpunt else NOW.day)


def test_nobody_gets_an_answer_that_she_did_not_ask_for(desk: Desks) -> None:
    ticket = uuid4()
    assert desk.house.team_id is not None
    operations.give(
        ticket=ticket, municipality=LINDEWAARD, team_id=desk.house.team_id,
        pressed_at=PressedAt.PLAN, on=NOW,
    )  # fmt: skip
    assert row(ticket).wants_answer is False


# Her words.


def says(ticket: UUID, words: str, **more: Any) -> None:
    given = {"wants_answer": False, "names": (), "places": (), "may_stay": ()} | more
    operations.say_more(ticket=ticket, words=words, **given)


def test_her_words_go_along_with_her_press_alone_and_empty_ones_take_them_back(
    desk: Desks,
) -> None:
    ticket, other = pressed(), pressed(wants=False)
    says(ticket, " Dit is lastig. ")
    assert (row(ticket).words, row(ticket).wants_answer) == ("Dit is lastig.", False)
    says(ticket, " ", wants_answer=True)
    assert (row(ticket).words, row(ticket).wants_answer) == ("", True)
    assert (row(other).words, row(other).wants_answer) == ("", False)


def test_with_what_she_took_back_no_words_go_along(desk: Desks) -> None:
    ticket = pressed()
    operations.take_back(ticket=ticket, on=NOW)
    says(ticket, "Dit is lastig.", wants_answer=True)
    assert (row(ticket).words, row(ticket).wants_answer) == ("", False)


def test_a_bsn_is_kept_in_no_word_of_a_press(desk: Desks) -> None:
    number, ticket = entered(desk.team), pressed()
    at_it = pressed(number)
    says(ticket, "Mijn nummer is 111222333.")
    answers(ticket, desk, "Over 111222333 weten we niets.")
    operations.say_solved(ticket=at_it, heard=Solved.NO, words="Zie 111222333.", on=NOW)
    kept = row(ticket).words + row(ticket).answer + row(at_it).solved_words
    assert "111222333" not in kept
    assert "Mijn nummer is" in kept


def answers(ticket: UUID, desk: Desks, words: str = "De bus rijdt.", **more: Any) -> None:
    given = {"by": desk.team, "on": NOW} | more
    operations.answer(ticket=ticket, words=words, **given)


@pytest.mark.parametrize("said", ["more", "solved"])
@pytest.mark.parametrize(
    ("words", "known", "refused"),
    [
        ("Het gaat om hulp thuis.", {"names": ["Hulp"]}, True),
        ("Vanuit Plukkenhout rijdt geen bus.", {"places": ["Plukkenhout"]}, False),
        (NAMED, {"may_stay": MAY_STAY}, False),
    ],
    ids=["names", "places", "may stay"],
)
def test_her_words_are_looked_through_with_all_that_is_known_of_her(
    desk: Desks, said: str, words: str, known: dict[str, Any], refused: bool
) -> None:
    """A name is looked for; by the place where it happens nobody is known."""
    ticket = pressed(entered(desk.team))

    def say(**more: Any) -> None:
        if said == "more":
            says(ticket, words, **more)
        else:
            operations.say_solved(ticket=ticket, heard=Solved.YES, words=words, on=NOW, **more)

    with pytest.raises(StillRecognisable):
        say(**known if refused else {})
    say(**{} if refused else known)


def test_an_answer_is_looked_through_too_unless_somebody_says_that_nobody_is_known_by_it(
    desk: Desks,
) -> None:
    ticket = pressed()
    with pytest.raises(StillRecognisable):
        answers(ticket, desk, NAMED)
    answers(ticket, desk, NAMED, may_stay=MAY_STAY)
    assert row(ticket).answer == NAMED


# Taking back.


def test_what_she_takes_back_loses_its_words_and_another_press_keeps_them(desk: Desks) -> None:
    tickets = pressed(), pressed()
    for ticket in tickets:
        says(ticket, "Dit is lastig.", wants_answer=True)
    operations.take_back(ticket=tickets[0], on=NOW)
    assert [(row(one).words, row(one).wants_answer) for one in tickets] == [
        ("", False), ("Dit is lastig.", True),
    ]  # fmt: skip
    assert [row(one).taken_back_on for one in tickets] == [NOW.day, None]


def test_what_she_puts_back_is_that_press_alone(desk: Desks) -> None:
    tickets = pressed(), pressed()
    for ticket in tickets:
        operations.take_back(ticket=ticket, on=NOW)
    operations.put_back(ticket=tickets[0])
    assert [row(one).taken_back_on for one in tickets] == [None, NOW.day]


# Laying with a knelpunt, and answering.


def done_with(ticket: UUID, desk: Desks, how: str) -> None:
    if how == "laid":
        Ticket.objects.filter(pk=ticket).update(knelpunt=entered(desk.team))
    elif how == "answered":
        answers(ticket, desk)
    else:
        operations.take_back(ticket=ticket, on=NOW)


@pytest.mark.parametrize("how", ["laid", "answered", "taken back"])
def test_what_something_was_done_with_waits_for_nothing_more(desk: Desks, how: str) -> None:
    ticket, number = pressed(), entered(desk.team, told=another())
    done_with(ticket, desk, how)
    with pytest.raises(NotFromHere, match="al iets mee gedaan"):
        answers(ticket, desk, "Nog iets.")
    with pytest.raises(NotFromHere, match="al iets mee gedaan"):
        operations.lay_with(ticket=ticket, knelpunt_id=number, by=desk.team, on=NOW)


def test_a_press_is_answered_on_a_day_in_words_that_fit(desk: Desks) -> None:
    ticket, other = pressed(), pressed()
    answers(ticket, desk, "ja en verder " * 600, on=later(4))
    assert (len(row(ticket).answer), row(ticket).answered_on) == (LONGEST, later(4).day)
    assert row(other).answered_on is None


def test_a_press_that_is_laid_with_a_knelpunt_needs_nothing_more_and_is_one_more_life(
    desk: Desks,
) -> None:
    number, ticket = entered(desk.team), pressed()
    stands(number, R.SOLVED)
    operations.lay_with(ticket=ticket, knelpunt_id=number, by=desk.house, on=later(4))
    assert (row(ticket).knelpunt_id, row(ticket).seen_to_on) == (number, later(4).day)
    found = Knelpunt.objects.get(pk=number)
    assert (found.state, found.waiting_since) == (R.WAITING, later(4).day)


def test_a_press_is_not_laid_with_a_knelpunt_of_another_municipality(desk: Desks) -> None:
    elsewhere, ticket = entered(desk.elsewhere, municipality=VENNERHOUT), pressed()
    both = replace(desk.team, municipalities=frozenset({LINDEWAARD, VENNERHOUT}))
    with pytest.raises(NotFromHere, match="andere gemeente"):
        operations.lay_with(ticket=ticket, knelpunt_id=elsewhere, by=both, on=NOW)
    assert row(ticket).knelpunt_id is None


@pytest.mark.parametrize("how", ["laid", "answered", "taken back", "elsewhere", "not named"])
def test_only_what_waits_here_and_is_named_goes_along_with_what_is_entered(
    desk: Desks, how: str
) -> None:
    ticket, waits = pressed(), pressed()
    if how == "elsewhere":
        entered(desk.elsewhere, municipality=VENNERHOUT)
        Ticket.objects.filter(pk=ticket).update(municipality=VENNERHOUT)
    elif how != "not named":
        done_with(ticket, desk, how)
    before = row(ticket).knelpunt_id
    along = [waits] if how == "not named" else [ticket, waits]
    number = register.enter(
        told=another(), municipality=LINDEWAARD, tickets=[str(one) for one in along],
        by=desk.team, on=NOW,
    )  # fmt: skip
    assert (row(ticket).knelpunt_id, row(waits).knelpunt_id) == (before, number)


# Whether it is solved, and what follows.


def hears(ticket: UUID, heard: Solved, words: str = "", days: int = 0) -> None:
    operations.say_solved(ticket=ticket, heard=heard, words=words, on=later(days))


def test_what_she_says_of_it_is_kept_with_her_press_and_waits_for_the_worker(desk: Desks) -> None:
    number = entered(desk.team)
    ticket, other = pressed(number), pressed(number)
    for one in (ticket, other):
        operations.see_to(ticket=one, by=MACHINE, on=NOW)
    hears(ticket, Solved.HALF, "Het is kort.", days=3)
    found = row(ticket)
    assert (found.solved, found.solved_words, found.solved_on, found.seen_to_on) == (
        Solved.HALF, "Het is kort.", later(3).day, None,
    )  # fmt: skip
    assert (row(other).solved, row(other).seen_to_on) == ("", NOW.day)


def lines(number: int) -> int:
    return RegisterLine.objects.filter(knelpunt=number).exclude(kind=Station.ENTERED).count()


@pytest.mark.parametrize("how", ["seen to", "taken back", "another's"])
def test_the_worker_does_nothing_twice_and_nothing_with_what_was_taken_back(
    desk: Desks, how: str
) -> None:
    number = entered(desk.team)
    ticket = pressed(number)
    if how == "seen to":
        operations.see_to(ticket=ticket, by=MACHINE, on=NOW)
    elif how == "taken back":
        operations.take_back(ticket=ticket, on=NOW)
    before = lines(number)
    seen_to = uuid4() if how == "another's" else ticket
    operations.see_to(ticket=seen_to, by=MACHINE, on=later(1))
    assert lines(number) == before
    assert row(ticket).seen_to_on == (NOW.day if how == "seen to" else None)


def test_what_was_seen_to_is_that_press_on_that_day(desk: Desks) -> None:
    number = entered(desk.team)
    ticket, other = pressed(number), pressed(number)
    operations.see_to(ticket=ticket, by=MACHINE, on=later(1))
    assert (row(ticket).seen_to_on, row(other).seen_to_on) == (later(1).day, None)
    assert lines(number) == 1


def test_what_has_no_place_is_seen_to_without_anything_that_follows(desk: Desks) -> None:
    number, ticket = entered(desk.team), pressed()
    Ticket.objects.filter(pk=ticket).update(seen_to_on=None)
    operations.see_to(ticket=ticket, by=MACHINE, on=later(1))
    assert row(ticket).seen_to_on == later(1).day
    assert lines(number) == 0


@pytest.mark.parametrize(
    ("before", "heard", "after"),
    [
        (R.AGREED, Solved.YES, R.AGREED),
        (R.AGREED, Solved.HALF, R.HALF),
        (R.SOLVED, Solved.NO, R.WAITING),
        (R.WAITING, Solved.NO, R.WAITING),
        (R.WAITING, Solved.HALF, R.WAITING),
        (R.DECLINED, Solved.NO, R.DECLINED),
    ],
)
def test_what_she_says_changes_how_that_knelpunt_stands_and_no_other(
    desk: Desks, before: RegisterState, heard: Solved, after: RegisterState
) -> None:
    number, other = entered(desk.team), entered(desk.team, told=another())
    for one in (number, other):
        stands(one, before)
    ticket = pressed(number)
    hears(ticket, heard)
    operations.see_to(ticket=ticket, by=MACHINE, on=later(3))
    found = [Knelpunt.objects.get(pk=one) for one in (number, other)]
    assert [one.state for one in found] == [after, before]
    opened = before is not R.WAITING and after is R.WAITING
    assert lines(number) == (2 if opened else 1)
    assert found[0].waiting_since == (
        later(3).day if opened else NOW.day if before is R.WAITING else None
    )


# Telling.


def test_what_she_read_herself_she_was_told_on_that_day_and_once(desk: Desks) -> None:
    ticket, other = pressed(), pressed()
    operations.note_read(ticket=ticket, on=later(1))
    operations.note_read(ticket=ticket, on=later(2))
    assert (row(ticket).told_on, row(other).told_on) == (later(1).day, None)


def test_a_line_says_once_a_day_that_it_was_told_at_the_knelpunt_it_is_about(desk: Desks) -> None:
    number, elsewhere = entered(desk.team), entered(desk.team, told=another())
    tickets, other = [pressed(number) for _ in range(3)], pressed(elsewhere)
    for ticket, days in zip(tickets, (1, 1, 2), strict=True):
        operations.note_told(ticket=ticket, by=MACHINE, on=later(days))
    assert [row(one).told_on for one in tickets] == [later(n).day for n in (1, 1, 2)]
    assert row(other).told_on is None
    told = RegisterLine.objects.filter(kind=Station.TOLD).order_by("pk")
    assert [(one.knelpunt_id, one.on_day) for one in told] == [
        (number, later(1).day), (number, later(2).day),
    ]  # fmt: skip


def test_a_line_of_that_day_about_something_else_is_no_line_that_it_was_told(desk: Desks) -> None:
    number = entered(desk.team)
    operations.note_told(ticket=pressed(number), by=MACHINE, on=NOW)
    assert lines(number) == 1
