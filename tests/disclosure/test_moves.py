# SPDX-License-Identifier: EUPL-1.2
"""Moves change cells and no sum: the cheapest pair for a cell, how far it goes, and a step."""

import numpy as np
import pytest

from meedoen.disclosure.moves import CheapestPairs, CheapestStep, Farthest, Leeway
from meedoen.disclosure.programs import LinearProgram
from tests.disclosure.test_sums import sums_of

# Two rows by three columns, with the totals known: rows 0 1 2 and 3 4 5.
GRID = sums_of({0: 1, 1: 1, 2: 1}, {3: 1, 4: 1, 5: 1}, {0: 1, 3: 1}, {1: 1, 4: 1}, {2: 1, 5: 1},
               columns=6)  # fmt: skip
ENDLESS = np.full(6, 1e9)
COST = np.array([0.0, 1.0, 5.0, 1.0, 1.0, 5.0])


def pairs(down: list[float], up: np.ndarray = ENDLESS, apart: float = 5) -> CheapestPairs:
    return CheapestPairs(GRID, Leeway(np.array(down, dtype=float), up), apart)


def keeps_every_sum(move: np.ndarray) -> bool:
    return bool(np.abs(GRID.totals(move)).max() < 1e-6)


def test_a_cell_is_paired_with_the_cheapest_block_around_it() -> None:
    found = list(pairs([2, 9, 9, 9, 9, 9]).for_target(0, COST))
    assert len(found) == 2
    for up, down in found:
        assert keeps_every_sum(up)
        assert keeps_every_sum(down)
        assert up[0] - down[0] == pytest.approx(5)
        assert np.abs(up[[2, 5]]).max() < 1e-6
        assert np.abs(down[[2, 5]]).max() < 1e-6


def test_a_pair_goes_up_and_down_no_further_than_there_is_room() -> None:
    (up, down), *_ = pairs([2, 3, 0, 9, 2, 0]).for_target(0, COST)
    assert up[0] - down[0] == pytest.approx(5)
    assert down[0] >= -2 - 1e-6
    assert (np.minimum(up, down) >= -np.array([2, 3, 0, 9, 2, 0]) - 1e-6).all()
    room = ENDLESS.copy()
    room[0] = 1
    assert list(pairs([2, 9, 9, 9, 9, 9], room).for_target(0, COST)) == []
    (up, down), *_ = pairs([4, 9, 9, 9, 9, 9], room).for_target(0, COST)
    assert (up[0], down[0]) == (pytest.approx(1), pytest.approx(-4))


def test_a_pair_differs_only_so_much_as_is_asked_and_no_cell_goes_four_times_as_far() -> None:
    assert list(pairs([0, 4, 0, 9, 0, 0], apart=5).for_target(0, COST)) == []
    chain = sums_of({0: 5, 1: -1}, columns=2)
    far = Leeway(np.zeros(2), np.full(2, 1e9))
    assert list(CheapestPairs(chain, far, 5.0).for_target(0, np.ones(2))) == []
    four = sums_of({0: 4, 1: -1}, columns=2)
    assert len(list(CheapestPairs(four, far, 5.0).for_target(0, np.ones(2)))) == 2


def test_another_target_is_asked_after_the_first_and_forgets_it() -> None:
    asked = pairs([2, 9, 9, 9, 9, 9])
    list(asked.for_target(0, COST))
    for up, down in asked.for_target(5, COST):
        assert up[5] - down[5] == pytest.approx(5)
    # The first is not asked to move any more.
    alone = CheapestPairs(
        sums_of({0: 1, 1: -1}, {2: 1, 3: -1}, columns=4), Leeway(np.zeros(4), np.full(4, 9.0)), 5.0
    )
    list(alone.for_target(0, np.ones(4)))
    for up, down in alone.for_target(2, np.ones(4)):
        assert (np.abs(up[:2]).max(), np.abs(down[:2]).max()) == (0, 0)
        assert up[2] - down[2] == pytest.approx(5)


def test_what_is_hidden_costs_next_to_nothing_and_is_gone_through_first() -> None:
    cost = np.array([0.0, 1.0, 0.0, 0.0, 1.0, 0.0])
    for up, down in pairs([2, 9, 9, 9, 9, 9]).for_target(0, cost):
        assert np.abs(up[[1, 4]]).max() < 1e-6
        assert np.abs(down[[1, 4]]).max() < 1e-6
    # A detour is not free: with a cost of nought everywhere the nearest block is taken.
    for up, down in pairs([9, 9, 9, 9, 9, 9]).for_target(0, np.zeros(6)):
        assert max(np.abs(up).sum(), np.abs(down).sum()) == pytest.approx(20, abs=1e-6)


