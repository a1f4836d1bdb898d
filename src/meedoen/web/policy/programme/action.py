# SPDX-License-Identifier: EUPL-1.2
"""Puts the page of an action together: what was seen, its figures then and now, and its past."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from meedoen.programmes import queries
from meedoen.programmes.states import MOVES, ActionState
from meedoen.web.policy.programme.figures import NOT_WHY, ThenAndNow, figures_of
from meedoen.web.policy.programme.overview import BADGE_KINDS
from meedoen.web.policy.programme.words import PastLine, past_lines

# From where to where, and how the button says it.
_WORDS = {
    (ActionState.PLANNED, ActionState.GOING): "We zijn begonnen",
    (ActionState.PLANNED, ActionState.STOPPED): "Dit gaat niet door",
    (ActionState.GOING, ActionState.DONE): "Dit is klaar",
    (ActionState.GOING, ActionState.STOPPED): "We stoppen ermee",
    (ActionState.GOING, ActionState.PLANNED): "Toch nog niet begonnen",
    (ActionState.DONE, ActionState.GOING): "Toch nog bezig",
    (ActionState.STOPPED, ActionState.GOING): "We gaan weer verder",
    (ActionState.STOPPED, ActionState.PLANNED): "Toch weer gepland",
}


def move_words(origin: ActionState, to: ActionState) -> str:
    """Say what it means that an action goes from one state to another."""
    return _WORDS[origin, to]


@dataclass(frozen=True)
class ActionPage:
    """Everything that the page of an action shows."""

    action: Any
    code: str
    goal: Any
    place: str
    state: ActionState
    moves: Sequence[tuple[str, str]]
    insight: Any
    seen: ThenAndNow | None
    figures: Sequence[ThenAndNow]
    past: Sequence[PastLine]
    not_why: str = NOT_WHY

    @property
    def badge_kind(self) -> str:
        """How its state is marked."""
        return BADGE_KINDS[self.state]


def action_page(action: Any) -> ActionPage:
    """Put the page of an action together. Some statements, however much is beside it."""
    code, state = action.subprogramme.municipality_id, ActionState(action.state)
    insight = queries.insight_of(action)
    goal = action.goal if action.goal and action.goal.removed_at is None else None
    pairs = [(one.indicator, one.area) for one in queries.followed_by(goal)] if goal else []
    own = (insight.indicator, insight.area) if insight else None
    pairs = list(dict.fromkeys([*([own] if own else []), *pairs]))
    figures = figures_of(code, {*pairs, ("", action.area)})
    since = _since(action, insight)
    beside = [figures.then_and_now(*pair, since) for pair in pairs]
    return ActionPage(
        action=action,
        code=code,
        goal=goal,
        place=figures.place(action.area),
        state=state,
        moves=[(to.value, move_words(state, to)) for to in MOVES[state]],
        insight=insight,
        seen=beside[0] if insight else None,
        figures=beside,
        past=past_lines(queries.past_of_action(action), state),
    )


def _since(action: Any, insight: Any) -> int:
    """Give the year to compare with: that of the beginning, else of what was seen, else now."""
    if action.began_on:
        return int(action.began_on.year)
    return int(insight.year if insight else action.made_at.year)
