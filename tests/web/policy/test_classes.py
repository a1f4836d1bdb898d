# SPDX-License-Identifier: EUPL-1.2
"""The classes of the map: round, the same for all areas, and written as people say them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.web.policy.classes import class_of, dutch_number, map_classes, round_step

COUNTS = st.integers(min_value=0, max_value=10**7)
RATES = st.decimals(min_value=0, max_value=10**5, places=1)


def labels(figures, *, whole=True):
    return [found.label for found in map_classes(figures, whole=whole)]


def test_the_legend_is_written_in_words_that_people_use():
    assert labels([0, 7, 18]) == ["minder dan 5", "5 tot 10", "10 tot 15", "15 tot 20", "20 of meer"]


def test_small_whole_counts_are_written_as_the_count_itself():
    assert labels([0, 1, 4]) == ["0", "1", "2", "3", "4 of meer"]


def test_figures_per_thousand_may_have_tenths():
    assert labels([Decimal("0.9")], whole=False)[:2] == ["minder dan 0,2", "0,2 tot 0,4"]


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
    assert all(one.upper == next_.lower for one, next_ in zip(classes, classes[1:], strict=False))


@given(COUNTS)
def test_a_step_is_one_two_or_five_with_noughts_and_never_a_fraction_of_a_count(largest):
    step = round_step(Decimal(largest), whole=True)
    assert str(int(step)).rstrip("0") in {"1", "2", "5"}
    assert step == int(step) >= 1


@given(COUNTS)
def test_the_largest_figure_lies_in_the_upper_half_of_the_scale_so_that_colours_are_used(largest):
    step = round_step(Decimal(largest), whole=True)
    assert largest < 5 * step
    assert step == 1 or largest >= 2 * step


@given(COUNTS, COUNTS)
def test_more_is_never_lighter(one, other):
    classes = map_classes([one, other], whole=True)
    low, high = sorted([one, other])
    assert class_of(low, classes).number <= class_of(high, classes).number
