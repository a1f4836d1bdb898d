# SPDX-License-Identifier: EUPL-1.2
"""What is unknown of tables, and what it adds up to (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meedoen.disclosure.programs import TOLERANCE, Numbers
from meedoen.disclosure.sums import FIXED, Indices, Linked, Mask, Sums

# How many times as far as needed a cell may go where no open total stops it.
_ROOM = 4.0


class Contradiction(ValueError):
    """What is known cannot all be true at once."""


@dataclass(frozen=True)
class Unsettled:
    """What is not known of some quantities, and their sums.

    `names` numbers the unknown ones, with FIXED for what is known or follows; `known` holds the
    values of these. Each unknown one is `least` or more and `most` or less.
    """

    names: Indices
    known: Numbers
    sums: Sums
    totals: Numbers
    least: Numbers
    most: float

    @property
    def size(self) -> int:
        """How many are unknown."""
        return len(self.least)

    def values(self, world: Numbers) -> Indices:
        """Give every quantity in a world, of which `world` holds the unknown ones."""
        told = self.known.copy()
        moves = self.names != FIXED
        told[moves] = world[self.names[moves]]
        return np.rint(told).astype(np.int64)


def unknown_of(
    linked: Linked, values: Indices, known: Mask, least: Numbers, far: float
) -> Unsettled:
    """Work out what is not known when `values` holds for what is known.

    `least` is what everybody knows each quantity to be at the least; worlds need room for values so
    `far` apart. A quantity that follows from
    what is known by one sum gets its value. Raises Contradiction when sums do not add up.
    """
    told = np.where(known, values, 0).astype(float)
    _fill_in(linked.every, told, known := known.copy())
    unsettled = np.unique(linked.every.row[~known[linked.every.column]])
    off = linked.every.totals(told)
    off[unsettled] = 0
    if np.abs(off).max(initial=0) > TOLERANCE or (told < 0).any():
        raise Contradiction("open values do not add up to their totals")
    names = np.where(known, FIXED, np.cumsum(~known) - 1)
    sums, rows = linked.defining.renamed_with_rows(names, int((~known).sum()))
    most = float(told.sum() + _ROOM * far * len(told))
    return Unsettled(names, told, sums, -linked.defining.totals(told)[rows], least[~known], most)


def _fill_in(sums: Sums, told: Numbers, known: Mask) -> None:
    """Work out what stands alone in a sum, again and again, until nothing follows any more."""
    while True:
        free = ~known[sums.column]
        alone = np.bincount(sums.row[free], minlength=sums.rows) == 1
        entry = free & alone[sums.row]
        if not entry.any():
            return
        rest = sums.totals(np.where(known, told, 0.0))
        told[sums.column[entry]] = -rest[sums.row[entry]] * sums.sign[entry]
        known[sums.column[entry]] = True
