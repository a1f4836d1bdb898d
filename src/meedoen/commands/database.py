# SPDX-License-Identifier: EUPL-1.2
"""`meedoen database`: the embedded server, its schema and its roles."""

import os
import shlex
import signal
import subprocess
import sys
from contextlib import suppress

import click
import psycopg
from django.conf import settings

from meedoen.commands import CouldNotBeDone, set_up_without_settings
from meedoen.commands.backup import backup, restore, verify
from meedoen.commands.upgrade import migrate, upgrade
from meedoen.database import embedded, roles, server, throwaway
from meedoen.database.ahead import refuse_a_newer_database
from meedoen.database.binaries import known_programs
from meedoen.database.caretaker import Care
from meedoen.database.errors import DatabaseTrouble
from meedoen.environment import PRODUCTION, choose_settings


@click.group()
def database() -> None:
    """The database: start, upgrade, back up, restore, reset."""


for command in (backup, restore, verify, upgrade, migrate):
    database.add_command(command)


@database.command()
def start() -> None:
    """Start the embedded server, making its data folder when there is none."""
    ran = server.is_running(embedded.embedded_server())
    embedded.make_ready()
    try:
        _refuse_newer_data()
    except DatabaseTrouble:
        if not ran:
            server.stop(embedded.embedded_server())
        raise
    click.echo(f"The database runs; its data is in {embedded.embedded_server().data}.")


def _refuse_newer_data() -> None:
    """Look as the owner, with settings that ask nothing: which migrations there are is in code."""
    set_up_without_settings()
    with psycopg.connect(embedded.address_for(roles.OWNER)) as there, there.cursor() as cursor:
        refuse_a_newer_database(cursor)


@database.command()
def stop() -> None:
    """Stop the embedded server."""
    here = embedded.embedded_server()
    _refuse_while_served(here)
    server.stop(here)
    click.echo("The database has stopped.")


def _refuse_while_served(here: server.Server) -> None:
    """Leave alone what somebody looks after, who would start it again."""
    served = Care(here.data).told()
    if served is not None:
        raise CouldNotBeDone(
            f"`meedoen serve` (process {served.pid}, port {served.port}) serves this data now, so "
            "nothing was done; stop that first, with Ctrl+C."
        )


# Who somebody asks to be → the role of that name in the database.
_ROLES = {"admin": server.ADMIN, "owner": roles.OWNER, "web": roles.WEB, "worker": roles.WORKER}


@database.command()
@click.option(
    "--as", "who", type=click.Choice(list(_ROLES)), required=True, help="Whose address; see above."
)
def url(who: str) -> None:
    """Print the address of the embedded database, with the password of a role in it.

    \b
    admin   administers the server: a superuser, whom nothing in it stops
    owner   owns the tables and migrates; row-level security does not hold for it
    web     serves the pages: owns nothing, and sees no rows without a context
    worker  does the long work: its queue and the laboratory, and no dossier

    Whoever may read the data folder may ask. There is no such address in production, nor of the
    database that DATABASE_URL names.
    """
    _refuse_for_another_database()
    here = embedded.embedded_server()
    click.echo(here.address_with_password(role=_ROLES[who], database=embedded.NAME))
    if not server.is_running(here):
        click.echo("The database does not run now. Start it: meedoen database start", err=True)


def _refuse_for_another_database() -> None:
    if "DATABASE_URL" in os.environ:
        raise CouldNotBeDone(
            "DATABASE_URL is set, so the embedded database is not used; ask whoever administers "
            "that other one. For the address of the embedded one, leave DATABASE_URL out."
        )
    choose_settings()
    production = os.environ["DJANGO_SETTINGS_MODULE"] == f"meedoen.settings.{PRODUCTION}"
    if production or not settings.DEMONSTRATION:
        raise CouldNotBeDone(
            "This is production, where there is no embedded database and no password is told. "
            "For that of the demonstration, set MEEDOEN_ENVIRONMENT=development."
        )


@database.command()
def programs() -> None:
    """List each PostgreSQL that will do, version and folder; MEEDOEN_PG_BIN chooses another."""
    for found in known_programs():
        click.echo(f"{found.major}\t{found.folder}")


@database.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(yes: bool) -> None:
    """Throw the embedded database and all that is in it away."""
    here = embedded.embedded_server()
    _refuse_while_served(here)
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
