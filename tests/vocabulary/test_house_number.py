# SPDX-License-Identifier: EUPL-1.2
"""A house number is the same house however it is typed, and never another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.house_number import figures_of, level_house_number


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("12", "12"), ("012", "12"), (" 12 ", "12"), ("12a", "12A"), ("12 A", "12A"),
        ("12-a", "12A"), ("12 bis", "12BIS"), ("12-2", "12-2"), ("12 2", "12-2"), ("12/2", "12-2"),
        ("12a2", "12A2"), ("B75", "B75"), ("b 75", "B75"), ("0", "0"), ("12é", "12E"),
    ],
)  # fmt: skip
def test_what_means_the_same_house_is_written_the_same(typed: str, level: str) -> None:
    assert level_house_number(typed) == level


@pytest.mark.parametrize(
    "typed", ["", "a", "-3", "12,5", "1.000", "12-", "123456789", "12 + 2", "2026-01-01"]
)
def test_what_is_no_house_number_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="house number"):
        level_house_number(typed)


@given(st.from_regex(r"[A-Z]?[1-9][0-9]{0,3}[A-Z]?(-[0-9]{1,2})?", fullmatch=True))
def test_a_levelled_number_stays_as_it_is(typed: str) -> None:
    try:
        level = level_house_number(typed)
    except ValueError:
        return
    assert level_house_number(level) == level


@pytest.mark.parametrize(("typed", "figures"), [("12A", "12"), ("B75", "75"), ("12-2", "12")])
def test_its_first_figures_are_those_of_the_house_without_its_letters(
    typed: str, figures: str
) -> None:
    assert figures_of(typed) == figures
