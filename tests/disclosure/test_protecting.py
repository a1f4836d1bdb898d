# SPDX-License-Identifier: EUPL-1.2
"""Whoever computes with all that is open comes no closer to a hidden count than the rule says."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.disclosure import large
from meedoen.disclosure.folder import files_of
from meedoen.disclosure.protecting import NotProtected, Protected, Status, protect
from meedoen.disclosure.releasing import release, rows_with_statuses
from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.tables import CountTable, Dimension, Key
from meedoen.publication.verification import verify
from tests.disclosure.attacker import intervals

ANY = {"suppress_health_check": list(HealthCheck), "deadline": None}


@st.composite
def trees(draw: st.DrawFn, name: str) -> Dimension:
    """A tree of one to eight codes below its root, of any shape."""
    size = draw(st.integers(1, 7))
    pairs: list[tuple[str, str | None]] = [("root", None)]
    for number in range(size):
        above = draw(st.sampled_from([code for code, _ in pairs]))
        pairs.append((f"{name}{number}", above))
    return Dimension.of(name, pairs)


@st.composite
def tables(draw: st.DrawFn, dimensions: int = 3) -> CountTable:
    found = [draw(trees(name)) for name in "xyz"[: draw(st.integers(1, dimensions))]]
    leaves = [[one.codes[place] for place in one.leaves] for one in found]
    counts = st.one_of(st.integers(0, 6), st.integers(0, 3), st.integers(0, 60), st.just(0))
    cells: dict[Key, int] = {}
    for combination in np.ndindex(*[len(codes) for codes in leaves]):
        key = tuple(codes[place] for codes, place in zip(leaves, combination, strict=True))
        cells[key] = draw(counts)
    return CountTable.of_leaves(found, cells)


rules = st.builds(CountRule, st.integers(2, 10), st.sampled_from(Zero))


def attacked(protected: Protected, knows_why: bool) -> dict[Key, tuple[float, float]]:
    """What is left to whoever computes; with `knows_why` also for whom each cell was hidden."""
    rule = protected.rule
    known: dict[Key, int] = {}
    between: dict[Key, tuple[float, float]] = {}
    small: list[Key] = []
    for key, value, status in rows_with_statuses(protected):
        if value is not None:
            known[key] = value
            continue
        if status == "primary":
            small.append(key)
        least, most = float(rule.least), math.inf
        if knows_why and status == "primary":
            most = rule.threshold - 1.0
        between[key] = least, most
    own = [dict(dimension.parents) for dimension in protected.table.dimensions]
    return intervals(own, known, between, list(between) if not knows_why else small)


@given(tables(), rules)
@settings(**ANY)
def test_every_hidden_cell_is_wide_enough_for_whoever_knows_the_rule(
    table: CountTable, rule: CountRule
) -> None:
    protected = protect(table, rule)
    for cell, (low, high) in attacked(protected, knows_why=False).items():
        assert high - low >= rule.threshold - 1e-6, cell


@given(tables(), rules)
@settings(**ANY)
def test_what_is_small_is_hidden_and_margins_add_up(table: CountTable, rule: CountRule) -> None:
    protected = protect(table, rule)
    small = (table.counts >= rule.least) & (table.counts < rule.threshold)
    assert ((protected.statuses == Status.PRIMARY) == small).all()
    shown = protected.published.values
    assert (shown[~protected.published.hidden] == table.counts[~protected.published.hidden]).all()
    if rule.zero is Zero.OPEN:
        assert not protected.published.hidden[table.counts == 0].any()


@given(tables(), rules)
@settings(**ANY)
def test_what_may_leave_is_proven_to_a_program_that_shares_no_code(
    table: CountTable, rule: CountRule
) -> None:
    protected, proof = release(table, rule)
    found = verify(files_of(protected.published, proof), [])
    assert found.faults == []
    assert found.hidden == int(protected.published.hidden.sum())


@given(tables(), rules)
@settings(**ANY)
def test_whoever_knows_which_are_small_pins_down_none_but_what_a_total_gives_away(
    table: CountTable, rule: CountRule
) -> None:
    protected = protect(table, rule)
    everything = Protected(
        table, rule,
        np.where(
            protected.statuses == Status.PRIMARY, Status.PRIMARY,
            np.where(
                (table.counts == 0) & (rule.zero is Zero.OPEN), Status.OPEN, Status.SECONDARY
            ),
        ).astype(np.int8),
    )  # fmt: skip
    whatever_is_hidden: Mapping[Key, tuple[float, float]] = attacked(everything, knows_why=True)
    for cell, (low, high) in attacked(protected, knows_why=True).items():
        least, most = whatever_is_hidden[cell]
        assert high - low > 1e-6 or most - least < 1e-6, cell


@given(st.data(), rules)
@settings(**ANY)
def test_what_left_before_is_weighed_with_it(data: st.DataObject, rule: CountRule) -> None:
    """Two tables of the same people, by place and form, and by place and age."""
    place, form, age = (data.draw(trees(name)) for name in "xyz")
    shape = [len(one.leaves) for one in (place, form, age)]
    counts = st.one_of(st.integers(0, 6), st.integers(0, 2), st.just(0))
    people = np.array([data.draw(counts) for _ in range(math.prod(shape))]).reshape(shape)
    first, both = release(table_of([place, form], people.sum(axis=2)), rule)
    before = first.published
    try:
        second, proof = release(table_of([place, age], people.sum(axis=1)), rule, [before])
    except NotProtected:
        # Two people and an open total of two: what is hidden of them now is one and one.
        return
    earlier = files_of(before, both)
    found = verify(files_of(second.published, proof, [earlier]), [earlier])
    assert found.faults == []
    assert not second.published.hidden.ravel()[0] or first.published.hidden.ravel()[0]


def table_of(dimensions: list[Dimension], leaves: np.ndarray) -> CountTable:
    codes = [[one.codes[place] for place in one.leaves] for one in dimensions]
    return CountTable.of_leaves(
        dimensions,
        {
            tuple(own[place] for own, place in zip(codes, combination, strict=True)): int(count)
            for combination, count in np.ndenumerate(leaves)
        },
    )


def test_the_same_table_is_hidden_the_same_way_each_time() -> None:
    rows = Dimension.flat("row", [f"r{number}" for number in range(8)])
    columns = Dimension.flat("column", list("abcde"))
    leaves = np.random.default_rng(3).poisson(4, (8, 5))
    table = table_of([rows, columns], leaves)
    first, again = (protect(table, CountRule(5)) for _ in range(2))
    assert (first.statuses == again.statuses).all()


# Numbers of our own in the form of a case that statisticians use: no line reveals the cell at the
# crossing, but two rows and two columns together do.
def test_a_block_that_no_single_line_reveals_is_not_left_alone() -> None:
    rows = Dimension.flat("row", list("abcd"))
    columns = Dimension.flat("column", list("wxyz"))
    leaves = np.array([[20, 50, 10, 19], [8, 19, 22, 2], [17, 32, 12, 60], [30, 21, 3, 9]])
    table = table_of([rows, columns], leaves)
    protected, proof = release(table, CountRule(5))
    widths = attacked(protected, knows_why=False)
    assert min(high - low for low, high in widths.values()) >= 5
    assert protected.number_of(Status.SECONDARY) <= 4
    assert not verify(files_of(protected.published, proof), []).faults


# In parts of a dozen a few small ones would each ask for a large one beside them.
def test_small_ones_under_one_long_line_move_together_and_need_no_other() -> None:
    line = Dimension.flat("row", [f"r{number}" for number in range(800)])
    leaves = np.where(np.arange(800) % 12, 50, 1)
    protected = protect(table_of([line], leaves), CountRule(5, Zero.HIDE))
    assert protected.number_of(Status.SECONDARY) == 0


# Part by part every total down the tree was hidden for a few, and that of all with them.
def test_a_deep_tree_of_ones_keeps_its_total_open() -> None:
    pairs: list[tuple[str, str | None]] = [("t0", None)]
    for depth in range(400):
        pairs += [(f"t{depth + 1}", f"t{depth}"), (f"r{depth}", f"t{depth}")]
    deep = Dimension.of("row", pairs)
    leaves = np.array([1] * len(deep.leaves))
    protected = protect(table_of([deep], leaves), CountRule(5, Zero.HIDE))
    assert protected.statuses[0] == Status.OPEN
    assert protected.number_of(Status.OPEN) > 1


def test_where_nearly_all_is_small_no_time_goes_to_opening_the_few_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tidied: list[object] = []
    monkeypatch.setattr(large, "tidy", lambda search, within: tidied.append(within))
    rows = Dimension.flat("row", [f"r{number}" for number in range(29)])
    columns = Dimension.flat("column", [f"c{number}" for number in range(29)])
    leaves = np.where(np.arange(29 * 29).reshape(29, 29) % 40, 0, 8)
    protected = protect(table_of([rows, columns], leaves), CountRule(5, Zero.HIDE))
    assert 0 < protected.number_of(Status.SECONDARY) < protected.number_of(Status.PRIMARY) / 5
    assert not tidied


def test_a_stricter_rule_before_asks_no_more_of_what_it_did_not_hide() -> None:
    place = Dimension.flat("place", list("abcd"))
    form = Dimension.flat("form", ["x", "y"])
    people = np.array([[4, 16], [18, 3], [9, 12], [11, 10]])
    before = protect(table_of([place], people.sum(axis=1)), CountRule(20)).published
    assert not before.hidden.any()
    protected, _ = release(table_of([place, form], people), CountRule(5), [before])
    alone, _ = release(table_of([place, form], people), CountRule(5))
    assert protected.number_of(Status.SECONDARY) <= alone.number_of(Status.SECONDARY) + 2


@pytest.mark.parametrize("threshold", [2, 3, 5, 10])
@pytest.mark.parametrize("zero", list(Zero))
def test_a_table_of_nobody_is_safe(threshold: int, zero: Zero) -> None:
    table = table_of([Dimension.flat("row", ["a", "b"])], np.array([0, 0]))
    protected, proof = release(table, CountRule(threshold, zero))
    found = verify(files_of(protected.published, proof), [])
    assert found.faults == []
    assert protected.published.hidden.all() == (zero is Zero.HIDE)
