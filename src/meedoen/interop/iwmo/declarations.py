# SPDX-License-Identifier: EUPL-1.2
"""Reads a declaration: message 303 or 323 of iWmo or iJw (pure but for the reading)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.iwmo.declared import Declaration
from meedoen.interop.iwmo.declared_names import day_at, days_at, total_at, written_at
from meedoen.interop.iwmo.files import one_message
from meedoen.interop.iwmo.forms import DECLARATIONS
from meedoen.interop.iwmo.gathering import DeclarationCheck
from meedoen.interop.iwmo.names import spoken
from meedoen.interop.iwmo.parsing import must_not_be_refused, parsed
from meedoen.vocabulary.money import Money

Read = TypeVar("Read")


def read_declaration(path: Path, *, municipality: str) -> Declaration:
    """Read a file that is one declaration for a municipality, by its code as "GM9901".

    A fault in a Prestatie, or days of it outside the DeclaratiePeriode, or a ReferentieNummer that
    was there before, makes that row bad; a fault of the person outside his rows makes all of them
    bad. Rows are given good and bad, in the order of the message.

    Raises Refused, with findings for the report where there is a place to name: for what is no such
    message, a fault in its header, another municipality, or a total that is not the sum of all
    rows as they stand. The total is not compared when one of the amounts cannot be read.
    """
    with one_message(path) as message:
        check = parsed(message, DECLARATIONS, DeclarationCheck)
    must_not_be_refused(check)
    declaration = _declared(check)
    found = (*_of_another(declaration, check, municipality), *_not_the_sum(declaration, check))
    if found:
        which = spoken(check.edition.namespace)
        raise Refused(f"De declaratie ({which}) klopt niet: {found[0].reason}", found)
    return declaration


def _declared(check: DeclarationCheck) -> Declaration:
    said, names = check.said, check.names
    first_day, last_day = days_at(said, names.period)
    return Declaration(
        standard=check.edition.standard,
        release=check.edition.release,
        municipality=written_at(said, names.municipality),
        provider=written_at(said, names.provider),
        invoice_number=written_at(said, names.invoice_number),
        invoice_date=_there(day_at(said, names.invoice_date)),
        first_day=_there(first_day),
        last_day=_there(last_day),
        total_cents=_there(total_at(said, names.total)),
        digest=check.digest,
        rows=tuple(check.rows),
    )


def _there(read: Read | None) -> Read:
    """Give what a header says that was found good."""
    if read is None:
        raise LookupError("A good header says less than its form asks.")
    return read


def _of_another(
    declaration: Declaration, check: DeclarationCheck, municipality: str
) -> Iterator[WrongValue]:
    asked = municipality.removeprefix("GM")
    if declaration.municipality != asked:
        around, column = check.names.municipality
        reason = f"{column} ({declaration.municipality}) is niet de gevraagde gemeente ({asked})."
        yield WrongValue(_place(around), column, declaration.municipality, reason)


def _not_the_sum(declaration: Declaration, check: DeclarationCheck) -> Iterator[WrongValue]:
    if check.asked_cents is None:
        return
    asked, total = Money(check.asked_cents), Money(declaration.total_cents)
    if asked != total:
        amount, around = check.names.amount[-1], check.names.total[0]
        reason = f"TotaalBedrag ({total}) is niet de som van {amount} over alle rijen ({asked})."
        yield WrongValue(_place(around), "TotaalBedrag", str(total), reason)


def _place(name: str) -> str:
    return f"/Bericht[1]/{name}[1]"
