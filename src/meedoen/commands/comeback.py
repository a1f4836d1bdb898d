# SPDX-License-Identifier: EUPL-1.2
"""What to do when a part of what serves has ended: when it comes back, and what is said. Pure."""

import signal
from dataclasses import dataclass

# How many seconds to wait before the next start, after so many short lives in a row.
WAITS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)
# Who lived shorter than this many seconds ended at once.
SHORT = 10.0
# From so many short lives in a row on, it is said that something must be done.
OFTEN = 4


@dataclass(frozen=True)
class Comeback:
    """How often something ended at once, in a row."""

    short_lives: int = 0

    def after(self, lived: float) -> "Comeback":
        """Count an end after so many seconds of life."""
        return Comeback(self.short_lives + 1 if lived < SHORT else 1)

    @property
    def wait(self) -> float:
        """Give how many seconds to wait before the next start."""
        return WAITS[min(max(self.short_lives - 1, 0), len(WAITS) - 1)]

    @property
    def needs_somebody(self) -> bool:
        """Whether it ended at once so often that it will not come right by itself."""
        return self.short_lives >= OFTEN


def how_it_ended(code: int) -> str:
    """Say how a process ended; `code` is as subprocess gives it: negative for a signal."""
    if code >= 0:
        return f"with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        return f"by signal {-code}"
    return f"by signal {-code} ({name})"


def said_of_an_end(name: str, pid: int, code: int, comeback: Comeback) -> str:
    """Say in one line what ended, how, and when it is started again."""
    when = f"in {comeback.wait:g} s" if comeback.wait else "now"
    said = f"The {name} (process {pid}) ended {how_it_ended(code)}; started again {when}."
    if comeback.needs_somebody:
        said += (
            f" It ended at once {comeback.short_lives} times in a row: look at what it said above."
            " Ctrl+C stops everything."
        )
    return said
