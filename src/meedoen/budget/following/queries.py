# SPDX-License-Identifier: EUPL-1.2
"""Reads that follow money: from sums of a year to the bookings and documents behind them."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from meedoen.budget.accounts import COST, LedgerAccount
from meedoen.budget.kinds import TransactionKind
from meedoen.budget.models import BookedDocument, LedgerEntry, LedgerTransaction, PeriodBalance
from meedoen.budget.queries import balances, waits_about

# How many costs a booking has in one place, mostly: from two pots.
_ENTRIES_EACH = 3


@dataclass(frozen=True)
class BookedSum:
    """What stands on an account in a year, in cents, and of a cost where it belongs."""

    account: str
    law: str
    taakveld: str
    programme: str
    pot: str
    partner: str
    cents: int


def sums_of_year(municipality: str, year: int) -> list[BookedSum]:
    """Sum the balances of a year; how many there are does not hang on the bookings."""
    names = ("account", "law", "taakveld", "programme", "pot", "partner")
    rows = balances(municipality, year).values(*names).annotate(together=Sum("cents"))
    listed = rows.exclude(together=0).order_by(*names)
    return [BookedSum(*row) for row in listed.values_list(*names, "together")]


def pots_by_year(municipality: str) -> list[tuple[int, str, int]]:
    """Sum the costs of each year by the pot from which they are paid, in cents."""
    rows = PeriodBalance.objects.filter(municipality_id=municipality, account__startswith=COST)
    of_each = rows.values("year", "pot").annotate(together=Sum("cents")).order_by("year", "pot")
    return list(of_each.values_list("year", "pot", "together"))


@dataclass(frozen=True)
class CostSpot:
    """Where costs are looked for: a law and a taakveld of a year, and of which provider."""

    municipality: str
    year: int
    law: str
    taakveld: str
    partner: str

    def days(self, month: int | None) -> tuple[date, date]:
        """Give the first and last day of a month, or of the year."""
        first, last = month or 1, month or 12
        return date(self.year, first, 1), date(self.year, last, monthrange(self.year, last)[1])


def months_of(spot: CostSpot) -> list[tuple[int, int]]:
    """Sum what was booked somewhere per month, in cents; months without anything are left out."""
    rows = balances(spot.municipality, spot.year).filter(
        account__startswith=COST, law=spot.law, taakveld=spot.taakveld, partner=spot.partner
    )
    of_each = rows.values("month").annotate(together=Sum("cents")).order_by("month")
    return list(of_each.values_list("month", "together"))


@dataclass(frozen=True)
class BookedCost:
    """A booking, with what of it landed where somebody looks, in cents."""

    booking: LedgerTransaction
    cents: int


def costs_at(
    spot: CostSpot, *, month: int | None = None, before: int | None = None, most: int
) -> list[BookedCost]:
    """Give the latest bookings of costs somewhere, of a month or all, below a number; at most so.

    Without a month it reads downwards along an index until there are enough, so that a page costs
    what it shows; with one it reads what was booked in that month.
    """
    found: dict[int, int] = {}
    below, room, more = before, most * _ENTRIES_EACH, True
    while more and len(found) < most:
        rows = _costs_below(spot, below)
        if month is not None:
            rows = rows.filter(
                transaction__municipality=spot.municipality,
                transaction__day__range=spot.days(month),
            )
        read = list(rows.values_list("transaction", "cents")[:room])
        more = len(read) == room
        # The last booking may go on beyond what was read.
        whole = [pair for pair in read if pair[0] != read[-1][0]] if more else read
        there = LedgerTransaction.objects.filter(
            pk__in={booking for booking, _ in whole},
            municipality=spot.municipality,
            day__range=spot.days(month),
        )
        kept = set(there.values_list("pk", flat=True))
        for booking, cents in whole:
            if booking in kept:
                found[booking] = found.get(booking, 0) + cents
        below = whole[-1][0] if whole else below
        room *= 2
    shown = list(found)[:most]
    bookings = _with_document(LedgerTransaction.objects.filter(pk__in=shown))
    return [BookedCost(one, found[one.pk]) for one in bookings.order_by("-pk")]


def _costs_below(spot: CostSpot, below: int | None) -> QuerySet[LedgerEntry]:
    rows = LedgerEntry.objects.filter(law=spot.law, taakveld=spot.taakveld, partner=spot.partner)
    if below is not None:
        rows = rows.filter(transaction__lt=below)
    return rows.order_by("-transaction")


def _with_document(rows: QuerySet[LedgerTransaction]) -> QuerySet[LedgerTransaction]:
    return rows.select_related("document", "about__document", "key")


def bookings_about(booking: int, municipalities: Collection[str]) -> list[LedgerTransaction]:
    """Give what was booked about the same, in order, the first of it first; none when unknown.

    It is what a row of a document asks, its division, and what took either back, with entries.
    """
    asked = LedgerTransaction.objects.filter(
        pk=booking, municipality__in=municipalities
    ).values_list(Coalesce("about", "pk"), flat=True)
    first = asked.first()
    if first is None:
        return []
    rows = LedgerTransaction.objects.filter(Q(pk=first) | Q(about=first)).order_by("pk")
    return list(_with_document(rows).prefetch_related("entries"))


def documents_numbered(municipality: str, number: str) -> QuerySet[BookedDocument]:
    """List the documents with a number; each provider gives numbers of its own."""
    rows = BookedDocument.objects.filter(municipality_id=municipality, number__iexact=number)
    return rows.order_by("-last_day", "partner", "number")


def document_of(pk: int, municipalities: Collection[str]) -> BookedDocument | None:
    """Give a document by its number here."""
    return BookedDocument.objects.filter(pk=pk, municipality__in=municipalities).first()


@dataclass(frozen=True)
class DocumentRow:
    """A booked row of a document: how many cents it asks, and how many of those still wait."""

    booking: LedgerTransaction
    cents: int
    waits: int


def rows_of(declared: BookedDocument, *, after: int = 0, most: int) -> list[DocumentRow]:
    """Give the booked rows of a document after a row."""
    rows = declared.transactions.filter(row__gt=after).prefetch_related("entries").order_by("row")
    found = list(rows[:most])
    waits = waits_about([one.pk for one in found])
    return [DocumentRow(one, _asked(one), waits.get(one.pk, 0)) for one in found]


def _asked(booking: LedgerTransaction) -> int:
    entries = booking.entries.all()
    if booking.kind == TransactionKind.DECLARED:
        return sum(one.cents for one in entries if one.account == LedgerAccount.WAITING)
    return sum(one.cents for one in entries if one.cents > 0)


@dataclass(frozen=True)
class WaitingSum:
    """What of a provider and a product waits for a key in a month, in cents.

    `first_day` and `last_day` are those of what waits, or waited.
    """

    partner: str
    product: str
    month: int
    first_day: date
    last_day: date
    cents: int


def waits_per_partner(municipality: str, year: int) -> list[tuple[str, int]]:
    """Sum what waits in a year per provider, in cents, the most first; from balances."""
    rows = balances(municipality, year).filter(account=LedgerAccount.WAITING)
    of_each = rows.values("partner").annotate(together=Sum("cents")).exclude(together=0)
    return list(of_each.order_by("-together", "partner").values_list("partner", "together"))


def waits_per_product(municipality: str, year: int, partners: Collection[str]) -> list[WaitingSum]:
    """Sum what of some providers waits in a year per month and product.

    Bookings are read from the first to the last month in which something stands on the account.
    """
    of_month = balances(municipality, year).filter(
        account=LedgerAccount.WAITING, partner__in=partners
    )
    months = of_month.exclude(cents=0).aggregate(first=Min("month"), last=Max("month"))
    if months["first"] is None:
        return []
    first, last = months["first"], months["last"]
    rows = LedgerEntry.objects.filter(
        account=LedgerAccount.WAITING, partner__in=partners,
        transaction__municipality=municipality,
        transaction__day__range=(
            date(year, first, 1), date(year, last, monthrange(year, last)[1])
        ),
    )  # fmt: skip
    day = "transaction__day"
    of_each = (
        rows.annotate(
            product=Coalesce("transaction__about__product", "transaction__product"),
            month=F("transaction__day__month"),
        )
        .values("partner", "product", "month")
        .annotate(first=Min(day), last=Max(day), left=Sum("cents"))
        .exclude(left=0)
        .order_by("partner", "month", "product")
    )
    return [
        WaitingSum(
            row["partner"], row["product"], row["month"], row["first"], row["last"], row["left"]
        )
        for row in of_each
    ]
