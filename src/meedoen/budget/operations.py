# SPDX-License-Identifier: EUPL-1.2
"""Writes of the budget room: years, budgets, keys, documents, dividing, and taking back.

Nothing that was booked changes. What a document asks waits on an account of its own until a key
that was adopted before its day divides it; no cost stands anywhere until then (ADR 0047).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice

from django.db import transaction

from meedoen.budget.accounts import LedgerAccount, cost_account, open_account
from meedoen.budget.keys import DivisionKey, divide, key_for, must_be_usable
from meedoen.budget.kinds import DocumentKind, TransactionKind
from meedoen.budget.models import (
    AllocationKey,
    AllocationLine,
    BookedDocument,
    BookingYear,
    LedgerEntry,
    LedgerTransaction,
)
from meedoen.budget.posting import CostPlace, Origin, Posting, must_be_whole
from meedoen.budget.queries import (
    Undivided,
    adopted_keys,
    as_key,
    document,
    open_years,
    place_of,
    what_waits,
)
from meedoen.database.turns import one_at_a_time
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.units import DeliveredUnit

_AT_ONCE = 2000


class YearIsClosed(ValueError):
    """Nothing is booked in that year; the message says which years are open."""


class StillWaiting(ValueError):
    """Something of a year waits for a key; the message says how many cents."""


class KeyTooLate(ValueError):
    """A key is adopted before its first day, or not at all."""


class KeysMeet(ValueError):
    """Another key says the same for the same days."""


class OwnKey(ValueError):
    """Who proposed a key is not who adopts it."""


class OtherContent(ValueError):
    """The provider used this number before, for another declaration."""


class AlreadyReversed(ValueError):
    """It was taken back already, or takes back another itself."""


@dataclass(frozen=True)
class DocumentCost:
    """One good row of a document, with an opaque reference in the place of whose it is.

    `day` is the last day of what was delivered; `cents` below nought is a credit. `reclaimed_cents`
    is VAT that is had back from the BCF: it is to be paid, and is no cost. `quantity` says how many
    of `unit` were delivered, below nought for a credit; None where nobody said.
    """

    row: int
    day: date
    product: str
    product_code: str
    commitment: str
    person: str = field(repr=False)
    cents: int
    reclaimed_cents: int = 0
    # Where it is said or not, what is asked is the same.
    unit: DeliveredUnit | None = field(default=None, repr=False)
    quantity: Decimal | None = field(default=None, repr=False)


@dataclass(frozen=True)
class DocumentTold:
    """What a document says of itself; `total_cents` is None where that cannot be read.

    `settled_cents` of it were paid before it came. `shared` is the number of what it is a part of,
    where it was asked of several municipalities together.
    """

    partner: str
    number: str
    standard: str
    first_day: date
    last_day: date
    total_cents: int | None
    digest: str
    rows: int
    bad: int
    kind: DocumentKind = DocumentKind.DECLARATION
    settled_cents: int = 0
    shared: int | None = None


@transaction.atomic
def open_year(*, municipality: str, year: int, by: Actor, on: Moment) -> BookingYear:
    """Let things be booked in a year; a year that was opened before stays as it is."""
    sign(by=by, on=on)
    row, _ = BookingYear.objects.get_or_create(
        municipality_id=municipality,
        year=year,
        defaults={"opened_by": by.label, "opened_at": on.at},
    )
    return row


@transaction.atomic
def close_year(*, municipality: str, year: int, by: Actor, on: Moment) -> bool:
    """Let nothing more be booked in a year; False when it was closed before, or never opened.

    Waits for who books in it. Raises StillWaiting while something of it waits for a key: no euro
    stays behind without a law.
    """
    sign(by=by, on=on)
    rows = BookingYear.objects.filter(
        municipality_id=municipality, year=year, closed_at__isnull=True
    )
    if not rows.update(closed_by=by.label, closed_at=on.at):
        return False
    if left := sum(abs(one.cents) for one in what_waits(municipality, year)):
        raise StillWaiting(
            f"{left} cents of {year} wait for a key. Divide them or take them back, and then close."
        )
    return True


@transaction.atomic
def propose_key(*, municipality: str, key: DivisionKey, by: Actor, on: Moment) -> AllocationKey:
    """Propose how costs are divided; it divides nothing until somebody else adopts it.

    Raises UnusableKey when it names what does not hold in its year, or makes no whole.
    """
    must_be_usable(key)
    sign(by=by, on=on)
    row = AllocationKey.objects.create(
        municipality_id=municipality,
        name=key.name,
        first_day=key.first_day,
        last_day=key.last_day,
        products=sorted(key.products),
        partners=sorted(key.partners),
        integral=key.integral,
        proposed_by=by.label,
        proposer_id=by.account_id,
        proposed_at=on.at,
    )
    AllocationLine.objects.bulk_create(
        AllocationLine(
            key=row, place=place, law=line.law, taakveld=line.taakveld, category=line.category,
            programme=line.programme, share=line.share, ground=line.ground,
        )
        for place, line in enumerate(key.lines, start=1)
    )  # fmt: skip
    return row


@transaction.atomic
def adopt_key(*, key: int, municipality: str, by: Actor, on: Moment) -> AllocationKey:
    """Let a key hold from its first day, which has to come yet (adoption.md: rights come first).

    Raises AllocationKey.DoesNotExist, KeyTooLate, OwnKey, and KeysMeet when another one says the
    same for the same days.
    """
    sign(by=by, on=on)
    one_at_a_time(f"keys of {municipality}")
    row = AllocationKey.objects.select_for_update().get(
        pk=key, municipality_id=municipality, adopted_at__isnull=True, dropped_at__isnull=True
    )
    if row.first_day <= on.day:
        raise KeyTooLate(
            f"{row.name} begint op {day_in_words(row.first_day)}. Een sleutel wordt vastgesteld "
            "vóór de eerste dag. Stel er een voor die later begint."
        )
    if row.is_proposed_by(by.label, by.account_id):
        raise OwnKey("Wie een sleutel voorstelt, stelt hem niet zelf vast. Vraag een collega.")
    mine = as_key(row)
    for other in adopted_keys(municipality, row.first_day.year):
        if mine.meets(other.key):
            raise KeysMeet(
                f"{other.key.name} is al vastgesteld en geldt voor hetzelfde, op dezelfde dagen. "
                "Zet dit voorstel opzij, of stel er een voor met andere kosten of andere dagen."
            )
    row.adopted_by, row.adopter_id = by.label, by.account_id
    row.adopted_on, row.adopted_at = on.day, on.at
    row.save(update_fields=["adopted_by", "adopter_id", "adopted_on", "adopted_at"])
    return row


@transaction.atomic
def drop_key(*, key: int, municipality: str, by: Actor, on: Moment) -> bool:
    """Put a proposal aside; a key that was adopted stays. Gives whether it was a proposal."""
    sign(by=by, on=on)
    rows = AllocationKey.objects.filter(
        pk=key, municipality_id=municipality, adopted_at__isnull=True, dropped_at__isnull=True
    )
    return rows.update(dropped_by=by.label, dropped_at=on.at) > 0


@transaction.atomic
def take_key_up_again(*, key: int, municipality: str, by: Actor, on: Moment) -> bool:
    """Let a proposal that was put aside wait for somebody again; gives whether it was put aside."""
    sign(by=by, on=on)
    rows = AllocationKey.objects.filter(
        pk=key, municipality_id=municipality, dropped_at__isnull=False
    )
    return rows.update(dropped_by="", dropped_at=None) > 0


@transaction.atomic
def take_in(
    *,
    municipality: str,
    told: DocumentTold,
    costs: Iterable[DocumentCost],
    by: Actor,
    on: Moment,
) -> BookedDocument | None:
    """Book what a document asks: it is to be paid, and waits for a key. None the second time.

    Everything of it is booked or nothing. A day in a year that is closed is booked on the first day
    of the first year that is open. Raises OtherContent, and YearIsClosed when no year is open.
    """
    row = keep_document(municipality=municipality, told=told, by=by, on=on)
    if row is None:
        return None
    years = open_years(municipality)
    left = iter(costs)
    while some := list(islice(left, _AT_ONCE)):
        bookings = [_asked(row, cost, years, by, on) for cost in some]
        book_all([(booked, postings) for booked, postings in bookings if postings])
    if told.settled_cents:
        book_all([_settled(row, told.settled_cents, years, by, on)])
    return row


@transaction.atomic
def take_in_all(
    *,
    municipality: str,
    documents: Iterable[tuple[DocumentTold, Iterable[DocumentCost]]],
    by: Actor,
    on: Moment,
) -> list[BookedDocument | None]:
    """Book several documents, all or none; None for each that was there. Raises as `take_in`."""
    return [
        take_in(municipality=municipality, told=told, costs=costs, by=by, on=on)
        for told, costs in documents
    ]


@transaction.atomic
def keep_document(
    *, municipality: str, told: DocumentTold, by: Actor, on: Moment
) -> BookedDocument | None:
    """Keep that a document came in, before what it asks is booked. None the second time.

    Raises OtherContent when its number was used before for another one.
    """
    one_at_a_time(f"documents of {told.partner} in {municipality}")
    there = document(municipality, told.kind, told.partner, told.number)
    if there is not None:
        if there.digest != told.digest:
            raise OtherContent(f"{told.partner} used number {told.number} before, for another one.")
        return None
    return BookedDocument.objects.create(
        municipality_id=municipality,
        kind=told.kind,
        partner=told.partner,
        number=told.number,
        standard=told.standard,
        first_day=told.first_day,
        last_day=told.last_day,
        total_cents=told.total_cents,
        digest=told.digest,
        rows=told.rows,
        bad=told.bad,
        shared_id=told.shared,
        taken_in_by=by.label,
        taken_in_at=on.at,
    )


def booking_for(
    document: BookedDocument, kind: TransactionKind, day: date, by: Actor, on: Moment
) -> LedgerTransaction:
    """Begin a booking because of a document, on an open day; it is not kept yet."""
    return LedgerTransaction(
        municipality_id=document.municipality_id,
        day=day,
        kind=kind,
        words=f"{document.partner} {document.number}",
        booked_by=by.label,
        booked_at=on.at,
    )


def _asked(
    document: BookedDocument, cost: DocumentCost, years: Sequence[int], by: Actor, on: Moment
) -> tuple[LedgerTransaction, list[Posting]]:
    booked = booking_for(document, TransactionKind.DECLARED, day_to_book(cost.day, years), by, on)
    booked.document, booked.row = document, cost.row
    booked.product, booked.product_code = cost.product, cost.product_code
    if cost.unit is not None and cost.quantity is not None:
        booked.unit, booked.quantity = cost.unit, cost.quantity
    origin = Origin(document.partner, cost.commitment, cost.person)
    postings = [
        Posting(LedgerAccount.WAITING, cost.cents, origin),
        Posting(LedgerAccount.VAT_BCF, cost.reclaimed_cents, origin),
        Posting(
            open_account(DocumentKind(document.kind)), -cost.cents - cost.reclaimed_cents, origin
        ),
    ]
    return booked, [one for one in postings if one.cents]


def _settled(
    document: BookedDocument, cents: int, years: Sequence[int], by: Actor, on: Moment
) -> tuple[LedgerTransaction, list[Posting]]:
    """Take what was paid before off what is to be paid; that payment waits to be looked into."""
    day = day_to_book(document.last_day, years)
    booked = booking_for(document, TransactionKind.SETTLED, day, by, on)
    booked.pays = document
    origin = Origin(document.partner)
    account = open_account(DocumentKind(document.kind))
    return booked, [
        Posting(account, cents, origin),
        Posting(LedgerAccount.SUSPENSE, -cents, origin),
    ]


def day_to_book(day: date, years: Sequence[int]) -> date:
    """Give the day itself in an open year, else the first day of the first one that is.

    Raises YearIsClosed when none is open.
    """
    if day.year in years:
        return day
    if not years:
        raise YearIsClosed("No booking year is open. `meedoen budget year` opens one.")
    return date(min((year for year in years if year > day.year), default=years[-1]), 1, 1)


@transaction.atomic
def divide_what_waits(*, municipality: str, year: int, by: Actor, on: Moment) -> int:
    """Divide everything of a year that waits and for which a key holds; gives how many bookings.

    What no key covers waits on.
    """
    sign(by=by, on=on)
    one_at_a_time(f"dividing of {municipality}")
    keys = adopted_keys(municipality, year)
    rows = {id(one.key): one.pk for one in keys}
    done = 0
    waiting = what_waits(municipality, year)
    while some := list(islice(waiting, _AT_ONCE)):
        found = [
            (one, key_for(one.day, one.product, one.origin.partner, [each.key for each in keys]))
            for one in some
        ]
        book_all(
            [
                (
                    LedgerTransaction(
                        municipality_id=municipality,
                        day=one.day,
                        kind=TransactionKind.DIVIDED,
                        words=key.name,
                        about_id=one.booking,
                        key_id=rows[id(key)],
                        booked_by=by.label,
                        booked_at=on.at,
                    ),
                    _divided(one, key),
                )
                for one, key in found
                if key is not None
            ]
        )
        done += sum(key is not None for _, key in found)
    return done


def _divided(one: Undivided, key: DivisionKey) -> list[Posting]:
    costs = [
        Posting(
            cost_account(one.kind),
            share.cents,
            one.origin,
            CostPlace(
                share.line.law, share.line.taakveld, share.line.category, share.line.programme,
                share.pot, share.line.ground,
            ),
        )
        for share in divide(one.cents, key)
    ]  # fmt: skip
    return [*costs, Posting(LedgerAccount.WAITING, -one.cents, one.origin)]


@transaction.atomic
def reverse(
    *, booking: int, municipality: str, why: str, by: Actor, on: Moment
) -> LedgerTransaction:
    """Take a booking back with one that is its opposite; both stay.

    On the day of the booking while its year is open, else on the first day of the first year that
    is. Raises LedgerTransaction.DoesNotExist, AlreadyReversed and YearIsClosed; NoTaakveld and
    LawForbids where that year has no such place any more.
    """
    sign(by=by, on=on)
    one_at_a_time(f"dividing of {municipality}")
    booked = LedgerTransaction.objects.get(pk=booking, municipality_id=municipality)
    followed = LedgerTransaction.objects.filter(about=booked, reversed_by__isnull=True)
    if (
        booked.reverses_id
        or LedgerTransaction.objects.filter(reverses=booked).exists()
        or followed.exclude(kind=TransactionKind.REVERSED).exists()
    ):
        raise AlreadyReversed(
            "It was taken back already, takes back another, or is divided: take that back first."
        )
    back = LedgerTransaction(
        municipality_id=municipality,
        day=day_to_book(booked.day, open_years(municipality)),
        kind=TransactionKind.REVERSED,
        words=why,
        about_id=booked.about_id or booked.pk,
        pays_id=booked.pays_id,
        reverses=booked,
        booked_by=by.label,
        booked_at=on.at,
    )
    book_all([(back, [_posting(entry).reversed() for entry in booked.entries.order_by("pk")])])
    return back


def _posting(entry: LedgerEntry) -> Posting:
    account = LedgerAccount(entry.account)
    origin = Origin(entry.partner, entry.commitment, entry.person)
    return Posting(account, entry.cents, origin, place_of(entry) if account.is_cost else None)


def book_all(bookings: Collection[tuple[LedgerTransaction, list[Posting]]]) -> None:
    """Write bookings whole: all entries of each in one statement, as the database asks."""
    for booked, postings in bookings:
        must_be_whole(postings, booked.day)
    LedgerTransaction.objects.bulk_create([booked for booked, _ in bookings])
    LedgerEntry.objects.bulk_create(
        _entry(booked, one) for booked, postings in bookings for one in postings
    )


def _entry(booked: LedgerTransaction, one: Posting) -> LedgerEntry:
    place = one.place
    return LedgerEntry(
        transaction=booked,
        account=one.account,
        cents=one.cents,
        law=place.law if place else "",
        taakveld=place.taakveld if place else "",
        category=place.category if place else "",
        programme=place.programme if place else "",
        pot=place.pot if place else "",
        ground=place.ground if place else "",
        partner=one.origin.partner,
        commitment=one.origin.commitment,
        person=one.origin.person,
    )
