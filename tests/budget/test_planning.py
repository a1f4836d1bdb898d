# SPDX-License-Identifier: EUPL-1.2
"""A budget is adopted before its year and changed within it, and what runs out is said."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.planning.budgets import (
    BudgetPlan,
    DecidedBudget,
    PlannedAmount,
    PlannedLaw,
    PlannedLine,
    PlannedPlace,
    Shortage,
    UnusableBudget,
    must_be_decided,
    planned,
    shortage_of,
)
from meedoen.budget.planning.forecasting import Band, NoForecast, SeenCost, month_number

DAY, WORK = PlannedPlace("wmo", "6.713", "Meedoen"), PlannedPlace("participatiewet", "6.5", "")
ADOPTED = DecidedBudget(
    2026, "2025-118", date(2025, 11, 6), "Programmabegroting 2026",
    (PlannedAmount(DAY, 1_000_00), PlannedAmount(WORK, 400_00)),
)  # fmt: skip
CHANGED = DecidedBudget(
    2026, "2026-44", date(2026, 7, 2), "Eerste wijziging", (PlannedAmount(DAY, -100_00),)
)


def costs(place: PlannedPlace, *, booked: int, year: int = 2026) -> list[SeenCost]:
    """As much in each month of the year before as in each of the first nine of this one."""
    months = [month_number(year - 1, 1) + at for at in range(21)]
    return [SeenCost(one, one, booked // 9) for one in months]


def the_plan(
    *decisions: DecidedBudget, seen: dict[PlannedPlace, list[SeenCost]] | None = None
) -> BudgetPlan:
    return planned(decisions, seen or {}, year=2026, until=month_number(2026, 9))


def test_a_budget_is_what_was_adopted_and_what_later_decisions_added() -> None:
    plan = the_plan(ADOPTED, CHANGED, seen={DAY: costs(DAY, booked=720_00)})
    work, day = plan.lines
    assert (day.adopted, day.changed, day.budget, day.left) == (1_000_00, -100_00, 900_00, 180_00)
    assert day.expected == Band(960_00, 960_00)
    assert day.shortage is Shortage.EXPECTED
    assert (work.budget, work.booked, work.shortage) == (400_00, 0, None)
    assert plan.short == (day,)
    together = plan.together
    assert (together.adopted, together.budget, together.booked) == (1_400_00, 1_300_00, 720_00)


def test_a_law_goes_on_where_its_taakveld_has_another_code() -> None:
    before = [one for one in costs(DAY, booked=720_00) if one.year == 2025]
    now = [one for one in costs(DAY, booked=720_00) if one.year == 2026]
    plan = the_plan(ADOPTED, seen={replace(DAY, taakveld="6.71c"): before, DAY: now})
    (law,) = (one for one in plan.laws if one.law == "wmo")
    assert [one.expected for one in law.lines] == [NoForecast.NO_EARLIER_YEAR]
    assert law.together.expected == plan.together.expected == Band(960_00, 960_00)


def test_a_taakveld_under_a_law_is_of_all_its_programmes() -> None:
    other = replace(DAY, programme="Thuis")
    plan = the_plan(ADOPTED, seen={one: costs(one, booked=720_00) for one in (DAY, other)})
    day = next(one for one in plan.taakvelden if one.place == PlannedPlace("wmo", "6.713"))
    assert (day.budget, day.booked) == (1_000_00, 1_440_00)
    assert day.expected == Band(1_920_00, 1_920_00)
    assert len(plan.taakvelden) == 2


def test_what_was_booked_where_no_budget_was_stands_without_one() -> None:
    (line,) = the_plan(
        seen={DAY: [SeenCost(month_number(2026, 2), month_number(2026, 2), 5)]}
    ).lines
    assert (line.adopted, line.budget, line.left, line.shortage) == (None, None, None, None)
    assert line.booked == 5


def test_a_place_that_only_a_change_names_had_nothing_before_it() -> None:
    other = PlannedPlace("wmo", "6.1", "Sociale basis")
    added = replace(CHANGED, lines=(PlannedAmount(other, 7),))
    line = next(one for one in the_plan(ADOPTED, added).lines if one.place == other)
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
    plan = the_plan(ADOPTED, *changes)
    assert sum(one.budget or 0 for one in plan.lines) == 1_400_00 - 100_00 * len(changes)
    assert plan.together.budget == sum(law.together.budget or 0 for law in plan.laws)


@pytest.mark.parametrize(
    ("budget", "earlier", "says"),
    [
        (replace(ADOPTED, decided_on=date(2026, 1, 1)), (), "artikel 191"),
        (replace(CHANGED, decided_on=date(2027, 1, 1)), (ADOPTED,), "artikel 192"),
        (replace(CHANGED, decided_on=date(2025, 11, 5)), (ADOPTED,), "komt na de begroting"),
        (replace(ADOPTED, lines=()), (), "geen regel"),
        (replace(ADOPTED, ground=" "), (), "een grond"),
        (replace(ADOPTED, number=" "), (), "een nummer"),
        (replace(ADOPTED, lines=ADOPTED.lines * 2), (), "staat er 2 keer"),
        (replace(ADOPTED, lines=(PlannedAmount(DAY, 0),)), (), "het bedrag is nul"),
        (replace(ADOPTED, lines=(PlannedAmount(DAY, -5),)), (), "er blijft -5 cent over"),
        (
            replace(CHANGED, lines=(PlannedAmount(DAY, -900_01),)),
            (ADOPTED, CHANGED),
            "er blijft -1 cent over",
        ),
        (
            replace(ADOPTED, lines=(PlannedAmount(replace(DAY, taakveld="6.71c"), 5),)),
            (),
            "6.71c does not hold in 2026",
        ),
        (replace(ADOPTED, lines=(PlannedAmount(replace(DAY, law="wlz"), 5),)), (), "zorgkantoor"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_article(
    budget: DecidedBudget, earlier: tuple[DecidedBudget, ...], says: str
) -> None:
    with pytest.raises(UnusableBudget, match=says):
        must_be_decided(budget, earlier)


def test_what_is_sure_to_run_out_stands_first_and_each_says_why() -> None:
    names = ("c", "b", "a", "d")
    lines = tuple(
        PlannedLine(PlannedPlace("wmo", "6.1", name), 100, 0, booked, expected)
        for name, booked, expected in zip(
            names,
            (50, 50, 101, 50),
            (Band(90, 110), Band(101, 110), NoForecast.ALL_IS_IN, Band(80, 90)),
            strict=True,
        )
    )
    together = PlannedLine(PlannedPlace("wmo"), 400, 0, 251, Band(370, 400))
    plan = BudgetPlan((), (PlannedLaw(together, lines),), together)
    assert [(one.place.programme, one.shortage) for one in plan.short] == [
        ("a", Shortage.SPENT),
        ("b", Shortage.EXPECTED),
        ("c", Shortage.POSSIBLE),
    ]
    assert [one.words for one in Shortage] == [
        "Er is meer geboekt dan begroot.",
        "Dit wordt waarschijnlijk meer dan begroot.",
        "Dit kan meer worden dan begroot.",
    ]


def test_a_change_on_the_day_of_the_budget_itself_is_in_time() -> None:
    must_be_decided(replace(CHANGED, decided_on=ADOPTED.decided_on), (ADOPTED,))


def test_a_change_on_the_last_day_that_leaves_nothing_is_in_time() -> None:
    must_be_decided(ADOPTED, ())
    last = replace(CHANGED, decided_on=date(2026, 12, 31), lines=(PlannedAmount(DAY, -900_00),))
    must_be_decided(last, (ADOPTED, CHANGED))
