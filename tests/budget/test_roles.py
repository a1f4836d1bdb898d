# SPDX-License-Identifier: EUPL-1.2
"""The database keeps the ledger to who accounts for it; a page can only take a booking back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from meedoen.accounts.models import Team
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.budget import operations, queries
from meedoen.budget.auditing.operations import note_check
from meedoen.budget.following import queries as following
from meedoen.budget.following.queries import CostSpot
from meedoen.budget.models import (
    AllocationKey,
    AllocationLine,
    BookedDocument,
    BookingYear,
    LedgerCheck,
    LedgerEntry,
    LedgerTransaction,
    PeriodBalance,
)
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose, role_may
from tests.budget.worlds import (
    BEFORE,
    LINDEWAARD,
    NOW,
    PUK,
    STADSKAMER,
    VENNERHOUT,
    a_cost,
    a_town,
    adopted,
    taken_in,
)
from tests.privacy.worlds import make_team, make_viewer

pytestmark = pytest.mark.django_db
MODELS = (
    BookingYear, AllocationKey, AllocationLine, BookedDocument, LedgerTransaction, LedgerEntry,
    LedgerCheck, PeriodBalance,
)  # fmt: skip
NOBODY = [0] * len(MODELS)


@contextmanager
def at_work(
    role: Role = Role.CONTROLLER,
    code: str = LINDEWAARD,
    purpose: Purpose = Purpose.ACCOUNTING,
) -> Iterator[Viewer]:
    """Do what follows as a page does, for somebody with this function in that municipality."""
    team = make_team(code, f"Geld {Team.objects.count()} {code}", kind="municipality")
    viewer = make_viewer(team, role, NOW)
    with acting(viewer, purpose=purpose, on=NOW):
        yield viewer


def seen() -> list[int]:
    return [model.objects.count() for model in MODELS]


@pytest.fixture(autouse=True)
def booked() -> None:
    """Two rows of a declaration in Lindewaard, of which the key divides both; and a year open."""
    a_town(LINDEWAARD)
    a_town(VENNERHOUT)
    adopted()
    taken_in([a_cost(1, 1_000), a_cost(2, 501)])
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    note_check(municipality=LINDEWAARD, findings=0, by=PUK, on=NOW)


def divided() -> LedgerTransaction:
    return LedgerTransaction.objects.filter(kind="divided").earliest("pk")


def test_a_controller_reads_the_ledger_of_her_own_municipality() -> None:
    with at_work():
        assert seen() == [1, 1, 2, 1, 4, 10, 1, 4]
    with at_work(code=VENNERHOUT):
        assert seen() == [1, *NOBODY[1:]]


@pytest.mark.parametrize("role", sorted(AT_WORK - {Role.CONTROLLER}))
def test_nobody_else_at_work_reads_anything_of_it(role: Role) -> None:
    assert not role_may(role, Purpose.ACCOUNTING)
    with at_work(role):
        assert seen() == NOBODY


@pytest.mark.parametrize("purpose", sorted(set(Purpose) - {Purpose.ACCOUNTING}))
def test_a_controller_who_comes_for_something_else_reads_nothing_of_it(purpose: Purpose) -> None:
    with at_work(purpose=purpose):
        assert seen() == NOBODY


def test_a_controller_takes_a_booking_back_and_all_of_it_stays() -> None:
    booking = divided().pk
    with at_work() as viewer:
        back = operations.reverse(
            booking=booking, municipality=LINDEWAARD, why="Dubbel", by=viewer, on=NOW
        )
    assert sum(LedgerEntry.objects.filter(transaction=back).values_list("cents", flat=True)) == 0
    assert back.booked_by
    assert LedgerTransaction.objects.count() == 5
    assert sum(one.cents for one in queries.what_waits(LINDEWAARD, 2026)) == 1_000


def test_in_a_closed_year_a_page_books_nothing_either() -> None:
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    with at_work(), pytest.raises(DatabaseError, match="not open"), transaction.atomic():
        LedgerTransaction.objects.create(**a_reversal(divided()))


def a_reversal(booked: LedgerTransaction, **other: Any) -> dict[str, Any]:
    return {
        "municipality_id": LINDEWAARD, "day": date(2026, 1, 31), "kind": "reversed",
        "words": "Fout", "about": booked.about or booked, "reverses": booked,
        "booked_by": "Puk", "booked_at": NOW.at, **other,
    }  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "declared", "reverses": None, "about": None},
        {"reverses": None},
        {"words": ""},
        {"booked_at": BEFORE.at},
        {"municipality_id": VENNERHOUT},
    ],
)
def test_a_page_books_nothing_but_what_takes_a_booking_back(other: dict[str, Any]) -> None:
    with at_work(), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        LedgerTransaction.objects.create(**a_reversal(divided(), **other))


def test_what_takes_back_is_not_taken_back() -> None:
    back = operations.reverse(
        booking=divided().pk, municipality=LINDEWAARD, why="Dubbel", by=PUK, on=NOW
    )
    with at_work(), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        LedgerTransaction.objects.create(**a_reversal(back))


def test_what_takes_back_is_exactly_the_opposite() -> None:
    booked = divided()
    with at_work():
        back = LedgerTransaction.objects.create(**a_reversal(booked))
        other = [
            LedgerEntry(transaction=back, account=account, cents=cents, partner=STADSKAMER)
            for account, cents in (("waiting", 99), ("payable", -99))
        ]
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            LedgerEntry.objects.bulk_create(other)


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("model", MODELS)
def test_a_page_changes_and_removes_nothing(model: type[Model], statement: str) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with at_work(), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(model._meta.db_table))


def test_who_works_for_two_municipalities_meets_no_amounts_of_one_on_a_page_of_the_other() -> None:
    spot = CostSpot(VENNERHOUT, 2026, "wmo", "6.713", STADSKAMER)
    assert following.costs_at(spot, most=10) == []
    assert following.sums_of_year(VENNERHOUT, 2026) == []
