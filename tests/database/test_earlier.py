# SPDX-License-Identifier: EUPL-1.2
"""A database of an earlier day comes up to date without losing anything (ADR 0017).

`earlier/` holds dumps of the demonstration as it was made by the product of that day.
"""

import gzip
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from meedoen.database.roles import WEB

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src" / "meedoen"
DUMPS = sorted((HERE / "earlier").glob("*.sql.gz"))
# Rows that went to another room since: from which table, into which (ADR 0019).
MOVED = {"plans_placement": "bookings_placement"}
# What Django itself counts: one row for each migration, model and permission.
_OF_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}


def address_of(name: str, server: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def counted(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, object]:
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        str(name): connection.execute(
            sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(str(name)))
        ).fetchone()
        for (name,) in tables.fetchall()
        if name not in _OF_DJANGO
    }


@pytest.fixture(params=DUMPS, ids=lambda dump: dump.name.split(".")[0])
def earlier(request: pytest.FixtureRequest, server_address: str) -> Iterator[str]:
    """A database as the product of that day left it; its address."""
    text = gzip.decompress(request.param.read_bytes()).decode()
    # Lines with a backslash are for psql, which need not be there.
    text = re.sub(r"^\\.*$", "", text, flags=re.MULTILINE)
    name = f"earlier_{os.getpid()}"
    there = address_of(name, server_address)
    with psycopg.connect(address_of("postgres", server_address), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            with psycopg.connect(there, autocommit=True) as connection:
                connection.execute(text.encode())
            yield there
        finally:
            server.execute(sql.SQL("DROP DATABASE {} (FORCE)").format(sql.Identifier(name)))


def migrated(address: str, *command: str) -> None:
    """Bring that database up to date, or as far as the command says."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", *command],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "meedoen.settings.test",
            "MEEDOEN_ENVIRONMENT": "test",
            "MEEDOEN_TEST_DATABASE_URL": address,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_database_of_an_earlier_day_comes_up_to_date_and_loses_nothing(earlier: str) -> None:
    with psycopg.connect(earlier, autocommit=True) as connection:
        before = counted(connection)
    assert before["residents_resident"] != (0,)
    for _ in range(2):
        migrated(earlier, "meedoen", "database", "migrate")
    with psycopg.connect(earlier, autocommit=True) as connection:
        after = counted(connection)
        assert {name: after.get(MOVED.get(name, name)) for name in before} == before
        ask = "SELECT has_table_privilege(%s, 'history_revision', 'SELECT')"
        assert connection.execute(ask, [WEB]).fetchone() == (True,)
        # What changes from now on has a past; what stood there already is simply there.
        connection.execute("UPDATE plans_step SET done_at = now() WHERE done_at IS NULL")
        kept = connection.execute("SELECT DISTINCT kind FROM history_revision").fetchall()
        assert kept == [("changed",)]


_FREE_THEN = "SELECT id, places - taken FROM catalogue_offer ORDER BY id"
_FREE_NOW = """
    SELECT o.id, o.places - o.taken_elsewhere - count(p.id) FROM catalogue_offer o
    LEFT JOIN bookings_placement p ON p.offer_id = o.id AND p.ended_at IS NULL
    GROUP BY o.id ORDER BY o.id
"""
_KEPT_THEN = """
    SELECT p.id, plan.resident_id, p.compartment_id, p.offer_id, p.reserved_at, p.ended_at
    FROM plans_placement p JOIN plans_plan plan ON plan.id = p.plan_id ORDER BY p.id
"""
_KEPT_NOW = """
    SELECT id, resident_id, compartment_id, offer_id, reserved_at, ended_at
    FROM bookings_placement ORDER BY id
"""
_HAPPENED = """
    INSERT INTO history_revision (at, by, role, "table", "row", kind)
    SELECT now(), 'Vlinder', 'resident', 'plans_placement', id, 'added' FROM plans_placement
"""


def test_places_that_were_kept_move_with_their_numbers_their_past_and_what_was_free(
    earlier: str,
) -> None:
    migrated(earlier, "django", "migrate", "history")
    with psycopg.connect(earlier, autocommit=True) as connection:
        free, kept = (connection.execute(ask).fetchall() for ask in (_FREE_THEN, _KEPT_THEN))
        assert kept
        connection.execute(_HAPPENED)
    migrated(earlier, "meedoen", "database", "migrate")
    with psycopg.connect(earlier, autocommit=True) as connection:
        assert connection.execute(_FREE_NOW).fetchall() == free
        assert connection.execute(_KEPT_NOW).fetchall() == kept
        past = connection.execute(
            'SELECT "row" FROM history_revision WHERE "table" = \'bookings_placement\' '
            'ORDER BY "row"::bigint'
        )
        assert [row for (row,) in past] == [str(pk) for pk, *_ in kept]
        number = connection.execute(
            "SELECT nextval(pg_get_serial_sequence('bookings_placement', 'id'))"
        ).fetchone()
        assert number == (max(pk for pk, *_ in kept) + 1,)


def written_down() -> dict[str, str]:
    lines = (HERE / "earlier" / "migrations.txt").read_text(encoding="ascii").splitlines()
    return dict(line.split() for line in lines)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def migrations() -> list[Path]:
    return sorted(file for file in SOURCE.glob("*/migrations/[0-9]*.py"))


@pytest.mark.parametrize("file", migrations(), ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_a_migration_that_somebody_may_have_run_is_never_edited(file: Path) -> None:
    """Databases out there ran it as it was. Write another migration instead."""
    name = file.relative_to(SOURCE).as_posix()
    line = f"{name} {digest(file)}"
    known = written_down().get(name)
    assert known, f"A new migration: add to tests/database/earlier/migrations.txt the line\n{line}"
    assert known == digest(file), f"{name} was edited; take that back, and write a new migration."


def test_no_migration_disappears() -> None:
    there = {file.relative_to(SOURCE).as_posix() for file in migrations()}
    assert set(written_down()) <= there
