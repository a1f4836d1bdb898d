# SPDX-License-Identifier: EUPL-1.2
"""The report of a file: a line for each finding, in the order of the file, safe to open."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import IO

from meedoen.interop.findings import WrongValue
from meedoen.interop.masking import on_screen

HEADER = ("row", "column", "value", "reason")
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+@＝＋＠]|\s*-(?![0-9])")
_STARTS = frozenset(" \u00a0=+@-＝＋＠")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Report:
    """Keeps findings in a file until all are there; those that come late find their place then."""

    def __init__(self, kept: IO[bytes] | None, most_shown: int = 20) -> None:
        """Write into `kept`, a file for this report only, if any; remember the first findings."""
        self._kept, self._most = kept, most_shown
        self._late: list[WrongValue] = []
        self.first: list[WrongValue] = []
        self.number = 0

    def add(self, findings: Sequence[WrongValue]) -> None:
        """Add findings, in the order of the file."""
        if findings:
            self.number += len(findings)
            self.first.extend(findings[: max(0, self._most - len(self.first))])
            if self._kept is not None:
                self._kept.write(as_lines(findings))

    def add_late(self, findings: Sequence[WrongValue]) -> None:
        """Add what is only known at the end, about rows of the file, in its order."""
        self.number += len(findings)
        self._late = list(findings)
        self.first = sorted([*self.first, *findings[: self._most]], key=_row)[: self._most]

    def lines(self) -> Iterator[bytes]:
        """Give the report from its header on, in pieces; there is none where none was kept."""
        if self._kept is None:
            return
        yield (",".join(HEADER) + "\n").encode()
        self._kept.seek(0)
        late = iter(self._late)
        waiting = next(late, None)
        if waiting is None:
            while piece := self._kept.read(1 << 20):
                yield piece
            return
        for line in self._kept:
            at = int(line[: line.index(b",")])
            while waiting is not None and _row(waiting) < at:
                yield as_lines([waiting])
                waiting = next(late, None)
            yield line
        while waiting is not None:
            yield as_lines([waiting])
            waiting = next(late, None)


def _row(finding: WrongValue) -> int:
    return int(finding.row) if finding.row.isdigit() else 0


def as_lines(findings: Sequence[WrongValue]) -> bytes:
    """Write findings as CSV in UTF-8, each on one line; nothing in it starts a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        (_safe(one.row), _safe(one.column), _safe(one.value), _safe(one.reason)) for one in findings
    )
    return text.getvalue().encode("utf-8", "replace")


def _safe(text: str) -> str:
    if text.isprintable() and text[:1] not in _STARTS:
        return text
    line = _BREAKS.sub(" ", text)
    return f"'{line}" if _FORMULA.match(line) else line


def as_sentence(finding: WrongValue) -> str:
    """Say a finding in one line, for who reads along."""
    place = f"regel {finding.row}" if finding.row.isdigit() else finding.row
    where = f"{place}, {finding.column}" if finding.column else place
    value = f" ({finding.value})" if finding.value else ""
    return on_screen(f"{where}: {finding.reason}{value}")
