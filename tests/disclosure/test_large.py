# SPDX-License-Identifier: EUPL-1.2
"""A large table is protected part by part, and opened again where much was hidden for others."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from meedoen.disclosure import large
from meedoen.disclosure.large import Part, hides_much, in_halves, search_in_parts, settle_in
from meedoen.disclosure.neighbourhoods import Neighbourhood, Neighbourhoods
from meedoen.disclosure.problem import ToProtect
from meedoen.disclosure.search import Search, mask_of
from tests.disclosure.test_search import EVERY, begun, hidden, many, put_together


def part(*classes: int) -> Neighbourhood:
    """A part in which these classes lie; of which nodes does not matter here."""
    return Neighbourhood(frozenset(), np.array(classes))


def parts(first: Part, second: Part, above: Part = ()) -> Neighbourhoods:
    return Neighbourhoods((first, second), above, ())


ODD, EVEN = (part(*range(odd, 24, 2)) for odd in (1, 0))


@contextmanager
def elsewhere(size: int) -> Iterator[Callable[..., list[Any]]]:
    """Work as in another process: on copies, of which only what is given back is seen."""

    def both(work: Callable[..., Any], searches: list[Search], halves: list[Part]) -> list[Any]:
        return [work(deepcopy(one), half) for one, half in zip(searches, halves, strict=True)]

    yield both


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything be worth a second process."""
    monkeypatch.setattr(large, "worth_two", lambda size: True)
    monkeypatch.setattr(large, "side_by_side", elsewhere)


@pytest.fixture
def tidied(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """See which classes are tidied."""
    found: list[list[int]] = []
    monkeypatch.setattr(large, "tidy", lambda search, within: found.append(within.tolist()))
    return found


@pytest.mark.parametrize(("others", "much"), [(9, False), (10, True)])
def test_much_is_hidden_when_for_ten_small_ones_more_than_nine_others_are(
    others: int, much: bool
) -> None:
    small = np.arange(30) < 10
    search = Search(put_together(counts=[2] * 30, primary=small, kept=small), small.copy())
    search.hidden[10 : 10 + others] = True
    assert hides_much(search) is much
    assert hides_much(search, 0.2) is True
    search.hidden[12:] = False
    assert hides_much(search, 0.2) is False
    # A class of twenty cells is twenty.
    wide = replace(search.problem, cells=np.where(np.arange(30) == 11, 20, 1))
    assert hides_much(Search(wide, search.hidden)) is True


def test_in_a_part_only_what_lies_in_it_and_is_asked_for_is_made_safe() -> None:
    search = many()
    settle_in(search, [part(*range(24))], mask_of(24, np.array([0, 1, 2])))
    assert np.flatnonzero(search.unsafe()).tolist() == list(range(3, 12))
    settle_in(search, [ODD, part(4)], search.problem.primary)
    assert np.flatnonzero(search.unsafe()).tolist() == [4, 6, 8, 10]


def test_what_is_safe_in_a_part_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[int]] = []
    monkeypatch.setattr(large, "settle", lambda search, within, targets: asked.append(targets))
    search = begun([[3, 20, 30], [40, 50, 60], [70, 80, 2]])
    search.reach.high[5] = 99
    settle_in(search, [part(*EVERY), part(5, 6)], search.problem.primary)
    assert asked == [[15]]


@pytest.mark.usefixtures("two")
def test_two_halves_are_worked_on_apart_and_all_that_was_done_is_taken_over() -> None:
    search = search_in_parts(many().problem, parts((ODD,), (EVEN,)))
    assert hidden(search) == set(range(24))
    assert not search.unsafe().any()
    assert not search.determined().any()
    assert search.because == {at + 12: at for at in range(12)}


def halves_seen(search: Search, two: Neighbourhoods) -> list[int]:
    """In how many halves the work is done on the search itself."""
    seen: list[int] = []

    def work(given: Search, half: Part) -> large.Done:
        if given is search:
            seen.append(len(half))
        assert given.events == []
        return []

    in_halves(work, search, two)
    return seen


def test_what_is_not_worth_two_is_done_here_one_half_after_the_other() -> None:
    search = many()
    search.events = [*begun_events()]
    assert halves_seen(search, parts((ODD,), (EVEN, EVEN))) == [1, 2]


def begun_events() -> large.Done:
    """What was done before in some search."""
    search = many()
    settle_in(search, [EVEN], search.problem.primary)
    assert search.events
    return search.events


@pytest.mark.usefixtures("two")
def test_where_one_half_is_empty_the_other_is_done_here() -> None:
    assert halves_seen(many(), parts((), (EVEN,))) == [0, 1]
    assert halves_seen(many(), parts((ODD,), (EVEN,))) == []


def shared(partners: int) -> ToProtect:
    """Twelve small ones, and so many others behind which they can hide."""
    small = np.arange(12 + partners) < 12
    return put_together(
        *({at: 1, 12 + at % partners: -1} for at in range(12)),
        counts=[2] * 12 + [40] * partners, primary=small, kept=small,
    )  # fmt: skip


def test_lowest_parts_come_first_and_those_above_make_safe_what_is_left() -> None:
    found = many().problem
    low = part(*(at for at in range(24) if at % 12 < 4))
    middle = part(*(at for at in range(24) if 4 <= at % 12 < 8))
    search = search_in_parts(found, parts((low,), (middle,), above=(part(*range(24)),)))
    assert not search.unsafe()[:12].any()
    assert hidden(search) == set(range(24))
    left = search_in_parts(found, parts((low,), (middle,)))
    assert np.flatnonzero(left.unsafe()).tolist() == [8, 9, 10, 11]


def test_a_part_in_which_nothing_is_small_is_left_for_when_all_is_looked_at_together() -> None:
    found = replace(many().problem, primary=np.arange(24) < 6)
    assert found.kept.sum() == 12
    low, high = (part(*(at for at in range(24) if at % 12 // 6 == half)) for half in (0, 1))
    search = search_in_parts(found, parts((low,), (high,), above=(high,)))
    assert np.flatnonzero(search.unsafe()).tolist() == list(range(6, 12))


@pytest.mark.parametrize(("partners", "times"), [(2, 0), (3, 3), (12, 3)])
def test_what_is_less_large_is_tidied_when_more_than_a_fifth_is_hidden_for_others(
    partners: int, times: int, tidied: list[list[int]]
) -> None:
    everything = part(*range(12 + partners))
    search = search_in_parts(shared(partners), parts((everything,), (part(0),), (part(1),)))
    assert not search.unsafe()[:12].any()
    assert tidied == [everything.classes.tolist(), [0], [1]][:times]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(("partners", "much"), [(6, False), (12, True)])
def test_what_is_large_is_tidied_only_when_nearly_as_much_is_hidden_for_others(
    partners: int, much: bool, tidied: list[list[int]]
) -> None:
    everything = part(*range(12 + partners))
    search_in_parts(shared(partners), parts((everything,), (part(0),)))
    assert bool(tidied) is much
