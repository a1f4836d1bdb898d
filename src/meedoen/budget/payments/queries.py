# SPDX-License-Identifier: EUPL-1.2
"""Reads of payments: what of each document is to be paid, and what waits to be looked into."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.models import BookedDocument, LedgerEntry, LedgerTransaction
from meedoen.budget.payments.matching import OpenDocument

_OPEN = (LedgerAccount.PAYABLE, LedgerAccount.RECEIVABLE)


@dataclass(frozen=True)
class SuspensePayment:
    """A payment of which nobody knows yet what it is for; cents above nought went out."""

    booking: int
    day: date
    row: int | None
    statement: str
    cents: int


def open_documents(municipality: str) -> list[OpenDocument]:
    """Give every document of which something is to be paid, or to be received."""
    rows = (
        LedgerEntry.objects.filter(transaction__municipality=municipality, account__in=_OPEN)
        .annotate(
            paid=Coalesce(
                "transaction__pays", "transaction__document", "transaction__about__document"
            )
        )
        .values("paid")
        .annotate(together=Sum("cents"))
        .exclude(together=0)
        .exclude(paid=None)
    )
    left = {row["paid"]: -row["together"] for row in rows}
    told = BookedDocument.objects.filter(pk__in=left).order_by("pk")
    return [OpenDocument(one.pk, one.partner, one.number, left[one.pk]) for one in told]


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
