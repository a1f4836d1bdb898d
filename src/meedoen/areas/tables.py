# SPDX-License-Identifier: EUPL-1.2
"""Reads the lines and cells of a CSV file, whatever separates its cells (pure).

The separator is the one under which area codes stand alone in a cell; what stands inside quotes
plays no part. A quote that never closes would swallow every line after it, so it is refused with
the line in which it opens. Source: RFC 4180, and what spreadsheets make of it.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from meedoen.areas.levels import is_region

SEPARATORS = (";", "\t", ",", "|")
SAMPLE = 30
_CLOSE = "close it with a second quote, or take it away"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table: its number in the file, from 1, and its cells without outer spaces."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(bool(cell) for cell in self.cells)

    @property
    def width(self) -> int:
        """How many cells there are up to the last that holds something."""
        return max((at for at, cell in enumerate(self.cells, start=1) if cell), default=0)

    def cell(self, at: int) -> str:
        """Give one cell; "" behind the last."""
        return self.cells[at] if at < len(self.cells) else ""


class TableFault(ValueError):
    """A table that cannot be taken apart: in which line, `what` is wrong, `advice`."""

    def __init__(self, line: int, what: str, advice: str) -> None:
        super().__init__(f"line {line}: {what}; {advice}")
        self.line = line
        self.what = what
        self.advice = advice


def read_rows(text: str) -> tuple[str, list[TableRow]]:
    """Give the separator of a CSV text, and its lines that hold anything.

    Raises TableFault when a quote does not close where it should.
    """
    separator, text = _announced(text)
    separator = separator or _separator(text)
    return separator, [row for row in _rows(text, separator) if row.filled]


def _announced(text: str) -> tuple[str, str]:
    """Take the separator from a first line `sep=;`, which stays as an empty line."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"')
    if said.lower().startswith("sep=") and len(said) == 5:
        return said[4], "\n" + rest
    return "", text


def _separator(text: str) -> str:
    scores = {separator: _score(text, separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: scores[separator])


def _score(text: str, separator: str) -> tuple[int, int]:
    """In how many of the first lines a code stands alone, and into how many cells they fall."""
    rows = list(_rows_before_a_fault(text, separator))
    with_code = [row for row in rows if any(map(is_region, row.cells))]
    first = text.lstrip().partition("\n")[0]
    return len(with_code), max((len(row.cells) for row in rows), default=first.count(separator))


def _rows_before_a_fault(text: str, separator: str) -> Iterator[TableRow]:
    try:
        yield from islice(_rows(text, separator), SAMPLE)
    except TableFault:
        return


def _rows(text: str, separator: str) -> Iterator[TableRow]:
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True
    )
    heading_seen = False
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _fault(begins, str(error)) from error
        if cells is None:
            return
        row = TableRow(begins, tuple(" ".join(cell.split()) for cell in cells))
        if reader.line_num > begins and (heading_seen or any(map(_holds_a_code, row.cells))):
            what = f"the quote that opens in this line goes on until line {reader.line_num}"
            raise TableFault(begins, what, _CLOSE)
        heading_seen = heading_seen or row.filled > 1
        yield row


def _holds_a_code(cell: str) -> bool:
    return any(is_region(word.strip('";,|')) for word in cell.replace(",", " ").split())


def _fault(line: int, error: str) -> TableFault:
    if "expected after" in error:
        return TableFault(line, "there is text behind a quote that closes", _CLOSE)
    return TableFault(line, "the quote that opens in this line never closes", _CLOSE)
