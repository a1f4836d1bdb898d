# SPDX-License-Identifier: EUPL-1.2
"""Free places in three words: which word when, and what it does not tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.bookings.fullness import Fullness, fullness

PLACES = st.integers(min_value=1, max_value=300)


@pytest.mark.parametrize(
    ("places", "free", "said"),
    [
        (12, 9, "plek"),
        (4, 3, "plek"),
        (15, 3, "plek"),
        (16, 3, "bijna vol"),
        (4, 2, "bijna vol"),
        (1, 1, "bijna vol"),
        (100, 20, "plek"),
        (100, 19, "bijna vol"),
        (12, 0, "vol"),
    ],
)
def test_at_most_two_or_less_than_one_in_five_is_almost_full(
    places: int, free: int, said: str
) -> None:
    assert fullness(places=places, free=free) == said


def test_where_no_places_are_counted_nothing_is_full() -> None:
    assert fullness(places=0, free=0) is None


@given(PLACES, st.data())
def test_it_is_full_only_when_nothing_is_free(places: int, data: st.DataObject) -> None:
    free = data.draw(st.integers(0, places))
    assert (fullness(places=places, free=free) is Fullness.FULL) == (free == 0)


@given(PLACES, st.data())
def test_one_place_more_that_is_free_never_makes_it_fuller(
    places: int, data: st.DataObject
) -> None:
    free = data.draw(st.integers(0, places - 1))
    words = list(Fullness)
    one, more = (fullness(places=places, free=number) for number in (free, free + 1))
    assert one
    assert more
    assert words.index(one) <= words.index(more)


@given(st.integers(min_value=5, max_value=300))
def test_that_there_is_place_never_tells_how_many_people_have_one(places: int) -> None:
    same = [f for f in range(places + 1) if fullness(places=places, free=f) is Fullness.PLACE]
    assert len(same) >= 3
