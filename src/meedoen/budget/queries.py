# SPDX-License-Identifier: EUPL-1.2
"""Reads of the budget room: balances, what waits, keys, budgets, and entries on their way out."""

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from meedoen.budget.accounts import COST, LedgerAccount
from meedoen.budget.forecasting import SeenCost, last_whole_month, month_number
from meedoen.budget.keys import DivisionKey, KeyLine, Pot
from meedoen.budget.kinds import DocumentKind, TransactionKind
from meedoen.budget.models import (
    AllocationKey,
    BookedDocument,
    BookingYear,
    BudgetDecision,
    LedgerCheck,
    LedgerEntry,
    LedgerTransaction,
    PeriodBalance,
    ProductBalance,
    SeenBalance,
)
from meedoen.budget.planning import (
    BudgetPlan,
    DecidedBudget,
    PlannedAmount,
    PlannedPlace,
    planned,
)
from meedoen.budget.posting import CostPlace, Origin
from meedoen.budget.trying import MonthCost, TriedKey, tried
from meedoen.vocabulary.moment import Moment

_AT_ONCE = 5000
# How many costs a booking has in one place, mostly: from two pots.
_ENTRIES_EACH = 3
YEARS_COMPARED = 3
"""With so many years before its own a year is compared."""


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
    return sum(_waits_about(asked).values())


def _waits_about(asked: Collection[int] | QuerySet[Any]) -> dict[int, int]:
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
        _entries(municipality, year)
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
    rows = _entries(municipality, year).select_related("transaction")
    return rows.order_by("pk").iterator(_AT_ONCE)


def costs_out(municipality: str, year: int | None) -> Iterator[LedgerEntry]:
    """Give the entries that are costs, each with the law and the taakveld that it stands on."""
    rows = _entries(municipality, year).filter(account__startswith=COST)
    return rows.select_related("transaction").order_by("pk").iterator(_AT_ONCE)


def _entries(municipality: str, year: int | None) -> QuerySet[LedgerEntry]:
    rows = LedgerEntry.objects.filter(transaction__municipality=municipality)
    if year is None:
        return rows
    days = (date(year, 1, 1), date(year, 12, 31))
    return rows.filter(transaction__day__range=days)


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


def not_nought(municipality: str) -> list[tuple[int, int]]:
    """Give the transactions of which the entries are not nought together, with how many cents."""
    rows = _entries(municipality, None).values("transaction").annotate(over=Sum("cents"))
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
        for row in _entries(municipality, None)
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


def booking_years(municipality: str) -> QuerySet[BookingYear]:
    """List the years of a municipality, open and closed, the first one first."""
    return BookingYear.objects.filter(municipality_id=municipality).order_by("year")


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
    waits = _waits_about([one.pk for one in found])
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
    rows = _entries(municipality, year).filter(pk__in=numbers, account__startswith=COST)
    return list(rows.values_list("pk", flat=True))


def costs_between(municipality: str, year: int, first: int, last: int) -> list[int]:
    """Give the numbers of all costs of a year between two numbers, for where there are few."""
    rows = _entries(municipality, year).filter(pk__range=(first, last), account__startswith=COST)
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
    return LedgerCheck.objects.filter(municipality_id=municipality).order_by("-checked_at").first()


def budget_decisions(municipality: str, year: int) -> list[DecidedBudget]:
    """Give what was decided on the budget of a year, in the order in which it was kept."""
    rows = BudgetDecision.objects.filter(municipality_id=municipality, year=year)
    return [
        DecidedBudget(
            year, row.number, row.decided_on, row.ground,
            tuple(
                PlannedAmount(PlannedPlace(one.law, one.taakveld, one.programme), one.cents)
                for one in row.lines.all()
            ),
        )
        for row in rows.prefetch_related("lines").order_by("pk")
    ]  # fmt: skip


def plan_of(municipality: str, year: int, *, on: Moment) -> BudgetPlan:
    """Give the budget of a year beside what is booked and expected, by balances alone.

    Three statements, however much is booked.
    """
    costs: dict[PlannedPlace, list[SeenCost]] = {}
    rows = SeenBalance.objects.filter(
        municipality_id=municipality, year__gt=year - YEARS_COMPARED - 1, year__lte=year
    )
    for row in rows.exclude(cents=0):
        costs.setdefault(PlannedPlace(row.law, row.taakveld, row.programme), []).append(
            SeenCost(
                month_number(row.year, row.month),
                month_number(row.seen.year, row.seen.month),
                row.cents,
            )
        )
    decisions = budget_decisions(municipality, year)
    return planned(decisions, costs, year=year, until=last_whole_month(on.day))


def month_costs(municipality: str, year: int) -> list[MonthCost]:
    """Give the costs of a year per month, product and provider, by balances alone."""
    rows = ProductBalance.objects.filter(municipality_id=municipality, year=year).exclude(cents=0)
    return [
        MonthCost(
            row.month, row.product, row.partner, row.law, row.taakveld, Pot(row.pot), row.cents
        )
        for row in rows
    ]


def products_booked(municipality: str, year: int) -> list[str]:
    """Give the product categories of which something was booked in a year, in order."""
    rows = ProductBalance.objects.filter(municipality_id=municipality, year=year).exclude(cents=0)
    return list(rows.order_by("product").values_list("product", flat=True).distinct())


def key_of(number: int, municipalities: Collection[str]) -> AllocationKey:
    """Give a key of some municipalities, also one that was put aside, with its lines.

    Raises AllocationKey.DoesNotExist.
    """
    rows = AllocationKey.objects.prefetch_related("lines")
    return rows.get(pk=number, municipality_id__in=list(municipalities))


def try_key(row: AllocationKey, *, integral: int | None = None) -> TriedKey:
    """Try a key on what was booked in the year before its own, beside the keys that hold with it.

    `integral` is tried in the place of its own thousandths.
    """
    key = as_key(row)
    others = [one.key for one in adopted_keys(row.municipality_id, key.year) if one.pk != row.pk]
    return tried(key, month_costs(row.municipality_id, key.year - 1), others, integral=integral)


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


def _monthly(rows: QuerySet[Any], municipality: str) -> dict[tuple[int, int], int]:
    of_each = rows.filter(municipality_id=municipality).values_list("year", "month")
    return {(year, month): cents for year, month, cents in of_each.annotate(Sum("cents"))}
