# SPDX-License-Identifier: EUPL-1.2
"""Tables of counts over dimensions that are trees, with every total in them (pure).

A dimension has a root, which is its total; a cell names one node of each dimension. What a cell
counts is the sum over the children of any of its nodes, so every total is a cell as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

TOTAL = "_total"

type_of_counts = np.int64
Counts = NDArray[np.int64]
Key = tuple[str, ...]


class NoTable(ValueError):
    """What was given is no table of counts; the message says what is wrong and where."""


@dataclass(frozen=True)
class Dimension:
    """One way in which people are told apart: a tree of codes, the root first.

    `parents` holds for each code the code above it, and None for the root.
    """

    name: str
    parents: Mapping[str, str | None] = field(hash=False)

    @classmethod
    def of(cls, name: str, pairs: Iterable[tuple[str, str | None]]) -> Dimension:
        """Make one from (code, parent) in any order; the root has None.

        Raises NoTable for a code that stands twice, a parent that is not there, a circle, or
        another number of roots than one.
        """
        parents: dict[str, str | None] = {}
        for code, parent in pairs:
            if code in parents:
                raise NoTable(f"{name}: the code {code!r} stands twice")
            parents[code] = parent
        roots = [code for code, parent in parents.items() if parent is None]
        if len(roots) != 1:
            raise NoTable(f"{name}: one code has no parent, the total of all; here {len(roots)}")
        children: dict[str, list[str]] = {code: [] for code in parents}
        for code, parent in parents.items():
            if parent is not None:
                if parent not in parents:
                    raise NoTable(f"{name}: {code!r} lies under {parent!r}, which is not there")
                children[parent].append(code)
        ordered = list(_downward(roots[0], children))
        if len(ordered) != len(parents):
            lost = next(code for code in parents if code not in set(ordered))
            raise NoTable(f"{name}: {lost!r} does not come under {roots[0]!r}, but in a circle")
        return cls(name, {code: parents[code] for code in ordered})

    @classmethod
    def flat(cls, name: str, codes: Iterable[str], total: str = TOTAL) -> Dimension:
        """Make one of codes that lie side by side under a total."""
        return cls.of(name, [(total, None), *((code, total) for code in codes)])

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code, parents before their children."""
        return tuple(self.parents)

    @property
    def root(self) -> str:
        """The code of the total."""
        return self.codes[0]

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each code stands in `codes`."""
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each place the places of its children; nothing for a leaf."""
        below: list[list[int]] = [[] for _ in self.codes]
        for code, parent in self.parents.items():
            if parent is not None:
                below[self.position[parent]].append(self.position[code])
        return tuple(map(tuple, below))

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """The places of the codes without children."""
        return tuple(place for place, below in enumerate(self.children) if not below)

    def upward(self, place: int) -> Iterator[str]:
        """Give the code at a place and those above it, up to the root."""
        code: str | None = self.codes[place]
        while code is not None:
            yield code
            code = self.parents[code]

    def added_up(self, counts: Counts, axis: int) -> Counts:
        """Fill in the totals along one axis, from the leaves."""
        moved = np.moveaxis(counts, axis, 0)
        for place in reversed(range(len(self.codes))):
            if self.children[place]:
                moved[place] = moved[list(self.children[place])].sum(axis=0)
        return counts


def _downward(root: str, children: Mapping[str, Sequence[str]]) -> Iterator[str]:
    waiting = [root]
    while waiting:
        code = waiting.pop()
        yield code
        waiting.extend(reversed(children[code]))


@dataclass(frozen=True)
class CountTable:
    """Counts with all their totals: an axis per dimension, in the order of its codes."""

    dimensions: tuple[Dimension, ...]
    counts: Counts = field(hash=False, compare=False)

    @classmethod
    def of_leaves(cls, dimensions: Sequence[Dimension], cells: Mapping[Key, int]) -> CountTable:
        """Make one of counts per combination of leaves; what is absent is nought.

        Raises NoTable for no dimensions, a code that is no leaf, or a count below nought.
        """
        if not dimensions:
            raise NoTable("a table has at least one dimension")
        counts = np.zeros([len(dimension.codes) for dimension in dimensions], dtype=type_of_counts)
        leaves = [set(dimension.leaves) for dimension in dimensions]
        for key, count in cells.items():
            if len(key) != len(dimensions):
                raise NoTable(f"{key}: {len(dimensions)} codes are needed")
            if count < 0:
                raise NoTable(f"{key}: a count is nought or more, not {count}")
            counts[tuple(map(_leaf, dimensions, key, leaves))] = count
        for axis, dimension in enumerate(dimensions):
            dimension.added_up(counts, axis)
        return cls(tuple(dimensions), counts)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many codes each dimension has."""
        return tuple(len(dimension.codes) for dimension in self.dimensions)

    def keys(self) -> Iterator[Key]:
        """Give the codes of every cell, in the order in which the array lies."""
        return product(*(dimension.codes for dimension in self.dimensions))


def _leaf(dimension: Dimension, code: str, leaves: set[int]) -> int:
    place = dimension.position.get(code)
    if place is None:
        raise NoTable(f"{dimension.name}: there is no code {code!r}")
    if place not in leaves:
        raise NoTable(f"{dimension.name}: {code!r} has parts of its own; counts stand per part")
    return place
