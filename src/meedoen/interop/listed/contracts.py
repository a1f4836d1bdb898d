# SPDX-License-Identifier: EUPL-1.2
"""Reads contracts from a table (CSV or XLSX): one in each row (pure but for the reading)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from meedoen.budget.contracts.terms import (
    ContractEnd,
    ContractTerms,
    faults_of_end,
    faults_of_terms,
)
from meedoen.budget.kinds import ContractForm
from meedoen.interop.extracts.records import Record
from meedoen.interop.findings import refused_whole
from meedoen.interop.listed.columns import places_of
from meedoen.interop.listed.reading import ListedRow, ListedTable, ReadRow, unit_in
from meedoen.interop.listed.tables import rows_of
from meedoen.interop.written import UnreadableValue, typed_cents, typed_day
from meedoen.vocabulary.bsn import bsns_in

# The first heading of each is the one that the manual names.
_HEADINGS = {
    "number": ("contract", "contractnummer", "nummer", "number"),
    "partner": ("aanbieder", "leverancier", "ontvanger", "agb", "kvk", "kvknummer", "partner"),
    "product": ("voorziening", "productcategorie", "product", "kostensoort"),
    "first_day": ("begindatum", "van", "startdatum"),
    "last_day": ("einddatum", "totenmet", "tot"),
    "form": ("vorm", "form"),
    "unit": ("eenheid", "unit"),
    "price": ("prijs", "tarief", "price"),
    "maximum": ("maximum", "bedrag", "plafond"),
    "adopted_by": ("vastgestelddoor", "besluit", "adoptedby"),
    "adopted_on": ("vastgesteldop", "adoptedon"),
    "replaces": ("vervangt", "replaces"),
    "ends": ("eindigt", "beeindigdop", "ends"),
    "final": ("eindbedrag", "final"),
    "why": ("reden", "why"),
}
_NEEDED = ("number", "partner", "first_day", "last_day", "form", "adopted_by", "adopted_on")
_FORMS = {
    "eenbedrag": ContractForm.LUMP_SUM,
    "bedragineens": ContractForm.LUMP_SUM,
    "lumpsum": ContractForm.LUMP_SUM,
    "pxq": ContractForm.PRICED,
    "prijsmaalaantal": ContractForm.PRICED,
    "perdeclaratie": ContractForm.DECLARED,
    "declaratie": ContractForm.DECLARED,
}
_SHORT = 60


Agreed = tuple[ContractTerms, ContractEnd | None]


def read_contracts(path: Path) -> ListedTable[Agreed]:
    """Read a table of contracts. Raises Refused for what is no table or misses a column."""
    heading, rows = rows_of(path)
    fields = places_of(heading.cells, _HEADINGS, _NEEDED, heading.line)
    if not rows:
        raise refused_whole("er staat geen enkele rij onder de koppen", str(heading.line))
    return ListedTable(
        tuple(_ContractRow(row, fields, len(heading.cells)).listed() for row in rows)
    )


def heading_of_contract(field: str) -> str:
    """Give the heading by which a field of a contract is named to people."""
    return _HEADINGS[field][0]


class _ContractRow(ReadRow):
    def __init__(self, row: Record, fields: Mapping[str, int], width: int) -> None:
        super().__init__(row, fields, width, heading_of_contract)

    def listed(self) -> ListedRow[Agreed]:
        """Give the row as a contract."""
        terms = self._terms()
        end = self._end()
        if terms is not None:
            of_end = faults_of_end(terms, end) if end else ()
            for field, why in (*faults_of_terms(terms), *of_end):
                self.wrong(field, self.texts.get(field, ""), why)
        return ListedRow(self.place, (terms, end) if terms else None, tuple(self.faults))

    def _terms(self) -> ContractTerms | None:
        for field in _NEEDED:
            self.needed(field)
        for field in ("number", "replaces"):
            if len(self.texts.get(field, "")) > _SHORT:
                self.wrong(field, self.texts[field], f"dit is langer dan {_SHORT} tekens")
        self._of_nobody()
        first, last = self.read_as("first_day", typed_day), self.read_as("last_day", typed_day)
        adopted, form = self.read_as("adopted_on", typed_day), self.read_as("form", _form)
        unit, price = self.read_as("unit", unit_in), self.read_as("price", typed_cents)
        maximum = self.read_as("maximum", typed_cents)
        if self.faults or first is None or last is None or adopted is None or form is None:
            return None
        return ContractTerms(
            number=self.texts["number"],
            partner=self.texts["partner"],
            product=self.texts.get("product", ""),
            first_day=first,
            last_day=last,
            form=form,
            adopted_by=self.texts["adopted_by"],
            adopted_on=adopted,
            unit=unit,
            price_cents=price,
            maximum_cents=maximum,
            replaces=self.texts.get("replaces", ""),
        )

    def _of_nobody(self) -> None:
        for field, text in self.texts.items():
            if bsns_in(text):
                self.wrong(field, text, "dit kan een burgerservicenummer zijn; dat hoort hier niet")

    def _end(self) -> ContractEnd | None:
        ends = self.read_as("ends", typed_day)
        final = self.read_as("final", typed_cents)
        if ends is None:
            if final is not None:
                self.wrong("ends", "", "een eindbedrag hoort bij een dag waarop het eindigt")
            return None
        return ContractEnd(ends, self.texts.get("why", ""), final)


def _form(text: str) -> ContractForm:
    found = _FORMS.get("".join(filter(str.isalnum, text.lower().replace("é", "e"))))
    if found is None:
        raise UnreadableValue("schrijf één bedrag, pxq of per declaratie")
    return found
