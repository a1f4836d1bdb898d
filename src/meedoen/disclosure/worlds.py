# SPDX-License-Identifier: EUPL-1.2
"""Whole-number tables that agree with everything that is known (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meedoen.disclosure.programs import TOLERANCE, LinearProgram, Numbers
from meedoen.disclosure.sums import FIXED, Indices, Linked, Mask, Sums

# One in so many broken numbers is rounded at a time.
_AT_ONCE = 60


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


def unknown_of(linked: Linked, values: Indices, known: Mask, least: Numbers) -> Unsettled:
    """Work out what is not known when `values` holds for what is known.

    `least` is what everybody knows each quantity to be at the least. A quantity that follows from
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
    most = float(told.sum() + least.max(initial=1) * len(told) * 10 + 1000)
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


class Worlds:
    """Finds worlds in which some unknowns are as low or as high as they can be."""

    def __init__(self, unknown: Unsettled) -> None:
        self._unknown = unknown
        self._most = np.full(unknown.size, unknown.most)
        self._program = LinearProgram(
            unknown.sums, unknown.least, self._most,
            row_lower=unknown.totals, row_upper=unknown.totals,
        )  # fmt: skip

    def least_of(self, cost: Numbers) -> Numbers | None:
        """Give a world of whole numbers in which this costs little, None when none was found."""
        self._program.bounds(self._unknown.least, self._most)
        self._program.forget()
        self._program.cost(cost)
        found = self._program.solve()
        return None if found is None else self._made_whole(found)

    def _made_whole(self, found: Numbers) -> Numbers | None:
        """Round a few broken numbers at a time to the nearer side, and see what then follows."""
        lower, upper = self._unknown.least.copy(), self._most.copy()
        at_once = None
        while len(broken := _broken(found)):
            number = at_once or max(1, len(broken) // _AT_ONCE)
            nearest = np.argsort(_from_whole(found[broken]), kind="stable")
            chosen = broken[nearest[:number]]
            was = lower[chosen], upper[chosen]
            up = found[chosen] - np.floor(found[chosen]) > 0.5
            lower[chosen[up]] = np.ceil(found[chosen[up]])
            upper[chosen[~up]] = np.floor(found[chosen[~up]])
            self._program.bounds(lower, upper)
            after = self._program.solve()
            if after is not None:
                found = after
                continue
            lower[chosen], upper[chosen] = was
            if number > 1:
                at_once = 1
                continue
            # The nearer side has no world at all; the other has.
            one = chosen[0]
            if up[0]:
                upper[one] = np.floor(found[one])
            else:
                lower[one] = np.ceil(found[one])
            self._program.bounds(lower, upper)
            after = self._program.solve()
            if after is None:
                return None
            found = after
        return np.rint(found)


def _from_whole(values: Numbers) -> Numbers:
    return np.asarray(np.abs(values - np.rint(values)))


def _broken(values: Numbers) -> Indices:
    return np.flatnonzero(_from_whole(values) > TOLERANCE)
