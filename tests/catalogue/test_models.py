# SPDX-License-Identifier: EUPL-1.2
"""What the database refuses, and what an offer has no place for."""

import pytest
from django.db import IntegrityError, transaction

from meedoen.catalogue.models import Location, Offer
from tests.catalogue.examples import location, offer, organisation

pytestmark = pytest.mark.django_db


def test_more_taken_elsewhere_than_there_are_places_is_refused() -> None:
    with pytest.raises(IntegrityError, match="elsewhere_within_places"), transaction.atomic():
        offer(places=2, taken_elsewhere=3)


def test_an_offer_for_nobody_is_refused() -> None:
    with pytest.raises(IntegrityError, match="offer_serves_someone"), transaction.atomic():
        offer(serves=[])


@pytest.mark.proves("S3-02", "each offer has line 0, 1 or 2")
def test_a_line_outside_nought_one_two_is_refused() -> None:
    with pytest.raises(IntegrityError, match="offer_line_known"), transaction.atomic():
        offer(line=3)


@pytest.mark.proves("S2-14", "an offer knows no money and no law")
def test_an_offer_has_no_column_for_money_law_or_a_person() -> None:
    columns = {field.name for model in (Offer, Location) for field in model._meta.get_fields()}
    for word in (
        "price",
        "cost",
        "fund",
        "money",
        "budget",
        "law",
        "wet",
        "bsn",
        "subject",
        "resident",
    ):
        assert not [column for column in columns if word in column]


@pytest.mark.proves("S1-13")
def test_one_location_holds_offers_of_several_organisations() -> None:
    shared = location()
    offer("een", location=shared)
    offer("twee", location=shared, organisation=organisation("zorg"))
    assert shared.offers.values("organisation").distinct().count() == 2


@pytest.mark.proves("S0-01", "an open door asks for no indicatie")
@pytest.mark.parametrize(
    ("needs_decision", "line", "open_door"),
    [(False, 0, True), (True, 0, False), (False, 1, False), (True, 2, False)],
)
def test_a_door_is_open_when_nothing_is_asked_first(
    needs_decision: bool, line: int, open_door: bool
) -> None:
    assert offer(needs_decision=needs_decision, line=line).open_door is open_door
