# SPDX-License-Identifier: EUPL-1.2
"""The shared value types, by the properties that everybody leans on."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.bsn import HIDDEN, Bsn, without_bsn
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.codes import AreaCode, Level
from meedoen.vocabulary.domains import SENSITIVITY_OF, Domain
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.money import Money
from meedoen.vocabulary.period import Period

cents = st.integers(-(10**12), 10**12)
# Few days, so that periods often meet at their ends.
days = st.integers(0, 6).map(lambda n: date(2026, 11, 23) + timedelta(days=n))
WEEK = [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period that begins in one week; it ends in that week or is open."""
    first, last = draw(days), draw(st.none() | days)
    return Period(first, last) if last is None or first <= last else Period(last, first)


def passing_number(seed: int = 12345678) -> str:
    """Make a number that passes the eleven test; it belongs to nobody on purpose."""
    for last in range(10):
        digits = f"{seed:08d}{last}"
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        if sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0:
            return digits
    return passing_number(seed + 1)


NUMBER = passing_number()


@given(cents, st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
def test_splitting_money_never_loses_or_makes_a_cent(amount: int, weights: list[int]) -> None:
    parts = Money(amount).split(weights)
    assert sum(part.cents for part in parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.cents - amount * weight / sum(weights)) < 1 + abs(amount) * 1e-9


@given(cents, cents)
def test_money_adds_and_takes_away_exactly(a: int, b: int) -> None:
    assert Money(a) + Money(b) - Money(b) == Money(a)
    assert Money(0) - Money(a) == -Money(a)


def test_money_is_written_the_dutch_way_and_refuses_fractions() -> None:
    assert str(Money(123456)) == "€ 1.234,56"
    assert str(Money(-5)) == "-€ 0,05"
    assert str(Money(0)) == "€ 0,00"
    for no_cents in (0.5, 5.0, True):
        with pytest.raises(TypeError, match="whole cents"):
            Money(no_cents)  # type: ignore[arg-type]


@pytest.mark.parametrize("weights", [[0, 0], [], [2, -1], [-1]])
def test_money_is_split_by_weights_of_which_one_counts(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money(1).split(weights)


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (10, [1, 2], [3, 7]),
        (11, [3, 1], [8, 3]),
        (7, [0, 1], [0, 7]),
        (-100, [1, 1, 1], [-33, -33, -34]),
        (1, [1], [1]),
    ],
)
def test_the_cent_that_is_left_goes_where_most_is_missing_and_else_to_the_first(
    amount: int, weights: list[int], parts: list[int]
) -> None:
    assert [part.cents for part in Money(amount).split(weights)] == parts


def test_a_bsn_never_shows_itself() -> None:
    number = Bsn(NUMBER)
    for shown in (repr(number), str(number), f"{number}"):
        assert NUMBER not in shown


@given(st.text("0123456789", min_size=9, max_size=9))
def test_most_nine_digits_are_no_bsn_and_the_message_does_not_repeat_them(digits: str) -> None:
    with suppress(ValueError):
        Bsn(digits)
        return
    with pytest.raises(ValueError, match="geen geldig") as refused:
        Bsn(digits)
    assert digits not in str(refused.value)


@pytest.mark.parametrize("separator", ["", " ", ".", "-"])
def test_a_bsn_in_somebodys_words_is_taken_out(separator: str) -> None:
    written = separator.join([NUMBER[:4], NUMBER[4:6], NUMBER[6:]])
    assert without_bsn(f"mijn nummer is {written}, dank") == f"mijn nummer is {HIDDEN}, dank"


def test_other_numbers_in_somebodys_words_stay() -> None:
    said = "bel 0612345678 of kom naar nummer 12, in 2026"
    assert without_bsn(said) == said


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("GM9901", Level.GEMEENTE, None),
        ("WK990102", Level.WIJK, "GM9901"),
        ("BU99010203", Level.BUURT, "WK990102"),
        ("BU0363MK03", Level.BUURT, "WK0363MK"),
    ],
)
def test_an_area_code_knows_its_level_and_what_it_lies_in(
    code: str, level: Level, parent: str | None
) -> None:
    assert AreaCode(code).level is level
    assert AreaCode(code).parent == parent
    assert AreaCode(code).municipality == f"GM{code[2:6]}"
    assert str(AreaCode(code)) == code


@pytest.mark.parametrize("wrong", ["", "GM99", "9901", "BU9901020", "gm9901", "WK99010203"])
def test_what_is_no_area_code_is_refused_with_how_one_looks(wrong: str) -> None:
    with pytest.raises(ValueError, match="Een gemeente is GM"):
        AreaCode(wrong)


def test_a_week_has_fourteen_dayparts() -> None:
    for said in (None, 0, 14):
        assert Capacity(said, frozenset({Condition.QUIET})).dayparts_per_week == said
    for wrong in (-1, 15):
        with pytest.raises(ValueError, match="14 dagdelen"):
            Capacity(wrong)


@given(st.dates(), st.dates())
def test_a_period_holds_its_first_and_last_day(a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    period = Period(first, last)
    assert first in period
    assert last in period
    assert period.overlaps(Period(last))
    if first != last:
        with pytest.raises(ValueError, match="eindigen"):
            Period(last, first)


@given(periods(), days)
def test_a_period_holds_the_days_from_its_first_to_its_last(period: Period, day: date) -> None:
    ended = period.last is not None and day > period.last
    assert (day in period) == (not ended and day >= period.first)


@given(periods(), periods())
def test_two_periods_overlap_when_they_share_a_day(one: Period, other: Period) -> None:
    shared = [day for day in WEEK if day in one and day in other]
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


def test_a_period_that_ends_overlaps_what_begins_on_its_last_day_and_not_the_day_after() -> None:
    ends = Period(WEEK[0], WEEK[3])
    for other_last in (None, WEEK[6]):
        assert ends.overlaps(Period(WEEK[3], other_last))
        assert Period(WEEK[3], other_last).overlaps(ends)
        assert not ends.overlaps(Period(WEEK[4], other_last))
        assert not Period(WEEK[4], other_last).overlaps(ends)


def test_two_periods_without_an_end_always_overlap() -> None:
    assert Period(WEEK[0]).overlaps(Period(WEEK[6]))
    assert Period(WEEK[6]).overlaps(Period(WEEK[0]))


def test_each_form_condition_and_domain_has_plain_words() -> None:
    for thing in (*Form, *Condition, *Domain):
        assert thing.label
    assert set(SENSITIVITY_OF) == set(Domain)
