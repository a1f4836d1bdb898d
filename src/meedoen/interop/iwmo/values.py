# SPDX-License-Identifier: EUPL-1.2
"""What may stand in one element of a message: a code, a number, a day, a text (pure).

Each kind says in plain Dutch what is wrong with a text, or nothing. It is as strict as the schemas
of the standard (release 2.3), and stricter on what a person would call wrong: a bsn must pass the
eleven test, and a year has four digits.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from meedoen.interop.xml.content import SPACE
from meedoen.vocabulary.bsn import Bsn

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?")
# Noughts in front without end would make a number longer than what is kept of a value.
_WHOLE = re.compile(r"[+-]?0{0,80}([0-9]{1,15})")
_BUREAU = re.compile(r"0{8}|98(?!0{6})[0-9]{6}")
_VAT = re.compile(r"NL[0-9]{9}B[0-9]{2}")
_MOST_NAMED = 30


class Holds(Protocol):
    """What an element without others in it may hold."""

    def fault(self, text: str) -> str | None:
        """Say in Dutch what is wrong with a text; None when nothing is."""


@dataclass(frozen=True)
class FreeText:
    """A text of one line, with something to read in it; a comment may have more lines."""

    most: int | None
    lines: bool = False

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        if not text.strip(SPACE):
            return "is leeg"
        if not self.lines and re.search(r"[\n\r]", text):
            return "heeft meer dan een regel"
        if self.most and len(text) > self.most:
            return f"is langer dan {self.most} tekens"
        return None


@dataclass(frozen=True)
class FixedDigits:
    """A number as text: so many digits, no more and no less."""

    count: int

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        good = re.fullmatch(rf"[0-9]{{{self.count}}}", text)
        return None if good else f"moet uit precies {self.count} cijfers bestaan"


@dataclass(frozen=True)
class TelephoneDigits:
    """A telephone number as the standard writes it: digits only."""

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        good = re.fullmatch(r"[0-9]{1,15}", text)
        return None if good else "moet uit 1 tot 15 cijfers bestaan"


@dataclass(frozen=True)
class Initials:
    """The first letters of somebody's names, without dots."""

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        # À up to ỳ, as the standard has it: every letter of a Latin script.
        good = re.fullmatch("[a-zA-Z\u00c0-\u1ef3]{1,6}", text)
        return None if good else "moet uit 1 tot 6 letters bestaan, zonder punten"


@dataclass(frozen=True)
class WholeNumber:
    """A whole number from 0, with or without spaces around it."""

    most: int

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        number = whole(text)
        if number is None:
            return "moet een heel getal zijn"
        return None if 0 <= number <= self.most else f"moet van 0 tot en met {self.most} zijn"


@dataclass(frozen=True)
class Exactly:
    """One number and no other: what tells which message of which release this is."""

    value: str
    spaced: bool = False

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        found = text.strip(SPACE) if self.spaced else text
        return None if found == self.value else f"moet {self.value} zijn"


@dataclass(frozen=True)
class CalendarDay:
    """A day as 2026-01-31, with or without spaces around it, without a time zone."""

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        return None if day(text) else "moet een dag zijn die bestaat, geschreven als 2026-01-31"


@dataclass(frozen=True)
class ClockTime:
    """A time of day as 09:30:00, without a time zone."""

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        good = _CLOCK.fullmatch(text.strip(SPACE))
        return None if good else "moet een tijd zijn, geschreven als 09:30:00"


@dataclass(frozen=True)
class CodeOf:
    """A code of a list, as it stands there."""

    codes: Collection[str]

    def fault(self, text: str) -> str | None:
        """Say what is wrong, with the list where that is short."""
        if text in self.codes:
            return None
        named = ", ".join(self.codes) if len(self.codes) <= _MOST_NAMED else ""
        return "staat niet in de codelijst" + (f" ({named})" if named else "")


@dataclass(frozen=True)
class InvoiceNumber:
    """The number of an invoice: letters and figures only."""

    most: int

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        good = re.fullmatch(rf"[a-zA-Z0-9]{{1,{self.most}}}", text)
        return None if good else f"moet uit 1 tot {self.most} letters en cijfers bestaan"


@dataclass(frozen=True)
class VatNumber:
    """The number by which an entrepreneur is known for VAT."""

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        good = _VAT.fullmatch(text)
        return None if good else "moet een btw-nummer zijn, geschreven als NL123456789B01"


@dataclass(frozen=True)
class BureauDigits:
    """The code of an office that sends messages for others; eight noughts are nobody."""

    def fault(self, text: str) -> str | None:
        """Say what is wrong."""
        good = _BUREAU.fullmatch(text)
        return None if good else "moet 98 met zes cijfers zijn, of acht nullen"


@dataclass(frozen=True)
class BsnDigits:
    """A bsn: nine digits that pass the eleven test."""

    def fault(self, text: str) -> str | None:
        """Say what is wrong, without the number."""
        if not re.fullmatch(r"[0-9]{9}", text):
            return "is geen bsn: dat heeft precies negen cijfers"
        try:
            Bsn(text)
        except ValueError:
            return "is geen bsn: de negen cijfers voldoen niet aan de elfproef"
        return None


def day(text: str) -> date | None:
    """Read a day as the standard writes it; None when it is none."""
    written = text.strip(SPACE)
    if not _DAY.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def whole(text: str) -> int | None:
    """Read a whole number of at most fifteen digits; None when it is none."""
    match = _WHOLE.fullmatch(text.strip(SPACE))
    return int(text) if match else None
