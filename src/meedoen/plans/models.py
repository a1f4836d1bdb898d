# SPDX-License-Identifier: EUPL-1.2
"""One plan a resident, one regisseur a plan; steps are never late and answers all equally good."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from meedoen.accounts.models import Account, Team
from meedoen.catalogue.models import Offer
from meedoen.plans.answers import CheckInAnswer, OptionAnswer
from meedoen.privacy.models import Compartment
from meedoen.residents.models import Resident


class Plan(models.Model):
    """The integral plan of a resident, directed by exactly one regisseur and backed by a team."""

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="plans")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    # One required field: a plan cannot be without a regisseur, nor have two (I7).
    regisseur = models.ForeignKey(Account, models.PROTECT, related_name="directed_plans")
    team = models.ForeignKey(Team, models.PROTECT, related_name="plans")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # "Nu niet": left alone until a day, or until she says otherwise herself.
    quiet = models.BooleanField(default=False)
    quiet_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(ended_at__isnull=True),
                name="one_running_plan_a_resident",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["team", "opened_at", "id"],
                condition=Q(ended_at__isnull=True),
                name="running_plan_of_team",
            ),
            models.Index(
                fields=["regisseur", "opened_at", "id"],
                condition=Q(ended_at__isnull=True),
                name="running_plan_of_regisseur",
            ),
        ]


class Step(models.Model):
    """A small step in the resident's words. A date is optional, and no step is ever late (I6)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    words = models.CharField(max_length=200)
    wished_day = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=160)
    done_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)


class CheckIn(models.Model):
    """How it goes, in one of four answers that are all good, and words if she likes."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="check_ins")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=[(a.value, a.label) for a in CheckInAnswer])
    words = models.TextField(blank=True)
    quiet_until = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    heard_by = models.CharField(max_length=160)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["plan", "-at"], name="latest_check_in")]


class Choice(models.Model):
    """What a resident said to an option; the latest counts, and it can always change."""

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="choices")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="choices")
    answer = models.CharField(max_length=10, choices=[(a.value, a.label) for a in OptionAnswer])
    said_at = models.DateTimeField()
    heard_by = models.CharField(max_length=160)
