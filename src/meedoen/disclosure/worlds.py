# SPDX-License-Identifier: EUPL-1.2
"""Whole-number tables that agree with everything that is known (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meedoen.disclosure.programs import TOLERANCE, LinearProgram, Numbers
from meedoen.disclosure.sums import FIXED, Indices, Linked, Mask, Sums

# One in so many broken numbers is rounded at a time.
_AT_ONCE = 60
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


def _program_of(unknown: Unsettled, *, whole: bool) -> LinearProgram:
    most = np.full(unknown.size, unknown.most)
    return LinearProgram(
        unknown.sums, unknown.least, most,
        row_lower=unknown.totals, row_upper=unknown.totals, whole=whole,
    )  # fmt: skip


class Worlds:
    """Finds worlds in which some unknowns are as low or as high as they can be."""

    def __init__(self, unknown: Unsettled) -> None:
        self._unknown = unknown
        self._most = np.full(unknown.size, unknown.most)
        self._program = _program_of(unknown, whole=False)
        self._whole: LinearProgram | None = None

    def least_of(self, cost: Numbers) -> Numbers | None:
        """Give a world of whole numbers in which this costs little, None when none was found."""
        self._program.bounds(self._unknown.least, self._most)
        self._program.forget()
        self._program.cost(cost)
        found = self._program.solve()
        if found is None:
            return None
        world = self._made_whole(found)
        return self._searched_for(cost) if world is None else world

    def _searched_for(self, cost: Numbers) -> Numbers | None:
        """Where rounding leads nowhere: branch, and take the first world that is found; slower."""
        if self._whole is None:
            self._whole = _program_of(self._unknown, whole=True)
        self._whole.forget()
        self._whole.cost(cost)
        found = self._whole.solve()
        return None if found is None else np.rint(found)

    def _made_whole(self, found: Numbers) -> Numbers | None:
        """Round a few broken numbers at a time to the nearer side, and see what then follows."""
        lower, upper = self._unknown.least.copy(), self._most.copy()
        at_once = len(_broken(found)) // _AT_ONCE + 1
        while len(broken := _broken(found)):
            nearest = np.argsort(_from_whole(found[broken]), kind="stable")
            chosen = broken[nearest[:at_once]]
            was = lower[chosen].copy(), upper[chosen].copy()
            up = np.rint(found[chosen]) > found[chosen]
            lower[chosen[up]] = np.ceil(found[chosen[up]])
            upper[chosen[~up]] = np.floor(found[chosen[~up]])
            self._program.bounds(lower, upper)
            after = self._program.solve()
            if after is not None:
                found = after
            elif at_once > 1:
                lower[chosen], upper[chosen] = was
                at_once = max(1, at_once // 4)
            else:
                return None
        return np.rint(found)


def _from_whole(values: Numbers) -> Numbers:
    return np.asarray(np.abs(values - np.rint(values)))


def _broken(values: Numbers) -> Indices:
    return np.flatnonzero(_from_whole(values) > TOLERANCE)
