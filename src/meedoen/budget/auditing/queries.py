# SPDX-License-Identifier: EUPL-1.2
"""Reads for who checks: what does not add up, every division, and lines drawn at random."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from meedoen.budget.accounts import COST, LedgerAccount
from meedoen.budget.kinds import TransactionKind
from meedoen.budget.models import (
    AskedBalance,
    DocumentBalance,
    LedgerCheck,
    LedgerEntry,
    LedgerTransaction,
    PeriodBalance,
    ProductBalance,
    SeenBalance,
)
from meedoen.budget.posting import CostPlace
from meedoen.budget.queries import costs_out, entries_of, place_of


@dataclass(frozen=True)
class Division:
    """An amount as a key divided it: by the number of which key, on which day, where it landed."""

    booking: int
    day: date
    key: int | None
    landed: tuple[tuple[CostPlace, int], ...]


def divisions(municipality: str, year: int | None) -> Iterator[Division]:
    """Give every division, in the order of booking, also those that were taken back."""
    for _, group in groupby(
        (
            one
            for one in costs_out(municipality, year)
            if one.transaction.kind == TransactionKind.DIVIDED
        ),
        key=attrgetter("transaction_id"),
    ):
        entries = list(group)
        booked = entries[0].transaction
        yield Division(
            booked.pk,
            booked.day,
            booked.key_id,
            tuple((place_of(one), one.cents) for one in entries),
        )


def not_nought(municipality: str) -> list[tuple[int, int]]:
    """Give the transactions of which the entries are not nought together, with how many cents."""
    rows = entries_of(municipality, None).values("transaction").annotate(over=Sum("cents"))
    return list(rows.exclude(over=0).order_by("transaction").values_list("transaction", "over"))


def balances_beside_entries(municipality: str) -> list[tuple[str, int, int, int, int]]:
    """Give where balances are not the sum of their entries: account, year, month, both sums."""
    kept = {
        (row["account"], row["year"], row["month"]): row["cents"]
        for row in PeriodBalance.objects.filter(municipality_id=municipality)
        .values("account", "year", "month")
        .annotate(cents=Sum("cents"))
    }
    summed = {
        (row["account"], row["y"], row["m"]): row["over"]
        for row in entries_of(municipality, None)
        .values("account", y=F("transaction__day__year"), m=F("transaction__day__month"))
        .annotate(over=Sum("cents"))
    }
    return [
        (*where, kept.get(where, 0), summed.get(where, 0))
        for where in sorted({*kept, *summed})
        if kept.get(where, 0) != summed.get(where, 0)
    ]


def without_entries(municipality: str) -> list[int]:
    """Give the transactions that hold nothing."""
    rows = LedgerTransaction.objects.filter(Q(municipality_id=municipality), entries__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class SampledCost:
    """A cost that was drawn, as it was booked."""

    entry: int
    cents: int
    place: CostPlace
    partner: str
    booking: LedgerTransaction


def numbers_of_entries(municipality: str) -> tuple[int, int] | None:
    """Give the first and the last number of what was booked; None when nothing was."""
    rows = LedgerEntry.objects.filter(transaction__municipality=municipality)
    first, last = rows.order_by("pk").first(), rows.order_by("pk").last()
    return (first.pk, last.pk) if first and last else None


def costs_among(municipality: str, year: int, numbers: Collection[int]) -> list[int]:
    """Give those numbers that are of a cost of a year."""
    rows = entries_of(municipality, year).filter(pk__in=numbers, account__startswith=COST)
    return list(rows.values_list("pk", flat=True))


def costs_between(municipality: str, year: int, first: int, last: int) -> list[int]:
    """Give the numbers of all costs of a year between two numbers, for where there are few."""
    rows = entries_of(municipality, year).filter(pk__range=(first, last), account__startswith=COST)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def sampled(municipality: str, numbers: Collection[int]) -> list[SampledCost]:
    """Give costs by their numbers, in the order of booking."""
    rows = LedgerEntry.objects.filter(pk__in=numbers, transaction__municipality=municipality)
    found = rows.order_by("pk").select_related(
        "transaction__key", "transaction__about__document", "transaction__reverses__key"
    )
    return [
        SampledCost(one.pk, one.cents, place_of(one), one.partner, one.transaction) for one in found
    ]


def last_check(municipality: str) -> LedgerCheck | None:
    """Give when the books of a municipality were last worked out anew; None when never."""
    return (
        LedgerCheck.objects.filter(municipality_id=municipality)
        .order_by("-checked_at", "-pk")
        .first()
    )


def costs_beside_balances(municipality: str) -> list[tuple[str, int, int, int, int]]:
    """Give where what costs are by when they came in, or by product, is not what balances say.

    Which of both, year, month, and both sums.
    """
    kept = _monthly(PeriodBalance.objects.filter(account__startswith=COST), municipality)
    found = []
    for name, rows in (("seen", SeenBalance.objects), ("product", ProductBalance.objects)):
        summed = _monthly(rows.all(), municipality)
        found += [
            (name, *when, summed.get(when, 0), kept.get(when, 0))
            for when in sorted({*kept, *summed})
            if kept.get(when, 0) != summed.get(when, 0)
        ]
    return found


def asked_beside_entries(municipality: str) -> list[tuple[str, int, int, Decimal, Decimal]]:
    """Give where what was asked per day is not the sum of its bookings.

    Cents or quantity, year, month, and both sums.
    """
    asked = Q(transaction__kind=TransactionKind.DECLARED) | Q(
        transaction__reverses__kind=TransactionKind.DECLARED
    )
    entries = entries_of(municipality, None).filter(asked, account=LedgerAccount.WAITING)
    booked, back = F("transaction__quantity"), -F("transaction__reverses__quantity")
    summed = _per_month(
        entries, "transaction__day", Sum("cents"), Sum(Coalesce(booked, back, Decimal(0)))
    )
    rows = AskedBalance.objects.filter(municipality_id=municipality)
    kept = _per_month(rows, "day", Sum("cents"), Sum("quantity"))
    return [
        (*where, kept.get(where, Decimal(0)), summed.get(where, Decimal(0)))
        for where in sorted({*kept, *summed})
        if kept.get(where, 0) != summed.get(where, 0)
    ]


def _per_month(
    rows: QuerySet[Any], day: str, cents: Sum, quantity: Sum
) -> dict[tuple[str, int, int], Decimal]:
    of_each = rows.values_list(f"{day}__year", f"{day}__month").annotate(
        of_cents=cents, of_quantity=quantity
    )
    return {
        (name, year, month): Decimal(value)
        for year, month, *values in of_each.order_by()
        for name, value in zip(("cents", "quantity"), values, strict=True)
    }


def _monthly(rows: QuerySet[Any], municipality: str) -> dict[tuple[int, int], int]:
    of_each = rows.filter(municipality_id=municipality).values_list("year", "month")
    return {(year, month): cents for year, month, cents in of_each.annotate(Sum("cents"))}


def documents_beside_entries(municipality: str) -> list[tuple[int, int, int]]:
    """Give the documents of which what is open is not the sum of their entries: number, both sums.

    What a document asks and what pays it stand on the accounts of what is to be paid or received.
    """
    of_each = (
        entries_of(municipality, None)
        .filter(account__in=(LedgerAccount.PAYABLE, LedgerAccount.RECEIVABLE))
        .annotate(
            of=Coalesce(
                "transaction__pays", "transaction__document", "transaction__about__document"
            )
        )
        .exclude(of=None)
        .values("of")
        .annotate(over=Sum("cents"))
    )
    summed = {row["of"]: row["over"] for row in of_each}
    rows = DocumentBalance.objects.filter(municipality_id=municipality)
    kept = dict(rows.values_list("document", "cents"))
    return [
        (number, kept.get(number, 0), summed.get(number, 0))
        for number in sorted({*kept, *summed})
        if kept.get(number, 0) != summed.get(number, 0)
    ]
