# SPDX-License-Identifier: EUPL-1.2
"""Who takes part here is counted for the monitor, and is in no list."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from meedoen.bookings.models import Placement
from meedoen.catalogue.models import Offer
from meedoen.journeys.own_activity import own_activity
from meedoen.residents.models import Resident
from meedoen.vocabulary.moment import Moment
from tests.bookings.test_operations import give_back, keep
from tests.catalogue.examples import offer
from tests.privacy.worlds import tell

pytestmark = [pytest.mark.django_db, pytest.mark.proves("I19", "counted here, in no list")]
HERE, TOWN, CORNER = "GM9901", "BU99010101", "BU99010203"


def somebody(on: Moment, *places: Offer, buurt: str = TOWN, name: str = "Vlinder") -> UUID:
    """Somebody who lives in a buurt and has these places."""
    subject = tell(HERE, on, name=name)
    Resident.objects.filter(pk=subject).update(buurt_code=buurt)
    for one in places:
        keep(subject, one, on)
    return subject


def counted(year: int) -> Mapping[str, int]:
    rows = own_activity(HERE, year)
    return dict(zip(rows.area.tolist(), rows.count.tolist(), strict=True))


def test_whoever_takes_part_counts_once_also_without_a_name(now: Moment) -> None:
    walk_in, garden = offer("inloop"), offer("tuin", places=5)
    somebody(now, walk_in, garden)
    somebody(now, garden, name="")
    somebody(now, garden, buurt=CORNER)
    somebody(now, walk_in, buurt="")
    somebody(now)
    assert counted(now.day.year) == {TOWN: 2, CORNER: 1, "": 1}


def test_a_place_by_a_decision_is_not_one_without(now: Moment) -> None:
    somebody(now, offer("dagbesteding", needs_decision=True))
    assert counted(now.day.year) == {}


def test_a_year_holds_who_had_a_place_in_it(now: Moment) -> None:
    garden = offer("tuin", places=5)
    subject = somebody(now, garden)
    kept = Placement.objects.get(resident=subject)
    assert counted(now.day.year - 1) == {}
    assert counted(now.day.year + 1) == {TOWN: 1}
    give_back(subject, kept.pk, now + timedelta(hours=1))
    assert counted(now.day.year) == {TOWN: 1}
    assert counted(now.day.year + 1) == {}


def test_it_takes_one_statement_however_many_take_part(
    now: Moment, django_assert_num_queries: object
) -> None:
    garden = offer("tuin", places=9)
    for _ in range(3):
        somebody(now, garden)
    with django_assert_num_queries(1, connection=connection):  # type: ignore[operator]
        own_activity(HERE, now.day.year)
