# SPDX-License-Identifier: EUPL-1.2
"""Says of an answer to a declaration which one it is about; nothing is booked for it."""

import click

from meedoen.budget import queries
from meedoen.budget.kinds import DocumentKind
from meedoen.commands.asking import asked_here
from meedoen.interop.findings import WrongValue
from meedoen.interop.iwmo.returned import ReturnedFile
from meedoen.interop.masking import shown
from meedoen.vocabulary.money import Money


def book(file: ReturnedFile, kind: str, municipality: str) -> None:
    """Tell what a check tells: what was refused is taken back by the declaration that follows."""
    for note in notes_of(file, kind, municipality):
        click.echo(f"let op: {note.reason}", err=True)


def notes_of(file: ReturnedFile, _: str, municipality: str) -> tuple[WrongValue, ...]:
    """Say whether the declaration is here, and whether what was granted is what was asked."""
    return asked_here(lambda: _asked(file, municipality))


def _asked(file: ReturnedFile, municipality: str) -> tuple[WrongValue, ...]:
    answer, place = file.answer, "/Bericht[1]"
    number = shown(answer.invoice_number)
    if not answer.invoice_number:
        why = "De declaratie is om een technische fout geweigerd; er staat geen factuurnummer bij."
        return (WrongValue(place, "", "", why),)
    there = queries.document(
        municipality, DocumentKind.DECLARATION, answer.provider, answer.invoice_number
    )
    if there is None:
        why = f"Declaratie {number} van {shown(answer.provider)} is hier niet geboekt."
        return (WrongValue(place, "DeclaratieNummer", number, why),)
    if answer.granted_cents is not None and answer.granted_cents != there.total_cents:
        asked = Money(there.total_cents or 0)
        why = (
            f"Van declaratie {number} is {Money(answer.granted_cents)} toegekend, en {asked} "
            "geboekt als gevraagd."
        )
        return (WrongValue(place, "TotaalToegekendBedrag", str(Money(answer.granted_cents)), why),)
    return ()
