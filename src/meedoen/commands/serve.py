# SPDX-License-Identifier: EUPL-1.2
"""`meedoen serve`: everything ready, then the product on one address, with one worker beside it."""

import signal
import socket
import subprocess

import click
from django.conf import settings

from meedoen.commands import CouldNotBeDone
from meedoen.commands.children import started
from meedoen.commands.ports import take_port
from meedoen.commands.serving import serve_until_stopped
from meedoen.environment import HOW_TO_LOOK, choose_settings


@click.command()
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535),
    help="The port on localhost.",
)  # fmt: skip
def serve(port: int) -> None:
    """Make everything ready and serve the demonstration on http://localhost:PORT.

    What ends is started again: the database, the pages, the worker.
    """
    choose_settings()
    if not settings.DEMONSTRATION:
        raise CouldNotBeDone(
            "This makes the demonstration ready and serves it, on your own machine only. A real "
            "installation migrates, serves and works as three roles, each started by itself: see "
            f"docs/how-to/install-for-a-municipality.md. {HOW_TO_LOOK}"
        )
    with take_port(port) as taken:
        serve_until_stopped(port, lambda: _begin_pages(taken))


def _begin_pages(taken: socket.socket) -> subprocess.Popen[bytes]:
    """Start the web server on a port that is held here, so that who comes in between waits."""
    return started(
        "gunicorn", "meedoen.wsgi", "--bind", f"fd://{taken.fileno()}",
        # Read once, and then every next one is there at once.
        "--preload", "--workers", "2", "--threads", "4", "--log-level", "warning",
        # It would lie in the home folder, which may be closed; nobody steers it from outside.
        "--no-control-socket",
        # A connection that a browser keeps open is not waited for.
        "--graceful-timeout", "3",
        told={"MEEDOEN_DATABASE_ROLE": "web"},
        hands=(taken.fileno(),),
        # At once, and its own workers with it; it then holds the port no longer.
        when_parent_ends=signal.SIGQUIT,
    )  # fmt: skip
