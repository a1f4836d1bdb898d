# SPDX-License-Identifier: EUPL-1.2
"""Contracts and statements are kept whole, and the database adds up what was asked of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import Team
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.budget import operations
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.contracts import queries
from meedoen.budget.contracts.delivering import StatedDelivery
from meedoen.budget.contracts.operations import keep_contracts, keep_deliveries
from meedoen.budget.contracts.terms import (
    AskedOfDay,
    CannotBeKept,
    ContractEnd,
    ContractTerms,
    standings,
)
from meedoen.budget.models import (
    AskedBalance,
    ContractEnding,
    DeliveryStatement,
    LedgerTransaction,
    ProviderContract,
)
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.units import DeliveredUnit
from tests.budget.contracts.worlds import JANUARY, a_sum, stated, terms
from tests.budget.worlds import (
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
TABLES: tuple[type[Model], ...] = (
    AskedBalance, ProviderContract, ContractEnding, DeliveryStatement,
)  # fmt: skip
ENDS = ContractEnd(date(2026, 6, 30), "stopt", 40_000)


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


def kept(*told: ContractTerms | tuple[ContractTerms, ContractEnd], town: str = LINDEWAARD) -> int:
    both = [one if isinstance(one, tuple) else (one, None) for one in told]
    return keep_contracts(municipality=town, told=both, by=PUK, on=NOW)


def said(*told: StatedDelivery) -> int:
    return keep_deliveries(municipality=LINDEWAARD, told=told, by=PUK, on=NOW)


def counted(row: int, cents: int, quantity: int, **other: Any) -> operations.DocumentCost:
    cost = a_cost(row, cents, **other)
    return replace(cost, unit=DeliveredUnit.DAYPART, quantity=Decimal(quantity))


def asked() -> list[AskedOfDay]:
    return queries.asked_in(LINDEWAARD, 2026)


def test_contracts_come_back_as_they_were_agreed_each_in_its_own_town() -> None:
    a_town(VENNERHOUT)
    assert kept((terms(), ENDS), a_sum()) == 2
    assert kept(terms(price_cents=9), town=VENNERHOUT) == 1
    first, second = queries.contracts_of(LINDEWAARD)
    assert (first.terms, first.end) == (terms(), ENDS)
    assert (second.terms, second.end) == (a_sum(), None)
    assert [one.terms.price_cents for one in queries.contracts_of(VENNERHOUT)] == [9]
    assert kept((terms(), ENDS), a_sum()) == 0
    row = queries.contract_of(first.pk, [LINDEWAARD])
    assert queries.agreed(row) == first
    assert (row.kept_by, row.kept_at) == (PUK.label, NOW.at)
    with pytest.raises(ProviderContract.DoesNotExist):
        queries.contract_of(first.pk, [VENNERHOUT])


def test_only_contracts_with_a_day_in_a_year_are_of_it() -> None:
    kept(terms(), terms("C2", first_day=date(2027, 1, 1), last_day=date(2028, 1, 1)))
    found = {
        year: [one.terms.number for one in queries.contracts_in(LINDEWAARD, year)]
        for year in (2025, 2026, 2027, 2028, 2029)
    }
    assert found == {2025: [], 2026: ["C1"], 2027: ["C2"], 2028: ["C2"], 2029: []}


def test_of_several_contracts_none_is_kept_when_one_cannot_be() -> None:
    with pytest.raises(CannotBeKept) as no:
        kept(a_sum(), terms(), terms("C2"))
    assert no.value.at == 2
    assert queries.contracts_of(LINDEWAARD) == []
    assert not queries.keeps_contracts(LINDEWAARD)


def test_a_contract_takes_the_place_of_another_also_within_one_file() -> None:
    july = terms("C2", first_day=date(2026, 7, 1), replaces="C1")
    assert kept(terms(), july) == 2
    old, new = queries.contracts_of(LINDEWAARD)
    assert old.end == ContractEnd(date(2026, 6, 30), "vervangen door C2")
    assert (new.terms, new.end) == (july, None)
    assert kept(terms(), july) == 0
    october = terms("C3", first_day=date(2026, 10, 1), replaces="C2")
    assert kept(october) == 1
    assert ContractEnding.objects.count() == 2


def test_what_was_agreed_and_said_stays_whoever_writes() -> None:
    kept((terms(), ENDS))
    said(stated())
    for model in TABLES[1:]:
        for change in ("UPDATE {} SET kept_by = 'iemand'", "DELETE FROM {}"):
            with (
                pytest.raises(DatabaseError, match="stays"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(change.format(model._meta.db_table))


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_day": date(2025, 1, 1)},
        {"form": "lump_sum"},
        {"price_cents": None},
        {"unit": ""},
        {"maximum_cents": 0},
        {"price_cents": 0},
    ],
)
def test_the_database_refuses_what_is_no_contract(wrong: dict[str, object]) -> None:
    kept(terms())
    row = ProviderContract.objects.get()
    row.pk, row.number = None, "C2"
    for name, value in wrong.items():
        setattr(row, name, value)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


def test_what_is_asked_is_added_up_per_day_product_and_unit() -> None:
    taken_in([
        counted(1, 1_000, 4), counted(2, 500, 2), a_cost(3, 70), counted(4, -250, -1),
        counted(5, 9, 1, day=date(2026, 1, 30)),
    ])  # fmt: skip
    assert asked() == [
        AskedOfDay(date(2026, 1, 30), STADSKAMER, "07", "16", 9, Decimal(1)),
        AskedOfDay(JANUARY, STADSKAMER, "07", "", 70, Decimal(0)),
        AskedOfDay(JANUARY, STADSKAMER, "07", "16", 1_250, Decimal(5)),
    ]
    assert auditing.asked_beside_entries(LINDEWAARD) == []


def test_dividing_changes_nothing_of_what_was_asked_and_taking_back_does() -> None:
    kept(terms())
    adopted()
    taken_in([counted(1, 1_000, 4), counted(2, 500, 2)])
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    before = asked()
    assert [(one.cents, one.quantity) for one in before] == [(1_500, 6)]
    for kind in ("divided", "declared"):
        booking = LedgerTransaction.objects.filter(kind=kind).latest("pk").pk
        operations.reverse(booking=booking, municipality=LINDEWAARD, why="x", by=PUK, on=NOW)
        if kind == "divided":
            assert asked() == before
    assert [(one.cents, one.quantity) for one in asked()] == [(1_000, 4)]
    assert auditing.asked_beside_entries(LINDEWAARD) == []
    (standing,) = standings(queries.contracts_in(LINDEWAARD, 2026), asked(), 2026)
    assert (standing.asked, standing.left) == (1_000, 99_000)


def test_a_balance_that_is_not_the_sum_of_its_bookings_is_found() -> None:
    taken_in([counted(1, 1_000, 4)])
    AskedBalance.objects.update(cents=1_001, quantity=5)
    assert auditing.asked_beside_entries(LINDEWAARD) == [
        ("cents", 2026, 1, 1_001, 1_000), ("quantity", 2026, 1, 5, 4),
    ]  # fmt: skip


def test_what_was_said_is_kept_once_and_a_correction_takes_its_place() -> None:
    kept(terms(), terms("C2", product="08"))
    later = stated(41, stated_on=date(2026, 2, 9))
    assert said(stated(), stated(7, contract="C2")) == 2
    assert said(stated(), later) == 1
    assert said(stated(), later) == 0
    contracts = queries.contracts_in(LINDEWAARD, 2026)
    first, other, last = queries.statements_of(contracts)
    assert (first.told, other.told, last.told) == (stated(), stated(7, contract="C2"), later)
    assert [one.replaces for one in (first, other, last)] == [None, None, first.pk]
    assert queries.statements_of(contracts[1:]) == [other]
    assert len(queries.statements_in(contracts, 2026)) == 3
    assert queries.statements_in(contracts, 2025) == []


def test_a_correction_in_the_same_file_takes_the_place_of_what_stands_above_it() -> None:
    kept(terms())
    assert said(stated(), stated(41, stated_on=date(2026, 2, 9))) == 2
    first, last = queries.statements_of(queries.contracts_of(LINDEWAARD))
    assert last.replaces == first.pk


def test_of_several_statements_none_is_kept_when_one_cannot_be() -> None:
    kept(terms())
    with pytest.raises(CannotBeKept) as no:
        said(stated(), stated(contract="C8"))
    assert no.value.at == 1
    assert DeliveryStatement.objects.count() == 0


def looks(role: Role, code: str = LINDEWAARD, purpose: Purpose = Purpose.ACCOUNTING) -> list[int]:
    """How many rows of each table somebody sees."""
    team = make_team(code, f"Geld {Team.objects.count()} {code}", kind="municipality")
    with acting(make_viewer(team, role, NOW), purpose=purpose, on=NOW):
        return [model.objects.count() for model in TABLES]


@pytest.mark.proves("I12", "contracts and deliveries are seen by controllers of that municipality")
def test_who_accounts_for_a_municipality_sees_its_contracts_and_nobody_else_does() -> None:
    kept((terms(), ENDS))
    said(stated())
    taken_in([counted(1, 1_000, 4)])
    a_town(VENNERHOUT)
    assert looks(Role.CONTROLLER) == [1, 1, 1, 1]
    assert looks(Role.CONTROLLER, VENNERHOUT) == [0, 0, 0, 0]
    assert looks(Role.CONTROLLER, purpose=Purpose.POLICY) == [0, 0, 0, 0]
    for role in sorted(AT_WORK - {Role.CONTROLLER}):
        assert looks(role) == [0, 0, 0, 0]


def test_reading_contracts_costs_no_more_with_more_of_them() -> None:
    kept(*(terms(f"C{at}", product=f"{at:02d}") for at in range(1, 9)))
    with CaptureQueriesContext(connection) as done:
        contracts = queries.contracts_in(LINDEWAARD, 2026)
        queries.statements_in(contracts, 2026)
        queries.asked_in(LINDEWAARD, 2026)
    assert len(done) == 3
    assert not any("budget_ledgerentry" in one["sql"] for one in done.captured_queries)
