# SPDX-License-Identifier: EUPL-1.2
"""Writes of the catalogue: publish an offer, and verify that it is still right."""

from uuid import UUID

from django.db import transaction

from meedoen.catalogue.models import Offer
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.vocabulary.moment import Moment


class OfferGone(Exception):
    """The offer does not exist (any more). The message is for the resident."""

    def __init__(self) -> None:
        """Carry the friendly words."""
        super().__init__("Deze plek bestaat niet meer. De andere plekken zijn er nog wel.")


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
