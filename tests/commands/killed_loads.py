# SPDX-License-Identifier: EUPL-1.2
"""Loads a file of a source and kills itself on the way, at the step that it is told.

A step is a statement to the database, or something done to a file. Each line on standard input
holds the step and the words of a command; what comes back is how that process ended. Each load is a
process of its own, copied from this one, so that only the first has to start.
"""

import os
import signal
import sys
from itertools import count
from typing import Any

import django

STEPS = frozenset({"os.rename", "os.remove", "os.chmod", "os.mkdir", "fcntl.flock"})


def load(step: int, words: list[str]) -> None:
    """Run a command in this process, which ends at the step unless the command has fewer."""
    from django.db.backends.utils import CursorWrapper

    from meedoen.commands import main

    numbers = count()

    def take_a_step() -> None:
        if next(numbers) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, _: object) -> None:
        if event in STEPS:
            take_a_step()

    execute = CursorWrapper.execute

    def counted(self: Any, *given: Any, **more: Any) -> Any:
        take_a_step()
        found = execute(self, *given, **more)
        take_a_step()
        return found

    CursorWrapper.execute = counted
    sys.addaudithook(hear)
    os._exit(main(words))


if __name__ == "__main__":
    os.environ["MEEDOEN_DATABASE_ROLE"] = "owner"
    django.setup()
    # What takes long to start is there before the first copy is made.

    for line in sys.stdin:
        number, *asked = line.split()
        child = os.fork()
        if child == 0:
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, 1)
            load(int(number), asked)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
