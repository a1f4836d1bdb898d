# SPDX-License-Identifier: EUPL-1.2
"""Reads of payments: what of each document is to be paid, and what waits to be looked into."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import (
    BookedDocument,
    DocumentBalance,
    LedgerEntry,
    LedgerTransaction,
)
from meedoen.budget.payments.matching import OpenDocument


@dataclass(frozen=True)
class SuspensePayment:
    """A payment of which nobody knows yet what it is for; cents above nought went out."""

    booking: int
    day: date
    row: int | None
    statement: str
    cents: int


def open_documents(municipality: str) -> list[OpenDocument]:
    """Give every document of which something is to be paid, or to be received.

    It costs what is open, however much was paid before.
    """
    rows = DocumentBalance.objects.filter(municipality_id=municipality).exclude(cents=0)
    return [_open(row) for row in rows.select_related("document").order_by("document")]


def open_document(municipality: str, partner: str, number: str) -> OpenDocument | None:
    """Give the only open document with a number of a partner; None when there is none, or more."""
    rows = DocumentBalance.objects.filter(
        municipality_id=municipality, document__partner=partner, document__number=number
    ).exclude(cents=0)
    found = list(rows.select_related("document")[:2])
    return _open(found[0]) if len(found) == 1 else None


def _open(row: DocumentBalance) -> OpenDocument:
    return OpenDocument(row.document_id, row.document.partner, row.document.number, -row.cents)


def paid_documents(municipality: str) -> list[OpenDocument]:
    """Give every document of which something was paid, without what came back."""
    rows = (
        LedgerEntry.objects.filter(
            transaction__municipality=municipality,
            transaction__pays__isnull=False,
            account__in=(LedgerAccount.PAYABLE, LedgerAccount.RECEIVABLE),
        )
        .values("transaction__pays", "transaction__pays__partner", "transaction__pays__number")
        .annotate(together=Sum("cents"))
        .exclude(together=0)
        .order_by("transaction__pays")
    )
    return [
        OpenDocument(
            row["transaction__pays"], row["transaction__pays__partner"],
            row["transaction__pays__number"], row["together"],
        )
        for row in rows
    ]  # fmt: skip


def statements_over(
    municipality: str, account: str, number: str, first_day: date, last_day: date, cents: int
) -> list[str]:
    """Give the numbers of other statements of an account that may hold the same payments.

    Those share more than a day at their ends, or are of the same days and come to as much.
    """
    others = BookedDocument.objects.filter(
        municipality_id=municipality, kind=DocumentKind.BANK, partner=account, rows__gt=0
    ).exclude(number=number)
    within = Q(first_day__lt=last_day, last_day__gt=first_day)
    alike = Q(first_day=first_day, last_day=last_day, total_cents=cents)
    return list(others.filter(within | alike).order_by("pk").values_list("number", flat=True))


def in_suspense(municipality: str, year: int | None = None) -> Iterator[SuspensePayment]:
    """Give the payments that wait to be looked into, in the order of booking."""
    rows = LedgerEntry.objects.filter(
        transaction__municipality=municipality, account=LedgerAccount.SUSPENSE
    )
    of_each = (
        rows.values(booking=Coalesce("transaction__about", "transaction"))
        .annotate(left=Sum("cents"))
        .exclude(left=0)
    )
    left = dict(of_each.values_list("booking", "left"))
    booked = LedgerTransaction.objects.filter(pk__in=left).select_related("document")
    if year is not None:
        booked = booked.filter(Q(day__year=year))
    for one in booked.order_by("pk"):
        statement = one.document.number if one.document else one.words
        yield SuspensePayment(one.pk, one.day, one.row, statement, left[one.pk])
