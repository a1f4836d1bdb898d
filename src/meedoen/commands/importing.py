# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen budget import` does with a file: read it, say what is wrong, hand it on."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import click

from meedoen.commands.reporting import filling, in_words, refusing, report_of, tell
from meedoen.interop.extracts.reporting import as_sentence
from meedoen.interop.findings import WrongValue

_MOST_NOTES = 20


class Imported(Protocol):
    """What was read from a file: how many rows, how many are bad, and what is wrong per row."""

    @property
    def number_of_rows(self) -> int: ...
    @property
    def bad(self) -> int: ...
    @property
    def notes(self) -> tuple[WrongValue, ...]: ...
    def findings(self) -> Iterable[tuple[WrongValue, ...]]: ...


Read = TypeVar("Read", bound=Imported)
# What a dry run tells beside faults: what is not known here. It raises Refused for what would be
# refused whole.
NotesOf = Callable[[Read], Iterable[WrongValue]]
# Takes the good rows into the books, all or nothing. It raises Refused or CouldNotBeDone when
# nothing is booked.
Book = Callable[[Read], object]


@dataclass(frozen=True)
class Asked:
    """What was asked for: which file, for which municipality by its code, and how."""

    file: Path
    municipality: str
    report: Path | None = None
    dry_run: bool = False


def import_file(
    asked: Asked, *, read: Callable[[], Read], notes_of: NotesOf[Read], book: Book[Read]
) -> None:
    """Check a file, write the report, book the good rows, and say how many rows are good.

    With `dry_run` nothing is booked, and what is not known here is told as notes. Leaves with 1
    when a row is wrong; raises CouldNotBeDone when nothing of the file can be taken.
    """
    with in_words(asked.file), report_of(asked.file, asked.report) as report:
        with filling(report, asked.file, asked.report):
            found = read()
            for faults in found.findings():
                report.add(faults)
            notes = (*found.notes, *(notes_of(found) if asked.dry_run else ()))
        if not asked.dry_run:
            with refusing(asked.file, asked.report):
                book(found)
    _tell_notes(notes)
    tell(found.number_of_rows, found.bad, report, asked.report)
    if found.bad:
        sys.exit(1)


def _tell_notes(notes: tuple[WrongValue, ...]) -> None:
    for note in notes[:_MOST_NOTES]:
        click.echo(f"let op: {as_sentence(note)}", err=True)
    if len(notes) > _MOST_NOTES:
        click.echo(f"let op: en nog {len(notes) - _MOST_NOTES} andere", err=True)
