# SPDX-License-Identifier: EUPL-1.2
"""Where long work is that waits in the queue, and the words for it (pure)."""

from enum import StrEnum


class WorkState(StrEnum):
    """Where work is that a worker does for somebody."""

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


GOING = frozenset({WorkState.WAITING, WorkState.RUNNING})
_LABELS = {
    WorkState.WAITING: "Wacht op de rekenmachine",
    WorkState.RUNNING: "Rekent",
    WorkState.DONE: "Klaar",
    WorkState.FAILED: "Niet gelukt",
    WorkState.STOPPED: "Gestopt",
}
