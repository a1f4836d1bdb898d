# SPDX-License-Identifier: EUPL-1.2
"""How the demonstration is served: a database, pages and a worker, each started again when it ends.

One program looks after the database of a checkout, the caretaker (`database/caretaker.py`). Another
that serves the same data on another port uses it, and takes it over when the first has ended.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from types import FrameType

import click
from django.conf import settings

from meedoen.commands import CouldNotBeDone
from meedoen.commands.children import Kept, say, started
from meedoen.database import embedded, roles, server
from meedoen.database.caretaker import Care
from meedoen.database.made_ready import digest_of_code, is_made_ready

# How often it is looked at whether something ended.
PACE = 0.1
# Pages that ended at once this often, and never answered, are not tried on and on.
HOPELESS = 3


class Stopping:
    """Hears that somebody wants it to stop: Ctrl+C, a signal, or a terminal that closes."""

    def __init__(self) -> None:
        self.asked = False
        for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sent, self._heard)

    def _heard(self, sent: int, at: FrameType | None) -> None:
        self.asked = True

    def goes_on(self) -> bool:
        """Whether nobody asked to stop yet."""
        return not self.asked


class Database:
    """The embedded database as one who serves sees it: looked after here, or by another."""

    def __init__(self, port: int, goes_on: Callable[[], bool]) -> None:
        self._here = embedded.embedded_server()
        self._port = port
        self._goes_on = goes_on
        self._care = Care(self._here.data)
        # None while no child of ours is the server: another looks after it, or started it.
        self._kept: Kept | None = None

    def has_data(self) -> bool:
        """Whether there was a database here before."""
        return server.is_made(self._here)

    def make_ready(self, *, before_changes: Callable[[], None]) -> None:
        """Have it run with the data that this code expects; raises what keeps it from that.

        `before_changes` is called when the data must be brought up to date, before it is.
        """
        if not self._take():
            self._wait_for_other(before_changes)
            return
        self._start()
        if self._goes_on() and not self._is_ready():
            before_changes()
            embedded.furnish(self._here)
            _make_data_ready()
        self._care.tell(port=self._port, ready=True)

    def _take(self) -> bool:
        try:
            taken = self._care.take()
        except OSError as refused:
            raise CouldNotBeDone(server.not_written(refused, self._here.data)) from refused
        self._care.tell(port=self._port, ready=False)
        return taken

    def _start(self) -> None:
        kept = Kept("database", lambda: server.start_as_child(self._here, goes_on=self._goes_on))
        kept.start()
        # A server that somebody started by hand is used, and left running.
        self._kept = kept if kept.process is not None else None

    def _is_ready(self) -> bool:
        owner = self._here.address(role=roles.OWNER, database=embedded.NAME)
        return is_made_ready(owner, digest_of_code(self._here.passfile))

    def _wait_for_other(self, before_changes: Callable[[], None]) -> None:
        """Wait until the other has all ready, and leave its data as it needs it."""
        while self._goes_on() and not self._is_ready():
            other = self._care.told()
            if other is not None and other.ready:
                # By other code, then.
                before_changes()
                _make_data_ready("--beside")
                return
            if self._take():
                self.make_ready(before_changes=before_changes)
                return
            time.sleep(PACE)

    def look(self) -> None:
        """Start it again when it ended, and take it over when who looked after it has ended."""
        if self._kept is not None:
            self._kept.look()
        elif self._care.is_mine:
            if not server.is_running(self._here):
                say("The database that was started by hand has ended; this one starts it.")
                self._start()
        elif self._care.take():
            say("Who looked after the database has stopped; this one does so from now on.")
            self._care.tell(port=self._port, ready=True)
            self._start()

    def stop(self) -> None:
        """Stop it when it is a child of ours."""
        if self._kept is not None and self._kept.process is not None:
            server.stop_child(self._kept.process)
        self._care.leave()


def _make_data_ready(*how: str) -> None:
    """Migrate and load as the owner, in a process that every later start can do without."""
    told = {"MEEDOEN_DATABASE_ROLE": "owner"}
    made = started(
        "meedoen", "demonstration", "make-ready", *how, when_parent_ends=signal.SIGKILL, told=told
    )
    if code := made.wait():
        # It said why itself.
        sys.exit(code if code > 0 else CouldNotBeDone.exit_code)


def serve_until_stopped(port: int, begin_pages: Callable[[], subprocess.Popen[bytes]]) -> None:
    """Serve the demonstration on a port that was taken, until somebody stops it.

    Raises CouldNotBeDone or DatabaseTrouble when it cannot be begun; nothing is left running.
    """
    stopping = Stopping()
    own = "DATABASE_URL" not in os.environ
    database = Database(port, stopping.goes_on) if own else None
    pages, worker = Kept("web server", begin_pages), Kept("worker", _begin_worker)
    try:
        if database is not None:
            if database.has_data():
                # They read their code meanwhile, and look for the database after that.
                pages.start()
            database.make_ready(before_changes=pages.put_off)
        else:
            _make_data_ready()
        if stopping.asked:
            return
        _wait_for_pages(port, pages, database, stopping)
        if stopping.asked:
            return
        _tell(port)
        worker.start()
        beside = _work_meanwhile()
        try:
            while not stopping.asked:
                for kept in (database, pages, worker):
                    if kept is not None:
                        kept.look()
                for each in beside:
                    each.poll()
                time.sleep(PACE)
        finally:
            # What they kept is whole, and the next time goes on from there.
            for each in beside:
                each.kill()
                each.wait()
    finally:
        # The database last: what the worker was doing is then noted as stopped.
        for child in (pages, worker):
            child.ask_to_end()
        for child in (pages, worker):
            child.wait_until_ended()
        if database is not None:
            database.stop()


def _begin_worker() -> subprocess.Popen[bytes]:
    told = {"MEEDOEN_DATABASE_ROLE": "worker"}
    # Whatever it does then, the database goes too: nothing could be noted.
    return started("meedoen", "worker", when_parent_ends=signal.SIGKILL, told=told)


def _wait_for_pages(port: int, pages: Kept, database: Database | None, stopping: Stopping) -> None:
    """Wait until pages answer for the first time. Raises CouldNotBeDone when they do not start."""
    while not stopping.asked and not _answers(port):
        if database is not None:
            database.look()
        pages.look()
        if pages.comeback.short_lives >= HOPELESS:
            raise CouldNotBeDone("The web server does not start; above it said why.")
        time.sleep(PACE)


def _answers(port: int) -> bool:
    asked = HTTPConnection("localhost", port, timeout=1)
    try:
        asked.request("GET", "/gezond/")
        return asked.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def _tell(port: int) -> None:
    click.echo(f"\nMeedoen: http://localhost:{port}")
    click.echo(f"Rondleiding met alle accounts: http://localhost:{port}/rondleiding/")
    click.echo(f"Log in als noor@lindewaard.example met {settings.DEMONSTRATION_PASSWORD}")
    click.echo("Stoppen: Ctrl+C\n")


def _work_meanwhile() -> list[subprocess.Popen[bytes]]:
    """Prove equal treatment once for these rules, count sources and book costs, beside the pages.

    They take a while, and give way to whoever is using the product.
    """
    told = {"MEEDOEN_DATABASE_ROLE": "owner"}
    return [
        started(
            "meedoen", "demonstration", work, "--if-needed", "--gently",
            when_parent_ends=signal.SIGKILL, told=told, quiet=True,
        )
        for work in ("prove", "count", "book")
    ]  # fmt: skip
