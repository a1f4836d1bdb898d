# SPDX-License-Identifier: EUPL-1.2
"""From the catalogue to proposals."""

import pytest

from meedoen.catalogue.models import Offer
from meedoen.matching.proposal import Person, Proposal
from meedoen.matching.queries import offer_views
from meedoen.matching.scoring import rank
from tests.catalogue.examples import ON, offer, organisation

pytestmark = pytest.mark.django_db
WOOD = Person(wishes=("iets met hout",))


def proposals() -> list[Proposal]:
    return rank(WOOD, offer_views("GM9901", on=ON, kept={}), on=ON.day, limit=6)


def test_proposals_come_from_every_offer_that_serves_the_municipality() -> None:
    offer("hier", themes=["wood"])
    offer("van de buren", themes=["wood"], buurt_code="BU99020101", serves=["GM9901", "GM9902"])
    offer("niet voor hier", themes=["wood"], buurt_code="BU99020101")
    found = {p.offer.title for p in proposals()}
    assert found == {"hier", "van de buren"}


@pytest.mark.proves("I1", "the organisation behind an offer")
@pytest.mark.proves("S2-09", "the organisation behind an offer")
def test_swapping_the_organisations_behind_the_offers_changes_nothing() -> None:
    offers = [offer(f"plek {n}", themes=["wood", "garden"][n % 2 :]) for n in range(6)]
    before = proposals()
    for number, one in enumerate(offers):
        Offer.objects.filter(pk=one.pk).update(organisation=organisation(f"ander-{number}"))
    assert proposals() == before


def test_a_view_carries_what_matching_needs() -> None:
    made = offer(
        themes=["wood", "crafts"], conditions=["quiet"], places=3, taken_elsewhere=1,
        dayparts_per_week=2,
    )  # fmt: skip
    (view,) = offer_views("GM9901", on=ON, kept={made.pk: 1})
    assert (view.themes, view.conditions, view.dayparts_per_week) == (
        ("wood", "crafts"),
        {"quiet"},
        2,
    )
    assert (view.places, view.taken) == (3, 2)
    assert view.has_place
    assert view.open_door
    (full,) = offer_views("GM9901", on=ON, kept={made.pk: 2})
    assert not full.has_place


def test_an_offer_that_was_never_verified_is_as_fresh_as_its_publication() -> None:
    offer(verified_on=None)
    (view,) = offer_views("GM9901", on=ON, kept={})
    assert view.verified_on == ON.day


def test_one_read_of_the_catalogue_is_one_query(django_assert_num_queries: object) -> None:
    for number in range(5):
        offer(f"plek {number}")
    with django_assert_num_queries(1):  # type: ignore[operator]
        proposals()
