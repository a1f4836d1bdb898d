# SPDX-License-Identifier: EUPL-1.2
"""Writes of payments: a bank statement is taken in once, and what was unclear is cleared up."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from meedoen.budget.accounts import LedgerAccount, open_account
from meedoen.budget.kinds import DocumentKind, TransactionKind
from meedoen.budget.models import BookedDocument, LedgerTransaction
from meedoen.budget.operations import (
    DocumentTold,
    book_all,
    booking_for,
    day_to_book,
    keep_document,
)
from meedoen.budget.payments.matching import OpenDocument, documents_paid
from meedoen.budget.payments.queries import (
    in_suspense,
    open_document,
    open_documents,
    paid_documents,
)
from meedoen.budget.posting import Origin, Posting
from meedoen.budget.queries import open_years
from meedoen.database.turns import one_at_a_time
from meedoen.history.actor import Actor
from meedoen.vocabulary.moment import Moment


class NothingToSettle(ValueError):
    """No such payment waits, or no such document is open; the message says which."""


@dataclass(frozen=True)
class Payment:
    """One good row of a bank statement: cents above nought went out.

    `said` is what it says of itself. It is looked at and not kept: people may be named in it.
    `returned` says that it takes back a payment of before.
    """

    row: int
    day: date
    cents: int
    said: Collection[str] = field(repr=False)
    returned: bool = False


@transaction.atomic
def take_in_statement(
    *, municipality: str, told: DocumentTold, payments: Iterable[Payment], by: Actor, on: Moment
) -> BookedDocument | None:
    """Book the payments of a bank statement: each on what it pays, else to be looked into.

    What comes back of a payment makes open again what that paid, by the same number and amount.
    None the second time. Raises OtherContent, and YearIsClosed when no year is open.
    """
    one_at_a_time(f"payments of {municipality}")
    statement = keep_document(municipality=municipality, told=told, by=by, on=on)
    if statement is None:
        return None
    rows = [one for one in payments if one.cents]
    left = {one.pk: one for one in open_documents(municipality)}
    # Hardly any payment ever comes back.
    came_back = any(one.returned for one in rows)
    paid = {one.pk: one for one in paid_documents(municipality)} if came_back else {}
    told_of = BookedDocument.objects.filter(pk__in={*left, *paid})
    kinds = {row.pk: DocumentKind(row.kind) for row in told_of}
    years = open_years(municipality)
    bookings: list[tuple[LedgerTransaction, list[Posting]]] = []
    for one in rows:
        day = day_to_book(one.day, years)
        side, among = (-1, paid) if one.returned else (1, left)
        found = documents_paid(one.said, side * one.cents, among.values())
        for document in found:
            cents = side * document.cents
            _add(left, document, -cents)
            _add(paid, document, cents)
            booked = _booked(statement, one, day, by, on)
            booked.kind, booked.pays_id = TransactionKind.PAID, document.pk
            account = open_account(kinds[document.pk])
            bookings.append((booked, _paid(account, cents, Origin(document.partner))))
        if not found:
            booked = _booked(statement, one, day, by, on)
            bookings.append((booked, _paid(LedgerAccount.SUSPENSE, one.cents, Origin())))
    book_all(bookings)
    return statement


def _add(documents: dict[int, OpenDocument], one: OpenDocument, cents: int) -> None:
    """Add to what is open of a document, or was paid of it; nought is not kept."""
    there = documents.pop(one.pk, None)
    if together := cents + (there.cents if there else 0):
        documents[one.pk] = replace(one, cents=together)


def _booked(
    statement: BookedDocument, one: Payment, day: date, by: Actor, on: Moment
) -> LedgerTransaction:
    booked = booking_for(statement, TransactionKind.PAID, day, by, on)
    booked.document, booked.row = statement, one.row
    return booked


def _paid(account: LedgerAccount, cents: int, origin: Origin) -> list[Posting]:
    return [Posting(account, cents, origin), Posting(LedgerAccount.BANK, -cents, origin)]


@transaction.atomic
def settle(
    *, municipality: str, booking: int, partner: str, number: str, by: Actor, on: Moment
) -> LedgerTransaction:
    """Say for which document a payment was that nobody could place; all of it, or what it pays.

    Raises NothingToSettle, and YearIsClosed when no year is open.
    """
    one_at_a_time(f"payments of {municipality}")
    payment = next((one for one in in_suspense(municipality) if one.booking == booking), None)
    if payment is None:
        raise NothingToSettle(f"Booking {booking} does not wait to be looked into.")
    document = open_document(municipality, partner, number)
    if document is None:
        raise NothingToSettle(f"Nothing of {number} of {partner} is to be paid, or more than one.")
    if (payment.cents > 0) is not (document.cents > 0):
        raise NothingToSettle(f"{number} of {partner}: one pays what the other owes.")
    cents = min(payment.cents, document.cents, key=abs)
    booked = LedgerTransaction(
        municipality_id=municipality,
        day=day_to_book(payment.day, open_years(municipality)),
        kind=TransactionKind.SETTLED,
        words=f"{partner} {number}",
        about_id=booking,
        pays_id=document.pk,
        booked_by=by.label,
        booked_at=on.at,
    )
    account = open_account(DocumentKind(BookedDocument.objects.get(pk=document.pk).kind))
    origin = Origin(partner)
    book_all(
        [
            (
                booked,
                [
                    Posting(account, cents, origin),
                    Posting(LedgerAccount.SUSPENSE, -cents, origin),
                ],
            )
        ]
    )
    return booked
