# SPDX-License-Identifier: EUPL-1.2
"""The search for what else to hide, so that no hidden cell is too close to known (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from meedoen.disclosure.moves import FAR, CheapestPairs, CheapestStep
from meedoen.disclosure.problem import ToProtect
from meedoen.disclosure.programs import TOLERANCE, LinearProgram, Numbers, random_direction
from meedoen.disclosure.sums import Indices, Mask

# Hiding what should be hidden last costs as much as this many others.
_DEAR = 1e4
# Who knows which are small is in doubt when one can be one more or one less.
STEP = 1.0
_NO_MOVE = -1
# After so many classes the others are looked at together: what is hidden by then makes many safe.
_LOOK_EVERY = 5
_WHOLE_TABLE = 3000


@dataclass
class HowFar:
    """How far each class is known to go, and by which move, through hidden cells only.

    Moves are numbered; `through` gives those that go through a class.
    """

    low: Numbers
    high: Numbers
    low_by: Indices
    high_by: Indices
    moves: int = 0
    through: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def nowhere(cls, size: int) -> HowFar:
        """Give what is known before anything was found."""
        nobody = np.full(size, _NO_MOVE)
        return cls(np.zeros(size), np.zeros(size), nobody, nobody.copy())

    def add(self, where: Indices, move: Numbers) -> None:
        """Take a move of some classes into account."""
        number, self.moves = self.moves, self.moves + 1
        for one in where[np.abs(move) > TOLERANCE].tolist():
            self.through[one].append(number)
        lower = where[move < self.low[where] - TOLERANCE]
        higher = where[move > self.high[where] + TOLERANCE]
        self.low[where] = np.minimum(self.low[where], move)
        self.high[where] = np.maximum(self.high[where], move)
        self.low_by[lower] = number
        self.high_by[higher] = number

    def resting_on(self, one: int) -> Mask:
        """Give the classes of which what is known rests on a move through this one."""
        moves = self.through[one]
        return np.asarray(np.isin(self.low_by, moves) | np.isin(self.high_by, moves))

    def forget(self, classes: Indices) -> None:
        """Forget what is known of some classes."""
        self.low[classes] = self.high[classes] = 0.0
        self.low_by[classes] = self.high_by[classes] = _NO_MOVE

    def short_of(self, apart: float) -> Mask:
        """Give the classes whose lowest and highest lie closer than this."""
        return np.asarray(self.high - self.low < apart - TOLERANCE)


@dataclass(frozen=True)
class Hid:
    """What was hidden for the sake of a class, with the moves that make it safe."""

    within: Indices
    moves: tuple[Numbers, ...]
    target: int

    def among(self, classes: Indices) -> Hid:
        """Give the same with what it numbers called as in `classes`."""
        return Hid(classes[self.within], self.moves, int(classes[self.target]))

    def onto(self, search: Search) -> None:
        """Hide what the moves go through, and learn from them."""
        through = np.logical_or.reduce([np.abs(move) > TOLERANCE for move in self.moves])
        classes = self.within[through]
        for one in classes[~search.hidden[classes]].tolist():
            search.because[one] = self.target
        search.hidden[classes] = True
        for move in self.moves:
            search.reach.add(self.within, move)
        search.events.append(self)


@dataclass(frozen=True)
class HidKnowing:
    """What was hidden so that whoever knows which are small cannot pin one down."""

    within: Indices
    move: Numbers

    def among(self, classes: Indices) -> HidKnowing:
        """Give the same with what it numbers called as in `classes`."""
        return HidKnowing(classes[self.within], self.move)

    def onto(self, search: Search) -> None:
        """Hide what the move goes through, and learn from it."""
        search.hidden[self.within[np.abs(self.move) > TOLERANCE]] = True
        search.knowing.add(self.within, self.move)
        search.events.append(self)


@dataclass(frozen=True)
class Rested:
    """Classes that rested on moves through one that is opened, and the moves they rest on now."""

    classes: Indices
    within: Indices
    moves: tuple[Numbers, ...]

    def among(self, classes: Indices) -> Rested:
        """Give the same with what it numbers called as in `classes`."""
        return Rested(classes[self.classes], classes[self.within], self.moves)

    def onto(self, reach: HowFar, one: int) -> None:
        """Forget every move that went through it, and learn the others."""
        reach.forget(np.append(self.classes, one))
        for move in self.moves:
            reach.add(self.within, move)


@dataclass(frozen=True)
class Opened:
    """A class that turned out not to be needed, with what others rest on now.

    `rule` is for whoever knows the rule, `knowing` for whoever knows also which are small.
    """

    one: int
    rule: Rested
    knowing: Rested

    def among(self, classes: Indices) -> Opened:
        """Give the same with what it numbers called as in `classes`."""
        one = int(classes[self.one])
        return Opened(one, self.rule.among(classes), self.knowing.among(classes))

    def onto(self, search: Search) -> None:
        """Open it."""
        search.hidden[self.one] = False
        self.rule.onto(search.reach, self.one)
        self.knowing.onto(search.knowing, self.one)
        search.events.append(self)


@dataclass
class Search:
    """What is hidden so far, and what is known of how far it moves.

    `knowing` is how far each moves for whoever knows which are small themselves. `because` says
    for which class each was hidden, `events` what was done, in order.
    """

    problem: ToProtect
    hidden: Mask
    reach: HowFar = field(init=False)
    knowing: HowFar = field(init=False)
    because: dict[int, int] = field(default_factory=dict)
    events: list[Hid | HidKnowing | Opened] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nothing is known of any move."""
        self.reach = HowFar.nowhere(self.problem.size)
        self.knowing = HowFar.nowhere(self.problem.size)

    def unsafe(self) -> Mask:
        """Give what is hidden and not yet known to move far enough."""
        return self.hidden & self.reach.short_of(self.problem.apart)

    def determined(self) -> Mask:
        """Give the small ones not yet known to move for whoever knows which are small."""
        return self.problem.primary & self.knowing.short_of(STEP)

    def in_turn(self, targets: Mask) -> list[int]:
        """Give some classes, those with most people first: they open ways for the others."""
        found = np.flatnonzero(targets)
        ordered: list[int] = found[np.lexsort((found, -self.problem.counts[found]))].tolist()
        return ordered

    def price(self) -> int:
        """How many cells are hidden."""
        return int(self.problem.cells[self.hidden].sum())

    def cost(self, within: Indices) -> Numbers:
        """Give what hiding costs, nought for what is hidden."""
        dear = np.where(self.problem.last[within], _DEAR, 1.0)
        return np.where(self.hidden[within], 0.0, self.problem.weight[within] * dear)


