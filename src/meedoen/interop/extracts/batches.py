# SPDX-License-Identifier: EUPL-1.2
"""Rows of a file in batches: as bytes with the places of their cells, or as texts (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from meedoen.interop.extracts.quick import PADDING, Cells, words_of
from meedoen.interop.extracts.records import Record

Places = NDArray[np.int64]
_QUOTE, _NEWLINE, _RETURN = 34, 10, 13
# The first bytes by which it is sure that a cell holds more than spaces.
_INK = np.array([32 < byte < 128 for byte in range(256)])


@dataclass(frozen=True)
class Misfit:
    """A row that cannot be taken apart into the columns of its file, and why."""

    line: int
    reason: str


class SlicedRows:
    """Rows that lie in one stretch of bytes, with where each cell of them begins and ends."""

    def __init__(self, data: bytes, starts: Places, ends: Places, lines: Places) -> None:
        """Keep the bytes, PADDING behind them, and per row and column the places in them."""
        self._data, self._starts, self._ends = data, starts, ends
        self._words = words_of(data)
        self.lines = lines

    def cells(self, place: int) -> Cells:
        """Give a column as the readers of whole columns take it."""
        starts = np.ascontiguousarray(self._starts[:, place])
        return Cells(self._words, starts, self._ends[:, place] - starts)

    def texts(self, place: int, rows: Sequence[int]) -> list[str]:
        """Give the texts of some rows of a column."""
        data = self._data
        starts, ends = self._starts[rows, place].tolist(), self._ends[rows, place].tolist()
        return [data[start:end].decode() for start, end in zip(starts, ends, strict=True)]

    def first_filled(self, place: int) -> int | None:
        """Give the first row in which more than spaces stands in a column; None when none does."""
        rows = np.flatnonzero(self._ends[:, place] > self._starts[:, place])
        texts = self.texts(place, rows.tolist())
        return next(
            (row for row, text in zip(rows.tolist(), texts, strict=True) if text.strip()), None
        )


class ListedRows:
    """Rows whose cells are texts already, from a workbook or between difficult quotes."""

    def __init__(self, rows: Sequence[Sequence[str]], lines: Sequence[int]) -> None:
        """Keep the cells of each row, and on which line or row of the file each stands."""
        self._rows = rows
        self.lines: Places = np.array(lines, dtype=np.int64)

    def cells(self, place: int) -> None:
        """Say that no column lies ready to be read at once."""
        return

    def texts(self, place: int, rows: Sequence[int]) -> list[str]:
        """Give the texts of some rows of a column."""
        return [self._rows[row][place] for row in rows]

    def first_filled(self, place: int) -> int | None:
        """Give the first row in which more than spaces stands in a column; None when none does."""
        return next((at for at, row in enumerate(self._rows) if row[place].strip()), None)


@dataclass(frozen=True)
class Batch:
    """Some rows of a file, and those beside them that do not fit its columns."""

    rows: SlicedRows | ListedRows
    misfits: list[Misfit] = field(default_factory=list)


def listed(records: Sequence[Record], width: int) -> Batch:
    """Make a batch of records; a row of which all cells are empty is none."""
    filled = [one for one in records if one.fault or any(map(str.strip, one.cells))]
    fits = [one for one in filled if not one.fault and len(one.cells) == width]
    misfits = [
        Misfit(one.line, one.fault or _number(len(one.cells), width))
        for one in filled
        if one.fault or len(one.cells) != width
    ]
    return Batch(ListedRows([one.cells for one in fits], [one.line for one in fits]), misfits)


def _number(found: int, width: int) -> str:
    few = "te weinig" if found < width else "te veel"
    return f"{few} velden: hier staan er {found}, en er zijn {width} koppen"


def has_easy_quotes(block: bytes, separator: str) -> bool:
    """Tell whether each quote of a block opens or closes a cell in which nothing parts."""
    if b'"' not in block:
        return True
    data = np.frombuffer(b"\n" + block + b"\n", dtype=np.uint8)
    quotes = np.flatnonzero(data == _QUOTE)
    if len(quotes) % 2:
        return False
    parting = (data == ord(separator)) | (data == _NEWLINE)
    opens, closes = quotes[::2], quotes[1::2]
    behind = data[closes + 1]
    ends = parting[closes + 1] | (
        (behind == _RETURN) & (data[np.minimum(closes + 2, len(data) - 1)] == _NEWLINE)
    )
    if not (parting[opens - 1].all() and ends.all()):
        return False
    places = np.flatnonzero(parting)
    return bool((np.searchsorted(places, opens) == np.searchsorted(places, closes)).all())


def sliced(block: bytes, separator: str, numbered: Places, width: int) -> Batch:
    """Find the cells of whole lines of which the quotes are easy; lines without a cell are none.

    `numbered` says for each line which of the file it is.
    """
    whole = block if block.endswith(b"\n") else block + b"\n"
    padded = whole + PADDING
    data = np.frombuffer(padded, dtype=np.uint8)
    inside = data[: len(whole)]
    ends = np.flatnonzero((inside == ord(separator)) | (inside == _NEWLINE))
    last = np.flatnonzero(inside[ends] == _NEWLINE)
    first = np.concatenate(([0], last[:-1] + 1))
    numbers = last - first + 1
    fits = numbers == width
    starts = np.concatenate(([0], ends[:-1] + 1))
    if fits.all():
        stops, begins = ends.reshape(-1, width), starts.reshape(-1, width)
    else:
        of_row = first[fits][:, np.newaxis] + np.arange(width)
        stops, begins = ends[of_row], starts[of_row]
    returns = data[np.maximum(stops[:, -1] - 1, 0)] == _RETURN
    stops[:, -1] -= returns & (stops[:, -1] > begins[:, -1])
    if b'"' in block:
        quoted = (data[begins] == _QUOTE) & (stops > begins)
        begins, stops = begins + quoted, stops - quoted
    lines = numbered[fits]
    empty = _empty_rows(data, begins, stops)
    if len(empty):
        begins, stops = np.delete(begins, empty, axis=0), np.delete(stops, empty, axis=0)
        lines = np.delete(lines, empty)
    rows = SlicedRows(padded, begins, stops, lines)
    return Batch(rows, list(_misfits(whole, ends, first, last, fits, numbered, separator, width)))


def _empty_rows(data: NDArray[np.uint8], begins: Places, stops: Places) -> Places:
    """Find the rows in which nothing but spaces stands, in every cell of them."""
    left = np.arange(len(begins))
    # In the first columns of most rows something stands: few are looked at further.
    for begin, stop in zip(begins.T, stops.T, strict=True):
        if not len(left):
            break
        left = left[(stop[left] == begin[left]) | ~_INK[data[begin[left]]]]
    blank = [
        row
        for row in left.tolist()
        if not any(
            data[begin:stop].tobytes().decode().strip()
            for begin, stop in zip(begins[row].tolist(), stops[row].tolist(), strict=True)
            if stop > begin
        )
    ]
    return np.array(blank, dtype=np.int64)


def _misfits(
    whole: bytes, ends: Places, first: Places, last: Places, fits: NDArray[np.bool_],
    numbered: Places, separator: str, width: int,
) -> list[Misfit]:  # fmt: skip
    found = []
    for row in np.flatnonzero(~fits).tolist():
        begin = 0 if first[row] == 0 else int(ends[first[row] - 1]) + 1
        number = int(last[row] - first[row]) + 1
        line = whole[begin : int(ends[last[row]])]
        if line.decode().translate({ord('"'): " ", ord(separator): " "}).strip():
            found.append(Misfit(int(numbered[row]), _number(number, width)))
    return found
