# SPDX-License-Identifier: EUPL-1.2
"""Small meetings: a day, a place, who is asked, and an agenda on which each item gets a result."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from meedoen.accounts.models import Team
from meedoen.areas.models import Municipality
from meedoen.knelpunten.models import Knelpunt, Recommendation, SharedCasus

_ONE_SUBJECT = (
    Q(recommendation__isnull=False, casus__isnull=True, knelpunt__isnull=True)
    | Q(recommendation__isnull=True, casus__isnull=False, knelpunt__isnull=True)
    | Q(recommendation__isnull=True, casus__isnull=True, knelpunt__isnull=False)
)


class Meeting(models.Model):
    """People of several organisations who sit together on a day about what hinders residents."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    day = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    cancelled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-day", "-id"], name="meetings_of_a_town")
        ]

    def __str__(self) -> str:
        return self.title


class MeetingGuest(models.Model):
    """A team that is asked to a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "team"], name="a_team_once_at_a_meeting"),
        ]

    def __str__(self) -> str:
        return str(self.team_id)


class AgendaItem(models.Model):
    """What is talked about at a meeting: a recommendation, a shared casus or a knelpunt.

    Each has one result, in words for who was not there.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    casus = models.ForeignKey(SharedCasus, models.PROTECT, null=True, blank=True, related_name="+")
    knelpunt = models.ForeignKey(Knelpunt, models.PROTECT, null=True, blank=True, related_name="+")
    result = models.TextField(blank=True)
    result_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_ONE_SUBJECT, name="item_has_one_subject"),
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True)
                | (~Q(result="") & Q(result_on__isnull=False)),
                name="result_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["meeting", "recommendation"],
                condition=Q(removed_on__isnull=True, recommendation__isnull=False),
                name="a_recommendation_once_on_an_agenda",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["meeting", "position", "id"], name="items_of_a_meeting"),
            models.Index(fields=["recommendation"], name="items_of_a_recommendation"),
        ]

    def __str__(self) -> str:
        return str(self.position)
