# SPDX-License-Identifier: EUPL-1.2
"""The programme of a municipality: vision, subprogrammes, goals, actions and what came of them.

No resident is in it. An indicator is kept by its key and an area by its code: the room that counts
lies above this one. What is taken away has a moment, and can be brought back.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from meedoen.areas.models import Municipality
from meedoen.programmes.states import ActionState

LINE, WORDS = 160, 4000


class Vision(models.Model):
    """What a municipality wants with taking part, and how it calls its programme."""

    municipality = models.OneToOneField(Municipality, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LINE)
    words = models.TextField(max_length=WORDS)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="vision_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Subprogramme(models.Model):
    """A part of the programme with somebody who leads it, known by function and by name."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LINE)
    aim = models.TextField(max_length=WORDS, blank=True)
    leader_function = models.CharField(max_length=LINE, blank=True)
    leader_name = models.CharField(max_length=LINE, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="subprogramme_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Goal(models.Model):
    """What a subprogramme wants to reach, in words."""

    subprogramme = models.ForeignKey(Subprogramme, models.PROTECT, related_name="goals")
    words = models.CharField(max_length=400)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="goal_says_what", condition=~Q(words="")),
            # An action lies with a goal of its own subprogramme: its key points at this pair.
            models.UniqueConstraint(name="goal_of_a_subprogramme", fields=["id", "subprogramme"]),
        ]

    def __str__(self) -> str:
        return self.words


class FollowedIndicator(models.Model):
    """A figure by which a goal is followed, and where it should go."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="followed")
    indicator = models.CharField(max_length=60)
    area = models.CharField(max_length=10, blank=True)
    from_year = models.PositiveSmallIntegerField()
    wanted = models.CharField(max_length=LINE, blank=True)
    wanted_by = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="followed_has_an_indicator", condition=~Q(indicator="")),
        ]

    def __str__(self) -> str:
        return self.indicator


class ProgrammeAction(models.Model):
    """What is done for a goal: by whom, by when, how far it is, and what came of it.

    `reason` says why it stopped. Words of an earlier end stay when it goes on, for who ends it
    again; a page shows them of what is over only.
    """

    subprogramme = models.ForeignKey(Subprogramme, models.PROTECT, related_name="actions")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="actions", null=True)
    what = models.CharField(max_length=LINE)
    more = models.TextField(max_length=WORDS, blank=True)
    who = models.CharField(max_length=LINE, blank=True)
    by_when = models.DateField(null=True)
    area = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in ActionState])
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.TextField(max_length=WORDS, blank=True)
    came_of_it = models.TextField(max_length=WORDS, blank=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="action_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="action_has_the_days_of_its_state",
                condition=Q(state=ActionState.PLANNED, began_on=None, ended_on=None)
                | Q(state=ActionState.GOING, began_on__isnull=False, ended_on=None)
                | Q(state=ActionState.DONE, began_on__isnull=False, ended_on__isnull=False)
                | Q(state=ActionState.STOPPED, ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="action_ends_after_it_began",
                condition=Q(ended_on=None) | Q(began_on=None) | Q(ended_on__gte=F("began_on")),
            ),
            models.CheckConstraint(
                name="action_that_is_over_says_what_came_of_it",
                condition=Q(state__in=[ActionState.PLANNED, ActionState.GOING])
                | Q(state=ActionState.STOPPED, began_on=None)
                | ~Q(came_of_it=""),
            ),
            models.CheckConstraint(
                name="action_that_stopped_says_why",
                condition=~Q(state=ActionState.STOPPED) | ~Q(reason=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="actions_of_a_subprogramme", fields=["subprogramme", "state"])
        ]

    def __str__(self) -> str:
        return self.what


class Insight(models.Model):
    """What was seen in a figure when an action was made of it. It never changes."""

    action = models.OneToOneField(ProgrammeAction, models.PROTECT, related_name="insight")
    indicator = models.CharField(max_length=60)
    area = models.CharField(max_length=10, blank=True)
    year = models.PositiveSmallIntegerField()
    sentence = models.TextField(max_length=WORDS)
    seen_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="insight_says_what_was_seen", condition=~Q(sentence="")),
        ]
        indexes: ClassVar = [
            models.Index(name="insights_of_a_figure", fields=["indicator", "area"])
        ]

    def __str__(self) -> str:
        return self.sentence
