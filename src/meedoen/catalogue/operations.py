# SPDX-License-Identifier: EUPL-1.2
"""Writes of the catalogue: publish, verify, and reserve or release a place.

A place is reserved by one conditional UPDATE, so that the last place can never go to two people,
whoever presses at the same moment.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from meedoen.catalogue.models import Offer
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.vocabulary.moment import Moment


class NoPlaceLeft(Exception):
    """Someone else was just before. The message is for the resident."""

    def __init__(self) -> None:
        """Carry the friendly words."""
        super().__init__(
            "Deze plek is net bezet. Dat ligt niet aan jou. "
            "Kijk gerust naar de andere plekken, of bel ons: dan zoeken we samen verder."
        )


class OfferGone(Exception):
    """The offer does not exist (any more). The message is for the resident."""

    def __init__(self) -> None:
        """Carry the friendly words."""
        super().__init__("Deze plek bestaat niet meer. De andere plekken zijn er nog wel.")


@transaction.atomic
def reserve_place(*, offer_id: UUID, by: Actor, on: Moment) -> None:
    """Reserve one place.

    `by` is None for a resident without an account. Raises NoPlaceLeft when all places are taken and
    OfferGone when there is no such published offer. Safe under any number of simultaneous calls.
    """
    sign(by=by, on=on)
    published = Offer.objects.filter(pk=offer_id, published_at__lte=on.at)
    free = Q(places__isnull=True) | Q(taken__lt=F("places"))
    if published.filter(free).update(taken=F("taken") + 1):
        return
    raise NoPlaceLeft if published.exists() else OfferGone


@transaction.atomic
def release_place(*, offer_id: UUID, by: Actor, on: Moment) -> None:
    """Give one place back. Raises OfferGone when there is nothing to give back."""
    sign(by=by, on=on)
    if not Offer.objects.filter(pk=offer_id, taken__gt=0).update(taken=F("taken") - 1):
        raise OfferGone


@transaction.atomic
def publish_offer(*, offer: Offer, by: Actor, on: Moment) -> Offer:
    """Check and save an offer, visible and verified from this moment.

    Raises ValidationError, with a message per field, when something is missing or not allowed, and
    IntegrityError for what the constraints forbid: the database checks those once, on saving.
    """
    sign(by=by, on=on)
    offer.published_at = offer.published_at or on.at
    offer.verified_on = on.day
    offer.full_clean(validate_constraints=False)
    offer.save()
    return offer


@transaction.atomic
def verify_offer(*, offer_id: UUID, by: Actor, on: Moment) -> None:
    """Note that the organisation looked at the offer and it is still right (S0-24).

    Raises OfferGone when there is no such offer.
    """
    sign(by=by, on=on)
    if not Offer.objects.filter(pk=offer_id).update(verified_on=on.day):
        raise OfferGone
