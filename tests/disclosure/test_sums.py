# SPDX-License-Identifier: EUPL-1.2
"""What adds up to what, and which cells can only be moved together."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.disclosure.sums import FIXED, Sums, classes, linked
from meedoen.disclosure.tables import CountTable, Dimension

PLACE = Dimension.of(
    "place", [("town", None), ("w1", "town"), ("w2", "town"), ("b1", "w1"), ("b2", "w1")]
)
FORM = Dimension.flat("form", ["paid", "free"])
AGE = Dimension.flat("age", ["young", "old", "very"], total="all")


def sums_of(*rows: dict[int, int], columns: int) -> Sums:
    """Rows of columns with their signs, as sparse sums."""
    entries = [(at, column, sign) for at, row in enumerate(rows) for column, sign in row.items()]
    row, column, sign = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    return Sums(len(rows), columns, row, column, sign)


def dense(sums: Sums) -> list[list[int]]:
    rows = np.zeros((sums.rows, sums.columns), dtype=int)
    np.add.at(rows, (sums.row, sums.column), sums.sign)
    return rows.tolist()


THREE = sums_of({0: -1, 1: 1, 2: 1}, {1: -1, 3: 1, 4: 1}, {2: 1, 4: 2}, columns=5)


def test_of_some_columns_the_others_stay_and_a_row_without_any_goes() -> None:
    columns = np.array([True, False, False, True, False])
    assert dense(THREE.over(columns)) == [[-1, 0], [0, 1]]
    assert dense(THREE.over(np.ones(5, dtype=bool))) == dense(THREE)


def test_columns_that_become_one_are_added_and_what_comes_to_nought_goes() -> None:
    names = np.array([0, 0, 1, FIXED, 1])
    left, rows = THREE.renamed_with_rows(names, 2)
    assert dense(left) == [[0, 1], [-1, 1], [0, 3]]
    assert rows.tolist() == [0, 1, 2]
    assert dense(THREE.renamed(names, 2)) == dense(left)
    gone, rows = THREE.renamed_with_rows(np.array([0, 0, FIXED, FIXED, 1]), 2)
    assert (dense(gone), rows.tolist()) == ([[-1, 1], [0, 2]], [1, 2])
    assert gone.row.tolist() == [0, 0, 1]


def test_into_one_column_rows_keep_their_numbers() -> None:
    three = sums_of({0: 1}, {1: 1, 2: 1}, {0: 1, 1: 1, 2: 1}, columns=3)
    left, rows = three.renamed_with_rows(np.array([FIXED, 0, 0]), 1)
    assert (dense(left), rows.tolist()) == ([[2], [2]], [1, 2])
    assert left.columns == 1
    assert left.column.tolist() == [0, 0]


def test_without_columns_nothing_is_left() -> None:
    left, rows = THREE.renamed_with_rows(np.full(5, FIXED), 0)
    assert (left.rows, left.columns, rows.tolist()) == (0, 0, [])


def test_each_row_is_added_up() -> None:
    assert THREE.totals(np.array([1.0, 2, 3, 4, 5])).tolist() == [4, 7, 13]
    assert THREE.totals(np.array([1, 2, 3, 4, 5])).dtype == np.float64
    assert sums_of({0: 1}, {}, columns=1).totals(np.array([2.0])).tolist() == [2, 0]


@st.composite
def several(draw: st.DrawFn) -> list[tuple[Dimension, ...]]:
    every = [PLACE, FORM, AGE]
    chosen = st.lists(st.sampled_from(range(3)), min_size=1, max_size=3, unique=True)
    tables = draw(st.lists(chosen, min_size=1, max_size=3))
    return [tuple(every[at] for at in table) for table in tables]


def quantities_of(
    tables: list[tuple[Dimension, ...]], numbers: tuple[np.ndarray, ...], total: int
) -> np.ndarray:
    """Count people of all three dimensions in each table; the same quantity is the same count."""
    people = np.arange(1, 19).reshape(3, 2, 3) ** 2
    told = np.full(total, -1)
    for dimensions, places in zip(tables, numbers, strict=True):
        left = [(PLACE, FORM, AGE).index(one) for one in dimensions]
        counts = people.sum(axis=tuple({0, 1, 2} - set(left)))
        counts = counts.transpose(np.argsort(np.argsort(left)))
        leaves = [[one.codes[at] for at in one.leaves] for one in dimensions]
        table = CountTable.of_leaves(dimensions, {
            tuple(own[at] for own, at in zip(leaves, place, strict=True)): int(number)
            for place, number in np.ndenumerate(counts)
        })  # fmt: skip
        counted = table.counts.ravel()
        assert np.isin(told[places], [-1, *counted]).all()
        assert ((told[places] == -1) | (told[places] == counted)).all()
        told[places] = counted
    return told


@given(several())
def test_what_tables_count_the_same_is_one_quantity_and_every_sum_holds(
    tables: list[tuple[Dimension, ...]],
) -> None:
    found = linked(tables)
    told = quantities_of(tables, found.cells, found.quantities)
    assert (told >= 0).all()
    assert not found.every.totals(told).any()
    assert not found.defining.totals(told).any()
    assert found.every.sign.dtype == found.defining.sign.dtype == np.int64
    assert found.every.columns == found.defining.columns == found.quantities
    for table, numbers in zip(tables, found.cells, strict=True):
        assert len(set(numbers.tolist())) == math.prod(len(one.codes) for one in table)
    named = {
        frozenset((one.name, one.codes[at]) for one, at in zip(table, place, strict=True) if at)
        for table in tables
        for place in np.ndindex(*(len(one.codes) for one in table))
    }
    assert found.quantities == len(named)


@given(several())
def test_a_sum_for_each_total_says_all_that_the_sums_say(
    tables: list[tuple[Dimension, ...]],
) -> None:
    found = linked(tables)
    defining, every = np.array(dense(found.defining)), np.array(dense(found.every))
    inner = [
        math.prod(len(one.codes) for one in table) - math.prod(len(one.leaves) for one in table)
        for table in tables
    ]
    assert len(defining) == sum(inner)
    assert np.linalg.matrix_rank(defining) == np.linalg.matrix_rank(every)
    assert len(every) == sum(
        math.prod(len(one.codes) for one in table)
        // len(axis.codes)
        * sum(map(bool, axis.children))
        for table in tables
        for axis in table
    )


def test_a_table_of_one_cell_has_no_sums() -> None:
    alone = linked([(Dimension.of("place", [("town", None)]),)])
    assert (alone.quantities, alone.every.rows, alone.defining.rows) == (1, 0, 0)
    assert alone.every.columns == 1
    assert alone.every.totals(np.array([7])).tolist() == []


def test_cells_of_one_table_are_numbered_as_they_lie() -> None:
    assert linked([(PLACE, FORM)]).cells[0].tolist() == list(range(15))


def named(sums: Sums, *fixed: int) -> tuple[list[int], int]:
    known = np.zeros(sums.columns, dtype=bool)
    known[list(fixed)] = True
    names, number = classes(sums, known)
    return names.tolist(), number


def test_a_total_with_one_part_that_is_not_known_moves_with_it_and_through_others_too() -> None:
    chain = sums_of(*({at: -1, at + 1: 1, 9: 1} for at in range(4)), columns=10)
    assert named(chain, 9) == ([0, 0, 0, 0, 0, 1, 2, 3, 4, FIXED], 5)
    assert named(chain, 9, 4) == ([*[FIXED] * 5, 0, 1, 2, 3, FIXED], 4)
    backwards = sums_of(*({at: -1, at + 1: 1} for at in (3, 1, 2, 0)), columns=6)
    assert named(backwards) == ([0, 0, 0, 0, 0, 1], 2)


def test_two_parts_of_what_is_known_move_against_each_other_and_stay_two() -> None:
    assert named(sums_of({0: -1, 1: 1, 2: 1}, columns=3), 0) == ([FIXED, 0, 1], 2)


def test_what_is_alone_in_a_sum_cannot_move_and_neither_can_what_follows() -> None:
    sums = sums_of({0: -1, 1: 1, 2: 1}, {1: -1, 3: 1}, {2: -1, 4: 1, 5: 1}, columns=6)
    assert named(sums, 0, 3) == ([FIXED, FIXED, FIXED, FIXED, 0, 1], 2)
    assert named(sums, 0, 2) == ([FIXED, FIXED, FIXED, FIXED, 0, 1], 2)
    assert named(sums) == ([0, 1, 2, 1, 3, 4], 5)


def test_what_moves_together_counts_twice_in_a_sum_and_is_no_pair() -> None:
    twice = sums_of({0: -1, 1: 1}, {0: 1, 1: 1, 2: -1}, columns=3)
    assert named(twice) == ([0, 0, 1], 2)


@pytest.mark.parametrize("seed", range(4))
def test_a_long_tangle_of_pairs_is_one_class(seed: int) -> None:
    order = np.random.default_rng(seed).permutation(40).tolist()
    tangle = sums_of(*({one: -1, other: 1} for one, other in pairwise(order)), columns=40)
    assert named(tangle) == ([0] * 40, 1)
