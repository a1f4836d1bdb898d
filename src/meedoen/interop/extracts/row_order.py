# SPDX-License-Identifier: EUPL-1.2
"""Sees whether the rows of a sheet stand in their order (pure).

What reads workbooks leaves a row out, and says nothing, when its number is not higher than that of
the row above it.
"""

from __future__ import annotations

import re

from meedoen.interop.findings import Refused

_LONGEST_TAG = 1 << 20
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])([^>]*)>")
_OWN_NUMBER = re.compile(rb"\sr\s*=\s*[\"']([^\"']*)[\"']")
_WHOLE = re.compile(rb"\s*([0-9]{1,9})(?:\.0+)?\s*")


class RowOrder:
    """Takes the text of one part of a workbook in stretches, cut anywhere."""

    def __init__(self) -> None:
        """Begin above the first row."""
        self._open, self._last = b"", 0

    def read(self, stretch: bytes) -> None:
        """Look at the rows in the next stretch. Raises Refused when one is not below the last."""
        text = self._open + stretch
        begins = text.rfind(b"<")
        # The last tag can go on in the next stretch.
        self._open = text[begins:] if begins >= 0 and b">" not in text[begins:] else b""
        if len(self._open) > _LONGEST_TAG:
            raise _broken()
        for tag in _ROW.finditer(text):
            own = _OWN_NUMBER.search(tag[1])
            self._last = self._below(own[1]) if own else self._last + 1

    def _below(self, written: bytes) -> int:
        number = _WHOLE.fullmatch(written)
        if number is None or int(number[1]) <= self._last:
            raise _broken()
        return int(number[1])


def _broken() -> Refused:
    return Refused(
        "deze werkmap is beschadigd: de rijen van een blad staan niet op volgorde; "
        "bewaar haar opnieuw als .xlsx"
    )
