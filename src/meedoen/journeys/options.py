# SPDX-License-Identifier: EUPL-1.2
"""From what somebody said to places that fit: the wish leads, the offer follows (S1-22)."""

from meedoen.areas.queries import current_code, label_point
from meedoen.bookings.queries import kept_for
from meedoen.matching.proposal import OfferView, Person, Proposal
from meedoen.matching.queries import offer_views
from meedoen.matching.scoring import rank
from meedoen.residents.queries import Dossier
from meedoen.vocabulary.moment import Moment


def _person(known: Dossier) -> Person:
    point = label_point(known.buurt_code) if known.buurt_code else None
    # Who told a story without naming a wish is heard all the same.
    leading = known.wish or known.story
    return Person(
        wishes=(leading.words,) if leading else (),
        talents=(known.talent.words,) if known.talent else (),
        capacity=known.capacity,
        buurt_code=current_code(known.buurt_code) if known.buurt_code else None,
        lon=point[0] if point else None,
        lat=point[1] if point else None,
    )


def offers_as_they_stand(municipality_code: str, *, on: Moment) -> list[OfferView]:
    """Give the offers that serve a municipality, as matching sees them, with what is kept there."""
    return offer_views(municipality_code, on=on, kept=kept_for(municipality_code))


def options_for(known: Dossier, *, on: Moment, limit: int = 6) -> list[Proposal]:
    """Give the places that fit what this resident said, best first, open doors among them.

    Who asks, at which desk and under which law plays no part (I1); nor does who pays (I2).
    """
    offers = offers_as_they_stand(known.municipality_code, on=on)
    return rank(_person(known), offers, on=on.day, limit=limit)
