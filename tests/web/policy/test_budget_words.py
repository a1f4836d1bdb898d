# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the budget say adds up to the cent, and its picture says nothing else."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.following.queries import BookedSum, WaitingSum
from meedoen.budget.keys import Pot
from meedoen.web.policy.budget.amounts import amount, euros, millions
from meedoen.web.policy.budget.balances import BalancePer, balance_lines, together
from meedoen.web.policy.budget.landed import YearBooked, shares_of_hundred
from meedoen.web.policy.budget.pot import pot_picture
from meedoen.web.policy.budget.waiting import A_KEY, FOR_SOME, NO_KEY, waiting_lines
from meedoen.web.policy.budget.years import ShownYear, year_asked
from tests.budget.worlds import a_key

YEAR = 2026
PLACES = (
    ("wmo", "6.713"), ("wmo", "6.712"), ("wmo", "6.1"), ("participatiewet", "6.5"),
    ("participatiewet", "6.3"), ("jeugdwet", "6.751"),
)  # fmt: skip
CENTS = st.integers(-(10**11), 10**11).filter(bool)


def cost(place: tuple[str, str], cents: int, pot: str = Pot.INTEGRAL, of: str = "1") -> BookedSum:
    return BookedSum("cost.provisions", *place, "Meedoen", pot, of, cents)


COSTS = st.lists(
    st.builds(
        cost, st.sampled_from(PLACES), CENTS, st.sampled_from(list(Pot)), st.sampled_from("123")
    ),
    max_size=12,
)


def booked(costs: list[BookedSum], waits: int = 0, over: int = 0) -> YearBooked:
    """A year with these costs, what waits, and so much more asked than that."""
    asked = sum(one.cents for one in costs) + waits + over
    others = [
        BookedSum("waiting", "", "", "", "", "1", waits),
        BookedSum("payable", "", "", "", "", "1", -asked),
    ]
    return YearBooked(YEAR, [*costs, *others])


@given(COSTS, st.integers(-500, 500), st.integers(-500, 500))
def test_nothing_is_unexplained_but_what_is_asked_and_neither_booked_nor_waits(
    costs: list[BookedSum], waits: int, over: int
) -> None:
    year = booked(costs, waits, over)
    assert year.unexplained == over
    assert year.booked + year.waits + over == year.asked


@given(COSTS, st.integers(0, 500), st.integers(-500, 500), st.integers(-500, 500))
def test_what_is_paid_had_back_or_not_placed_leaves_nothing_unexplained(
    costs: list[BookedSum], back: int, paid: int, unplaced: int
) -> None:
    year = booked(costs)
    moved = {
        "payable": paid - back,
        "bank": -paid - unplaced,
        "suspense": unplaced,
        "vat.bcf": back,
    }
    more = [BookedSum(name, "", "", "", "", "2", cents) for name, cents in moved.items()]
    later = YearBooked(YEAR, [*year.sums, *more])
    assert later.unexplained == 0
    assert later.suspense == unplaced
    assert later.asked == year.asked + back


@given(COSTS, CENTS)
def test_a_cost_where_none_may_stand_in_that_year_explains_nothing(
    costs: list[BookedSum], cents: int
) -> None:
    for place in (("wmo", "6.71c"), ("wlz", "6.1"), ("wmo", "6.5"), ("bestaat-niet", "6.1")):
        assert booked([*costs, cost(place, cents)]).unexplained == cents


@given(COSTS)
def test_laws_taakvelden_and_providers_each_add_up_to_what_is_booked(
    costs: list[BookedSum],
) -> None:
    year = booked(costs)
    assert sum(law.cents for law in year.laws) == year.booked
    for law in year.laws:
        for part in law.parts:
            assert sum(cents for _, cents in part.partners) == part.cents
            assert year.part(part.law, part.taakveld) == part
    for per in BalancePer:
        every = together(balance_lines(year, per))
        assert every.integral + every.earlier == year.booked


