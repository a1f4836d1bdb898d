# SPDX-License-Identifier: EUPL-1.2
"""The folder of a municipality in which what was loaded is kept: names, turns, and sweeping (pure).

Only who loads and the worker may open it. A file that no load names is what somebody who was killed
left behind. What was wrong with a file lies there for some weeks, until somebody mended it.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from meedoen.database.whole_file import whole_or_not
from meedoen.monitor.snapshots import CountedRows, PersonRows, write_rows

_LEFT_BEHIND = timedelta(hours=1)
_NAME = re.compile(r"(?P<of>[a-z_]+-[0-9]{4})-[0-9a-f]{16}\.parquet|\.[0-9a-f]{16}\.part")
_REPORT = re.compile(r"(?P<of>[a-z_]+-[0-9]{4})-[a-p]{16}-fouten\.csv")
# Its name is said to whoever loads, and figures on end in it could be masked as a bsn.
_AS_LETTERS = str.maketrans("0123456789", "ghijklmnop")
ADDRESSES = "addresses.parquet"


class Busy(Exception):
    """Somebody else loads for this municipality now."""


class Shelf:
    """What is kept of a municipality."""

    def __init__(self, folder: Path, municipality: str) -> None:
        """Take the folder of the monitor, and the municipality by its code."""
        self.folder = folder / municipality

    @contextmanager
    def in_turn(self) -> Iterator[None]:
        """Keep others from loading for this municipality meanwhile; who is killed lets go.

        Raises Busy when another does, and OSError when the folder cannot be made.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as taken:
                raise Busy from taken
            yield
        finally:
            os.close(lock)

    def keep(self, rows: PersonRows | CountedRows, *, source: str, year: int) -> str:
        """Write a snapshot under a name that none has, and give the name. Raises OSError."""
        name = f"{source}-{year}-{secrets.token_hex(8)}.parquet"
        write_rows(self.folder, name, rows)
        return name

    def keep_report(self, lines: Iterable[bytes], *, source: str, year: int) -> Path:
        """Write what was wrong with a file for its owner alone, in the place of that of before.

        It goes by itself (`forget_reports`). Raises DatabaseTrouble when it cannot be written.
        """
        apart = secrets.token_hex(8).translate(_AS_LETTERS)
        report = self.folder / f"{source}-{year}-{apart}-fouten.csv"
        with whole_or_not(report, overwrite=False) as opened:
            opened.writelines(lines)
        self.drop_reports(source=source, year=year, but=report)
        return report

    def drop_reports(self, *, source: str, year: int, but: Path | None = None) -> None:
        """Take away what was wrong with earlier files of a source and year, but for one."""
        for file, about in _reports(self.folder):
            if about == f"{source}-{year}" and file != but:
                file.unlink(missing_ok=True)

    def drop(self, name: str) -> None:
        """Take a file away, if it is there."""
        (self.folder / name).unlink(missing_ok=True)

    def sweep(self, *, kept: Collection[str], source: str, year: int, at: datetime) -> int:
        """Take away what no load names; gives how many files went.

        That is of this source and year, and all that lies there for an hour.
        """
        gone = 0
        for file in list(self.folder.iterdir()):
            found = _NAME.fullmatch(file.name)
            if found is None or file.name in kept:
                continue
            try:
                age = at.timestamp() - file.stat().st_mtime
                if found["of"] == f"{source}-{year}" or age > _LEFT_BEHIND.total_seconds():
                    file.unlink()
                    gone += 1
            except FileNotFoundError:
                # Another took it away meanwhile.
                continue
        return gone


def forget_reports(folder: Path, *, at: datetime, days: int) -> int:
    """Take away the reports of faults of every municipality that are so many days old.

    Gives how many went; one that cannot go now goes the next time.
    """
    gone = 0
    for shelf in folder.iterdir() if folder.is_dir() else ():
        for file, _ in _reports(shelf):
            with suppress(OSError):
                if at.timestamp() - file.stat().st_mtime >= timedelta(days=days).total_seconds():
                    file.unlink()
                    gone += 1
    return gone


def _reports(folder: Path) -> Iterator[tuple[Path, str]]:
    """Give the reports of faults in a folder, with the source and year that each is about."""
    for file in list(folder.iterdir()) if folder.is_dir() else ():
        if found := _REPORT.fullmatch(file.name):
            yield file, found["of"]
