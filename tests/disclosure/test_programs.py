# SPDX-License-Identifier: EUPL-1.2
"""Programs as they are asked: the cheapest that keeps to all bounds, and nothing on stdout."""

import ctypes

import numpy as np
import pytest

from meedoen.disclosure.programs import (
    INFINITE,
    CheapestCover,
    LinearProgram,
    NotSolved,
    random_direction,
)
from tests.disclosure.test_sums import sums_of

NONE = np.zeros(2)


def two(**bounds: object) -> LinearProgram:
    """Two columns that together come to at least four, with each at most three."""
    sums = sums_of({0: 1, 1: 1}, columns=2)
    asked = {"row_lower": np.array([4.0]), "row_upper": np.array([INFINITE]), **bounds}
    return LinearProgram(sums, NONE, np.array([3.0, 3.0]), **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("presolve", [True, False])
@pytest.mark.parametrize("whole", [True, False])
def test_the_cheapest_that_keeps_to_the_bounds_is_given(presolve: bool, whole: bool) -> None:
    program = two(presolve=presolve, whole=whole)
    program.cost(np.array([1.0, 2.0]))
    assert program.solve() == pytest.approx([3, 1])
    program.cost_of(0, 3.0)
    assert program.solve() == pytest.approx([1, 3])
    program.bound(1, 0.0, 2.0)
    assert program.solve() == pytest.approx([2, 2])
    program.bounds(np.array([2.5, 0.0]), np.array([3.0, 3.0]))
    assert program.solve() == pytest.approx([3, 1] if whole else [2.5, 1.5])
    program.coefficient(0, 1, 2.0)
    program.bounds(NONE, np.array([3.0, 3.0]))
    assert program.solve() == pytest.approx([0, 2])
    program.forget()
    assert program.solve() == pytest.approx([0, 2])
    program.bounds(NONE, np.array([0.5, 0.5]))
    assert program.solve() is None


def test_without_bounds_of_rows_every_sum_stays_nought() -> None:
    program = LinearProgram(sums_of({0: 1, 1: -1}, columns=2), -np.ones(2), np.array([5.0, 2.0]))
    program.cost(np.array([-1.0, 0.0]))
    assert program.solve() == pytest.approx([2, 2])
    program.cost(np.array([1.0, 0.0]))
    assert program.solve() == pytest.approx([-1, -1])


def test_rows_have_the_bounds_that_they_were_given() -> None:
    program = two(row_lower=np.array([-INFINITE]), row_upper=np.array([4.0]))
    program.cost(np.array([-1.0, -2.0]))
    assert program.solve() == pytest.approx([1, 3])


def test_before_a_cost_was_asked_nothing_costs_anything() -> None:
    found = two().solve()
    assert found is not None
    assert found.sum() >= 4
    assert two().columns == 2


def test_whole_numbers_are_whole_and_the_first_will_do() -> None:
    sums = sums_of({0: 2, 1: 2, 2: 1}, columns=3)
    program = LinearProgram(
        sums, np.zeros(3), np.full(3, 9.0), row_lower=np.array([7.0]), row_upper=np.array([7.0]),
        whole=True,
    )  # fmt: skip
    program.cost(np.array([1.0, 1.0, 5.0]))
    found = program.solve()
    assert found is not None
    assert np.array_equal(found, np.rint(found))
    assert 2 * found[0] + 2 * found[1] + found[2] == 7


def test_what_has_no_least_is_told_and_gives_no_answer() -> None:
    endless = LinearProgram(sums_of({0: 1, 1: -1}, columns=2), NONE, np.full(2, INFINITE))
    endless.cost(np.array([-1.0, 0.0]))
    with pytest.raises(NotSolved, match="the solver ended with"):
        endless.solve()


@pytest.mark.parametrize("size", [1, 2])
def test_a_program_that_the_solver_refuses_is_told(size: int) -> None:
    wrong = np.full(size, np.nan)
    with pytest.raises(NotSolved, match="the solver refused"):
        LinearProgram(sums_of({0: 1}, columns=size), wrong, wrong)
    with pytest.raises(NotSolved, match="the solver refused"):
        CheapestCover(wrong, wrong, 9)


def test_a_solver_says_nothing_where_data_goes(capfd: pytest.CaptureFixture[str]) -> None:
    program = two(whole=True)
    program.cost(np.array([1.0, 2.0]))
    program.solve()
    cover = triangle()
    cover.in_parts()
    cover.whole()
    ctypes.CDLL(None).fflush(None)
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_a_price_tells_what_one_more_would_cost() -> None:
    program = two(presolve=False)
    program.cost(np.array([1.0, 2.0]))
    program.solve()
    assert program.prices() == pytest.approx([2])
    program.cost(np.array([2.0, 1.0]))
    program.bound(0, 3.0, 3.0)
    program.solve()
    assert program.prices() == pytest.approx([1])


def triangle() -> CheapestCover:
    """Three rows that each ask one of two: by halves it costs one and a half."""
    cover = CheapestCover(np.ones(3), np.ones(3), 60)
    for pair in ((0, 1), (1, 2), (0, 2)):
        cover.ask(np.array(pair), np.ones(2), 1.0)
    return cover


def test_by_parts_a_cover_costs_less_than_whole_and_both_can_be_asked_again() -> None:
    cover = triangle()
    for _ in range(2):
        parts, whole = cover.in_parts(), cover.whole()
        assert parts is not None
        assert whole is not None
        assert (parts.at_least, whole.at_least) == (pytest.approx(1.5), pytest.approx(2))
        assert parts.taken == pytest.approx([0.5, 0.5, 0.5])
        assert sorted(whole.taken.tolist()) == [0, 1, 1]
    cover.ask(np.array([0, 1, 2]), np.array([1.0, 1.0, 3.0]), 4.0)
    found = cover.whole()
    assert found is not None
    assert found.taken[2] == 1
    assert found.at_least == pytest.approx(2)


def test_before_anything_is_asked_nothing_is_taken() -> None:
    cover = CheapestCover(np.array([1.0, 2.0]), np.ones(2), 60)
    for found in (cover.in_parts(), cover.whole()):
        assert found is not None
        assert (found.at_least, found.taken.tolist()) == (0, [0, 0])


def test_what_may_not_be_taken_is_not_and_the_cheaper_goes_first() -> None:
    cover = CheapestCover(np.array([1.0, 3.0, 2.0]), np.array([0.0, 1.0, 1.0]), 60)
    cover.ask(np.arange(3), np.ones(3), 1.0)
    for found in (cover.in_parts(), cover.whole()):
        assert found is not None
        assert found.taken.tolist() == [0, 0, 1]
    cover.ask(np.array([0]), np.ones(1), 1.0)
    assert (cover.in_parts(), cover.whole()) == (None, None)


def test_a_direction_pulls_at_what_falls_short_and_hardly_at_others() -> None:
    short = np.arange(200) % 2 == 0
    cost = random_direction(short, np.random.default_rng(1))
    pulled, others = np.abs(cost[short]), np.abs(cost[~short])
    assert pulled.min() >= 0.5
    assert pulled.max() <= 1.5
    assert pulled.max() - pulled.min() > 0.8
    assert 20 < (cost[short] > 0).sum() < 80
    assert others.max() < 0.01
    assert others.min() > 0
    assert abs(others.mean()) < 0.002
    assert 20 < (cost[~short] > 0).sum() < 80
