# SPDX-License-Identifier: EUPL-1.2
"""The facts of one question as columns, each looked at once, and only when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.column import LARGEST, Column, bounds_of, categorised
from meedoen.law.columns.symbols import OPEN, TYPES

KINDS = {"b": "bool", "i": "number", "u": "number", "f": "number", "M": "date"}


@dataclass(frozen=True, slots=True)
class Sight:
    """All that the steps depend on, of one column: with equal sights the steps are the same.

    `certain` says that everybody is known; `bounds` are those of whole numbers in 32 bits, widened
    to powers of two so that another population has the same; `categories` are its texts or lists.
    """

    kind: str
    dtype: str = "?"
    certain: bool = False
    bounds: tuple[int, int] | None = None
    categories: tuple[Any, ...] | None = None


class Facts:
    """The columns of facts by name."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self.size = len(next(iter(columns.values())).known)
        self._sights: dict[str, Sight] = {}
        self._numbered: dict[str, Column] = {}

    def sight(self, name: str) -> Sight | None:
        """What the steps depend on; None without such a column. Raises NotOnColumns."""
        if name not in self.columns:
            return None
        if name not in self._sights:
            self._sights[name] = self._look(name)
        return self._sights[name]

    def numbered(self, name: str) -> Column:
        """The column, with texts and lists as numbers. Raises NotOnColumns."""
        if name not in self._numbered:
            self._numbered[name] = categorised(self.columns[name])
        return self._numbered[name]

    def values(self, name: str) -> NDArray[Any]:
        """The numbers, days since 1970 or codes that stand for a fact."""
        values = self.numbered(name).values
        if values.dtype.kind == "M":
            return values.astype("datetime64[D]", copy=False).view(np.int64)
        return values

    def known(self, name: str) -> NDArray[np.bool_]:
        """Whose fact is known."""
        return np.asarray(self.columns[name].known)

    def _look(self, name: str) -> Sight:
        if not self.columns[name].known.any():
            return Sight(OPEN)
        column = self.numbered(name)
        certain = bool(column.known.all())
        told = column.categories
        if told is not None or column.values.dtype.kind not in KINDS:
            kind = "list" if told and isinstance(told[0], tuple) else "text"
            return Sight(kind, column.values.dtype.str, certain, None, told or ("",))
        kind = KINDS[column.values.dtype.kind]
        if kind != "number":
            return Sight(kind, TYPES[kind], certain)
        bounds = _widened(column.values)
        return Sight(kind, "<i4" if bounds else "<f8", certain, bounds)


def _widened(values: NDArray[Any]) -> tuple[int, int] | None:
    """Bounds for whole numbers that fit in 32 bits; None for other numbers."""
    if values.dtype.kind == "f":
        return None
    low, high = bounds_of(values)
    if low < -LARGEST or high > LARGEST:
        return None
    return -_at_most(-low), _at_most(high)


def _at_most(number: int) -> int:
    """The next power of two, less one; nothing for what is less than nothing."""
    return (1 << max(number, 0).bit_length()) - 1
