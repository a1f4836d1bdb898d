# SPDX-License-Identifier: EUPL-1.2
"""How many come in without an account: counted for an address and for all, and never shut."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from meedoen.areas.models import Municipality
from meedoen.privacy.context import acting
from meedoen.privacy.doors import HOUR, Door, wait_for_room
from meedoen.privacy.models import Arrival, SecurityEvent
from meedoen.privacy.operations import TooManyAtOnce, come_in_by
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.moment import Moment

NOON = Moment(datetime(2026, 11, 23, 12, tzinfo=UTC))
MINUTE = timedelta(minutes=1)
NOBODY = resident_viewer(None)


@pytest.fixture(autouse=True)
def room(settings: Any) -> None:
    """Room for two stories of an address and four in all; for one call, and one in all."""
    settings.DOORS = {"story": (2, 4), "call": (1, 1)}


def come(address: str = "a", *, door: Door = Door.STORY, after: timedelta = timedelta(0)) -> None:
    """Come in by a door, some time after noon."""
    on = Moment(NOON.at + after)
    with acting(NOBODY, purpose=Purpose.TAKING_PART, on=on):
        come_in_by(door, address=address, by=NOBODY, on=on, endpoint="resident:story")


def waits(address: str = "a", *, door: Door = Door.STORY, after: timedelta) -> timedelta:
    """Say how long who comes now has to wait."""
    with pytest.raises(TooManyAtOnce) as sorry:
        come(address, door=door, after=after)
    return sorry.value.wait


moments = st.none() | st.integers(-59, 0).map(lambda minutes: NOON.at + minutes * MINUTE)


@given(moments, moments)
def test_nobody_waits_longer_than_an_hour(here: datetime | None, anywhere: datetime | None) -> None:
    assert timedelta(0) <= wait_for_room(here, anywhere, on=NOON) <= HOUR
    assert (wait_for_room(here, anywhere, on=NOON) == timedelta(0)) is (here is anywhere is None)


@pytest.mark.django_db
def test_an_address_waits_until_the_first_of_the_hour_is_an_hour_ago() -> None:
    come()
    come(after=10 * MINUTE)
    assert waits(after=20 * MINUTE) == 40 * MINUTE
    come("b", after=20 * MINUTE)
    come(after=HOUR)
    assert waits(after=HOUR + MINUTE) == 9 * MINUTE


@pytest.mark.django_db
def test_who_is_refused_is_not_counted_and_so_waits_no_longer_by_trying() -> None:
    come()
    come()
    for minute in range(1, 6):
        assert waits(after=minute * MINUTE) == HOUR - minute * MINUTE
    assert Arrival.objects.count() == 2


@pytest.mark.django_db
def test_together_no_more_come_in_than_there_is_room_for_from_however_many_addresses() -> None:
    for number in range(4):
        come(f"address {number}")
    assert waits("another", after=MINUTE) == HOUR - MINUTE


@pytest.mark.django_db
def test_each_door_has_its_own_number() -> None:
    come(door=Door.CALL)
    assert waits("b", door=Door.CALL, after=MINUTE)
    come()


@pytest.mark.django_db
def test_officers_are_told_once_that_a_door_is_full() -> None:
    Municipality.objects.create(code="GM9901", name="Lindewaard")
    for number in range(4):
        come(f"address {number}")
    for number in range(3):
        waits(f"address {number}", after=MINUTE)
    told = SecurityEvent.objects.filter(event="door_full")
    assert [event.municipality_codes for event in told] == [["GM9901"]]


@pytest.mark.django_db
def test_no_address_is_kept_and_what_is_a_day_old_goes() -> None:
    come("192.0.2.1")
    assert "192" not in Arrival.objects.get().address
    Arrival.objects.update(at=datetime(2026, 1, 1, tzinfo=UTC))
    come()
    assert [one.at for one in Arrival.objects.all()] == [NOON.at]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM privacy_arrival", "UPDATE privacy_arrival SET address = ''",
     "TRUNCATE privacy_arrival"],
)  # fmt: skip
def test_a_page_can_forget_nothing_of_today(statement: str) -> None:
    on = Moment.now()
    with acting(NOBODY, purpose=Purpose.TAKING_PART, on=on):
        come_in_by(Door.STORY, address="a", by=NOBODY, on=on)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError:
            pass
    assert Arrival.objects.exclude(address="").count() == 1
