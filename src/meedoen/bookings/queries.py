# SPDX-License-Identifier: EUPL-1.2
"""Reads of the one book of who goes where: a resident's places, who comes, and what is free."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from meedoen.bookings.fullness import Fullness, fullness
from meedoen.bookings.models import Placement
from meedoen.catalogue.models import Offer
from meedoen.vocabulary.moment import Moment

_KEPT_AT = "SELECT offer, kept FROM bookings_kept_at(%s)"
_KEPT_FOR = """
    SELECT offer, kept FROM bookings_kept_at(
        ARRAY(SELECT id FROM catalogue_offer WHERE serves @> ARRAY[%s]::varchar[]))
"""


@dataclass(frozen=True)
class PlaceView:
    """A place that is kept for the resident."""

    pk: int
    offer_id: UUID
    title: str
    organisation: str
    location: str
    when: str
    reserved_at: datetime
    given_back: bool


def places_of(subject: UUID) -> list[PlaceView]:
    """Give the places that are kept for a resident, in the order in which she chose them."""
    return _places(Placement.objects.filter(resident_id=subject, ended_at__isnull=True))


def places_ever_of(subject: UUID) -> list[PlaceView]:
    """Give the places that are or were kept for a resident, in the order in which she chose."""
    return _places(Placement.objects.filter(resident_id=subject))


def _places(rows: QuerySet[Placement]) -> list[PlaceView]:
    with_offer = rows.select_related("offer__organisation", "offer__location")
    return [
        PlaceView(
            pk=row.pk,
            offer_id=row.offer_id,
            title=row.offer.title,
            organisation=row.offer.organisation.name,
            location=row.offer.location.name,
            when=row.offer.when_text,
            reserved_at=row.reserved_at,
            given_back=row.ended_at is not None,
        )
        for row in with_offer.order_by("reserved_at", "pk")
    ]


def has_place(*, subject: UUID, offer_id: UUID) -> bool:
    """Tell whether a place at this offer is already kept for the resident."""
    return Placement.objects.filter(
        resident_id=subject, offer_id=offer_id, ended_at__isnull=True
    ).exists()


def has_place_with(*, subject: UUID, organisation_id: int) -> bool:
    """Tell whether a place with this organisation is kept for the resident."""
    return Placement.objects.filter(
        resident_id=subject, offer__organisation_id=organisation_id, ended_at__isnull=True
    ).exists()


def kept_at(offer_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the places that are kept at each of these offers, whoever asks: only numbers come out.

    Only of offers that count their places, and where one is kept (ADR 0019).
    """
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_AT, [list(offer_ids)])
        return dict(cursor.fetchall())


def kept_for(municipality_code: str) -> dict[UUID, int]:
    """Count the places that are kept at the offers that serve a municipality, by offer."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_FOR, [municipality_code])
        return dict(cursor.fetchall())


def free_places(offer: Offer) -> int | None:
    """Give how many places of an offer are left; None where anyone can walk in."""
    if offer.places is None:
        return None
    return _left(offer.places, offer.taken_elsewhere + kept_at([offer.pk]).get(offer.pk, 0))


def how_full(offer: Offer) -> Fullness | None:
    """Say in a word whether there is place at an offer; None where anyone can walk in."""
    free = free_places(offer)
    return None if free is None else fullness(places=offer.places or 0, free=free)


def people_without_indication(municipality_code: str, year: int) -> dict[str, int]:
    """Count who of a municipality had a place without an indication in a year, per buurt code.

    Whoever takes part without a name counts; who has two such places counts once. For the monitor,
    which lets none of it out but by a release (I19). Asked as the owner: nobody's row comes out.
    """
    first, after = (Moment.beginning(date(one, 1, 1)).at for one in (year, year + 1))
    rows = Placement.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=first),
        resident__municipality=municipality_code,
        offer__needs_decision=False,
        reserved_at__lt=after,
    )
    counted = rows.values("resident__buurt_code").annotate(people=Count("resident", distinct=True))
    return dict(counted.values_list("resident__buurt_code", "people"))


def free_per_buurt(municipality_code: str, *, on: Moment) -> dict[str, int]:
    """Give how many places are free in a municipality, per buurt with counted places (S1-06)."""
    offers = Offer.objects.filter(
        location__municipality_id=municipality_code,
        published_at__lte=on.at,
        places__isnull=False,
    ).values_list("pk", "location__buurt_code", "places", "taken_elsewhere")
    kept, free = kept_at([pk for pk, *_ in offers]), Counter[str]()
    for pk, buurt_code, places, elsewhere in offers:
        free[buurt_code] += _left(places or 0, elsewhere + kept.get(pk, 0))
    return dict(free)


def _left(places: int, taken: int) -> int:
    # An offer can get fewer places than are kept by then: nobody loses hers.
    return max(0, places - taken)


@dataclass(frozen=True)
class Guest:
    """Who comes to a place: how she wants to be called, and which place. Nothing more."""

    called: str
    place: str
    location: str
    when: str
    since: datetime


@dataclass(frozen=True)
class Expected:
    """A guest, and whose log says that she was seen: her subject id and where her name lies."""

    guest: Guest
    subject: UUID
    lies_in: int
    municipality_code: str


def expected_guests(*, offer_id: UUID | None, skip: int, most: int) -> list[Expected]:
    """List who said yes to a place of the current viewer's organisation, by place and name.

    Of one place, or of all. The plan itself stays closed to a host; the database gives these rows
    only for the purpose of placement, and only of residents who share their name with this team. A
    page shows the guest; the rest is for the log (`journeys.hosting`).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM bookings_expected_guests(%s, %s, %s)", [offer_id, skip, most])
        return [Expected(Guest(*row[:5]), *row[5:]) for row in cursor.fetchall()]


@dataclass(frozen=True)
class HostedPlace:
    """A place of a host where somebody comes: its offer, and what tells it from another."""

    offer_id: UUID
    title: str
    location: str
    when: str


def places_with_guests() -> list[HostedPlace]:
    """List the places of the current viewer's organisation where somebody comes whom it may see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM bookings_places_with_guests()")
        return [HostedPlace(*row) for row in cursor.fetchall()]