def mask_of(size: int, within: Indices) -> Mask:
    """Give a mask that holds at these places."""
    mask = np.zeros(size, dtype=bool)
    mask[within] = True
    return mask


def settle(search: Search, within: Indices, targets: Iterable[int]) -> None:
    """Hide what is cheapest so that each target moves far enough, within some classes.

    `within` holds classes in their order. Targets for which nothing there would do are left.
    """
    problem = search.problem
    inside = mask_of(problem.size, within)
    pairs = CheapestPairs(problem.sums.over(inside), problem.room().of(inside), problem.apart)
    random = np.random.default_rng(len(within))
    for turn, target in enumerate(target for target in targets if search.unsafe()[target]):
        if turn and turn % _LOOK_EVERY == 0 and len(within) < _WHOLE_TABLE:
            look_around(search, within, knowing=False, rounds=1, random=random)
            if not search.unsafe()[target]:
                continue
        cost = search.cost(within)
        place = int(np.searchsorted(within, target))
        best: tuple[float, tuple[Numbers, Numbers]] | None = None
        for up, down in pairs.for_target(place, cost):
            moved = (np.abs(up) > TOLERANCE) | (np.abs(down) > TOLERANCE)
            price = float(cost[moved].sum())
            if best is None or price < best[0] - TOLERANCE:
                best = price, (up, down)
            if price == 0:
                break
        if best is not None:
            Hid(within, best[1], target).onto(search)


def settle_knowing(
    search: Search, within: Indices, targets: Iterable[int], secondary_least: float
) -> None:
    """The same for whoever knows which cells are small: each target can be one more or one less.

    What is hidden for the sake of others is `secondary_least` or more, as they know.
    """
    problem = search.problem
    inside = mask_of(problem.size, within)
    room = problem.room_with_statuses(secondary_least).of(inside)
    steps = CheapestStep(problem.sums.over(inside), room, STEP)
    for target in targets:
        if not search.determined()[target]:
            continue
        cost = search.cost(within)
        place = int(np.searchsorted(within, target))
        found = [
            (float(cost[np.abs(move) > TOLERANCE].sum()), turn, move)
            for turn, move in enumerate(steps.for_target(place, cost))
        ]
        if found:
            _, _, move = min(found, key=lambda one: one[:2])
            HidKnowing(within, move).onto(search)


def look_around(
    search: Search, within: Indices, *, knowing: bool, rounds: int, random: np.random.Generator
) -> None:
    """Learn how far what is hidden moves, of all these classes at once, in random directions."""
    problem = search.problem
    hidden = within[search.hidden[within]]
    if not (search.determined() if knowing else search.unsafe())[hidden].any():
        return
    room = problem.room_with_statuses(problem.small_under) if knowing else problem.room()
    reach = search.knowing if knowing else search.reach
    inside = mask_of(problem.size, hidden)
    far = FAR * problem.apart
    own = room.of(inside)
    program = LinearProgram(
        problem.sums.over(inside), -np.minimum(own.down, far), np.minimum(own.up, far)
    )
    for _ in range(rounds):
        short = (search.determined() if knowing else search.unsafe())[hidden]
        if not short.any():
            return
        cost = random_direction(short, random)
        for sign in (1.0, -1.0):
            program.forget()
            program.cost(sign * cost)
            found = program.solve()
            if found is not None:
                reach.add(hidden, found)
