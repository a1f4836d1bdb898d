# SPDX-License-Identifier: EUPL-1.2
"""`meedoen dev`: the demonstration for who works on the product: it reloads, and shows tracebacks.

Only where the demonstration is on. The reloader starts this command anew for every change; all
that must be ready once, and the worker, belong to the first of them.
"""

import signal
import subprocess
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import runserver
from django.utils import autoreload

from meedoen.commands import CouldNotBeDone
from meedoen.commands.children import started
from meedoen.commands.ports import take_port
from meedoen.commands.serving import serve_until_stopped
from meedoen.database.connected import must_be
from meedoen.database.roles import WEB


@click.command()
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535),
    help="The port on localhost.",
)  # fmt: skip
@click.option("--pages-only", is_flag=True, hidden=True, help="What the first of them starts.")
def dev(port: int, pages_only: bool) -> None:
    """Serve the demonstration with reload and tracebacks on http://localhost:PORT."""
    if not settings.DEMONSTRATION:
        raise CouldNotBeDone("This is for a demonstration on your own machine, only.")
    if pages_only:
        must_be(WEB)
        _serve_pages(port)
        return
    take_port(port).close()
    serve_until_stopped(port, lambda: _begin_pages(port))


def _begin_pages(port: int) -> subprocess.Popen[bytes]:
    # Each change starts it anew; what is started from there does what pages may do.
    return started(
        "meedoen", "dev", "--pages-only", "--port", str(port),
        told={"MEEDOEN_DATABASE_ROLE": "web"}, when_parent_ends=signal.SIGTERM,
    )  # fmt: skip


class _Pages(runserver.Command):
    """Django's own server for development. The style sheets come from whitenoise, as always."""

    def check_migrations(self) -> None:
        """Leave it: they were run as the owner, and the role of pages may not see which."""

    def on_bind(self, server_port: int) -> None:
        """Say nothing: where it is was said once, when all was ready."""


def _serve_pages(port: int) -> None:
    autoreload.autoreload_started.connect(_watch_rules)
    call_command(_Pages(), f"localhost:{port}")


def _watch_rules(sender: autoreload.BaseReloader, **_: Any) -> None:
    """Reload for laws and catalogues too, which are read once by each process."""
    sender.watch_dir(Path(settings.RULEBOOK), "**/*.yaml")
