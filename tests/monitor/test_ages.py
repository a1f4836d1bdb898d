# SPDX-License-Identifier: EUPL-1.2
"""Everybody is in the group of the age that she has on the last day of the year."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meedoen.monitor.ages import CODES, AgeGroup, age_groups, aow_age


def group(age: int, year: int) -> AgeGroup:
    (found,) = age_groups(np.array([year - age], dtype=np.int16), year).tolist()
    return AgeGroup(found)


@given(st.integers(0, 110), st.integers(2000, 2040))
@example(26, 2026)
@example(27, 2026)
def test_the_young_are_26_at_the_most_and_the_old_have_the_age_of_the_aow(
    age: int, year: int
) -> None:
    if age <= 26:
        assert group(age, year) is AgeGroup.JONGEREN
    elif age < aow_age(year):
        assert group(age, year) is AgeGroup.VOLWASSENEN
    else:
        assert group(age, year) is AgeGroup.OUDEREN


@pytest.mark.parametrize(
    ("year", "age"),
    [(2000, 65), (2013, 65), (2017, 65), (2018, 66), (2023, 66), (2024, 67), (2040, 67)],
)
def test_the_age_of_the_aow_is_that_of_the_law_in_a_year_and_before_2013_the_first(
    year: int, age: int
) -> None:
    assert aow_age(year) == age
    assert group(age, year) is AgeGroup.OUDEREN
    assert group(age - 1, year) is AgeGroup.VOLWASSENEN


@given(st.lists(st.sampled_from([0, 1950, 1990, 2010]), max_size=8))
def test_who_has_no_year_of_birth_is_of_unknown_age_and_nobody_else(born: list[int]) -> None:
    found = age_groups(np.array(born, dtype=np.int16), 2026)
    assert (found == AgeGroup.ONBEKEND).tolist() == [year == 0 for year in born]
    assert (len(found), found.dtype) == (len(born), np.uint8)


def test_each_group_has_its_word_in_a_table() -> None:
    assert CODES == ("jongeren", "volwassenen", "ouderen", "onbekend")
    assert tuple(group.code for group in AgeGroup) == CODES
