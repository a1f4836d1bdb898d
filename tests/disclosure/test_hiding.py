# SPDX-License-Identifier: EUPL-1.2
"""Small counts stay hidden, also from who subtracts everything that is shown."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.disclosure.hiding import Hidden, hide

THRESHOLD = 3
SHAPES = st.tuples(st.integers(2, 3), st.integers(2, 3))
TABLES = SHAPES.flatmap(
    lambda shape: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 6]), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def rows_that_fit(cells: tuple[int | None, ...], total: int | None, left: int) -> Iterator[tuple]:
    """Every way to fill one row in that agrees with what is shown of it."""
    choices = [range(left + 1) if cell is None else [cell] for cell in cells]
    for row in product(*choices):
        if sum(row) <= left and (total is None or sum(row) == total):
            yield row


def tables_that_fit(shown: Hidden) -> Iterator[list[tuple[int, ...]]]:
    """Every table of counts that an attacker cannot rule out."""
    assert shown.total is not None

    def further(at: int, sums: tuple[int, ...]) -> Iterator[list[tuple[int, ...]]]:
        if any(t is not None and s > t for s, t in zip(sums, shown.column_totals, strict=True)):
            return
        if at == len(shown.cells):
            agrees = all(t in (None, s) for s, t in zip(sums, shown.column_totals, strict=True))
            if agrees and sum(sums) == shown.total:
                yield []
            return
        left = (shown.total or 0) - sum(sums)
        for row in rows_that_fit(shown.cells[at], shown.row_totals[at], left):
            new = tuple(a + b for a, b in zip(sums, row, strict=True))
            yield from ([row, *rest] for rest in further(at + 1, new))

    yield from further(0, (0,) * len(shown.column_totals))


def possible_values(shown: Hidden) -> dict[tuple[str, int, int], set[int]]:
    """Per hidden figure all values it may have."""
    found: dict[tuple[str, int, int], set[int]] = {}
    for table in tables_that_fit(shown):
        for i, row in enumerate(table):
            if shown.row_totals[i] is None:
                found.setdefault(("row", i, 0), set()).add(sum(row))
            for j, value in enumerate(row):
                if shown.cells[i][j] is None:
                    found.setdefault(("cell", i, j), set()).add(value)
        for j, total in enumerate(shown.column_totals):
            if total is None:
                found.setdefault(("column", 0, j), set()).add(sum(row[j] for row in table))
    return found


@pytest.mark.proves("I13", "by subtracting, in tables of the laboratory")
@pytest.mark.proves("S3-15", "by subtracting, in tables of the laboratory")
@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_who_subtracts_cannot_narrow_down_what_is_hidden(table: list[list[int]]) -> None:
    shown = hide(table, THRESHOLD)
    if shown.total is None:
        assert sum(map(sum, table)) < THRESHOLD
        return
    narrow = {w: v for w, v in possible_values(shown).items() if len(v) < THRESHOLD}
    assert narrow == {}


@given(TABLES)
def test_no_small_count_is_ever_shown(table: list[list[int]]) -> None:
    shown = hide(table, THRESHOLD)
    figures = [*(cell for row in shown.cells for cell in row), *shown.row_totals]
    for figure in (*figures, *shown.column_totals, shown.total):
        assert figure is None or figure == 0 or figure >= THRESHOLD


@given(TABLES)
def test_what_is_shown_is_what_was_counted(table: list[list[int]]) -> None:
    shown, counts = hide(table, THRESHOLD), np.array(table)
    for i, row in enumerate(shown.cells):
        assert shown.row_totals[i] in (None, counts[i].sum())
        assert all(value in (None, counts[i, j]) for j, value in enumerate(row))
    assert all(t in (None, s) for t, s in zip(shown.column_totals, counts.sum(axis=0), strict=True))


@given(st.lists(st.lists(st.sampled_from([0, 3, 9]), min_size=3, max_size=3), min_size=2))
def test_a_table_without_small_counts_hides_nothing(table: list[list[int]]) -> None:
    shown = hide(table, THRESHOLD)
    if sum(map(sum, table)):
        assert None not in (*shown.row_totals, *shown.column_totals)
        assert all(None not in row for row in shown.cells)


def test_one_small_count_takes_three_others_along_and_keeps_the_totals() -> None:
    shown = hide([[40, 30, 25], [30, 4, 50], [20, 60, 70]], 10)
    assert sum(cell is None for row in shown.cells for cell in row) == 4
    assert shown.row_totals == (95, 84, 150)
    assert shown.cells[1][1] is None


def test_a_small_total_takes_its_whole_row_and_another_along() -> None:
    shown = hide([[40, 30, 25], [1, 0, 3], [20, 60, 70]], 10)
    assert shown.row_totals.count(None) == 2
    assert shown.row_totals[1] is None
    assert shown.cells[1] == (None, None, None)
    assert shown.total == 249


def test_fewer_people_than_the_threshold_show_nothing_at_all() -> None:
    assert hide([[0, 9], [0, 0]], 10) == hide([[0, 0], [0, 0]], 10)
    assert hide([[0, 9], [0, 0]], 10).total is None
    assert hide([[0, 10], [0, 0]], 10).total == 10


def test_a_town_of_one_wijk_shows_its_total_only_when_an_age_group_is_small() -> None:
    shown = hide([[4, 60, 80]], 10)
    assert shown.cells == ((None, None, None),)
    assert shown.total == 144


@pytest.mark.parametrize("table", [[], [[]], [[1, -1], [2, 3]]])
def test_what_is_no_table_of_counts_is_refused(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="counts of nought or more"):
        hide(table, 10)
