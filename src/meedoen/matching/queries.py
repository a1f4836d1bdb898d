# SPDX-License-Identifier: EUPL-1.2
"""Reads for matching: turns the catalogue into views without organisation, and ranks them."""

from datetime import date

from meedoen.areas.queries import code_as_it_is_now
from meedoen.catalogue.models import Offer
from meedoen.catalogue.queries import offers_for
from meedoen.matching.proposal import OfferView, Person, Proposal
from meedoen.matching.scoring import rank
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.moment import Moment


def offer_views(municipality_code: str, *, on: Moment) -> list[OfferView]:
    """Every published offer that serves a municipality, as matching sees it.

    A buurt that got another code counts under the new one.
    """
    offers = offers_for(municipality_code, on=on).annotate(
        buurt_now=code_as_it_is_now("location__buurt_code")
    )
    today = on.day
    return [_view(offer, offer.buurt_now, today) for offer in offers]


def proposals_for(
    person: Person, municipality_code: str, on: Moment, *, limit: int = 6
) -> list[Proposal]:
    """The proposals for a person in a municipality at a moment, best first."""
    return rank(person, offer_views(municipality_code, on=on), on=on.day, limit=limit)


def _view(offer: Offer, buurt_code: str, today: date) -> OfferView:
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
        taken=offer.taken,
        buurt_code=buurt_code,
        lon=offer.location.lon,
        lat=offer.location.lat,
        verified_on=offer.verified_on or published,
    )
