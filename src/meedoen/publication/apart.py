# SPDX-License-Identifier: EUPL-1.2
"""Work in a process of its own, that can be ended at any moment with all that it started (pure).

What protects a table asks nobody while it computes, and large tables take two processes more. Its
own process is not stopped by Ctrl+C at the worker, and goes when the worker goes.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, TypeVar

# How long, in seconds, between two looks whether it has to go on.
PACE = 1.0

T = TypeVar("T")


class EndedEarly(Exception):
    """Nobody waits for it any more."""


class FellAway(Exception):
    """The process ended without an answer, for want of memory for example."""


def done_apart(work: Callable[..., T], *given: Any, goes_on: Callable[[], bool]) -> T:
    """Do this work in a process of its own; gives what it gives, and raises what it raises.

    `goes_on` is asked every second. Raises EndedEarly when it says no, and FellAway.
    """
    here, there = get_context("spawn").Pipe(duplex=False)
    process = get_context("spawn").Process(target=_do, args=(there, work, given))
    process.start()
    there.close()
    try:
        while not here.poll(PACE):
            if not goes_on():
                raise EndedEarly
        answer, failed = here.recv()
    except EOFError as nothing:
        raise FellAway from nothing
    finally:
        _end(process.pid)
        process.join()
        here.close()
    if failed is not None:
        raise failed
    return answer


def _end(pid: int | None) -> None:
    """End the process and what it started: they are a group, unless it had no time to make one."""
    assert pid is not None
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _do(there: Connection, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    os.setpgid(0, 0)
    Thread(target=_go_with_the_parent, daemon=True).start()
    try:
        told: tuple[Any, Exception | None] = work(*given), None
    except Exception as failed:
        told = None, failed
    there.send(told)


def _go_with_the_parent() -> None:
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os.killpg(0, signal.SIGKILL)
