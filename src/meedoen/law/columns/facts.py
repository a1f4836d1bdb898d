# SPDX-License-Identifier: EUPL-1.2
"""The facts of one question as columns, each looked at once, and only when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.column import (
    EXACTLY,
    LARGEST,
    Column,
    NotOnColumns,
    bounds_of,
    categorised,
)
from meedoen.law.columns.symbols import OPEN, TYPES
from meedoen.law.errors import UnusableFact

KINDS = {"b": "bool", "i": "number", "u": "number", "f": "number", "M": "date"}
PLACES = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
FIGURES = 1e15
"""Two decimals of fifteen figures are never the same float, so the float tells which it was."""
_FIRST_DAY, _LAST_DAY = (np.datetime64(day, "D") for day in (date.min, date.max))


@dataclass(frozen=True, slots=True)
class Sight:
    """All that the steps depend on, of one column: with equal sights the steps are the same.

    `certain` says that everybody is known; `bounds` are those of whole numbers, widened to powers
    of two so that another population has the same, and None for floats that are no decimals of a
    few places; `parts` in how many parts of one they count; `categories` are its texts or lists.
    """

    kind: str
    dtype: str = "?"
    certain: bool = False
    bounds: tuple[int, int] | None = None
    categories: tuple[Any, ...] | None = None
    parts: int = 1


class Facts:
    """The columns of facts by name."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        sizes = {len(column.known) for column in columns.values()}
        sizes |= {len(column.values) for column in columns.values()}
        if len(sizes) != 1:
            raise UnusableFact("the columns of facts must be there, and be equally long")
        self.given = columns
        self.size = sizes.pop()
        self._sights: dict[str, Sight] = {}
        self._columns: dict[str, Column] = {}
        self._numbered: dict[str, tuple[Column, int]] = {}

    @property
    def columns(self) -> dict[str, Column]:
        """All columns, as `column` gives them."""
        return {name: self.column(name) for name in self.given}

    def column(self, name: str) -> Column:
        """The column, in which what is no value is not known: no number, no day of the calendar."""
        if name not in self._columns:
            self._columns[name] = _values_only(self.given[name])
        return self._columns[name]

    def sight(self, name: str) -> Sight | None:
        """What the steps depend on; None without such a column. Raises NotOnColumns."""
        if name not in self.given:
            return None
        if name not in self._sights:
            self._sights[name] = self._look(name)
        return self._sights[name]

    def numbered(self, name: str) -> Column:
        """The column, with texts, lists and decimals as whole numbers. Raises NotOnColumns."""
        return self._as_numbers(name)[0]

    def _as_numbers(self, name: str) -> tuple[Column, int]:
        if name not in self._numbered:
            column = categorised(self.column(name))
            numbers = column.categories is None and column.values.dtype.kind == "f"
            self._numbered[name] = _counted(column) if numbers else (column, 1)
        return self._numbered[name]

    def values(self, name: str) -> NDArray[Any]:
        """The numbers, days since 1970 or codes that stand for a fact."""
        values = self.numbered(name).values
        return values.view(np.int64) if values.dtype.kind == "M" else values

    def known(self, name: str) -> NDArray[np.bool_]:
        """Whose fact is known."""
        return np.asarray(self.column(name).known)

    def _look(self, name: str) -> Sight:
        if not self.column(name).known.any():
            return Sight(OPEN)
        column, parts = self._as_numbers(name)
        certain = bool(column.known.all())
        told = column.categories
        if told is not None:
            kind = "list" if told and isinstance(told[0], tuple) else "text"
            return Sight(kind, column.values.dtype.str, certain, None, told or ("",))
        if column.values.dtype.kind not in KINDS:
            raise NotOnColumns(f"a column of {column.values.dtype}")
        kind = KINDS[column.values.dtype.kind]
        if kind != "number":
            return Sight(kind, TYPES[kind], certain)
        if not parts:
            return Sight(kind, "<f8", certain)
        low, high = _widened(column.values)
        narrow = low >= -LARGEST and high <= LARGEST
        return Sight(kind, "<i4" if narrow else "<f8", certain, (low, high), None, parts)


def _values_only(column: Column) -> Column:
    """The same column, without what only numpy takes for a number or a day.

    Days are whole days; floats are as wide as Python's, with the value they are written as.
    """
    values, known = np.asarray(column.values), np.asarray(column.known, dtype=bool)
    kind = values.dtype.kind
    if column.categories is not None or kind not in "fMO":
        return column
    if kind == "M":
        days = values.astype("datetime64[D]", copy=False)
        good = (days >= _FIRST_DAY) & (days <= _LAST_DAY)
        return _with(column, np.where(good, days, _FIRST_DAY), known & good, good)
    if kind == "f":
        wide = values if values.dtype == np.float64 else _as_written(values)
        good = np.isfinite(wide)
        return _with(column, wide, known & good, good)
    good = np.array([not _no_number(value) for value in values.tolist()], dtype=bool)
    return _with(column, values, known & good, good)


def _with(column: Column, values: Any, known: Any, good: Any) -> Column:
    return Column(values, column.known if good.all() else known, column.deciding, None)


def _no_number(value: Any) -> bool:
    """NaN, NaT and the like are not even themselves; infinity is no number either."""
    if isinstance(value, list | str | dict):
        return False
    return bool(value != value) or value in (float("inf"), float("-inf"))


def _as_written(values: NDArray[Any]) -> NDArray[np.float64]:
    """Narrower (or wider) floats by the shortest decimal that gives them: 0.1 stays 0.1."""
    return np.array([float(str(value)) for value in values], dtype=np.float64)


def _counted(column: Column) -> tuple[Column, int]:
    """Floats as whole numbers of tenths, hundredths …; in 0 parts when they are no decimals."""
    values = np.where(column.known, column.values, 0)
    largest = np.abs(values).max(initial=0)
    for parts in PLACES:
        if largest * parts > FIGURES:
            break
        whole = np.rint(values * parts)
        if np.array_equal(whole / parts, values):
            narrow = largest * parts <= LARGEST
            return Column(whole.astype(np.int32) if narrow else whole, column.known), parts
    return column, 0


def _widened(values: NDArray[Any]) -> tuple[int, int]:
    """Bounds for whole numbers; refuses those that floats do not tell apart."""
    low, high = bounds_of(values)
    if max(-low, high) > EXACTLY:
        raise NotOnColumns("whole numbers larger than floats tell apart")
    return -min(_at_most(-low), EXACTLY), min(_at_most(high), EXACTLY)


def _at_most(number: int) -> int:
    """The next power of two, less one; nothing for what is less than nothing."""
    return (1 << max(number, 0).bit_length()) - 1
