# SPDX-License-Identifier: EUPL-1.2
"""Holds rows of a source against its specification: values, days, and the year (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from meedoen.interop.extracts.batches import Batch
from meedoen.interop.extracts.columns import ColumnReader, Mistake
from meedoen.interop.extracts.headings import Layout, SourceColumn
from meedoen.interop.extracts.periods import outside, turned_around
from meedoen.interop.extracts.profiles import Profile
from meedoen.interop.extracts.quick import Numbers, Truths
from meedoen.interop.extracts.showing import in_a_report
from meedoen.interop.extracts.taken import fields_taken, narrowed
from meedoen.interop.extracts.twice import Keys, joined, keys_of
from meedoen.interop.findings import Refused, WrongValue


@dataclass(frozen=True)
class Checked:
    """What was found in a batch: its findings in the order of the file, its rows, and the bad ones.

    `keys` are those of its good rows, to find the ones that come back; `taken` what those say, as
    numbers per field, where they are taken.
    """

    findings: Sequence[WrongValue]
    rows: int
    bad: int
    keys: Keys
    taken: Mapping[str, Numbers]


class Checker:
    """Checks batches of one file."""

    def __init__(self, layout: Layout, profile: Profile, year: int, *, take: bool = False) -> None:
        """Make ready what reads each column; `year` is the year a row has to touch.

        With `take` what the good rows say is kept.
        """
        self._layout, self._year = layout, year
        self._readers = [ColumnReader(one, profile) for one in layout.columns]
        self._headings = {one.place: in_a_report(one.heading) for one in layout.columns}
        self._key = [name for name in layout.shape.key if layout[name]]
        wanted = fields_taken(layout.shape) if take else ()
        self._taken = [one for one in wanted if layout[one.name]]

    def check(self, batches: Sequence[Batch]) -> Checked:
        """Check the rows of batches that stand between each other in the file.

        Raises Refused when something stands in a column without a heading.
        """
        self._refuse_what_is_nameless(batches)
        checked = [self._checked(batch) for batch in batches]
        if len(checked) == 1:
            return checked[0]
        findings = [one for each in checked for one in each.findings]
        order = np.argsort(np.concatenate([one.keys.lines for one in checked]))
        return Checked(
            sorted(findings, key=lambda one: int(one.row)),
            sum(one.rows for one in checked),
            sum(one.bad for one in checked),
            joined([one.keys for one in checked]),
            {
                one.name: np.concatenate([each.taken[one.name] for each in checked])[order]
                for one in self._taken
            },
        )

    def _refuse_what_is_nameless(self, batches: Sequence[Batch]) -> None:
        """A column that nobody knows refuses the file, and so does one of which nobody says it."""
        filled = [
            (batch.rows.lines[row], place)
            for place in self._layout.nameless
            for batch in batches
            if (row := batch.rows.first_filled(place)) is not None
        ]
        if filled:
            line, place = min(filled)
            reason = "hier staat iets, en deze kolom heeft geen naam"
            raise Refused(
                f"regel {line}, kolom {place + 1}: {reason}. Geef haar een kop, of maak haar leeg",
                (WrongValue(str(line), f"kolom {place + 1}", "", reason),),
            )

    def _checked(self, batch: Batch) -> Checked:
        rows, lines = batch.rows, batch.rows.lines.tolist()
        values: dict[str, Numbers] = {}
        fine: dict[str, Truths] = {}
        found = [(one.line, WrongValue(str(one.line), "", "", one.reason)) for one in batch.misfits]
        for reader in self._readers:
            values[reader.name], fine[reader.name], mistakes = reader.read(rows)
            found += self._findings(reader.column, mistakes, lines)
        good: Truths = np.logical_and.reduce(list(fine.values()))
        for column, beside in self._between(values, fine):
            good[[row for row, _ in beside]] = False
            texts = rows.texts(column.place, [row for row, _ in beside])
            shown = map(in_a_report, texts)
            mistakes = [(row, text, why) for (row, why), text in zip(beside, shown, strict=True)]
            found += self._findings(column, mistakes, lines)
        found.sort(key=itemgetter(0))
        keys = keys_of([values[name] for name in self._key], rows.lines, good)
        number = len(batch.misfits)
        bad = number + len(lines) - len(keys.lines)
        taken = {one.name: narrowed(one, values[one.name][good]) for one in self._taken}
        return Checked([one for _, one in found], number + len(lines), bad, keys, taken)

    def _findings(
        self, column: SourceColumn, mistakes: Sequence[Mistake], lines: Sequence[int]
    ) -> Iterator[tuple[int, WrongValue]]:
        heading = self._headings[column.place]
        for row, shown, reason in mistakes:
            yield lines[row], WrongValue(str(lines[row]), heading, shown, reason)

    def _between(
        self, values: dict[str, Numbers], fine: dict[str, Truths]
    ) -> Iterator[tuple[SourceColumn, list[tuple[int, str]]]]:
        """Give what is wrong with the days of rows, beside each other and beside the year."""
        yield from turned_around(self._layout, values, fine)
        yield from outside(self._layout, values, fine, self._year)
