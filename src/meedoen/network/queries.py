# SPDX-License-Identifier: EUPL-1.2
"""Reads of the network room: meetings to come and those that were, with agenda and results."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Exists, OuterRef, QuerySet

from meedoen.knelpunten.states import RecommendationState
from meedoen.network.meetings import ItemKind
from meedoen.network.models import AgendaItem, Meeting


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list."""

    pk: int
    title: str
    day: date
    begins: time | None
    place: str
    cancelled: bool
    called_by: str


@dataclass(frozen=True)
class ItemView:
    """An item of an agenda with its result. `state` is how far a recommendation is."""

    pk: int
    kind: ItemKind
    title: str
    words: str
    knelpunt_id: int | None
    recommendation_id: int | None
    state: RecommendationState | None
    result: str
    result_on: date | None


@dataclass(frozen=True)
class MeetingView:
    """A meeting with who is asked and its agenda."""

    line: MeetingLine
    municipality_code: str
    guests: Sequence[tuple[int, str]]
    items: Sequence[ItemView]

    @property
    def without_result(self) -> int:
        """Count the items of which nobody wrote down what came of it."""
        return sum(not item.result for item in self.items)


def meetings(
    municipality: str, *, on: date, before: bool = False, skip: int = 0, most: int = 20
) -> list[MeetingLine]:
    """List meetings to come, the next first; or with `before` those that were, the last first."""
    rows = Meeting.objects.filter(municipality=municipality).select_related("team__organisation")
    if before:
        rows = rows.filter(day__lt=on).order_by("-day", "-pk")
    else:
        rows = rows.filter(day__gte=on).order_by("day", "begins", "pk")
    return [_line(row) for row in rows[skip : skip + most]]


def count_meetings(municipality: str, *, on: date, before: bool = False) -> int:
    """Count the meetings that `meetings` lists."""
    rows = Meeting.objects.filter(municipality=municipality)
    return rows.filter(day__lt=on).count() if before else rows.filter(day__gte=on).count()


def without_result(municipality: str, *, on: date, most: int = 5) -> list[MeetingLine]:
    """List the meetings up to and with today of which something has no result yet.

    The longest ago first; not those that were called off.
    """
    rows = _lacking().filter(municipality=municipality, day__lte=on)
    found = rows.select_related("team__organisation").order_by("day", "pk")
    return [_line(row) for row in found[:most]]


def lacking_a_result(meeting_ids: Collection[int]) -> set[int]:
    """Say of which of these meetings something has no result yet."""
    return set(_lacking().filter(pk__in=meeting_ids).values_list("pk", flat=True))


def _lacking() -> QuerySet[Meeting]:
    open_items = AgendaItem.objects.filter(meeting=OuterRef("pk"), result="", removed_on=None)
    return Meeting.objects.filter(Exists(open_items), cancelled_on=None)


def meeting(meeting_id: int) -> MeetingView:
    """Give one meeting. Raises Meeting.DoesNotExist for who may not see it."""
    row = Meeting.objects.select_related("team__organisation").get(pk=meeting_id)
    guests = row.guests.filter(removed_on=None).select_related("team__organisation")
    items = row.items.filter(removed_on=None).select_related(
        "recommendation__knelpunt", "casus", "knelpunt"
    )
    return MeetingView(
        line=_line(row),
        municipality_code=row.municipality_id,
        guests=[
            (one.team_id, f"{one.team.name}, {one.team.organisation.name}")
            for one in guests.order_by("pk")
        ],
        items=[_item(one) for one in items.order_by("position", "pk")],
    )


def item(item_id: int) -> tuple[int, ItemView]:
    """Give one item with the id of its meeting. Raises AgendaItem.DoesNotExist."""
    rows = AgendaItem.objects.select_related("recommendation__knelpunt", "casus", "knelpunt")
    row = rows.get(pk=item_id, removed_on=None)
    return row.meeting_id, _item(row)


def _line(row: Meeting) -> MeetingLine:
    return MeetingLine(
        pk=row.pk,
        title=row.title,
        day=row.day,
        begins=row.begins,
        place=row.place,
        cancelled=row.cancelled_on is not None,
        called_by=f"{row.team.name}, {row.team.organisation.name}",
    )


def _item(row: AgendaItem) -> ItemView:
    about = _about(row)
    return ItemView(
        pk=row.pk,
        kind=about.kind,
        title=about.title,
        words=about.words,
        knelpunt_id=about.knelpunt_id,
        recommendation_id=row.recommendation_id,
        state=RecommendationState(row.recommendation.state) if row.recommendation else None,
        result=row.result,
        result_on=row.result_on,
    )


@dataclass(frozen=True)
class _About:
    kind: ItemKind
    title: str
    words: str
    knelpunt_id: int | None


def _about(row: AgendaItem) -> _About:
    if (made := row.recommendation) is not None:
        return _About(ItemKind.RECOMMENDATION, made.knelpunt.title, made.words, made.knelpunt_id)
    if (casus := row.casus) is not None:
        return _About(ItemKind.CASUS, casus.title, casus.situation, casus.knelpunt_id)
    assert row.knelpunt is not None, "The database wants one subject of each item."
    return _About(ItemKind.KNELPUNT, row.knelpunt.title, row.knelpunt.happens, row.knelpunt_id)
