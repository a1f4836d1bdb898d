# SPDX-License-Identifier: EUPL-1.2
"""Equal numbers lie together, also where others begin alike."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from meedoen.monitor.runs import runs, runs_of_pairs

# What becomes `wanted` when it is multiplied: so two others can be made that begin alike.
BACK = pow(0x9E3779B97F4A7C15, -1, 2**64)
NUMBERS = st.lists(
    st.one_of(
        st.integers(0, 5),
        st.integers(2**64 - 3, 2**64 - 1),
        st.integers(0, 5).map(lambda wanted: wanted * BACK % 2**64),
        st.integers(0, 2**64 - 1),
    ),
    max_size=30,
)


def column(numbers: list[int]) -> NDArray[np.uint64]:
    return np.array(numbers, dtype=np.uint64)


def groups(order: NDArray[np.int64], starts: NDArray[np.int64]) -> list[list[int]]:
    return [part.tolist() for part in np.split(order, starts[1:])] if len(order) else []


@given(NUMBERS)
def test_each_number_is_one_run_with_all_its_rows(numbers: list[int]) -> None:
    found = groups(*runs(column(numbers)))
    assert sorted(row for rows in found for row in rows) == list(range(len(numbers)))
    assert Counter(numbers) == {numbers[rows[0]]: len(rows) for rows in found}
    assert all(len({numbers[row] for row in rows}) == 1 for rows in found)


@given(NUMBERS, st.data())
def test_each_pair_is_one_run_with_all_its_rows(numbers: list[int], data: st.DataObject) -> None:
    many = len(numbers)
    beside = data.draw(st.lists(st.integers(0, 2), min_size=many, max_size=many))
    pairs = list(zip(numbers, beside, strict=True))
    found = groups(*runs_of_pairs(column(numbers), column(beside)))
    assert sorted(row for rows in found for row in rows) == list(range(many))
    assert Counter(pairs) == {pairs[rows[0]]: len(rows) for rows in found}
    assert all(len({pairs[row] for row in rows}) == 1 for rows in found)
