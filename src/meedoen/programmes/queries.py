# SPDX-License-Identifier: EUPL-1.2
"""Reads of the programmes room: a programme as a whole, its actions in lists, and one part of it.

What was taken away is in none of them but `removed_parts`. How many statements a read takes does
not hang on how much there is, and the page of a programme shows some actions of each part only.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Model, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from meedoen.areas import queries as areas
from meedoen.history.queries import Past, past_of
from meedoen.programmes.models import (
    FollowedIndicator,
    Goal,
    Insight,
    ProgrammeAction,
    Subprogramme,
    Vision,
)
from meedoen.programmes.parts import ProgrammePart
from meedoen.programmes.states import ActionState

# How many actions of a subprogramme the page of a programme shows, and how much a list of what was
# taken away and a past go back.
ACTIONS_SHOWN = 6
REMOVED_SHOWN = 50
PAST_SHOWN = 50
# What goes on first, then what is planned, then what is over.
_IN_ORDER = Case(
    When(state=ActionState.GOING, then=Value(0)),
    When(state=ActionState.PLANNED, then=Value(1)),
    default=Value(2),
)
# Of what is over the last first, of the others what is due first.
_ORDER = ("in_order", F("ended_on").desc(nulls_last=True), F("by_when").asc(nulls_last=True), "pk")


@dataclass(frozen=True)
class GoalView:
    """A goal with the indicators by which it is followed."""

    goal: Goal
    followed: Sequence[FollowedIndicator]


@dataclass(frozen=True)
class SubprogrammeView:
    """A subprogramme with its goals, its first actions, and how many there are of each state."""

    subprogramme: Subprogramme
    goals: Sequence[GoalView]
    actions: Sequence[ProgrammeAction]
    counts: Mapping[ActionState, int]

    @property
    def in_all(self) -> int:
        """How many actions there are."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class RemovedPart:
    """A part that was taken away: what it is, how it is called, and when it went."""

    part: ProgrammePart
    number: int
    called: str
    removed_at: datetime


def vision(municipality: str) -> Vision | None:
    """Give the vision of a municipality, or None."""
    return Vision.objects.filter(municipality=municipality).first()


def programme(municipality: str, *, most: int | None = ACTIONS_SHOWN) -> list[SubprogrammeView]:
    """Give the subprogrammes with goals, indicators and actions, at most `most` of each.

    In the order in which they were made. Five statements.
    """
    subprogrammes = _subprogrammes([municipality])
    goals = _by_subprogramme(_goals([municipality]).order_by("pk"))
    followed = defaultdict(list)
    for one in _followed([municipality]).order_by("pk"):
        followed[one.goal_id].append(one)
    shown = _by_subprogramme(_first_of_each(actions_in_order(municipality), most))
    counts = _counts(municipality)
    return [
        SubprogrammeView(
            one,
            [GoalView(goal, followed[goal.pk]) for goal in goals[one.pk]],
            shown[one.pk],
            counts[one.pk],
        )
        for one in subprogrammes.order_by("pk")
    ]


def _by_subprogramme(rows: Iterable) -> Mapping[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.subprogramme_id].append(row)
    return found


def _first_of_each(rows: QuerySet[ProgrammeAction], most: int | None) -> QuerySet[ProgrammeAction]:
    if most is None:
        return rows
    place = Window(RowNumber(), partition_by=F("subprogramme"), order_by=_ORDER)
    return rows.annotate(place=place).filter(place__lte=most)


def _counts(municipality: str) -> Mapping[int, Mapping[ActionState, int]]:
    found: dict[int, dict[ActionState, int]] = defaultdict(dict)
    rows = _actions([municipality]).values_list("subprogramme", "state").annotate(n=Count("pk"))
    for subprogramme, state, number in rows:
        found[subprogramme][ActionState(state)] = number
    return found


def actions_in_order(
    municipality: str,
    *,
    subprogramme: int | None = None,
    state: ActionState | None = None,
    indicator: str = "",
    area: str = "",
) -> QuerySet[ProgrammeAction]:
    """Give the actions of a municipality: what goes on first, then planned, then what is over.

    With `indicator` those that came from that figure, with `area` of that area too, under whatever
    code it had; of a subprogramme or in a state where one is given. To be paged.
    """
    rows = _actions([municipality])
    if subprogramme is not None:
        rows = rows.filter(subprogramme=subprogramme)
    if state is not None:
        rows = rows.filter(state=state)
    if indicator:
        rows = rows.filter(insight__indicator=indicator)
    if area:
        rows = rows.filter(insight__area__in=areas.codes_that_are_now(area))
    return rows.annotate(in_order=_IN_ORDER).order_by(*_ORDER)


def subprogrammes(municipality: str) -> QuerySet[Subprogramme]:
    """Give the subprogrammes of a municipality, in the order in which they were made."""
    return _subprogrammes([municipality]).order_by("pk")


def goals(municipality: str) -> QuerySet[Goal]:
    """Give the goals of a municipality with their subprogramme, in that order."""
    return _goals([municipality]).order_by("subprogramme", "pk")


