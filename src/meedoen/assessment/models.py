# SPDX-License-Identifier: EUPL-1.2
"""A look through the two glasses, kept with the receipt by which it can be replayed."""

from django.db import models

from meedoen.privacy.models import Compartment
from meedoen.residents.models import Resident


class Look(models.Model):
    """What the glasses showed at a moment: the outcome of each provision, and the receipt."""

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="looks")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    rules_of = models.DateField()
    looked_by = models.CharField(max_length=160)
    outcomes = models.JSONField()
    receipt = models.JSONField()
