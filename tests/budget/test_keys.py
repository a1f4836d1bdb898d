# SPDX-License-Identifier: EUPL-1.2
"""A key divides each cent once, by what was decided before, and says where it may not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.keys import (
    WHOLE,
    DivisionKey,
    KeyLine,
    Pot,
    UnusableKey,
    divide,
    key_for,
    must_be_usable,
)
from tests.budget.worlds import LINES, a_key

CENTS = st.integers(-(10**12), 10**12)


@st.composite
def keys(draw: st.DrawFn) -> DivisionKey:
    """Keys with any shares that make a whole."""
    cuts = sorted(draw(st.sets(st.integers(1, WHOLE - 1), max_size=7)))
    shares = [after - before for before, after in zip([0, *cuts], [*cuts, WHOLE], strict=True)]
    lines = tuple(KeyLine("wmo", "6.1", "4.3", str(n), one, "g") for n, one in enumerate(shares))
    return a_key(lines=lines, integral=draw(st.integers(0, WHOLE)))


@given(CENTS, keys())
def test_no_cent_is_lost_or_made(cents: int, key: DivisionKey) -> None:
    assert sum(part.cents for part in divide(cents, key)) == cents


@given(CENTS, keys())
def test_each_part_is_within_a_cent_of_its_share(cents: int, key: DivisionKey) -> None:
    got = {(part.line.programme, part.pot): part.cents for part in divide(cents, key)}
    for line in key.lines:
        for pot, of in ((Pot.INTEGRAL, key.integral), (Pot.EARLIER, WHOLE - key.integral)):
            exact = cents * line.share * of / WHOLE**2
            assert abs(got.get((line.programme, pot), 0) - exact) < 1


@given(CENTS, keys())
def test_a_credit_is_divided_as_its_debit_the_other_way_round(cents: int, key: DivisionKey) -> None:
    there = [(part.line, part.pot, part.cents) for part in divide(cents, key)]
    back = [(part.line, part.pot, -part.cents) for part in divide(-cents, key)]
    assert there == back


@given(CENTS, keys())
def test_a_part_of_nought_is_no_part(cents: int, key: DivisionKey) -> None:
    assert all(part.cents for part in divide(cents, key))


def test_the_one_budget_and_those_of_before_make_the_whole_together() -> None:
    parts = divide(10_000, a_key(integral=250))
    of = {pot: sum(one.cents for one in parts if one.pot is pot) for pot in Pot}
    assert of == {Pot.INTEGRAL: 2_500, Pot.EARLIER: 7_500}


def test_a_key_that_says_where_it_may_land_is_usable() -> None:
    must_be_usable(a_key())


@pytest.mark.parametrize(
    "key",
    [
        a_key(integral=0),
        a_key(integral=WHOLE),
        a_key(last_day=date(2026, 1, 1)),
        a_key(lines=(replace(LINES[0], share=WHOLE - 1), replace(LINES[1], share=1))),
    ],
)
def test_a_key_at_the_edge_of_what_may_be_is_usable(key: DivisionKey) -> None:
    must_be_usable(key)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (a_key(lines=LINES[:1]), "samen 600 van de 1000"),
        (a_key(lines=()), "samen 0 van de 1000"),
        (a_key(last_day=date(2025, 12, 31)), "ligt voor de eerste"),
        (a_key(last_day=date(2027, 1, 1)), "binnen één boekjaar"),
        (a_key(integral=1001), "uit het ene budget is 1001"),
        (a_key(integral=-1), "uit het ene budget is -1"),
        (
            a_key(lines=(*LINES, KeyLine("wmo", "6.1", "4.3", "", 0, "g"))),
            "elk deel is meer dan nul",
        ),
        (
            a_key(lines=(KeyLine("wmo", "6.1", "4.3", "", WHOLE, " "),)),
            "bij taakveld 6.1 staat geen grond",
        ),
        (
            a_key(lines=(KeyLine("wmo", "6.71c", "4.3", "", WHOLE, "g"),)),
            "does not hold in 2026",
        ),
        (
            a_key(lines=(KeyLine("jeugdwet", "6.713", "4.3", "", WHOLE, "g"),)),
            "horen niet op taakveld 6.713",
        ),
    ],
)
def test_a_key_that_cannot_divide_is_refused_with_each_reason(key: DivisionKey, says: str) -> None:
    with pytest.raises(UnusableKey, match=says) as refused:
        must_be_usable(key)
    assert str(refused.value).startswith("Dagbesteding: ")


def test_every_fault_of_a_key_is_said_at_once() -> None:
    with pytest.raises(UnusableKey) as refused:
        must_be_usable(a_key(integral=2000, lines=LINES[:1]))
    assert len(str(refused.value).splitlines()) == 2


DAY = date(2026, 6, 1)
ALL = a_key(name="alles")
PRODUCT = a_key(name="product", products=frozenset({"07"}))
PARTNER = a_key(name="aanbieder", partners=frozenset({"1"}))
BOTH = a_key(name="beide", partners=frozenset({"1"}), products=frozenset({"07"}))


@pytest.mark.parametrize(
    ("product", "partner", "found"),
    [("07", "1", BOTH), ("07", "2", PRODUCT), ("08", "1", PARTNER), ("08", "2", ALL)],
)
def test_the_key_that_says_most_closely_for_what_it_is_comes_first(
    product: str, partner: str, found: DivisionKey
) -> None:
    assert key_for(DAY, product, partner, [ALL, BOTH, PRODUCT, PARTNER]) is found
    assert key_for(DAY, product, partner, [PARTNER, PRODUCT, BOTH, ALL]) is found


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31)])
def test_a_key_holds_on_its_first_and_its_last_day(day: date) -> None:
    assert key_for(day, "07", "1", [ALL]) is ALL


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_no_key_divides_what_lies_outside_its_days(day: date) -> None:
    assert key_for(day, "07", "1", [ALL]) is None


def test_keys_meet_when_a_cost_could_fall_under_both_and_neither_is_closer() -> None:
    spring = a_key(last_day=date(2026, 6, 30))
    autumn = a_key(first_day=date(2026, 7, 1))
    assert ALL.meets(spring)
    assert spring.meets(ALL)
    assert not spring.meets(autumn)
    assert not autumn.meets(spring)
    summer = a_key(first_day=date(2026, 6, 30))
    assert summer.meets(spring)
    assert spring.meets(summer)
    assert not ALL.meets(PRODUCT)
    assert not PRODUCT.meets(a_key(products=frozenset({"08"})))
    assert PRODUCT.meets(a_key(products=frozenset({"07", "08"})))
    assert not PARTNER.meets(a_key(partners=frozenset({"2"})))


@pytest.mark.parametrize("partner", ["SVB", "CAK"])
def test_what_the_svb_pays_and_the_cak_collects_is_divided_by_a_key_that_names_them(
    partner: str,
) -> None:
    day = date(2026, 3, 1)
    assert not a_key().covers(day, "07", partner)
    assert a_key(partners=frozenset({partner})).covers(day, "07", partner)
    assert a_key().covers(day, "07", "41000001")
