# SPDX-License-Identifier: EUPL-1.2
"""What a reader of a source says of each row, and how it refuses a whole file (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class WrongValue:
    """What is wrong with one value: where, under which heading, what stood there, and why.

    `row` is the line in the file with the heading as 1, or the path of an element; a bsn in `value`
    is masked before it gets here.
    """

    row: str
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class SourceRow:
    """One row of a source: its place, what is wrong with it, and what it says under our names."""

    place: str
    findings: tuple[WrongValue, ...]
    values: Mapping[str, str]

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.findings


class Refused(ValueError):
    """A file of which nothing is taken: why, and what was found on the way."""

    def __init__(self, reason: str, findings: tuple[WrongValue, ...] = ()) -> None:
        """Say why, and keep what stands in the report nevertheless."""
        self.findings = findings
        super().__init__(reason)


class UnknownHeadings(Refused):
    """A file of which the headings do not lead to fields: a profile can say what they are."""

    def __init__(
        self, reason: str, headings: Sequence[str], findings: tuple[WrongValue, ...] = ()
    ) -> None:
        """Say why, and keep the headings as they stand in the file."""
        self.headings = tuple(headings)
        super().__init__(reason, findings)


def refused_whole(reason: str, place: str = "/", value: str = "") -> Refused:
    """Give a refusal that also stands in the report: with its reason as a finding."""
    return Refused(reason, (WrongValue(place, "", value, reason),))


def named(finding: WrongValue) -> str:
    """Say why, with the name of what is wrong where that is not in it already."""
    known = not finding.column or finding.column in finding.reason
    return finding.reason if known else f"{finding.column}: {finding.reason}"
