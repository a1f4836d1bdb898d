# SPDX-License-Identifier: EUPL-1.2
"""Five classes with round limits for a map (pure).

All areas of a subject share the limits, so that a colour means the same number everywhere. The
limits are whole steps of 1, 2 or 5 (with noughts, or tenths for figures per 1000 inhabitants), so
that anybody can say them aloud and a small change in the figures does not move them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

CLASSES = 5
STEPS = (1, 2, 5)
SMALLEST_STEP = Decimal("0.1")


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
    return written.translate(str.maketrans({",": ".", ".": ","}))


def round_step(largest: Decimal, *, whole: bool) -> Decimal:
    """Give the smallest round step whose five classes hold the largest figure below their end.

    `largest` is the largest figure on the map (nought or more). Whole counts step by at least 1.
    """
    step_size = Decimal(1) if whole else SMALLEST_STEP
    while True:
        for step in STEPS:
            candidate = step * step_size
            if candidate * CLASSES > largest:
                return candidate
        step_size *= 10


def map_classes(figures: Iterable[Decimal | int], *, whole: bool) -> tuple[MapClass, ...]:
    """Give the five classes for all figures of one subject, lowest first.

    Raises ValueError when a figure is below nought.
    """
    known = [Decimal(figure) for figure in figures]
    if any(figure < 0 for figure in known):
        raise ValueError("A count on the map cannot be below nought.")
    step = round_step(max(known, default=Decimal(0)), whole=whole)
    return tuple(
        MapClass(
            number=number,
            lower=step * (number - 1),
            upper=step * number if number < CLASSES else None,
            whole=whole,
        )
        for number in range(1, CLASSES + 1)
    )


def class_of(figure: Decimal | int, classes: Sequence[MapClass]) -> MapClass:
    """Find the class of a figure.

    Raises ValueError when the figure lies below the first class.
    """
    for found in reversed(classes):
        if figure >= found.lower:
            return found
    raise ValueError(f"{figure} lies below the first class.")
