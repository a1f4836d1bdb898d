# SPDX-License-Identifier: EUPL-1.2
"""The rows of one source over one year, opened for counting (pure).

Here it shows who is who: a part lives in the memory of the job that counts, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.snapshots import PersonRows, WordColumn, read_columns
from meedoen.monitor.sources.registry import EVERY

DOMAINS = EVERY
"""What a person can take part in at once; the place of each is its bit in a mask."""
DURING, AT_START, AT_END = range(3)
NEEDED = ("person", "home", "buurt", "street", "born", "begins", "ends")
_WORDS = ("buurt", "street")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class SourcePart:
    """Rows of one source that touch a year, a column each and all as long.

    `links` and `homes` are the same in every source (a home of nought is unknown); `buurt` and
    `street` count in their words; `times` holds three bits: during the year, on the day before it,
    on its last day.
    """

    source: str
    links: NDArray[np.uint64]
    homes: NDArray[np.uint64]
    buurt: WordColumn
    street: WordColumn
    born: NDArray[np.int16]
    begins: NDArray[np.int32]
    times: NDArray[np.uint8]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.links)


def bit(domain: str) -> int:
    """Give the bit of a domain in a mask. Raises ValueError for one that is none."""
    return 1 << DOMAINS.index(domain)


def read_part(
    file: Path,
    source: str,
    year: int,
    opening: Pseudonyms,
    objections: NDArray[np.uint64] | None = None,
    database: duckdb.DuckDBPyConnection | None = None,
) -> SourcePart:
    """Read the rows of a source from their snapshot. Raises FileNotFoundError."""
    return _part(read_columns(file, NEEDED, database), source, year, opening, objections)


def part_of(
    rows: PersonRows,
    source: str,
    year: int,
    opening: Pseudonyms,
    objections: NDArray[np.uint64] | None = None,
) -> SourcePart:
    """Open rows of a source; those outside the year, and of who objects, stay out.

    `objections` are the links of who does not want to be counted.
    """
    columns = {name: getattr(rows, name) for name in NEEDED}
    columns |= {name: WordColumn.of(columns[name]) for name in _WORDS}
    return _part(columns, source, year, opening, objections)


def _part(
    columns: Mapping[str, Any],
    source: str,
    year: int,
    opening: Pseudonyms,
    objections: NDArray[np.uint64] | None,
) -> SourcePart:
    begins, ends = columns["begins"], columns["ends"]
    first, after = _day(year), _day(year + 1)
    during = (begins < after) & (ends >= first)
    at_start = during & (begins < first)
    at_end = during & (ends >= after - 1)
    times = during.view(np.uint8) | (at_start.view(np.uint8) << 1) | (at_end.view(np.uint8) << 2)
    links = opening.links(columns["person"], source)
    kept = during
    if objections is not None:
        kept = kept & ~np.isin(links, objections)
    homes = np.where(columns["home"].any(axis=1), opening.links(columns["home"], source), 0)
    found = SourcePart(
        source, links, homes.astype(np.uint64), columns["buurt"], columns["street"],
        columns["born"], begins, times,
    )  # fmt: skip
    return found if kept.all() else _only(found, kept)


def _only(part: SourcePart, kept: NDArray[np.bool_]) -> SourcePart:
    buurt, street = (WordColumn(one.codes[kept], one.words) for one in (part.buurt, part.street))
    columns = (part.born[kept], part.begins[kept], part.times[kept])
    return SourcePart(part.source, part.links[kept], part.homes[kept], buurt, street, *columns)


def _day(year: int) -> int:
    """Give the first of January in days since 1970."""
    return (date(year, 1, 1) - _EPOCH).days
