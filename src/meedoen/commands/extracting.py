# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen extracts validate` and `load` share, in a file of its own: this needs numpy."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from meedoen.commands.reporting import in_words, report_of, tell
from meedoen.interop.extracts.examining import Examined, Take, examine
from meedoen.interop.extracts.profiles import Profile, read_profile
from meedoen.interop.extracts.reporting import Report
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
) -> Iterator[tuple[Examined, Report]]:
    """Check a file of a source; the report is written when what is done with it goes well, or not.

    `admit` and `take` as `examine` has them. Raises CouldNotBeDone when nothing of the file can be
    taken, or the report cannot be written.
    """
    with in_words(file):
        with report_of(file, report_file, profile_file, schemas) as report:
            profile = read_profile(profile_file.read_bytes()) if profile_file else Profile()
            outcome = examine(
                file, source=source(key), year=year, profile=profile, schemas=schemas,
                tell=report.add, tell_late=report.add_late, admit=admit, take=take,
            )  # fmt: skip
        yield outcome, report
