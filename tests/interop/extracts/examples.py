# SPDX-License-Identifier: EUPL-1.2
"""Invented files of each source, made from the registry."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import count

from meedoen.monitor.sources.registry import sources
from meedoen.monitor.sources.specification import (
    DateRole,
    MonitorSource,
    SourceField,
    SourceShape,
    ValueKind,
)

YEAR = 2026
Cells = dict[str, str]


def bsn(number: int) -> str:
    """Give the invented number that starts with these figures and passes the eleven test."""
    for start in count(number):
        figures = f"{start:08d}"
        last = sum(w * int(f) for w, f in zip(range(9, 1, -1), figures, strict=True)) % 11
        if last < 10 and figures.strip("0"):
            return f"{figures}{last}"
    raise AssertionError


def shapes() -> Iterator[tuple[MonitorSource, SourceShape]]:
    """Give each form of each source."""
    return ((source, shape) for source in sources() for shape in source.shapes)


def named(pair: tuple[MonitorSource, SourceShape]) -> str:
    return f"{pair[0].key}-{pair[1].form.value}"


def value(field: SourceField, number: int) -> str:
    """Give a good value of a field, another one for each number."""
    codes = list(field.codes)
    match field.kind:
        case ValueKind.BSN:
            return bsn(10_000_000 + 37 * number)
        case ValueKind.CODE:
            return codes[number % len(codes)]
        case ValueKind.DATE:
            return f"{YEAR}-{'09' if field.role is DateRole.END else '03'}-{number % 28 + 1:02d}"
        case ValueKind.MONTH:
            return f"{YEAR}-{number % 12 + 1:02d}"
        case ValueKind.YEAR:
            return str(YEAR)
        case ValueKind.SCHOOL_YEAR:
            return f"{YEAR - 1}/{YEAR}"
        case ValueKind.AREA:
            return f"BU9901{number % 10000:04d}"
        case ValueKind.POSTCODE:
            return f"{1000 + number % 9000}AB"
        case ValueKind.PRODUCT:
            return f"{number % 100:02d}A{number % 90 + 10}"
        case ValueKind.NUMBER | ValueKind.AMOUNT:
            return f"{number % 1000},50"
        case ValueKind.HOUSE_NUMBER:
            return str(number % 1000 + 1)
        case ValueKind.COUNT | ValueKind.IDENTIFIER:
            return str(number % 100_000)


def good_rows(shape: SourceShape, number: int = 12) -> list[Cells]:
    """Give rows with which nothing is wrong."""
    return [{one.name: value(one, n) for one in shape.fields} for n in range(number)]


def as_csv(
    rows: Sequence[Cells],
    separator: str = ";",
    *,
    quoting: int = csv.QUOTE_MINIMAL,
    end: str = "\n",
) -> bytes:
    """Write rows as a table, the headings of the first row on top."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerow(rows[0])
    writer.writerows(list(row.values()) for row in rows)
    return text.getvalue().encode()
