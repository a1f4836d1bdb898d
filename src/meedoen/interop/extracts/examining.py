# SPDX-License-Identifier: EUPL-1.2
"""Goes through a whole file of a source, and tells what is wrong with it, row by row."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from meedoen.interop.extracts.batches import Batch
from meedoen.interop.extracts.checking import Checked, Checker
from meedoen.interop.extracts.headings import Layout
from meedoen.interop.extracts.opening import FileKind, opened
from meedoen.interop.extracts.profiles import Profile
from meedoen.interop.extracts.showing import in_a_bsn_column, in_a_report
from meedoen.interop.extracts.tables import open_table
from meedoen.interop.extracts.taken import (
    Columns,
    category_of,
    gathered,
    given_counts,
    given_people,
)
from meedoen.interop.extracts.twice import Keys, stood_before
from meedoen.interop.extracts.workbooks import open_workbook
from meedoen.interop.findings import WrongValue
from meedoen.interop.iwmo import read_messages
from meedoen.interop.iwmo.grants import Grants
from meedoen.monitor.given import GivenCounts, GivenPeople
from meedoen.monitor.sources.specification import MonitorSource, SourceForm

Tell = Callable[[Sequence[WrongValue]], None]
Take = Callable[[GivenPeople | GivenCounts], None]


def _anybody(_: SourceForm) -> None:
    """Let a file of any form be read."""


@dataclass(frozen=True)
class Examined:
    """How many rows a file has, with how many of them something is wrong, and in which form."""

    form: SourceForm
    rows: int
    bad: int

    @property
    def good(self) -> int:
        """Count the rows with which nothing is wrong."""
        return self.rows - self.bad


def examine(
    path: Path,
    *,
    source: MonitorSource,
    year: int,
    profile: Profile,
    tell: Tell,
    tell_late: Tell,
    schemas: Path | None = None,
    admit: Callable[[SourceForm], None] = _anybody,
    take: Take | None = None,
) -> Examined:
    """Check each row of a file against a source and a year: a table, a workbook, or messages.

    `profile` is for the first two, `schemas` a folder of XSDs for the last. Findings come by `tell`
    in the order of the file; those of rows that stood there before come last, by `tell_late`, in
    their own order. `admit` is asked as soon as the form is known, before a row is read, and raises
    when such a file may not come in. `take` is given what the good rows say, at the end and all at
    once; nothing here holds on to it. Holds a few batches in memory at a time, and a few numbers of
    each row. Raises Refused when nothing of the file can be taken.
    """
    what = opened(path, source)
    if what is FileKind.MESSAGES:
        admit(SourceForm.ROWS)
        return _messages(path, source, year, schemas, tell, take)
    layout, batches = _opened(what, path, source, profile)
    admit(layout.shape.form)
    checker = Checker(layout, profile, year, take=take is not None)
    rows = bad = 0
    seen: list[Keys] = []
    taken: list[Columns] = []
    for one in _checked(checker, batches):
        tell(one.findings)
        rows, bad = rows + one.rows, bad + one.bad
        seen.append(one.keys)
        taken.append(one.taken)
    twice = stood_before(seen)
    tell_late([_twice(layout, *one) for one in twice])
    if take is not None:
        take(_given(layout, seen, taken, [line for line, *_ in twice]))
    return Examined(layout.shape.form, rows, bad + len(twice))


def _given(
    layout: Layout, seen: list[Keys], taken: list[Columns], twice: Sequence[int]
) -> GivenPeople | GivenCounts:
    """Give what the good rows say; those that stood there before are none."""
    kept = [np.isin(one.lines, twice, invert=True) for one in seen]
    size = sum(int(rows.sum()) for rows in kept)
    seen.clear()
    columns = gathered(taken, kept)
    taken.clear()
    if layout.shape.form is SourceForm.ROWS:
        return given_people(layout.shape, columns, size)
    return given_counts(layout.shape, columns, size)


def _messages(
    path: Path, source: MonitorSource, year: int, schemas: Path | None, tell: Tell,
    take: Take | None,
) -> Examined:  # fmt: skip
    rows = bad = 0
    grants = Grants()
    for row in read_messages(path, kind=source.messages, year=year, schemas=schemas):
        tell(row.findings)
        rows, bad = rows + 1, bad + (not row.good)
        if take is not None and row.good:
            grants.add(row)
    shape = source.shape(SourceForm.ROWS)
    category = category_of(shape) if shape else None
    if take is not None and category:
        take(grants.given(category))
    return Examined(SourceForm.ROWS, rows, bad)


def _opened(
    what: FileKind, path: Path, source: MonitorSource, profile: Profile
) -> tuple[Layout, Iterator[Callable[[], list[Batch]]]]:
    if what is FileKind.TEXT:
        return open_table(path, source, profile)
    return open_workbook(path, source, profile)


def _twice(layout: Layout, line: int, first: int, number: int) -> WrongValue:
    """Say that a row stood before; a bsn is all that its number still tells of what was typed."""
    named = [one.heading for name in layout.shape.key if (one := layout[name])]
    value = in_a_bsn_column(f"{number:09d}") if layout.shape.about_people else ""
    return WrongValue(
        str(line), in_a_report(named[0]), value,
        f"dit stond al in regel {first}: dezelfde {', '.join(map(in_a_report, named))}",
    )  # fmt: skip


def _checked(checker: Checker, batches: Iterator[Callable[[], list[Batch]]]) -> Iterator[Checked]:
    """Check batches with every processor, and give them in their order."""
    at_once = min(4, os.cpu_count() or 1)

    def checked(later: Callable[[], list[Batch]]) -> Checked:
        return checker.check(later())

    with ThreadPoolExecutor(at_once) as pool:
        waiting: deque[Future[Checked]] = deque()
        for later in batches:
            waiting.append(pool.submit(checked, later))
            if len(waiting) > at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
