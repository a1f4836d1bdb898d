# SPDX-License-Identifier: EUPL-1.2
"""A budget is adopted before its year and changed within it, and what runs out is said."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.forecasting import Band, NoForecast
from meedoen.budget.planning import (
    BudgetPlace,
    DecidedBudget,
    PlannedAmount,
    Shortage,
    UnusableBudget,
    must_be_decided,
    planned_lines,
    shortage_of,
)

DAY, WORK = BudgetPlace("wmo", "6.713", "Meedoen"), BudgetPlace("participatiewet", "6.5", "")
ADOPTED = DecidedBudget(
    2026, "2025-118", date(2025, 11, 6), "Programmabegroting 2026",
    (PlannedAmount(DAY, 1_000_00), PlannedAmount(WORK, 400_00)),
)  # fmt: skip
CHANGED = DecidedBudget(
    2026, "2026-44", date(2026, 7, 2), "Eerste wijziging", (PlannedAmount(DAY, -100_00),)
)


def test_a_budget_is_what_was_adopted_and_what_later_decisions_added() -> None:
    day, work = planned_lines([ADOPTED, CHANGED], {DAY: 850_00}, {DAY: Band(870_00, 905_00)})[::-1]
    assert (day.adopted, day.changed, day.budget, day.left) == (1_000_00, -100_00, 900_00, 50_00)
    assert day.shortage is Shortage.POSSIBLE
    assert (work.budget, work.booked, work.shortage) == (400_00, 0, None)


def test_what_was_booked_where_no_budget_was_stands_without_one() -> None:
    (line,) = planned_lines([], {DAY: 5}, {})
    assert (line.adopted, line.budget, line.left, line.shortage) == (None, None, None, None)


def test_a_place_that_only_a_change_names_had_nothing_before_it() -> None:
    other = BudgetPlace("wmo", "6.1", "Sociale basis")
    added = replace(CHANGED, lines=(PlannedAmount(other, 7),))
    line = next(one for one in planned_lines([ADOPTED, added], {}, {}) if one.place == other)
    assert (line.adopted, line.changed, line.budget) == (0, 7, 7)


@pytest.mark.parametrize(
    ("booked", "expected", "said"),
    [
        (101, NoForecast.ALL_IS_IN, Shortage.SPENT),
        (100, NoForecast.ALL_IS_IN, None),
        (90, Band(101, 110), Shortage.EXPECTED),
        (90, Band(100, 110), Shortage.POSSIBLE),
        (90, Band(95, 100), None),
        (90, NoForecast.NO_EARLIER_YEAR, None),
    ],
)
def test_what_runs_out_is_said_by_how_sure_it_is(
    booked: int, expected: Band | NoForecast, said: Shortage | None
) -> None:
    assert shortage_of(100, booked, expected) is said
    assert shortage_of(None, booked, expected) is None


@given(st.lists(st.sampled_from([CHANGED, replace(CHANGED, number="2")])))
def test_each_change_adds_and_none_is_lost(changes: list[DecidedBudget]) -> None:
    lines = planned_lines([ADOPTED, *changes], {}, {})
    assert sum(one.budget or 0 for one in lines) == 1_400_00 - 100_00 * len(changes)


@pytest.mark.parametrize(
    ("budget", "first", "says"),
    [
        (replace(ADOPTED, decided_on=date(2026, 1, 1)), True, "artikel 191"),
        (replace(CHANGED, decided_on=date(2027, 1, 1)), False, "artikel 192"),
        (replace(ADOPTED, lines=()), True, "geen regel"),
        (replace(ADOPTED, ground=" "), True, "een grond"),
        (replace(ADOPTED, lines=ADOPTED.lines * 2), True, "staat er 2 keer"),
        (replace(ADOPTED, lines=(PlannedAmount(DAY, 0),)), True, "0 cent"),
        (replace(CHANGED, lines=(PlannedAmount(DAY, -5),)), True, "-5 cent"),
        (
            replace(ADOPTED, lines=(PlannedAmount(replace(DAY, taakveld="6.71c"), 5),)),
            True,
            "6.71c does not hold in 2026",
        ),
        (replace(ADOPTED, lines=(PlannedAmount(replace(DAY, law="wlz"), 5),)), True, "zorgkantoor"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_article(
    budget: DecidedBudget, first: bool, says: str
) -> None:
    with pytest.raises(UnusableBudget, match=says):
        must_be_decided(budget, first=first)


def test_a_change_on_the_last_day_is_in_time() -> None:
    must_be_decided(ADOPTED, first=True)
    must_be_decided(replace(CHANGED, decided_on=date(2026, 12, 31)), first=False)
