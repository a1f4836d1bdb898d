# SPDX-License-Identifier: EUPL-1.2
"""What is known of cells beforehand: which add up to which (pure).

Cells that can only be moved together are one *class*; a class that cannot move at all is fixed.
Linear programs and proofs speak of classes, tables of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from meedoen.disclosure.tables import Dimension

Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]
FIXED = -1


@dataclass(frozen=True)
class Sums:
    """Sparse sums that are nought, as (row, column, sign): a total is minus, its parts are plus."""

    rows: int
    columns: int
    row: Indices
    column: Indices
    sign: Indices

    def over(self, columns: Mask) -> Sums:
        """Give what the sums say of these columns when all others stay as they are.

        Columns are numbered anew, in their order; a row without any of them is left out.
        """
        kept = columns[self.column]
        rows, row = np.unique(self.row[kept], return_inverse=True)
        number = np.cumsum(columns) - 1
        return Sums(len(rows), int(columns.sum()), row, number[self.column[kept]], self.sign[kept])

    def renamed(self, names: Indices, columns: int) -> Sums:
        """Give the sums over other columns: each becomes `names[column]`, or goes when FIXED.

        What comes to nought in a row is left out, and so is a row in which nothing is left.
        """
        return self.renamed_with_rows(names, columns)[0]

    def renamed_with_rows(self, names: Indices, columns: int) -> tuple[Sums, Indices]:
        """The same, with the number that each row that is left had."""
        named = names[self.column]
        kept = named != FIXED
        in_one = self.row[kept] * max(columns, 1) + named[kept]
        places, where = np.unique(in_one, return_inverse=True)
        sign = np.bincount(where, weights=self.sign[kept], minlength=len(places)).astype(np.int64)
        places, sign = places[sign != 0], sign[sign != 0]
        rows, row = np.unique(places // max(columns, 1), return_inverse=True)
        return Sums(len(rows), columns, row, places % max(columns, 1), sign), rows

    def totals(self, values: NDArray[np.float64] | Indices) -> NDArray[np.float64]:
        """Add up each row for these values of the columns."""
        weights = (self.sign * values[self.column]).astype(np.float64)
        return np.bincount(self.row, weights, self.rows).astype(np.float64)


@dataclass(frozen=True)
class Linked:
    """Cells of one or more tables about the same people, each quantity numbered once.

    `tables[k]` are the dimensions of table k; `cells[k]` gives for each of its cells the
    number of its quantity. `defining` holds one sum for each total, from which `every` follows.
    """

    tables: tuple[tuple[Dimension, ...], ...]
    quantities: int
    cells: tuple[Indices, ...]
    defining: Sums
    every: Sums


def linked(tables: Sequence[tuple[Dimension, ...]]) -> Linked:
    """Number the quantities of tables that count the same people, and write down their sums.

    A cell is the same quantity in two tables when its codes that are no root are the same; a table
    without others needs no comparing.
    """
    cells = list(_numbered(tables))
    quantities = max(int(numbers.max()) for numbers in cells) + 1
    defining = [
        _sums_of(table, numbers, True) for table, numbers in zip(tables, cells, strict=True)
    ]
    every = [_sums_of(table, numbers, False) for table, numbers in zip(tables, cells, strict=True)]
    return Linked(
        tuple(tables), quantities, tuple(cells),
        _together(defining, quantities), _together(every, quantities),
    )  # fmt: skip


def _numbered(tables: Sequence[tuple[Dimension, ...]]) -> Iterator[Indices]:
    if len(tables) == 1:
        yield np.arange(int(np.prod([len(d.codes) for d in tables[0]])), dtype=np.int64)
        return
    known: dict[frozenset[tuple[str, str]], int] = {}
    for dimensions in tables:
        named = (
            [None if code == d.root else (d.name, code) for code in d.codes] for d in dimensions
        )
        identities = (frozenset(filter(None, key)) for key in product(*named))
        numbers = [known.setdefault(identity, len(known)) for identity in identities]
        yield np.array(numbers, dtype=np.int64)


def _sums_of(
    dimensions: tuple[Dimension, ...], numbers: Indices, defining: bool
) -> Iterator[tuple[Indices, Indices]]:
    """Per inner code of each dimension: its totals, with the parts of each (totals × parts)."""
    cells = numbers.reshape([len(d.codes) for d in dimensions])
    for axis, dimension in enumerate(dimensions):
        lies = np.moveaxis(cells, axis, 0)
        for place, children in enumerate(dimension.children):
            if children:
                yield lies[place].ravel(), lies[list(children)].reshape(len(children), -1).T
        if defining:
            # A total along this axis is defined; what is left for the next are its leaves.
            cells = np.take(cells, dimension.leaves, axis=axis)


def _together(tables: Sequence[Iterator[tuple[Indices, Indices]]], quantities: int) -> Sums:
    row: list[Indices] = []
    column: list[Indices] = []
    sign: list[Indices] = []
    rows = 0
    for table in tables:
        for totals, parts in table:
            numbers = rows + np.arange(len(totals))
            row += [numbers, np.repeat(numbers, parts.shape[1])]
            column += [totals, parts.ravel()]
            sign += [np.full(len(totals), -1), np.ones(parts.size, dtype=np.int64)]
            rows += len(totals)
    if not rows:
        nothing = np.zeros(0, dtype=np.int64)
        return Sums(0, quantities, nothing, nothing, nothing)
    return Sums(rows, quantities, np.concatenate(row), np.concatenate(column), np.concatenate(sign))


def classes(sums: Sums, fixed: Mask) -> tuple[Indices, int]:
    """Give the class of each column and how many there are; FIXED for what cannot move.

    Where only two columns of a sum are not fixed and one adds up to the other they move together;
    where only one is not fixed it cannot move. Both are looked for until nothing is found.
    """
    names = np.where(fixed, FIXED, np.arange(sums.columns))
    number = sums.columns
    while True:
        left = sums.renamed(names, number)
        size = np.bincount(left.row, minlength=left.rows)
        first = np.searchsorted(left.row, np.arange(left.rows))
        alone = left.column[first[size == 1]]
        pairs = first[(size == 2)]
        pairs = pairs[left.sign[pairs] + left.sign[pairs + 1] == 0]
        if not len(alone) and not len(pairs):
            break
        leads = _led(number, left.column[pairs], left.column[pairs + 1])
        leads[np.isin(leads, leads[alone])] = FIXED
        names = np.where(names == FIXED, FIXED, leads[names])
    kept, again = np.unique(names[names != FIXED], return_inverse=True)
    names[names != FIXED] = again
    return names, len(kept)


def _led(number: int, one: Indices, other: Indices) -> Indices:
    """For each column the least of all that are tied to it, through others too."""
    leads = np.arange(number)
    while True:
        least = np.minimum(leads[one], leads[other])
        led = leads.copy()
        np.minimum.at(led, one, least)
        np.minimum.at(led, other, least)
        led = led[led]
        if np.array_equal(led, leads):
            return leads
        leads = led
