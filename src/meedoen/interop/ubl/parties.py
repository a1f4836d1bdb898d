# SPDX-License-Identifier: EUPL-1.2
"""Who sends an invoice, by a number that stays, and which of its numbers cannot be right (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stdnum import iban
from stdnum.nl import btw

from meedoen.interop.findings import WrongValue
from meedoen.interop.masking import shown
from meedoen.interop.xml.trees import all_in, text_in
from meedoen.vocabulary.bsn import bsns_in

# The number at the chamber of commerce or of the government first: who sends has one of those.
_NUMBERS = (
    ("PartyLegalEntity", "CompanyID"),
    ("PartyIdentification", "ID"),
    ("EndpointID",),
    ("PartyTaxScheme", "CompanyID"),
)
# Until 2020 the number for VAT of who works alone was a bsn with signs around it.
_NINE = re.compile(r"(?:NL)?(?P<nine>[0-9]{9})(?:B[0-9]{2})?", re.IGNORECASE)
_NAMES = (("PartyLegalEntity", "RegistrationName"), ("PartyName", "Name"))
_SUPPLIER = ("AccountingSupplierParty", "Party")


def supplier_number(invoice: Any) -> str:
    """Give the first number that a supplier gives of itself, without spaces; empty for none.

    One that can be the bsn of who works alone is passed by.
    """
    found = ("".join(text_in(invoice, *_SUPPLIER, *way).split()) for way in _NUMBERS)
    return next((one for one in found if one and not _can_be_a_bsn(one)), "")


def _can_be_a_bsn(number: str) -> bool:
    found = _NINE.fullmatch(number)
    return found is not None and bool(bsns_in(found["nine"]))


def supplier_name(invoice: Any) -> str:
    """Give the name that a supplier gives of itself; empty for none."""
    found = (text_in(invoice, *_SUPPLIER, *way) for way in _NAMES)
    return next(filter(None, found), "")


def doubtful_numbers(invoice: Any, place: str) -> Iterator[WrongValue]:
    """Say which bank account or number for VAT fails its own check digits; no fault of a line."""
    for one in all_in(invoice, "PaymentMeans", "PayeeFinancialAccount", "ID"):
        number = "".join("".join(one.itertext()).split())
        if number[:2].isalpha() and not iban.is_valid(number):
            why = "Dit rekeningnummer (IBAN) klopt niet met zijn controlecijfers."
            yield WrongValue(place, "PayeeFinancialAccount", shown(number), why)
    for one in all_in(invoice, *_SUPPLIER, "PartyTaxScheme", "CompanyID"):
        number = "".join("".join(one.itertext()).split())
        if number.upper().startswith("NL") and not btw.is_valid(number):
            why = "Dit btw-nummer klopt niet met zijn controlecijfers."
            yield WrongValue(place, "PartyTaxScheme", shown(number), why)
