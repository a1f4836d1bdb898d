# SPDX-License-Identifier: EUPL-1.2
"""`meedoen serve`: everything ready, then the product on one address, with one worker beside it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from meedoen.areas.queries import municipalities
from meedoen.commands import CouldNotBeDone
from meedoen.commands.schema import declare_tables, refuse_a_newer_one, refuse_without_roles
from meedoen.database import embedded, server
from meedoen.environment import HOW_TO_LOOK


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port on localhost.")
def serve(port: int) -> None:
    """Make everything ready and serve the demonstration on http://localhost:PORT."""
    if not settings.DEMONSTRATION:
        raise CouldNotBeDone(
            "This makes the demonstration ready and serves it, on your own machine only. A real "
            "installation migrates, serves and works as three roles, each started by itself: see "
            f"docs/how-to/install-for-a-municipality.md. {HOW_TO_LOOK}"
        )
    with all_ready(port):
        proving = _prove_meanwhile()
        try:
            _serve_pages(port)
        finally:
            # It keeps nothing before it is done, and ending in order would take it long.
            proving.kill()
            proving.wait()


@contextmanager
def all_ready(port: int) -> Iterator[None]:
    """Start the database, bring it up to date, say where the pages will be; stop it at the end."""
    own_server = "DATABASE_URL" not in os.environ
    if own_server:
        embedded.make_ready()
    try:
        _make_data_ready()
        _tell(port)
        yield
    finally:
        if own_server:
            server.stop(embedded.embedded_server())


@contextmanager
def a_worker() -> Iterator[None]:
    """Let a worker do what waits in the queue, beside the pages."""
    environment = {**os.environ, "MEEDOEN_DATABASE_ROLE": "worker"}
    with subprocess.Popen([sys.executable, "-m", "meedoen", "worker"], env=environment) as worker:
        try:
            yield
        finally:
            # Before the database stops: what it was doing is then noted as stopped.
            worker.terminate()
            worker.wait(timeout=30)


def _make_data_ready() -> None:
    """Migrate and load as the owner; the pages themselves run as a role that owns nothing."""
    refuse_a_newer_one()
    refuse_without_roles()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
    declare_tables()
    if not municipalities().exists():
        # In a process of its own, so that every later start need not load what loads it.
        load = [sys.executable, "-m", "meedoen", "demonstration", "load"]
        subprocess.run(load, check=True)  # noqa: S603
    connection.close()


def _prove_meanwhile() -> subprocess.Popen[bytes]:
    """Prove equal treatment once for these rules, beside the pages: a thousand ways take a while.

    It gives way to whoever is using the product.
    """
    prove = ["demonstration", "prove", "--if-needed", "--gently"]
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "meedoen", *prove], stdout=subprocess.DEVNULL
    )


def _tell(port: int) -> None:
    click.echo(f"\nMeedoen: http://localhost:{port}")
    click.echo(f"Rondleiding met alle accounts: http://localhost:{port}/rondleiding/")
    click.echo(f"Log in als noor@lindewaard.example met {settings.DEMONSTRATION_PASSWORD}")
    click.echo("Stoppen: Ctrl+C\n")


def _serve_pages(port: int) -> None:
    environment = {**os.environ, "MEEDOEN_DATABASE_ROLE": "web"}
    command = [
        sys.executable, "-m", "gunicorn", "meedoen.wsgi", "--bind", f"localhost:{port}",
        "--workers", "2", "--threads", "4", "--log-level", "warning",
        # A connection that a browser keeps open is not waited for.
        "--graceful-timeout", "3",
    ]  # fmt: skip
    with a_worker(), subprocess.Popen(command, env=environment) as pages:  # noqa: S603
        signal.signal(signal.SIGTERM, lambda *_: pages.terminate())
        try:
            pages.wait()
        except KeyboardInterrupt:
            pages.wait(timeout=30)
