# SPDX-License-Identifier: EUPL-1.2
"""Reads of the budget room: years, keys, documents, what waits, balances, and entries going out."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from meedoen.budget.accounts import COST, LedgerAccount
from meedoen.budget.keys import DivisionKey, KeyLine, Pot
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import (
    AllocationKey,
    BookedDocument,
    BookingYear,
    LedgerEntry,
    LedgerTransaction,
    PeriodBalance,
)
from meedoen.budget.posting import CostPlace, Origin

_AT_ONCE = 5000


@dataclass(frozen=True)
class Undivided:
    """A cost that no key divided yet: the booking, and how many cents of it wait.

    `day` is that of the booking, or the first of the year in which a division was taken back.
    """

    booking: int
    day: date
    product: str
    origin: Origin
    cents: int
    kind: DocumentKind = DocumentKind.DECLARATION


@dataclass(frozen=True)
class AdoptedKey:
    """A key that holds, with the number of its row."""

    pk: int
    key: DivisionKey


def adopted_keys(municipality: str, year: int) -> list[AdoptedKey]:
    """Give the keys that hold in a year of a municipality, in the order in which they begin."""
    rows = AllocationKey.objects.filter(
        municipality_id=municipality, first_day__year=year, adopted_at__isnull=False
    )
    return [
        AdoptedKey(row.pk, as_key(row))
        for row in rows.prefetch_related("lines").order_by("first_day", "pk")
    ]


def as_key(row: AllocationKey) -> DivisionKey:
    """Read a key from its rows."""
    return DivisionKey(
        name=row.name,
        first_day=row.first_day,
        last_day=row.last_day,
        lines=tuple(
            KeyLine(one.law, one.taakveld, one.category, one.programme, one.share, one.ground)
            for one in row.lines.all()
        ),
        products=frozenset(row.products),
        partners=frozenset(row.partners),
        integral=row.integral,
    )


def open_years(municipality: str) -> list[int]:
    """Give the years in which can be booked."""
    rows = BookingYear.objects.filter(municipality_id=municipality, closed_at__isnull=True)
    return list(rows.order_by("year").values_list("year", flat=True))


def document(
    municipality: str, kind: DocumentKind, partner: str, number: str
) -> BookedDocument | None:
    """Give a document that was taken in, by the number that who sent it gave it."""
    return BookedDocument.objects.filter(
        municipality_id=municipality, kind=kind, partner=partner, number=number
    ).first()


def waits_of(municipality: str, kind: DocumentKind, partner: str, number: str) -> int:
    """Give how many cents of a document no key divided yet."""
    asked = LedgerTransaction.objects.filter(
        document__municipality=municipality,
        document__kind=kind,
        document__partner=partner,
        document__number=number,
    ).values("pk")
    return sum(waits_about(asked).values())


def waits_about(asked: Collection[int] | QuerySet[Any]) -> dict[int, int]:
    """Give of what was asked how much no key divided yet, in cents, by number of the booking.

    In two statements: together they would read all that waits or waited anywhere.
    """
    waiting = LedgerEntry.objects.filter(account=LedgerAccount.WAITING)
    found: Counter[int] = Counter()
    for of_it, rows in (
        ("transaction", waiting.filter(transaction__in=asked)),
        ("transaction__about", waiting.filter(transaction__about__in=asked)),
    ):
        summed = rows.values(of_it).annotate(together=Sum("cents")).order_by(of_it)
        found.update(dict(summed.values_list(of_it, "together")))
    return {booking: cents for booking, cents in found.items() if cents}


def provider_is_known(municipality: str, partner: str) -> bool:
    """Tell whether anything of a provider was taken in before."""
    return BookedDocument.objects.filter(municipality_id=municipality, partner=partner).exists()


def commitments_known(municipality: str, numbers: Collection[str]) -> set[str]:
    """Give those numbers of what was granted under which something was booked before."""
    rows = LedgerEntry.objects.filter(
        transaction__municipality=municipality, commitment__in=list(numbers)
    )
    return set(rows.values_list("commitment", flat=True).distinct())


def what_waits(municipality: str, year: int) -> Iterator[Undivided]:
    """Give what no key divided yet of a year, in the order in which it was booked."""
    of_one = (
        entries_of(municipality, year)
        .filter(account=LedgerAccount.WAITING)
        .values(booking=Coalesce("transaction__about", "transaction"))
        .annotate(left=Sum("cents"))
        .exclude(left=0)
        .order_by("booking")
        .values_list("booking", "left")
    )
    left = dict(of_one)
    rows = LedgerEntry.objects.filter(transaction__in=left, account=LedgerAccount.WAITING)
    for row in (
        rows.select_related("transaction__document").order_by("transaction").iterator(_AT_ONCE)
    ):
        booked = row.transaction
        yield Undivided(
            booked.pk,
            booked.day if booked.day.year == year else date(year, 1, 1),
            booked.product,
            Origin(row.partner, row.commitment, row.person),
            left[booked.pk],
            DocumentKind(booked.document.kind) if booked.document else DocumentKind.DECLARATION,
        )


def balances(municipality: str, year: int) -> QuerySet[PeriodBalance]:
    """Give the balances per month of a year; how many there are does not hang on the bookings."""
    return PeriodBalance.objects.filter(municipality_id=municipality, year=year)


def standing(municipality: str, account: LedgerAccount) -> int:
    """Give what stands on an account, in cents, over all years."""
    rows = PeriodBalance.objects.filter(municipality_id=municipality, account=account)
    return rows.aggregate(together=Sum("cents"))["together"] or 0


def entries_out(municipality: str, year: int | None) -> Iterator[LedgerEntry]:
    """Give the entries of a municipality, of one year or of all, in the order of booking."""
    rows = entries_of(municipality, year).select_related("transaction")
    return rows.order_by("pk").iterator(_AT_ONCE)


def costs_out(municipality: str, year: int | None) -> Iterator[LedgerEntry]:
    """Give the entries that are costs, each with the law and the taakveld that it stands on."""
    rows = entries_of(municipality, year).filter(account__startswith=COST)
    return rows.select_related("transaction").order_by("pk").iterator(_AT_ONCE)


def entries_of(municipality: str, year: int | None) -> QuerySet[LedgerEntry]:
    """List the entries of a municipality, of one year or of all."""
    rows = LedgerEntry.objects.filter(transaction__municipality=municipality)
    if year is None:
        return rows
    days = (date(year, 1, 1), date(year, 12, 31))
    return rows.filter(transaction__day__range=days)


def place_of(entry: LedgerEntry) -> CostPlace:
    """Give where a cost stands."""
    return CostPlace(
        entry.law, entry.taakveld, entry.category, entry.programme, Pot(entry.pot), entry.ground
    )


def keys_of(municipality: str) -> dict[int, AllocationKey]:
    """Give every key that was adopted, by its number, with its lines."""
    rows = AllocationKey.objects.filter(municipality_id=municipality, adopted_at__isnull=False)
    return {row.pk: row for row in rows.prefetch_related("lines")}


def listed_keys(municipality: str) -> QuerySet[AllocationKey]:
    """List what holds and what waits for somebody to adopt it, by first day."""
    rows = AllocationKey.objects.filter(municipality_id=municipality, dropped_at__isnull=True)
    return rows.order_by("first_day", "pk")


def cost_of(municipality: str, year: int) -> list[tuple[str, str, int]]:
    """Sum the costs of a year per taakveld and economic category, in cents, by code."""
    rows = balances(municipality, year).filter(account__startswith=COST)
    of_each = rows.values("taakveld", "category").annotate(together=Sum("cents"))
    listed = of_each.order_by("taakveld", "category")
    return list(listed.values_list("taakveld", "category", "together"))


def closed_years(municipality: str) -> list[int]:
    """Give the years in which nothing is booked any more."""
    rows = BookingYear.objects.filter(municipality_id=municipality, closed_at__isnull=False)
    return list(rows.order_by("year").values_list("year", flat=True))


def booking_municipalities() -> list[str]:
    """Give the municipalities that book here, by code."""
    rows = BookingYear.objects.order_by("municipality").values_list("municipality", flat=True)
    return list(rows.distinct())


def booking_years(municipality: str) -> QuerySet[BookingYear]:
    """List the years of a municipality, open and closed, the first one first."""
    return BookingYear.objects.filter(municipality_id=municipality).order_by("year")


def key_of(number: int, municipalities: Collection[str]) -> AllocationKey:
    """Give a key of some municipalities, also one that was put aside, with its lines.

    Raises AllocationKey.DoesNotExist.
    """
    rows = AllocationKey.objects.prefetch_related("lines")
    return rows.get(pk=number, municipality_id__in=list(municipalities))
