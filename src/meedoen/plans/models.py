# SPDX-License-Identifier: EUPL-1.2
"""One plan a resident, one regisseur a plan; steps are never late and answers all equally good."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from meedoen.accounts.models import Account, Team
from meedoen.catalogue.models import Offer
from meedoen.plans.answers import CheckInAnswer, OptionAnswer
from meedoen.plans.disagreeing import DisagreeingWay
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


class Disagreement(models.Model):
    """That she does not agree: what she sent, whose desk it lies on, and the answer.

    What she sent is hers and stays as it was. Who hears it sees this row and nothing else of her:
    neither it opens a dossier, nor does a dossier that is open show it. `not_to` never sees it.
    """

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="disagreements")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    # The number on her receipt. Drawn and not counted, so that it tells nothing of others.
    reference = models.CharField(max_length=12, unique=True)
    way = models.CharField(max_length=10, choices=[(w.value, w.label) for w in DisagreeingWay])
    beside = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    letter_day = models.DateField(null=True, blank=True)
    signed = models.CharField(max_length=120)
    reach = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField()
    heard_by = models.CharField(max_length=160)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    not_to = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    taken_up_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=160, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["resident", "-said_at"], name="disagreements_of_a_resident"),
            models.Index(
                fields=["team", "said_at", "id"],
                condition=Q(answered_at__isnull=True, removed_at__isnull=True),
                name="disagreement_waits_on_a_desk",
            ),
        ]
