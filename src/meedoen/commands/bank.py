# SPDX-License-Identifier: EUPL-1.2
"""Books bank statements: each payment on what it pays, else to be looked into later."""

from collections.abc import Iterator

import click
from django.conf import settings
from django.db import transaction

from meedoen.budget import operations, queries
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import BookedDocument
from meedoen.budget.operations import DocumentTold
from meedoen.budget.payments import operations as payments
from meedoen.budget.payments.operations import Payment
from meedoen.budget.payments.queries import statements_over
from meedoen.budget.people import mark_of
from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.asking import asked_here
from meedoen.commands.schema import at_hand
from meedoen.history.actor import Actor
from meedoen.interop.camt.statements import BankFile, BankStatement
from meedoen.interop.extracts.reporting import as_sentence
from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.masking import shown
from meedoen.vocabulary.moment import Moment


def book(file: BankFile, _: str, municipality: str) -> None:
    """Book the good payments of every statement, once.

    Raises Refused for another statement under a number that was used, and CouldNotBeDone when no
    year is open or the municipality is not here.
    """
    with at_hand():
        there, by, on = known_municipality(municipality), actor(), Moment.now()
        _refuse_other_content(file, there.code)
        twice = tuple(_perhaps_twice(file, there.code))
        try:
            taken = take_in(file, there.code, by=by, on=on)
        except operations.OtherContent as no:
            raise Refused(str(no)) from no
        except operations.YearIsClosed as no:
            raise CouldNotBeDone(str(no)) from no
        placed = unclear = 0
        for row in filter(None, taken):
            of_it = row.transactions.all()
            unclear += of_it.filter(pays__isnull=True).count()
            placed += of_it.filter(pays__isnull=False).values("row").distinct().count()
    for note in twice:
        click.echo(f"let op: {as_sentence(note)}", err=True)
    if already := taken.count(None):
        click.echo(f"{already} van de {len(taken)} afschriften waren al geboekt. "
                   "Daaraan is niets veranderd.", err=True)  # fmt: skip
    if placed or unclear:
        said = f"Betalingen geplaatst: {placed}; nog uit te zoeken: {unclear}."
        click.echo(said, err=True)


@transaction.atomic
def take_in(
    file: BankFile, municipality: str, *, by: Actor, on: Moment
) -> list[BookedDocument | None]:
    """Book the good payments of every statement that is not there; None for each that was.

    Of a statement without a good payment nothing is kept. Raises as `payments.take_in_statement`.
    """
    return [
        payments.take_in_statement(
            municipality=municipality, told=_told(one), payments=_payments(one), by=by, on=on
        )
        for one in file.statements
        if one.can_be_taken
    ]


def notes_of(file: BankFile, _: str, municipality: str) -> tuple[WrongValue, ...]:
    """Say what may be booked by another statement; raises Refused for what would be refused."""

    def ask() -> tuple[WrongValue, ...]:
        _refuse_other_content(file, municipality)
        return tuple(_perhaps_twice(file, municipality))

    return asked_here(ask)


def settle(municipality: str, booking: int, partner: str, number: str) -> None:
    """Say for which document a payment was. Raises CouldNotBeDone with the reason."""
    with at_hand():
        there = known_municipality(municipality)
        try:
            booked = payments.settle(
                municipality=there.code, booking=booking, partner=partner, number=number,
                by=actor(), on=Moment.now(),
            )  # fmt: skip
        except (payments.NothingToSettle, operations.YearIsClosed) as no:
            raise CouldNotBeDone(str(no)) from no
    click.echo(f"Booking {booked.pk} puts it on {number} of {partner}.", err=True)


def _perhaps_twice(file: BankFile, municipality: str) -> Iterator[WrongValue]:
    """Say of which statement the payments may be here by another: as of a day, and its month."""
    for one in file.statements:
        known = queries.document(municipality, DocumentKind.BANK, one.account, one.number)
        if known is not None or not one.lines:
            continue
        others = statements_over(
            municipality, one.account, one.number, one.first_day, one.last_day, _cents(one)
        )
        if others:
            some = ", ".join(map(shown, others[:3]))
            why = (
                f"Over deze dagen is van deze rekening al afschrift {some} geboekt. Kijk of er "
                "geen betaling twee keer staat."
            )
            yield WrongValue(one.place, "Id", shown(one.number), why)


def _cents(statement: BankStatement) -> int:
    return statement.after_cents - statement.before_cents


def _refuse_other_content(file: BankFile, municipality: str) -> None:
    for one in file.statements:
        there = queries.document(municipality, DocumentKind.BANK, one.account, one.number)
        if there is not None and there.digest != _mark(one):
            why = (
                f"Afschrift {shown(one.number)} van {shown(one.account)} is hier al geboekt, met "
                "een andere inhoud. Er is niets geboekt."
            )
            raise Refused(why, (WrongValue(one.place, "Id", shown(one.number), why),))


def _mark(statement: BankStatement) -> str:
    return mark_of(statement.digest, secret=settings.LOOKUP_PEPPER)


def _told(statement: BankStatement) -> DocumentTold:
    return DocumentTold(
        kind=DocumentKind.BANK,
        partner=statement.account,
        number=statement.number,
        standard="camt.053",
        first_day=statement.first_day,
        last_day=statement.last_day,
        total_cents=_cents(statement),
        digest=_mark(statement),
        rows=len(statement.lines),
        bad=sum(not line.good for line in statement.lines),
    )


def _payments(statement: BankStatement) -> Iterator[Payment]:
    for number, line in enumerate(statement.lines, start=1):
        if line.good and line.day is not None and line.cents is not None:
            yield Payment(number, line.day, -line.cents, line.said, returned=line.returned)
