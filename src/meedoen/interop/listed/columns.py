# SPDX-License-Identifier: EUPL-1.2
"""Which columns a table of costs has, by kind, and under which headings they are known (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.masking import shown

INVOICE, SUBSIDY, SVB, CAK = "invoice", "subsidy", "svb", "cak"
# Of who pays or collects for all: statements of these name no other.
FIXED_PARTNER = {SVB: "SVB", CAK: "CAK"}

# The first heading of each is the one that the manual names.
_HEADINGS = {
    "partner": ("leverancier", "leveranciersnummer", "aanbieder", "ontvanger", "kvk", "kvknummer",
                "agb", "supplier", "supplierid", "provider", "partner"),
    "number": ("nummer", "factuurnummer", "overzicht", "overzichtnummer", "subsidienummer",
               "invoice", "invoicenumber", "invoiceid", "number", "statement"),
    "issued": ("datum", "factuurdatum", "date", "invoicedate", "issuedate"),
    "first_day": ("begindatum", "van", "startdatum", "startdate", "from"),
    "last_day": ("einddatum", "tot", "totenmet", "leverdatum", "enddate", "until"),
    "product": ("productcategorie", "product", "productcategory", "kostensoort"),
    "product_code": ("productcode",),
    "commitment": ("toewijzingnummer", "beschikkingnummer", "toewijzing", "verplichting",
                   "contract", "commitment"),
    "bsn": ("bsn", "burgerservicenummer"),
    "quantity": ("aantal", "quantity"),
    "unit": ("eenheid", "unit"),
    "price": ("prijs", "tarief", "price"),
    "net": ("bedrag", "bedragexclbtw", "bedragexclusiefbtw", "bedragzonderbtw", "nettobedrag",
            "amount", "net", "netamount", "lineamount"),
    "vat": ("btw", "btwbedrag", "vat", "vatamount"),
    "rate": ("btwpercentage", "btwtarief", "vatrate", "vatpercentage"),
    "recoverable": ("bcf", "verrekenbaar", "recoverable"),
    "total": ("totaal", "totaalbedrag", "factuurtotaal", "factuurbedrag", "total", "totalamount"),
}  # fmt: skip
_NEEDED = {
    INVOICE: ("partner", "number", "issued", "net"),
    SUBSIDY: ("partner", "number", "issued", "net"),
    SVB: ("number", "issued", "net"),
    CAK: ("number", "issued", "net"),
}


def fields_of(headings: Sequence[str], kind: str, line: int) -> dict[str, int]:
    """Give the place of each field among the headings, from 0; other columns are left alone.

    Raises Refused, with findings, when a column that is needed is missing or stands there twice.
    """
    return places_of(headings, _HEADINGS, _NEEDED[kind], line)


def places_of(
    headings: Sequence[str], known: Mapping[str, Sequence[str]], needed: Sequence[str], line: int
) -> dict[str, int]:
    """Give the place of each field by the headings under which it is known, as `fields_of`."""
    of_heading = {heading: field for field, names in known.items() for heading in names}
    fields: dict[str, int] = {}
    faults: list[WrongValue] = []
    for place, heading in enumerate(headings):
        field = of_heading.get(plain(heading))
        if field is None:
            continue
        if field in fields:
            why = f"de kolom {known[field][0]} staat er twee keer"
            faults.append(WrongValue(str(line), shown(heading), shown(heading), why))
        fields.setdefault(field, place)
    faults += [
        WrongValue(str(line), known[field][0], "", f"de kolom {known[field][0]} ontbreekt")
        for field in needed
        if field not in fields
    ]
    refuse_headings(faults, line)
    return fields


def refuse_headings(faults: Sequence[WrongValue], line: int) -> None:
    """Raise Refused when anything is wrong with the headings."""
    if faults:
        said = "; ".join(one.reason for one in faults)
        raise Refused(f"regel {line}, de koppen: {said}", tuple(faults))


def plain(heading: str) -> str:
    """Give a heading without capitals, spaces and marks."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def name_of(field: str) -> str:
    """Give the heading by which a field of costs is named to people."""
    return _HEADINGS[field][0]
