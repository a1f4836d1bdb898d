# SPDX-License-Identifier: EUPL-1.2
"""The main process of a server, as its data folder and the system tell of it.

A server that was killed may leave processes that go on without it, and a file with a number that
another program has by now. Both keep the next one from starting, and nobody should have to look.
"""

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FILE = "postmaster.pid"
# PostgreSQL's own words for how far a server is (`PM_STATUS_…` in its source).
READY, STARTING = "ready", "starting"
_PROCESSES = Path("/proc")
_STATUS_LINE = 7


@dataclass(frozen=True)
class Postmaster:
    """The main process of a server: its number and how far it is, in PostgreSQL's own word."""

    pid: int
    status: str

    @property
    def is_ready(self) -> bool:
        """Whether it lets people in."""
        return self.status == READY


def read_postmaster(text: str) -> Postmaster | None:
    """Read the file that a server keeps of itself; None for one that is not whole yet."""
    lines = text.splitlines()
    if not lines or not lines[0].lstrip("-").isdigit():
        return None
    status = lines[_STATUS_LINE].strip() if len(lines) > _STATUS_LINE else STARTING
    return Postmaster(abs(int(lines[0])), status)


def postmaster_of(data: Path) -> Postmaster | None:
    """Give the main process that runs on this data folder; None when none does."""
    try:
        found = read_postmaster((data / FILE).read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    return found if found and _is_on(found.pid, data) else None


def _is_on(pid: int, data: Path) -> bool:
    if _PROCESSES.is_dir():
        return pid in processes_on(data)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def processes_on(data: Path) -> set[int]:
    """Give the numbers of PostgreSQL's processes that work in this data folder."""
    folder = os.path.realpath(data)
    return {
        int(process.name)
        for process in _PROCESSES.glob("[0-9]*")
        if _works_in(process, folder) and _is_postgres(process)
    }


def _works_in(process: Path, folder: str) -> bool:
    try:
        return os.readlink(process / "cwd") == folder
    except OSError:
        # It ended, or is of somebody else.
        return False


def _is_postgres(process: Path) -> bool:
    try:
        return (process / "comm").read_text(encoding="utf-8").startswith("postgres")
    except OSError:
        return False


def take_away_leftovers(data: Path, sockets: Path, *, patience: float = 10.0) -> None:
    """Take away what a server that was killed left, so that the next can start; data stays.

    For whoever is the only one to start a server here. A process whose main one is gone can promise
    nobody anything any more. Does nothing while a server runs.
    """
    if not _PROCESSES.is_dir() or postmaster_of(data) is not None:
        return
    until = time.monotonic() + patience
    while left := processes_on(data):
        for pid in left:
            _kill(pid)
        if time.monotonic() > until:
            return
        time.sleep(0.02)
    # PostgreSQL removes these itself, unless another program has the number by now.
    for file in (data / FILE, *sockets.glob(".s.PGSQL.*")):
        file.unlink(missing_ok=True)


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
