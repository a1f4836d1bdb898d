# SPDX-License-Identifier: EUPL-1.2
"""What the page of an action says of its past, in whole sentences (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from meedoen.history.past import Happening
from meedoen.programmes.states import ActionState

_FIELDS = {
    "subprogramme_id": "het deelprogramma", "goal_id": "het doel", "what": "wat het is",
    "more": "wat erbij staat", "who": "wie het doet", "by_when": "voor wanneer",
    "area": "waar", "began_on": "het begin", "ended_on": "het einde", "reason": "waarom het stopte",
    "came_of_it": "wat ervan kwam",
}  # fmt: skip


class ActionRevision(Protocol):
    """One revision of an action."""

    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def was(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class PastLine:
    """What somebody did, and when."""

    at: datetime
    sentence: str


def past_lines(past: Sequence[ActionRevision], now: ActionState) -> list[PastLine]:
    """Say what happened to an action, latest first; `now` is its state."""
    found, state = [], now
    for one in past:
        found.append(PastLine(one.at, f"{one.by} {_did(one, state)}."))
        state = ActionState(one.was.get("state", state))
    return found


def _did(one: ActionRevision, state: ActionState) -> str:
    if one.kind == Happening.ADDED:
        return "zette dit erbij"
    was: Mapping[str, Any] = one.was
    if "removed_at" in was:
        return "haalde dit weg" if was["removed_at"] is None else "zette dit terug"
    if "state" in was:
        before = ActionState(was["state"]).label.lower()
        return f"zette dit van {before} op {state.label.lower()}"
    changed = [words for name, words in _FIELDS.items() if name in was]
    return f"veranderde {' en '.join(changed)}" if changed else "veranderde dit"
