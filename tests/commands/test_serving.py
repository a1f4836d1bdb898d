# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen serve` starts comes back when it is killed, and goes when `meedoen serve` goes.

On a real server with data of its own; each part is killed as the system kills it.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from meedoen.database import server
from meedoen.database.binaries import find_programs
from tests.commands.alive import (
    DATABASE,
    WEB,
    WORKER,
    Serving,
    children_of,
    commands,
    kill,
    status,
    wait_for,
)
from tests.commands.writer import STORY, Visitor
from tests.database.folders import folder_for_all

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="who is whose child is read from /proc"
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder with the data of a demonstration, once it was served."""
    with folder_for_all("meedoen-serving-") as made:
        yield made
        server.stop(server.plan_server(find_programs(), made / "postgres"))


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[list[Serving]]:
    """What was begun in these tests; whatever still runs at the end is stopped."""
    begun: list[Serving] = []
    yield begun
    for each in begun:
        if each.is_there():
            each.stop(signal.SIGTERM)


@pytest.fixture
def served(folder: Path, running: list[Serving]) -> Serving:
    """One that serves, the same for each test that leaves it there."""
    there = [each for each in running if each.is_there()]
    if not there:
        there = [Serving.begin(folder)]
        running += there
    return there[0].wait_until_ready()


@pytest.fixture
def beside(folder: Path, served: Serving, running: list[Serving]) -> Serving:
    """A second one on another port, on the same data."""
    second = Serving.begin(folder)
    running.append(second)
    return second.wait_until_ready()


def test_database_web_and_worker_are_its_own_children(served: Serving, folder: Path) -> None:
    parts = children_of(served.process.pid).values()
    for wanted in (f"{DATABASE} {folder / 'postgres'}", WEB, WORKER):
        assert [wanted in part for part in parts].count(True) == 1, wanted
    assert len(served.web_workers()) == 2


def test_a_home_folder_that_cannot_be_written_is_no_trouble(served: Serving) -> None:
    assert "Control server error" not in served.said()
    assert "'/sys/" not in served.said()


@pytest.mark.parametrize(
    ("part", "name"), [(DATABASE, "database"), (WEB, "web server"), (WORKER, "worker")]
)
def test_a_part_that_was_killed_comes_back_and_one_line_says_so(
    served: Serving, part: str, name: str
) -> None:
    before = served.part(part)
    assert before is not None
    kill(before)
    wait_for(lambda: served.part(part) not in (None, before), f"another {name}")
    wait_for(served.answers, "pages answer")
    (line,) = [line for line in served.said().splitlines() if f"(process {before}) ended" in line]
    assert f"The {name} (process {before}) ended by signal 9 (SIGKILL); started again" in line
    assert line.startswith("20")
    assert status(served.port, "/") == 200


def test_a_web_worker_that_was_killed_comes_back(served: Serving) -> None:
    first, _ = served.web_workers()
    kill(first)
    wait_for(
        lambda: len(served.web_workers()) == 2 and first not in served.web_workers(), "two again"
    )
    assert f"Worker (pid:{first})" in served.said()
    assert served.answers()


def test_what_belongs_to_it_is_not_stopped_or_thrown_away_by_hand(
    served: Serving, folder: Path
) -> None:
    told = {
        **os.environ, "MEEDOEN_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "meedoen.settings.development",
    }  # fmt: skip
    told.pop("DATABASE_URL", None)
    for words in (["stop"], ["reset", "--yes"]):
        done = subprocess.run(
            [sys.executable, "-m", "meedoen", "database", *words],
            env=told, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert f"`meedoen serve` (process {served.process.pid}, port {served.port})" in done.stderr
    assert served.answers()


def test_a_second_on_the_same_port_is_refused_and_harms_nothing(
    served: Serving, folder: Path
) -> None:
    parts = set(children_of(served.process.pid))
    second = Serving.begin(folder, served.port)
    assert second.process.wait(timeout=240) == 2
    assert f"Port {served.port} is in use by" in second.said()
    assert f"(process {served.process.pid})" in second.said()
    assert "http://" not in second.said()
    assert served.answers()
    assert parts <= set(children_of(served.process.pid))


def test_a_second_that_stops_leaves_the_first_its_database(
    served: Serving, beside: Serving
) -> None:
    assert beside.part(DATABASE) is None
    database = served.part(DATABASE)
    assert beside.stop() == 0
    assert served.part(DATABASE) == database
    assert status(served.port, "/") == 200


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_first_that_stops_leaves_its_database_to_the_second(
    served: Serving, beside: Serving, sent: signal.Signals
) -> None:
    served.stop(sent)
    wait_for(lambda: beside.part(DATABASE), "the second has the database")
    wait_for(beside.answers, "the second answers")
    assert status(beside.port, "/") == 200
    assert "this one does so from now on" in beside.said()


def test_when_it_is_killed_nothing_of_it_is_left_and_the_next_start_works(
    served: Serving, folder: Path, running: list[Serving]
) -> None:
    family = served.family()
    assert len(family) >= 5
    kill(served.process.pid)
    served.process.wait()
    again = Serving.begin(folder, served.port)
    running.append(again)
    again.wait_until_ready()
    wait_for(lambda: not family & set(commands()), "all that it started is gone")
    assert again.stop(signal.SIGTERM) == 0
    assert server.is_running(server.plan_server(find_programs(), folder / "postgres")) is False


def test_it_starts_after_everything_was_killed_at_once(
    served: Serving, running: list[Serving], folder: Path
) -> None:
    """Backends that go on without their main process, and a number that is another's by now."""
    everything = [served.process.pid, *served.family()]
    for pid in everything:
        # Some go by themselves as soon as their parent is gone.
        with suppress(ProcessLookupError):
            kill(pid)
    served.process.wait()
    lines = (folder / "postgres" / "postmaster.pid").read_text().splitlines()
    (folder / "postgres" / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))
    again = Serving.begin(folder, served.port)
    running.append(again)
    again.wait_until_ready()
    assert status(again.port, "/") == 200


def test_two_web_servers_on_different_ports_share_sessions(
    served: Serving, beside: Serving
) -> None:
    visitor = Visitor(served.port)
    visitor.post(STORY, visitor.get(STORY), words="Ik wil leren zwemmen", go="next")
    assert "Ik wil leren zwemmen" in visitor.get(STORY)
    assert "Ik wil leren zwemmen" in visitor.at(beside.port).get(STORY)
