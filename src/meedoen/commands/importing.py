# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen budget import` does with a declaration: read it, say what is wrong, hand it on."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from meedoen.commands.reporting import filling, in_words, refusing, report_of, tell
from meedoen.interop.extracts.reporting import as_sentence
from meedoen.interop.findings import WrongValue
from meedoen.interop.iwmo.declarations import read_declaration
from meedoen.interop.iwmo.declared import Declaration

# What a dry run tells of a declaration beside its faults: what is not known here. It raises Refused
# for a declaration that would be refused whole.
NotesOf = Callable[[Declaration], Iterable[WrongValue]]
# Takes the good rows of a declaration into the books, all or nothing. It raises Refused or
# CouldNotBeDone when nothing is booked.
Book = Callable[[Declaration], object]
_MOST_NOTES = 20


@dataclass(frozen=True)
class Asked:
    """What was asked for: which file, for which municipality by its code, and how."""

    file: Path
    municipality: str
    report: Path | None = None
    dry_run: bool = False


def import_declaration(asked: Asked, *, notes_of: NotesOf, book: Book) -> None:
    """Check a declaration, write the report, book the good rows, and say how many rows are good.

    With `dry_run` nothing is booked, and what is not known here is told as notes. Leaves with 1
    when a row is wrong; raises CouldNotBeDone when nothing of the file can be taken.
    """
    with in_words(asked.file), report_of(asked.file, asked.report) as report:
        with filling(report, asked.file, asked.report):
            declaration = read_declaration(asked.file, municipality=asked.municipality)
            for row in declaration.rows:
                report.add(row.faults)
            notes = tuple(notes_of(declaration)) if asked.dry_run else ()
        if not asked.dry_run:
            with refusing(asked.file, asked.report):
                book(declaration)
    _tell_notes(notes)
    tell(len(declaration.rows), declaration.bad, report, asked.report)
    if declaration.bad:
        sys.exit(1)


def _tell_notes(notes: tuple[WrongValue, ...]) -> None:
    for note in notes[:_MOST_NOTES]:
        click.echo(f"let op: {as_sentence(note)}", err=True)
    if len(notes) > _MOST_NOTES:
        click.echo(f"let op: en nog {len(notes) - _MOST_NOTES} andere", err=True)
