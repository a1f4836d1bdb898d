# SPDX-License-Identifier: EUPL-1.2
"""Which booking year a page is about: the one that was asked for, or the one that runs (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ShownYear:
    """A booking year of a municipality; `closed_on` is None while in it can be booked."""

    year: int
    closed_on: date | None

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is booked in it."""
        return self.closed_on is not None


def year_asked(text: str, years: Collection[ShownYear], today: date) -> ShownYear | None:
    """Give the year that was asked for, else the last that began, else the first; None of none."""
    of_text = {str(one.year): one for one in years}
    if text in of_text:
        return of_text[text]
    begun = [one for one in years if one.year <= today.year]
    return max(begun, key=lambda one: one.year, default=next(iter(years), None))
