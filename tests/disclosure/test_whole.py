# SPDX-License-Identifier: EUPL-1.2
"""Tables of whole numbers that agree with all that is published, and go from one to the next."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.disclosure import whole
from meedoen.disclosure.pieces import pieces_of
from meedoen.disclosure.programs import Numbers
from meedoen.disclosure.published import HIDDEN, Published
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.tables import CountTable, Dimension
from meedoen.disclosure.whole import WholeWorlds, first_world, improved
from meedoen.disclosure.worlds import Unsettled
from tests.disclosure.test_pieces import unknown_in
from tests.disclosure.test_protecting import ANY, tables

rules = st.builds(CountRule, st.integers(2, 10), st.sampled_from(Zero))


@st.composite
def partly_hidden(draw: st.DrawFn) -> Published:
    """A table of which any cells are hidden, safe or not."""
    table, rule = draw(tables()), draw(rules)
    size = table.counts.size
    hide = np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    if rule.zero is Zero.OPEN:
        hide &= table.counts.ravel() > 0
    values = np.where(hide.reshape(table.shape), HIDDEN, table.counts)
    return Published(table.dimensions, values, rule)


def agrees(unknown: Unsettled, world: Numbers) -> bool:
    """Whether a world is whole and keeps to everything that is known."""
    return bool(
        (world == np.rint(world)).all()
        and (world >= unknown.least).all()
        and (unknown.sums.totals(world) == unknown.totals).all()
    )


@given(partly_hidden(), st.sampled_from([0, 1000]), st.integers(0, 3))
@settings(**ANY)
def test_there_is_a_whole_world_since_the_true_one_is(
    published: Published, together: int, seed: int
) -> None:
    sums, unknown = unknown_in(published)
    pieces = pieces_of(sums, unknown, together)
    world = first_world(unknown, pieces, np.random.default_rng(seed))
    assert world is not None
    assert agrees(unknown, world)


@given(partly_hidden(), st.sampled_from([0, 1000]), st.integers(0, 3))
@settings(**ANY)
def test_going_on_from_a_world_gives_another_that_costs_no_more(
    published: Published, together: int, seed: int
) -> None:
    sums, unknown = unknown_in(published)
    pieces = pieces_of(sums, unknown, together)
    random = np.random.default_rng(seed)
    world = first_world(unknown, pieces, random)
    assert world is not None
    before = world.copy()
    cost = random.normal(0, 1, unknown.size)
    after = improved(unknown, pieces, world, cost, [np.arange(len(pieces.pieces))])
    assert agrees(unknown, after)
    assert (world == before).all()
    assert cost @ after <= cost @ before + 1e-6


def a_dense_block(wijken: int = 3) -> Published:
    """Three dimensions in which everything is hidden but the totals: corners are broken here."""
    chance = np.random.default_rng(3)
    places = Dimension.of(
        "place",
        [("town", None)]
        + [(f"w{wijk}", "town") for wijk in range(wijken)]
        + [(f"w{wijk}b{buurt}", f"w{wijk}") for wijk in range(wijken) for buurt in range(3)],
    )
    others = [Dimension.flat(name, [f"{name}{code}" for code in range(4)]) for name in "xy"]
    lowest = [places.codes[place] for place in places.leaves]
    cells = {
        (place, f"x{x}", f"y{y}"): int(chance.integers(1, 9))
        for place in lowest
        for x in range(4)
        for y in range(4)
    }
    table = CountTable.of_leaves([places, *others], cells)
    inner = table.counts.copy()
    inner[1:, 1:, 1:] = HIDDEN
    return Published(table.dimensions, inner, CountRule(5))


def both(work: object, *numbers: object) -> Iterator[Numbers]:
    """One after the other; and keep which companies of pieces each call is about."""
    calls.append(numbers[-1][0])  # type: ignore[index]
    return map(work, *numbers)  # type: ignore[call-overload]


calls: list[list[np.ndarray]] = []


@pytest.mark.parametrize("together", [0, 1000])
def test_where_corners_are_broken_it_goes_on_from_whole_ones(together: int) -> None:
    calls.clear()
    sums, unknown = unknown_in(a_dense_block())
    worlds = WholeWorlds(unknown, pieces_of(sums, unknown, together), both)
    random = np.random.default_rng(1)
    low = np.full(unknown.size, np.inf)
    high = np.full(unknown.size, -np.inf)
    for _ in range(12):
        cost = random.normal(0, 1, unknown.size)
        one, other = worlds.pair(cost, together=2)
        assert agrees(unknown, one)
        assert agrees(unknown, other)
        assert cost @ one < cost @ other
        low, high = (
            np.minimum(low, np.minimum(one, other)),
            np.maximum(high, np.maximum(one, other)),
        )
    assert calls, "corners of this table are broken"
    assert (high - low >= 3).mean() > 0.9


def gone_on(worlds: WholeWorlds, unknown: Unsettled, together: int) -> list[Numbers]:
    """Ask for pairs until one is found by going on from a whole world."""
    calls.clear()
    random = np.random.default_rng(1)
    while True:
        found = worlds.pair(random.normal(0, 1, unknown.size), together)
        if calls:
            return found


@pytest.mark.parametrize(("share", "companies"), [(0.01, 3), (0.5, 2), (2, 1)])
def test_every_piece_has_company_and_each_time_another(share: float, companies: int) -> None:
    sums, unknown = unknown_in(a_dense_block(wijken=6))
    pieces = pieces_of(sums, unknown, together=0)
    assert len(pieces.pieces) == 6
    worlds = WholeWorlds(unknown, pieces, both)
    together = int(share * sum(map(len, pieces.leaves)))
    gone_on(worlds, unknown, together)
    worlds.pair(np.ones(unknown.size), together)
    orders = [np.concatenate(parties).tolist() for parties in calls]
    assert [len(parties) for parties in calls] == [companies, companies]
    assert [sorted(order) for order in orders] == [list(range(6))] * 2
    assert orders[0] != orders[1]


@pytest.mark.parametrize("together", [0, 1000])
def test_one_unknown_goes_so_far_or_as_far_as_it_can(together: int) -> None:
    sums, unknown = unknown_in(a_dense_block())
    worlds = WholeWorlds(unknown, pieces_of(sums, unknown, together), both)
    assert not list(worlds.toward(0, 2.0))
    last, _ = gone_on(worlds, unknown, together=2)
    moved = []
    for one in range(0, unknown.size, 5):
        for world in worlds.toward(one, 2.0):
            assert agrees(unknown, world)
            moved.append(abs(world[one] - last[one]))
    assert len(moved) >= 0.9 * len(range(0, unknown.size, 5))
    assert np.mean(np.array(moved) >= 2) > 0.9


def test_where_rounding_leads_nowhere_a_whole_world_is_searched_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whole, "_TRIES", 0)
    sums, unknown = unknown_in(a_dense_block())
    world = first_world(unknown, pieces_of(sums, unknown, 0), np.random.default_rng(1))
    assert world is not None
    assert agrees(unknown, world)


def test_what_cannot_be_true_has_no_world() -> None:
    table = CountTable.of_leaves([Dimension.flat("x", ["a", "b"])], {("a",): 1, ("b",): 1})
    # A total of one, and each hidden part is one at least.
    values = np.array([1, HIDDEN, HIDDEN])
    sums, unknown = unknown_in(Published(table.dimensions, values, CountRule(5)))
    assert first_world(unknown, pieces_of(sums, unknown), np.random.default_rng(1)) is None
    assert WholeWorlds(unknown, pieces_of(sums, unknown), map).pair(np.ones(2), together=2) == []
