# SPDX-License-Identifier: EUPL-1.2
"""Books what invoices, subsidies and statements of SVB and CAK ask; says what is not known here.

A bsn goes no further than this, also one that stands where a number of a grant belongs: the ledger
gets a reference of the person.
"""

from collections.abc import Iterator

import click
from django.conf import settings

from meedoen.budget import operations, queries
from meedoen.budget.keys import key_for
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import BookedDocument
from meedoen.budget.operations import DocumentCost, DocumentTold
from meedoen.budget.people import mark_of, reference_of
from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.asking import asked_here
from meedoen.commands.contracted import without_contract
from meedoen.commands.schema import at_hand
from meedoen.history.actor import Actor
from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.incoming import IncomingDocument, IncomingFile, IncomingLine
from meedoen.interop.masking import shown
from meedoen.vocabulary.bsn import bsns_in
from meedoen.vocabulary.moment import Moment

# With SVB and CAK a municipality has no contract of what is delivered.
_AGREED = (DocumentKind.INVOICE, DocumentKind.SUBSIDY)


def book(file: IncomingFile, kind: str, municipality: str) -> None:
    """Book the good lines of every document, once, and divide what a key covers.

    Raises Refused when a number was used before for another document, and CouldNotBeDone when no
    year is open or the municipality is not here.
    """
    what = DocumentKind(kind)
    with at_hand():
        there, by, on = known_municipality(municipality), actor(), Moment.now()
        _refuse_other_content(file, what, there.code)
        try:
            taken = take_in(file, what, there.code, by=by, on=on)
        except operations.OtherContent as no:
            raise Refused(str(no)) from no
        except operations.YearIsClosed as no:
            raise CouldNotBeDone(str(no)) from no
        for year in queries.open_years(there.code):
            operations.divide_what_waits(municipality=there.code, year=year, by=by, on=on)
        waits = sum(
            queries.waits_of(there.code, what, one.partner, one.number) for one in file.taken
        )
    _tell_what_was_there(what, taken.count(None), len(taken))
    if waits:
        click.echo(f"{waits} centen wachten op een sleutel.", err=True)


def take_in(
    file: IncomingFile, kind: DocumentKind, municipality: str, *, by: Actor, on: Moment
) -> list[BookedDocument | None]:
    """Book the good lines of every document that is not there; None for each that was.

    Of one without a good line nothing is kept: mended, it comes under its own number. Raises as
    `operations.take_in`.
    """
    return operations.take_in_all(
        municipality=municipality,
        documents=[
            (told_of(one, kind), list(costs_of(one, kind, municipality)))
            for one in file.taken
            if one.has_good_line
        ],
        by=by,
        on=on,
    )


def _tell_what_was_there(kind: DocumentKind, already: int, number: int) -> None:
    if already == number == 1:
        click.echo(f"{kind.label} was al geboekt. Er is niets veranderd.", err=True)
    elif already == number > 1:
        click.echo(f"Alle {number} waren al geboekt. Er is niets veranderd.", err=True)
    elif already:
        click.echo(f"{already} van de {number} waren al geboekt, en zijn niet veranderd.", err=True)


def notes_of(file: IncomingFile, kind: str, municipality: str) -> tuple[WrongValue, ...]:
    """Say what of a file is not known here; nothing is changed.

    Raises Refused for a file that would be refused.
    """
    return asked_here(lambda: _asked(file, DocumentKind(kind), municipality))


def _asked(file: IncomingFile, kind: DocumentKind, municipality: str) -> tuple[WrongValue, ...]:
    _refuse_other_content(file, kind, municipality)
    return tuple(note for one in file.taken for note in _unknown(one, kind, municipality))


def _refuse_other_content(file: IncomingFile, kind: DocumentKind, municipality: str) -> None:
    found = []
    for one in file.taken:
        there = queries.document(municipality, kind, one.partner, one.number)
        if there is not None and there.digest != _mark(one):
            why = (
                f"Nummer {shown(one.number)} van {shown(one.partner)} is hier al geboekt, met een "
                "andere inhoud. Er is niets geboekt. Vraag om een nieuw nummer."
            )
            found.append(WrongValue(one.place, one.column, shown(one.number), why))
    if found:
        raise Refused(found[0].reason, tuple(found))


def _unknown(
    document: IncomingDocument, kind: DocumentKind, municipality: str
) -> Iterator[WrongValue]:
    partner = document.partner
    if not queries.provider_is_known(municipality, partner):
        why = "Hiervan is hier nog niets geboekt."
        yield WrongValue(document.place, "leverancier", shown(partner), why)
    good = [line for line in document.lines if line.good and line.day is not None]
    years = {line.day.year for line in good if line.day}
    keys = {year: [one.key for one in queries.adopted_keys(municipality, year)] for year in years}
    without = {
        (line.day.year, line.product): line
        for line in good
        if line.day and not key_for(line.day, line.product, partner, keys[line.day.year])
    }
    for (year, product), line in sorted(without.items()):
        why = f"Er is geen sleutel die dit in {year} verdeelt. Het bedrag wacht tot die er is."
        yield WrongValue(line.place, "productcategorie", shown(product), why)
    if kind in _AGREED:
        delivered = [(line.day, line.product, line.place) for line in good if line.day]
        yield from without_contract(municipality, partner, delivered, "productcategorie")


def _mark(document: IncomingDocument) -> str:
    return mark_of(document.digest, secret=settings.LOOKUP_PEPPER)


def told_of(document: IncomingDocument, kind: DocumentKind) -> DocumentTold:
    """Give what a document says of itself, as the ledger takes it in."""
    owed = -1 if kind is DocumentKind.CAK else 1
    return DocumentTold(
        kind=kind,
        partner=document.partner,
        number=document.number,
        standard=document.standard,
        first_day=document.first_day,
        last_day=document.last_day,
        total_cents=owed * document.total_cents,
        settled_cents=document.settled_cents,
        digest=_mark(document),
        rows=len(document.lines),
        bad=sum(not line.good for line in document.lines),
    )


def costs_of(
    document: IncomingDocument, kind: DocumentKind, municipality: str
) -> Iterator[DocumentCost]:
    """Give the good lines of a document, with a reference in the place of whose each is."""
    for number, line in enumerate(document.lines, start=1):
        if not line.good or line.day is None or line.net_cents is None:
            continue
        commitment, person = _of_whom(line, municipality)
        # What residents owe to the CAK comes in: it makes the costs less.
        owed = -1 if kind is DocumentKind.CAK else 1
        yield DocumentCost(
            row=number,
            day=line.day,
            product="" if bsns_in(line.product) else line.product,
            product_code="" if bsns_in(line.product_code) else line.product_code,
            commitment=commitment,
            person=person,
            cents=owed * (line.net_cents + (0 if line.recoverable else line.vat_cents)),
            reclaimed_cents=owed * line.vat_cents if line.recoverable else 0,
            unit=line.unit if kind in _AGREED else None,
            quantity=line.quantity,
        )


def _of_whom(line: IncomingLine, municipality: str) -> tuple[str, str]:
    """Give the number of what was granted, and a reference in the place of a bsn."""
    found = bsns_in(line.commitment)
    bsn = line.bsn or ("".join(filter(str.isdigit, line.commitment)) if found else "")
    commitment = "" if found else line.commitment
    if not bsn:
        return commitment, ""
    return commitment, reference_of(
        bsn, commitment, municipality=municipality, secret=settings.LOOKUP_PEPPER
    )
