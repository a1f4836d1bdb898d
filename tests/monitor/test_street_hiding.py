# SPDX-License-Identifier: EUPL-1.2
"""Which streets of a buurt are shown: what is hidden keeps doubt in worlds that can be lived in."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from meedoen.disclosure.published import HIDDEN
from meedoen.monitor.street_hiding import (
    as_published,
    hidden_parts,
    leaves_doubt,
    proof_of,
    worlds,
)
from meedoen.publication.proven import checked

FIVE = 5
COUNTS = st.lists(
    st.integers(0, 15).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    min_size=1, max_size=9,
)  # fmt: skip


def arrays(pairs: list[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    counts, movers = zip(*pairs, strict=True)
    return np.array(counts), np.array(movers)


def shown(counts: list[int], movers: list[int] | None = None) -> list[int] | None:
    """Give what is seen of a buurt in which everybody could live elsewhere, or only these."""
    given_counts = np.array(counts)
    hidden = hidden_parts(given_counts, np.array(movers or counts), FIVE)
    return None if hidden is None else np.where(hidden, HIDDEN, given_counts).tolist()


@given(COUNTS)
def test_what_is_hidden_can_differ_by_the_threshold_in_worlds_with_the_same_sum(
    pairs: list[tuple[int, int]],
) -> None:
    counts, movers = arrays(pairs)
    hidden = hidden_parts(counts, movers, FIVE)
    if hidden is None:
        return
    assert hidden[counts < FIVE].all()
    found = list(worlds(counts, movers, hidden))
    assert len(found) == hidden.sum()
    for world in found:
        assert world.sum() == counts.sum()
        assert (world >= 0).all()
        assert (world[~hidden] == counts[~hidden]).all()
        # Nobody moves who could not.
        assert (world >= counts - movers).all()
    for at in np.flatnonzero(hidden):
        seen = [int(world[at]) for world in found]
        assert max(seen) - min(seen) >= FIVE


@given(st.lists(COUNTS, min_size=1, max_size=3))
def test_the_separate_program_finds_nothing_wrong_with_what_is_shown(
    buurten: list[list[tuple[int, int]]],
) -> None:
    given_arrays = [arrays(pairs) for pairs in buurten]
    of = [(c, m, hidden_parts(c, m, FIVE)) for c, m in given_arrays if c.sum() >= FIVE]
    safe = [(c, m, h) for c, m, h in of if h is not None]
    assume(safe)
    published = as_published([(f"BU{at}", c, h) for at, (c, _, h) in enumerate(safe)], FIVE)
    lived_in = [list(worlds(*one)) or [one[0]] for one in safe]
    verdict = checked(published, proof_of(published, lived_in), {}).verdict
    assert verdict.faults == []
    assert verdict.hidden == sum(int(h.sum()) for _, _, h in safe)


def test_the_separate_program_finds_a_street_that_should_have_been_hidden() -> None:
    counts = np.array([2, 9, 9])
    published = as_published([("BU1", counts, counts < FIVE)], FIVE)
    assert checked(published, proof_of(published, [[counts]]), {}).verdict.faults


def test_a_buurt_of_large_streets_is_shown_whole() -> None:
    assert shown([5, 9, 30]) == [5, 9, 30]


def test_one_small_street_takes_the_smallest_other_along() -> None:
    assert shown([2, 30, 9]) == [HIDDEN, 30, HIDDEN]


def test_of_two_as_small_the_first_goes_along() -> None:
    assert shown([2, 9, 9]) == [HIDDEN, HIDDEN, 9]


def test_a_street_where_nobody_is_looks_like_one_where_few_are() -> None:
    assert shown([0, 7, 12]) == [HIDDEN, HIDDEN, 12]
    assert shown([4, 7, 12]) == [HIDDEN, HIDDEN, 12]


def test_small_streets_that_are_enough_together_leave_the_others_open() -> None:
    assert shown([2, 3, 1, 9]) == [HIDDEN, HIDDEN, HIDDEN, 9]


@pytest.mark.parametrize(
    ("movers", "seen"),
    [([2, 3, 9, 9], [HIDDEN, HIDDEN, 9, 12]), ([2, 2, 9, 9], [HIDDEN, HIDDEN, HIDDEN, 12]),
     ([0, 0, 4, 1], [HIDDEN] * 4), ([0, 0, 4, 0], None)],
)  # fmt: skip
def test_only_who_could_live_elsewhere_unseen_keeps_a_street_hidden(
    movers: list[int], seen: list[int] | None
) -> None:
    assert shown([2, 3, 9, 12], movers) == seen


def test_streets_that_are_each_as_large_as_a_small_one_can_be_take_another_along() -> None:
    """Whoever knows that both are small would know that both are four."""
    assert shown([4, 4, 9, 20]) == [HIDDEN, HIDDEN, HIDDEN, 20]
    assert shown([4, 3, 9, 20]) == [HIDDEN, HIDDEN, 9, 20]


def test_a_street_just_large_enough_does_not_tell_that_nobody_is_in_the_others() -> None:
    """Whoever knows which are small would know that those are nought."""
    assert shown([0, 0, 5, 9]) == [HIDDEN, HIDDEN, HIDDEN, HIDDEN]
    assert shown([0, 0, 6, 9]) == [HIDDEN, HIDDEN, HIDDEN, 9]


@pytest.mark.parametrize("counts", [[3], [0, 0], [2, 2], [4]])
def test_a_buurt_with_too_few_people_shows_nothing(counts: list[int]) -> None:
    assert shown(counts) is None


def test_one_large_street_alone_is_its_buurt() -> None:
    assert shown([12]) == [12]


def test_what_is_hidden_alone_is_known_from_the_total() -> None:
    counts, hidden = np.array([7, 9]), np.array([True, False])
    assert not leaves_doubt(counts, counts, hidden, FIVE)
    assert leaves_doubt(counts, counts, np.array([True, True]), FIVE)


def test_the_table_for_who_checks_holds_every_buurt_with_its_total() -> None:
    counts = np.array([2, 9, 9])
    published = as_published([("BU1", counts, counts < FIVE), ("BU2", counts, counts < 0)], FIVE)
    shown = dict(published.rows())
    assert shown[("buurt",)] == 40
    assert (shown[("BU1",)], shown[("BU1 0",)], shown[("BU2 0",)]) == (20, None, 2)
    assert published.rule.least == 0
