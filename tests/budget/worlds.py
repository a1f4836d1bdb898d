# SPDX-License-Identifier: EUPL-1.2
"""A municipality that books, two people at work, keys and declarations."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from meedoen.areas.models import Municipality
from meedoen.budget import operations
from meedoen.budget.keys import DivisionKey, KeyLine
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import AllocationKey, BookedDocument, LedgerEntry, LedgerTransaction
from meedoen.budget.operations import DocumentCost, DocumentTold
from meedoen.budget.planning.budgets import DecidedBudget, PlannedAmount, PlannedPlace
from meedoen.budget.planning.operations import decide_budget
from meedoen.demonstration.declared_costs import PROVIDERS, keys_of
from meedoen.history.actor import NamedActor
from meedoen.vocabulary.moment import Moment

LINDEWAARD, VENNERHOUT = "GM9901", "GM9902"
BEFORE = Moment(datetime(2025, 11, 20, 9, 30, tzinfo=UTC))
NOW = Moment(datetime(2026, 2, 3, 9, 30, tzinfo=UTC))
PUK, JOOST = NamedActor("Puk Beleid", "controller"), NamedActor("Joost Geld", "controller")
STADSKAMER = "41000001"
LINES = (
    KeyLine("wmo", "6.713", "4.3", "Meedoen", 600, "Wmo 2015, artikel 2.3.5"),
    KeyLine("participatiewet", "6.5", "4.3", "Meedoen", 400, "Participatiewet, artikel 7"),
)


def a_key(**other: Any) -> DivisionKey:
    """A key of Lindewaard for all of 2026, but for what is said."""
    said = {
        "name": "Dagbesteding", "first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31),
        "lines": LINES,
    }  # fmt: skip
    return DivisionKey(**{**said, **other})


def a_town(code: str = LINDEWAARD, *years: int) -> str:
    """A municipality in which is booked in some years."""
    Municipality.objects.get_or_create(code=code, defaults={"name": code})
    for year in years or (2026,):
        operations.open_year(municipality=code, year=year, by=PUK, on=BEFORE)
    return code


def adopted(key: DivisionKey | None = None, town: str = LINDEWAARD) -> AllocationKey:
    """A key that one proposed and another adopted, in time."""
    row = operations.propose_key(municipality=town, key=key or a_key(), by=PUK, on=BEFORE)
    return operations.adopt_key(key=row.pk, municipality=town, by=JOOST, on=BEFORE)


def a_cost(row: int = 1, cents: int = 12_345, day: date = date(2026, 1, 31)) -> DocumentCost:
    """A row of a declaration."""
    return DocumentCost(row, day, "07", "07A03", f"T{row}", "f" * 32, cents)


def taken_in(
    costs: Iterable[DocumentCost] | None = None,
    number: str = "2026-01",
    town: str = LINDEWAARD,
    digest: str = "a" * 64,
) -> BookedDocument | None:
    """A declaration that was taken in."""
    rows = list(costs) if costs is not None else [a_cost()]
    told = DocumentTold(
        STADSKAMER, number, "iwmo 2.3", date(2026, 1, 1), date(2026, 1, 31),
        sum(one.cents for one in rows), digest, len(rows), 0,
    )  # fmt: skip
    return operations.take_in(municipality=town, told=told, costs=rows, by=PUK, on=NOW)


def a_document(kind: DocumentKind, number: str, **other: Any) -> DocumentTold:
    """What a document of January 2026 says of itself, but for what is said."""
    said = {
        "partner": STADSKAMER, "number": number, "standard": "x", "first_day": date(2026, 1, 1),
        "last_day": date(2026, 1, 31), "total_cents": None, "digest": "a" * 64, "rows": 1,
        "bad": 0, "kind": kind,
    }  # fmt: skip
    return DocumentTold(**{**said, **other})


def standing() -> dict[str, int]:
    """What stands on each account, by its entries."""
    found: dict[str, int] = {}
    for one in LedgerEntry.objects.all():
        found[one.account] = found.get(one.account, 0) + one.cents
    return {account: cents for account, cents in found.items() if cents}


def some_books(town: str = LINDEWAARD) -> None:
    """Two years of a town: one closed, one in which something waits and something was taken back.

    With the keys of the demonstration, and a few rows of two providers in the first months.
    """
    for year in (2025, 2026):
        before = Moment(datetime(year - 1, 11, 20, 9, 30, tzinfo=UTC))
        operations.open_year(municipality=town, year=year, by=PUK, on=before)
        for key in keys_of(year):
            row = operations.propose_key(municipality=town, key=key, by=PUK, on=before)
            operations.adopt_key(key=row.pk, municipality=town, by=JOOST, on=before)
        for month in (1, 2, 3):
            for partner, product, code, price, _ in PROVIDERS:
                _a_month(town, date(year, month, 28), partner, product, code, price)
        if year == 2026:
            _a_month(town, date(year, 3, 28), STADSKAMER, "08", "08A03", 1_250)
        after = Moment(datetime(year, 4, 20, 9, 30, tzinfo=UTC))
        operations.divide_what_waits(municipality=town, year=year, by=PUK, on=after)
    operations.close_year(municipality=town, year=2025, by=PUK, on=NOW)
    wrong = LedgerTransaction.objects.filter(municipality=town, kind="divided").latest("pk")
    operations.reverse(booking=wrong.pk, municipality=town, why="Dubbel", by=PUK, on=NOW)


def some_plans(town: str = LINDEWAARD) -> None:
    """A budget with a change, and keys for the next year: two wait, another was put aside."""
    place = PlannedPlace("wmo", "6.713", "Meedoen")
    for number, day, cents in (("25-118", BEFORE.day, 90_000), ("26-4", NOW.day, -5_000)):
        lines = (PlannedAmount(place, cents),)
        decide_budget(
            municipality=town,
            budget=DecidedBudget(2026, number, day, "Programmabegroting 2026", lines),
            by=PUK,
            on=NOW,
        )
    days = {"first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
    for name, products in (("Dagbesteding 2027", ()), ("Vervoer 2027", ("08",)), ("Oud 2027", ())):
        key = a_key(name=name, products=frozenset(products), **days)
        row = operations.propose_key(municipality=town, key=key, by=PUK, on=NOW)
    operations.drop_key(key=row.pk, municipality=town, by=PUK, on=NOW)


def _a_month(town: str, last: date, partner: str, product: str, code: str, price: int) -> None:
    costs = [
        DocumentCost(row, last, product, code, f"{partner[-3:]}{row}", "e" * 32, price * row)
        for row in range(1, 7)
    ]
    told = DocumentTold(
        partner, f"{last:%Y-%m}-{product}", "iwmo 2.3", last.replace(day=1), last,
        sum(one.cents for one in costs), f"{partner}{last}{product}"[:64], len(costs), 0,
    )  # fmt: skip
    on = Moment.beginning(last) + timedelta(days=10)
    operations.take_in(municipality=town, told=told, costs=costs, by=PUK, on=on)
