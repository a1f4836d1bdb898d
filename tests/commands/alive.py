# SPDX-License-Identifier: EUPL-1.2
"""A `meedoen serve` that really runs, on a folder and port of its own; for tests that kill."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TypeVar

# A slow laptop that does other things too still gets there; a fault does not.
PATIENCE = 600.0
PROCESSES = Path("/proc")
Found = TypeVar("Found")
# What each part is called in a list of processes.
DATABASE, WEB, WORKER = "postgres -D", "gunicorn meedoen.wsgi", "-m meedoen worker"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(asked: Callable[[], Found], what: str, *, patience: float = PATIENCE) -> Found:
    """Ask until there is an answer, and give it."""
    until = time.monotonic() + patience
    while not (found := asked()):
        assert time.monotonic() < until, f"not within {patience:.0f} s: {what}"
        time.sleep(0.05)
    return found


def commands() -> dict[int, tuple[int, str]]:
    """Give each process that runs: its number → that of its parent, and its command."""
    found = {}
    for process in PROCESSES.glob("[0-9]*"):
        try:
            stat = (process / "stat").read_text().rpartition(")")[2].split()
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        except OSError:
            continue
        if stat[0] != "Z":
            found[int(process.name)] = (int(stat[1]), command)
    return found


def children_of(pid: int) -> dict[int, str]:
    return {child: command for child, (parent, command) in commands().items() if parent == pid}


def status(port: int, path: str = "/gezond/") -> int | None:
    """Give with which status a page answers, None when nobody does."""
    asked = HTTPConnection("localhost", port, timeout=20)
    try:
        asked.request("GET", path)
        return asked.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        asked.close()


@dataclass
class Serving:
    """One `meedoen serve`: its process, its port, and the file with what it says."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @classmethod
    def begin(cls, folder: Path, port: int | None = None) -> "Serving":
        port = port or free_port()
        log = folder / f"said-{port}-{time.monotonic_ns()}"
        told = {
            **os.environ,
            "MEEDOEN_DATA": str(folder),
            "MEEDOEN_ENVIRONMENT": "development",
            # A home folder that nobody can write to is no trouble.
            "HOME": "/sys",
            "MEEDOEN_STORIES_OF_AN_ADDRESS": "1000000",
            "MEEDOEN_STORIES_IN_ALL": "1000000",
        }
        for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "MEEDOEN_DATABASE_ROLE"):
            told.pop(name, None)
        command = [sys.executable, "-m", "meedoen", "serve", "--port", str(port)]
        with log.open("wb") as said:
            process = subprocess.Popen(command, env=told, stdout=said, stderr=said)
        return cls(process, port, log)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def is_there(self) -> bool:
        return self.process.poll() is None

    def is_ready(self) -> bool:
        """Whether it said where it is, with all its parts there."""
        assert self.is_there(), self.said()
        return "Stoppen: Ctrl+C" in self.said() and self.answers() and self.part(WORKER) is not None

    def answers(self) -> bool:
        return status(self.port) == 200

    def part(self, command: str) -> int | None:
        """Give the number of the direct child with this in its command."""
        found = [pid for pid, own in children_of(self.process.pid).items() if command in own]
        return found[0] if found else None

    def web_workers(self) -> list[int]:
        return list(children_of(self.part(WEB) or 0))

    def family(self) -> set[int]:
        """Give all that descends from it."""
        found, known = {self.process.pid}, commands()
        for _ in range(4):
            found |= {pid for pid, (parent, _) in known.items() if parent in found}
        return found - {self.process.pid}

    def wait_until_ready(self) -> "Serving":
        wait_for(self.is_ready, "it serves")
        return self

    def stop(self, sent: signal.Signals = signal.SIGINT) -> int:
        """Ask it to stop and give its exit code."""
        self.process.send_signal(sent)
        return self.process.wait(timeout=PATIENCE)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
