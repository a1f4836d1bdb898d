# SPDX-License-Identifier: EUPL-1.2
"""What a key would do to what was booked is said to the cent, and only of what it would divide."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.keys import KeyLine, Pot
from meedoen.budget.planning.trying import MonthCost, TriedLine, tried
from tests.budget.worlds import a_key

NEXT = a_key(
    first_day=date(2027, 1, 1),
    last_day=date(2027, 12, 31),
    lines=(
        KeyLine("wmo", "6.713", "4.3", "Meedoen", 500, "g"),
        KeyLine("participatiewet", "6.5", "4.3", "Meedoen", 500, "g"),
    ),
    integral=800,
)
COSTS = st.lists(
    st.builds(
        MonthCost,
        month=st.integers(1, 12),
        product=st.sampled_from(["02", "07"]),
        partner=st.sampled_from(["41000001", "41000002"]),
        law=st.just("wmo"),
        taakveld=st.sampled_from(["6.713", "6.1"]),
        pot=st.sampled_from(Pot),
        cents=st.integers(-(10**9), 10**10),
    )
)


def a_month(cents: int = 10_000, **other: object) -> MonthCost:
    said = MonthCost(3, "07", "41000001", "wmo", "6.713", Pot.EARLIER, cents)
    return replace(said, **other)  # type: ignore[arg-type]


def test_now_and_then_stand_beside_each_other_per_law_and_taakveld() -> None:
    there = tried(NEXT, [a_month(6_001), a_month(4_000, law="participatiewet", taakveld="6.5")])
    assert there.lines == (
        TriedLine("participatiewet", "6.5", 4_000, 5_000),
        TriedLine("wmo", "6.713", 6_001, 5_001),
    )
    assert [one.more for one in there.lines] == [1_000, -1_000]
    assert (there.integral_now, there.integral_then) == (0, 8_001)


def test_how_much_runs_through_the_one_budget_now_is_what_stands_there() -> None:
    costs = [a_month(300, pot=Pot.INTEGRAL), a_month(500), a_month(200, pot=Pot.INTEGRAL, month=4)]
    there = tried(NEXT, costs)
    assert (there.integral_now, there.integral_then) == (500, 800)


@given(COSTS, st.integers(0, 1000))
def test_no_cent_is_lost_or_made_whatever_share_runs_through_the_one_budget(
    costs: list[MonthCost], integral: int
) -> None:
    there = tried(NEXT, costs, integral=integral)
    booked = sum(one.cents for one in costs)
    assert sum(one.then for one in there.lines) == there.cents == booked
    assert abs(there.integral_then - booked * integral / 1000) <= len(NEXT.lines)


@given(COSTS)
def test_the_key_of_now_changes_no_line_by_more_than_its_cents(costs: list[MonthCost]) -> None:
    closer = replace(NEXT, products=frozenset({"02"}))
    assert tried(NEXT, costs, [closer]).cents == sum(
        one.cents for one in costs if one.product == "07"
    )
    assert tried(closer, costs, [NEXT]).cents == sum(
        one.cents for one in costs if one.product == "02"
    )


def test_what_a_closer_key_divides_stays_out_of_it() -> None:
    closer = replace(NEXT, partners=frozenset({"41000001"}))
    assert tried(NEXT, [a_month()], [closer]).lines == ()
    assert tried(closer, [a_month()], [NEXT]).cents == 10_000


def test_a_key_for_half_a_year_is_tried_on_half_a_year() -> None:
    half = replace(NEXT, first_day=date(2027, 7, 1))
    assert tried(half, [a_month(month=6), a_month(7_000, month=7)]).cents == 7_000


def test_a_product_that_the_key_does_not_name_stays_as_it_is() -> None:
    of_one = replace(NEXT, products=frozenset({"08"}))
    assert tried(of_one, [a_month()]).lines == ()
