# SPDX-License-Identifier: EUPL-1.2
"""A port of one's own on this machine: taken, or refused with who holds it and what to type."""

import errno
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from meedoen.commands import CouldNotBeDone

HOST = "localhost"
# Pages whose `meedoen serve` was killed are on their way out, and hold its port a moment longer.
PATIENCE = 10.0
A_MOMENT = 4.0
# How many may wait for an answer.
_WAITING = 2048
_LEFT_BEHIND = "gunicorn meedoen.wsgi"
_OURS = ("meedoen serve", "meedoen dev")
_LISTENS = "0A"
_HIGHEST = 65535
_PROCESSES = Path("/proc")


@dataclass(frozen=True)
class Holder:
    """A process that listens on a port, with its command as `ps` shows it."""

    pid: int
    command: str


def take_port(port: int, *, patience: float = PATIENCE) -> socket.socket:
    """Take a port on localhost and listen there: who comes waits until somebody answers.

    Raises CouldNotBeDone, with who holds it and what to type instead. What a `meedoen serve` that
    was killed left behind is waited for.
    """
    began = time.monotonic()
    while True:
        try:
            _refuse_when_shared(port)
            return _bound(socket.AF_INET, port)
        except OSError as refused:
            in_use = refused.errno == errno.EADDRINUSE
            holders = list(holders_of(port)) if in_use else []
            # Nobody who can be seen holds it: of somebody else, or ending at this moment.
            worth = patience if holders else min(patience, A_MOMENT)
            goes = in_use and _go_by_themselves(holders)
            if not goes or time.monotonic() > began + worth:
                raise CouldNotBeDone(why_not(port, refused, holders)) from refused
        time.sleep(0.1)


def _bound(family: int, port: int) -> socket.socket:
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, port))
        # Bound alone, two programs could hold it.
        taken.listen(_WAITING)
    except BaseException:
        taken.close()
        raise
    return taken


def _refuse_when_shared(port: int) -> None:
    """Refuse what others hold on the newer localhost only: browsers would find them, not us."""
    try:
        _bound(socket.AF_INET6, port).close()
    except OSError as refused:
        if refused.errno == errno.EADDRINUSE:
            raise


def _go_by_themselves(holders: list[Holder]) -> bool:
    left = all(_LEFT_BEHIND in holder.command for holder in holders)
    return left and not any(ours in holder.command for holder in holders for ours in _OURS)


def why_not(port: int, refused: OSError, holders: list[Holder]) -> str:
    """Say in one sentence why a port cannot be had, and what to type instead."""
    if refused.errno == errno.EADDRINUSE:
        who = f"`{holders[0].command}` (process {holders[0].pid})" if holders else "another program"
        reason = f"is in use by {who}"
    elif refused.errno == errno.EACCES:
        reason = "is for the administrator of this machine only"
    else:
        reason = f"cannot be had ({refused.strerror})"
    other = _free_near(port)
    return (
        f"Port {port} {reason}, so nothing was started; take another one: "
        f"make run PORT={other}, or meedoen serve --port {other}"
    )


def _free_near(port: int) -> int:
    first = max(port + 1, 8000)
    for other in range(first, min(first + 50, _HIGHEST)):
        try:
            _refuse_when_shared(other)
            _bound(socket.AF_INET, other).close()
        except OSError:
            continue
        return other
    return 8001


def holders_of(port: int) -> Iterator[Holder]:
    """Give who listens on this port, parents first; nothing where the system does not tell.

    Who began first comes first: numbers begin again below those of parents when they run out.
    """
    wanted = {f"socket:[{number}]" for number in _listening(port)}
    found = [process for process in _PROCESSES.glob("[0-9]*") if wanted & _sockets_of(process)]
    for process in sorted(found, key=_began):
        # A process that is ending has no command any more.
        if command := _command_of(process):
            yield Holder(int(process.name), command)


def _listening(port: int) -> Iterator[str]:
    for table in ("tcp", "tcp6"):
        try:
            lines = (_PROCESSES / "net" / table).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            words = line.split()
            if words[3] == _LISTENS and int(words[1].rpartition(":")[2], 16) == port:
                yield words[9]


def _sockets_of(process: Path) -> set[str]:
    try:
        return {str(opened.readlink()) for opened in (process / "fd").iterdir()}
    except OSError:
        # Of somebody else, or it ended.
        return set()


def _began(process: Path) -> tuple[int, int]:
    """In ticks since the machine started, and its number where two began in one tick."""
    try:
        # The name of a program stands between brackets and may hold anything (proc(5): stat).
        after_name = (process / "stat").read_text(encoding="utf-8", errors="replace")
        return int(after_name.rpartition(")")[2].split()[19]), int(process.name)
    except OSError:
        return 0, int(process.name)


def _command_of(process: Path) -> str:
    try:
        words = (process / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return ""
    return " ".join(words).strip()
