# SPDX-License-Identifier: EUPL-1.2
"""Who pressed is told what came of it, once for each answer, and nobody learns whose it was."""

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from meedoen.journeys.telling_back import tell_back
from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.occasions import OCCASIONS
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register import queries as register
from meedoen.knelpunten.states import RegisterState, Solved, Station
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.tickets import queries
from meedoen.notifications.models import Outgoing
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents import operations as residents
from tests.knelpunten.worlds import (
    LINDEWAARD,
    MACHINE,
    NOW,
    Desks,
    decided,
    desks,
    entered,
    improving,
    later,
    worker,
)
from tests.privacy.worlds import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desks:
    return desks()


def pressed_by(subject: UUID, knelpunt: int | None, desk: Desks, *, wants: bool = True) -> UUID:
    """Let a resident press, as her page does."""
    ticket, by = uuid4(), resident_viewer(subject)
    assert desk.team.team_id is not None
    with acting(by, purpose=Purpose.TAKING_PART, on=NOW):
        residents.keep_hindrance(subject=subject, ticket=ticket, beside="Een stap", by=by, on=NOW)
        tickets.give(
            ticket=ticket, municipality=LINDEWAARD, team_id=desk.team.team_id,
            pressed_at=PressedAt.STEP, wants_answer=wants, on=NOW,
        )  # fmt: skip
    if knelpunt is not None:
        with improving(desk.team):
            tickets.lay_with(ticket=ticket, knelpunt_id=knelpunt, by=desk.team, on=NOW)
    return ticket


def seen_to(days: int) -> int:
    """Let the worker see to what waits and tell who waits; gives how many were told."""
    with worker():
        for ticket in queries.to_see_to(most=99):
            tickets.see_to(ticket=ticket, by=MACHINE, on=later(days))
        waiting = queries.to_tell(most=99)
        return sum(tell_back(ticket, by=MACHINE, on=later(days)) for ticket in waiting)


def messages(subject: UUID) -> list[str]:
    """Give what she reads in her outbox, in her own context."""
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=later(99)):
        found = []
        for row in Outgoing.objects.filter(subject=subject).order_by("told_at"):
            (occasion,) = OCCASIONS
            words = occasion.words(row.about, later(99))
            found.append(" ".join(words.lines) if words else "")
        return found


@pytest.mark.proves("S0-14", "who raised it is told what was decided")
def test_who_wanted_an_answer_is_told_and_reads_it_in_her_own_messages(desk: Desks) -> None:
    vlinder, mus = tell(LINDEWAARD, NOW), tell(LINDEWAARD, NOW, name="Mus")
    number = entered(desk.team)
    pressed_by(vlinder, number, desk)
    pressed_by(mus, number, desk, wants=False)
    assert seen_to(1) == 0
    decided(number, desk, on=later(7))
    assert seen_to(8) == 1
    assert seen_to(9) == 0
    (words,) = messages(vlinder)
    assert "Je hulp blijft het eerste half jaar zoals die is." in words
    assert "30 november 2026" in words
    assert messages(mus) == []
    with improving(desk.policy):
        way = [line.kind for line in register.point(number).way]
    assert way[-1] is Station.TOLD


def test_a_later_answer_is_told_as_well_and_the_earlier_one_no_more(desk: Desks) -> None:
    vlinder, number = tell(LINDEWAARD, NOW), entered(desk.team)
    pressed_by(vlinder, number, desk)
    made = decided(number, desk, on=later(7))
    assert seen_to(8) == 1
    with improving(desk.policy, later(20)):
        recommending.realise(
            recommendation_id=made, words="Het geldt nu.", by=desk.policy, on=later(20)
        )
    assert seen_to(20) == 1
    first, second = messages(vlinder)
    assert first == ""
    assert "Het geldt nu." in second


def test_an_answer_to_a_press_alone_is_told_as_well(desk: Desks) -> None:
    vlinder = tell(LINDEWAARD, NOW)
    ticket = pressed_by(vlinder, None, desk)
    with improving(desk.team):
        tickets.answer(ticket=ticket, words="De bus rijdt weer.", by=desk.team, on=NOW)
    assert seen_to(0) == 1
    assert "De bus rijdt weer." in messages(vlinder)[0]


def test_what_she_took_back_is_told_no_more(desk: Desks) -> None:
    vlinder, number = tell(LINDEWAARD, NOW), entered(desk.team)
    ticket, by = pressed_by(vlinder, number, desk), resident_viewer(vlinder)
    decided(number, desk)
    assert seen_to(0) == 1
    with acting(by, purpose=Purpose.TAKING_PART, on=NOW):
        tickets.take_back(ticket=ticket, on=NOW)
    assert messages(vlinder) == [""]


def test_what_she_says_back_opens_it_again_within_the_day(desk: Desks) -> None:
    vlinder, number = tell(LINDEWAARD, NOW), entered(desk.team)
    ticket, by = pressed_by(vlinder, number, desk), resident_viewer(vlinder)
    decided(number, desk)
    seen_to(0)
    with acting(by, purpose=Purpose.TAKING_PART, on=later(3)):
        tickets.say_solved(ticket=ticket, heard=Solved.NO, on=later(3))
    seen_to(3)
    with improving(desk.policy):
        assert register.point(number).point.state is RegisterState.WAITING


def test_nobody_but_the_worker_can_let_something_be_told_by_a_number(desk: Desks) -> None:
    vlinder = tell(LINDEWAARD, NOW)
    ticket = pressed_by(vlinder, entered(desk.team), desk)
    with improving(desk.policy), pytest.raises(DatabaseError, match="permission denied"):
        residents.tell_of_ticket(
            ticket=ticket, occasion_code="knelpunten.answered", about="x", by=desk.policy, on=NOW
        )


def test_in_the_register_nobody_finds_whose_a_number_is(desk: Desks) -> None:
    vlinder = tell(LINDEWAARD, NOW)
    ticket = pressed_by(vlinder, entered(desk.team), desk)
    for viewer in (desk.team, desk.policy, desk.volunteer):
        with improving(viewer), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM residents_hindrance")
            assert cursor.fetchone() == (0,)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM history_revision WHERE \"table\" = 'knelpunten_ticket'"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM privacy_processingrecord r WHERE r::text LIKE %s", [f"%{ticket}%"]
        )
        assert cursor.fetchone() == (0,)
