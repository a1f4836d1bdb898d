# SPDX-License-Identifier: EUPL-1.2
"""Hiding small counts in a table with totals, so that subtracting does not bring them back (pure).

A count from 1 up to the threshold is hidden, and then as many others as it takes: what is hidden
always leaves room for at least as many possible values as the threshold, whoever subtracts what.
All that is hidden looks the same. Hidden cells form a block of rows by columns, because then the
room of each is known exactly (Fréchet's bounds); totals that are hidden too count as one row or
column together.
This protects one table of invented people. It does not weigh tables against each other, nor what
somebody may know beforehand: the stronger control for real figures belongs to the monitor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Shown = int | None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A table as it may be shown: None is hidden. Without even a total, `total` is None too.

    `cells` stand per row; `row_totals` and `column_totals` along the sides.
    """

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True, slots=True)
class _Side:
    """Along one side of the table: the lines with hidden cells, and those with a hidden total."""

    lines: frozenset[int] = frozenset()
    totals: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Choice:
    """What to hide."""

    rows: _Side
    columns: _Side


def hide(counts: Sequence[Sequence[int]] | Counts, threshold: int) -> Hidden:
    """Give a table of counts (rows × columns, none below nought) with what is too small hidden.

    A table with fewer people than the threshold shows nothing at all. Raises ValueError for a
    table without rows or columns, a count below nought, or a threshold under 1.
    """
    table = np.asarray(counts, dtype=np.int64)
    if table.ndim != 2 or 0 in table.shape or (table < 0).any() or threshold < 1:
        raise ValueError("Hiding needs counts of nought or more and a threshold of 1 or more.")
    if table.sum() < threshold:
        return _nothing(table.shape)
    safe = (found for found in _choices(table, threshold) if _safe(table, found, threshold))
    rows, columns = (frozenset(range(lines)) for lines in table.shape)
    everything = _Choice(_Side(rows, rows), _Side(columns, columns))
    return _shown(table, next(safe, everything))


def _nothing(shape: tuple[int, ...]) -> Hidden:
    rows, columns = shape
    return Hidden(((None,) * columns,) * rows, (None,) * rows, (None,) * columns, None)


def _small(counts: Counts, threshold: int) -> NDArray[np.bool_]:
    return np.asarray((counts > 0) & (counts < threshold))


def _choices(table: Counts, threshold: int) -> Iterator[_Choice]:
    """From no more than must be hidden on, each time one line or one total more."""
    small = _small(table, threshold)
    by_row, by_column = table.sum(axis=1), table.sum(axis=0)
    rows = _Side(_where(np.asarray(small.any(axis=1))), _small_totals(by_row, threshold))
    columns = _Side(_where(np.asarray(small.any(axis=0))), _small_totals(by_column, threshold))
    choice = _completed(_Choice(rows, columns), by_row, by_column)
    yield choice
    while (wider := _wider(choice, by_row, by_column)) != choice:
        choice = wider
        yield choice
    for _ in range(max(table.shape)):
        rows, columns = (
            _one_total_more(choice.rows, by_row),
            _one_total_more(choice.columns, by_column),
        )
        choice = _completed(_Choice(rows, columns), by_row, by_column)
        yield choice


def _small_totals(sums: Counts, threshold: int) -> frozenset[int]:
    """The totals too small to show, with enough others beside them; none when none is small."""
    side = _Side(totals=_where(_small(sums, threshold)))
    while side.totals and (len(side.totals) < 2 or sums[list(side.totals)].sum() < threshold - 1):
        wider = _one_total_more(side, sums)
        if wider == side:
            break
        side = wider
    return side.totals


def _where(mask: NDArray[np.bool_]) -> frozenset[int]:
    return frozenset(np.flatnonzero(mask).tolist())


def _completed(choice: _Choice, by_row: Counts, by_column: Counts) -> _Choice:
    """Where a total is hidden, so are all its cells: across every line that has people."""
    rows, columns = choice.rows, choice.columns
    row_lines, column_lines = rows.lines | rows.totals, columns.lines | columns.totals
    if rows.totals:
        column_lines |= _where(by_column > 0)
    if columns.totals:
        row_lines |= _where(by_row > 0)
    return _Choice(_Side(row_lines, rows.totals), _Side(column_lines, columns.totals))


def _wider(choice: _Choice, by_row: Counts, by_column: Counts) -> _Choice:
    """The same with one line more, on the side that has the fewest; itself when there is none."""
    if not choice.rows.lines and not choice.columns.lines:
        return choice
    rows, columns = _one_line_more(choice.rows, by_row), _one_line_more(choice.columns, by_column)
    rows_first = len(choice.rows.lines) <= len(choice.columns.lines)
    if rows != choice.rows and (rows_first or columns == choice.columns):
        return replace(choice, rows=rows)
    return replace(choice, columns=columns)


def _one_line_more(side: _Side, sums: Counts) -> _Side:
    left = [line for line in _where(sums > 0) if line not in side.lines]
    most = max(left, key=lambda line: (sums[line], -line), default=None)
    return side if most is None else replace(side, lines=side.lines | {most})


def _one_total_more(side: _Side, sums: Counts) -> _Side:
    left = [line for line in _where(sums > 0) if line not in side.totals]
    least = min(left, key=lambda line: (sums[line], line), default=None)
    return side if least is None else replace(side, totals=side.totals | {least})


def _safe(table: Counts, choice: _Choice, threshold: int) -> bool:
    """Whether everything hidden leaves room for at least `threshold` values."""
    rows, columns = sorted(choice.rows.lines), sorted(choice.columns.lines)
    if not rows and not columns:
        return True
    if (
        len(rows) < 2
        or len(columns) < 2
        or 1 in (len(choice.rows.totals), len(choice.columns.totals))
    ):
        return False
    block = table[np.ix_(rows, columns)]
    row_groups = _groups(block.sum(axis=1), rows, choice.rows.totals)
    column_groups = _groups(block.sum(axis=0), columns, choice.columns.totals)
    everyone = int(block.sum())
    for row_sum, row_merged in row_groups:
        for column_sum, column_merged in column_groups:
            most = min(row_sum, column_sum)
            least = 0 if row_merged or column_merged else max(0, row_sum + column_sum - everyone)
            if most - least + 1 < threshold:
                return False
    return True


def _groups(sums: Counts, lines: list[int], hidden: frozenset[int]) -> list[tuple[int, bool]]:
    """The sums one can know: of each line with a total, and of those without one together."""
    known = [
        (int(total), False) for total, line in zip(sums, lines, strict=True) if line not in hidden
    ]
    together = [int(total) for total, line in zip(sums, lines, strict=True) if line in hidden]
    return [*known, (sum(together), True)] if together else known


def _shown(table: Counts, choice: _Choice) -> Hidden:
    def cell(row: int, column: int) -> Shown:
        hidden = row in choice.rows.lines and column in choice.columns.lines
        return None if hidden else int(table[row, column])

    rows, columns = range(table.shape[0]), range(table.shape[1])
    by_row, by_column = table.sum(axis=1), table.sum(axis=0)
    return Hidden(
        tuple(tuple(cell(row, column) for column in columns) for row in rows),
        tuple(None if row in choice.rows.totals else int(by_row[row]) for row in rows),
        tuple(None if c in choice.columns.totals else int(by_column[c]) for c in columns),
        int(table.sum()),
    )
