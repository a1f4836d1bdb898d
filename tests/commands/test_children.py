# SPDX-License-Identifier: EUPL-1.2
"""A child that ends is begun again, slower each time that it ends at once, and nothing spins."""

import subprocess
import sys
import time
from itertools import pairwise

import pytest

from meedoen.commands.children import Kept
from meedoen.database.errors import DatabaseTrouble


def ending(code: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", f"raise SystemExit({code})"])


def staying() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])


def look_until(kept: Kept, begun: list[float], times: int) -> None:
    until = time.monotonic() + 240
    while len(begun) < times:
        kept.look()
        assert time.monotonic() < until
        time.sleep(0.01)


def test_what_ends_at_once_is_begun_again_later_and_later(
    capfd: pytest.CaptureFixture[str],
) -> None:
    begun: list[float] = []

    def begin() -> subprocess.Popen[bytes]:
        begun.append(time.monotonic())
        return ending(3)

    kept = Kept("worker", begin)
    kept.start()
    look_until(kept, begun, 4)
    kept.wait_until_ended()
    between = [after - before for before, after in pairwise(begun[1:])]
    assert between[0] >= 0.5
    assert between[1] >= 1
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all("meedoen serve: The worker (process" in line for line in lines)
    assert all("ended with exit code 3; started again" in line for line in lines)


def test_what_cannot_begin_is_said_and_tried_again(capfd: pytest.CaptureFixture[str]) -> None:
    tried: list[float] = []

    def begin() -> subprocess.Popen[bytes]:
        tried.append(time.monotonic())
        if len(tried) == 2:
            raise DatabaseTrouble("The disk is full.")
        return ending(1) if len(tried) == 1 else staying()

    kept = Kept("database", begin)
    kept.start()
    look_until(kept, tried, 3)
    assert kept.process is not None
    assert "The database does not start: The disk is full." in capfd.readouterr().err
    kept.look()
    kept.put_off()
    assert kept.process is None


def test_a_child_that_does_not_end_when_asked_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meedoen.commands.children.PATIENCE", 0.2)
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); "
    kept = Kept("web server", lambda: subprocess.Popen(
        [sys.executable, "-c", deaf + "time.sleep(600)"], stdout=subprocess.PIPE
    ))  # fmt: skip
    kept.start()
    assert kept.process is not None
    assert kept.process.stdout is not None
    kept.process.stdout.readline()
    kept.ask_to_end()
    kept.wait_until_ended()
    assert kept.process.returncode == -9
    kept.process.stdout.close()
