# SPDX-License-Identifier: EUPL-1.2
"""The schema of the database at hand: what it must have before it changes, and what rooms declare.

What every way in shares that brings a database up to date: `serve`, `database upgrade` and
`database restore`. Each works as the owner of the tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import click
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import pq
from psycopg.conninfo import make_conninfo

from meedoen.commands import CouldNotBeDone
from meedoen.database import embedded, roles, server
from meedoen.database.ahead import refuse_a_newer_database
from meedoen.database.guards import GuardedTable, only_readers_refused, pasts, rights
from meedoen.privacy.context import keep_keys


@contextmanager
def at_hand() -> Iterator[None]:
    """Let the embedded server run where that is the database of the settings.

    One that was not running is started, and stopped again. Raises CouldNotBeDone when there is no
    data to start, and DatabaseTrouble when it will not start.
    """
    here = embedded.embedded_server()
    if not is_embedded(here):
        yield
        return
    if not (here.data / "PG_VERSION").exists():
        raise CouldNotBeDone(
            f"There is no database in {here.data} yet. `make run` makes one; to restore a backup "
            "into it: meedoen database restore FILE"
        )
    ran = server.is_running(here)
    embedded.make_ready()
    try:
        yield
    finally:
        connection.close()
        if not ran:
            server.stop(here)


def runs_here() -> bool:
    """Tell whether the database of the settings runs, without starting one."""
    here = embedded.embedded_server()
    return not is_embedded(here) or server.is_running(here)


def is_embedded(here: server.Server) -> bool:
    """Tell whether the settings lead to this embedded server."""
    return connection.get_connection_params().get("host") == str(here.sockets)


def address() -> str:
    """Give the address of the database of the settings, as PostgreSQL's own programs know it."""
    told = connection.get_connection_params()
    words = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    return make_conninfo(**{word: told[word] for word in words & {*told} - {"client_encoding"}})


def bring_up_to_date(*, tell: bool = False) -> None:
    """Run what migrations are left, and let the database do what the rooms declare.

    With `tell`, each migration is said on standard error as it runs.
    """
    call_command("migrate", verbosity=int(tell), no_color=True, stdout=_Aside())
    declare_tables()
    _say_what_is_open()


class _Aside:
    """Where Django says what it does: beside the data of a command."""

    def write(self, words: str) -> None:
        click.echo(words, nl=False, err=True)

    def flush(self) -> None:
        """Nothing waits."""


def refuse_a_newer_one() -> None:
    """Stop where the database at hand is newer than this program. Raises DatabaseTrouble."""
    with connection.cursor() as cursor:
        refuse_a_newer_database(cursor)


def refuse_without_roles() -> None:
    """Stop before anything changes where a role is missing, and say who makes it, and how."""
    asked = (
        "SELECT role FROM unnest(%s::text[]) AS role "
        "WHERE role NOT IN (SELECT rolname FROM pg_roles)"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [[roles.WEB, roles.WORKER]])
        missing = [role for (role,) in cursor.fetchall()]
    if missing:
        made = " ".join(
            f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '…'; "
            f"GRANT {role} TO {roles.OWNER};"
            for role in missing
        )
        raise CouldNotBeDone(
            f"The database has no {' and no '.join(missing)}. Nothing was changed. "
            f"Let the administrator of your PostgreSQL run: {made}"
        )


def _say_what_is_open() -> None:
    """Say what only an administrator can close, where it is open still."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('public', 'lo_create(oid)', 'EXECUTE')")
        (open_still,) = cursor.fetchone()
    if open_still:
        click.echo(
            "Everybody who connects can still make large objects, outside every table and policy. "
            "Let the administrator close them: docs/how-to/install-for-a-municipality.md, step 1.",
            err=True,
        )


def declared_tables() -> list[GuardedTable]:
    """Give the tables that all rooms declare."""
    return [table for room in apps.get_app_configs() for table in getattr(room, "tables", ())]


def declared_rows() -> dict[str, list[tuple[str | date | None, ...]]]:
    """Give what the tables hold that follow a file of a room, by table."""
    rooms = [room for room in apps.get_app_configs() if hasattr(room, "rows")]
    return {table: rows for room in rooms for table, rows in room.rows().items()}


def declare_tables() -> None:
    """Let the database do what the rooms declare, over the connection of the current settings.

    The page role gets its rights, and no others; the past of rows is kept from now on; who only
    reads writes in no dossier; tables that hold what a file says hold just that. The database
    learns the key of this installation's proofs.
    """
    tables = declared_tables()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{rights(tables)}\n{pasts(tables)}\n{only_readers_refused(tables)}")
        for table, rows in declared_rows().items():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            places = ", ".join(["%s"] * len(rows[0])) if rows else ""
            cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608
    keep_keys()
