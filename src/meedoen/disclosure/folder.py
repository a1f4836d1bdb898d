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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import read_rule
from meedoen.disclosure.tables import TOTAL, Dimension, Key, NoTable, type_of_counts

CELLS, RULE, PROOF, HIERARCHIES = "cells.csv", "rule.json", "proof.json", "hierarchies"
OPEN, CLOSED = "open", "hidden"
VALUE, STATUS = "value", "status"


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
    published: Published, proof: ReleaseProof, earlier: Sequence[Published] = ()
) -> dict[str, bytes]:
    """Give every file of a release by its path in the folder.

    `earlier` are the releases that the proof knows of, in its order.
    """
    files = _files_without_proof(published)
    told: dict[str, Any] = {
        "files": {path: _digest(content) for path, content in sorted(files.items())},
        "tables": [list(table) for table in proof.tables],
        "earlier": [
            {
                "cells": _digest(_files_without_proof(before)[CELLS]),
                "tables": [list(table) for table in tables],
            }
            for before, tables in zip(earlier, proof.earlier, strict=True)
        ],
    }
    told["seal"] = _digest(_json(told))
    return {**files, PROOF: _json(told)}


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
    writer.writerow(header)
    writer.writerows(rows)
    return told.getvalue().encode()


def _json(told: Any) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_release(files: Mapping[str, bytes]) -> Published:
    """Read what a release shows from its files; the proof is not looked at.

    Raises NoTable or NoRule, with the file and what is wrong in it.
    """
    rule = read_rule(json.loads(_text(files, RULE)))
    rows = list(csv.reader(io.StringIO(_text(files, CELLS), newline="")))
    if not rows or not {VALUE, STATUS} <= set(rows[0]):
        raise NoTable(f"{CELLS}: a header with dimensions, {VALUE} and {STATUS} is needed")
    header, rows = rows[0], [row for row in rows[1:] if row]
    names = [name for name in header if name not in (VALUE, STATUS)]
    columns = [header.index(name) for name in names]
    value, status = header.index(VALUE), header.index(STATUS)
    dimensions = tuple(
        _dimension(files, name, dict.fromkeys(row[column] for row in rows))
        for name, column in zip(names, columns, strict=True)
    )
    values = np.full([len(d.codes) for d in dimensions], HIDDEN - 1, dtype=type_of_counts)
    for row in rows:
        key = tuple(row[column] for column in columns)
        values[_places(dimensions, key)] = _value(row[value], row[status], key)
    if (values < HIDDEN).any():
        raise NoTable(f"{CELLS}: not every combination of codes is there")
    return Published(dimensions, values, rule)


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
    return Dimension.of(name, read_hierarchy(_text(files, path), path))


def read_hierarchy(text: str, path: str) -> Iterator[tuple[str, str | None]]:
    """Read (code, parent) from CSV with a header; the root has None. Raises NoTable."""
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows, [])
    if not {"code", "parent"} <= set(header):
        raise NoTable(f"{path}: a header with code and parent is needed")
    code, parent = header.index("code"), header.index("parent")
    for row in rows:
        if row and len(row) != len(header):
            raise NoTable(f"{path}, line {rows.line_num}: {len(row)} columns, not {len(header)}")
        if row:
            yield row[code], row[parent] or None


def _places(dimensions: Sequence[Dimension], key: Key) -> tuple[int, ...]:
    try:
        return tuple(d.position[code] for d, code in zip(dimensions, key, strict=True))
    except KeyError as unknown:
        raise NoTable(f"{CELLS}: {key} names a code that is not there") from unknown


def _value(value: str, status: str, key: Key) -> int:
    if status == CLOSED and not value:
        return HIDDEN
    if status == OPEN and value.isascii() and value.isdigit():
        return int(value)
    raise NoTable(f"{CELLS}: {key} is {status!r} with the value {value!r}")
