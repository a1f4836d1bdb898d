# SPDX-License-Identifier: EUPL-1.2
"""What a council decided is kept once, stays, and stands beside what is booked and expected."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from meedoen.budget import operations, queries
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.keys import KeyLine
from meedoen.budget.models import BudgetDecision, BudgetLine, ProductBalance, SeenBalance
from meedoen.budget.operations import OtherContent
from meedoen.budget.planning import queries as planning
from meedoen.budget.planning.budgets import (
    DecidedBudget,
    PlannedAmount,
    PlannedPlace,
    UnusableBudget,
)
from meedoen.budget.planning.forecasting import Band, NoForecast
from meedoen.budget.planning.operations import decide_budget
from meedoen.vocabulary.moment import Moment
from tests.budget.worlds import (
    BEFORE,
    JOOST,
    LINDEWAARD,
    NOW,
    PUK,
    VENNERHOUT,
    a_cost,
    a_key,
    a_town,
    adopted,
    taken_in,
)

pytestmark = pytest.mark.django_db
DAY = PlannedPlace("wmo", "6.713", "Meedoen")
ADOPTED = DecidedBudget(
    2026, "2025-118", date(2025, 11, 6), "Programmabegroting 2026", (PlannedAmount(DAY, 90_000),)
)
MORE = DecidedBudget(
    2026, "2026-44", date(2026, 7, 2), "Eerste wijziging", (PlannedAmount(DAY, 10_000),)
)
DECEMBER = Moment(datetime(2026, 12, 31, 12, tzinfo=UTC))


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town(LINDEWAARD, 2025, 2026)


def decided(budget: DecidedBudget, town: str = LINDEWAARD) -> BudgetDecision | None:
    return decide_budget(municipality=town, budget=budget, by=PUK, on=BEFORE)


def divided() -> None:
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)


def test_a_decision_is_kept_once_and_its_number_is_of_no_other() -> None:
    assert decided(ADOPTED) is not None
    assert decided(ADOPTED) is None
    assert decided(MORE) is not None
    assert planning.budget_decisions(LINDEWAARD, 2026) == [ADOPTED, MORE]
    with pytest.raises(OtherContent):
        decided(replace(ADOPTED, lines=(PlannedAmount(DAY, 90_001),)))
    with pytest.raises(OtherContent):
        decided(replace(ADOPTED, ground="Een andere grond"))


def test_a_budget_of_one_municipality_and_year_is_of_no_other() -> None:
    a_town(VENNERHOUT)
    decided(ADOPTED)
    with pytest.raises(UnusableBudget, match="artikel 191"):
        decided(MORE, VENNERHOUT)
    assert planning.budget_decisions(VENNERHOUT, 2026) == []
    assert planning.budget_decisions(LINDEWAARD, 2027) == []


@pytest.mark.parametrize("table", [BudgetDecision, BudgetLine])
def test_what_was_decided_stays(table: type[Model]) -> None:
    decided(ADOPTED)
    rows = table._default_manager.all()
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        rows._raw_delete(rows.db)
    for field in ({"ground": "x"}, {"number": "x"}) if table is BudgetDecision else ({"cents": 1},):
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            rows.update(**field)


def test_what_is_booked_stands_beside_what_was_decided() -> None:
    adopted()
    decided(ADOPTED)
    decided(MORE)
    taken_in([a_cost(1, 100_000)])
    divided()
    plan = planning.plan_of(LINDEWAARD, 2026, on=NOW)
    line = next(one for one in plan.lines if one.place == DAY)
    assert (line.adopted, line.changed, line.booked, line.left) == (90_000, 10_000, 60_000, 40_000)
    assert line.expected is NoForecast.NO_EARLIER_YEAR
    assert plan.together.booked == 100_000


def test_a_plan_takes_as_many_statements_however_much_is_booked(
    django_assert_num_queries: object,
) -> None:
    adopted()
    decided(ADOPTED)
    taken_in([a_cost(row, 100 + row) for row in range(1, 30)])
    divided()
    with django_assert_num_queries(3):  # type: ignore[operator]
        planning.plan_of(LINDEWAARD, 2026, on=NOW)


def a_lived_year(year: int) -> None:
    """Twelve declarations of 60,000 cents, each in the month after its own."""
    key = a_key(
        name=f"Dagbesteding {year}",
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        lines=(KeyLine("wmo", "6.713", "4.3", "Meedoen", 1000, "Wmo 2015, artikel 2.3.5"),),
    )
    row = operations.propose_key(
        municipality=LINDEWAARD, key=key, by=PUK, on=BEFORE + timedelta(days=-366)
    )
    operations.adopt_key(
        key=row.pk, municipality=LINDEWAARD, by=JOOST, on=BEFORE + timedelta(days=-365)
    )
    for month in range(1, 13):
        day = date(year, month, 28)
        came = Moment.beginning(day + timedelta(days=15))
        told = operations.DocumentTold(
            "41000001", f"{year}-{month}", "iwmo 2.3", day, day, 60_000, "b" * 64, 1, 0
        )
        operations.take_in(
            municipality=LINDEWAARD, told=told, costs=[a_cost(1, 60_000, day)], by=PUK, on=came
        )
    operations.divide_what_waits(municipality=LINDEWAARD, year=year, by=PUK, on=DECEMBER)


def test_a_cost_came_in_when_it_was_declared_also_where_a_key_divided_it_later() -> None:
    a_lived_year(2025)
    seen = {(one.month, one.seen) for one in SeenBalance.objects.all()}
    assert (1, date(2025, 2, 1)) in seen
    assert (12, date(2026, 1, 1)) in seen
    assert len(seen) == 12


def test_years_that_are_alike_end_alike() -> None:
    a_lived_year(2025)
    a_lived_year(2026)
    plan = planning.plan_of(LINDEWAARD, 2026, on=DECEMBER)
    assert plan.together.expected == Band(720_000, 720_000)
    assert plan.together.booked == 720_000


def test_what_was_taken_back_is_in_no_sum_and_divided_again_it_is_once() -> None:
    adopted()
    taken_in([a_cost(1, 1_001)])
    divided()
    (booking,) = {one.transaction_id for one in queries.costs_out(LINDEWAARD, 2026)}
    operations.reverse(
        booking=booking, municipality=LINDEWAARD, why="verkeerde sleutel", by=PUK, on=NOW
    )
    assert sum(one.cents for one in SeenBalance.objects.all()) == 0
    assert planning.month_costs(LINDEWAARD, 2026) == []
    divided()
    assert sum(one.cents for one in SeenBalance.objects.all()) == 1_001
    assert sum(one.cents for one in planning.month_costs(LINDEWAARD, 2026)) == 1_001
    assert {one.product for one in ProductBalance.objects.all()} == {"07"}
    assert auditing.costs_beside_balances(LINDEWAARD) == []


def test_a_sum_that_is_not_that_of_the_balances_is_found() -> None:
    adopted()
    taken_in()
    divided()
    assert auditing.costs_beside_balances(LINDEWAARD) == []
    one = SeenBalance.objects.earliest("pk")
    SeenBalance.objects.filter(pk=one.pk).update(cents=one.cents + 1)
    assert auditing.costs_beside_balances(LINDEWAARD) == [("seen", 2026, 1, 12_346, 12_345)]


def test_a_key_of_next_year_is_tried_on_what_is_booked_this_year() -> None:
    adopted()
    taken_in([a_cost(1, 1_000)])
    divided()
    later = {"first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
    proposal = operations.propose_key(
        municipality=LINDEWAARD,
        key=a_key(**later, lines=(KeyLine("wmo", "6.713", "4.3", "Meedoen", 1000, "g"),)),
        by=PUK,
        on=NOW,
    )
    there = planning.try_key(proposal)
    assert [(one.law, one.now, one.then) for one in there.lines] == [
        ("participatiewet", 400, 0),
        ("wmo", 600, 1_000),
    ]
    assert planning.try_key(proposal, integral=700).integral_then == 700
    # Another that holds, and says more closely for what it is, takes it away.
    closer = a_key(**later, name="Dag", products=frozenset({"07"}))
    row = operations.propose_key(municipality=LINDEWAARD, key=closer, by=PUK, on=NOW)
    operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=NOW)
    assert planning.try_key(proposal).lines == ()


def test_a_proposal_that_was_put_aside_is_taken_up_again() -> None:
    row = operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=PUK, on=BEFORE)
    whose = {"key": row.pk, "municipality": LINDEWAARD, "by": PUK, "on": BEFORE}
    assert operations.take_key_up_again(**whose) is False  # type: ignore[arg-type]
    assert operations.drop_key(**whose) is True  # type: ignore[arg-type]
    assert list(queries.listed_keys(LINDEWAARD)) == []
    assert operations.take_key_up_again(**whose) is True  # type: ignore[arg-type]
    assert list(queries.listed_keys(LINDEWAARD)) == [row]
    held = operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=BEFORE)
    assert held.dropped_by == ""
