# SPDX-License-Identifier: EUPL-1.2
"""The proof that nobody is found: tables that agree with all that is published, far enough apart.

It is made from what is published, never from the counts: a pair of tables around the true one would
give it away as its middle. And it covers every hidden cell: a list of small ones tells which they
are. `meedoen monitor verify` checks it, and shares no code with what is here (pure).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from meedoen.disclosure.folder import ReleaseProof, hidden_in_order
from meedoen.disclosure.pieces import Pieces, pieces_of
from meedoen.disclosure.programs import Numbers, random_direction
from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.sums import FIXED, Indices, Linked, Mask, linked
from meedoen.disclosure.tables import Key
from meedoen.disclosure.two import side_by_side
from meedoen.disclosure.whole import WholeWorlds
from meedoen.disclosure.worlds import Contradiction, Unsettled, unknown_of

_SEED = 1
# When so few are left they weigh most, and all others a little: one cell alone has broken corners.
_FEW = 40
_FEW_WEIGH = 30.0
_WITHOUT_GAIN = 8
# About so many unknowns are looked at together; more when that leads nowhere.
_TOGETHER = 800


class NotProven(ValueError):
    """Cells that can be pinned down closer than the rule allows, or that nobody can show cannot."""

    def __init__(self, cells: Sequence[tuple[int, Key]]) -> None:
        """Name them: the number of the table (nought for this one) and the codes."""
        self.cells = tuple(cells)
        named = ", ".join("/".join(key) for _, key in self.cells[:5])
        super().__init__(f"{len(self.cells)} hidden cells are too close to known: {named}")


def prove(published: Published, earlier: Sequence[Published] = ()) -> ReleaseProof:
    """Make a proof that holds beside everything published earlier about the same people.

    Raises NotProven naming the cells for which none was found, and Contradiction when what is
    published cannot all be true at once.
    """
    tables = [published, *earlier]
    sums = linked([one.dimensions for one in tables])
    values, known, least, apart = everything_published(sums, tables)
    unknown = unknown_of(sums, values, known, least, float(apart.max()))
    # What one table hides another may show; the apart of what none hides is nought.
    lost = (apart > 0) & (unknown.names == FIXED)
    pieces = pieces_of(sums, unknown)
    worlds, short = _far_apart(unknown, pieces, apart[unknown.names != FIXED])
    if lost.any() or short.any():
        lost[unknown.names != FIXED] = short[unknown.names[unknown.names != FIXED]]
        raise NotProven(list(_named(sums, tables, lost)))
    places = [
        numbers[hidden_in_order(one)] for one, numbers in zip(tables, sums.cells, strict=True)
    ]
    told = [unknown.values(world) for world in worlds]
    own, *others = (tuple(tuple(world[place].tolist()) for world in told) for place in places)
    return ReleaseProof(own, tuple(others))


def everything_published(
    sums: Linked, tables: Sequence[Published]
) -> tuple[Indices, Mask, Numbers, Numbers]:
    """Put together what everybody knows of each quantity.

    Gives the values, which of them are known, what each is at the least, and how far apart it
    has to stay. Raises Contradiction when two tables say otherwise of the same people.
    """
    values = np.full(sums.quantities, HIDDEN)
    least = np.zeros(sums.quantities)
    apart = np.zeros(sums.quantities)
    for table, numbers in zip(tables, sums.cells, strict=True):
        shown = table.values.ravel()
        seen = shown != HIDDEN
        before = values[numbers[seen]]
        if ((before != HIDDEN) & (before != shown[seen])).any():
            raise Contradiction("two releases count something else: an open value differs")
        values[numbers[seen]] = shown[seen]
        closed = numbers[~seen]
        least[closed] = np.maximum(least[closed], table.rule.least)
        apart[closed] = np.maximum(apart[closed], table.rule.threshold)
    return values, values != HIDDEN, least, apart


@dataclass
class _Span:
    """How low and how high each unknown is in the worlds that were found."""

    apart: Numbers
    low: Numbers
    high: Numbers
    worlds: list[Numbers] = field(default_factory=list)

    @classmethod
    def of_nothing(cls, apart: Numbers) -> _Span:
        """Nothing was found yet."""
        return cls(apart, np.full(len(apart), np.inf), np.full(len(apart), -np.inf))

    def add(self, worlds: Iterable[Numbers]) -> None:
        """Take worlds into account."""
        for world in worlds:
            self.worlds.append(world)
            self.low, self.high = np.minimum(self.low, world), np.maximum(self.high, world)

    @property
    def short(self) -> Mask:
        """Which are not far enough apart."""
        return np.asarray(~(self.high - self.low >= self.apart))

    def missing(self) -> float:
        """How far all that are short have to go yet."""
        width = np.maximum(self.high - self.low, 0)
        return float(np.maximum(self.apart - width, 0).sum())


def _far_apart(unknown: Unsettled, pieces: Pieces, apart: Numbers) -> tuple[list[Numbers], Mask]:
    """Find worlds until every class is far enough apart; give them, and which are still short."""
    random = np.random.default_rng(_SEED)
    span = _Span.of_nothing(apart)
    without_gain = 0
    with side_by_side(unknown.size) as both:
        worlds = WholeWorlds(unknown, pieces, both)
        while (short := span.short).any() and without_gain < _WITHOUT_GAIN:
            before = span.missing()
            if short.sum() > _FEW or without_gain:
                span.add(worlds.pair(_direction(short, random), _TOGETHER * (1 + without_gain)))
            if span.short.sum() <= _FEW:
                for one in np.flatnonzero(span.short).tolist():
                    if span.short[one]:
                        span.add(worlds.toward(one, apart[one]))
            without_gain = without_gain + 1 if span.missing() >= before else 0
    return _needed(span.worlds, np.where(span.short, 0, apart)), span.short


def _needed(worlds: list[Numbers], apart: Numbers) -> list[Numbers]:
    """Leave out each world without which the others are as far apart as they have to be."""
    kept = list(worlds)
    for world in worlds:
        others = [one for one in kept if one is not world]
        if len(others) > 1 and (np.ptp(others, axis=0) >= apart).all():
            kept = others
    return kept


def _direction(short: Mask, random: np.random.Generator) -> Numbers:
    sides = random_direction(short, random)
    if short.sum() > _FEW:
        return sides
    return np.where(short, _FEW_WEIGH * sides, random.normal(0, 1, len(short)))


def _named(sums: Linked, tables: Sequence[Published], lost: Mask) -> list[tuple[int, Key]]:
    return [
        (number, key)
        for number, (table, numbers) in enumerate(zip(tables, sums.cells, strict=True))
        for place, (key, value) in zip(numbers.tolist(), table.rows(), strict=True)
        if value is None and lost[place]
    ]
