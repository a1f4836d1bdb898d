# SPDX-License-Identifier: EUPL-1.2
"""Invented rows of seventeen sources over seven years, as snapshots and as others would keep them.

The others get it easier: who is who is open in their files, and a buurt is a number already.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.given import NO_END
from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.snapshots import PersonRows, write_rows
from meedoen.monitor.sources.registry import KEYS

YEARS = tuple(range(2018, 2025))
OPENING = Pseudonyms("a secret", "GM9901")
PER_HOME = 2.2
# Of people in sources some are in many: numbers of people are drawn with this power.
_SKEW = 1.6


@dataclass(frozen=True)
class Country:
    """How many residents rows are drawn from, how many rows, and in how many buurten they live."""

    residents: int
    rows: int

    @property
    def buurten(self) -> list[str]:
        """Give the codes of all buurten, in order; about 1,250 residents each."""
        number = min(9_999, max(3, self.residents // 1250))
        return [f"BU9901{at:04d}" for at in range(number)]


def days(year: int) -> tuple[int, int]:
    """Give the first and the last day of a year, since 1970."""
    first, after = (np.datetime64(f"{one}-01-01").astype(int) for one in (year, year + 1))
    return int(first), int(after) - 1


def snapshot_of(folder: Path, source: str, year: int) -> Path:
    """Give the file of a snapshot."""
    return folder / f"{source}-{year}.parquet"


def opened_of(folder: Path, source: str, year: int) -> Path:
    """Give the file that the others read."""
    return folder / f"open-{source}-{year}.parquet"


def write(folder: Path, country: Country) -> None:
    """Write all files."""
    chance = np.random.default_rng(1)
    for year in YEARS:
        for source in KEYS:
            write_one(folder, country, source, year, chance)


def write_one(
    folder: Path, country: Country, source: str, year: int, chance: np.random.Generator
) -> None:
    """Write the two files of one source over one year."""
    number = country.rows // (len(YEARS) * len(KEYS))
    drawn = chance.random(number) ** _SKEW * country.residents
    # Somebody with a low number is anybody: neighbours in the draw do not live together.
    who = drawn.astype(np.int64) * 7_368_787 % country.residents
    home = (who // PER_HOME).astype(np.int64)
    buurt = home * 1_299_709 % len(country.buurten) + 1
    known = chance.random(number) < 0.97
    first, last = days(year)
    begins = np.where(
        chance.random(number) < 0.4, chance.integers(first, last + 1, number),
        first - chance.integers(1, 900, number),
    )  # fmt: skip
    ends = np.where(
        chance.random(number) < 0.3,
        np.minimum(np.maximum(begins, first) + chance.integers(0, 300, number), last - 1),
        NO_END,
    )
    ends = np.maximum(ends, np.maximum(begins, first))
    rows = PersonRows(
        person=OPENING.of_people((b"%09d" % one for one in who.tolist()), source),
        home=_homes(home, known, source),
        buurt=np.array(["", *country.buurten], dtype=object)[np.where(known, buurt, 0)],
        street=np.full(number, "", dtype=object),
        born=(year - 30 - who * 31 % 90 + 60).astype(np.int16) - np.int16(year - 2024),
        begins=begins.astype(np.int32),
        ends=ends.astype(np.int32),
        category=np.full(number, "01", dtype=object),
    )
    write_rows(folder, snapshot_of(folder, source, year).name, rows)
    with duckdb.connect() as database:
        database.register(
            "given",
            {
                "person": OPENING.links(rows.person, source),
                "home": np.where(known, OPENING.links(rows.home, source), 0),
                "buurt": np.where(known, buurt, 0).astype(np.uint16),
                "born": rows.born,
                "begins": rows.begins,
                "ends": rows.ends,
                "domain": np.full(number, KEYS.index(source), dtype=np.uint8),
                "year": np.full(number, year, dtype=np.int16),
            },
        )
        to = opened_of(folder, source, year)
        database.execute(
            f"COPY (SELECT * FROM given) TO '{to}' (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608
        )


def _homes(home: NDArray[np.int64], known: NDArray[np.bool_], source: str) -> NDArray[np.uint64]:
    made = OPENING.of_homes((b"%d" % one for one in home.tolist()), source).copy()
    made[~known] = 0
    return made
