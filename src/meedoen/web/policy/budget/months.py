# SPDX-License-Identifier: EUPL-1.2
"""The months of a year in which something was booked, to choose from (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True)
class MonthLine:
    """What was booked in a month, in cents, and whether it is the one that is shown."""

    month: int
    cents: int
    chosen: bool

    @property
    def named(self) -> str:
        """The month, as people call it."""
        return MONTHS[self.month - 1]


def month_lines(sums: Iterable[tuple[int, int]], *, chosen: int | None) -> list[MonthLine]:
    """Give the months in order; none is chosen where in that one nothing was booked."""
    return [MonthLine(month, cents, month == chosen) for month, cents in sums]
