# SPDX-License-Identifier: EUPL-1.2
"""What commands that check a file share: its report, and what is said of it."""

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO

import click

from meedoen.commands import CouldNotBeDone
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.whole_file import is_same, write_together
from meedoen.interop.extracts.reporting import Report, as_sentence
from meedoen.interop.findings import Refused


@contextmanager
def report_of(
    file: Path, report_file: Path | None, *also_read: Path | None, keep: bool = False
) -> Iterator[Report]:
    """Give where what is found in a file is gathered; with `keep` all its lines can be read.

    Raises CouldNotBeDone for a report that would be written over what is read, or where there is no
    folder.
    """
    _refuse_to_lose(report_file, file, *also_read)
    with _kept_for(keep or report_file is not None) as kept:
        yield Report(kept)


@contextmanager
def filling(report: Report, file: Path, report_file: Path | None) -> Iterator[None]:
    """Write the report when all is found, or what refused the file; raises CouldNotBeDone then."""
    with refusing(file, report_file):
        yield
    # Who made the file must see what is wrong, also when nothing of it is used.
    if report_file is not None:
        write_together({report_file: report.lines()})


@contextmanager
def refusing(file: Path, report_file: Path | None) -> Iterator[None]:
    """Say that a file is refused whole, and write what for; raises CouldNotBeDone then."""
    try:
        yield
    except Refused as refused:
        _write_what_was_found(refused, report_file)
        raise CouldNotBeDone(f"{file.name}: {refused}") from refused


@contextmanager
def in_words(file: Path) -> Iterator[None]:
    """Say what the system or the database could not do; raises CouldNotBeDone then."""
    try:
        yield
    except DatabaseTrouble as error:
        raise CouldNotBeDone(f"{error} So nothing is written.") from error
    except OSError as error:
        place = error.filename or file
        raise CouldNotBeDone(f"{place}: {error.strerror}, so nothing is written") from error


def _refuse_to_lose(report_file: Path | None, *all_read: Path | None) -> None:
    """Refuse to write over what is read, and where there is no folder."""
    if report_file is None:
        return
    if not report_file.parent.is_dir():
        raise CouldNotBeDone(f"--report {report_file}: there is no folder {report_file.parent}")
    for read in filter(None, all_read):
        if is_same(report_file, read) or _is_read_within(report_file, read):
            raise CouldNotBeDone(f"--report {report_file}: this is what is read")


def _is_read_within(file: Path, folder: Path) -> bool:
    """Tell whether a file is there already, as a message or a schema of a folder that is read."""
    led_to = file.resolve()
    return (
        led_to.suffix.lower() in (".xml", ".xsd")
        and led_to.is_file()
        and led_to.is_relative_to(folder.resolve())
    )


def _kept_for(asked: bool) -> AbstractContextManager[IO[bytes] | None]:
    """Make a file without a name for findings, where they are asked for: nothing of it stays."""
    return tempfile.TemporaryFile() if asked else nullcontext()


def _write_what_was_found(refused: Refused, report_file: Path | None) -> None:
    if report_file is not None and refused.findings:
        with tempfile.TemporaryFile() as kept:
            report = Report(kept)
            report.add(refused.findings)
            write_together({report_file: report.lines()})


def tell(rows: int, bad: int, report: Report, report_file: Path | None) -> None:
    """Say the first findings, and how many rows are good."""
    for finding in report.first:
        click.echo(as_sentence(finding), err=True)
    if report.number > len(report.first):
        where = f"; alles staat in {report_file}" if report_file else "; --report schrijft alles op"
        click.echo(f"… en nog {report.number - len(report.first)}{where}", err=True)
    click.echo(f"rows={rows} good={rows - bad} bad={bad}")
