# SPDX-License-Identifier: EUPL-1.2
"""What is an open door is one rule, wherever it is asked: of an offer, in a list, in a count."""

from itertools import product

import pytest

from meedoen.catalogue.models import Line, Offer
from meedoen.catalogue.queries import browse, open_doors, places_per_buurt
from meedoen.matching.queries import offer_views
from tests.catalogue.examples import ON, offer

pytestmark = pytest.mark.django_db

TOWN = "GM9901"
MATRIX = list(product([False, True], Line, [None, 0, 4], [True, False]))
"""Needs a decision, line, places, whether it can be seen yet: all of each with all others."""


@pytest.fixture
def offers() -> list[Offer]:
    """One offer for every row of the matrix, each in a buurt of its own."""
    return [
        offer(
            f"plek {row}",
            needs_decision=needs_decision,
            line=line,
            places=places,
            buurt_code=f"BU990101{row:02d}",
            published_at=ON.at if seen else None,
        )
        for row, (needs_decision, line, places, seen) in enumerate(MATRIX)
    ]


def test_every_way_to_ask_for_open_doors_finds_the_same_ones(offers: list[Offer]) -> None:
    by_hand = {
        made.pk
        for made, (needs_decision, line, _, seen) in zip(offers, MATRIX, strict=True)
        if seen and not needs_decision and line is Line.ZEROTH
    }
    assert len(by_hand) == 3
    seen = [made for made in offers if made.published_at]
    buurten = {row.buurt_code for row in places_per_buurt(TOWN, on=ON) if row.open_doors}
    assert {made.pk for made in seen if made.open_door} == by_hand
    assert {made.pk for made in open_doors(TOWN, on=ON)} == by_hand
    assert {made.pk for made in browse(TOWN, on=ON, open_door=True)} == by_hand
    assert {made.pk for made in seen if made.location.buurt_code in buurten} == by_hand
    assert {view.id for view in offer_views(TOWN, on=ON, kept={}) if view.open_door} == by_hand
