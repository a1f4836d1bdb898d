# SPDX-License-Identifier: EUPL-1.2
"""Columns of facts and answers, and what the engine makes of the facts before it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Bits = NDArray[np.unsignedinteger[Any]]


class NotOnColumns(Exception):
    """An expression that only the scalar engine can work out."""


@dataclass(frozen=True, slots=True)
class Column:
    """One value per person, and which of them are known; unknown rows hold any value.

    `deciding` holds per person a bit for each article that decided; None when nobody asked. With
    `categories`, the values are places in that tuple of texts, or of tuples for lists.
    """

    values: NDArray[Any]
    known: Mask
    deciding: Bits | None = None
    categories: tuple[Any, ...] | None = None

    def value(self, row: int) -> Any:
        """The value of one person as plain Python."""
        value = self.values[row]
        if self.categories is not None:
            found = self.categories[int(value)]
            return list(found) if isinstance(found, tuple) else found
        return value.item() if isinstance(value, np.generic) else value


def compact(column: Column) -> Column:
    """The same column as the engine likes it best: texts and lists numbered, numbers in 32 bits.

    What does not fit is given back as it is. Raises NotOnColumns for a mixture.
    """
    if column.values.dtype.kind not in "iu" or not column.values.size:
        return categorised(column)
    low, high = bounds_of(column.values)
    if low < -LARGEST or high > LARGEST:
        return column
    whole = column.values.astype(np.int32, copy=False)
    return Column(whole, column.known, column.deciding, column.categories)


LARGEST = 2**31 - 1
"""What fits in 32 bits on either side of nothing."""
EXACTLY = 2**53
"""Up to here every whole number is a 64-bit float of its own."""


def bounds_of(values: NDArray[Any]) -> tuple[int, int]:
    """The smallest and the largest of some whole numbers."""
    return int(values.min()), int(values.max())


def categorised(column: Column) -> Column:
    """The same texts or lists as numbers, so that each of them is looked at once only.

    A column of something else is given back as it is. Raises NotOnColumns for a mixture.
    """
    if column.categories is not None or column.values.dtype.kind not in "OU":
        return column
    found = _few(column.values) if column.values.dtype.kind == "U" else None
    codes, told = found or _counted(_hashable(column))
    return Column(codes, column.known, column.deciding, told)


def _counted(values: list[Any]) -> tuple[NDArray[Any], tuple[Any, ...]]:
    numbers: dict[Any, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in values]
    return np.array(codes, dtype=np.int32), tuple(numbers)


FEW = 32
WORD = 8


def _few(values: NDArray[np.str_]) -> tuple[NDArray[Any], tuple[str, ...]] | None:
    """As `_counted`, in one byte each; None with more than a few texts, or other than Latin-1."""
    words = _words(values)
    if words is None:
        return None
    codes = np.zeros(len(values), dtype=np.uint8)
    told: list[str] = []
    left = np.ones(len(values), dtype=bool)
    while left.any():
        if len(told) == FEW:
            return None
        first = int(left.argmax())
        here = np.equal(words[0], words[0][first])
        for word in words[1:]:
            here &= word == word[first]
        codes += here.view(np.uint8) * np.uint8(len(told))
        left ^= here
        told.append(str(values[first]))
    return codes, tuple(told)


def _words(values: NDArray[np.str_]) -> list[NDArray[np.uint64]] | None:
    """The letters of each text, eight to a number; None when a letter takes more than a byte."""
    size = values.itemsize // 4
    letters = np.ascontiguousarray(values).view(np.uint32)
    if not letters.size or letters.max() > 255:
        return None
    packed = np.zeros(letters.size + WORD, dtype=np.uint8)
    packed[: letters.size] = letters
    starts = [*range(0, size - WORD, WORD), max(size - WORD, 0)]
    found = [
        np.ndarray(len(values), np.uint64, packed.data, start, strides=(size,)).copy()
        for start in starts
    ]
    if size < WORD:
        found[0] &= np.array([255] * size + [0] * (WORD - size), dtype=np.uint8).view(np.uint64)
    return found


def _hashable(column: Column) -> list[Any]:
    """The texts of a column, or its lists as tuples; the first one where nothing is known."""
    values: list[Any] = column.values.tolist()
    if column.values.dtype.kind == "U":
        return values
    known = column.known.tolist()
    told = [value for value, is_known in zip(values, known, strict=True) if is_known]
    if all(isinstance(value, str) for value in told):
        return [str(v) if is_known else "" for v, is_known in zip(values, known, strict=True)]
    if all(isinstance(value, list) and all(isinstance(v, str) for v in value) for value in told):
        return [tuple(v) if is_known else () for v, is_known in zip(values, known, strict=True)]
    raise NotOnColumns("a column of texts and other things")
