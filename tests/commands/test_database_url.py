# SPDX-License-Identifier: EUPL-1.2
"""`meedoen database url`: an address with its password, for whoever may read the data folder."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from meedoen.commands import main
from meedoen.database import embedded, server
from meedoen.database.binaries import find_programs
from tests.database.folders import folder_for_all

ROLES = {
    "admin": "meedoen_admin",
    "owner": "meedoen_owner",
    "web": "meedoen_web",
    "worker": "meedoen_worker",
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder with the data of an embedded database that runs."""
    with folder_for_all("meedoen ü ") as made, pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEEDOEN_DATA", str(made))
        embedded.make_ready()
        yield made
        server.remove(embedded.embedded_server())


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where nothing is set but that the demonstration is asked for."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "meedoen.settings.development")
    return folder


@pytest.mark.parametrize("who", ROLES)
def test_it_prints_one_line_with_which_programs_come_in(
    here: Path, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["database", "url", "--as", who]) == 0
    heard = capsys.readouterr()
    assert heard.out.count("\n") == 1
    assert heard.err == ""
    asked = "SELECT session_user, current_database(), rolsuper FROM pg_roles WHERE rolname = user"
    address = heard.out.strip()
    with psycopg.connect(address) as connection:
        assert connection.execute(asked).fetchone() == (ROLES[who], "meedoen", who == "admin")
    psql = shutil.which("psql") or find_programs().folder / "psql"
    if Path(psql).exists():
        done = subprocess.run(
            [psql, address, "-Atc", "SELECT session_user"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout == f"{ROLES[who]}\n"


def test_the_help_says_what_each_role_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "url", "--help"]) == 0
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines() if line.startswith("  ") and "  " in
            line.strip()][:4] == list(ROLES)  # fmt: skip


def test_nothing_is_told_of_another_database(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://meedoen_owner@localhost/meedoen")
    assert main(["database", "url", "--as", "admin"]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "DATABASE_URL is set" in heard.err


@pytest.mark.parametrize("environment", ["production", "", None])
def test_nothing_is_told_in_production(
    here: Path,
    environment: str | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    monkeypatch.delenv("MEEDOEN_ENVIRONMENT", raising=False)
    if environment is not None:
        monkeypatch.setenv("MEEDOEN_ENVIRONMENT", environment)
    assert main(["database", "url", "--as", "web"]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "This is production" in heard.err


@pytest.mark.parametrize("given", [[], ["--as", "root"], ["--as", ""], ["web"]])
def test_a_role_that_is_not_there_is_refused(
    here: Path, given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["database", "url", *given]) == 2
    assert capsys.readouterr().out == ""


def test_where_no_database_was_made_yet_it_says_how(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEEDOEN_DATA", str(tmp_path))
    assert main(["database", "url", "--as", "web"]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "meedoen database start" in heard.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_who_may_not_read_the_data_folder_is_told_nothing(here: Path) -> None:
    file = embedded.embedded_server().passfile
    refused = subprocess.run(
        ["cat", str(file)], user="daemon", group="daemon", extra_groups=[],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode != 0
    assert refused.stdout == ""
