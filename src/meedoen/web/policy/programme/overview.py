# SPDX-License-Identifier: EUPL-1.2
"""Puts the page of a programme together: its parts, each goal with its figures then and now.

Reads only. How many statements it takes does not hang on how much there is in the programme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from meedoen.programmes import queries
from meedoen.programmes.parts import ProgrammePart
from meedoen.programmes.queries import RemovedPart, SubprogrammeView
from meedoen.programmes.states import ActionState
from meedoen.web.policy.monitor.indicators import known_indicators
from meedoen.web.policy.programme.figures import Figures, ThenAndNow, figures_of


@dataclass(frozen=True)
class FollowedLine:
    """A figure of a goal: then and now, and where it should go."""

    followed: Any
    figure: ThenAndNow


@dataclass(frozen=True)
class GoalLine:
    """A goal with its figures."""

    goal: Any
    followed: Sequence[FollowedLine]


@dataclass(frozen=True)
class ActionLine:
    """An action in a list, with the name of its area; empty for everywhere."""

    action: Any
    place: str

    @property
    def state(self) -> ActionState:
        """How far it is."""
        return ActionState(self.action.state)

    @property
    def badge_kind(self) -> str:
        """How its state is marked."""
        return BADGE_KINDS[self.state]


BADGE_KINDS = {
    ActionState.PLANNED: "wait",
    ActionState.GOING: "ask",
    ActionState.DONE: "ok",
    ActionState.STOPPED: "calm",
}


@dataclass(frozen=True)
class PartPanel:
    """A subprogramme as the page shows it."""

    view: SubprogrammeView
    goals: Sequence[GoalLine]
    actions: Sequence[ActionLine]

    @property
    def more(self) -> int:
        """How many actions there are besides those that are shown."""
        return self.view.in_all - len(self.actions)


def panels(municipality: str, *, most: int | None = queries.ACTIONS_SHOWN) -> list[PartPanel]:
    """Give the subprogrammes of a municipality with all that the page shows of them."""
    views = queries.programme(municipality, most=most)
    pairs = {(one.indicator, one.area) for view in views for one in _followed(view)}
    areas = {("", one.area) for view in views for one in view.actions if one.area}
    figures = figures_of(municipality, pairs | areas)
    return [_panel(view, figures) for view in views]


def _followed(view: SubprogrammeView) -> list[Any]:
    return [one for goal in view.goals for one in goal.followed]


def _panel(view: SubprogrammeView, figures: Figures) -> PartPanel:
    goals = [
        GoalLine(
            one.goal,
            [
                FollowedLine(it, figures.then_and_now(it.indicator, it.area, it.from_year))
                for it in one.followed
            ],
        )
        for one in view.goals
    ]
    return PartPanel(view, goals, [_line(one, figures) for one in view.actions])


def _line(action: Any, figures: Figures) -> ActionLine:
    return ActionLine(action, figures.place(action.area) if action.area else "")


def action_lines(municipality: str, actions: Sequence[Any]) -> list[ActionLine]:
    """Give actions as a list shows them."""
    figures = figures_of(municipality, {("", one.area) for one in actions if one.area})
    return [_line(one, figures) for one in actions]


@dataclass(frozen=True)
class RemovedLine:
    """A part that was taken away, as people call it."""

    removed: RemovedPart

    @property
    def called(self) -> str:
        """Its own words; of a figure the name of its indicator."""
        known = known_indicators().get(self.removed.called)
        is_figure = self.removed.part is ProgrammePart.INDICATOR and known
        return known.name if known and is_figure else self.removed.called


def removed_lines(municipality: str) -> list[RemovedLine]:
    """Give what was taken away in a programme, the last first."""
    return [RemovedLine(one) for one in queries.removed_parts(municipality)]
