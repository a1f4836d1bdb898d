# SPDX-License-Identifier: EUPL-1.2
"""Reads costs in a table: rows with the same number are one document (pure but for the reading).

A document is weighed as a whole: where its total is not the sum of its rows, none of them is taken,
and other documents of the table are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from meedoen.interop.extracts.records import Record
from meedoen.interop.findings import Refused, WrongValue, refused_whole
from meedoen.interop.incoming import IncomingDocument, IncomingFile, IncomingLine
from meedoen.interop.listed.columns import FIXED_PARTNER, fields_of, name_of
from meedoen.interop.listed.reading import ReadRow
from meedoen.interop.listed.tables import rows_of
from meedoen.interop.masking import masked_whole, shown
from meedoen.interop.written import number_in, rounded, typed_cents, typed_day
from meedoen.vocabulary.bsn import Bsn
from meedoen.vocabulary.money import Money
from meedoen.vocabulary.units import typed_unit

STANDARD = "tabel"
_YES, _NO = ("ja", "j", "1", "true", "waar"), ("", "nee", "n", "0", "false", "onwaar")


def read_costs(path: Path, kind: str, *, recoverable: bool = False) -> IncomingFile:
    """Read a table of invoices, subsidies, or of what the SVB paid or the CAK collected.

    `recoverable` holds for rows that do not say themselves whether their VAT is had back from the
    BCF. Raises Refused for what is no table, misses a column, or of which no document can be taken.
    """
    heading, rows = rows_of(path)
    fields = fields_of(heading.cells, kind, heading.line)
    read = [_TableRow(row, fields, len(heading.cells), kind, recoverable) for row in rows]
    if not read:
        raise refused_whole("er staat geen enkele rij onder de koppen", str(heading.line))
    loose = tuple(one.line() for one in read if not one.document)
    together: dict[tuple[str, str], list[_TableRow]] = {}
    for one in read:
        if one.document:
            together.setdefault(one.document, []).append(one)
    documents = tuple(_document(of, key) for key, of in together.items())
    file = IncomingFile(documents, loose)
    if not file.taken and documents:
        found = tuple(fault for faults in file.findings() for fault in faults)
        raise Refused(next(one for one in documents).refusing[0].reason, found)
    return file


@dataclass(frozen=True)
class _Said:
    """What a row says, as it was read; None where it says nothing or cannot be read."""

    issued: date | None
    first_day: date | None
    last_day: date | None
    net: int | None
    vat: int
    total: int | None
    quantity: Decimal | None


class _TableRow(ReadRow):
    """One row of costs while it is read."""

    def __init__(
        self, row: Record, fields: Mapping[str, int], width: int, kind: str, recoverable: bool
    ) -> None:
        super().__init__(row, fields, width, name_of)
        self._recoverable = recoverable
        self.said = self._read()
        partner = FIXED_PARTNER.get(kind) or self.needed("partner")
        number = self.needed("number")
        named = bool(partner and number) and not any(
            one.column in (name_of("partner"), name_of("number")) for one in self.faults
        )
        self.document = (partner, number) if named else None

    def told(self, field: str, value: str) -> str:
        """Give a value as it may be shown: of a bsn its last two digits."""
        return masked_whole(value) if field == "bsn" else super().told(field, value)

    def _read(self) -> _Said:
        self.needed("issued")
        self.needed("net")
        issued, first, last = (
            self.read_as(field, typed_day) for field in ("issued", "first_day", "last_day")
        )
        if first and last and last < first:
            self.wrong("last_day", self.texts["last_day"], "de einddatum ligt voor de begindatum")
        net = self.read_as("net", typed_cents)
        quantity = self.read_as("quantity", number_in)
        self._must_be_price(net, quantity)
        vat = self.read_as("vat", typed_cents)
        rate = self.read_as("rate", number_in)
        if vat is None and rate is not None and net is not None:
            vat = rounded(net * rate / 100)
        if bsn := self.texts.get("bsn"):
            try:
                Bsn(bsn.zfill(9))
            except ValueError:
                self.wrong("bsn", bsn, "dit is geen geldig burgerservicenummer")
        total = self.read_as("total", typed_cents)
        return _Said(issued, first, last, net, vat or 0, total, quantity)

    def _must_be_price(self, net: int | None, quantity: Decimal | None) -> None:
        """See that an amount is quantity times price, where a row says both."""
        price = self.read_as("price", number_in)
        if net is None or quantity is None or price is None:
            return
        asked = rounded(quantity * price * 100)
        if asked != net:
            self.wrong("net", str(Money(net)), f"dit is niet aantal maal prijs ({Money(asked)})")

    def _had_back(self) -> bool:
        text = self.texts.get("recoverable", "").lower()
        if text not in (*_YES, *_NO):
            self.wrong("recoverable", text, "schrijf ja of nee")
        return self._recoverable if not text else text in _YES

    def line(self) -> IncomingLine:
        """Give the row as a line of a document."""
        had_back = self._had_back()
        return IncomingLine(
            place=self.place,
            day=self.said.last_day or self.said.issued,
            product=self.texts.get("product", ""),
            product_code=self.texts.get("product_code", ""),
            commitment=self.texts.get("commitment", ""),
            net_cents=self.said.net,
            vat_cents=self.said.vat,
            recoverable=had_back,
            bsn=bsn.zfill(9) if (bsn := self.texts.get("bsn", "")) else "",
            faults=tuple(self.faults),
            unit=typed_unit(self.texts.get("unit", "")),
            quantity=self.said.quantity,
        )


def _document(rows: list[_TableRow], key: tuple[str, str]) -> IncomingDocument:
    lines = tuple(row.line() for row in rows)
    days = [day for row in rows for day in (row.said.issued, row.said.first_day, row.said.last_day)]
    known = [day for day in days if day]
    asked = sum((row.said.net or 0) + row.said.vat for row in rows)
    totals = {row.said.total for row in rows if row.said.total is not None}
    told = sha256()
    for row in rows:
        # In which unit is counted changes nothing of what is asked, and was not read before.
        said = sorted(one for one in row.texts.items() if one[1] and one[0] != "unit")
        told.update(repr(said).encode())
    partner, number = key
    return IncomingDocument(
        standard=STANDARD,
        partner=partner,
        number=number,
        first_day=min(known, default=date.min),
        last_day=max(known, default=date.min),
        total_cents=asked,
        settled_cents=0,
        digest=told.hexdigest(),
        place=rows[0].place,
        column=name_of("number"),
        lines=lines,
        refusing=tuple(_refusing(rows, number, totals, asked)),
        notes=(*_without_total(rows, number), *_of_another(rows, partner)),
    )


def _without_total(rows: list[_TableRow], number: str) -> Iterator[WrongValue]:
    if "total" not in rows[0].texts:
        why = f"{shown(number)}: zonder totaal is niet te zien of de rijen kloppen"
        yield WrongValue(rows[0].place, name_of("total"), "", why)


def _of_another(rows: list[_TableRow], partner: str) -> Iterator[WrongValue]:
    """Note a supplier in what SVB or CAK sends: perhaps it is a table of invoices."""
    named = next(
        (one for one in rows if one.texts.get("partner", partner) not in ("", partner)), None
    )
    if named is not None:
        why = f"de leverancier telt hier niet: dit wordt geboekt als van {partner}. Klopt --as?"
        yield WrongValue(named.place, name_of("partner"), shown(named.texts["partner"]), why)


def _refusing(
    rows: list[_TableRow], number: str, totals: set[int], asked: int
) -> Iterator[WrongValue]:
    """Say why none of the rows of a document is taken; nothing when they are."""
    place, column = rows[0].place, name_of("total")
    readable = all(row.said.net is not None and not row.faults_of("total", "vat") for row in rows)
    if len(totals) > 1:
        yield WrongValue(place, column, "", f"{shown(number)}: de rijen noemen meer dan één totaal")
    elif not totals and "total" in rows[0].texts and readable:
        yield WrongValue(place, column, "", f"{shown(number)}: het totaal ontbreekt")
    elif totals and readable and totals != {asked}:
        said = Money(next(iter(totals)))
        yield WrongValue(
            place, column, str(said),
            f"{shown(number)}: het totaal ({said}) is niet de som van de rijen ({Money(asked)})",
        )  # fmt: skip
