# SPDX-License-Identifier: EUPL-1.2
"""What a file about costs says, whatever it is written in: documents with lines (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from meedoen.interop.findings import WrongValue
from meedoen.vocabulary.units import DeliveredUnit


@dataclass(frozen=True)
class IncomingLine:
    """One line of a document: what is asked for it, in cents; a credit is below nought.

    `place` is its line in a table or its path in a message. `net_cents` is without VAT, and None
    where it cannot be read. `recoverable` says that the VAT is had back from the BCF. `quantity` is
    how many of `unit` it is for, where that is said. `bsn` is in full: never show it.
    """

    place: str
    day: date | None
    product: str
    product_code: str
    commitment: str
    net_cents: int | None
    vat_cents: int = 0
    recoverable: bool = False
    bsn: str = field(default="", repr=False)
    faults: tuple[WrongValue, ...] = ()
    unit: DeliveredUnit | None = None
    quantity: Decimal | None = None

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


@dataclass(frozen=True)
class IncomingDocument:
    """One invoice, or one statement of the SVB or the CAK.

    `partner` is the number by which who asks is known, `total_cents` what is to be paid together,
    `settled_cents` what was paid of it before. `digest` is the same for the same content. `place`
    and `column` say where its number stands. `refusing` is what refuses it whole: none of its lines
    is taken then.
    """

    standard: str
    partner: str
    number: str
    first_day: date
    last_day: date
    total_cents: int
    settled_cents: int
    digest: str
    place: str
    column: str
    lines: tuple[IncomingLine, ...] = field(repr=False)
    refusing: tuple[WrongValue, ...] = ()
    notes: tuple[WrongValue, ...] = ()

    @property
    def has_good_line(self) -> bool:
        """Whether anything of it can be taken in."""
        return any(line.good for line in self.lines)


@dataclass(frozen=True)
class IncomingFile:
    """All documents of one file, and lines that belong to none since they cannot be read."""

    documents: tuple[IncomingDocument, ...]
    loose: tuple[IncomingLine, ...] = ()

    @property
    def taken(self) -> tuple[IncomingDocument, ...]:
        """Give the documents that can be taken in."""
        return tuple(one for one in self.documents if not one.refusing)

    @property
    def number_of_rows(self) -> int:
        """Count all lines."""
        return len(self.loose) + sum(len(one.lines) for one in self.documents)

    @property
    def bad(self) -> int:
        """Count the lines that are not taken in."""
        refused = sum(len(one.lines) for one in self.documents if one.refusing)
        return (
            len(self.loose)
            + refused
            + sum(not line.good for one in self.taken for line in one.lines)
        )

    @property
    def notes(self) -> tuple[WrongValue, ...]:
        """Give what is worth knowing and makes no line bad."""
        return tuple(note for one in self.documents for note in one.notes)

    def findings(self) -> Iterator[tuple[WrongValue, ...]]:
        """Give what is wrong, per line and per document, in the order of the file."""
        found = [line.faults for line in self.loose]
        for one in self.documents:
            found += [one.refusing, *(line.faults for line in one.lines)]
        yield from sorted(filter(None, found), key=_line)


def _line(faults: tuple[WrongValue, ...]) -> int:
    return int(faults[0].row) if faults[0].row.isdigit() else 0
