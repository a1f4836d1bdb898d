# SPDX-License-Identifier: EUPL-1.2
"""Tables of whole numbers in which some unknowns are as low or as high as they can be (pure).

The corners that a linear program finds are whole in two dimensions and broken in three. One whole
table is looked for from the top down, by rounding; from there piece after piece goes as far as it
can while the others stay, which keeps the numbers whole and costs what the pieces cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from meedoen.disclosure.moves import CheapestStep, Leeway
from meedoen.disclosure.pieces import Pieces
from meedoen.disclosure.programs import TOLERANCE, LinearProgram, Numbers
from meedoen.disclosure.sums import Indices, Mask
from meedoen.disclosure.worlds import Unsettled

# One in so many broken numbers is rounded at a time.
_AT_ONCE = 6
_STEPS = 400
_TRIES = 3
# What the others pull at while one is asked about.
_HARDLY = 0.01
_SEED = 2


class WholeWorlds:
    """Finds pairs of whole tables: in one a cost is low, in the other high."""

    def __init__(self, unknown: Unsettled, pieces: Pieces, both: Callable[..., Iterable[Numbers]]):
        """Look for tables that agree with what is known; `both` maps over two at once."""
        self._unknown = unknown
        self._pieces = pieces
        self._both = both
        self._random = np.random.default_rng(_SEED)
        self._last: list[Numbers] = []
        self._each = np.ones(unknown.size)

    def pair(self, cost: Numbers, together: int) -> list[Numbers]:
        """Give two worlds, or none when none was found.

        About so many unknowns are looked at `together`, in another company each time.
        """
        if not self._last:
            corners = [_corner(self._unknown, sign * cost) for sign in (1.0, -1.0)]
            whole = [one for one in corners if one is not None and not len(_broken(one))]
            if len(whole) == len(corners):
                return [np.rint(one) for one in whole]
            first = first_world(self._unknown, self._pieces, self._random)
            if first is None:
                return []
            self._last = [first, first]
        parties = self._parties(together)
        self._last = list(
            self._both(improved, *zip(*(
                (self._unknown, self._pieces, last, sign * cost, parties)
                for last, sign in zip(self._last, (1.0, -1.0), strict=True)
            ), strict=True))
        )  # fmt: skip
        return self._last

    def toward(self, one: int, far: float) -> Iterator[Numbers]:
        """Give worlds in which one unknown lies so far from where it was, or as far as it goes.

        The pieces are looked at together through which the shortest way there goes.
        """
        for last in self._last[:1]:
            room = Leeway(last - self._unknown.least, _most(self._unknown) - last)
            ways = (
                CheapestStep(self._unknown.sums, room, step).for_target(one, self._each)
                for step in (far, np.ceil(far / 2), 1.0)
            )
            for move in next(filter(None, map(list, ways)), ()):
                moves = np.abs(move) > TOLERANCE
                party = [
                    place for place, leaves in enumerate(self._pieces.leaves) if moves[leaves].any()
                ]
                cost = self._random.normal(0, _HARDLY, self._unknown.size)
                cost[one] = -np.sign(move[one])
                yield improved(self._unknown, self._pieces, last, cost, [np.array(party)])

    def _parties(self, together: int) -> list[Indices]:
        """Deal the pieces out over companies of about so many unknowns, two pieces at least."""
        order = self._random.permutation(len(self._pieces.pieces))
        sizes = np.cumsum([len(self._pieces.leaves[one]) for one in order])
        number = max(1, min(len(order) // 2, round(sizes[-1] / together)))
        return np.array_split(order, number)


def first_world(unknown: Unsettled, pieces: Pieces, random: np.random.Generator) -> Numbers | None:
    """Give one whole table that agrees with everything, None when none was found."""
    for _ in range(_TRIES):
        cost = random.normal(0, 1, unknown.size)
        program = _program_of(unknown)
        program.cost(cost)
        found = program.solve()
        if found is None:
            return None
        top = _rounded(program, unknown.least, _most(unknown), found, pieces.above)
        world = None if top is None else _leaf_by_leaf(unknown, pieces, top, cost)
        if world is not None:
            return world
    # Where rounding leads nowhere: branch, and take the first that is found; slower.
    found = _program_of(unknown, whole=True).solve()
    return None if found is None else np.rint(found)


def improved(
    unknown: Unsettled,
    pieces: Pieces,
    world: Numbers,
    cost: Numbers,
    parties: Sequence[Indices],
) -> Numbers:
    """Go on from a whole table to one in which this costs less, some pieces together at a time."""
    world = world.copy()
    for party in parties:
        columns = np.unique(np.concatenate([pieces.pieces[one] for one in party]))
        found = _least_in(unknown, world, columns, cost)
        if found is not None:
            world[columns] = found
    return world


def _corner(unknown: Unsettled, cost: Numbers) -> Numbers | None:
    """Give the numbers, whole or not, at which this costs least; None when there are none."""
    program = _program_of(unknown)
    program.cost(cost)
    return program.solve()


def _leaf_by_leaf(
    unknown: Unsettled, pieces: Pieces, top: Numbers, cost: Numbers
) -> Numbers | None:
    world = top.copy()
    world[pieces.above] = np.rint(world[pieces.above])
    for columns in pieces.leaves:
        found = _least_in(unknown, world, columns, cost)
        if found is None:
            return None
        world[columns] = found
    return world


def _least_in(
    unknown: Unsettled, world: Numbers, columns: Indices, cost: Numbers
) -> Numbers | None:
    """Give whole numbers for some columns at which they cost little while all others stay."""
    moves = np.zeros(unknown.size, dtype=bool)
    moves[columns] = True
    sums = unknown.sums.over(moves)
    totals = np.rint(sums.totals(world[columns]))
    lower, upper = unknown.least[columns], np.full(len(columns), unknown.most)
    program = LinearProgram(sums, lower, upper, row_lower=totals, row_upper=totals)
    program.cost(cost[columns])
    found = program.solve()
    return None if found is None else _rounded(program, lower, upper, found)


def _rounded(
    program: LinearProgram, lower: Numbers, upper: Numbers, found: Numbers, of: Mask | None = None
) -> Numbers | None:
    """Round a few broken numbers at a time to the nearer side, and see what then follows.

    Where one alone cannot go there it goes to the other side. None when that is no way out either.
    """
    lower, upper = lower.copy(), upper.copy()
    part = 1
    for _ in range(_STEPS):
        broken = _broken(found, of)
        if not len(broken):
            return np.rint(found) if of is None else found
        nearest = np.argsort(_from_whole(found[broken]), kind="stable")
        chosen = broken[nearest[: max(1, len(broken) // (_AT_ONCE * part))]]
        up = np.rint(found[chosen]) > found[chosen]
        after = _bounded(program, lower, upper, found, chosen, up)
        if after is None and len(chosen) > 1:
            part *= 4
            continue
        if after is None:
            after = _bounded(program, lower, upper, found, chosen, ~up)
        if after is None:
            return None
        found, part = after, 1
    return None


def _bounded(
    program: LinearProgram,
    lower: Numbers,
    upper: Numbers,
    found: Numbers,
    chosen: Indices,
    up: Mask,
) -> Numbers | None:
    """Keep some numbers on one side of where they are, if that can be."""
    was = lower[chosen].copy(), upper[chosen].copy()
    lower[chosen[up]] = np.ceil(found[chosen[up]])
    upper[chosen[~up]] = np.floor(found[chosen[~up]])
    program.bounds(lower, upper)
    after = program.solve()
    if after is None:
        lower[chosen], upper[chosen] = was
    return after


def _program_of(unknown: Unsettled, *, whole: bool = False) -> LinearProgram:
    return LinearProgram(
        unknown.sums, unknown.least, _most(unknown),
        row_lower=unknown.totals, row_upper=unknown.totals, whole=whole,
    )  # fmt: skip


def _most(unknown: Unsettled) -> Numbers:
    return np.full(unknown.size, unknown.most)


def _from_whole(values: Numbers) -> Numbers:
    return np.asarray(np.abs(values - np.rint(values)))


def _broken(values: Numbers, of: Mask | None = None) -> Indices:
    broken = _from_whole(values) > TOLERANCE
    return np.flatnonzero(broken if of is None else broken & of)
