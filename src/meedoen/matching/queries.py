# SPDX-License-Identifier: EUPL-1.2
"""Reads for matching: turns the catalogue into views without organisation."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from meedoen.areas.queries import code_as_it_is_now
from meedoen.catalogue.models import Offer
from meedoen.catalogue.queries import offers_for
from meedoen.matching.proposal import OfferView
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.moment import Moment


def offer_views(municipality_code: str, *, on: Moment, kept: Mapping[UUID, int]) -> list[OfferView]:
    """Every published offer that serves a municipality, as matching sees it.

    `kept` says how many places are kept at an offer; one that is not in it keeps none. A buurt that
    got another code counts under the new one.
    """
    offers = offers_for(municipality_code, on=on).annotate(
        buurt_now=code_as_it_is_now("location__buurt_code")
    )
    today = on.day
    return [_view(offer, offer.buurt_now, today, kept.get(offer.pk, 0)) for offer in offers]


def _view(offer: Offer, buurt_code: str, today: date, kept: int) -> OfferView:
    published = Moment(offer.published_at).day if offer.published_at else today
    return OfferView(
        id=offer.pk,
        title=offer.title,
        description=offer.description,
        form=Form(offer.form),
        themes=tuple(offer.themes),
        when_text=offer.when_text,
        dayparts_per_week=offer.dayparts_per_week,
        flexible=offer.flexible,
        conditions=frozenset(Condition(code) for code in offer.conditions),
        group_size=offer.group_size,
        needs_decision=offer.needs_decision,
        line=offer.line,
        places=offer.places,
        taken=offer.taken_elsewhere + kept,
        buurt_code=buurt_code,
        lon=offer.location.lon,
        lat=offer.location.lat,
        verified_on=offer.verified_on or published,
    )
