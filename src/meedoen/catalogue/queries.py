# SPDX-License-Identifier: EUPL-1.2
"""Reads of the catalogue. Everyone sees the whole catalogue (S2-10): no filter by desk or role."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from meedoen.areas.queries import codes_that_are_now
from meedoen.catalogue.models import LevelledWords, Offer
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.open_door import OPEN_DOOR

# The title and text are kept as they are searched in; names of others are levelled on the way.
_SEARCHED = ("searched_in", "of_organisation", "at_location")


@dataclass(frozen=True)
class BuurtPlaces:
    """What there is to take part in in one buurt; no personal data.

    `places` adds up the offers with a number of places; `walk_in` counts the offers where anyone
    can come in, and `open_doors` those of the neighbours' own line where nothing is asked first.
    What is free of the places is for `bookings`.
    """

    buurt_code: str
    offers: int
    walk_in: int
    places: int
    open_doors: int = 0


def published_offers(*, on: Moment) -> QuerySet[Offer]:
    """All offers that are published then, with location and organisation, by title."""
    return (
        Offer.objects.filter(published_at__lte=on.at)
        .select_related("location", "organisation")
        .order_by("sorted_as", "id")
    )


def offers_for(municipality_code: str, *, on: Moment) -> QuerySet[Offer]:
    """The published offers that serve a municipality, wherever they are (S0-03), by title."""
    return published_offers(on=on).filter(serves__contains=[municipality_code])


def offers_by_form(municipality_code: str, form: Form, *, on: Moment) -> QuerySet[Offer]:
    """The published offers of one form that serve a municipality."""
    return offers_for(municipality_code, on=on).filter(form=form)


def open_doors(municipality_code: str, *, on: Moment) -> QuerySet[Offer]:
    """The offers where nothing is asked first: no indicatie needed, the neighbours' own line."""
    return offers_for(municipality_code, on=on).filter(**OPEN_DOOR)


def browse(
    municipality_code: str,
    *,
    on: Moment,
    forms: Collection[str] = (),
    theme: str = "",
    buurt_code: str = "",
    words: str = "",
    open_door: bool = False,
) -> QuerySet[Offer]:
    """The published offers that serve a municipality, narrowed by what somebody looks for.

    Nothing given is everything. `words` are found in Dutch inflections ("soepen" finds "soep") and
    as they are typed, in the title, the text, the organisation and the place; both sides are read
    as the eye does, so "cafe" finds "café".
    """
    found = (
        open_doors(municipality_code, on=on) if open_door else offers_for(municipality_code, on=on)
    )
    if forms:
        found = found.filter(form__in=forms)
    if theme:
        found = found.filter(themes__contains=[theme])
    if buurt_code:
        found = found.filter(location__buurt_code__in=codes_that_are_now(buurt_code))
    # What the database cannot hold is in no title either.
    sought = words.replace("\0", " ").strip()
    return _with_words(found, sought) if sought else found


def _with_words(offers: QuerySet[Offer], words: str) -> QuerySet[Offer]:
    sought = LevelledWords(Value(words))
    typed = Q()
    for field in _SEARCHED:
        typed |= Q(**{f"{field}__contains": sought})
    asked = SearchQuery(sought, config="dutch", search_type="websearch")
    return (
        offers.annotate(
            of_organisation=LevelledWords("organisation__name"),
            at_location=LevelledWords("location__name"),
        )
        .annotate(text=SearchVector(*_SEARCHED, config="dutch"))
        .filter(Q(text=asked) | typed)
    )


def offer_by_id(offer_id: UUID, *, on: Moment) -> Offer | None:
    """One published offer with its location and organisation, or None."""
    found = Offer.objects.filter(pk=offer_id, published_at__lte=on.at)
    return found.select_related("location", "organisation").first()


def number_of_offers_in(buurt_codes: Collection[str]) -> int:
    """Count the offers in these buurten, by the codes under which they stand."""
    return Offer.objects.filter(location__buurt_code__in=buurt_codes).count()


def places_per_buurt(municipality_code: str, *, on: Moment) -> list[BuurtPlaces]:
    """The places that lie in a municipality, per buurt with any offer, by code (S1-06)."""
    rows = (
        Offer.objects.filter(location__municipality_id=municipality_code, published_at__lte=on.at)
        .values(buurt_code=F("location__buurt_code"))
        .annotate(
            offers=Count("id"),
            walk_in=Count("id", filter=Q(places__isnull=True)),
            open=Count("id", filter=Q(**OPEN_DOOR)),
            all_places=Coalesce(Sum("places"), Value(0)),
        )
        .order_by("buurt_code")
    )
    return [
        BuurtPlaces(
            buurt_code=row["buurt_code"],
            offers=row["offers"],
            walk_in=row["walk_in"],
            places=row["all_places"],
            open_doors=row["open"],
        )
        for row in rows
    ]
