# SPDX-License-Identifier: EUPL-1.2
"""What is free, per offer, per municipality and per buurt."""

from datetime import timedelta

import pytest

from meedoen.bookings.operations import keep_place
from meedoen.bookings.queries import free_per_buurt, kept_at, kept_for
from meedoen.catalogue.models import Offer
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.moment import Moment
from tests.catalogue.examples import offer
from tests.privacy.worlds import tell

pytestmark = pytest.mark.django_db
TOWN, VILLAGE = "BU99010101", "BU99020101"


def fill(on: Moment, *offers: Offer) -> None:
    """Let somebody new keep a place at each of these."""
    subject = tell("GM9901", on)
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        for one in offers:
            keep_place(subject=subject, offer_id=one.pk, by=by, on=on)


def test_places_kept_are_counted_per_offer_where_places_are_counted(now: Moment) -> None:
    busy, quiet, walk_in = offer("a", places=5), offer("b", places=2), offer("c")
    fill(now, busy, walk_in)
    fill(now, busy)
    assert kept_at([busy.pk, quiet.pk, walk_in.pk]) == {busy.pk: 2}
    assert kept_at([quiet.pk]) == kept_at([]) == {}


def test_an_offer_counts_for_each_municipality_that_it_serves(now: Moment) -> None:
    both = offer("samen", places=5, serves=["GM9901", "GM9902"])
    here, there = offer("hier", places=5), offer("daar", places=5, serves=["GM9902"])
    fill(now, both, here, there)
    assert kept_for("GM9901") == {both.pk: 1, here.pk: 1}
    assert kept_for("GM9902") == {both.pk: 1, there.pk: 1}
    assert kept_for("GM9903") == {}


@pytest.mark.proves("S1-06", "what is free per buurt")
def test_what_is_free_is_counted_per_buurt_without_walk_ins(now: Moment) -> None:
    busy = offer("a", places=5, taken_elsewhere=1)
    offer("b", places=3, taken_elsewhere=3)
    offer("c")
    offer("d", buurt_code="BU99010203", places=4)
    offer("elders", buurt_code=VILLAGE, places=7, serves=["GM9901"])
    offer("straks", places=9, published_at=now.at + timedelta(days=1))
    offer("alleen inloop", buurt_code="BU99010204")
    fill(now, busy)
    fill(now, busy)
    assert free_per_buurt("GM9901", on=now) == {TOWN: 2, "BU99010203": 4}


def test_an_offer_with_more_kept_than_places_takes_nothing_from_its_neighbours(
    now: Moment,
) -> None:
    shrunk = offer("a", places=2)
    offer("b", places=3)
    fill(now, shrunk)
    fill(now, shrunk)
    Offer.objects.filter(pk=shrunk.pk).update(places=1)
    assert free_per_buurt("GM9901", on=now) == {TOWN: 3}
