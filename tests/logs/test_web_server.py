# SPDX-License-Identifier: EUPL-1.2
"""gunicorn itself, started as the papers say: its faults are safe lines too."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.logs.keeping import CANARY

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A gunicorn on a socket of its own; gives that socket and the file of its log."""
    door, log = tmp_path / "door", tmp_path / "log"
    logger = ["--logger-class", "meedoen.logs.web_server.SafeLogger"]
    command = [sys.executable, "-m", "gunicorn", "tests.logs.broken_server", *logger]
    with (
        log.open("w") as written,
        subprocess.Popen([*command, "--bind", f"unix:{door}"], cwd=ROOT, stderr=written) as server,
    ):
        until = time.monotonic() + PATIENCE
        while "Booting worker" not in log.read_text() and time.monotonic() < until:
            time.sleep(0.1)
        yield door, log
        server.terminate()


def ask(door: Path, request: str) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE)
        line.connect(str(door))
        line.sendall(request.encode())
        while line.recv(4096):
            pass


def test_what_the_web_server_catches_is_written_without_what_was_asked(
    served: tuple[Path, Path],
) -> None:
    door, log = served
    ask(door, f"GET /{CANARY}/?q={CANARY} HTTP/1.0\r\nX-Name: {CANARY}\r\n\r\n")
    ask(door, f"GET /{CANARY} {CANARY}\r\n\r\n")
    until = time.monotonic() + PATIENCE
    while '"faults"' not in log.read_text() and time.monotonic() < until:
        time.sleep(0.1)
    lines = [json.loads(one) for one in log.read_text().splitlines()]
    (broken,) = [one for one in lines if "faults" in one]
    assert any("broken_server.py" in frame for frame in broken["faults"][0]["frames"])
    assert any("Listening at" in one.get("says", "") for one in lines)
    assert CANARY not in log.read_text()
