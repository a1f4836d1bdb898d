# SPDX-License-Identifier: EUPL-1.2
"""Reads a whole column at once, as far as it is written the usual way (pure).

Each reader here takes what `values` takes and gives the same number, but only for the writing that
nearly every cell has; it says of which cells it is sure, and the others are read one by one. Eight
bytes of a cell are one number, so that they are compared and added up in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meedoen.interop.extracts.days import WRITTEN, DayOrder
from meedoen.interop.extracts.values import FIRST_YEAR, LAST_YEAR
from meedoen.monitor.sources.specification import SourceField, ValueKind

Numbers = NDArray[np.uint64]
Truths = NDArray[np.bool_]
PADDING = b"\n" * 24
"""What has to stand behind the bytes of the cells, so that eight can always be taken."""

_DIGITS = 0x3030303030303030
_LOW = 0x0F0F0F0F0F0F0F0F
_HIGH = 0xF0F0F0F0F0F0F0F0
_SIX = 0x0606060606060606
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(8)] + [2**64 - 1], dtype=np.uint64)
_CAPITAL_OR_DIGIT = np.zeros(256, dtype=bool)
_CAPITAL_OR_DIGIT[[*b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"]] = True
_LONGEST_CODE = 16
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0], dtype=np.uint64)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Cells:
    """The cells of one column: the bytes of the file, and where each begins and ends."""

    words: Numbers
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]

    def eight(self, offset: int | NDArray[np.int64] = 0) -> Numbers:
        """Give eight bytes of each cell from an offset, the first the lowest."""
        taken: Numbers = self.words[self.starts + offset]
        return taken


Quick = Callable[[Cells], tuple[Truths, Numbers]]


def words_of(padded: bytes) -> Numbers:
    """See eight bytes from each place as one number; `padded` ends in PADDING."""
    return np.ndarray(shape=(len(padded) - 7,), dtype="<u8", buffer=padded, strides=(1,))


def quick_reader(
    field: SourceField, order: DayOrder | None, codes: Mapping[str, str]
) -> Quick | None:
    """Give what reads a column of a field at once; None for what is read one by one.

    `order` and `codes` are those of a profile: how days are written, and our code for theirs.
    """
    if field.kind is ValueKind.CODE:
        return _codes(field, codes)
    if codes:
        return None
    if field.kind is ValueKind.DATE:
        return _days(WRITTEN[:2] if order is None else [one for one in WRITTEN[:2] if one is order])
    return _READERS.get(field.kind)


def _no_more_than_nine(figures: Numbers) -> Truths:
    """Tell where all eight bytes are figures, after `_DIGITS` was taken off."""
    beyond: Truths = ((figures | (figures + np.uint64(_SIX))) & np.uint64(_HIGH)) == 0
    return beyond


def _worth(figures: Numbers) -> Numbers:
    """Make one number of eight figures, the first in the lowest byte."""
    pairs = (figures * np.uint64(10) + (figures >> np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)
    fours = (pairs * np.uint64(100) + (pairs >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
    eights: Numbers = (fours * np.uint64(10_000) + (fours >> np.uint64(32))) & np.uint64(0xFFFFFFFF)
    return eights


def _figures(word: Numbers, length: NDArray[np.int64]) -> tuple[Truths, Numbers]:
    """Read the first one to eight bytes as a whole number."""
    usable = (length >= 1) & (length <= 8)
    shift = np.where(usable, 8 * (8 - length), 0).astype(np.uint64)
    # Noughts before the figures change nothing of what they are worth.
    figures = ((word ^ np.uint64(_DIGITS)) & _MASKS[np.clip(length, 0, 8)]) << shift
    return usable & _no_more_than_nine(figures), _worth(figures)


def _byte(word: Numbers, place: int) -> Numbers:
    taken: Numbers = (word >> np.uint64(8 * place)) & np.uint64(0xFF)
    return taken


def _bsn(cells: Cells) -> tuple[Truths, Numbers]:
    figures, last = cells.eight() ^ np.uint64(_DIGITS), cells.eight(8)
    ninth = _byte(last, 0) - np.uint64(0x30)
    sure = (cells.lengths == 9) & _no_more_than_nine(figures) & (ninth <= 9)
    # The figures at even places times 9, 7, 5, 3, those at odd ones times 8, 6, 4, 2, gathered in
    # the highest sixteen bits (Besluit BSN; the ninth counts as minus one).
    lanes = np.uint64(0x000F000F000F000F)
    even = (figures & lanes) * np.uint64(0x0009000700050003) >> np.uint64(48)
    odd = ((figures >> np.uint64(8)) & lanes) * np.uint64(0x0008000600040002) >> np.uint64(48)
    number = _worth(figures) * np.uint64(10) + ninth
    sure &= ((even + odd + np.uint64(11) - ninth % np.uint64(11)) % np.uint64(11) == 0) & (
        number > 0
    )
    return sure, number


def _days(orders: Sequence[DayOrder]) -> Quick | None:
    readers = {WRITTEN[0]: _year_first, WRITTEN[1]: _day_first}
    chosen = [readers[one] for one in orders]
    if not chosen:
        return None

    def read(cells: Cells) -> tuple[Truths, Numbers]:
        first, rest = cells.eight(), cells.eight(8)
        sure, value = chosen[0](first, rest)
        sure &= cells.lengths == 10
        if len(chosen) > 1:
            left = np.flatnonzero(~sure & (cells.lengths == 10))
            if len(left):
                sure[left], value[left] = chosen[1](first[left], rest[left])
        return sure, value

    return read


def _year_first(first: Numbers, rest: Numbers) -> tuple[Truths, Numbers]:
    """Read 2026-03-01, of which the first eight bytes are `2026-03-`."""
    return _day_of(first ^ np.uint64(0x2D30302D30303030), rest, (0, 5, 8))


def _day_first(first: Numbers, rest: Numbers) -> tuple[Truths, Numbers]:
    """Read 01-03-2026, of which the first eight bytes are `01-03-20`."""
    return _day_of(first ^ np.uint64(0x30302D30302D3030), rest, (6, 3, 0))


def _day_of(first: Numbers, rest: Numbers, places: tuple[int, int, int]) -> tuple[Truths, Numbers]:
    """Read a day when year, month and day stand at these places, and nothing else is left."""
    last = (rest ^ np.uint64(0x3030)) & np.uint64(0xFFFF)
    sure = _no_more_than_nine(first) & _no_more_than_nine(last)
    # What parts them has become nought, which a figure in that place would not be.
    between = {0: 0xFF0000FF00000000, 6: 0x0000FF0000FF0000}[places[0]]
    sure &= (first & np.uint64(between)) == 0
    figure = [*(_byte(first, n) for n in range(8)), _byte(last, 0), _byte(last, 1)]
    ten = np.uint64(10)
    y, m, d = places
    year = ((figure[y] * ten + figure[y + 1]) * ten + figure[y + 2]) * ten + figure[y + 3]
    month, day = figure[m] * ten + figure[m + 1], figure[d] * ten + figure[d + 1]
    leap = (month == 2) & (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    longest = _DAYS[np.minimum(month, 13).astype(np.int64)] + leap
    sure &= (month >= 1) & (day >= 1) & (day <= longest)
    sure &= (year >= FIRST_YEAR) & (year <= LAST_YEAR)
    return sure, (year * np.uint64(12) + month - np.uint64(1)) * np.uint64(31) + day


def _count(cells: Cells) -> tuple[Truths, Numbers]:
    sure, number = _figures(cells.eight(), cells.lengths)
    return sure, number + np.uint64(1)


def _identifier(cells: Cells) -> tuple[Truths, Numbers]:
    sure, number = _figures(cells.eight(), cells.lengths)
    nine = cells.lengths == 9
    if nine.any():
        figures, ninth = (
            cells.eight() ^ np.uint64(_DIGITS),
            _byte(cells.eight(8), 0) - np.uint64(0x30),
        )
        also = nine & _no_more_than_nine(figures) & (ninth <= 9)
        sure, number = sure | also, np.where(also, _worth(figures) * np.uint64(10) + ninth, number)
    return sure, number + np.uint64(1)


def _year(cells: Cells) -> tuple[Truths, Numbers]:
    sure, number = _figures(cells.eight(), cells.lengths)
    sure &= (cells.lengths == 4) & (number >= FIRST_YEAR) & (number <= LAST_YEAR)
    return sure, number


def _hundredths(cells: Cells) -> tuple[Truths, Numbers]:
    """Read 12, and 12,50 or 12.50 with two figures behind the mark."""
    hundred, one = np.uint64(100), np.uint64(1)
    sure, number = _figures(cells.eight(), cells.lengths)
    parted = (cells.lengths >= 4) & (cells.lengths <= 11)
    tail = cells.eight(np.where(parted, cells.lengths - 3, 0))
    mark = _byte(tail, 0)
    whole_sure, whole = _figures(cells.eight(), np.where(parted, cells.lengths - 3, 0))
    tens, ones = _byte(tail, 1) - np.uint64(0x30), _byte(tail, 2) - np.uint64(0x30)
    parted &= whole_sure & (tens <= 9) & (ones <= 9) & ((mark == ord(",")) | (mark == ord(".")))
    part = whole * hundred + tens * np.uint64(10) + ones
    return sure | parted, np.where(parted, part, number * hundred) + one


def _product(cells: Cells) -> tuple[Truths, Numbers]:
    word, length = cells.eight(), cells.lengths
    sure = (length >= 1) & (length <= 8)
    for place in range(8):
        fits = _CAPITAL_OR_DIGIT[_byte(word, place).astype(np.int64)]
        sure &= fits | (length <= place)
    return sure, word & _MASKS[np.clip(length, 0, 8)]


def _area(cells: Cells) -> tuple[Truths, Numbers]:
    """Read a code of figures only; those with letters, as in Amsterdam, are read one by one."""
    word, rest = cells.eight(), cells.eight(8)
    kind = word & np.uint64(0xFFFF)
    buurt, wijk = kind == int.from_bytes(b"BU", "little"), kind == int.from_bytes(b"WK", "little")
    sure = (buurt & (cells.lengths == 10)) | (wijk & (cells.lengths == 8))
    last = np.where(buurt, rest & np.uint64(0xFFFF), np.uint64(0x3030)) << np.uint64(48)
    figures = ((word >> np.uint64(16)) | last) ^ np.uint64(_DIGITS)
    sure &= _no_more_than_nine(figures)
    base, number = np.uint64(36), np.zeros_like(word)
    for place in range(8):
        further = number * base + _byte(figures, place)
        number = further if place < 6 else np.where(buurt, further, number)
    return sure, number * np.uint64(2) + buurt + np.uint64(2)


def _postcode(cells: Cells) -> tuple[Truths, Numbers]:
    word = cells.eight()
    figures = (word & np.uint64(0xFFFFFFFF)) ^ np.uint64(0x30303030)
    first, second = _byte(word, 4), _byte(word, 5)
    sure = (cells.lengths == 6) & _no_more_than_nine(figures) & (_byte(figures, 0) > 0)
    for letter in (first, second):
        sure &= (letter >= ord("A")) & (letter <= ord("Z"))
    sure &= (first != ord("S")) | (
        (second != ord("A")) & (second != ord("D")) & (second != ord("S"))
    )
    number = _worth(figures << np.uint64(32))
    letters = (first - np.uint64(55)) * np.uint64(36) + second - np.uint64(55)
    return sure, number * np.uint64(36 * 36) + letters


def _house_number(cells: Cells) -> tuple[Truths, Numbers]:
    """Read one of figures only, without a nought in front; those with letters go one by one."""
    word, length = cells.eight(), cells.lengths
    sure, _ = _figures(word, length)
    return sure & (_byte(word, 0) != ord("0")), word & _MASKS[np.clip(length, 0, 8)]


def _codes(field: SourceField, translated: Mapping[str, str]) -> Quick:
    numbers = {code: place for place, code in enumerate(field.codes, 1)}
    known = {**numbers, **{theirs: numbers.get(ours, 0) for theirs, ours in translated.items()}}
    short = {
        code.encode(): number
        for code, number in known.items()
        if number and 0 < len(code.encode()) <= _LONGEST_CODE and code == code.strip()
    }
    halves = [(int.from_bytes(c[:8], "little"), int.from_bytes(c[8:], "little")) for c in short]
    first, rest = (np.array(half, dtype=np.uint64) for half in zip(*halves, strict=True))
    mixed = first ^ (rest * _MULTIPLIER)
    order = np.argsort(mixed)
    first, rest, mixed = first[order], rest[order], mixed[order]
    value = np.array(list(short.values()), dtype=np.uint64)[order]
    size = np.array([*map(len, short)])[order]
    long = bool(rest.any())

    def read(cells: Cells) -> tuple[Truths, Numbers]:
        length = cells.lengths
        word = cells.eight() & _MASKS[np.clip(length, 0, 8)]
        tail = np.zeros_like(word)
        if long:
            tail = cells.eight(8) & _MASKS[np.clip(length - 8, 0, 8)]
        at = np.searchsorted(mixed, word ^ (tail * _MULTIPLIER))
        at = np.minimum(at, len(mixed) - 1)
        return (size[at] == length) & (first[at] == word) & (rest[at] == tail), value[at]

    return read


_READERS: Mapping[ValueKind, Quick] = {
    ValueKind.BSN: _bsn,
    ValueKind.COUNT: _count,
    ValueKind.NUMBER: _hundredths,
    ValueKind.AMOUNT: _hundredths,
    ValueKind.IDENTIFIER: _identifier,
    ValueKind.YEAR: _year,
    ValueKind.PRODUCT: _product,
    ValueKind.AREA: _area,
    ValueKind.POSTCODE: _postcode,
    ValueKind.HOUSE_NUMBER: _house_number,
}
