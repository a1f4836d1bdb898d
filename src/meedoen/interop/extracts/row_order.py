# SPDX-License-Identifier: EUPL-1.2
"""Sees whether the rows of a sheet, and the cells of a row, stand in their order (pure).

What reads workbooks says nothing of a row or a cell that does not stand behind the one before it:
it leaves out one of the two.
"""

from __future__ import annotations

import re
from functools import lru_cache

from meedoen.interop.findings import Refused

_LONGEST_TAG = 1 << 20
_TAG = re.compile(rb"<(?:[\w.-]+:)?(sheetData|row|c)(?=[\s/>])([^>]*)>")
_WHERE = re.compile(rb"\sr\s*=\s*[\"']([^\"']*)[\"']")
_ROW = re.compile(rb"\s*([0-9]{1,9})(?:\.0+)?\s*")
_CELL = re.compile(rb"([A-Z]{1,3})([0-9]{1,9})")


class RowOrder:
    """Takes the text of one part of a workbook in stretches, cut anywhere."""

    def __init__(self) -> None:
        """Begin above the first row."""
        self._open, self._within = b"", False
        self._row = self._column = 0

    def read(self, stretch: bytes) -> None:
        """Look at the rows and cells of the next stretch. Raises Refused when one is misplaced."""
        text = self._open + stretch
        begins = text.rfind(b"<")
        # The last tag can go on in the next stretch.
        self._open = text[begins:] if begins >= 0 and b">" not in text[begins:] else b""
        if len(self._open) > _LONGEST_TAG:
            raise _broken()
        for tag in _TAG.finditer(text):
            kind, where = tag[1], _WHERE.search(tag[2])
            # Other parts have lists of cells too, in an order of their own.
            if kind == b"sheetData":
                self._within = True
            elif self._within and kind == b"row":
                self._row, self._column = self._below(where[1] if where else b""), 0
            elif self._within:
                self._column = self._beside(where[1]) if where else self._column + 1

    def _below(self, written: bytes) -> int:
        found = _ROW.fullmatch(written or b"%d" % (self._row + 1))
        if found is None or int(found[1]) <= self._row:
            raise _broken()
        return int(found[1])

    def _beside(self, written: bytes) -> int:
        found = _CELL.fullmatch(written)
        column = _number(found[1]) if found else 0
        if found is None or int(found[2]) != self._row or column <= self._column:
            raise _broken()
        return column


@lru_cache(maxsize=1024)
def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _broken() -> Refused:
    return Refused(
        "deze werkmap is beschadigd: de rijen of cellen van een blad staan niet op volgorde; "
        "bewaar haar opnieuw als .xlsx"
    )
