# SPDX-License-Identifier: EUPL-1.2
"""The citizen service number. It never shows itself: not in a repr, a log, a template or a text."""

import re
from dataclasses import dataclass, field

from meedoen.vocabulary.levelling import levelled

HIDDEN = "[nummer weggehaald]"
# Looked for from every number, so that a digit before it hides nothing.
_NINE = re.compile(r"(?<!\d)(?=(?P<number>\d(?:[\s._/-]{0,3}\d){8})(?!\d))")


@dataclass(frozen=True)
class Bsn:
    """Nine digits that pass the eleven test (Besluit BSN). Raises ValueError otherwise.

    `repr` and `str` are masked; whoever truly needs the digits asks for `.digits`.
    """

    digits: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be a bsn, without repeating it in the message."""
        if not re.fullmatch(r"[0-9]{9}", self.digits) or not self._passes_eleven_test():
            raise ValueError("Dit is geen geldig burgerservicenummer. Controleer de negen cijfers.")

    def _passes_eleven_test(self) -> bool:
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        total = sum(w * int(d) for w, d in zip(weights, self.digits, strict=True))
        return total % 11 == 0 and self.digits != "000000000"

    def __str__(self) -> str:
        """Show that there is a number, not which."""
        return "Bsn(•••••••••)"


def bsns_in(text: str) -> list[tuple[int, int]]:
    """Give where a text holds a number that can be a bsn, however it is written: from, until."""
    level, found = levelled(text), list[tuple[int, int]]()
    for match in _NINE.finditer(level.plain):
        start, end = level.typed(*match.span("number"))
        if _can_be(match["number"]) and (not found or start >= found[-1][1]):
            found.append((start, end))
    return found


def _can_be(number: str) -> bool:
    try:
        Bsn(re.sub(r"\D", "", number))
    except ValueError:
        return False
    return True


def without_bsn(text: str) -> str:
    """Replace each number in a text that can be a bsn; others stay as they are (I10, I20)."""
    for start, end in reversed(bsns_in(text)):
        text = f"{text[:start]}{HIDDEN}{text[end:]}"
    return text
