# SPDX-License-Identifier: EUPL-1.2
"""`meedoen database upgrade` says what it will do and does it; what is newer is left alone."""

import psycopg
import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from meedoen import __version__
from meedoen.commands import demonstration, meedoen
from meedoen.commands.backup import _refuse_newer
from meedoen.database import connected
from meedoen.database.ahead import refuse_a_newer_database, unknown
from meedoen.database.backup_file import NoBackup
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.roles import OWNER, WEB, WORKER

FUTURE = ("plans", "0999_of_a_later_version")


@pytest.fixture
def newer(db: None) -> None:
    """A database that a later version was at work in."""
    MigrationRecorder.Migration.objects.create(app=FUTURE[0], name=FUTURE[1])


@pytest.fixture
def behind(db: None) -> None:
    """A database that did not run the last migration of plans yet."""
    MigrationRecorder.Migration.objects.filter(app="plans", name="0010_disagreeing").delete()


def test_what_this_version_has_and_what_others_replaced_is_known() -> None:
    assert unknown([("plans", "0001_initial"), ("auth", "0001_initial")]) == []
    assert unknown([FUTURE, ("harbours", "0001_initial"), ("plans", "0001_initial")]) == [
        "harbours 0001_initial",
        "plans 0999_of_a_later_version",
    ]


@pytest.mark.parametrize("role", [OWNER, WEB, WORKER])
def test_whoever_starts_sees_that_a_database_is_newer(newer: None, role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        said = rf"newer version of Meedoen than this one \({__version__}\): plans 0999"
        with pytest.raises(DatabaseTrouble, match=said):
            refuse_a_newer_database(cursor)


@pytest.mark.parametrize("role", [OWNER, WEB, WORKER])
def test_one_of_this_version_is_not(db: None, role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        refuse_a_newer_database(cursor)


def test_pages_and_worker_do_not_start_on_it(newer: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ask once at their start, and this is asked there."""
    monkeypatch.setattr(connected, "troubles", lambda *_: iter(()))
    with pytest.raises(DatabaseTrouble, match="newer version"):
        connected.must_be(WEB)


def test_nothing_is_done_to_it(newer: None) -> None:
    for command in (["upgrade"], ["upgrade", "--dry-run"], ["migrate"]):
        done = CliRunner().invoke(meedoen, ["database", *command])
        assert isinstance(done.exception, DatabaseTrouble)
        assert "Nothing was changed" in str(done.exception)
        assert done.output == ""


def test_serve_asks_it_before_it_changes_anything(newer: None) -> None:
    with pytest.raises(DatabaseTrouble, match="newer version"):
        demonstration.make_ready.callback(beside=False)  # type: ignore[misc]


def test_what_is_to_come_is_said_and_not_done(behind: None) -> None:
    done = CliRunner().invoke(meedoen, ["database", "upgrade", "--dry-run"])
    assert done.exit_code == 0, done.output
    assert "Migrations to run: 1\n  plans.0010_disagreeing" in done.output
    assert "Make a backup first: meedoen database backup FILE" in done.output
    assert done.output.endswith("Nothing was changed.\n")
    assert not MigrationRecorder.Migration.objects.filter(name="0010_disagreeing").exists()


def test_when_all_was_done_there_is_nothing_to_do(db: None) -> None:
    for words in (["upgrade", "--dry-run"], ["upgrade"], ["migrate"]):
        done = CliRunner().invoke(meedoen, ["database", *words])
        assert done.exit_code == 0, done.output
        assert "Nothing to do: the schema is that of this version." in done.output


def test_an_upgrade_runs_what_is_left(behind: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[bool] = []
    monkeypatch.setattr(
        "meedoen.commands.upgrade.bring_up_to_date", lambda *, tell: ran.append(tell)
    )
    done = CliRunner().invoke(meedoen, ["database", "upgrade"])
    assert done.exit_code == 0, done.output
    assert ran == [True]


def test_a_backup_of_a_newer_version_is_refused_before_it_is_restored() -> None:
    with pytest.raises(DatabaseTrouble, match="It was made by a newer version"):
        _refuse_newer({"migrations": dict([FUTURE])})
    _refuse_newer({"migrations": {"plans": "0001_initial"}})
    for none in ({}, {"migrations": []}, {"migrations": None}):
        with pytest.raises(NoBackup, match="of which version"):
            _refuse_newer(none)


def test_where_it_cannot_be_read_nothing_is_newer(newer: None) -> None:
    """A database of before this was asked, in which pages could not read it: it is older."""
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE SELECT ON django_migrations FROM {WEB}")
        cursor.execute(f"SET LOCAL ROLE {WEB}")
        refuse_a_newer_database(cursor)


def test_an_empty_database_is_not_newer(server_address: str) -> None:
    empty = server_address.replace("/meedoen?", "/postgres?")
    with psycopg.connect(empty) as there, there.cursor() as cursor:
        refuse_a_newer_database(cursor)
