# SPDX-License-Identifier: EUPL-1.2
"""Reads values of an invoice, and keeps what is wrong with each (pure)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from meedoen.interop.findings import WrongValue
from meedoen.interop.masking import shown
from meedoen.interop.written import UnreadableValue, cents_in, day_in, number_in
from meedoen.interop.xml.trees import one_in, text_in

Read = TypeVar("Read")
EURO = "EUR"
LONGEST = 100


class InvoicePart:
    """One part of an invoice, where values are read; what is wrong with them stands in `faults`.

    A value that is not there is None, or an empty text.
    """

    def __init__(self, element: Any, place: str) -> None:
        """Read in an element, of which `place` is the path."""
        self.element, self.place = element, place
        self.faults: list[WrongValue] = []

    def wrong(self, column: str, value: str, reason: str) -> None:
        """Keep what is wrong."""
        self.faults.append(WrongValue(self.place, column, shown(value), f"{reason}."))

    def amount(self, *names: str, needed: bool = False) -> int | None:
        """Read an amount in cents; one in another currency than the euro is wrong."""
        found = one_in(self.element, *names)
        currency = "" if found is None else found.get("currencyID", EURO).strip()
        if currency not in ("", EURO):
            self.wrong(names[-1], currency, "alleen bedragen in euro (EUR) worden geboekt")
            return None
        return self._read(names, cents_in, needed)

    def day(self, *names: str, needed: bool = False) -> date | None:
        """Read a day."""
        return self._read(names, day_in, needed)

    def number(self, *names: str) -> Decimal | None:
        """Read a number with decimals, as a quantity."""
        return self._read(names, number_in, needed=False)

    def text(self, *names: str, needed: bool = False) -> str:
        """Read a text of a hundred characters at most."""
        said = text_in(self.element, *names)
        if len(said) > LONGEST:
            self.wrong(names[-1], said, f"dit is langer dan {LONGEST} tekens")
        elif needed and not said:
            self.wrong(names[-1], "", "dit ontbreekt")
        return said[:LONGEST]

    def _read(
        self, names: tuple[str, ...], read: Callable[[str], Read], needed: bool
    ) -> Read | None:
        said = text_in(self.element, *names)
        if not said:
            if needed:
                self.wrong(names[-1], "", "dit ontbreekt")
            return None
        try:
            return read(said)
        except UnreadableValue as no:
            self.wrong(names[-1], said, str(no))
            return None
