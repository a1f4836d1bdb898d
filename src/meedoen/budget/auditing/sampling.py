# SPDX-License-Identifier: EUPL-1.2
"""Draws costs for who checks them, so that everybody draws the same from the same numbers (pure).

Numbers are drawn and kept when they are of a cost of the year, so each cost has the same chance,
and nobody has to read all of them. Which is drawn follows from a seed by SHA-256: it can be worked
out again with anything. What is booked later has higher numbers, and changes no draw.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256

MOST = 200
# Below this, all numbers are read and put in an order that follows from the seed.
FEW = 20_000
_AT_ONCE = 2_000
_ROUNDS = 60


@dataclass(frozen=True)
class SampleDraw:
    """How many costs are drawn, by which seed, among which numbers of entries."""

    size: int
    seed: int
    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse what draws nothing, or more than somebody can read."""
        if not 1 <= self.size <= MOST or self.first > self.last:
            raise ValueError(f"A sample is of 1 to {MOST}, among numbers that are in order.")


def drawn(
    draw: SampleDraw,
    *,
    among: Callable[[Collection[int]], Collection[int]],
    between: Callable[[int, int], Collection[int]],
) -> list[int]:
    """Give the numbers of the costs that are drawn; fewer where there are not so many.

    `among` gives which of some numbers are of a cost, `between` all of those between two.
    """
    span = draw.last - draw.first + 1
    if span <= FEW:
        every = between(draw.first, draw.last)
        return sorted(sorted(every, key=lambda number: _mixed(draw.seed, number))[: draw.size])
    found: dict[int, None] = {}
    for turn in range(_ROUNDS):
        asked = dict.fromkeys(
            draw.first + _mixed(draw.seed, at) % span
            for at in range(turn * _AT_ONCE, (turn + 1) * _AT_ONCE)
        )
        costs = set(among(list(asked)))
        found.update(dict.fromkeys(number for number in asked if number in costs))
        if len(found) >= draw.size:
            break
    return sorted(list(found)[: draw.size])


def _mixed(seed: int, number: int) -> int:
    return int.from_bytes(sha256(f"{seed}:{number}".encode()).digest()[:8])