def test_asked_again_the_cost_follows_what_moved_so_that_few_are_touched() -> None:
    sums = sums_of({0: 1, 1: -1, 2: -1}, columns=3)
    room = Leeway(np.zeros(3), np.array([9.0, 9, 1]))
    first, second = CheapestPairs(sums, room, 5.0).for_target(0, np.array([0.0, 1.2, 1]))
    assert first[0].tolist() == pytest.approx([5, 4, 1])
    assert second[0].tolist() == pytest.approx([5, 5, 0])


def farthest(down: list[float], apart: float = 5) -> Farthest:
    return Farthest(GRID, Leeway(np.array(down, dtype=float), ENDLESS), apart)


def test_the_farthest_up_is_enough_when_it_is_and_else_the_farthest_down_is_added() -> None:
    asked = farthest([2, 9, 9, 9, 9, 9])
    moves = asked.of(0)
    assert moves is not None
    up, down = moves
    assert up[0] == pytest.approx(5)
    assert not down.any()
    asked = farthest([2, 3, 0, 9, 9, 9])
    moves = asked.of(0)
    assert moves is not None
    up, down = moves
    assert (up[0], down[0]) == (pytest.approx(3), pytest.approx(-2))
    assert keeps_every_sum(up)
    assert keeps_every_sum(down)
    assert farthest([1, 3, 0, 9, 9, 9]).of(0) is None
    assert farthest([1, 3, 0, 9, 9, 9], apart=4).of(0) is not None


def test_what_is_kept_still_is_not_moved_through_until_it_is_let_go() -> None:
    asked = farthest([2, 9, 0, 9, 9, 0])
    asked.keep_still(1)
    assert asked.of(0) is None
    asked.let_go(1)
    assert asked.of(0) is not None
    up, _ = asked.of(0) or (None, None)
    assert up is not None
    assert up[1] == pytest.approx(-5)
    asked.keep_still(4)
    assert asked.of(0) is None
    asked.let_go(4)
    moves = farthest([2, 9, 9, 9, 9, 9])
    moves.keep_still(1)
    found = moves.of(0)
    assert found is not None
    assert found[0][1] == found[1][1] == 0


@pytest.fixture
def costs(monkeypatch: pytest.MonkeyPatch) -> list[list[float]]:
    """What a program is asked the least of, each time."""
    asked: list[list[float]] = []
    ask = LinearProgram.cost

    def watched(program: LinearProgram, cost: np.ndarray) -> None:
        asked.append(cost.tolist())
        ask(program, cost)

    monkeypatch.setattr(LinearProgram, "cost", watched)
    return asked


def test_what_is_hidden_costs_nearly_nothing_and_what_moved_as_little_as_it_moved_far(
    costs: list[list[float]],
) -> None:
    cost = np.array([0.0, 1.0, 0.5, 0.0, 3.0, 0.5])
    (up, down), _ = pairs([2, 9, 9, 9, 9, 9]).for_target(0, cost)
    first = [0.001, 1, 0.5, 0.001, 3, 0.5]
    # The cheapest block is 0, 2, 3 and 5.
    far = max(abs(up[2]), abs(down[2]))
    assert far > 1
    second = [0.001, 1, 0.5 / far, 0.001, 3, 0.5 / far]
    assert costs == [pytest.approx(first * 4), pytest.approx(second * 4)]


def test_a_step_too_goes_nearly_for_nothing_through_what_is_hidden(
    costs: list[list[float]],
) -> None:
    list(steps([2, 9, 9, 9, 9, 9]).for_target(0, np.array([0.0, 1, 0.5, 0, 3, 0.5])))
    assert costs == [[0.001, 1, 0.5, 0.001, 3, 0.5] * 2]


def test_asked_for_one_target_the_cost_of_another_is_gone() -> None:
    asked = farthest([2, 3, 9, 9, 9, 9])
    asked.of(3)
    moves = asked.of(0)
    assert moves is not None
    assert moves[0][0] == pytest.approx(5)
    twice = Farthest(
        sums_of({0: 2, 1: 1}, columns=2), Leeway(np.full(2, 99.0), np.full(2, 99.0)), 5
    )
    twice.of(1)
    moves = twice.of(0)
    assert moves is not None
    assert moves[0].tolist() == [pytest.approx(5), pytest.approx(-10)]


