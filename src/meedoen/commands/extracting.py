# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen extracts validate` and `load` share, in a file of its own: this needs numpy."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO

import click

from meedoen.commands import CouldNotBeDone
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.whole_file import is_same, write_together
from meedoen.interop.extracts.examining import Examined, Take, examine
from meedoen.interop.extracts.profiles import Profile, read_profile
from meedoen.interop.extracts.reporting import Report, as_sentence
from meedoen.interop.findings import Refused
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm


def validate_file(
    key: str,
    file: Path,
    year: int,
    profile_file: Path | None,
    report_file: Path | None,
    schemas: Path | None,
) -> None:
    """Check a file of a source, write the report, and say how many rows are good.

    Leaves with 1 when a row is wrong; raises CouldNotBeDone when nothing of the file can be taken.
    """
    with examine_file(key, file, year, profile_file, report_file, schemas) as (outcome, report):
        pass
    tell(outcome, report, report_file)
    if outcome.bad:
        sys.exit(1)


def let_in(_: SourceForm) -> None:
    """Let a file of any form be read."""


@contextmanager
def examine_file(
    key: str,
    file: Path,
    year: int,
    profile_file: Path | None,
    report_file: Path | None,
    schemas: Path | None,
    *,
    admit: Callable[[SourceForm], None] = let_in,
    take: Take | None = None,
) -> Iterator[tuple[Examined, Report]]:
    """Check a file of a source; the report is written when what is done with it goes well, or not.

    `admit` and `take` as `examine` has them. Raises CouldNotBeDone when nothing of the file can be
    taken, or the report cannot be written.
    """
    _refuse_to_lose(report_file, file, profile_file, schemas)
    try:
        with _kept_for(report_file) as kept:
            report = Report(kept)
            try:
                profile = read_profile(profile_file.read_bytes()) if profile_file else Profile()
                outcome = examine(
                    file, source=source(key), year=year, profile=profile, schemas=schemas,
                    tell=report.add, tell_late=report.add_late, admit=admit, take=take,
                )  # fmt: skip
            except Refused as refused:
                _write_what_was_found(refused, report_file)
                raise CouldNotBeDone(f"{file.name}: {refused}") from refused
            # Who made the file must see what is wrong, also when nothing of it is used.
            if report_file is not None:
                write_together({report_file: report.lines()})
        yield outcome, report
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


def _kept_for(report_file: Path | None) -> AbstractContextManager[IO[bytes] | None]:
    """Make a file without a name for findings, where they are asked for: nothing of it stays."""
    return tempfile.TemporaryFile() if report_file is not None else nullcontext()


def _write_what_was_found(refused: Refused, report_file: Path | None) -> None:
    if report_file is not None and refused.findings:
        with tempfile.TemporaryFile() as kept:
            report = Report(kept)
            report.add(refused.findings)
            write_together({report_file: report.lines()})


def tell(outcome: Examined, report: Report, report_file: Path | None) -> None:
    """Say the first findings, and how many rows are good."""
    for finding in report.first:
        click.echo(as_sentence(finding), err=True)
    if report.number > len(report.first):
        where = f"; alles staat in {report_file}" if report_file else "; --report schrijft alles op"
        click.echo(f"… en nog {report.number - len(report.first)}{where}", err=True)
    click.echo(f"rows={outcome.rows} good={outcome.good} bad={outcome.bad}")
