# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a file that was loaded: columns (Parquet), one file per source and year.

A snapshot is written beside its place and put there at once, so there is a whole one or none. Only
who loads and the worker read this folder; pages have no way to it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

NO_END = np.iinfo(np.int32).max
"""The end of what goes on."""
UNKNOWN = 0
"""A year of birth, or half an address, that nobody knows."""


@dataclass(frozen=True)
class PersonRows:
    """Rows of people, a column each and all as long.

    `person` and `home` are pseudonyms in the source (rows × 2; a home of noughts is unknown);
    `buurt` and `street` codes, empty when unknown; `born` a year; `begins` and `ends` days since
    1970, NO_END for what goes on; `category` what the source parts its rows into.
    """

    person: NDArray[np.uint64]
    home: NDArray[np.uint64]
    buurt: NDArray[np.object_]
    street: NDArray[np.object_]
    born: NDArray[np.int16]
    begins: NDArray[np.int32]
    ends: NDArray[np.int32]
    category: NDArray[np.object_]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.begins)


@dataclass(frozen=True)
class CountedRows:
    """Rows that were counted before they came: a count per area, category and age group.

    `age` is empty where all ages are counted together; `capacity` is -1 where none is said.
    """

    area: NDArray[np.object_]
    category: NDArray[np.object_]
    age: NDArray[np.object_]
    count: NDArray[np.int64]
    capacity: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.count)


_HALVES = ("person", "home")


def write_rows(folder: Path, name: str, rows: PersonRows | CountedRows) -> None:
    """Write a snapshot under a name, whole or not at all; nobody else may read it.

    Raises OSError when there is no room.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f".{secrets.token_hex(8)}.part"
    try:
        with duckdb.connect() as database:
            database.register("given", _columns(rows))
            database.execute(
                f"COPY (SELECT * FROM given) TO '{part}' (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608
            )
        part.chmod(0o600)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(folder / name)
    finally:
        part.unlink(missing_ok=True)


def _columns(rows: PersonRows | CountedRows) -> dict[str, NDArray[np.generic]]:
    columns: dict[str, NDArray[np.generic]] = {}
    for field in fields(rows):
        value = getattr(rows, field.name)
        if field.name in _HALVES:
            columns[f"{field.name}_1"] = np.ascontiguousarray(value[:, 0])
            columns[f"{field.name}_2"] = np.ascontiguousarray(value[:, 1])
        else:
            columns[field.name] = value
    return columns


def read_people(file: Path) -> PersonRows:
    """Read a snapshot of rows of people. Raises FileNotFoundError."""
    return PersonRows(**_read(file))


def read_counted(file: Path) -> CountedRows:
    """Read a snapshot of counts. Raises FileNotFoundError."""
    return CountedRows(**_read(file))


def _read(file: Path) -> Mapping[str, Any]:
    if not file.exists():
        raise FileNotFoundError(file)
    with duckdb.connect() as database:
        found = database.execute("SELECT * FROM read_parquet(?)", [str(file)]).fetchnumpy()
    columns = {name: np.asarray(values) for name, values in found.items()}
    for name in _HALVES:
        if f"{name}_1" in columns:
            halves = columns.pop(f"{name}_1"), columns.pop(f"{name}_2")
            columns[name] = np.column_stack(halves)
    return columns
