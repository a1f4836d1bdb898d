# SPDX-License-Identifier: EUPL-1.2
"""Where a declaration of a release says what: 3.2 has other names for the same (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from meedoen.interop.iwmo import codes
from meedoen.interop.iwmo.declaration_forms import AMOUNT, TOTAL
from meedoen.interop.iwmo.faults import Said
from meedoen.interop.iwmo.meaning import text_at
from meedoen.interop.iwmo.values import WholeNumber, day, whole
from meedoen.interop.xml.content import SPACE

Path = tuple[str, ...]
_SIGN = "DebetCredit"


@dataclass(frozen=True)
class DeclaredNames:
    """Paths of names: of the header from the outermost element on, of a row from the row on."""

    municipality: Path
    provider: Path
    invoice_number: Path
    invoice_date: Path
    period: Path
    total: Path
    volume: Path
    unit: Path
    amount: Path
    reference: Path


_INVOICE = ("Header", "DeclaratieFactuurIdentificatie")
_SUBMITTED = "IngediendeBedragPrestatie"
OF_RELEASE: Mapping[str, DeclaredNames] = {
    "2.3": DeclaredNames(
        municipality=("Header", "Gemeente"),
        provider=("Header", "Aanbieder"),
        invoice_number=(*_INVOICE, "DeclarantFactuurNummer"),
        invoice_date=(*_INVOICE, "FactuurDagtekening"),
        period=(*_INVOICE, "DeclaratiePeriode"),
        total=("Header", "DeclaratieFactuurBedragen", "DeclaratieFactuurTotaalBedrag"),
        volume=(_SUBMITTED, "GeleverdVolume"),
        unit=(_SUBMITTED, "Eenheid"),
        amount=(_SUBMITTED, "DeclaratieFactuurBedrag"),
        reference=("ProductReferentie", "ReferentieNummer"),
    ),
    "3.2": DeclaredNames(
        municipality=("Header", "Ontvanger"),
        provider=("Header", "Afzender"),
        invoice_number=("Declaratie", "DeclaratieNummer"),
        invoice_date=("Declaratie", "DeclaratieDagtekening"),
        period=("Declaratie", "DeclaratiePeriode"),
        total=("Declaratie", "TotaalIngediendBedrag"),
        volume=("GeleverdVolume",),
        unit=("Eenheid",),
        amount=("IngediendBedrag",),
        reference=("ProductReferentie", "ReferentieNummer"),
    ),
}


def written_at(said: Said, path: Path) -> str:
    """Give what stands at a path, without white space around it; nothing where there is none."""
    return text_at(said, path).strip(SPACE)


def reference_at(said: Said, path: Path) -> tuple[str, str]:
    """Give the reference at a path with its name; it may stand in the element around it as well."""
    at = path if isinstance(said.get(path[0]), dict) else path[:-1]
    return at[-1], written_at(said, at)


def day_at(said: Said, path: Path) -> date | None:
    """Give the day at a path; None when there is none that can be read."""
    return day(text_at(said, path))


def days_at(said: Said, path: Path) -> tuple[date | None, date | None]:
    """Give the first and the last day of the period at a path."""
    return day_at(said, (*path, "Begindatum")), day_at(said, (*path, "Einddatum"))


def number_at(said: Said, path: Path) -> int | None:
    """Give the whole number at a path; None when there is none that can be read."""
    return whole(text_at(said, path))


def amount_at(said: Said, path: Path) -> int | None:
    """Give the amount of a row at a path, in whole cents, less than nought when it is credit."""
    return _cents(said, (*path, "Bedrag"), (*path, _SIGN), AMOUNT)


def total_at(said: Said, path: Path) -> int | None:
    """Give the total at a path, in whole cents, less than nought when it is credit."""
    return _cents(said, (*path, "TotaalBedrag"), (*path, _SIGN), TOTAL)


def _cents(said: Said, amount: Path, sign: Path, holds: WholeNumber) -> int | None:
    """Give an amount with its sign; None when one of the two is not as its form asks."""
    written, debit_or_credit = text_at(said, amount), text_at(said, sign)
    cents = whole(written)
    if cents is None or holds.fault(written) or debit_or_credit not in codes.DEBIT_OR_CREDIT:
        return None
    return -cents if debit_or_credit == codes.CREDIT else cents
