# SPDX-License-Identifier: EUPL-1.2
"""The worker sees to presses: each by itself, in bits, and again when it fell away."""

from uuid import UUID

import pytest
from procrastinate.contrib.django import app

from meedoen.commands.worker import TAKEN_UP
from meedoen.journeys import tasks
from meedoen.knelpunten.models import Knelpunt, Ticket
from meedoen.knelpunten.states import RegisterState, Solved
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.tickets.queries import to_see_to
from tests.knelpunten.worlds import NOW, Desks, another, decided, desks, entered, pressed, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desks:
    return desks()


def state(number: int) -> str:
    return Knelpunt.objects.values_list("state", flat=True).get(pk=number)


def test_what_follows_from_a_no_is_done_with_the_rights_of_the_worker(desk: Desks) -> None:
    number = entered(desk.team)
    ticket = pressed(number)
    decided(number, desk)
    with worker():
        assert tasks.see_to_what_waits() == 1
        assert tasks.see_to_what_waits() == 0
    tickets.say_solved(ticket=ticket, heard=Solved.NO, on=NOW)
    with worker():
        tasks.see_to_presses.func(0)
    assert state(number) == RegisterState.WAITING


def test_so_many_at_a_time_and_the_rest_the_next_time(desk: Desks) -> None:
    number = entered(desk.team)
    for _ in range(3):
        pressed(number)
    with worker():
        assert [tasks.see_to_what_waits(most=2) for _ in range(3)] == [2, 1, 0]


def test_one_that_cannot_be_seen_to_stops_no_other_and_is_tried_again(
    desk: Desks, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    numbers = [entered(desk.team), entered(desk.team, told=another())]
    broken, sound = sorted(pressed(number) for number in numbers)
    real = tasks.see_to

    def see_to(*, ticket: UUID, **told: object) -> None:
        if ticket == broken:
            raise ConnectionError("away")
        real(ticket=ticket, **told)  # type: ignore[arg-type]

    with monkeypatch.context() as away:
        away.setattr(tasks, "see_to", see_to)
        with worker():
            assert tasks.see_to_what_waits() == 1
    assert Ticket.objects.get(pk=sound).seen_to_on is not None
    # Neither the number of a press nor anybody's words come in a log.
    assert str(broken) not in caplog.text
    with worker():
        assert to_see_to(most=5) == [broken]
        assert tasks.see_to_what_waits() == 1


def test_the_queue_asks_for_it_every_five_minutes_and_lets_go_of_what_fell_away() -> None:
    asked = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert asked["see_to_presses"] == "*/5 * * * *"
    _, take_up = TAKEN_UP["see_to_presses"]
    assert take_up(0, 1) is False
