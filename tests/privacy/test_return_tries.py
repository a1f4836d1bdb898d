# SPDX-License-Identifier: EUPL-1.2
"""Wrong return words: who guesses waits, nobody else is shut out, and an officer can read it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from meedoen.accounts.roles import Role
from meedoen.privacy import return_tries
from meedoen.privacy.context import acting
from meedoen.privacy.decision import ANYONE
from meedoen.privacy.models import ReturnKey, ReturnTry, SecurityEvent
from meedoen.privacy.operations import (
    Tried,
    end_return_words,
    hand_out_return_words,
    try_return_words,
)
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, subject_for_return_words, ways_back
from meedoen.privacy.return_tries import wait
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import World, make_viewer, make_world, tell

pytestmark = pytest.mark.django_db

WRONG = "appel appel appel appel appel"
NOON = Moment(datetime(2026, 11, 23, 12, tzinfo=UTC))
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def world(now: Moment) -> World:
    return make_world(now)


def try_(words: str, on: Moment, *, address: str = "a", visit: str = "v") -> Tried:
    return try_return_words(words=words, address=address, visit=visit, by=ANYONE, on=on)


def words_for(subject: object, on: Moment) -> str:
    her = resident_viewer(subject)  # type: ignore[arg-type]
    with acting(her, purpose=Purpose.TAKING_PART, on=on):
        return hand_out_return_words(subject=subject, by=her, on=on)  # type: ignore[arg-type]


# The rule.


def test_a_visit_may_be_wrong_a_few_times_and_then_waits_longer_each_time() -> None:
    tries = [NOON.at + SECOND * n for n in range(8)]
    waits = [wait(tries[:n], [], on=Moment(tries[n - 1])) for n in range(1, 9)]
    free = return_tries.FREE_TRIES
    assert waits[: free - 1] == [timedelta(0)] * (free - 1)
    assert waits[free - 1 :] == [MINUTE, 2 * MINUTE, 3 * MINUTE, 4 * MINUTE]


def test_an_address_goes_slower_and_is_never_shut() -> None:
    """Many people can be behind one address: within a minute somebody is always heard."""
    tries = [NOON.at - SECOND * n for n in range(200, 0, -1)]
    slow = wait([], tries, on=NOON)
    assert timedelta(0) < slow <= return_tries.PACE
    assert wait([], tries, on=NOON + return_tries.PACE) == timedelta(0)


def test_who_was_wrong_long_ago_does_not_wait() -> None:
    assert wait([NOON.at - MINUTE * 9] * 5, [], on=NOON) == timedelta(0)


# As the database keeps it.


def test_wrong_words_are_counted_without_being_kept(now: Moment) -> None:
    assert try_(WRONG, now) == Tried()
    row = ReturnTry.objects.values().get()
    assert "appel" not in str(row)
    assert row["address"] not in ("a", "")
    assert len(row["address"]) == len(row["visit"]) == 64


def test_right_words_are_found_and_not_counted(now: Moment, world: World) -> None:
    words = words_for(world.subject, now)
    assert try_(words, now) == Tried(world.subject)
    assert not ReturnTry.objects.exists()


def test_a_visit_that_waits_cannot_use_right_words_either_and_another_visit_can(
    now: Moment,
    world: World,
) -> None:
    words = words_for(world.subject, now)
    for _ in range(return_tries.FREE_TRIES):
        try_(WRONG, now)
    assert try_(words, now).wait == MINUTE
    assert try_(words, now, visit="another") == Tried(world.subject)
    assert try_(words, now + MINUTE) == Tried(world.subject)


def test_new_visits_from_one_address_are_slowed_down_together(
    now: Moment,
    world: World,
) -> None:
    words = words_for(world.subject, now)
    for number in range(return_tries.FREE_TRIES_OF_AN_ADDRESS):
        assert not try_(WRONG, now, visit=str(number)).wait
    assert try_(WRONG, now, visit="new").wait
    assert try_(words, now, visit="new").wait
    assert try_(words, now, visit="new", address="elsewhere") == Tried(world.subject)
    assert try_(words, now + return_tries.PACE, visit="new") == Tried(world.subject)


def test_an_officer_can_read_that_words_are_guessed_at(
    now: Moment,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("meedoen.privacy.operations.ALARM_TRIES", 3)
    for number in range(4):
        try_(WRONG, now, visit=str(number), address=str(number))
    officer = make_viewer(world.other_team, Role.PRIVACY_OFFICER, now, "Esra")
    with acting(officer, purpose=Purpose.OVERSIGHT, on=now):
        events = list(SecurityEvent.objects.values_list("event", flat=True))
    assert events.count("return_words_unknown") == 4
    assert events.count("return_words_guessed_at") == 1


def test_tries_are_forgotten_by_themselves_after_a_day(world: World) -> None:
    now = Moment.now()
    try_(WRONG, now - return_tries.KEPT - MINUTE)
    try_(WRONG, now, visit="another")
    assert ReturnTry.objects.count() == 1


def test_the_page_role_forgets_no_fresh_try_and_changes_none() -> None:
    try_(WRONG, Moment.now())
    for attack in (
        "DELETE FROM privacy_returntry",
        "UPDATE privacy_returntry SET address = ''",
        "TRUNCATE privacy_returntry",
    ):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE meedoen_web")
                cursor.execute(attack)
        except DatabaseError as refused:
            assert "permission denied" in str(refused)  # noqa: PT017
    assert ReturnTry.objects.count() == 1


# Words that end.


def test_new_words_end_the_old_ones(now: Moment, world: World) -> None:
    old = words_for(world.subject, now)
    new = words_for(world.subject, now)
    assert subject_for_return_words(old) is None
    assert subject_for_return_words(new) == world.subject


def test_a_resident_sees_that_there_are_words_and_ends_them(
    now: Moment,
    world: World,
) -> None:
    words, her = words_for(world.subject, now), resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        assert [way.seen_by_colleague for way in ways_back(world.subject)] == [False]
        assert end_return_words(subject=world.subject, by=her, on=now) == 1
        assert ways_back(world.subject) == []
    assert subject_for_return_words(words) is None


def test_nobody_sees_or_ends_the_words_of_another(now: Moment, world: World) -> None:
    words = words_for(world.subject, now)
    other = resident_viewer(tell("GM9901", now))
    with acting(other, purpose=Purpose.TAKING_PART, on=now):
        assert not ReturnKey.objects.filter(subject=world.subject).exists()
        assert end_return_words(subject=world.subject, by=other, on=now) == 0
    assert subject_for_return_words(words) == world.subject
