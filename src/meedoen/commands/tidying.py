# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen extracts tidy` does: reports of faults go when they are old."""

from datetime import timedelta
from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.interop.extracts.reporting import HEADER
from meedoen.vocabulary.moment import Moment

_FIRST_LINE = (",".join(HEADER) + "\n").encode()


def tidy(folder: Path, days: int) -> None:
    """Take away the reports in a folder, and in none below it, that are so many days old.

    A report is known by its first line. Raises CouldNotBeDone when one cannot go.
    """
    until = (Moment.now().at - timedelta(days=days)).timestamp()
    gone = 0
    for file in sorted(folder.glob("*.csv")):
        try:
            if file.is_symlink() or not _is_report(file) or file.stat().st_mtime > until:
                continue
            file.unlink()
        except FileNotFoundError:
            # Another took it away meanwhile.
            continue
        except OSError as error:
            raise CouldNotBeDone(
                f"{file}: {error.strerror}; {gone} reports went before it"
            ) from error
        gone += 1
    click.echo(f"reports={gone}")


def _is_report(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(_FIRST_LINE)) == _FIRST_LINE
