# SPDX-License-Identifier: EUPL-1.2
"""What turns out not to be needed is opened again (pure)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from meedoen.disclosure.moves import Farthest, Leeway
from meedoen.disclosure.programs import TOLERANCE, Numbers, random_direction
from meedoen.disclosure.search import STEP, HowFar, Opened, Rested, Search, mask_of
from meedoen.disclosure.sums import Indices, Mask

# So often, and as long as more are left than this, all are asked about at once.
_AT_ONCE_TIMES, _FEW = 4, 3


def tidy(search: Search, within: Indices) -> None:
    """Open again, within some classes, what turns out not to be needed; the dearest first.

    A class is opened when everything that rests on a move through it moves far enough without.
    """
    problem = search.problem
    hidden = within[search.hidden[within]]
    secondary = hidden[~problem.kept[hidden]]
    rule = _Watch(search, hidden, search.reach, problem.room(), problem.apart)
    room = problem.room_with_statuses(float(problem.small_under))
    knowing = _Watch(search, hidden, search.knowing, room, STEP)
    for one in secondary[np.lexsort((secondary, -problem.weight[secondary]))].tolist():
        with_rule = rule.without(one, search.unsafe())
        if with_rule is None:
            continue
        without_statuses = search.determined() | ~problem.primary
        with_statuses = knowing.without(one, without_statuses)
        if with_statuses is None:
            rule.let_go(one)
            continue
        Opened(one, with_rule, with_statuses).onto(search)


class _Watch:
    """Sees to it that what moves far enough goes on to do so when a class is opened."""

    def __init__(
        self, search: Search, hidden: Indices, reach: HowFar, room: Leeway, apart: float
    ) -> None:
        self._search = search
        self._hidden = hidden
        self._reach = reach
        self._apart = apart
        inside = mask_of(search.problem.size, hidden)
        self._inside = inside
        self._random = np.random.default_rng(len(hidden))
        self._farthest = Farthest(search.problem.sums.over(inside), room.of(inside), apart)

    def let_go(self, one: int) -> None:
        """Let moves go through a class again."""
        self._farthest.let_go(self._place(one))

    def without(self, one: int, not_asked: Mask) -> Rested | None:
        """Keep a class still; give by what moves all others go far enough, None when they do not.

        Those not asked need not.
        """
        resting = self._reach.resting_on(one) & ~not_asked & self._search.hidden
        resting[one] = False
        asked = np.flatnonzero(resting)
        if not self._inside[asked].all():
            return None
        self._farthest.keep_still(self._place(one))
        first = np.searchsorted(self._hidden, [self._search.because.get(one, one)])
        targets = np.searchsorted(self._hidden, asked)
        moves = _all_far_enough(
            self._farthest, len(self._hidden), first, targets, self._apart, self._random
        )
        if moves is None:
            self.let_go(one)
            return None
        return Rested(asked, self._hidden, tuple(moves))

    def _place(self, one: int) -> int:
        return int(np.searchsorted(self._hidden, one))


def _all_far_enough(
    farthest: Farthest,
    size: int,
    first: Indices,
    targets: Indices,
    apart: float,
    random: np.random.Generator,
) -> list[Numbers] | None:
    """Give moves by which every target goes far enough, None when one cannot.

    For whom it was hidden is asked first: mostly it is still needed. Then many at once.
    """
    found: list[Numbers] = []
    low, high = np.zeros(size), np.zeros(size)

    def short() -> Indices:
        return targets[(high - low)[targets] < apart - TOLERANCE]

    def learnt(moves: Iterable[Numbers]) -> None:
        for move in moves:
            found.append(move)
            np.minimum(low, move, out=low)
            np.maximum(high, move, out=high)

    for target in first[np.isin(first, targets)].tolist():
        moves = farthest.of(target)
        if moves is None:
            return None
        learnt(moves)
    for _ in range(_AT_ONCE_TIMES):
        if len(short()) <= _FEW:
            break
        learnt(farthest.all_of(random_direction(mask_of(size, short()), random)))
    while len(left := short()):
        moves = farthest.of(int(left[0]))
        if moves is None:
            return None
        learnt(moves)
    return found
