# SPDX-License-Identifier: EUPL-1.2
"""Equal numbers lie together, also where others begin alike."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from meedoen.monitor.runs import later_rows, runs

NUMBERS = st.lists(
    st.one_of(
        st.integers(0, 5),
        st.integers(2**64 - 3, 2**64 - 1),
        st.sampled_from([2**63, 2**63 + 2**58, 2**63 + 2**58 + 1]),
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


@given(NUMBERS)
def test_rows_of_a_run_come_one_by_one_and_in_order(numbers: list[int]) -> None:
    order, starts = runs(column(numbers))
    rows = [[row] for row in order[starts].tolist()]
    for which, later in later_rows(order, starts):
        for run, row in zip(which.tolist(), later.tolist(), strict=True):
            rows[run].append(row)
    assert rows == groups(order, starts)
    assert all(one == sorted(one) for one in rows)
