# SPDX-License-Identifier: EUPL-1.2
"""Reads the numbers of a table as a person would: by what the other cells of it say (pure).

`27.520` is 27520 in a Dutch spreadsheet and 27.52 in a program. One cell cannot tell; its column
and its file can: whoever writes 2,1 with a comma uses the point for thousands. A count of people is
whole, so that 27.520 inhabitants are never 27.52. What stays in doubt is refused, never guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from meedoen.vocabulary.number import as_decimal, as_grouped

UNKNOWN_WORDS = {
    "", ".", "..", "na", "n/a", "nan", "null", "none", "x", "geheim", "onbekend",
}  # fmt: skip
SECRET_BELOW = Decimal(-99990)
LARGEST = Decimal(10) ** 14
LONGEST = 60
_FEWER = "write fewer than 15 digits"
POINT, COMMA = ".", ","
_OTHER = {POINT: COMMA, COMMA: POINT}
_WHOLE = re.compile(r"[0-9]+")
_FIGURES = re.compile(r"[0-9.,' ’]*[0-9]")
_BETWEEN_THOUSANDS = str.maketrans("'’", "  ")
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?[eE][-+]?[0-9]+")


class NoNumber(ValueError):
    """A cell that is no number: `what` is wrong and `advice` what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}; {advice}")
        self.what = what
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it is written: what it is for who has the point, or the comma, for fractions.

    A number that both read alike has the same value under both; one that a mark cannot have
    written has no value under that mark.
    """

    text: str
    by_mark: Mapping[str, Decimal]
    plain: bool = False

    @property
    def certain(self) -> str | None:
        """The mark for fractions that this cell proves; None when it proves nothing."""
        return next(iter(self.by_mark)) if len(self.by_mark) == 1 else None

    @property
    def doubtful(self) -> bool:
        """Whether the two marks make another number of it."""
        return len(set(self.by_mark.values())) > 1


@lru_cache(maxsize=50_000)
def written(cell: str) -> Written | None:
    """Take a cell apart; None when it says that the figure is unknown. Raises NoNumber."""
    if cell.casefold() in UNKNOWN_WORDS:
        return None
    sign = -1 if cell.startswith(("-", "\u2212")) else 1
    digits = re.sub("^[-+\u2212] ?", "", cell)
    if len(digits) > LONGEST:
        raise NoNumber(f"{cell[:LONGEST]!r}… is no number that fits", _FEWER)
    found = {mark: sign * value for mark, value in _values(digits).items()}
    if not found:
        raise _no_number(cell)
    if any(abs(value) >= LARGEST for value in found.values()):
        raise NoNumber(f"{cell!r} is no number that fits", _FEWER)
    return Written(cell, found, _WHOLE.fullmatch(digits) is not None)


def _values(digits: str) -> dict[str, Decimal]:
    """Give what digits without a sign mean under each mark for fractions."""
    if not _FIGURES.fullmatch(digits):
        return {}
    figures = digits.translate(_BETWEEN_THOUSANDS)
    found: dict[str, Decimal] = {}
    whole, fraction = as_grouped(figures), as_decimal(figures)
    if whole:
        found = {mark: whole.value for mark in (POINT, COMMA) if mark not in figures}
    if fraction:
        found[max(POINT, COMMA, key=figures.rfind)] = fraction.value
    return found


def _no_number(cell: str) -> NoNumber:
    if _SCIENTIFIC.fullmatch(cell):
        return NoNumber(
            f"{cell!r} is no number written in full; digits may be lost",
            "give the column the format of a number without decimals and save it again",
        )
    if cell in ("-", "\u2013", "\u2014"):
        return NoNumber(f"{cell!r} is no number", "write 0 for none, or leave unknown empty")
    if cell.startswith("#"):
        return NoNumber(f"{cell!r} is no number but a fault of the spreadsheet", "mend it there")
    return NoNumber(f"{cell!r} is no number", "write a number or leave it empty")


def mark_of(cells: Iterable[Written]) -> str | None:
    """Give the one mark for fractions that cells prove; None for no proof, or proof of both."""
    proven = {cell.certain for cell in cells} - {None}
    return proven.pop() if len(proven) == 1 else None


def mark_of_counts(cells: Sequence[Written]) -> str | None:
    """Give the mark for fractions that doubtful cells of whole numbers point to.

    A count has no fraction, so 27.520 has points for thousands. Not when every such cell ends in
    noughts (27.000 may be 27), nor beside 27520, which was written without any points.
    """
    doubtful = [cell for cell in cells if cell.doubtful]
    for mark in (POINT, COMMA):
        whole = [cell.by_mark[mark] % 1 == 0 for cell in doubtful]
        if doubtful and not all(whole) and not _large_and_plain(cells):
            return _OTHER[mark] if _all_whole(doubtful, _OTHER[mark]) else None
    return None


def _all_whole(cells: Sequence[Written], mark: str) -> bool:
    return all(cell.by_mark[mark] % 1 == 0 for cell in cells)


def _large_and_plain(cells: Iterable[Written]) -> bool:
    return any(cell.plain and abs(next(iter(cell.by_mark.values()))) >= 1000 for cell in cells)


def value_of(cell: Written, mark: str | None) -> Decimal | None:
    """Give the value when fractions have this mark; None for secret. Raises NoNumber in doubt."""
    if cell.plain:
        value = next(iter(cell.by_mark.values()))
        return None if value < SECRET_BELOW else value
    values = set(cell.by_mark.values())
    if len(values) > 1 and mark is None:
        one, other = sorted(values)
        raise NoNumber(
            f"{cell.text!r} can be {one.normalize():f} or {other.normalize():f}",
            "write the numbers without points or commas for thousands",
        )
    value = cell.by_mark[mark] if mark and mark in cell.by_mark else values.pop()
    return None if value < SECRET_BELOW else value
