# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen extracts validate` and `load` share, in a file of its own: this needs numpy."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from meedoen.commands.reporting import filling, in_words, report_of, tell
from meedoen.interop.extracts.examining import Examined, Take, examine
from meedoen.interop.extracts.profiles import Profile, read_profile
from meedoen.interop.extracts.reporting import Report
from meedoen.interop.findings import Refused, UnknownHeadings
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm


class Supplies(Protocol):
    """Who supplies a file: how they write, and what is to be done with headings nobody knows."""

    def profile(self) -> Profile:
        """Give how they write, as far as it is remembered."""

    def note(self, headings: Sequence[str]) -> str:
        """Let headings wait that nobody knows, and say where to tell what they are."""


def validate_file(
    key: str,
    file: Path,
    year: int,
    profile_file: Path | None,
    report_file: Path | None,
    schemas: Path | None,
    supplier: Supplies | None = None,
) -> None:
    """Check a file of a source, write the report, and say how many rows are good.

    Leaves with 1 when a row is wrong; raises CouldNotBeDone when nothing of the file can be taken.
    """
    asked = examine_file(key, file, year, profile_file, report_file, schemas, supplier=supplier)
    with asked as (outcome, report):
        pass
    tell(outcome.rows, outcome.bad, report, report_file)
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
    supplier: Supplies | None = None,
    keep: bool = False,
) -> Iterator[tuple[Examined, Report]]:
    """Check a file of a source; the report is written when what is done with it goes well, or not.

    `admit` and `take` as `examine` has them; a `supplier` takes the place of a profile. With `keep`
    the report that is given has all its lines, as long as this goes on. Raises CouldNotBeDone when
    nothing of the file can be taken, or the report cannot be written.
    """
    with (
        in_words(file),
        report_of(file, report_file, profile_file, schemas, keep=keep) as report,
    ):
        with filling(report, file, report_file), _noting(supplier):
            outcome = examine(
                file, source=source(key), year=year, profile=_profile(profile_file, supplier),
                schemas=schemas, tell=report.add, tell_late=report.add_late, admit=admit, take=take,
            )  # fmt: skip
        yield outcome, report


def _profile(profile_file: Path | None, supplier: Supplies | None) -> Profile:
    if supplier is not None:
        return supplier.profile()
    return read_profile(profile_file.read_bytes()) if profile_file else Profile()


@contextmanager
def _noting(supplier: Supplies | None) -> Iterator[None]:
    """Let headings wait that nobody knows, and say so where the file is refused for them."""
    try:
        yield
    except UnknownHeadings as unknown:
        if supplier is None:
            raise
        told = f"{unknown}. {supplier.note(unknown.headings)}"
        raise Refused(told, unknown.findings) from unknown
