# SPDX-License-Identifier: EUPL-1.2
"""How a run goes, and the words for it (pure)."""

from enum import StrEnum


class RunState(StrEnum):
    """Where a run is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """Give the words on the screen."""
        return _LABELS[self]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self not in GOING


GOING = frozenset({RunState.WAITING, RunState.RUNNING})
_LABELS = {
    RunState.WAITING: "Wacht op de rekenmachine",
    RunState.RUNNING: "Rekent",
    RunState.DONE: "Klaar",
    RunState.FAILED: "Niet gelukt",
    RunState.STOPPED: "Gestopt",
}
