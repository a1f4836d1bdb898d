# SPDX-License-Identifier: EUPL-1.2
"""What stands in a cell of a file (pure).

A text that begins like a formula is run by a spreadsheet that opens it as CSV, and in some also
behind blanks or in full-width form. Source: OWASP, CSV Injection; tendenci#919.
"""

import re
import unicodedata

from meedoen.vocabulary.documents import HIDDEN
from meedoen.vocabulary.words import without_controls

FORMULA_STARTS = frozenset("=+-@|%\t\r\n")
# The last two of every plane are no characters, and XML refuses these two.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
# Halves of characters have no bytes in UTF-8, and for some readers a text ends at its first NUL.
_NOT_IN_TEXT = re.compile("[\x00\ud800-\udfff]")


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula: its first character that can be seen."""
    for character in text:
        if unicodedata.normalize("NFKC", character) in FORMULA_STARTS:
            return True
        if unicodedata.category(character)[0] not in "CZ":
            return False
    return False


def in_text(text: str) -> str:
    """Give a text as a file in UTF-8 can hold it; what it cannot hold is seen as \ufffd."""
    return _NOT_IN_TEXT.sub("\ufffd", text)


def in_xml(text: str) -> str:
    """Give a text as XML can hold it: no control characters, and one for a line break."""
    return _NO_CHARACTERS.sub("", without_controls(text))


def shown(cell: str | int | None) -> str | int:
    """Give a cell with words where a figure is hidden."""
    return HIDDEN if cell is None else cell
