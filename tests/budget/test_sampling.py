# SPDX-License-Identifier: EUPL-1.2
"""Everybody draws the same from the same numbers, and each cost has the same chance."""

from collections import Counter
from collections.abc import Collection
from hashlib import sha256
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.auditing.sampling import FEW, MOST, SampleDraw, drawn


def of(costs: Collection[int], draw: SampleDraw) -> list[int]:
    """Draw among numbers of which these are of a cost."""
    known = set(costs)
    return drawn(
        draw,
        among=lambda asked: [number for number in asked if number in known],
        between=lambda first, last: [number for number in known if first <= number <= last],
    )


NUMBERS = st.sets(st.integers(1, 300), max_size=80)


@given(NUMBERS, st.integers(1, MOST), st.integers(0, 10**17))
def test_a_sample_is_of_costs_in_order_and_none_comes_twice(
    costs: set[int], size: int, seed: int
) -> None:
    found = of(costs, SampleDraw(size, seed, 1, 300))
    assert found == sorted(set(found))
    assert set(found) <= costs
    assert len(found) == min(size, len(costs))
    assert found == of(costs, SampleDraw(size, seed, 1, 300))


@given(NUMBERS, st.integers(0, 10**9), st.sets(st.integers(301, 600)))
def test_what_is_booked_later_changes_no_draw_up_to_an_earlier_number(
    costs: set[int], seed: int, later: set[int]
) -> None:
    draw = SampleDraw(20, seed, 1, 300)
    assert of(costs, draw) == of(costs | later, draw)


@given(st.integers(0, 10**9))
def test_among_many_numbers_nobody_reads_them_all(seed: int) -> None:
    read: list[int] = []

    def among(asked: Collection[int]) -> list[int]:
        read.extend(asked)
        return [number for number in asked if number % 2]

    def between(first: int, last: int) -> list[int]:
        raise AssertionError("all of them were asked for")

    draw = SampleDraw(MOST, seed, 5, 10_000_000)
    found = drawn(draw, among=among, between=between)
    assert len(found) == MOST
    assert all(number % 2 for number in found)
    assert len(read) < 10_000
    assert min(read) >= 5
    assert max(read) <= 10_000_000


def test_where_hardly_any_is_a_cost_fewer_come_and_it_ends() -> None:
    assert of({7}, SampleDraw(3, 1, 1, FEW * 10_000)) in ([], [7])


@pytest.mark.parametrize("span", [FEW, FEW * 3])
def test_each_cost_has_the_same_chance(span: int) -> None:
    """Of ten parts of the numbers each gives about a tenth of what is drawn."""
    every = range(1, span + 1)
    parts = Counter(
        number * 10 // (span + 1)
        for seed in range(20)
        for number in of(every, SampleDraw(MOST, seed, 1, span))
    )
    assert min(parts.values()) > 320
    assert max(parts.values()) < 480


@pytest.mark.parametrize(("size", "first"), [(0, 1), (MOST + 1, 1), (-3, 1), (5, 301)])
def test_a_draw_of_nothing_or_of_more_than_somebody_reads_is_refused(size: int, first: int) -> None:
    with pytest.raises(ValueError, match="A sample"):
        SampleDraw(size, 7, first, 300)


def mixed(seed: int, number: int) -> int:
    """The number that an auditor works out by hand, as it is written down."""
    return int(sha256(f"{seed}:{number}".encode()).hexdigest()[:16], 16)


def test_an_auditor_works_out_a_draw_among_few_numbers_as_it_is_written_down() -> None:
    every = range(3, FEW + 3)
    wanted = sorted(sorted(every, key=lambda number: mixed(7, number))[:9])
    assert of(every, SampleDraw(9, 7, 3, FEW + 2)) == wanted


def test_an_auditor_works_out_a_draw_among_many_numbers_as_it_is_written_down() -> None:
    first, span = 3, FEW + 1
    asked = (first + mixed(7, at) % span for at in count())
    wanted: dict[int, None] = {}
    while len(wanted) < MOST:
        number = next(asked)
        if number % 20 == 0:
            wanted[number] = None
    costs = range(0, FEW + 10, 20)
    assert of(costs, SampleDraw(MOST, 7, first, FEW + first)) == sorted(wanted)


def test_the_only_number_there_is_is_drawn() -> None:
    assert of({7}, SampleDraw(1, 5, 7, 7)) == [7]


def test_after_sixty_times_two_thousand_numbers_nobody_looks_further() -> None:
    asked: list[int] = []

    def among(numbers: Collection[int]) -> list[int]:
        asked.append(len(numbers))
        return []

    assert drawn(SampleDraw(1, 5, 1, 10**12), among=among, between=lambda *_: []) == []
    assert asked == [2_000] * 60
