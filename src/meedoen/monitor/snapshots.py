# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a file that was loaded: columns (Parquet), one file per source and year.

A snapshot is written beside its place and put there at once, so there is a whole one or none. Only
who loads and the worker read this folder; pages have no way to it. A column of words is kept as
numbers, its words once beside it: a million texts take a second to make, and a count needs none.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

NO_CAPACITY = -1
"""Where it is not said for how many there is place."""
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


@dataclass(frozen=True)
class WordColumn:
    """A column of words as numbers: row r holds `words[codes[r]]`; each word once, in order."""

    codes: NDArray[np.uint32]
    words: tuple[str, ...]

    @classmethod
    def of(cls, texts: NDArray[np.object_]) -> WordColumn:
        """Make one of a word per row."""
        rows = texts.tolist()
        words = tuple(sorted(set(rows)))
        at = {word: place for place, word in enumerate(words)}
        return cls(np.array([at[text] for text in rows], dtype=np.uint32), words)

    def texts(self) -> NDArray[np.object_]:
        """Give the word of each row."""
        return np.array([*self.words, ""], dtype=object)[self.codes]


_HALVES = ("person", "home")
_WORDS = ("buurt", "street", "category", "area", "age")


def write_rows(folder: Path, name: str, rows: PersonRows | CountedRows) -> None:
    """Write a snapshot under a name, whole or not at all; nobody else may read it.

    Raises OSError when there is no room.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f".{secrets.token_hex(8)}.part"
    columns, words = _columns(rows)
    kept = ", ".join(f"{column}: {_quoted(json.dumps(list(of)))}" for column, of in words.items())
    try:
        with duckdb.connect() as database:
            database.register("given", columns)
            database.execute(
                f"COPY (SELECT * FROM given) TO {_quoted(str(part))} "  # noqa: S608 - quoted
                f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{kept}}})"
            )
        part.chmod(0o600)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(folder / name)
    finally:
        part.unlink(missing_ok=True)


def _quoted(text: str) -> str:
    """Write a text as SQL does; this command takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


def _columns(
    rows: PersonRows | CountedRows,
) -> tuple[dict[str, NDArray[np.generic]], dict[str, tuple[str, ...]]]:
    columns: dict[str, NDArray[np.generic]] = {}
    words: dict[str, tuple[str, ...]] = {}
    for field in fields(rows):
        value = getattr(rows, field.name)
        if field.name in _HALVES:
            columns[f"{field.name}_1"] = np.ascontiguousarray(value[:, 0])
            columns[f"{field.name}_2"] = np.ascontiguousarray(value[:, 1])
        elif field.name in _WORDS:
            column = WordColumn.of(value)
            columns[field.name], words[field.name] = column.codes, column.words
        else:
            columns[field.name] = value
    return columns, words


def read_people(file: Path) -> PersonRows:
    """Read a snapshot of rows of people. Raises FileNotFoundError."""
    return PersonRows(**_texts(read_columns(file)))


def read_counted(file: Path) -> CountedRows:
    """Read a snapshot of counts. Raises FileNotFoundError."""
    return CountedRows(**_texts(read_columns(file)))


def _texts(columns: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        name: column.texts() if isinstance(column, WordColumn) else column
        for name, column in columns.items()
    }


def read_columns(
    file: Path,
    wanted: Collection[str] = (),
    database: duckdb.DuckDBPyConnection | None = None,
) -> dict[str, Any]:
    """Read columns of a snapshot, all when none is named, words still as a WordColumn.

    Who reads many hands its own `database` in: opening one takes longer than reading a file.
    Raises FileNotFoundError.
    """
    if not file.exists():
        raise FileNotFoundError(file)
    if database is None:
        with duckdb.connect() as opened:
            return read_columns(file, wanted, opened)
    halves = [f"{name}_{half}" for name in wanted if name in _HALVES for half in (1, 2)]
    asked = ", ".join([*halves, *(name for name in wanted if name not in _HALVES)]) or "*"
    found = database.execute(
        f"SELECT {asked} FROM read_parquet(?)",  # noqa: S608 - names of ours
        [str(file)],
    ).fetchnumpy()
    columns: dict[str, Any] = {name: np.asarray(values) for name, values in found.items()}
    for name in _HALVES:
        if f"{name}_1" in columns:
            pair = columns.pop(f"{name}_1"), columns.pop(f"{name}_2")
            columns[name] = np.column_stack(pair)
    told = database.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(file)])
    for key, value in told.fetchall():
        if key.decode() in columns:
            column = WordColumn(columns[key.decode()], tuple(json.loads(value)))
            columns[key.decode()] = column
    return columns
