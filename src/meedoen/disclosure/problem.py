# SPDX-License-Identifier: EUPL-1.2
"""What has to be protected: the classes of cells of a table, with what is known of them (pure)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meedoen.disclosure.moves import Leeway
from meedoen.disclosure.programs import Numbers
from meedoen.disclosure.sums import FIXED, Indices, Linked, Mask, Sums, classes

# What a large count costs more to hide than a small one. With less, a whole town's total is hidden
# first: one cell, under which every other moves freely.
_FOR_SIZE = 0.1
# What is read first is as dear as so many others.
_FOR_BEING_READ = 30.0
_NO_END = 1e9


@dataclass(frozen=True)
class Quantities:
    """What is known of each quantity of the tables together.

    `counts` are true, or possible where nobody here knows the true one; `known` are those that
    everybody knows, `small` those that are hidden for being small, `kept` what has to stay hidden;
    each is known to be `least` or more. What is `dear` is hidden when others would cost much more.
    """

    counts: Indices
    known: Mask
    small: Mask
    kept: Mask
    least: Numbers
    dear: Mask


@dataclass(frozen=True)
class ToProtect:
    """Classes of cells with their counts; what else to hide of them is to be found.

    `names` gives the class of each quantity, or FIXED. A hidden class has to be able to differ by
    `apart`; `weight` is what hiding one costs; what is in `last` is hidden only when nothing else
    can be. Who knows the rule knows what is `least`, and that small is under `small_under`.
    """

    names: Indices
    sums: Sums
    counts: Numbers
    cells: Indices
    weight: Numbers
    least: Numbers
    primary: Mask
    kept: Mask
    last: Mask
    apart: float
    small_under: int

    @property
    def size(self) -> int:
        """How many classes there are."""
        return len(self.counts)

    def over(self, within: Indices, kept: Mask) -> ToProtect:
        """Give the same of some classes, when all others stay as they are and `kept` is hidden.

        `within` holds classes in their order; they are numbered anew in it.
        """
        inside = np.zeros(self.size, dtype=bool)
        inside[within] = True
        return replace(
            self, names=within, sums=self.sums.over(inside), counts=self.counts[within],
            cells=self.cells[within], weight=self.weight[within], least=self.least[within],
            primary=self.primary[within], kept=kept[within], last=self.last[within],
        )  # fmt: skip

    def room(self) -> Leeway:
        """How far each class may move for whoever knows the rule only."""
        return Leeway(self.counts - self.least, np.full(self.size, _NO_END))

    def room_with_statuses(self, secondary_least: float) -> Leeway:
        """How far each may move for whoever knows also which cells are small themselves.

        What is hidden for the sake of others is `secondary_least` or more, as they know.
        """
        down = np.where(self.primary, self.counts - self.least, self.counts - secondary_least)
        up = np.where(self.primary, self.small_under - 1.0 - self.counts, _NO_END)
        return Leeway(np.maximum(down, 0.0), up)


def problem_of(linked: Linked, of: Quantities, apart: float, small_under: int) -> ToProtect:
    """Put together what has to be protected; a whole table's total is hidden last."""
    names, number = classes(linked.every, of.known)
    moves = names != FIXED
    counts, least = np.zeros(number), np.zeros(number)
    counts[names[moves]] = of.counts[moves]
    np.maximum.at(least, names[moves], of.least[moves])
    cells = np.bincount(names[moves], minlength=number)
    totals = names[[numbers[0] for numbers in linked.cells]]
    primary = _holds(names, number, of.small)
    dear = _holds(names, number, of.dear)
    last = _holds(names, number, np.isin(names, totals[totals != FIXED]))
    return ToProtect(
        names=names,
        sums=linked.defining.renamed(names, number),
        counts=counts,
        cells=cells,
        weight=cells * (1 + _FOR_SIZE * np.log1p(counts)) * np.where(dear, _FOR_BEING_READ, 1.0),
        least=least,
        primary=primary,
        kept=primary | _holds(names, number, of.kept),
        last=last & ~primary,
        apart=apart,
        small_under=small_under,
    )


def _holds(names: Indices, number: int, of_quantity: Mask) -> Mask:
    """Give the classes in which a quantity is for which this holds."""
    found = np.zeros(number, dtype=bool)
    found[names[of_quantity & (names != FIXED)]] = True
    return found