def test_up_and_down_go_no_further_than_needed() -> None:
    moves = farthest([9, 9, 9, 9, 9, 9], apart=2).of(0)
    assert moves is not None
    assert moves[0][0] == pytest.approx(2)
    # Nor does what goes up beside a cell that goes down.
    ceiling = ENDLESS.copy()
    ceiling[0] = 1
    moves = Farthest(GRID, Leeway(np.full(6, 99.0), ceiling), 5).of(0)
    assert moves is not None
    assert moves[1][0] == pytest.approx(-5)


def steps(down: list[float], up: list[float] | None = None) -> CheapestStep:
    above = ENDLESS if up is None else np.array(up, dtype=float)
    return CheapestStep(GRID, Leeway(np.array(down, dtype=float), above), 1.0)


def test_a_step_goes_up_and_down_through_what_is_cheapest() -> None:
    up, down = steps([2, 9, 9, 9, 9, 9]).for_target(0, COST)
    assert (up[0], down[0]) == (pytest.approx(1), pytest.approx(-1))
    for move in (up, down):
        assert keeps_every_sum(move)
        assert np.abs(move[[2, 5]]).max() < 1e-6
        assert np.abs(move).sum() == pytest.approx(4)


def test_a_step_that_has_no_room_is_not_made() -> None:
    (down,) = steps([2, 9, 9, 9, 9, 9], [0.5, 9, 9, 9, 9, 9]).for_target(0, COST)
    assert down[0] == pytest.approx(-1)
    (up,) = steps([0, 9, 9, 9, 9, 9]).for_target(0, COST)
    assert up[0] == pytest.approx(1)
    assert list(steps([0, 0, 0, 9, 9, 9]).for_target(0, COST)) == []
    (one,) = steps([1, 0, 0, 9, 9, 9]).for_target(0, COST)
    assert one[0] == pytest.approx(-1)


def test_after_one_target_another_has_all_its_room_again() -> None:
    asked = steps([2, 9, 0, 9, 9, 0])
    list(asked.for_target(0, COST))
    up, down = asked.for_target(4, COST)
    assert (up[4], down[4]) == (pytest.approx(1), pytest.approx(-1))
    little = steps([2, 9, 9, 9, 9, 9], [0.5, 9, 9, 9, 9, 9])
    list(little.for_target(0, COST))
    for move in little.for_target(4, np.array([9.0, 1, 1, 9, 1, 1])):
        assert np.abs(move[[0, 3]]).max() < 1e-6
    up, down = asked.for_target(1, COST)
    assert up[0] == pytest.approx(-1)
    assert down[0] == pytest.approx(1)


def test_a_step_through_what_is_hidden_is_cheapest() -> None:
    hidden = np.array([0.0, 1.0, 0.0, 0.0, 1.0, 0.0])
    for move in steps([2, 9, 9, 9, 9, 9]).for_target(0, hidden):
        assert np.abs(move[[1, 4]]).max() < 1e-6
    for move in steps([9, 9, 9, 9, 9, 9]).for_target(0, np.zeros(6)):
        assert np.abs(move).sum() == pytest.approx(4)


def test_room_of_some_is_theirs() -> None:
    room = Leeway(np.arange(4.0), np.arange(4.0) * 2).of(np.array([False, True, False, True]))
    assert (room.down.tolist(), room.up.tolist()) == ([1, 3], [2, 6])


def test_everything_is_moved_at_once_one_way_and_the_other_and_then_one_is_asked_as_before() -> (
    None
):
    asked = Farthest(GRID, Leeway(np.full(6, 9.0), ENDLESS), 5)
    one, other = asked.all_of(np.array([0.3, 0, 0, 0, 0, 0]))
    assert (one[0], other[0]) == (pytest.approx(-5), pytest.approx(5))
    assert keeps_every_sum(one)
    assert keeps_every_sum(other)
    twice = Farthest(
        sums_of({0: 2, 1: 1}, columns=2), Leeway(np.full(2, 99.0), np.full(2, 99.0)), 5
    )
    list(twice.all_of(np.array([0.0, 9.0])))
    moves = twice.of(0)
    assert moves is not None
    assert moves[0].tolist() == [pytest.approx(5), pytest.approx(-10)]