def subprogramme_of(pk: int, municipalities: Collection[str]) -> Subprogramme:
    """Give a subprogramme of these municipalities; raises Subprogramme.DoesNotExist."""
    return _subprogrammes(municipalities).get(pk=pk)


def goal_of(pk: int, municipalities: Collection[str]) -> Goal:
    """Give a goal of these municipalities; raises Goal.DoesNotExist."""
    return _goals(municipalities).get(pk=pk)


def followed_of(pk: int, municipalities: Collection[str]) -> FollowedIndicator:
    """Give an indicator that a goal is followed by; raises FollowedIndicator.DoesNotExist."""
    return _followed(municipalities).get(pk=pk)


def action_of(pk: int, municipalities: Collection[str]) -> ProgrammeAction:
    """Give an action of these municipalities; raises ProgrammeAction.DoesNotExist."""
    return _actions(municipalities).get(pk=pk)


def insight_of(action: ProgrammeAction) -> Insight | None:
    """Give what was seen when this action was made, or None."""
    return Insight.objects.filter(action=action).first()


def followed_by(goal: Goal) -> QuerySet[FollowedIndicator]:
    """Give the indicators by which a goal is followed, in the order in which they were chosen."""
    return FollowedIndicator.objects.filter(goal=goal, removed_at=None).order_by("pk")


def past_of_action(action: ProgrammeAction) -> list[Past]:
    """Give what happened to an action, latest first."""
    return past_of(ProgrammeAction._meta.db_table, [action.pk], most=PAST_SHOWN)


def part_of(part: ProgrammePart, pk: int, municipalities: Collection[str]) -> tuple[Model, str]:
    """Give a part with the code of its municipality, also when it was taken away.

    Raises DoesNotExist of its model for one that lies in something that was taken away.
    """
    if part is ProgrammePart.SUBPROGRAMME:
        own = Subprogramme.objects.get(pk=pk, municipality__in=municipalities)
        return own, own.municipality_id
    if part is ProgrammePart.GOAL:
        goal = _lying_in(Goal, municipalities).select_related("subprogramme").get(pk=pk)
        return goal, goal.subprogramme.municipality_id
    if part is ProgrammePart.ACTION:
        action = (
            _lying_in(ProgrammeAction, municipalities).select_related("subprogramme").get(pk=pk)
        )
        return action, action.subprogramme.municipality_id
    followed = _followed_in(municipalities).get(pk=pk)
    return followed, followed.goal.subprogramme.municipality_id


def removed_parts(municipality: str) -> list[RemovedPart]:
    """Give what was taken away in a programme and can be brought back, the last first.

    What lies in something that was taken away comes back with it.
    """
    here = [municipality]
    kept: list[tuple[ProgrammePart, QuerySet, str]] = [
        (
            ProgrammePart.SUBPROGRAMME,
            Subprogramme.objects.filter(municipality=municipality),
            "name",
        ),
        (ProgrammePart.GOAL, _lying_in(Goal, here), "words"),
        (ProgrammePart.INDICATOR, _followed_in(here), "indicator"),
        (ProgrammePart.ACTION, _lying_in(ProgrammeAction, here), "what"),
    ]
    found = [
        RemovedPart(part, pk, called, at)
        for part, rows, name in kept
        for pk, called, at in rows.filter(removed_at__isnull=False)
        .order_by("-removed_at", "-pk")
        .values_list("pk", name, "removed_at")[:REMOVED_SHOWN]
    ]
    return sorted(found, key=lambda one: one.removed_at, reverse=True)[:REMOVED_SHOWN]


def _subprogrammes(municipalities: Collection[str]) -> QuerySet[Subprogramme]:
    return Subprogramme.objects.filter(municipality__in=municipalities, removed_at=None)


def _lying_in(model: type[Model], municipalities: Collection[str]) -> QuerySet:
    """Find goals or actions of subprogrammes that are there."""
    return model._default_manager.filter(
        subprogramme__municipality__in=municipalities, subprogramme__removed_at=None
    )


def _goals(municipalities: Collection[str]) -> QuerySet[Goal]:
    rows: QuerySet[Goal] = _lying_in(Goal, municipalities).filter(removed_at=None)
    return rows.select_related("subprogramme")


def _actions(municipalities: Collection[str]) -> QuerySet[ProgrammeAction]:
    rows: QuerySet[ProgrammeAction] = _lying_in(ProgrammeAction, municipalities).filter(
        removed_at=None
    )
    return rows.select_related("subprogramme", "goal")


def _followed_in(municipalities: Collection[str]) -> QuerySet[FollowedIndicator]:
    return FollowedIndicator.objects.filter(
        goal__subprogramme__municipality__in=municipalities,
        goal__subprogramme__removed_at=None,
        goal__removed_at=None,
    ).select_related("goal__subprogramme")


def _followed(municipalities: Collection[str]) -> QuerySet[FollowedIndicator]:
    return _followed_in(municipalities).filter(removed_at=None)
