# SPDX-License-Identifier: EUPL-1.2
"""Who looks after an embedded server: one program at a time, told by a lock in a file beside it.

The lock falls open when that program ends, however it ends; another that serves the same data then
becomes the caretaker.
"""

import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Caretaker:
    """What the caretaker says of itself: its process, its port, and whether all is ready."""

    pid: int
    port: int
    ready: bool


def read_caretaker(text: str) -> Caretaker | None:
    """Read what a caretaker wrote; None when it wrote nothing whole yet."""
    words = text.split()
    if len(words) != 3 or not all(word.isdigit() for word in words):
        return None
    pid, port, ready = map(int, words)
    return Caretaker(pid, port, bool(ready))


class Care:
    """The place of caretaker of one data folder: taken, told about, and left."""

    def __init__(self, data: Path) -> None:
        self._file = data.parent / f"{data.name}-caretaker"
        self._held: int | None = None

    @property
    def is_mine(self) -> bool:
        """Whether this process is the caretaker."""
        return self._held is not None

    def take(self) -> bool:
        """Become the caretaker, unless somebody is; True when this process is it now."""
        if self._held is not None:
            return True
        self._file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        opened = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(opened)
            return False
        self._held = opened
        return True

    def tell(self, *, port: int, ready: bool) -> None:
        """Let others read who looks after the database. Only for the caretaker."""
        if self._held is not None:
            os.pwrite(self._held, f"{os.getpid():10} {port:5} {int(ready)}\n".encode("ascii"), 0)

    def told(self) -> Caretaker | None:
        """Give who looks after the database now; None when nobody does, or nobody said so yet."""
        try:
            opened = os.open(self._file, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return read_caretaker(os.read(opened, 80).decode("ascii", "replace"))
        finally:
            os.close(opened)
        return None

    def leave(self) -> None:
        """Stop being the caretaker."""
        if self._held is not None:
            with suppress(OSError):
                os.ftruncate(self._held, 0)
            os.close(self._held)
            self._held = None

    def __enter__(self) -> Self:
        """Use it as a block, after which the place is free."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None
    ) -> None:
        """Leave it."""
        self.leave()
