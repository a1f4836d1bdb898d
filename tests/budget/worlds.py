# SPDX-License-Identifier: EUPL-1.2
"""A municipality that books, two people at work, keys and declarations."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from meedoen.areas.models import Municipality
from meedoen.budget import operations
from meedoen.budget.keys import DivisionKey, KeyLine
from meedoen.budget.models import AllocationKey, BookedDeclaration, LedgerEntry
from meedoen.budget.operations import DeclarationTold, DeclaredCost
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


def a_cost(row: int = 1, cents: int = 12_345, day: date = date(2026, 1, 31)) -> DeclaredCost:
    """A row of a declaration."""
    return DeclaredCost(row, day, "07", "07A03", f"T{row}", "f" * 32, cents)


def taken_in(
    costs: Iterable[DeclaredCost] | None = None,
    number: str = "2026-01",
    town: str = LINDEWAARD,
    digest: str = "a" * 64,
) -> BookedDeclaration | None:
    """A declaration that was taken in."""
    rows = list(costs) if costs is not None else [a_cost()]
    told = DeclarationTold(
        STADSKAMER, number, "iwmo 2.3", date(2026, 1, 1), date(2026, 1, 31),
        sum(one.cents for one in rows), digest, len(rows), 0,
    )  # fmt: skip
    return operations.take_in(municipality=town, told=told, costs=rows, by=PUK, on=NOW)


def standing() -> dict[str, int]:
    """What stands on each account, by its entries."""
    found: dict[str, int] = {}
    for one in LedgerEntry.objects.all():
        found[one.account] = found.get(one.account, 0) + one.cents
    return {account: cents for account, cents in found.items() if cents}
