# SPDX-License-Identifier: EUPL-1.2
"""The files of a release: what is published, its rule, and the proof (pure).

What is published looks the same whatever a cell was hidden for. docs/how-to/check-a-release.md says
what stands in each file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import NoRule, rule_of
from meedoen.disclosure.tables import (
    TOTAL,
    Counts,
    Dimension,
    Key,
    NoTable,
    type_of_counts,
)  # fmt: skip

CELLS, RULE, PROOF, HIERARCHIES = "cells.csv", "rule.json", "proof.json", "hierarchies"
OPEN, CLOSED = "open", "hidden"
VALUE, STATUS = "value", "status"
# As many as surely fit in what holds a count.
_DIGITS = 18
# What a file system takes as a name, in bytes.
_LONGEST = 255


@dataclass(frozen=True)
class ReleaseProof:
    """Tables that all agree with what is published, among which each hidden cell differs enough.

    `tables` give the values of the hidden cells in the order of `hidden_in_order`; `earlier` does
    the same for each earlier release, in the same imagined worlds.
    """

    tables: tuple[tuple[int, ...], ...]
    earlier: tuple[tuple[tuple[int, ...], ...], ...] = ()


def hidden_in_order(published: Published) -> list[int]:
    """Give the places of the hidden cells in the flattened table, in the order of their codes."""
    keys = [(key, place) for place, (key, value) in enumerate(published.rows()) if value is None]
    return [place for _, place in sorted(keys)]


def files_of(
    published: Published, proof: ReleaseProof, earlier: Sequence[Mapping[str, bytes]] = ()
) -> dict[str, bytes]:
    """Give every file of a release by its path in the folder.

    `earlier` are the files of the releases that the proof knows of, in its order.
    """
    files = _files_without_proof(published)
    told: dict[str, Any] = {
        "files": {path: _digest(content) for path, content in sorted(files.items())},
        "tables": [list(table) for table in proof.tables],
        "earlier": [
            {"cells": cells, "tables": [list(table) for table in tables]}
            for cells, tables in _each_once(earlier, proof).items()
        ],
    }
    told["seal"] = _digest(_json(told))
    return {**files, PROOF: _json(told)}


def _each_once(
    earlier: Sequence[Mapping[str, bytes]], proof: ReleaseProof
) -> dict[str, tuple[tuple[int, ...], ...]]:
    """Give what the proof says of earlier releases by the digest of their cells.

    Two with the same cells are the same to whoever checks: it says the same of both.
    """
    return {
        _digest(before[CELLS]): tables
        for before, tables in zip(earlier, proof.earlier, strict=True)
    }


def refuse_what_names_no_file(dimensions: Sequence[Dimension]) -> None:
    """Raise NoTable for a dimension after which no file of a release can be called."""
    for dimension in dimensions:
        if "/" in dimension.name or len(f"{dimension.name}.csv".encode()) > _LONGEST:
            raise NoTable(f"no file can be called after the dimension {dimension.name!r}")


def _files_without_proof(published: Published) -> dict[str, bytes]:
    names = [dimension.name for dimension in published.dimensions]
    rows = (
        (*key, "" if value is None else str(value), CLOSED if value is None else OPEN)
        for key, value in published.rows()
    )
    rule = {"threshold": published.rule.threshold, "zero": published.rule.zero.value}
    return {
        CELLS: as_csv((*names, VALUE, STATUS), rows),
        RULE: _json(rule),
        **{
            f"{HIERARCHIES}/{dimension.name}.csv": as_csv(
                ("code", "parent"),
                ((code, parent or "") for code, parent in dimension.parents.items()),
            )
            for dimension in published.dimensions
        },
    }


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a header and rows as CSV in UTF-8."""
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\n")
    # A return of the carriage ends a line for whoever reads, but is not quoted for it.
    quoting = csv.writer(told, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in chain([header], rows):
        (quoting if any("\r" in field for field in row) else writer).writerow(row)
    return told.getvalue().encode()


def _json(told: Any) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_release(files: Mapping[str, bytes]) -> Published:
    """Read what a release shows from its files; the proof is not looked at.

    Raises NoTable or NoRule, with the file and what is wrong in it.
    """
    try:
        rule = rule_of(_text(files, RULE))
    except NoRule as wrong:
        raise NoRule(f"{RULE}: {wrong}") from wrong
    header, rows = _header_and_rows(_text(files, CELLS), CELLS, (VALUE, STATUS))
    if len(set(header)) < len(header):
        raise NoTable(f"{CELLS}: a column stands twice")
    names = [name for name in header if name not in (VALUE, STATUS)]
    columns = [header.index(name) for name in (*names, VALUE, STATUS)]
    shown: dict[Key, int] = {}
    for line, row in rows:
        if len(row) != len(header):
            raise NoTable(f"{CELLS}, line {line}: {len(row)} columns, not {len(header)}")
        *key, value, status = (row[column] for column in columns)
        if tuple(key) in shown:
            raise NoTable(f"{CELLS}, line {line}: {'/'.join(key)} stands twice")
        shown[tuple(key)] = _value(value, status, line)
    dimensions = tuple(
        _dimension(files, name, dict.fromkeys(key[place] for key in shown))
        for place, name in enumerate(names)
    )
    return Published(dimensions, _values(dimensions, shown), rule)


def _text(files: Mapping[str, bytes], path: str) -> str:
    try:
        return files[path].decode("utf-8-sig")
    except KeyError as missing:
        raise NoTable(f"{path}: this file is not there") from missing
    except UnicodeDecodeError as broken:
        raise NoTable(f"{path}: this file is not UTF-8") from broken


def _dimension(files: Mapping[str, bytes], name: str, codes: Iterable[str]) -> Dimension:
    path = f"{HIERARCHIES}/{name}.csv"
    if path not in files:
        return Dimension.flat(name, (code for code in codes if code != TOTAL))
    return read_hierarchy(name, _text(files, path), path)


def numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row of a CSV that is not empty, with the line where it begins.

    Raises NoTable for what is no CSV.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in rows:
            if "\0" in "".join(row):
                raise NoTable(f"line {begins}: there is a sign in it that is no text (NUL)")
            if row:
                yield begins, row
            begins = rows.line_num + 1
    except csv.Error as broken:
        raise NoTable(f"line {begins}: this is no CSV ({broken})") from broken


def _header_and_rows(
    text: str, path: str, needed: tuple[str, str]
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read a CSV that has at least these columns; raises NoTable naming the file."""
    try:
        (_, header), *rows = [*numbered_rows(text)] or [(1, [])]
    except NoTable as broken:
        raise NoTable(f"{path}, {broken}") from broken
    if any(header.count(name) != 1 for name in needed):
        raise NoTable(f"{path}: a header with {' and '.join(needed)} is needed, each once")
    return header, rows


def read_hierarchy(name: str, text: str, path: str) -> Dimension:
    """Read a dimension from CSV with the columns code and parent; the root has no parent.

    A row may be shorter than the header: what is not there is empty. Raises NoTable, naming the
    file, and the line where there is one.
    """
    header, rows = _header_and_rows(text, path, ("code", "parent"))
    code, parent = header.index("code"), header.index("parent")
    lines: dict[str, int] = {}
    pairs: list[tuple[str, str | None]] = []
    for line, row in rows:
        if len(row) > len(header):
            raise NoTable(f"{path}, line {line}: {len(row)} columns, not {len(header)}")
        whole = [*row, *[""] * (len(header) - len(row))]
        if not whole[code]:
            raise NoTable(f"{path}, line {line}: a code cannot be empty")
        if first := lines.get(whole[code]):
            raise NoTable(f"{path}, line {line}: {whole[code]!r} stands in line {first} as well")
        if not whole[parent] and (root := next((c for c, above in pairs if above is None), "")):
            raise NoTable(
                f"{path}, line {line}: {whole[code]!r} has no parent, and nor has {root!r}"
            )
        lines[whole[code]] = line
        pairs.append((whole[code], whole[parent] or None))
    for own, above in pairs:
        if above is not None and above not in lines:
            raise NoTable(
                f"{path}, line {lines[own]}: {own!r} lies under {above!r}, which is not there"
            )
    try:
        return Dimension.of(name, pairs)
    except NoTable as wrong:
        raise NoTable(f"{path}: {wrong}") from wrong


def _values(dimensions: Sequence[Dimension], shown: Mapping[Key, int]) -> Counts:
    """Put what is shown in its place. Raises NoTable unless every combination is there."""
    for key in shown:
        for dimension, code in zip(dimensions, key, strict=True):
            if code not in dimension.position:
                raise NoTable(f"{CELLS}: {dimension.name}: there is no code {code!r}")
    shape = [len(dimension.codes) for dimension in dimensions]
    if not shape or math.prod(shape) != len(shown):
        raise NoTable(f"{CELLS}: not every combination of codes is there")
    values = np.empty(shape, dtype=type_of_counts)
    for key, value in shown.items():
        values[tuple(d.position[code] for d, code in zip(dimensions, key, strict=True))] = value
    return values


def _value(value: str, status: str, line: int) -> int:
    if status == CLOSED and not value:
        return HIDDEN
    if status == OPEN and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value)
    raise NoTable(f"{CELLS}, line {line}: {value!r} with the status {status!r} is no cell")
