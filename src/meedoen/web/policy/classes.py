# SPDX-License-Identifier: EUPL-1.2
"""Five classes with round limits for a map (pure).

All areas of a subject share the limits, so that a colour means the same number everywhere. About
as many areas fall in each class, since one busy centre would else leave the rest of the map one
colour. The limits are numbers that anybody can say aloud, and a small change in the figures seldom
moves them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count, pairwise

CLASSES = 5
ROUND_STARTS = tuple(map(Decimal, ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8")))
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of the map: from `lower` up to but not including `upper` (None: no upper limit).

    `number` runs from 1 (lightest) to 5 (darkest). `whole` says that the figures are whole counts.
    """

    number: int
    lower: Decimal
    upper: Decimal | None
    whole: bool

    @property
    def label(self) -> str:
        """Write the class as it stands in the legend: `minder dan 4`, `4 tot 7`, `13 of meer`."""
        if self.upper is None:
            return f"{dutch_number(self.lower)} of meer"
        if self.whole and self.upper - self.lower == 1:
            return dutch_number(self.lower)
        if self.number == 1:
            return f"minder dan {dutch_number(self.upper)}"
        return f"{dutch_number(self.lower)} tot {dutch_number(self.upper)}"


def dutch_number(value: Decimal | int) -> str:
    """Write a number the Dutch way: a decimal comma, points for thousands, no idle noughts."""
    exact = Decimal(value)
    written = f"{exact:,f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.translate(str.maketrans(",.", ".,"))


def round_numbers(*, whole: bool) -> Iterator[Decimal]:
    """Give the numbers that are easy to say, rising without end: 1, 2, 3, 4, 5, 6, 8, 10, 12, 15…

    Whole numbers only, or also tenths.
    """
    unit = Decimal(1) if whole else TENTH
    for power in count(-1):
        for start in ROUND_STARTS:
            number = start.scaleb(power)
            if number % unit == 0:
                yield number


def round_limits(figures: Sequence[Decimal], *, whole: bool) -> tuple[Decimal, ...]:
    """Give the four limits between five classes: round, rising, and near equal shares of areas.

    Nought does not count for the shares, since it says nothing about how the rest is spread.
    """
    known = sorted(figure for figure in figures if figure > 0) or [Decimal(0)]
    limits: list[Decimal] = []
    for share in range(1, CLASSES):
        wanted = known[min(len(known) - 1, len(known) * share // CLASSES)]
        limits.append(_nearest(wanted, above=limits[-1] if limits else Decimal(0), whole=whole))
    return tuple(limits)


def _nearest(wanted: Decimal, *, above: Decimal, whole: bool) -> Decimal:
    """Give the round number nearest to `wanted`, yet higher than `above`; of two, the lower."""
    best: Decimal | None = None
    for number in round_numbers(whole=whole):
        if number <= above:
            continue
        if best is not None and abs(number - wanted) >= abs(best - wanted):
            return best
        best = number
    raise AssertionError("Round numbers never end.")


def map_classes(figures: Iterable[Decimal | int], *, whole: bool) -> tuple[MapClass, ...]:
    """Give the five classes for all figures of one subject, lowest first.

    Raises ValueError when a figure is below nought.
    """
    known = [Decimal(figure) for figure in figures]
    if any(figure < 0 for figure in known):
        raise ValueError("A count on the map cannot be below nought.")
    limits = (Decimal(0), *round_limits(known, whole=whole), None)
    return tuple(
        MapClass(number, lower or Decimal(0), upper, whole)
        for number, (lower, upper) in enumerate(pairwise(limits), start=1)
    )


def class_of(figure: Decimal | int, classes: Sequence[MapClass]) -> MapClass:
    """Find the class of a figure.

    Raises ValueError when the figure lies below the first class.
    """
    for found in reversed(classes):
        if figure >= found.lower:
            return found
    raise ValueError(f"{figure} lies below the first class.")