@given(COSTS)
def test_streams_lie_below_each_other_and_leave_nothing_out(costs: list[BookedSum]) -> None:
    laws = booked(costs).laws
    shown = [part for law in laws for part in law.parts if part.cents > 0]
    picture = pot_picture(laws)
    if not shown:
        assert picture is None
        return
    assert picture is not None
    assert len(picture.fields) == len(shown)
    for bars in (picture.laws, picture.fields):
        for above, below in pairwise(bars):
            assert above.y + above.height <= below.y
            assert below.label - above.label >= 12
    assert sum(bar.height for bar in picture.fields) == picture.pot_height
    assert sum(bar.height for bar in picture.laws) == picture.pot_height
    last = max(bar.y + bar.height for bar in picture.fields)
    assert max(last, picture.pot_y + picture.pot_height) <= picture.height
    assert picture.pot_y - picture.pot_width // 2 >= 0
    assert all(re.fullmatch(r"[MCVZ\d .-]+", flow.path) for flow in picture.flows)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_of_a_hundred_euros_a_little_is_never_nought_and_not_all_is_never_a_hundred(
    integral: int, earlier: int
) -> None:
    pots = [(YEAR, "integral", integral), (YEAR, "earlier", earlier)]
    found = shares_of_hundred(pots)
    if not integral + earlier:
        assert found == []
        return
    share = found[0]
    assert share.of_hundred + share.left == 100
    assert (share.of_hundred == 0) == (integral == 0)
    assert (share.of_hundred == 100) == (earlier == 0)
    exact = 100 * integral / (integral + earlier)
    assert abs(share.of_hundred - exact) <= 1


@given(st.integers(-(10**13), 10**13))
def test_an_amount_is_written_to_the_cent_and_stays_on_one_line(cents: int) -> None:
    figures = re.sub(r"[^0-9-]", "", amount(cents))
    assert int(figures) == cents
    assert " " not in euros(cents)
    assert re.sub(r"[^0-9-]", "", euros(cents)) == figures


@pytest.mark.parametrize(
    ("cents", "told"),
    [
        (690_311_842, ("6,9", "miljoen")), (99_999_999, ("1,0", "miljoen")),
        (4_250_000, ("42,5", "duizend")), (99_900, ("999", "euro")), (0, ("0", "euro")),
        (-690_311_842, ("-6,9", "miljoen")), (49, ("0", "euro")),
    ],
)  # fmt: skip
def test_a_picture_says_an_amount_by_large(cents: int, told: tuple[str, str]) -> None:
    assert millions(cents) == told


def test_why_something_waits_follows_from_the_keys_of_its_days() -> None:
    half = a_key(first_day=date(YEAR, 2, 1), products=frozenset({"07"}))

    def why(product: str, first: date, last: date) -> str:
        one = WaitingSum("1", product, first.month, first, last, 100)
        return waiting_lines([one], [half])[0].why

    january, february = date(YEAR, 1, 31), date(YEAR, 2, 1)
    assert why("07", january, january) == NO_KEY
    assert why("07", february, february) == A_KEY
    assert why("07", january, february) == FOR_SOME
    assert why("02", january, february) == NO_KEY


def test_what_waits_for_the_same_reason_is_one_line_with_its_months() -> None:
    sums = [
        WaitingSum("1", "07", month, date(YEAR, month, 1), date(YEAR, month, 28), month * 100)
        for month in (1, 2, 3)
    ]
    line = waiting_lines(sums, [])
    assert [(one.cents, one.months, one.named) for one in line] == [
        (600, [1, 2, 3], "dagbesteding (07)")
    ]


def test_the_year_that_runs_is_shown_unless_another_is_asked_for() -> None:
    years = [ShownYear(2025, date(2026, 5, 15)), ShownYear(2026, None), ShownYear(2027, None)]
    today = date(2026, 11, 30)

    def shown(text: str, there: list[ShownYear] = years) -> int:
        found = year_asked(text, there, today)
        assert found is not None
        return found.year

    assert shown("") == shown("2024") == shown("x") == 2026
    assert shown("2027") == 2027
    assert shown("", years[2:]) == 2027
    assert year_asked("", [], today) is None
