# SPDX-License-Identifier: EUPL-1.2
"""The search keeps what it knows of moves, hides what is cheapest, and opens what is not needed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meedoen.disclosure import search as module
from meedoen.disclosure.given_away import given_away
from meedoen.disclosure.moves import Leeway
from meedoen.disclosure.problem import Quantities, ToProtect, problem_of
from meedoen.disclosure.programs import LinearProgram
from meedoen.disclosure.search import (
    Hid,
    HowFar,
    Search,
    look_around,
    mask_of,
    settle,
    settle_knowing,
)
from meedoen.disclosure.sums import FIXED, Linked, linked
from meedoen.disclosure.tables import CountTable, Dimension
from tests.disclosure.test_sums import sums_of

THRESHOLD = 5


def linked_and_counts(leaves: list[list[int]]) -> tuple[Linked, np.ndarray]:
    rows = Dimension.flat("row", [f"r{at}" for at in range(len(leaves))])
    columns = Dimension.flat("column", [f"c{at}" for at in range(len(leaves[0]))])
    cells = {(f"r{r}", f"c{c}"): n for r, row in enumerate(leaves) for c, n in enumerate(row)}
    table = CountTable.of_leaves([rows, columns], cells)
    return linked([table.dimensions]), table.counts.ravel()


def problem(leaves: list[list[int]], *, least: float = 1.0, **changed: object) -> ToProtect:
    """What of a flat table is to be protected: noughts are known, 1 to 4 are small."""
    sums, counts = linked_and_counts(leaves)
    small = (counts >= max(least, 1)) & (counts < THRESHOLD)
    told = Quantities(counts, counts == 0, small, small, np.full(len(counts), least), counts < 0)
    return replace(problem_of(sums, told, THRESHOLD, THRESHOLD), **changed)


# Of the quantities of a table of three by three: 0 is the total, 1 to 3 the totals of the columns,
# 4, 8 and 12 those of the rows. Without noughts each is a class of its own.
NINE = [[3, 20, 30], [40, 50, 60], [70, 80, 90]]
BLOCKS = [{5, 6, 9, 10}, {5, 6, 13, 14}, {5, 7, 9, 11}, {5, 7, 13, 15}]
EVERY = np.arange(16)


def test_a_problem_is_a_class_for_each_cell_that_moves_by_itself() -> None:
    found = problem(NINE)
    assert found.size == 16
    assert found.names.tolist() == list(range(16))
    assert np.flatnonzero(found.primary).tolist() == [5]
    assert np.flatnonzero(found.kept).tolist() == [5]
    assert np.flatnonzero(found.last).tolist() == [0]
    assert found.counts[[0, 5, 15]].tolist() == [443, 3, 90]
    assert found.least.tolist() == [1] * 16
    assert found.cells.tolist() == [1] * 16
    assert found.weight == pytest.approx(1 + 0.1 * np.log1p(found.counts))
    assert not found.sums.totals(found.counts).any()
    assert (found.apart, found.small_under) == (5, 5)


def test_cells_that_move_together_are_one_class_and_known_ones_none() -> None:
    found = problem([[3, 0], [40, 50]])
    # The row of three is its only part, and noughts are known.
    assert found.names[3] == found.names[4]
    assert found.names[5] == FIXED
    assert found.cells[found.names[3]] == 2
    assert found.primary[found.names[3]]
    assert found.weight[found.names[3]] == pytest.approx(2 * (1 + 0.1 * np.log(4)))
    assert found.kept.sum() == found.primary.sum() == 1


def test_of_a_class_the_most_that_is_known_of_its_cells_holds_and_what_was_hidden_is_kept() -> None:
    sums, counts = linked_and_counts([[3, 0], [40, 50]])
    least = np.arange(9.0)
    none = np.zeros(9, dtype=bool)
    before = none.copy()
    before[8] = True
    told = Quantities(counts, counts == 0, counts == 3, before, least, counts < 0)
    found = problem_of(sums, told, 7, 5)
    assert found.least[found.names[4]] == 4
    assert found.kept[found.names[8]]
    assert not found.primary[found.names[8]]
    assert (found.apart, found.small_under) == (7, 5)


def test_a_total_that_is_small_itself_is_not_hidden_last() -> None:
    found = problem([[1, 1], [1, 1]])
    assert found.primary[found.names[0]]
    assert not found.last.any()
    alone = problem([[0, 0], [0, 50]])
    assert np.flatnonzero(alone.last).tolist() == [0]
    known = problem([[0, 0], [0, 0]])
    assert (known.size, known.last.tolist()) == (0, [])


def test_room_is_what_the_rule_leaves_and_less_for_whoever_knows_which_are_small() -> None:
    found = problem(NINE)
    room = found.room()
    assert room.down.tolist() == (found.counts - 1).tolist()
    assert room.up.min() == room.up.max() == 1e9
    for secondary_least, down in ((5.0, 15.0), (0.0, 20.0), (30.0, 0.0)):
        knowing = found.room_with_statuses(secondary_least)
        assert knowing.down[[5, 6]].tolist() == [2, down]
        assert knowing.up[[5, 6]].tolist() == [1, 1e9]


def test_what_a_total_gives_away_is_found_from_its_bounds() -> None:
    # Four in four small cells, and a total that is small itself: one each.
    found = problem([[1, 1, 1, 1], [30, 40, 50, 60]])
    row = found.names[[5, 6, 7, 8, 9]]
    assert np.array_equal(np.flatnonzero(given_away(found, 5.0)), np.sort(row))
    # Of three of them nothing follows, nor of four that others may be under.
    for leaves in ([[1, 1, 1, 0], [30, 40, 50, 60]], [[1, 1, 2, 9], [30, 40, 50, 60]]):
        assert not given_away(problem(leaves), 5.0).any()


def test_eight_in_two_small_cells_is_four_each_when_their_total_is_open() -> None:
    sums, counts = linked_and_counts([[4, 4, 0], [30, 40, 50]])
    small = (counts > 0) & (counts < 5)
    known = (counts == 0) | (counts == 8)
    found = problem_of(
        sums, Quantities(counts, known, small, small, np.ones(12), known & ~known), 5, 5
    )
    assert given_away(found, 5.0)[found.names[[5, 6]]].all()


def test_what_follows_over_several_sums_is_found_too() -> None:
    # One each in the first row; then of an open three under it two are left.
    sums, counts = linked_and_counts([[1, 1, 1, 1], [2, 40, 50, 60]])
    small = (counts > 0) & (counts < 5)
    known = np.arange(15) == 1
    assert counts[1] == 3
    found = problem_of(
        sums, Quantities(counts, known, small, small, np.ones(15), known & ~known), 5, 5
    )
    gone = np.flatnonzero(given_away(found, 5.0))
    assert gone.tolist() == np.unique(found.names[[5, 6, 7, 8, 9, 11]]).tolist()


def test_what_else_is_hidden_gives_away_what_it_leaves_no_room_for() -> None:
    # A hidden five beside a small one, and six open: whoever knows that five are not small knows.
    sums, counts = linked_and_counts([[1, 5, 0], [30, 40, 50]])
    small = (counts > 0) & (counts < 5)
    known = (counts == 0) | (counts == 6)
    found = problem_of(
        sums, Quantities(counts, known, small, small, np.ones(12), known & ~known), 5, 5
    )
    assert given_away(found, 5.0)[found.names[5]]
    assert not given_away(found, 0.0).any()


def test_a_move_widens_what_it_goes_through_and_nothing_is_learnt_of_less() -> None:
    far = HowFar.nowhere(5)
    assert far.short_of(1.0).all()
    far.add(np.array([1, 3, 4]), np.array([2.0, -3.0, 0.0]))
    assert (far.low.tolist(), far.high.tolist()) == ([0, 0, 0, -3, 0], [0, 2, 0, 0, 0])
    assert (far.low_by.tolist(), far.high_by.tolist()) == ([-1, -1, -1, 0, -1], [-1, 0, -1, -1, -1])
    assert {one: far.through[one] for one in (1, 3, 4)} == {1: [0], 3: [0], 4: []}
    far.add(np.array([1, 3]), np.array([1.0, 4.0]))
    assert (far.low.tolist(), far.high.tolist()) == ([0, 0, 0, -3, 0], [0, 2, 0, 4, 0])
    assert (far.low_by.tolist(), far.high_by.tolist()) == ([-1, -1, -1, 0, -1], [-1, 0, -1, 1, -1])
    assert far.through[1] == [0, 1]
    assert far.moves == 2
    assert far.short_of(2.0).tolist() == [True, False, True, False, True]
    assert far.short_of(7.1).all()
    assert far.resting_on(3).tolist() == [False, True, False, True, False]
    far.add(np.array([0]), np.array([1.0]))
    assert far.resting_on(3).tolist() == [False, True, False, True, False]
    assert far.resting_on(0).tolist() == [True, False, False, False, False]
    far.forget(np.array([3]))
    assert (far.low[3], far.high[3], far.low_by[3], far.high_by[3]) == (0, 0, -1, -1)
    assert far.high[1] == 2


def test_what_is_the_same_as_before_does_not_rest_on_the_later_move() -> None:
    far = HowFar.nowhere(2)
    far.add(np.array([0, 1]), np.array([2.0, -2.0]))
    far.add(np.array([0, 1]), np.array([2.0 + 1e-9, -2.0 - 1e-9]))
    assert (far.high_by[0], far.low_by[1]) == (0, 0)


def begun(leaves: list[list[int]], **changed: object) -> Search:
    found = problem(leaves, **changed)
    return Search(found, found.kept.copy())


def hidden(search: Search) -> set[int]:
    return set(np.flatnonzero(search.hidden).tolist())


def test_a_small_cell_is_made_safe_by_the_cheapest_block() -> None:
    search = begun(NINE)
    assert np.flatnonzero(search.unsafe()).tolist() == [5]
    settle(search, EVERY, [5])
    assert hidden(search) == {5, 6, 9, 10}
    assert not search.unsafe()[5]
    assert search.because == {6: 5, 9: 5, 10: 5}
    (event,) = search.events
    assert isinstance(event, Hid)
    assert (event.target, event.within.tolist()) == (5, EVERY.tolist())


def test_what_is_safe_is_not_asked_and_what_cannot_be_done_within_is_left() -> None:
    search = begun(NINE)
    settle(search, np.array([5, 6, 7, 9]), [5])
    assert hidden(search) == {5}
    assert search.events == []
    settle(search, EVERY, [5, 5])
    assert len(search.events) == 1
    settle(search, EVERY, [15])
    assert len(search.events) == 1


def test_what_is_hidden_already_is_gone_through_first() -> None:
    search = begun(NINE)
    search.hidden[[7, 13, 15]] = True
    settle(search, EVERY, [5])
    assert hidden(search) == {5, 7, 13, 15}
    assert search.because == {}


def test_the_total_of_all_is_hidden_last() -> None:
    search = begun(NINE)
    cost = search.cost(EVERY)
    assert cost[0] == pytest.approx(1e4 * search.problem.weight[0])
    assert cost[5] == 0
    assert cost[6] == pytest.approx(search.problem.weight[6])
    assert search.cost(np.array([6, 5])).tolist() == [cost[6], 0]


def test_in_turn_those_with_most_people_come_first_and_then_by_their_place() -> None:
    search = begun([[3, 3, 30], [4, 1, 60], [70, 80, 90]])
    assert search.in_turn(search.problem.kept) == [9, 5, 6, 10]


def test_whoever_knows_which_are_small_leaves_a_step_to_make() -> None:
    search = begun(NINE)
    assert np.flatnonzero(search.determined()).tolist() == [5]
    settle_knowing(search, EVERY, [5], 5.0)
    assert hidden(search) == {5, 6, 9, 10}
    assert not search.determined().any()
    settle_knowing(search, EVERY, [5], 5.0)
    assert search.knowing.moves == 1


def test_without_a_step_nothing_is_hidden_for_whoever_knows() -> None:
    search = begun(NINE)
    settle_knowing(search, np.array([5, 6, 7]), [5], 5.0)
    assert hidden(search) == {5}
    assert search.determined()[5]


def test_of_two_steps_the_cheaper_is_made_and_the_first_when_they_cost_the_same() -> None:
    # Down is through the first block only: the others are five, and may not go under it.
    leaves = [[3, 5, 30], [5, 50, 60], [70, 80, 90]]
    search = begun(leaves)
    search.hidden[[7, 13, 15]] = True
    settle_knowing(search, EVERY, [5], 5.0)
    assert hidden(search) == {5, 7, 13, 15}


@pytest.mark.parametrize("knowing", [False, True])
def test_looking_around_shows_what_is_safe_without_asking_for_each(knowing: bool) -> None:
    search = begun([[3, 20, 30], [40, 2, 60], [70, 80, 4]])
    search.hidden[[5, 6, 7, 9, 10, 11, 13, 14, 15]] = True
    random = np.random.default_rng(1)
    look_around(search, EVERY, knowing=knowing, rounds=6, random=random)
    known, other = search.reach, search.knowing
    if knowing:
        known, other = other, known
        assert not search.determined().any()
        assert (known.high[search.problem.primary] <= 1e-6 + np.array([1, 2, 0])).all()
    else:
        assert not search.unsafe().any()
        assert known.high.max() <= 20 + 1e-6
        assert known.low.min() >= -20 - 1e-6
    assert other.moves == 0
    assert known.moves <= 12
    asked = known.moves
    look_around(search, EVERY, knowing=knowing, rounds=6, random=random)
    assert known.moves == asked


def test_looking_around_goes_so_many_rounds_and_no_more() -> None:
    search = begun(NINE)
    look_around(search, EVERY, knowing=False, rounds=2, random=np.random.default_rng(1))
    assert search.reach.moves == 4
    assert search.unsafe()[5]


def test_within_is_where_it_looks() -> None:
    search = begun([[3, 20, 30], [40, 2, 60], [70, 80, 4]])
    search.hidden[[5, 6, 9, 10, 15]] = True
    look_around(
        search, np.array([5, 6, 9]), knowing=False, rounds=3, random=np.random.default_rng(1)
    )
    assert search.unsafe()[[5, 10]].all()
    assert not search.reach.through[10]


def test_places_become_a_mask() -> None:
    assert mask_of(4, np.array([1, 3])).tolist() == [False, True, False, True]
    assert Leeway(np.ones(4), np.zeros(4)).of(mask_of(4, np.array([1]))).down.tolist() == [1]


def put_together(*rows: dict[int, int], counts: list[int], **changed: object) -> ToProtect:
    """What is to be protected when these sums are all there is; the first is small."""
    size = len(counts)
    primary = np.arange(size) == 0
    told = ToProtect(
        names=np.arange(size), sums=sums_of(*rows, columns=size), counts=np.array(counts) * 1.0,
        cells=np.ones(size, dtype=np.int64), weight=np.ones(size), least=np.ones(size),
        primary=primary, kept=primary, last=np.zeros(size, dtype=bool), apart=5, small_under=5,
    )  # fmt: skip
    return replace(told, **changed)


def test_of_the_pairs_for_a_cell_the_one_that_hides_least_is_taken() -> None:
    """By distance one goes through both, and through the nearer first; by how many through one."""
    found = put_together(
        {0: 1, 1: 1, 2: 1}, counts=[1, 10, 2], weight=np.array([1, 1.2, 1])
    )  # fmt: skip
    search = Search(found, found.kept.copy())
    settle(search, np.arange(3), [0])
    assert hidden(search) == {0, 1}


def test_of_a_step_up_and_one_down_the_cheaper_is_made() -> None:
    """Down goes through a small one that is hidden already, up through one that is open."""
    small = np.array([True, True, False])
    found = put_together(
        {0: 1, 1: -1, 2: -1}, counts=[3, 4, 5], primary=small, kept=small,
    )  # fmt: skip
    search = Search(found, found.kept.copy())
    settle_knowing(search, np.arange(3), [0], 5.0)
    assert hidden(search) == {0, 1}
    other = Search(replace(found, counts=np.array([3.0, 1, 9])), found.kept.copy())
    settle_knowing(other, np.arange(3), [0], 5.0)
    assert hidden(other) == {0, 1}


def many() -> Search:
    """Twelve small ones of which each needs one other, that nobody else needs."""
    small = np.arange(24) < 12
    found = put_together(
        *({at: 1, at + 12: -1} for at in range(12)), counts=[2] * 12 + [40] * 12,
        primary=small, kept=small,
    )  # fmt: skip
    return Search(found, found.kept.copy())


def test_after_each_five_what_is_hidden_is_looked_at_and_what_is_safe_by_then_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[int] = []

    def look(
        search: Search, within: np.ndarray, *, knowing: bool, rounds: int,
        random: np.random.Generator,
    ) -> None:  # fmt: skip
        assert (len(within), knowing, rounds) == (24, False, 1)
        assert isinstance(random, np.random.Generator)
        looks.append(len(search.events))
        search.reach.high[5 * len(looks)] = 99

    monkeypatch.setattr(module, "look_around", look)
    settle(search := many(), np.arange(24), list(range(12)))
    assert looks == [5, 9]
    assert {event.target for event in search.events} == {*range(12)} - {5, 10}
    looks.clear()
    monkeypatch.setattr(module, "_WHOLE_TABLE", 24)
    settle(search := many(), np.arange(24), list(range(12)))
    assert looks == []
    assert len(search.events) == 12
    monkeypatch.setattr(module, "_WHOLE_TABLE", 25)
    settle(many(), np.arange(24), list(range(12)))
    assert looks == [5, 9]


def test_each_look_goes_one_way_and_then_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    costs: list[np.ndarray] = []
    ask = LinearProgram.cost

    def watched(program: LinearProgram, cost: np.ndarray) -> None:
        costs.append(cost)
        ask(program, cost)

    monkeypatch.setattr(LinearProgram, "cost", watched)
    search = begun(NINE)
    search.hidden[[5, 6, 9, 10]] = True
    look_around(search, EVERY, knowing=False, rounds=1, random=np.random.default_rng(1))
    one, other = costs
    assert (one == -other).all()
    assert np.abs(one).min() >= 0.5
    assert search.reach.low[5] < 0 < search.reach.high[5]


def follows(found: ToProtect, secondary_least: float) -> list[int]:
    """The same as `given_away`, written out: bounds of a sum bound each of its parts."""
    room = found.room_with_statuses(secondary_least)
    between = {at: (-room.down[at], room.up[at]) for at in range(found.size)}
    rows: dict[int, dict[int, int]] = {}
    sums = found.sums
    for row, column, sign in zip(sums.row, sums.column, sums.sign, strict=True):
        rows.setdefault(int(row), {})[int(column)] = int(sign)
    for _ in range(12):
        before = dict(between)
        for row in rows.values():
            for own, sign in row.items():
                ends = [
                    sorted(end * row[other] for end in before[other])
                    for other in row
                    if other != own
                ]
                rest = -sum(most for _, most in ends), -sum(least for least, _ in ends)
                low, high = sorted(end / sign for end in rest)
                between[own] = max(between[own][0], low), min(between[own][1], high)
    small = [at for at in range(found.size) if found.primary[at]]
    return [at for at in small if between[at][1] - between[at][0] < 1e-6]


signs = st.sampled_from([1, -1, 2, -2])
rows = st.lists(
    st.dictionaries(st.integers(0, 4), signs, min_size=2, max_size=4), min_size=1, max_size=3
)


# What a part can be hangs on the rest of its sum, itself left out; over more sums than one.
@example([{0: 1, 4: 2, 1: 1}, {4: -2, 1: 2}], [1, 1, 3, 2, 3], 5.0)
@example([{3: -1, 2: 1}, {3: 1, 0: -1}, {4: 1, 0: -1, 2: -1, 3: -1}], [1, 3, 4, 2, 3], 5.0)
@given(rows, st.lists(st.integers(1, 7), min_size=5, max_size=5), st.sampled_from([5.0, 0.0]))
def test_bounds_go_from_sums_to_parts_and_back_until_nothing_follows(
    rows: list[dict[int, int]], counts: list[int], secondary_least: float
) -> None:
    small = np.array(counts) < 5
    found = put_together(*rows, counts=counts, primary=small, kept=small)
    assert np.flatnonzero(given_away(found, secondary_least)).tolist() == follows(
        found, secondary_least
    )
