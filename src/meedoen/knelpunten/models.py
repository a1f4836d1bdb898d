# SPDX-License-Identifier: EUPL-1.2
"""Knelpunten as they are told for the register: a situation, never a person.

Nothing here points at a resident, and no moment is kept: a day is enough, and cannot be laid beside
the log of a dossier to find out whose it was.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from meedoen.accounts.models import Team
from meedoen.areas.models import Municipality
from meedoen.knelpunten.kinds import Frame, KnelpuntType, State


class Draft(models.Model):
    """A knelpunt in concept, seen by the own organisation until somebody brings it further.

    `code` is that of the rulebook, if it is a known one. `effect` is what it means in the words of
    the resident, apart from those of the professional and only with her yes (S0-20, S0-21).
    `may_stay` holds the finds that somebody said to be harmless.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="knelpunt_drafts")
    team = models.ForeignKey(Team, models.PROTECT, related_name="knelpunt_drafts")
    code = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=120)
    laws = ArrayField(models.CharField(max_length=80))
    frames = ArrayField(
        models.CharField(max_length=20, choices=[(f.value, f.value) for f in Frame])
    )
    type = models.CharField(max_length=20, choices=[(t.value, t.label) for t in KnelpuntType])
    happens = models.TextField()
    effect = models.TextField(blank=True)
    effect_agreed = models.BooleanField(default=False)
    may_stay = ArrayField(models.CharField(max_length=200), default=list)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.label) for s in State], default=State.CONCEPT
    )
    made_on = models.DateField()
    changed_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(effect="") | Q(effect_agreed=True), name="effect_only_with_her_yes"
            ),
            models.CheckConstraint(
                condition=~Q(happens="") & ~Q(title="") & Q(laws__len__gt=0),
                name="knelpunt_says_what_and_which_laws",
            ),
        ]
