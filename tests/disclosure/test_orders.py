# SPDX-License-Identifier: EUPL-1.2
"""Small counts are made safe in more than one order, as long as that is worth its time."""

from collections.abc import Sequence

import numpy as np
import pytest

from meedoen.disclosure import orders
from meedoen.disclosure.orders import in_the_best_order
from meedoen.disclosure.problem import ToProtect
from meedoen.disclosure.search import Search
from meedoen.disclosure.sums import Indices
from tests.disclosure.test_search import NINE, hidden, problem, put_together


class Watched:
    """Sees in which orders is settled, and hides in each so many as is said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, hides: Sequence[int] = ()) -> None:
        self.orders: dict[int, list[int]] = {}
        self.kept: list[Search] = []
        self.tidied = 0
        self._hides = hides
        monkeypatch.setattr(orders, "settle", self._settle)
        monkeypatch.setattr(orders, "settle_knowing", lambda *_: None)
        monkeypatch.setattr(orders, "tidy", self._tidy)

    def _settle(self, search: Search, within: Indices, order: list[int]) -> None:
        assert within.tolist() == list(range(search.problem.size))
        if id(search) not in self.orders:
            self.orders[id(search)] = order
            self.kept.append(search)
            search.hidden[: self._hides[len(self.kept) - 1] if self._hides else 0] = True

    def _tidy(self, search: Search, within: Indices) -> None:
        assert within.tolist() == list(range(search.problem.size))
        self.tidied += 1


def some(size: int) -> ToProtect:
    """So many classes with other numbers each, of which the first ten are small."""
    small = np.arange(size) < 10
    return put_together(counts=[*range(1, size + 1)], primary=small, kept=small)


@pytest.mark.parametrize(
    ("size", "tried"), [(20, 4), (150, 4), (151, 2), (350, 2), (351, 1), (600, 1)]
)
def test_what_is_small_is_tried_in_four_orders_and_what_is_large_in_one(
    size: int, tried: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(monkeypatch)
    in_the_best_order(found := some(size), found.primary)
    ways = list(watched.orders.values())
    most_first = list(reversed(range(10)))
    assert ways[:2] == [most_first, most_first[::-1]][:tried]
    assert len({tuple(way) for way in ways}) == len(ways) == tried
    assert all(sorted(way) == list(range(10)) for way in ways)


def test_the_orders_are_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = (tried_orders(monkeypatch) for _ in range(2))
    assert first == again


def tried_orders(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The orders in which a small table is tried."""
    watched = Watched(monkeypatch)
    in_the_best_order(found := some(20), found.primary)
    return list(watched.orders.values())


@pytest.mark.parametrize(("size", "times"), [(500, 1), (501, 0)])
def test_only_what_is_not_large_is_tidied_at_once(
    size: int, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(monkeypatch)
    in_the_best_order(found := some(size), found.primary)
    assert watched.tidied == times


def test_the_order_that_hides_least_is_kept_and_the_first_of_those(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watched = Watched(monkeypatch, hides=(15, 13, 14, 13))
    search = in_the_best_order(found := some(20), found.primary)
    assert search is watched.kept[1]
    assert search.price() == 13
    assert found.kept.sum() == 10


def test_only_the_targets_are_made_safe_with_all_that_this_hides() -> None:
    found = problem([[3, 20, 30], [40, 50, 60], [70, 80, 2]])
    search = in_the_best_order(found, np.arange(16) == 5)
    assert not search.unsafe()[5]
    assert not search.unsafe()[[one for one in hidden(search) if one != 15]].any()
    assert not search.determined()[5]
    for target in (5, 15):
        safe = in_the_best_order(found, found.primary)
        assert not safe.unsafe()[target]


def test_what_is_hidden_for_others_is_made_safe_as_well() -> None:
    # Both small ones move far enough once these are hidden, and two of these do not by themselves.
    found = problem([[4, 7, 12], [3, 10, 2]])
    search = in_the_best_order(found, found.primary)
    assert hidden(search) > set(np.flatnonzero(found.primary).tolist())
    assert not search.unsafe().any()


def test_nothing_is_hidden_for_nobody() -> None:
    found = problem(NINE)
    search = in_the_best_order(found, np.zeros(16, dtype=bool))
    assert hidden(search) >= {5}
