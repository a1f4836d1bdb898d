# SPDX-License-Identifier: EUPL-1.2
"""Work in a process of its own gives what it gives, and ends with all that it started."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from meedoen.publication import apart
from meedoen.publication.apart import EndedEarly, FellAway, done_apart
from meedoen.publication.proven import NotSafe


def added(one: int, other: int) -> int:
    return one + other


def not_safe() -> None:
    raise NotSafe("Neem grotere groepen.")


def falls_away() -> None:
    os._exit(3)


def works_long(told: str) -> None:
    """Start a child as a large table does, say its number, and go on."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(told).write_text(f"{os.getpid()} {child.pid}")
    time.sleep(600)


def always() -> bool:
    return True


def is_there(pid: int) -> bool:
    """Whether a process runs; one that is dead and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pids: list[int]) -> bool:
    while any(map(is_there, pids)):
        time.sleep(0.05)
    return True


def test_it_gives_what_the_work_gives_and_raises_what_it_raises() -> None:
    assert done_apart(added, 2, 3, goes_on=always) == 5
    with pytest.raises(NotSafe, match="Neem grotere groepen"):
        done_apart(not_safe, goes_on=always)


def test_a_process_that_ends_without_an_answer_is_said() -> None:
    with pytest.raises(FellAway):
        done_apart(falls_away, goes_on=always)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_when_nobody_waits_any_more_it_ends_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PACE", 0.05)
    told = tmp_path / "pids"
    with pytest.raises(EndedEarly):
        done_apart(works_long, str(told), goes_on=lambda: not (told.exists() and told.read_text()))
    assert gone([int(pid) for pid in told.read_text().split()])


_PARENT = """
import sys
sys.path.insert(0, sys.argv[2])
from meedoen.publication.apart import done_apart
from tests.publication.test_apart import always, works_long
if __name__ == "__main__":
    done_apart(works_long, sys.argv[1], goes_on=always)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_when_the_worker_is_killed_it_goes_too(tmp_path: Path) -> None:
    told, program = tmp_path / "pids", tmp_path / "parent.py"
    program.write_text(_PARENT)
    root = Path(__file__).parents[2]
    parent = subprocess.Popen([sys.executable, str(program), str(told), str(root)])
    try:
        while not (told.exists() and len(told.read_text().split()) == 2):
            assert parent.poll() is None
            time.sleep(0.05)
    finally:
        parent.kill()
        parent.wait()
    assert gone([int(pid) for pid in told.read_text().split()])
