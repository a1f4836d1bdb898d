# SPDX-License-Identifier: EUPL-1.2
"""What a server says of itself, what a killed one leaves, and who looks after it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from meedoen.database import embedded, made_ready, roles, server
from meedoen.database.binaries import find_programs
from meedoen.database.caretaker import Care, Caretaker, read_caretaker
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.postmaster import FILE, Postmaster, processes_on, read_postmaster
from tests.database.folders import folder_for_all

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
WHOLE = "4711\n/data\n1764379000\n5432\n/sockets\n\n  123 456\n{}   \n"


@pytest.fixture
def folder() -> Iterator[Path]:
    with folder_for_all() as made:
        yield made


@pytest.fixture
def here(folder: Path) -> Iterator[server.Server]:
    found = server.plan_server(find_programs(), folder / "data")
    yield found
    server.remove(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("\n", None),
        ("geen getal\n", None),
        ("4711\n/data\n", Postmaster(4711, "starting")),
        ("-4711\n/data\n", Postmaster(4711, "starting")),
        (WHOLE.format("ready"), Postmaster(4711, "ready")),
        (WHOLE.format("stopping"), Postmaster(4711, "stopping")),
    ],
)
def test_the_file_of_a_server_is_read_however_far_it_is(
    text: str, found: Postmaster | None
) -> None:
    assert read_postmaster(text) == found
    assert found is None or found.is_ready == (found.status == "ready")


@linux_only
def test_a_number_that_is_another_programs_by_now_is_no_server(here: server.Server) -> None:
    here.data.mkdir()
    (here.data / "PG_VERSION").write_text(f"{here.programs.major}\n")
    (here.data / FILE).write_text(WHOLE.format("ready").replace("4711", str(os.getpid())))
    assert not server.is_running(here)


@linux_only
def test_a_child_is_found_used_and_stopped_with_all_written(here: server.Server) -> None:
    child = server.start_as_child(here, settings=("fsync=off",))
    assert child is not None
    assert server.is_running(here)
    assert child.pid in processes_on(here.data)
    assert server.start_as_child(here) is None, "one that runs is used, and is no child"
    assert server.start(here) is False
    server.stop_child(child)
    assert child.returncode == 0
    assert not processes_on(here.data)
    assert not (here.data / FILE).exists()


@linux_only
def test_it_starts_after_a_kill_whose_number_is_another_programs_by_now(
    here: server.Server,
) -> None:
    child = server.start_as_child(here)
    assert child is not None
    address = here.address(role=server.ADMIN, database="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'stap voor stap' AS words")
        # Busy, so that it does not notice by itself that its main process is gone.
        subprocess.Popen(
            [sys.executable, "-c", "import psycopg, sys; psycopg.connect(sys.argv[1]).execute("
             "'SELECT count(*) FROM generate_series(1, 1000000000000)')", address],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while not connection.execute(
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%generate_series%' "
            "AND pid <> pg_backend_pid()"
        ).fetchone():
            pass
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert processes_on(here.data), "its backend goes on without it"
    lines = (here.data / FILE).read_text().splitlines()
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    (here.data / FILE).write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
    again = server.start_as_child(here)
    other.kill()
    other.wait()
    assert again is not None
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT words FROM kept").fetchone() == ("stap voor stap",)
    server.stop_child(again)


@linux_only
def test_a_child_goes_when_its_parent_is_killed(here: server.Server) -> None:
    server.start(here, settings=("fsync=off",))
    server.stop(here)
    start = (
        "import sys, time; from pathlib import Path; from meedoen.database import server; "
        "from meedoen.database.binaries import find_programs; "
        "here = server.plan_server(find_programs(), Path(sys.argv[1])); "
        "print(server.start_as_child(here).pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", start, str(here.data)], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) in processes_on(here.data)
        parent.kill()
    assert server.wait_until_gone(here, seconds=240)
    log = (here.data / "server.log").read_text(encoding="utf-8")
    assert "received fast shutdown request" in log


@pytest.mark.parametrize("place", ["/sys/meedoen", "/proc/meedoen"])
@linux_only
def test_a_folder_that_cannot_be_written_is_one_sentence_with_what_to_do(place: str) -> None:
    here = server.plan_server(find_programs(), Path(place) / "data")
    with pytest.raises(DatabaseTrouble) as said:
        server.start(here)
    assert f"{place} cannot be written" in str(said.value)
    assert "MEEDOEN_DATA=" in str(said.value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("12 8000\n", None),
        ("x 8000 1\n", None),
        ("   12 8000 0\n", Caretaker(12, 8000, False)),
        ("   12 8000 1\n", Caretaker(12, 8000, True)),
    ],
)
def test_what_a_caretaker_says_is_read(text: str, found: Caretaker | None) -> None:
    assert read_caretaker(text) == found


def test_one_looks_after_the_database_and_the_next_when_that_one_leaves(folder: Path) -> None:
    first, second = Care(folder / "data"), Care(folder / "data")
    assert second.told() is None
    assert first.take()
    assert first.take(), "asked twice, it is still the one"
    first.tell(port=8000, ready=False)
    assert not second.take()
    assert second.told() == Caretaker(os.getpid(), 8000, False)
    first.tell(port=8000, ready=True)
    assert second.told() == Caretaker(os.getpid(), 8000, True)
    first.leave()
    assert second.told() is None
    with second as held:
        assert held.take()
        assert held.is_mine
    assert first.take()
    first.leave()


def test_the_database_says_by_which_code_it_was_made_ready(
    here: server.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.start(here, settings=("fsync=off",))
    embedded.furnish(here)
    owner = here.address(role=roles.OWNER, database=embedded.NAME)
    digest = made_ready.digest_of_code(here.passfile)
    assert not made_ready.is_made_ready(owner, digest), "nothing was migrated"
    with psycopg.connect(owner) as connection:
        connection.execute("CREATE TABLE django_migrations (id int)")
        connection.execute("INSERT INTO django_migrations VALUES (1)")
    made_ready.note_made_ready(owner, digest)
    assert made_ready.is_made_ready(owner, digest)
    assert not made_ready.is_made_ready(owner, "of other code")
    monkeypatch.setenv("MEEDOEN_SECRET_KEY", "another")
    assert made_ready.digest_of_code(here.passfile) != digest
    with psycopg.connect(owner) as connection:
        connection.execute("INSERT INTO django_migrations VALUES (2)")
    assert not made_ready.is_made_ready(owner, digest), "something else migrated since"
    server.stop(here)
    assert not made_ready.is_made_ready(owner, digest), "nobody answers"
