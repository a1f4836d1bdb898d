# SPDX-License-Identifier: EUPL-1.2
"""What a declaration says: what was delivered to whom, and what is asked for it (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from meedoen.interop.findings import WrongValue
from meedoen.interop.iwmo.faults import Faults


@dataclass(frozen=True, slots=True)
class DeclaredRow:
    """One Prestatie: what was delivered, and what is asked for it; `amount_cents` may be credit.

    `place` is its path in the message. A number that is not there is an empty text; of a bad row
    what cannot be read is empty or None. `bsn` is in full: never show it. `own` is what is wrong in
    the row, `of_person` what is wrong with the person at `person`, outside his rows.
    """

    place: str
    allocation_number: str
    decision_number: str
    product_category: str
    product_code: str
    first_day: date | None
    last_day: date | None
    volume: int | None
    unit: str
    amount_cents: int | None
    reference: str = field(repr=False)
    bsn: str = field(repr=False)
    own: Faults | None = field(default=None, repr=False)
    person: str = field(default="", repr=False)
    of_person: Faults | None = field(default=None, repr=False)

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with it, nor with whose it is."""
        return not self.own and not self.of_person

    @property
    def faults(self) -> tuple[WrongValue, ...]:
        """Give what is wrong: made when it is asked for, since of one person all rows have it."""
        in_row = self.own.at(self.place) if self.own else ()
        of_person = self.of_person.at(self.place, of=self.person) if self.of_person else ()
        return (*in_row, *of_person)


@dataclass(frozen=True)
class Declaration:
    """One message by which a provider declares what was delivered in a period.

    `standard` is "iwmo" or "ijw", `municipality` four figures as "9901", `provider` the AGB code of
    who declares. Amounts are whole cents, credit less than nought. `digest` is the same for the
    same content however it is written (`xml/content.py`), and differs when anything differs.
    """

    standard: str
    release: str
    municipality: str
    provider: str
    invoice_number: str
    invoice_date: date
    first_day: date
    last_day: date
    total_cents: int
    digest: str
    rows: tuple[DeclaredRow, ...] = field(repr=False)

    # What is worth knowing and makes no row bad: a declaration says nothing of that kind.
    notes: ClassVar[tuple[WrongValue, ...]] = ()

    @property
    def number_of_rows(self) -> int:
        """Count its rows."""
        return len(self.rows)

    def findings(self) -> Iterator[tuple[WrongValue, ...]]:
        """Give what is wrong, per row, in the order of the message."""
        yield from (row.faults for row in self.rows)

    @property
    def bad(self) -> int:
        """Count the rows with which something is wrong."""
        return sum(not row.good for row in self.rows)
