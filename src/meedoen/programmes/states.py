# SPDX-License-Identifier: EUPL-1.2
"""How far an action is, where it can go from there, and what must be said with it (pure)."""

from collections.abc import Mapping
from enum import StrEnum


class ActionState(StrEnum):
    """How far an action is."""

    PLANNED = "planned"
    GOING = "going"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """Give the word on the badge."""
        return _LABELS[self]

    @property
    def is_over(self) -> bool:
        """Whether nothing more is done, so that something can be said of what came of it."""
        return self in OVER


OVER = frozenset({ActionState.DONE, ActionState.STOPPED})
_LABELS = {
    ActionState.PLANNED: "Gepland",
    ActionState.GOING: "Bezig",
    ActionState.DONE: "Klaar",
    ActionState.STOPPED: "Gestopt",
}
# Back to planned, and from over to going, are there for who made a mistake or begins anew.
MOVES: Mapping[ActionState, tuple[ActionState, ...]] = {
    ActionState.PLANNED: (ActionState.GOING, ActionState.STOPPED),
    ActionState.GOING: (ActionState.DONE, ActionState.STOPPED, ActionState.PLANNED),
    ActionState.DONE: (ActionState.GOING,),
    ActionState.STOPPED: (ActionState.GOING, ActionState.PLANNED),
}


def must_say(to: ActionState, *, began: bool) -> tuple[str, ...]:
    """Give what must be said when an action goes there: `reason`, `came_of_it`.

    Of what never began nothing came.
    """
    if to is ActionState.DONE:
        return ("came_of_it",)
    if to is ActionState.STOPPED:
        return ("reason", "came_of_it") if began else ("reason",)
    return ()
