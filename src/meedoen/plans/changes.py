# SPDX-License-Identifier: EUPL-1.2
"""What happened to a plan, in words that blame nobody. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from meedoen.history.past import Happening


class PlanChange(StrEnum):
    """What somebody did in a plan. What is undone was still there."""

    BEGUN = "begun"
    STEP_ADDED = "step_added"
    STEP_DONE = "step_done"
    STEP_OPEN_AGAIN = "step_open_again"
    STEP_OUT = "step_out"
    STEP_BACK = "step_back"
    PLACE_KEPT = "place_kept"
    PLACE_GIVEN_BACK = "place_given_back"
    REST_CHOSEN = "rest_chosen"
    REST_OVER = "rest_over"

    @property
    def label(self) -> str:
        """Give the short Dutch words for it."""
        return _LABELS[self]


_LABELS = {
    PlanChange.BEGUN: "Plan begonnen",
    PlanChange.STEP_ADDED: "Stap erbij",
    PlanChange.STEP_DONE: "Stap gedaan",
    PlanChange.STEP_OPEN_AGAIN: "Stap toch nog niet gedaan",
    PlanChange.STEP_OUT: "Stap uit het plan gehaald",
    PlanChange.STEP_BACK: "Stap teruggezet",
    PlanChange.PLACE_KEPT: "Plek vastgehouden",
    PlanChange.PLACE_GIVEN_BACK: "Plek teruggegeven",
    PlanChange.REST_CHOSEN: "Nu niet: rust gekozen",
    PlanChange.REST_OVER: "Rust voorbij",
}
# Table → column → what it means that the column was empty (or no), and that it was not.
_MEANS: dict[str, dict[str, tuple[PlanChange, PlanChange | None]]] = {
    "plans_plan": {"quiet": (PlanChange.REST_CHOSEN, PlanChange.REST_OVER)},
    "plans_step": {
        "removed_at": (PlanChange.STEP_OUT, PlanChange.STEP_BACK),
        "done_at": (PlanChange.STEP_DONE, PlanChange.STEP_OPEN_AGAIN),
    },
    "bookings_placement": {"ended_at": (PlanChange.PLACE_GIVEN_BACK, None)},
}
_ADDED = {
    "plans_plan": PlanChange.BEGUN,
    "plans_step": PlanChange.STEP_ADDED,
    "bookings_placement": PlanChange.PLACE_KEPT,
}


@dataclass(frozen=True)
class Happened:
    """One thing that happened in a plan: when, by whom, what, and about which step or place."""

    at: datetime
    by: str
    by_resident: bool
    what: PlanChange
    about: str


def meaning(table: str, kind: str, was: Mapping[str, Any]) -> PlanChange | None:
    """Say what a revision of a row of a plan means; None for what nobody needs to read."""
    if kind == Happening.ADDED:
        return _ADDED[table]
    for column, (from_nothing, from_something) in _MEANS[table].items():
        if column in was:
            return from_something if was[column] else from_nothing
    return None
