# SPDX-License-Identifier: EUPL-1.2
"""The processes that `meedoen serve` starts, keeps going and takes along when it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import click

from meedoen.commands.comeback import Comeback, said_of_an_end
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.with_parent import sent_when_parent_ends
from meedoen.vocabulary.moment import Moment

# How long a child may take to end when it is asked to.
PATIENCE = 10.0


def started(
    *command: str,
    when_parent_ends: signal.Signals,
    told: Mapping[str, str] | None = None,
    hands: tuple[int, ...] = (),
    quiet: bool = False,
) -> subprocess.Popen[bytes]:
    """Start one of our own programs as a child that goes when this process goes.

    `told` are variables for it, `hands` open files to hand over. Ctrl+C is not for it: who started
    it stops it, in order.
    """
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", *command],
        env={**os.environ, **(told or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quiet else None,
        pass_fds=hands,
        start_new_session=True,
        preexec_fn=sent_when_parent_ends(when_parent_ends),
    )


def say(line: str) -> None:
    """Say what happened in one line on stderr, with the time."""
    click.echo(f"{Moment.now().at:%Y-%m-%d %H:%M:%S} UTC meedoen serve: {line}", err=True)


@dataclass
class Kept:
    """A child that is started again whenever it ends."""

    name: str
    begin: Callable[[], subprocess.Popen[bytes] | None]
    process: subprocess.Popen[bytes] | None = None
    comeback: Comeback = field(default_factory=Comeback)
    _began: float = 0.0
    _due: float = 0.0

    def start(self) -> None:
        """Start it. Raises whatever keeps it from starting."""
        self._began = time.monotonic()
        self.process = self.begin()

    def look(self) -> None:
        """Start it again when it has ended and its time has come; say so in one line."""
        if self.process is None:
            if time.monotonic() >= self._due:
                self._start_again()
        elif (code := self.process.poll()) is not None:
            self._wait_for_its_turn()
            say(said_of_an_end(self.name, self.process.pid, code, self.comeback))
            self.process = None
            self.look()

    def _wait_for_its_turn(self) -> None:
        self.comeback = self.comeback.after(time.monotonic() - self._began)
        self._due = time.monotonic() + self.comeback.wait

    def _start_again(self) -> None:
        try:
            self.start()
        except (DatabaseTrouble, OSError) as trouble:
            self._wait_for_its_turn()
            say(f"The {self.name} does not start: {trouble} Tried again soon.")

    def put_off(self) -> None:
        """End it at once; the next look starts it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def ask_to_end(self, sent: signal.Signals = signal.SIGTERM) -> None:
        """Send it the signal to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(sent)

    def wait_until_ended(self) -> None:
        """Wait until it has ended, and end it when that takes too long."""
        if self.process is not None:
            end(self.process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that was asked to end, and end it when that takes too long."""
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
