# SPDX-License-Identifier: EUPL-1.2
"""The figure of one area in the monitor: its count, and that per hundred who live there (pure).

A share is worked out of what is open only, and not where few live: there it says more about the
division than about the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from meedoen.vocabulary.number import whole_in_words
from meedoen.web.policy.classes import MapClass, class_of, dutch_number
from meedoen.web.policy.monitor.cells import is_hidden
from meedoen.web.policy.monitor.indicators import ShownIndicator

TOO_SMALL = "te klein om te tonen"
ABSENT = "niet geteld"
TENTH = Decimal("0.1")
# What the map shows of an area, besides a class from 1 to 5.
HIDDEN_FILL, FEW_FILL = "hidden", "few"


@dataclass(frozen=True)
class AreaFigure:
    """One area with its figure; `count` is None where it was not counted, HIDDEN where hidden.

    `rate` is per hundred, None where there is nothing to divide by; `within` names what holds it.
    """

    code: str
    name: str
    within: str
    count: int | None
    rate: Decimal | None

    @property
    def hidden(self) -> bool:
        """Whether it is too small to be seen."""
        return is_hidden(self.count)

    @property
    def open(self) -> bool:
        """Whether the count can be read."""
        return self.count is not None and not self.hidden

    @property
    def count_told(self) -> str:
        """Write the count, or the word for why there is none."""
        if self.count is None:
            return ABSENT
        return TOO_SMALL if self.hidden else whole_in_words(self.count)

    @property
    def rate_told(self) -> str:
        """Write the share; empty where there is none."""
        return "" if self.rate is None else dutch_number(self.rate)


def per_hundred(count: int | None, among: int | None, fewest: int) -> Decimal | None:
    """Give a count per hundred with one decimal; None when it is hidden, or among too few."""
    if count is None or is_hidden(count) or among is None or among < max(fewest, 1):
        return None
    return (Decimal(count) * 100 / among).quantize(TENTH, ROUND_HALF_UP)


def told(figure: AreaFigure, indicator: ShownIndicator) -> str:
    """Say the figure of an area: `189 mensen, 2,1 op de 100 inwoners`, `te klein om te tonen`."""
    if not figure.open:
        return figure.count_told
    counted = f"{figure.count_told} {indicator.counted}"
    if figure.rate is None:
        return counted
    return f"{counted}, {figure.rate_told} op de 100 {indicator.per_words}"


def shade(figure: AreaFigure, classes: Sequence[MapClass], *, relative: bool) -> str:
    """Give what the map shows: a class from 1 to 5, `hidden`, or `few` for no figure to show."""
    if figure.hidden:
        return HIDDEN_FILL
    value = figure.rate if relative else figure.count
    return FEW_FILL if value is None else str(class_of(value, classes).number)
