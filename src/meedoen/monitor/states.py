# SPDX-License-Identifier: EUPL-1.2
"""How final a source is, and how far the making of figures is (pure)."""

from enum import StrEnum


class LoadStatus(StrEnum):
    """How final the supplier calls what was delivered; the words of Statistics Netherlands."""

    PROVISIONAL = "voorlopig"
    REVISED = "nader_voorlopig"
    FINAL = "definitief"

    @property
    def label(self) -> str:
        """Give the words on the screen."""
        return self.value.replace("_", " ")


class BuildState(StrEnum):
    """Where the making of figures is."""

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


GOING = frozenset({BuildState.WAITING, BuildState.RUNNING})
_LABELS = {
    BuildState.WAITING: "Wacht op de rekenmachine",
    BuildState.RUNNING: "Wordt geteld",
    BuildState.DONE: "Geteld",
    BuildState.FAILED: "Niet gelukt",
    BuildState.STOPPED: "Gestopt",
}
