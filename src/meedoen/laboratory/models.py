# SPDX-License-Identifier: EUPL-1.2
"""Drafts of a municipality, and what became of running them. No person's data is here.

A draft never changes once it is made, so a result always belongs to what it says; a change of mind
is a copy. What a run keeps is hidden already: a true small count is never stored.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from meedoen.areas.models import Municipality
from meedoen.vocabulary.work import WorkState


class Draft(models.Model):
    """A change of some values of a municipality's rules, that nobody decided on."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    reason = models.TextField(max_length=2000)
    rules_of = models.DateField()
    changes = models.JSONField()
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies")
    made_by = models.CharField(max_length=160)
    made_at = models.DateTimeField()
    thrown_away_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="draft_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="draft_changes_something", condition=~Q(changes={})),
        ]
        indexes: ClassVar = [models.Index(name="drafts_of", fields=["municipality", "-made_at"])]

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One time that a draft was tried on invented people.

    `rulebook` and `seed` say with which rules and people; `heard_at` when the worker last said how
    far it was; `result` holds only what may be shown.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in WorkState])
    progress = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    threshold = models.PositiveSmallIntegerField()
    rulebook = models.CharField(max_length=64, blank=True)
    asked_by = models.CharField(max_length=160)
    asked_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    job = models.BigIntegerField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    result = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="run_progress_is_a_share", condition=Q(progress__lte=100)),
            models.CheckConstraint(
                name="run_has_a_result_when_done",
                condition=Q(state=WorkState.DONE, result__isnull=False)
                | (~Q(state=WorkState.DONE) & Q(result__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.state}"
