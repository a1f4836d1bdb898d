# SPDX-License-Identifier: EUPL-1.2
"""Reads one column of a file: at once where that is sure, and the other cells one by one (pure)."""

from __future__ import annotations

import numpy as np

from meedoen.interop.extracts.batches import ListedRows, SlicedRows
from meedoen.interop.extracts.headings import SourceColumn
from meedoen.interop.extracts.profiles import Profile
from meedoen.interop.extracts.quick import Numbers, Truths, quick_reader
from meedoen.interop.extracts.showing import MOST_SHOWN, in_a_bsn_column, in_a_report
from meedoen.interop.extracts.values import Wrong, reader_of

_MOST_REMEMBERED = 100_000
Mistake = tuple[int, str, str]
"""The row within its batch, what stands there as it is shown, and why it is wrong."""


class ColumnReader:
    """Reads the cells of one column; remembers what it read before, since values come back."""

    def __init__(self, column: SourceColumn, profile: Profile) -> None:
        """Make ready for a column, with what a profile says of days and of its codes."""
        self.column, self.name = column, column.field.name
        self._codes = dict(column.codes)
        self._quick = quick_reader(column.field, profile.dates, self._codes)
        self._read = reader_of(column.field, profile.dates)
        self._shown = in_a_bsn_column if column.field.about_a_person else in_a_report
        self._remembered: dict[str, int | str] = {}
        self._empty_is_fine = not column.field.required and "" not in self._codes

    def read(self, rows: SlicedRows | ListedRows) -> tuple[Numbers, Truths, list[Mistake]]:
        """Give the value of each row, whether it is one, and what is wrong with the others."""
        size = len(rows.lines)
        values: Numbers = np.zeros(size, dtype=np.uint64)
        fine: Truths = np.zeros(size, dtype=bool)
        cells = rows.cells(self.column.place)
        if cells is not None:
            if self._quick:
                fine, read = self._quick(cells)
                values = read * fine
            if self._empty_is_fine:
                fine = fine | (cells.lengths == 0)
        left = np.flatnonzero(~fine)
        return (
            values,
            fine,
            self._one_by_one(rows, left.tolist(), values, fine) if len(left) else [],
        )

    def _one_by_one(
        self, rows: SlicedRows | ListedRows, left: list[int], values: Numbers, fine: Truths
    ) -> list[Mistake]:
        """Read the cells of some rows, and put down what they are; give what is wrong."""
        mistakes: list[Mistake] = []
        read: list[tuple[int, int]] = []
        for row, text in zip(left, rows.texts(self.column.place, left), strict=True):
            value = self._remembered.get(text)
            if value is None:
                value = self._value(text)
            if isinstance(value, int):
                read.append((row, value))
            else:
                mistakes.append((row, self._shown(text), value))
        if read:
            places, numbers = zip(*read, strict=True)
            values[list(places)], fine[list(places)] = np.array(numbers, dtype=np.uint64), True
        return mistakes

    def _value(self, text: str) -> int | str:
        """Give what a cell is, or why it is nothing."""
        found: int | str
        try:
            found = self._read(self._codes.get(text.strip(" \t\u00a0"), text))
        except Wrong as wrong:
            # Not itself: it holds on to all that was at hand where it was raised.
            found = wrong.reason
        if len(self._remembered) < _MOST_REMEMBERED and len(text) < MOST_SHOWN:
            self._remembered[text] = found
        return found
