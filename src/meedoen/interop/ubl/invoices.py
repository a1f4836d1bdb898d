# SPDX-License-Identifier: EUPL-1.2
"""Reads an invoice or a credit note in UBL 2 (pure but for the reading).

It is weighed as a whole before a line is taken: lines, allowances and charges, VAT and what is to
be paid have to add up as EN 16931 says (BR-CO-10 to 16). Names count without their prefix, so that
plain UBL, Peppol BIS and NLCIUS are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from meedoen.interop.findings import Refused, WrongValue, named, refused_whole
from meedoen.interop.incoming import IncomingDocument, IncomingFile, IncomingLine
from meedoen.interop.masking import shown
from meedoen.interop.ubl.amounts import EURO, LONGEST, InvoicePart
from meedoen.interop.ubl.parties import doubtful_numbers, supplier_name, supplier_number
from meedoen.interop.ubl.vat import (
    NotTheRate,
    Rate,
    TaxedAmount,
    same_rates,
    vat_in_one_sum,
    vat_of_each,
)
from meedoen.interop.written import UnreadableValue, number_in, rounded
from meedoen.interop.xml.trees import (
    all_in,
    digest_of,
    name_of,
    namespace_of,
    one_in,
    place_of,
    text_in,
    tree_of,
)
from meedoen.vocabulary.money import Money

WHAT = "Een factuur is één bestand"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_LINES = {"Invoice": "InvoiceLine", "CreditNote": "CreditNoteLine"}
_ENVELOPE = "StandardBusinessDocument"
_PEPPOL, _NLCIUS = "peppol", "nlcius"
_CREDIT = "381"
_TOTALS = ("TaxInclusiveAmount", "LineExtensionAmount", "PayableAmount")
ReadLine = tuple[InvoicePart, IncomingLine, Rate | None]
_READ = "Hier wordt een factuur (Invoice) of creditnota (CreditNote) in UBL 2 gelezen."


def read_invoice(path: Path, *, recoverable: bool = False) -> IncomingFile:
    """Read a file that is one invoice or credit note; amounts of a credit note are below nought.

    `recoverable` says that the VAT is had back from the BCF. A line of which something cannot be
    read is bad. Raises Refused, with findings, for what is no such file, a fault in its head, and
    sums that do not hold; those are not compared when an amount of a line cannot be read.
    """
    invoice = _invoice_in(tree_of(path, what=WHAT))
    kind = name_of(invoice)
    head = InvoicePart(invoice, place_of(invoice))
    # A credit note may also be an invoice that says so. Some write such a one with minuses, which
    # take as much back: never is more asked by it.
    says_so = text_in(invoice, "InvoiceTypeCode") == _CREDIT
    credit = kind == "CreditNote" or (says_so and not _below_nought(invoice))
    document = _InvoiceReading(head, -1 if credit else 1, recoverable).document(kind)
    if head.faults:
        raise Refused(f"De factuur klopt niet: {named(head.faults[0])}", tuple(head.faults))
    return IncomingFile((document,))


def _invoice_in(root: Any) -> Any:
    """Give the invoice of a file, also out of the envelope in which Peppol sends it."""
    found = root
    if name_of(root) == _ENVELOPE:
        found = next((one for one in root if name_of(one) in _LINES), root)
    namespace, name = namespace_of(found), name_of(found)
    if name in _LINES and namespace == f"{_UBL}{name}-2":
        version = text_in(found, "UBLVersionID")
        if version and not version.startswith("2."):
            why = f"Dit is UBL {shown(version)}, en die versie kennen we niet."
            raise refused_whole(f"{why} {_READ}", place_of(found), shown(version))
        return found
    if name == "CrossIndustryInvoice":
        why = "Dit is een factuur in CII. Vraag de leverancier om UBL."
    elif namespace.startswith(_UBL):
        why = f"Dit is {shown(name)} met naamruimte {shown(namespace)}."
    else:
        why = f"Dit is geen factuur die wij kennen: {shown(name)} {shown(namespace)}".rstrip() + "."
    raise refused_whole(f"{why} {_READ}", place_of(found), shown(namespace or name))


def _below_nought(invoice: Any) -> bool:
    """Tell whether the first total that an invoice prints has a minus."""
    printed = (text_in(invoice, "LegalMonetaryTotal", one) for one in _TOTALS)
    return next(filter(None, printed), "").startswith("-")


class _InvoiceReading:
    """One invoice while it is read; what is wrong with it as a whole stands in `head.faults`."""

    def __init__(self, head: InvoicePart, sign: int, recoverable: bool) -> None:
        self.head, self.sign, self.recoverable = head, sign, recoverable
        self.invoice = head.element
        self.notes: list[WrongValue] = []
        self._numbers: set[str] = set()

    def document(self, kind: str) -> IncomingDocument:
        head = self.head
        number = head.text("ID", needed=True)
        issued = head.day("IssueDate", needed=True)
        currency = head.text("DocumentCurrencyCode")
        if currency not in ("", EURO):
            head.wrong("DocumentCurrencyCode", currency, "alleen facturen in euro worden geboekt")
        partner = self._partner()
        first, last = head.day("InvoicePeriod", "StartDate"), head.day("InvoicePeriod", "EndDate")
        if first and last and last < first:
            head.wrong("InvoicePeriod", f"{first} {last}", "de periode eindigt voor zij begint")
        delivered = head.day("Delivery", "ActualDeliveryDate")
        day = last or delivered or issued or date.min
        asked, extra = list(self._lines(_LINES[kind], day)), list(self._allowances(day))
        if not asked:
            head.wrong(_LINES[kind], "", "er staat geen enkele regel in")
        lines, total = self._weighed(asked, extra)
        self.notes += doubtful_numbers(self.invoice, head.place)
        if kind == "CreditNote" and total < 0:
            why = "Deze creditnota staat onder nul: zij vraagt geld, en geeft niets terug."
            self.notes.append(WrongValue(head.place, "TaxInclusiveAmount", str(Money(total)), why))
        known = [day, *(one.day for one in lines if one.day)]
        return IncomingDocument(
            standard=_standard(text_in(self.invoice, "CustomizationID")),
            partner=partner,
            number=number,
            first_day=first or min(known),
            last_day=last or max([*known, *filter(None, [first])]),
            total_cents=self.sign * total,
            settled_cents=self.sign * (head.amount("LegalMonetaryTotal", "PrepaidAmount") or 0),
            digest=digest_of(self.invoice),
            place=head.place,
            column="ID",
            lines=tuple(lines),
            notes=tuple(self.notes),
        )

    def _partner(self) -> str:
        """Give by what the supplier is known: a number, and where there is none its name."""
        column = "AccountingSupplierParty"
        partner = supplier_number(self.invoice)
        if not partner and (partner := supplier_name(self.invoice)):
            why = (
                "De leverancier noemt geen nummer (KvK, OIN, of btw zonder bsn); hier staat zijn "
                "naam."
            )
            self.notes.append(WrongValue(self.head.place, column, shown(partner), why))
        if not partner or len(partner) > LONGEST:
            self.head.wrong(
                column, partner, f"de leverancier heeft geen nummer of naam van {LONGEST} tekens"
            )
        return partner

    def _lines(self, name: str, day: date) -> Iterator[ReadLine]:
        product = self.head.text("AccountingCost")
        granted = self.head.text("ContractDocumentReference", "ID") or self.head.text(
            "OrderReference", "ID"
        )
        for at, element in enumerate(all_in(self.invoice, name), start=1):
            place = InvoicePart(element, f"{self.head.place}/{name}[{at}]")
            net = place.amount("LineExtensionAmount", needed=True)
            ended = _last_day(place)
            self._once(place)
            line = IncomingLine(
                place=place.place,
                day=ended or day,
                product=place.text("AccountingCost") or product,
                product_code=place.text("Item", "SellersItemIdentification", "ID"),
                commitment=place.text("DocumentReference", "ID") or granted,
                net_cents=net,
                recoverable=self.recoverable,
            )
            self._doubtful(place, name, net)
            yield place, line, _rate_of(place, "Item", "ClassifiedTaxCategory")

    def _once(self, place: InvoicePart) -> None:
        number = place.text("ID", needed=True)
        if number and number in self._numbers:
            place.wrong("ID", number, "dit regelnummer staat er voor de tweede keer")
        self._numbers.add(number)

    def _doubtful(self, place: InvoicePart, name: str, net: int | None) -> None:
        """Note a line that is not its quantity times its price; suppliers round in many ways."""
        quantity = "InvoicedQuantity" if name == "InvoiceLine" else "CreditedQuantity"
        ways = ((quantity,), ("Price", "PriceAmount"), ("Price", "BaseQuantity"))
        times, price, per = (place.number(*way) for way in ways)
        if (
            net is None
            or times is None
            or price is None
            or one_in(place.element, "AllowanceCharge") is not None
        ):
            return
        asked = rounded(times * price * 100 / (per or 1))
        if abs(asked - net) > 1:
            why = f"Het bedrag is niet aantal maal prijs ({Money(asked)})."
            self.notes.append(WrongValue(place.place, "LineExtensionAmount", str(Money(net)), why))

    def _allowances(self, day: date) -> Iterator[ReadLine]:
        """Give what is taken off the whole or added to it; each is a line of its own."""
        for at, element in enumerate(all_in(self.invoice, "AllowanceCharge"), start=1):
            place = InvoicePart(element, f"{self.head.place}/AllowanceCharge[{at}]")
            cents = place.amount("Amount", needed=True)
            off = place.text("ChargeIndicator").lower() not in ("true", "1")
            line = IncomingLine(
                place=place.place,
                day=day,
                product=self.head.text("AccountingCost"),
                product_code="",
                commitment="",
                net_cents=-cents if off and cents is not None else cents,
                recoverable=self.recoverable,
            )
            yield place, line, _rate_of(place, "TaxCategory")

    def _weighed(
        self, asked: list[ReadLine], extra: list[ReadLine]
    ) -> tuple[list[IncomingLine], int]:
        """Give the lines with their VAT, and their sum; says which sums do not hold."""
        rows = [*asked, *extra]
        rounding = self.head.amount("LegalMonetaryTotal", "PayableRoundingAmount") or 0
        prepaid = self.head.amount("LegalMonetaryTotal", "PrepaidAmount") or 0
        self.head.amount("LegalMonetaryTotal", "PayableAmount", needed=True)
        printed, tax = self._printed_vat()
        only = same_rates(iter(printed))
        readable = all(line.net_cents is not None for _, line, _ in rows)
        amounts = [
            TaxedAmount(
                line.net_cents or 0,
                only if rate is None else rate,
                part.amount("TaxTotal", "TaxAmount"),
            )
            for part, line, rate in rows
        ]
        vat = [one.vat_cents for one in amounts]
        if readable and tax is not None:
            try:
                vat = vat_of_each(amounts, printed) if printed else vat_in_one_sum(amounts, tax)
            except NotTheRate as no:
                self.head.wrong("TaxTotal", "", str(no))
        nets = [one.net_cents for one in amounts]
        if rounding and rows:
            nets[max(range(len(rows)), key=lambda at: abs(nets[at]))] += rounding
        lines = [
            replace(
                line,
                net_cents=None if line.net_cents is None else self.sign * net,
                vat_cents=self.sign * of_it,
                faults=tuple(place.faults),
            )
            for (place, line, _), net, of_it in zip(rows, nets, vat, strict=True)
        ]
        total = sum(nets) + (tax if tax is not None else sum(vat))
        if readable:
            own, more = ([line.net_cents or 0 for _, line, _ in some] for some in (asked, extra))
            self._must_hold(own, more, sum(vat) if tax is None else tax, total - prepaid)
        elif (said := self.head.amount("LegalMonetaryTotal", "TaxInclusiveAmount")) is not None:
            total = said + rounding
        return lines, total

    def _printed_vat(self) -> tuple[dict[Rate, int], int | None]:
        """Give the VAT as it is printed per rate, and in all; None when nothing is printed."""
        totals = [
            (at, one) for at, one in enumerate(all_in(self.invoice, "TaxTotal"), start=1)
            if (found := one_in(one, "TaxAmount")) is not None
            and found.get("currencyID", EURO) == EURO
        ]  # fmt: skip
        if not totals:
            return {}, None
        # Peppol has one per rate in a single total, and plain UBL may have a total for each.
        main = [
            (at, one) for at, one in totals if one_in(one, "TaxSubtotal") is not None
        ] or totals[:1]
        of_each = [self._printed_in(one, at) for at, one in main]
        printed: dict[Rate, int] = {}
        for rates, _ in of_each:
            for rate, cents in rates.items():
                printed[rate] = printed.get(rate, 0) + cents
        taxes = [tax for _, tax in of_each if tax is not None]
        return printed, sum(taxes) if len(taxes) == len(of_each) else None

    def _printed_in(self, total: Any, at: int) -> tuple[dict[Rate, int], int | None]:
        """Give the VAT of one total per rate, and in all; None when that cannot be read."""
        place = InvoicePart(total, f"{self.head.place}/TaxTotal[{at}]")
        tax = place.amount("TaxAmount", needed=True)
        printed: dict[Rate, int] = {}
        for element in all_in(total, "TaxSubtotal"):
            part = InvoicePart(element, place.place)
            rate, cents = _rate_of(part, "TaxCategory"), part.amount("TaxAmount", needed=True)
            if rate is not None and cents is not None:
                printed[rate] = printed.get(rate, 0) + cents
            place.faults += part.faults
        if tax is not None and printed and not place.faults and sum(printed.values()) != tax:
            self._not_the_sum(place, "TaxAmount", tax, sum(printed.values()), "de btw per tarief")
        self.head.faults += place.faults
        return printed, tax

    def _must_hold(self, nets: list[int], extra: list[int], tax: int, payable: int) -> None:
        """Hold what is printed against lines, allowances and charges, VAT, and what is payable."""
        of_lines = sum(nets)
        sums = {
            "LineExtensionAmount": (of_lines, "de regels"),
            "AllowanceTotalAmount": (-sum(one for one in extra if one < 0), "de kortingen"),
            "ChargeTotalAmount": (sum(one for one in extra if one > 0), "de toeslagen"),
            "TaxExclusiveAmount": (of_lines + sum(extra), "de regels, kortingen en toeslagen"),
            "TaxInclusiveAmount": (of_lines + sum(extra) + tax, "de regels met btw"),
            "PayableAmount": (payable, "de regels met btw, min wat al betaald is"),
        }
        place = InvoicePart(self.invoice, f"{self.head.place}/LegalMonetaryTotal[1]")
        for column, (is_, what) in sums.items():
            said = place.amount("LegalMonetaryTotal", column)
            if said is not None and said != is_:
                self._not_the_sum(place, column, said, is_, what)
        # What cannot be read was said of the whole.
        said_of = {(one.column, one.value) for one in self.head.faults}
        self.head.faults += [one for one in place.faults if (one.column, one.value) not in said_of]

    def _not_the_sum(self, place: InvoicePart, column: str, said: int, is_: int, what: str) -> None:
        reason = f"{column} ({Money(said)}) is niet de som van {what} ({Money(is_)})."
        place.faults.append(WrongValue(place.place, column, str(Money(said)), reason))


def _last_day(place: InvoicePart) -> date | None:
    """Give the last day of what a line is about, or None."""
    first, last = (place.day("InvoicePeriod", one) for one in ("StartDate", "EndDate"))
    if first and last and last < first:
        place.wrong("EndDate", str(last), "de periode eindigt voor zij begint")
    return last or place.day("Delivery", "ActualDeliveryDate")


def _rate_of(place: InvoicePart, *way: str) -> Rate | None:
    """Give the percentage of VAT that stands somewhere, or None."""
    if one_in(place.element, *way) is None:
        return None
    said = text_in(place.element, *way, "Percent")
    try:
        return number_in(said) if said else Decimal(0)
    except UnreadableValue as no:
        place.wrong("Percent", said, str(no))
        return None


def _standard(customization: str) -> str:
    """Give by which agreement an invoice is written, from what it says of that."""
    said = customization.lower()
    return _NLCIUS if _NLCIUS in said else _PEPPOL if _PEPPOL in said else "ubl"
