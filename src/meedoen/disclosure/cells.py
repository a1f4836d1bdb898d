# SPDX-License-Identifier: EUPL-1.2
"""Counts as they come in: a row per combination of leaves, and a tree per dimension (pure)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from meedoen.disclosure.folder import STATUS, VALUE, numbered_rows
from meedoen.disclosure.tables import TOTAL, CountTable, Dimension, Key, NoTable

COUNT = "count"
# What a solver can still tell from one more or one less.
_MOST = 10**9
# More than can be worked through, and than fits in memory.
_MOST_CELLS = 10**6
_MOST_DIMENSIONS = 20
# Of what is wrong so much is repeated.
_SAID = 40


def read_table(cells: str, trees: Mapping[str, Dimension]) -> CountTable:
    """Read a table from CSV with a column per dimension and `count`, in any order.

    `trees` gives the dimensions that are trees; another is flat, of the codes that stand in it. An
    absent combination is nought. Codes are compared as they stand: "01" is not "1", and a space is
    part of a code. Raises NoTable, with the line and what is wrong in it.
    """
    rows = numbered_rows(cells)
    _, header = next(rows, (1, []))
    names = _names(header, trees)
    columns = [header.index(name) for name in names]
    count = header.index(COUNT)
    read: dict[Key, tuple[int, int]] = {}
    for line, row in rows:
        if len(row) != len(header):
            raise NoTable(f"line {line}: {len(row)} columns, where the header has {len(header)}")
        key = tuple(row[column] for column in columns)
        if key in read:
            raise NoTable(f"line {line}: {_said(key)} stands in line {read[key][0]} as well")
        read[key] = line, _count(row[count], line)
    dimensions = [
        trees.get(name) or _flat(name, [(key[place], line) for key, (line, _) in read.items()])
        for place, name in enumerate(names)
    ]
    for key, (line, _) in read.items():
        _refuse_what_is_no_leaf(dimensions, key, line)
    if math.prod(len(dimension.codes) for dimension in dimensions) > _MOST_CELLS:
        raise NoTable(f"with its totals this table has more than {_MOST_CELLS} cells")
    return CountTable.of_leaves(dimensions, {key: number for key, (_, number) in read.items()})


def _names(header: Sequence[str], trees: Mapping[str, Dimension]) -> list[str]:
    if COUNT not in header:
        raise NoTable(f"line 1: a header with a column per dimension and {COUNT} is needed")
    names = [name for name in header if name != COUNT]
    for name in header:
        if header.count(name) > 1:
            raise NoTable(f"line 1: the column {name!r} stands twice")
        if name in ("", VALUE, STATUS):
            raise NoTable(f"line 1: a dimension cannot be called {name!r}")
    if not names:
        raise NoTable("line 1: there is no dimension, only a count")
    if len(names) > _MOST_DIMENSIONS:
        raise NoTable(f"line 1: at most {_MOST_DIMENSIONS} dimensions, not {len(names)}")
    if lost := sorted(set(trees) - set(names)):
        raise NoTable(f"line 1: there is no dimension {lost[0]!r}, for which a hierarchy was given")
    return names


def _count(given: str, line: int) -> int:
    if not (given.isascii() and given.isdigit()):
        raise NoTable(
            f"line {line}: {COUNT} is a whole number of nought or more, not {given[:_SAID]!r}"
        )
    if len(given.lstrip("0")) > len(str(_MOST)) or int(given) > _MOST:
        raise NoTable(f"line {line}: {COUNT} is at most {_MOST}, not {given[:_SAID]}")
    return int(given)


def _flat(name: str, codes: Iterable[tuple[str, int]]) -> Dimension:
    """Make a dimension of the codes that stand in these lines."""
    known: dict[str, None] = {}
    for code, line in codes:
        if not code:
            raise NoTable(f"line {line}: {name}: a code cannot be empty")
        if code == TOTAL:
            raise NoTable(f"line {line}: {name}: {code!r} is a total; counts stand per part")
        known[code] = None
    if not known:
        raise NoTable(f"{name}: without a hierarchy or a row this dimension has no codes")
    return Dimension.flat(name, known)


def _refuse_what_is_no_leaf(dimensions: Sequence[Dimension], key: Key, line: int) -> None:
    for dimension, code in zip(dimensions, key, strict=True):
        place = dimension.position.get(code)
        if place is None:
            raise NoTable(f"line {line}: {dimension.name}: there is no code {code!r}")
        if dimension.children[place]:
            raise NoTable(
                f"line {line}: {dimension.name}: {code!r} is a total; counts stand per part"
            )


def _said(key: Key) -> str:
    return "/".join(key)
