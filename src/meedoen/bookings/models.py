# SPDX-License-Identifier: EUPL-1.2
"""Places that are kept for somebody. That there are never too many, the database sees to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from meedoen.catalogue.models import Offer
from meedoen.privacy.models import Compartment
from meedoen.residents.models import Resident


class Placement(models.Model):
    """A place that is kept for a resident because she said yes.

    It is hers, with or without a plan. A trigger refuses what would be more than the offer has
    left (`placement_within_places`), whoever comes at the same moment.
    """

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="placements")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="placements")
    reserved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["resident", "offer"],
                condition=Q(ended_at__isnull=True),
                name="one_place_a_resident_an_offer",
            )
        ]
        # What is kept at an offer is counted each time, and never written down beside it.
        indexes: ClassVar = [
            models.Index(
                fields=["offer"], condition=Q(ended_at__isnull=True), name="places_kept_at_an_offer"
            )
        ]
