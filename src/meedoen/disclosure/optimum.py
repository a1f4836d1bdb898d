# SPDX-License-Identifier: EUPL-1.2
"""The fewest cells that have to be hidden: exact where that can be found in bounded work (pure).

Which classes to hide is a program of noughts and ones. Whenever a choice leaves a class too close
to known, the prices of the linear program that shows so say of which others more has to be hidden
(Benders); that becomes a row, and the program is asked again. What it costs then is the least that
any choice costs. The work is bounded by numbers of rows and of steps, never by time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from meedoen.disclosure.moves import Leeway
from meedoen.disclosure.problem import ToProtect
from meedoen.disclosure.programs import (
    TOLERANCE,
    CheapestCover,
    Cover,
    LinearProgram,
    Numbers,
    random_direction,
)
from meedoen.disclosure.sums import Indices, Mask, Sums

# In this many times the threshold no class is held back.
_FAR = 1000.0
# How far a class that is open may move while prices are asked; with nought they say nothing of it.
_AJAR = 0.02
# A price under this is what a solver makes of nought.
_NO_PRICE = 1e-7
# Work is bounded by these: rows in all, nodes of each search, and steps of the solver in all
# searches, of which one node of a hard program takes hundreds. Some seconds for 700 classes.
_ROWS, _NODES, _STEPS = 1100, 60, 100_000
_LOOKS = 2
# The program of parts is left when so many rows in turn add less than this.
_WITHOUT_GAIN, _GAIN = 4, 0.05
_ROUNDING = 1e-5
_STEP = 1.0
_SEED = 1


@dataclass(frozen=True)
class Fewest:
    """What any way of hiding hides at the least, in cells, beside what is kept hidden.

    `hidden` is a choice that is good enough, where one was found that was not known before.
    """

    at_least: int
    hidden: Mask | None = None


def fewest(problem: ToProtect, found: int, rows: int = _ROWS) -> Fewest | None:
    """Find the fewest cells to hide beside what is kept hidden, where `found` cells will do.

    The attack is the one of `protecting`: every hidden class has to differ by `apart` for whoever
    knows the rule, and each small one by a step for whoever knows which are small, unless a total
    gives it away whatever is hidden. What is hidden last stays open when that can be. None when no
    choice will do.
    """
    if not found:
        return Fewest(0)
    for most in np.where(problem.last, 0.0, 1.0), np.ones(problem.size):
        if (near := _Rows(problem, most).fewest(found, rows)) is not None:
            return near
    return None


class _Attack:
    """Asks how far classes move when of each a part may be used, and what would let them."""

    def __init__(self, sums: Sums, room: Leeway, apart: float) -> None:
        self.apart = apart
        self._sums = sums
        self._down = np.minimum(room.down, _FAR * apart)
        self._up = np.minimum(room.up, _FAR * apart)
        self._program = LinearProgram(sums, -self._down, self._up, presolve=False)

    def open_to(self, taken: Numbers, ajar: float) -> None:
        """Let each class move for a part of its room, and `ajar` at the least."""
        self._low = -np.maximum(taken * self._down, np.minimum(self._down, ajar))
        self._high = np.maximum(taken * self._up, np.minimum(self._up, ajar))
        self._program.bounds(self._low, self._high)
        self._lowest, self._highest = np.zeros_like(taken), np.zeros_like(taken)

    def short(self, targets: Indices) -> Indices:
        """Give the targets that are not yet seen to move far enough."""
        return targets[(self._highest - self._lowest)[targets] < self.apart - TOLERANCE]

    def look_around(self, targets: Indices, random: np.random.Generator) -> None:
        """Learn of all targets at once how far they move, in random directions."""
        for _ in range(_LOOKS):
            short = np.zeros(self._sums.columns, dtype=bool)
            short[self.short(targets)] = True
            if not short.any():
                break
            cost = random_direction(short, random)
            for sign in (1.0, -1.0):
                self._program.cost(sign * cost)
                self._learn()
        self._program.cost(np.zeros(self._sums.columns))

    def weights_for(self, target: int) -> Numbers:
        """Give what hiding each class adds, at the most, to how far a target moves, up and down."""
        weights = np.zeros(self._sums.columns)
        up, down = self._up.copy(), self._down.copy()
        up[target], down[target] = min(up[target], self.apart), min(down[target], self.apart)
        low, high = max(self._low[target], -self.apart), min(self._high[target], self.apart)
        self._program.bound(target, low, high)
        for sign in (1.0, -1.0):
            self._program.cost_of(target, sign)
            self._learn()
            prices = self._program.prices()[self._sums.row] * self._sums.sign
            left = -np.bincount(self._sums.column, prices, self._sums.columns)
            left[target] += sign
            left[np.abs(left) < _NO_PRICE] = 0.0
            weights += np.maximum(-left, 0.0) * up + np.maximum(left, 0.0) * down
        self._program.cost_of(target, 0.0)
        self._program.bound(target, self._low[target], self._high[target])
        return weights

    def _learn(self) -> None:
        # Nothing moving is always an answer.
        if (move := self._program.solve()) is not None:
            self._lowest = np.minimum(self._lowest, move)
            self._highest = np.maximum(self._highest, move)


class _Rows:
    """The program of noughts and ones, with the rows that attacks on its answers gave."""

    def __init__(self, problem: ToProtect, most: Numbers) -> None:
        self._problem = problem
        self._free = np.flatnonzero(~problem.kept)
        self._place = np.cumsum(~problem.kept) - 1
        cost = problem.cells[self._free].astype(np.float64)
        self._cover = CheapestCover(cost, most[self._free], _NODES)
        self._random = np.random.default_rng(_SEED)
        self._rule = _Attack(problem.sums, problem.room(), problem.apart)
        self._all = [(self._rule, np.flatnonzero(problem.kept)), *self._knowing_which_are_small()]
        self._rows = 0

    def fewest(self, found: int, rows: int) -> Fewest | None:
        """Ask again and again, until nothing is too close to known or there are so many rows."""
        at_least, in_parts, without_gain = 0.0, True, 0
        while (cover := self._answer(in_parts)) is not None:
            without_gain = 0 if cover.at_least > at_least + _GAIN else without_gain + 1
            at_least = max(at_least, cover.at_least)
            if _up(at_least) >= found:
                return Fewest(found)
            if in_parts:
                came = self._attack(self._all, _AJAR)
                in_parts = came and without_gain < _WITHOUT_GAIN and self._rows < rows
            elif self._rows >= rows or self._cover.steps >= _STEPS:
                return Fewest(_up(at_least))
            elif not self._attack_in_turn():
                return Fewest(_up(at_least), self._hidden())
        return None

    def _answer(self, in_parts: bool) -> Cover | None:
        cover = self._cover.in_parts() if in_parts else self._cover.whole()
        if cover is not None:
            self._taken = np.ones(self._problem.size)
            self._taken[self._free] = cover.taken
        return cover

    def _hidden(self) -> Mask:
        return np.asarray(self._taken > 0.5)

    def _knowing_which_are_small(self) -> Iterator[tuple[_Attack, Indices]]:
        """Give who knows that all others are not small, with what no total gives away to him.

        What one gives away to him is asked of whoever does not know that.
        """
        left = np.flatnonzero(self._problem.primary)
        for secondary_least in (float(self._problem.small_under), 0.0):
            room = self._problem.room_with_statuses(secondary_least)
            attack = _Attack(self._problem.sums, room, _STEP)
            attack.open_to(np.ones(self._problem.size), 0.0)
            attack.look_around(left, self._random)
            for target in attack.short(left).tolist():
                attack.weights_for(target)
            given_away = attack.short(left)
            yield attack, np.setdiff1d(left, given_away)
            left = given_away

    def _attack_in_turn(self) -> bool:
        """Attack what is kept, then what else is hidden, then all exactly; tell if a row came."""
        chosen = np.flatnonzero(self._hidden() & ~self._problem.kept)
        others = [(self._rule, chosen)]
        ways = (self._all, _AJAR), (others, _AJAR), ([*self._all, *others], 0.0)
        return any(self._attack(targets, ajar) for targets, ajar in ways)

    def _attack(self, attacks: Sequence[tuple[_Attack, Indices]], ajar: float) -> bool:
        before = self._rows
        for attack, targets in attacks:
            attack.open_to(self._taken, ajar)
            attack.look_around(targets, self._random)
            for target in targets.tolist():
                if attack.short(np.array([target])).size:
                    self._ask_for(target, attack.weights_for(target), attack.apart)
        return self._rows > before

    def _ask_for(self, target: int, weights: Numbers, apart: float) -> None:
        """Add what the weights say as a row, when the answer does not keep to it.

        A target that need not be hidden has to move only when it is.
        """
        kept = self._problem.kept
        needed = apart - weights[kept].sum() - (0.0 if kept[target] else weights[target])
        if needed < TOLERANCE:
            return
        # No class has to add more than all that is needed.
        asked = np.minimum(weights[self._free] / needed, 1.0)
        if not kept[target]:
            asked[self._place[target]] = -1.0
        least = 1.0 if kept[target] else 0.0
        if asked @ self._taken[self._free] < least - _ROUNDING:
            columns = np.flatnonzero(asked)
            self._cover.ask(columns, asked[columns], least)
            self._rows += 1


def _up(cost: float) -> int:
    return int(np.ceil(cost - _ROUNDING))
