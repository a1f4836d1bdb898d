# SPDX-License-Identifier: EUPL-1.2
"""A span of days, first and last included; an open end is None."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both included. ValueError when it ends before it starts."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.last is not None and self.last < self.first:
            raise ValueError(
                f"Een periode kan niet eindigen ({self.last}) voor het begin ({self.first})."
            )

    def __contains__(self, day: date) -> bool:
        """Tell whether a day lies in this period."""
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether two periods share a day."""
        return (other.last is None or self.first <= other.last) and (
            self.last is None or other.first <= self.last
        )
