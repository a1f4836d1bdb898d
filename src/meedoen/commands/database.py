# SPDX-License-Identifier: EUPL-1.2
"""`meedoen database`: the embedded server, its schema and its roles."""

import os
import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import date

import click
import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from meedoen.commands import use_settings
from meedoen.database import embedded, server, throwaway
from meedoen.database.binaries import known_programs
from meedoen.database.guards import GuardedTable, pasts, rights


@click.group()
def database() -> None:
    """The embedded database: start, migrate, reset."""


@database.command()
def start() -> None:
    """Start the embedded server, making its data folder when there is none."""
    embedded.make_ready()
    click.echo(f"The database runs; its data is in {embedded.embedded_server().data}.")


@database.command()
def stop() -> None:
    """Stop the embedded server."""
    server.stop(embedded.embedded_server())
    click.echo("The database has stopped.")


@database.command()
def programs() -> None:
    """List each PostgreSQL that will do, version and folder; MEEDOEN_PG_BIN chooses another."""
    for found in known_programs():
        click.echo(f"{found.major}\t{found.folder}")


@database.command()
def migrate() -> None:
    """Bring the schema up to date as the owner, with what each room declares of its tables."""
    os.environ["MEEDOEN_DATABASE_ROLE"] = "owner"
    use_settings()
    django.setup()
    call_command("migrate", verbosity=0)
    declare_tables()


def declared_tables() -> list[GuardedTable]:
    """Give the tables that all rooms declare."""
    return [table for room in apps.get_app_configs() for table in getattr(room, "tables", ())]


def declared_rows() -> dict[str, list[tuple[str | date | None, ...]]]:
    """Give what the tables hold that follow a file of a room, by table."""
    rooms = [room for room in apps.get_app_configs() if hasattr(room, "rows")]
    return {table: rows for room in rooms for table, rows in room.rows().items()}


def declare_tables() -> None:
    """Let the database do what the rooms declare, over the connection of the current settings.

    The page role gets its rights, and no others; the past of rows is kept from now on; and tables
    that hold what a file says hold just that.
    """
    tables = declared_tables()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{rights(tables)}\n{pasts(tables)}")
        for table, rows in declared_rows().items():
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            places = ", ".join(["%s"] * len(rows[0])) if rows else ""
            cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608


@database.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(yes: bool) -> None:
    """Throw the embedded database and all that is in it away."""
    here = embedded.embedded_server()
    if not yes:
        click.confirm(f"Throw everything in {here.data} away?", abort=True)
    server.remove(here)
    click.echo("The demonstration data is gone. `make run` makes it anew.")


@database.command("test-server", context_settings={"allow_interspersed_args": False})
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
def test_server(command: tuple[str, ...]) -> None:
    """Run COMMAND with a database server of its own, which is gone afterwards.

    Without COMMAND: keep the server until Ctrl+C; the tests of this checkout find it by themselves.
    """
    with throwaway.throwaway_server() as address:
        if not command:
            _keep(address)
            return
        surroundings = {**os.environ, throwaway.ADDRESS: address}
        code = subprocess.run(command, env=surroundings).returncode  # noqa: S603
    sys.exit(code)


def _keep(address: str) -> None:
    """Say where the server for tests is, and wait until somebody stops it."""
    # However it is stopped, in the background or by a terminal that closes: the server goes too.
    for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sent, signal.default_int_handler)
    with throwaway.keeping(address):
        click.echo(
            "A server for tests runs. `pytest` in this checkout finds it by itself; elsewhere:"
        )
        click.echo(f"export {throwaway.ADDRESS}={shlex.quote(address)}")
        click.echo("Stop: Ctrl+C", err=True)
        with suppress(KeyboardInterrupt):
            signal.pause()
