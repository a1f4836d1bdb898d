# SPDX-License-Identifier: EUPL-1.2
"""Counts as they come in: a row per combination of leaves, and a tree per dimension (pure)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from meedoen.disclosure.folder import STATUS, VALUE
from meedoen.disclosure.tables import TOTAL, CountTable, Dimension, Key, NoTable

COUNT = "count"
# What a solver can still tell from one more or one less.
_MOST = 10**9


def read_table(cells: str, trees: Mapping[str, Dimension]) -> CountTable:
    """Read a table from CSV with a column per dimension and `count`, in any order.

    `trees` gives the dimensions that are trees; another is flat, of the codes that stand in it. An
    absent combination is nought. Raises NoTable, with the line and what is wrong in it.
    """
    rows = csv.reader(io.StringIO(cells.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        return _read(rows, trees)
    except csv.Error as broken:
        raise NoTable(f"line {rows.line_num}: this is no CSV ({broken})") from broken


def _read(rows: Iterator[list[str]], trees: Mapping[str, Dimension]) -> CountTable:
    header = next(rows, [])
    names = _names(header, trees)
    columns = [header.index(name) for name in names]
    count = header.index(COUNT)
    read: dict[Key, tuple[int, int]] = {}
    for line, row in enumerate(rows, start=2):
        if not row:
            continue
        if len(row) != len(header):
            raise NoTable(f"line {line}: {len(row)} columns, where the header has {len(header)}")
        key = tuple(row[column] for column in columns)
        if key in read:
            raise NoTable(f"line {line}: {_said(key)} stands in line {read[key][0]} as well")
        read[key] = line, _count(row[count], line)
    dimensions = [
        trees.get(name) or _flat(name, [key[place] for key in read])
        for place, name in enumerate(names)
    ]
    for key, (line, _) in read.items():
        _refuse_what_is_no_leaf(dimensions, key, line)
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
    if lost := sorted(set(trees) - set(names)):
        raise NoTable(f"line 1: there is no column {lost[0]!r}, for which a hierarchy was given")
    return names


def _count(given: str, line: int) -> int:
    if not (given.isascii() and given.isdigit()):
        raise NoTable(f"line {line}: {COUNT} is a whole number of nought or more, not {given!r}")
    if len(given.lstrip("0")) > len(str(_MOST)) or int(given) > _MOST:
        raise NoTable(f"line {line}: {COUNT} is at most {_MOST}, not {given}")
    return int(given)


def _flat(name: str, codes: Sequence[str]) -> Dimension:
    return Dimension.flat(name, (code for code in dict.fromkeys(codes) if code != TOTAL))


def _refuse_what_is_no_leaf(dimensions: Sequence[Dimension], key: Key, line: int) -> None:
    for dimension, code in zip(dimensions, key, strict=True):
        place = dimension.position.get(code)
        if place is None:
            raise NoTable(f"line {line}: {dimension.name}: there is no code {code!r}")
        if dimension.children[place] or (code == TOTAL and len(dimension.codes) == 1):
            raise NoTable(
                f"line {line}: {dimension.name}: {code!r} is a total; counts stand per part"
            )


def _said(key: Key) -> str:
    return "/".join(key)
