# SPDX-License-Identifier: EUPL-1.2
"""Moves: other numbers in some cells with which every sum stays what it is (pure).

A cell is safe when one move up and one move down, each through hidden cells only, differ enough in
it. The cheapest pair of moves for a cell says what else has to be hidden for its sake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from meedoen.disclosure.programs import TOLERANCE, LinearProgram, Numbers, Way
from meedoen.disclosure.sums import Mask, Sums

# What a detour through a hidden cell costs, so that moves do not wander.
_NEARLY_NOTHING = 0.001
# How often a pair is asked again with costs that follow what it moved (slope scaling).
_SLOPES = 1
# No cell need move further than this many times the threshold.
FAR = 4.0


@dataclass(frozen=True)
class Leeway:
    """How far each class may go down and up from where it is."""

    down: Numbers
    up: Numbers

    def of(self, columns: Mask) -> Leeway:
        """Give the room of some classes."""
        return Leeway(self.down[columns], self.up[columns])


class CheapestPairs:
    """Asks for two moves within some classes, together differing enough in one of them."""

    def __init__(self, sums: Sums, room: Leeway, apart: float) -> None:
        self._size = sums.columns
        far = np.full(sums.columns, FAR * apart)
        self._upper = np.concatenate([
            np.minimum(room.up, far), np.minimum(room.down, far),
            np.minimum(room.up, far), np.minimum(room.down, far),
        ])  # fmt: skip
        both = _beside(_split(sums), _split(sums))
        self._target_row = both.rows
        asked = _with_a_row(both)
        free = np.zeros(asked.rows)
        least = free.copy()
        least[-1] = apart
        most = free.copy()
        most[-1] = np.inf
        self._program = LinearProgram(
            asked,
            np.zeros(4 * sums.columns),
            self._upper,
            row_lower=least,
            row_upper=most,
            presolve=False,
            way=Way.FROM_NOTHING,
        )
        self._target: int | None = None

    def for_target(self, target: int, cost: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
        """Give pairs of moves for a class, each likely cheaper than the one before; or none.

        `cost` is what touching each class costs, nought for what is hidden already.
        """
        self._ask_about(target)
        asked = np.where(cost > 0, cost, _NEARLY_NOTHING)
        for _ in range(1 + _SLOPES):
            self._program.cost(np.tile(asked, 4))
            found = self._program.solve()
            if found is None:
                return
            up, down = self._moves(found)
            yield up, down
            size = np.maximum(np.abs(up), np.abs(down))
            moved = (size > TOLERANCE) & (cost > 0)
            asked = np.where(moved, cost / np.maximum(size, TOLERANCE), asked)

    def _ask_about(self, target: int) -> None:
        if self._target is not None:
            self._say(self._target, 0.0)
        self._say(target, 1.0)
        self._target = target
        self._program.forget()

    def _say(self, target: int, value: float) -> None:
        for block, sign in enumerate((1, -1, -1, 1)):
            self._program.coefficient(self._target_row, block * self._size + target, sign * value)

    def _moves(self, found: Numbers) -> tuple[Numbers, Numbers]:
        up, up_less, down, down_less = found.reshape(4, self._size)
        return up - up_less, down - down_less


class Farthest:
    """Asks how far one class can go, whatever else moves with it."""

    def __init__(self, sums: Sums, room: Leeway, apart: float) -> None:
        self._apart = apart
        self._lower = -np.minimum(room.down, FAR * apart)
        self._upper = np.minimum(room.up, apart)
        self._cost = np.zeros(sums.columns)
        self._program = LinearProgram(
            sums, self._lower, self._upper, presolve=False, way=Way.PRIMAL
        )

    def keep_still(self, one: int) -> None:
        """Let no move go through a class from now on."""
        self._program.bound(one, 0.0, 0.0)

    def let_go(self, one: int) -> None:
        """Let moves go through a class again."""
        self._program.bound(one, self._lower[one], self._upper[one])

    def of(self, target: int) -> tuple[Numbers, Numbers] | None:
        """Give a move up and one down that together differ enough, None when there are none."""
        up = self._least(target, -1.0)
        if up is None:
            return None
        if up[target] >= self._apart - TOLERANCE:
            return up, np.zeros_like(up)
        down = self._least(target, 1.0)
        if down is None or up[target] - down[target] < self._apart - TOLERANCE:
            return None
        return up, down

    def all_of(self, cost: Numbers) -> Iterator[Numbers]:
        """Give two moves of everything at once: where this costs least, and where most."""
        for sign in (1.0, -1.0):
            self._program.cost(sign * cost)
            found = self._program.solve()
            if found is not None:
                yield found
        self._program.cost(self._cost)

    def _least(self, target: int, direction: float) -> Numbers | None:
        self._program.cost_of(target, direction)
        found = self._program.solve()
        self._program.cost_of(target, 0.0)
        return found


class CheapestStep:
    """Asks for one move within some classes that changes one of them by a step, up or down."""

    def __init__(self, sums: Sums, room: Leeway, step: float) -> None:
        self._size = sums.columns
        self._step = step
        self._upper = np.concatenate([room.up, room.down])
        self._program = LinearProgram(
            _split(sums), np.zeros(2 * sums.columns), self._upper,
            presolve=False, way=Way.FROM_NOTHING,
        )  # fmt: skip

    def for_target(self, target: int, cost: Numbers) -> Iterator[Numbers]:
        """Give moves that change a class by a step, the cheapest in each direction; or none."""
        self._program.cost(np.tile(np.where(cost > 0, cost, _NEARLY_NOTHING), 2))
        for place, other in ((target, target + self._size), (target + self._size, target)):
            if self._upper[place] < self._step:
                continue
            self._program.bound(place, self._step, self._upper[place])
            self._program.bound(other, 0.0, 0.0)
            self._program.forget()
            found = self._program.solve()
            self._program.bound(place, 0.0, self._upper[place])
            self._program.bound(other, 0.0, self._upper[other])
            if found is not None:
                yield found[: self._size] - found[self._size :]


def _split(sums: Sums) -> Sums:
    """The same sums over how much goes up and how much goes down, each nought or more."""
    return Sums(
        sums.rows,
        2 * sums.columns,
        np.concatenate([sums.row, sums.row]),
        np.concatenate([sums.column, sums.column + sums.columns]),
        np.concatenate([sums.sign, -sums.sign]),
    )


def _beside(one: Sums, other: Sums) -> Sums:
    return Sums(
        one.rows + other.rows,
        one.columns + other.columns,
        np.concatenate([one.row, other.row + one.rows]),
        np.concatenate([one.column, other.column + one.columns]),
        np.concatenate([one.sign, other.sign]),
    )


def _with_a_row(sums: Sums) -> Sums:
    """With one row more, in which nothing stands yet."""
    return Sums(sums.rows + 1, sums.columns, sums.row, sums.column, sums.sign)
