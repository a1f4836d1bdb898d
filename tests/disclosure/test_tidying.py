# SPDX-License-Identifier: EUPL-1.2
"""What turns out not to be needed is opened, and nobody comes nearer to known by that."""

import numpy as np

from meedoen.disclosure.search import Opened, Search, look_around, settle, settle_knowing
from meedoen.disclosure.tidying import tidy
from tests.disclosure.test_search import BLOCKS, EVERY, NINE, begun, hidden, put_together


def test_what_is_not_needed_is_opened_again_the_dearest_first() -> None:
    search = begun(NINE)
    search.hidden[[6, 7, 9, 10, 11]] = True
    settle(search, EVERY, [5])
    tidy(search, EVERY)
    assert hidden(search) in BLOCKS
    assert hidden(search) == {5, 6, 9, 10}
    assert not search.unsafe()[5]
    opened = [event for event in search.events if isinstance(event, Opened)]
    assert [event.one for event in opened] == [11, 7]


def test_what_is_opened_is_forgotten_and_what_rested_on_it_rests_on_other_moves() -> None:
    search = begun(NINE)
    search.hidden[[5, 6, 7, 9, 10, 11, 13, 14, 15]] = True
    random = np.random.default_rng(1)
    look_around(search, EVERY, knowing=False, rounds=6, random=random)
    assert not search.unsafe().any()
    assert search.reach.resting_on(15)[5]
    tidy(search, EVERY)
    # A way around all three rows is left, from which none can be taken out alone.
    assert hidden(search) == {5, 6, 7, 9, 11, 13, 14}
    assert not search.unsafe().any()
    for one in (10, 15):
        assert not (search.reach.resting_on(one) & search.hidden).any()
        assert search.reach.high[one] == search.reach.low[one] == 0


def test_what_is_kept_and_what_lies_elsewhere_is_not_opened() -> None:
    search = begun([[3, 20, 30], [40, 50, 60], [70, 80, 2]])
    search.hidden[[10, 11]] = True
    tidy(search, np.array([5, 11, 15]))
    assert hidden(search) == {5, 10, 15}


def test_what_is_needed_elsewhere_is_not_opened() -> None:
    search = begun(NINE)
    settle(search, EVERY, [5])
    # Within these nothing is known of the cell for which they were hidden.
    tidy(search, np.array([6, 9, 10]))
    assert hidden(search) == {5, 6, 9, 10}


def test_whom_a_class_was_hidden_for_may_go_another_way() -> None:
    search = begun([[3, 20, 30], [40, 60, 50], [70, 80, 90]])
    search.hidden[[6, 9, 10]] = True
    settle(search, EVERY, [5])
    search.because = {6: 5, 9: 5, 10: 5}
    search.hidden[[7, 11]] = True
    # The one beside it is not known to be safe, so nothing is asked of it.
    search.reach.forget(np.array([6]))
    tidy(search, EVERY)
    # The dearest of all was needed only as long as there was no way around it.
    assert hidden(search) == {5, 7, 9, 11}
    assert not search.unsafe().any()


def test_what_is_safe_elsewhere_and_rests_on_nothing_here_is_not_asked_again() -> None:
    small = np.array([True, False, False, True, False])
    found = put_together(
        {0: 1, 1: -1, 2: -1}, {3: 1, 4: -1}, counts=[3, 40, 50, 2, 40], primary=small, kept=small
    )
    search = Search(found, found.kept.copy())
    settle(search, np.arange(5), [0, 3])
    search.hidden[:] = True
    tidy(search, np.arange(3))
    assert hidden(search) in ({0, 1, 3, 4}, {0, 2, 3, 4})
    assert not search.unsafe()[[0, 3]].any()


def two_fours(*rows: dict[int, int], counts: list[int], weight: list[float]) -> Search:
    """All is hidden and moves; the first two are four each, so neither can be one more."""
    small = np.arange(len(counts)) < 2
    found = put_together(
        *rows, counts=counts, weight=np.array(weight), primary=small, kept=small
    )  # fmt: skip
    search = Search(found, np.ones(len(counts), dtype=bool))
    settle(search, np.arange(len(counts)), range(len(counts)))
    settle_knowing(search, np.arange(len(counts)), [0, 1], 5.0)
    assert not search.unsafe().any()
    return search


def test_whoever_knows_which_are_small_may_know_the_others() -> None:
    # Of two fours that are eight together each is known, and so is what moves with one of them.
    search = two_fours(
        {0: 1, 1: 1}, {2: 1, 0: -1, 3: -1}, counts=[4, 4, 30, 26], weight=[1, 1, 1, 2]
    )
    search.knowing.add(np.array([2, 3]), np.array([1.0, 1.0]))
    tidy(search, np.arange(4))
    assert hidden(search) == {0, 1, 2}


def test_what_stays_hidden_for_whoever_knows_which_are_small_goes_on_to_help_others() -> None:
    search = two_fours(
        {0: 1, 1: 1, 2: -1}, {4: 1, 2: -1, 3: -1}, counts=[4, 4, 8, 30, 38],
        weight=[1, 1, 9, 5, 1],
    )  # fmt: skip
    assert not search.determined().any()
    tidy(search, np.arange(5))
    # The third is needed by those two, and the last moves with it when the fourth is open.
    assert hidden(search) == {0, 1, 2, 4}
    assert not search.unsafe().any()
    assert not search.determined().any()
