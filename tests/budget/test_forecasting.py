# SPDX-License-Identifier: EUPL-1.2
"""The band for the end of a year holds what it says, and where nothing can be said it says so."""

from collections.abc import Iterator
from dataclasses import replace
from math import cos, exp, pi
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.forecasting import (
    LATEST,
    Band,
    NoForecast,
    SeenCost,
    forecast,
    month_number,
)

YEAR, INVENTED = 2026, 200


def a_life(random: Random, years: int) -> Iterator[SeenCost]:
    """Costs of some years until the end of YEAR and what comes in after it.

    They grow from year to year, not each year as much; the summer is quiet; each month lies a few
    percent off; and providers declare late, some months later than others.
    """
    dip, noise = random.uniform(0.02, 0.15), random.uniform(0.02, 0.07)
    prompt, followed = random.uniform(0.0, 0.5), random.uniform(0.5, 0.8)
    level = random.uniform(3e6, 9e7)
    for year in range(YEAR - years, YEAR + 1):
        growth = random.gauss(0.03, 0.03)
        for month in range(12):
            level *= exp(growth / 12)
            season = 1 - dip * cos(2 * pi * (month - 0.5) / 12 + pi)
            left = cents = int(level * season * exp(random.gauss(0, noise)))
            own = month_number(year, month + 1)
            share = prompt * random.uniform(0.8, 1.2)
            for delay in range(LATEST):
                part = min(left, int(left * share))
                left -= part
                yield SeenCost(own, own + delay, part)
                share = followed * random.uniform(0.9, 1.1)
            assert 0 <= left <= cents
            yield SeenCost(own, own + LATEST, left)


def the_end(costs: list[SeenCost]) -> int:
    return sum(one.cents for one in costs if one.month // 12 == YEAR)


def seen_until(costs: list[SeenCost], month: int) -> list[SeenCost]:
    return [one for one in costs if one.seen <= month_number(YEAR, month)]


@pytest.mark.parametrize("month", [5, 8, 11])
def test_eight_of_ten_invented_years_end_within_their_band(month: int) -> None:
    within = 0
    for seed in range(INVENTED):
        random = Random(f"{seed} {month}")
        costs = list(a_life(random, random.choice([1, 2, 3])))
        band = forecast(seen_until(costs, month), year=YEAR, until=month_number(YEAR, month))
        assert isinstance(band, Band)
        within += band.low <= the_end(costs) <= band.high
    assert 0.7 * INVENTED <= within <= 0.9 * INVENTED, within / INVENTED


@pytest.fixture(scope="module")
def costs() -> list[SeenCost]:
    return list(a_life(Random("one"), 2))


def banded(costs: list[SeenCost], month: int = 8) -> Band | NoForecast:
    return forecast(seen_until(costs, month), year=YEAR, until=month_number(YEAR, month))


def test_without_an_earlier_year_nothing_is_said(costs: list[SeenCost]) -> None:
    own = [one for one in costs if one.month // 12 == YEAR]
    assert banded(own) is NoForecast.NO_EARLIER_YEAR
    assert banded([]) is NoForecast.NO_EARLIER_YEAR


def test_a_part_of_an_earlier_year_is_no_year_to_compare_with(costs: list[SeenCost]) -> None:
    since = month_number(YEAR - 1, 2)
    assert banded([one for one in costs if one.month >= since]) is NoForecast.NO_EARLIER_YEAR


def test_of_two_months_nothing_is_said(costs: list[SeenCost]) -> None:
    assert banded(costs, 2) is NoForecast.TOO_FEW_MONTHS
    assert banded([one for one in costs if one.month // 12 < YEAR]) is NoForecast.TOO_FEW_MONTHS


def test_when_all_of_a_year_is_in_nothing_is_expected(costs: list[SeenCost]) -> None:
    later = month_number(YEAR + 2, 1)
    assert forecast(costs, year=YEAR, until=later) is NoForecast.ALL_IS_IN


def test_the_band_narrows_as_the_year_goes_on(costs: list[SeenCost]) -> None:
    widths = []
    for month in (4, 8, 12):
        band = banded(costs, month)
        assert isinstance(band, Band)
        widths.append(band.high - band.low)
    assert widths == sorted(widths, reverse=True)


def test_what_came_in_this_month_widens_no_band_but_is_its_floor(costs: list[SeenCost]) -> None:
    band = banded(costs)
    assert isinstance(band, Band)
    much = SeenCost(month_number(YEAR, 9), month_number(YEAR, 9), band.high + 1)
    until = month_number(YEAR, 8)
    with_it = forecast([*seen_until(costs, 8), much], year=YEAR, until=until)
    booked = sum(one.cents for one in [*seen_until(costs, 8), much] if one.month // 12 == YEAR)
    assert with_it == Band(booked, booked)


@given(st.randoms(use_true_random=False), st.integers(3, 12), st.integers(2, 50))
def test_no_order_matters_and_ten_times_as_much_ends_ten_times_as_high(
    random: Random, month: int, times: int
) -> None:
    costs = list(a_life(Random("one"), 1))
    random.shuffle(costs)
    band = banded(costs, month)
    more = banded([replace(one, cents=one.cents * times) for one in costs], month)
    assert isinstance(band, Band)
    assert isinstance(more, Band)
    assert band == banded(sorted(costs, key=lambda one: (one.month, one.seen)), month)
    assert band.low <= band.high
    assert abs(more.low - band.low * times) <= times
    assert abs(more.high - band.high * times) <= times
