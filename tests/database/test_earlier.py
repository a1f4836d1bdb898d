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
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from meedoen.database.roles import WEB
from meedoen.privacy import row_security

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


# What is of a resident, in the order in which it can be copied.
_HERS = (
    "privacy_compartment", "privacy_grant", "privacy_returnkey", "residents_resident",
    "residents_fragment", "residents_fact", "residents_toldcapacity", "plans_choice", "plans_plan",
    "plans_step",
)  # fmt: skip
# How a column of a copy differs: it belongs to the copied resident.
_COPIED = {
    "id": "id + n * 100000",
    "compartment_id": "compartment_id + n * 100000",
    "plan_id": "plan_id + n * 100000",
    "subject": "md5(subject::text || n)::uuid",
    "resident_id": "md5(resident_id::text || n)::uuid",
    "digest": "md5(digest || n) || md5(n || digest)",
}
# What a later version keeps otherwise, on purpose: hashes of passwords, sealed (ADR 0025).
_KEPT_OTHERWISE = {("accounts_account", "password")}
Connection = psycopg.Connection[tuple[object, ...]]


def grow(connection: Connection, times: int) -> None:
    """Let there be so many times the residents, each with all that is of her."""
    for table in _HERS:
        names = columns(connection, "public", table)
        copied = ", ".join(_COPIED.get(name, name) for name in names)
        connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}) "
            f"SELECT {copied} FROM {table}, generate_series(1, {times - 1}) n".encode()
        )


def columns(connection: Connection, schema: str, table: str) -> list[str]:
    found = connection.execute(
        "SELECT quote_ident(column_name) FROM information_schema.columns "
        "WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position",
        [schema, table],
    )
    return [str(name) for (name,) in found.fetchall()]


def put_by(connection: Connection) -> None:
    """Keep each table as it is now in a schema of its own."""
    connection.execute("CREATE SCHEMA before")
    for table in counted(connection):
        connection.execute(f"CREATE TABLE before.{table} AS TABLE public.{table}".encode())


def compared(connection: Connection) -> dict[str, tuple[list[str], int]]:
    """Of each table that was put by: which columns stayed, and how many rows differ in them."""
    found = {}
    kept = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'before'")
    for table in [str(name) for (name,) in kept.fetchall()]:
        now = MOVED.get(table, table)
        stayed = [
            name
            for name in columns(connection, "before", table)
            if name in columns(connection, "public", now) and (table, name) not in _KEPT_OTHERWISE
        ]
        one, other = (f"SELECT {', '.join(stayed)} FROM {t}" for t in (f"before.{table}", now))
        asked = f"SELECT count(*) FROM ({one} EXCEPT ALL {other}) gone"
        row = connection.execute(asked.encode()).fetchone()
        assert row is not None
        found[table] = (stayed, int(str(row[0])))
    return found


def test_a_thousand_residents_of_an_earlier_day_come_along_word_for_word(earlier: str) -> None:
    with psycopg.connect(earlier) as connection:
        grow(connection, 125)
        put_by(connection)
        before = counted(connection)
        words = columns(connection, "public", "residents_fragment")
    assert before["residents_resident"] == (1_000,)
    migrated(earlier, "meedoen", "database", "upgrade")
    with psycopg.connect(earlier) as connection:
        after = counted(connection)
        found = compared(connection)
        connection.execute("UPDATE residents_fragment SET words = words || '!' WHERE id = 100001")
        seen = compared(connection)["residents_fragment"][1]
    assert {name: after.get(MOVED.get(name, name)) for name in before} == before
    assert found["residents_fragment"][0] == words
    assert {table: differ for table, (_, differ) in found.items() if differ} == {}
    assert seen == 1, "a word that was lost would have been seen"


def test_a_database_of_an_earlier_day_comes_up_to_date_and_loses_nothing(earlier: str) -> None:
    with psycopg.connect(earlier, autocommit=True) as connection:
        before = counted(connection)
    assert before["residents_resident"] != (0,)
    for _ in range(2):
        migrated(earlier, "meedoen", "database", "upgrade")
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
    every = SOURCE.glob("*/migrations/*.py")
    return sorted(file for file in every if file.name != "__init__.py")


@pytest.mark.parametrize("file", migrations(), ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_a_migration_that_somebody_may_have_run_is_never_edited(file: Path) -> None:
    """Databases out there ran it as it was. Write another migration instead."""
    name = file.relative_to(SOURCE).as_posix()
    line = f"{name} {digest(file)}"
    known = written_down().get(name)
    assert known, f"A new migration: add to tests/database/earlier/migrations.txt the line\n{line}"
    assert known == digest(file), f"{name} was edited; take that back, and write a new migration."


def test_no_migration_disappears_or_gets_another_name() -> None:
    there = {file.relative_to(SOURCE).as_posix() for file in migrations()}
    assert set(written_down()) <= there


# What migrations of before let stand elsewhere: a policy that `row_security` writes for them.
_WRITTEN_FOR_THEM = {
    "guard": "c4a1e515",
    "guarded": "324ef2b3",
    "asked_per_row": "921398aa",
    "asked_by_law": "9a5c56a2",
}


@pytest.mark.parametrize(("maker", "known"), _WRITTEN_FOR_THEM.items())
def test_what_a_migration_lets_another_file_write_stays_what_it_was(maker: str, known: str) -> None:
    """Editing it there edits the migration. Write another function for the next one."""
    makes = getattr(row_security, maker)
    made = [makes("a_table")]
    if maker.startswith("guard"):
        made.append(makes("a_table", whose="plan_id"))
    written = "".join(f"{one.sql}|{one.reverse_sql}" for one in made)
    assert hashlib.sha256(written.encode()).hexdigest()[:8] == known


def test_the_past_of_every_migration_is_told_in_the_list_of_its_room() -> None:
    """A file that Django does not run, because of its name or place, is no migration."""
    ran = {
        f"{app}/migrations/{name}.py"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if type(migration).__module__.startswith("meedoen.")
    }
    assert ran == {file.relative_to(SOURCE).as_posix() for file in migrations()}
