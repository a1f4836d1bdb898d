# SPDX-License-Identifier: EUPL-1.2
"""Writes of the one book of who goes where: keeping a place, and giving it back."""

from uuid import UUID

from django.db import IntegrityError, transaction

from meedoen.bookings.models import Placement
from meedoen.catalogue.operations import OfferGone
from meedoen.catalogue.queries import offer_by_id
from meedoen.history.operations import sign
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import compartment_id
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

_FULL = "placement_within_places"


class NoPlaceLeft(Exception):
    """Someone else was just before. The message is for the resident."""

    def __init__(self) -> None:
        """Carry the friendly words."""
        super().__init__(
            "Deze plek is net bezet. Dat ligt niet aan jou. "
            "Kijk gerust naar de andere plekken, of bel ons: dan zoeken we samen verder."
        )


@transaction.atomic
def keep_place(*, subject: UUID, offer_id: UUID, by: Viewer, on: Moment) -> int:
    """Keep a place at an offer for a resident; returns its id.

    The last place goes to one, under any number of simultaneous calls. A place that is kept for her
    there already is the one. Raises NoPlaceLeft when all places are taken, and OfferGone when there
    is no such published offer.
    """
    sign(by=by, on=on, about=subject)
    hers = Placement.objects.filter(
        resident_id=subject, offer_id=offer_id, ended_at__isnull=True
    ).first()
    if hers is not None:
        return hers.pk
    if offer_by_id(offer_id, on=on) is None:
        raise OfferGone
    try:
        with transaction.atomic():
            return Placement.objects.create(
                resident_id=subject,
                compartment_id=compartment_id(subject, Domain.PLAN),
                offer_id=offer_id,
                reserved_at=on.at,
            ).pk
    except IntegrityError as refused:
        if _FULL in str(refused):
            raise NoPlaceLeft from refused
        raise


@transaction.atomic
def give_place_back(*, subject: UUID, placement_id: int, by: Viewer, on: Moment) -> UUID:
    """End a placement; returns the offer id whose place is free again.

    One that was given back already keeps its moment. Raises Placement.DoesNotExist for another's.
    """
    sign(by=by, on=on, about=subject)
    placement = Placement.objects.get(pk=placement_id, resident_id=subject)
    if placement.ended_at is None:
        placement.ended_at = on.at
        placement.save(update_fields=["ended_at"])
    return placement.offer_id
