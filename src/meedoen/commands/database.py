# SPDX-License-Identifier: EUPL-1.2
"""`meedoen database`: the embedded server, its schema and its roles."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import django
import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from meedoen.commands import use_settings
from meedoen.database import embedded, roles, server
from meedoen.database.binaries import find_programs
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


def declare_tables() -> None:
    """Let the database do what the rooms declare, over the connection of the current settings.

    The page role gets its rights, and no others; the past of rows is kept from now on.
    """
    tables = declared_tables()
    with connection.cursor() as cursor:
        cursor.execute(f"{rights(tables)}\n{pasts(tables)}")


@database.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(yes: bool) -> None:
    """Throw the embedded database and all that is in it away."""
    here = embedded.embedded_server()
    if not yes:
        click.confirm(f"Throw everything in {here.data} away?", abort=True)
    server.remove(here)
    click.echo("The demonstration data is gone. `make run` makes it anew.")


@database.command(
    "test-server",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def test_server(command: tuple[str, ...]) -> None:
    """Run COMMAND with a database server of its own, which is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="meedoen-test-"))
    folder.chmod(0o755)
    here = server.plan_server(find_programs(), folder / "data")
    # Tests can be run again, so the disk need not be waited for.
    # Tests undo what they write. A vacuum in between would find empty tables and let the planner
    # read them row by row while one test fills them: minutes, by chance.
    fast = (
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300",
        "autovacuum=off",
    )  # fmt: skip
    try:
        server.start(here, settings=fast)
        admin = here.address(role=server.ADMIN, database="postgres")
        roles.make_roles(admin)
        roles.make_database(admin, embedded.NAME)
        # Django makes its test databases next to the one called postgres.
        with psycopg.connect(admin, autocommit=True) as server_connection:
            server_connection.execute(f"GRANT CONNECT ON DATABASE postgres TO {roles.OWNER}")
        address = here.address(role=roles.OWNER, database=embedded.NAME)
        code = subprocess.run(  # noqa: S603
            command, env={**os.environ, "MEEDOEN_TEST_DATABASE_URL": address}
        ).returncode
    finally:
        server.remove(here)
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(code)
