# SPDX-License-Identifier: EUPL-1.2
"""The classes of the map: round, the same for all areas, and written as people say them."""

from decimal import Decimal
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.web.policy.classes import (
    class_of,
    dutch_number,
    map_classes,
    round_limits,
    round_numbers,
)

COUNTS = st.integers(min_value=0, max_value=10**7)
RATES = st.decimals(min_value=0, max_value=10**5, places=1)


def labels(figures, *, whole=True):
    return [found.label for found in map_classes(figures, whole=whole)]


def test_the_legend_is_written_in_words_that_people_use():
    assert labels([0, 4, 7, 11, 16, 21]) == [
        "minder dan 6", "6 tot 10", "10 tot 15", "15 tot 20", "20 of meer",
    ]  # fmt: skip


def test_small_whole_counts_are_written_as_the_count_itself():
    assert labels([0, 1, 1, 2, 3, 4]) == ["0", "1", "2", "3", "4 of meer"]


def test_figures_per_thousand_may_have_tenths():
    figures = [Decimal("0.2"), Decimal("0.4"), Decimal("0.6"), Decimal("0.8"), Decimal("1.1")]
    assert labels(figures, whole=False)[:2] == ["minder dan 0,4", "0,4 tot 0,6"]


def test_one_busy_centre_does_not_leave_the_rest_of_the_map_one_colour():
    classes = map_classes([165, 8, 9, 16, 19, 23, 30, 36, 48, 60], whole=True)
    used = {class_of(figure, classes).number for figure in [8, 19, 30, 48, 165]}
    assert len(used) >= 4


def test_without_any_figure_there_is_still_a_legend():
    assert labels([]) == labels([0]) == ["0", "1", "2", "3", "4 of meer"]


def test_a_count_below_nought_is_refused():
    with pytest.raises(ValueError, match="below nought"):
        map_classes([3, -1], whole=True)
    with pytest.raises(ValueError, match="below the first class"):
        class_of(-1, map_classes([3], whole=True))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1234.50"), "1.234,5"),
        (1200, "1.200"),
        (Decimal("20.0"), "20"),
        (0, "0"),
        (Decimal("1E+2"), "100"),
    ],
)
def test_numbers_are_written_the_dutch_way(value, written):
    assert dutch_number(value) == written


@given(st.lists(COUNTS, max_size=20), st.data())
def test_every_figure_falls_in_exactly_one_class(figures, data):
    classes = map_classes(figures, whole=True)
    for figure in figures:
        homes = [c for c in classes if c.lower <= figure and (c.upper is None or figure < c.upper)]
        assert homes == [class_of(figure, classes)]


@given(RATES)
def test_classes_follow_each_other_without_a_gap(largest):
    classes = map_classes([largest], whole=False)
    assert [c.number for c in classes] == [1, 2, 3, 4, 5]
    assert classes[0].lower == 0
    assert all(one.upper == next_.lower for one, next_ in pairwise(classes))


@given(st.lists(COUNTS, max_size=20))
def test_limits_of_counts_are_whole_round_and_rising(figures):
    limits = round_limits([Decimal(figure) for figure in figures], whole=True)
    assert all(int(limit) == limit >= 1 for limit in limits)
    assert all(len(str(int(limit)).rstrip("0")) <= 2 for limit in limits)
    assert list(limits) == sorted(set(limits))


@given(st.lists(RATES, max_size=20))
def test_limits_of_rates_have_one_decimal_at_most(figures):
    assert all(limit * 10 % 1 == 0 for limit in round_limits(figures, whole=False))


@given(st.lists(COUNTS, max_size=20))
def test_the_order_of_the_areas_and_empty_areas_do_not_move_the_limits(figures):
    limits = labels(figures)
    assert labels(figures[::-1]) == labels([*figures, 0, 0, 0]) == limits


def test_round_numbers_are_those_that_people_say():
    assert [int(n) for n in islice(round_numbers(whole=True), 14)] == [
        1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40,
    ]  # fmt: skip


@given(COUNTS, COUNTS)
def test_more_is_never_lighter(one, other):
    classes = map_classes([one, other], whole=True)
    low, high = sorted([one, other])
    assert class_of(low, classes).number <= class_of(high, classes).number
