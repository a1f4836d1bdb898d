# SPDX-License-Identifier: EUPL-1.2
"""A look through the two glasses, kept with the receipt by which it can be replayed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from meedoen.accounts.models import Team
from meedoen.privacy.models import DOMAINS, Compartment
from meedoen.residents.models import Resident
from meedoen.rules.outcomes import OutcomeKind

_KINDS = [(kind.value, kind.label) for kind in OutcomeKind]


class Look(models.Model):
    """What the glasses showed at a moment: the outcome of each provision, and the receipt.

    `falls_between` says that both laws let her down, as far as they were asked. `domains` are those
    of the facts it rests on, and `rests_on` says for each the law under which they were obtained
    ("care wmo"). The receipt holds their answers, so the database shows it only to who may see all
    of them.
    """

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="looks")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    rules_of = models.DateField()
    looked_by = models.CharField(max_length=160)
    outcomes = models.JSONField()
    receipt = models.JSONField()
    domains = ArrayField(models.CharField(max_length=20, choices=DOMAINS))
    rests_on = ArrayField(models.CharField(max_length=45))
    falls_between = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["resident", "-at", "-id"], name="last_look_at_somebody")
        ]


class Override(models.Model):
    """Another outcome for one provision, decided by a professional for one person, with why.

    What the rules said then stays beside it. It is no beschikking, and it computes nothing
    further. Only taking it back may change the row (ADR 0004); the history stays.
    """

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="overrides")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    provision = models.CharField(max_length=80)
    computed = models.CharField(max_length=20, choices=_KINDS)
    decided = models.CharField(max_length=20, choices=_KINDS)
    reason = models.TextField()
    legal_ground = models.CharField(max_length=200)
    decided_by = models.CharField(max_length=160)
    team = models.ForeignKey(Team, models.PROTECT, related_name="overrides")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(legal_ground=""), name="override_says_why_and_on_what"
            ),
            models.CheckConstraint(
                condition=~Q(decided=F("computed")), name="override_decides_otherwise"
            ),
            models.UniqueConstraint(
                fields=["resident", "provision"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_running_override_a_provision",
            ),
        ]


class InvarianceRun(models.Model):
    """One proof that the desk someone came to changes nothing; nobody real is in it.

    `residents` are the invented people it was done with, `varied` what was different each time
    with how many possibilities, `differences` every way that came out otherwise and what of it,
    `controls` the number of people whose change that does matter was offered to the comparison,
    `controls_seen` how many of those it saw.
    """

    at = models.DateTimeField()
    rules_of = models.DateField()
    seed = models.CharField(max_length=80)
    ways = models.PositiveIntegerField()
    equal = models.PositiveIntegerField()
    differences = models.JSONField(default=list)
    controls = models.PositiveIntegerField()
    controls_seen = models.PositiveIntegerField()
    residents = models.JSONField(default=list)
    varied = models.JSONField(default=list)
    rulebook_digest = models.CharField(max_length=80)
    product_version = models.CharField(max_length=40)
    run_by = models.CharField(max_length=160)
    seconds = models.FloatField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(equal__lte=models.F("ways")), name="invariance_equal_of_ways"
            ),
            models.CheckConstraint(
                condition=models.Q(controls_seen__lte=models.F("controls")),
                name="invariance_seen_of_controls",
            ),
        ]
