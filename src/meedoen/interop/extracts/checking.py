# SPDX-License-Identifier: EUPL-1.2
"""Holds rows of a source against its specification: values, days, year and duplicates (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from meedoen.interop.extracts.batches import Batch, Listed, Places, Sliced
from meedoen.interop.extracts.headings import Column, Layout
from meedoen.interop.extracts.periods import Found, outside, turned_around
from meedoen.interop.extracts.profiles import Profile
from meedoen.interop.extracts.quick import Numbers, Truths, quick_reader
from meedoen.interop.extracts.values import Wrong, reader_of
from meedoen.interop.findings import Finding
from meedoen.interop.masking import MASK, masked_whole, shown

_MOST_REMEMBERED = 100_000


@dataclass(frozen=True)
class Checked:
    """What was found in a batch: its findings in the order of the file, and the rows of it.

    `good` and `keys` are of the rows that fit the columns, `lines` where those stand; `keys`
    holds a column of numbers for each field that may not come back together.
    """

    findings: Sequence[Finding]
    misfits: int
    lines: Places
    good: Truths
    keys: tuple[Numbers, ...]

    @property
    def rows(self) -> int:
        """Count the rows."""
        return self.misfits + len(self.lines)

    @property
    def bad(self) -> int:
        """Count the rows with which something is wrong."""
        return self.misfits + int((~self.good).sum())


class Checker:
    """Checks batches of one file; remembers what it read before, since values come back."""

    def __init__(self, layout: Layout, profile: Profile, year: int) -> None:
        """Make ready what reads each column; `year` is the year a row has to touch."""
        self.layout, self._year = layout, year
        self._columns = [_ColumnReader(one, profile) for one in layout.columns]
        self._key = [layout[name] for name in layout.shape.key]

    def check(self, batch: Batch) -> Checked:
        """Check the rows of a batch."""
        rows, size = batch.rows, len(batch.rows.lines)
        values: dict[str, Numbers] = {}
        fine: dict[str, Truths] = {}
        good = np.ones(size, dtype=bool)
        found: list[tuple[int, int, Finding]] = [
            (one.line, 0, Finding(str(one.line), "", "", one.reason)) for one in batch.misfits
        ]
        for order, reader in enumerate(self._columns):
            name = reader.column.field.name
            values[name], fine[name], wrong = reader.read(rows)
            good &= fine[name]
            for row, finding in wrong:
                found.append((int(rows.lines[row]), order, finding))
        for column, row, reason in self._between(values, fine):
            good[row] = False
            place = int(rows.lines[row])
            typed = in_a_report(rows.texts(column.place, np.array([row]))[0])
            finding = Finding(str(place), in_a_report(column.heading), typed, reason)
            found.append((place, len(self._columns), finding))
        found.sort(key=lambda one: one[:2])
        keys = tuple(values[one.field.name] for one in self._key if one)
        return Checked([one for _, _, one in found], len(batch.misfits), rows.lines, good, keys)

    def _between(self, values: dict[str, Numbers], fine: dict[str, Truths]) -> Iterator[Found]:
        """Give what is wrong with the days of rows, beside each other and beside the year."""
        yield from turned_around(self.layout, values, fine, self._year)
        yield from outside(self.layout, values, fine, self._year)


class _ColumnReader:
    """Reads one column: at once where that is sure, and the other cells one by one."""

    def __init__(self, column: Column, profile: Profile) -> None:
        self.column = column
        codes = dict(column.codes)
        self._quick = quick_reader(column.field, profile.dates, codes)
        self._read = reader_of(column.field, profile.dates)
        self._codes = codes
        self._remembered: dict[str, int | Wrong] = {}
        self._empty_is_fine = not column.field.required and "" not in codes

    def read(self, rows: Sliced | Listed) -> tuple[Numbers, Truths, list[tuple[int, Finding]]]:
        """Give the value of each row, whether it is one, and what is wrong with the others."""
        size = len(rows.lines)
        values = np.zeros(size, dtype=np.uint64)
        fine = np.zeros(size, dtype=bool)
        cells = rows.cells(self.column.place)
        if cells is not None:
            if self._quick:
                sure, read = self._quick(cells)
                fine, values = sure, np.where(sure, read, values)
            if self._empty_is_fine:
                fine = fine | (cells.lengths == 0)
        left = np.flatnonzero(~fine)
        wrong = []
        for row, text in zip(left.tolist(), rows.texts(self.column.place, left), strict=True):
            value = self._value(text)
            if isinstance(value, Wrong):
                wrong.append((row, self._finding(int(rows.lines[row]), text, value)))
            else:
                values[row], fine[row] = value, True
        return values, fine, wrong

    def _value(self, text: str) -> int | Wrong:
        found = self._remembered.get(text)
        if found is None:
            try:
                found = self._read(self._codes.get(text.strip(" \t\u00a0"), text))
            except Wrong as wrong:
                found = wrong.with_traceback(None)
            if len(self._remembered) < _MOST_REMEMBERED and len(text) < _MOST_SHOWN:
                self._remembered[text] = found
        return found

    def _finding(self, line: int, text: str, wrong: Wrong) -> Finding:
        value = in_a_bsn_column(text) if self.column.field.about_a_person else in_a_report(text)
        return Finding(str(line), in_a_report(self.column.heading), value, str(wrong))


_MOST_SHOWN = 80


def in_a_bsn_column(text: str) -> str:
    """Mask what stands in a column of bsns, whatever it is."""
    if text.isascii() and text.isdigit():
        return MASK + text[-2:]
    return masked_whole(text[:1000])


def in_a_report(text: str) -> str:
    """Give what of a value is said, with each number in it that may be a bsn masked."""
    return text if text.isascii() and len(text) < 8 else _said(text)


@lru_cache(maxsize=4096)
def _said(text: str) -> str:
    # The same days and headings come back again and again.
    return shown(text, _MOST_SHOWN)


def duplicates(
    checked: Sequence[tuple[Places, Truths, tuple[Numbers, ...]]],
) -> list[tuple[int, int]]:
    """Give the lines of good rows whose key stood in a good row before, each with that first line.

    In the order of the file.
    """
    if not checked or not checked[0][2]:
        return []
    lines = np.concatenate([lines[good] for lines, good, _ in checked])
    keys = [
        np.concatenate([key[at][good] for _, good, key in checked])
        for at in range(len(checked[0][2]))
    ]
    mixed = _mixed(keys)
    ordered = np.sort(mixed)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return []
    first: dict[tuple[int, ...], int] = {}
    found = []
    for row in np.flatnonzero(np.isin(mixed, twice)).tolist():
        # Two keys that are mixed to one number are told apart here.
        key = tuple(int(one[row]) for one in keys)
        line = int(lines[row])
        if key in first:
            found.append((line, first[key]))
        else:
            first[key] = line
    return found


def _mixed(keys: Sequence[Numbers]) -> NDArray[np.uint64]:
    mixed = np.zeros_like(keys[0])
    for key in keys:
        mixed = (mixed ^ key) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed
