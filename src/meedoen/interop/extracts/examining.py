# SPDX-License-Identifier: EUPL-1.2
"""Goes through a whole file of a source, and tells what is wrong with it, row by row."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from meedoen.interop.extracts.batches import Batch
from meedoen.interop.extracts.checking import Checked, Checker
from meedoen.interop.extracts.headings import Layout
from meedoen.interop.extracts.opening import FileKind, opened
from meedoen.interop.extracts.profiles import Profile
from meedoen.interop.extracts.showing import in_a_bsn_column, in_a_report
from meedoen.interop.extracts.tables import open_table
from meedoen.interop.extracts.twice import stood_before
from meedoen.interop.extracts.workbooks import open_workbook
from meedoen.interop.findings import WrongValue
from meedoen.interop.iwmo import read_messages
from meedoen.monitor.sources.specification import MonitorSource, SourceForm

Tell = Callable[[Sequence[WrongValue]], None]


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
) -> Examined:
    """Check each row of a file against a source and a year: a table, a workbook, or messages.

    `profile` is for the first two, `schemas` a folder of XSDs for the last. Findings come by `tell`
    in the order of the file; those of rows that stood there before come last, by `tell_late`, in
    their own order. Holds a few batches in memory at a time, and a few numbers of each row. Raises
    Refused when nothing of the file can be taken.
    """
    what = opened(path, source)
    if what is FileKind.MESSAGES:
        return _messages(path, source, year, schemas, tell)
    layout, batches = _opened(what, path, source, profile)
    checker = Checker(layout, profile, year)
    rows = bad = 0
    seen = []
    for one in _checked(checker, batches):
        tell(one.findings)
        rows, bad = rows + one.rows, bad + one.bad
        seen.append(one.keys)
    twice = stood_before(seen)
    tell_late([_twice(layout, *one) for one in twice])
    return Examined(layout.shape.form, rows, bad + len(twice))


def _messages(
    path: Path, source: MonitorSource, year: int, schemas: Path | None, tell: Tell
) -> Examined:
    rows = bad = 0
    for row in read_messages(path, kind=source.messages, year=year, schemas=schemas):
        tell(row.findings)
        rows, bad = rows + 1, bad + (not row.good)
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
