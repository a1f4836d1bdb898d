# SPDX-License-Identifier: EUPL-1.2
"""The same counts by others from the very snapshots: opened as ours are, then handed to them.

Run: python -m benchmarks.monitor_snapshots duckdb|polars FOLDER ANSWERS [FOLDER OF POLARS].
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from benchmarks import monitor_duckdb
from benchmarks.monitor_rows import OPENING, YEARS, snapshot_of
from meedoen.monitor.parts import NEEDED
from meedoen.monitor.snapshots import read_columns
from meedoen.monitor.sources.registry import KEYS

Columns = dict[str, NDArray[np.generic]]


def main() -> None:
    """Count a year at a time, and keep the answers."""
    peer, folder, answers = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    found: dict[str, list[NDArray[np.generic]]] = {"use": [], "people": [], "homes": []}
    with duckdb.connect() as database:
        monitor_duckdb.prepare(database)
        for year in YEARS:
            columns = opened(folder, year, database)
            for name, rows in _counted(peer, database, columns, year).items():
                found[name].append(rows)
    np.savez(answers, **{name: np.vstack(rows) for name, rows in found.items()})


def _counted(
    peer: str, database: duckdb.DuckDBPyConnection, columns: Columns, year: int
) -> dict[str, NDArray[np.generic]]:
    if peer == "duckdb":
        database.register("opened", columns)
        return monitor_duckdb.counted(database, "opened")
    # Polars lies in an environment of its own, that comes after ours.
    if sys.argv[4] not in sys.path:
        sys.path.append(sys.argv[4])
    found: dict[str, NDArray[np.generic]] = import_module("benchmarks.monitor_polars").of_columns(
        columns, year
    )
    return found


def opened(folder: Path, year: int, database: duckdb.DuckDBPyConnection) -> Columns:
    """Give the rows of a year as the others keep them: who is who, and buurten as numbers."""
    parts = list(_each(folder, year, database))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _each(folder: Path, year: int, database: duckdb.DuckDBPyConnection) -> Iterator[Columns]:
    for domain, source in enumerate(KEYS):
        read = read_columns(snapshot_of(folder, source, year), NEEDED, database)
        homes = np.where(read["home"].any(axis=1), OPENING.links(read["home"], source), 0)
        numbers = [int(word[6:]) + 1 if word else 0 for word in read["buurt"].words]
        yield {
            "person": OPENING.links(read["person"], source),
            "home": homes.astype(np.uint64),
            "buurt": np.array(numbers, dtype=np.uint16)[read["buurt"].codes],
            "born": read["born"],
            "begins": read["begins"],
            "ends": read["ends"],
            "domain": np.full(len(homes), domain, dtype=np.uint8),
            "year": np.full(len(homes), year, dtype=np.int16),
        }


if __name__ == "__main__":
    main()
