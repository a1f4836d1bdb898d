# SPDX-License-Identifier: EUPL-1.2
"""Who directs a new plan: who sits beside her, else who has the most room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.plans.regisseur import regisseur_of

accounts = st.lists(st.integers(1, 50), min_size=1, unique=True)
counts = st.dictionaries(st.integers(1, 50), st.integers(0, 9))


@given(accounts, counts)
def test_who_sits_beside_her_directs_however_busy(
    candidates: list[int], directs: dict[int, int]
) -> None:
    for one in candidates:
        assert regisseur_of(candidates, beside_her=one, directs=directs) == one


@given(accounts, counts)
def test_else_nobody_who_may_has_more_room(candidates: list[int], directs: dict[int, int]) -> None:
    chosen = regisseur_of(candidates, beside_her=None, directs=directs)
    assert all(directs.get(chosen, 0) <= directs.get(other, 0) for other in candidates)
    assert chosen == regisseur_of(candidates[::-1], beside_her=99, directs=directs)


def test_of_two_with_as_much_room_who_came_first() -> None:
    assert regisseur_of([7, 3, 5], beside_her=None, directs={3: 1}) == 5


def test_where_nobody_may_nobody_is_chosen() -> None:
    with pytest.raises(ValueError, match="empty"):
        regisseur_of([], beside_her=3, directs={})
