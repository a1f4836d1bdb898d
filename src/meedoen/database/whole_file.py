# SPDX-License-Identifier: EUPL-1.2
"""Files that are there when they are whole, and not at all before: one, or several together."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from meedoen.database.errors import DatabaseTrouble

# For the owner alone; and for whom this account lets read what it makes.
HERS, OPEN = 0o600, 0o666
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_DEVICES = (Path("/dev"), Path("/dev/fd"))


@contextmanager
def whole_or_not(file: Path, *, overwrite: bool, mode: int = HERS) -> Iterator[BinaryIO]:
    """Give a new file to write, that its owner alone may read, and name it `file` at the end.

    It is written beside it and named once all of it is on the disk; what a link leads to is
    written, and the link stays. What fails leaves nothing, and what had that name before as it was.
    Raises DatabaseTrouble when there is no such folder, no room, or, without `overwrite`, something
    of that name.
    """
    if not overwrite and file.exists():
        raise DatabaseTrouble(f"{file} is there already. Nothing was changed. Use --overwrite.")
    target = file.resolve()
    part = target.parent / f".{secrets.token_hex(8)}.part"
    try:
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except OSError as refused:
        raise DatabaseTrouble(
            f"{file} cannot be written: {refused.strerror}. Nothing was changed."
        ) from refused
    try:
        with os.fdopen(number, "wb") as opened:
            yield opened
            opened.flush()
            os.fsync(number)
        _name(part, target, overwrite=overwrite)
    except OSError as refused:
        if refused.errno not in _NO_ROOM:
            raise
        free = shutil.disk_usage(target.parent).free // 2**20
        raise DatabaseTrouble(
            f"{file} could not be written: {refused.strerror} ({free} MB left). Nothing of it was "
            "kept, and what had that name before is untouched. Make room and try again."
        ) from refused
    finally:
        part.unlink(missing_ok=True)


def _name(part: Path, file: Path, *, overwrite: bool) -> None:
    if overwrite:
        part.replace(file)
        return
    try:
        os.link(part, file)
    except FileExistsError as there:
        raise DatabaseTrouble(f"{file} was made by somebody else meanwhile.") from there
    except OSError:
        # This disk knows no second name for a file.
        part.rename(file)


def write_together(files: Mapping[Path, bytes], old: Iterable[Path] = ()) -> None:
    """Write files that belong together, all or none, over what has their names; then `old` goes.

    The folder of a file is made where it is not there. What is not an ordinary file (a pipe, the
    null device) is written to as it stands. Raises DatabaseTrouble as `whole_or_not` does, or
    OSError; then nothing was written.
    """
    made: list[Path] = []
    try:
        with ExitStack() as together:
            for path, content in files.items():
                made += _make(path.parent)
                if _is_ordinary(path):
                    part = together.enter_context(whole_or_not(path, overwrite=True, mode=OPEN))
                    part.write(content)
                    # None is named while another may still find no room.
                    part.flush()
                    os.fsync(part.fileno())
            for path, content in files.items():
                if not _is_ordinary(path):
                    path.write_bytes(content)
    except BaseException:
        for folder in reversed(made):
            folder.rmdir()
        raise
    for path in old:
        path.unlink()


def _is_ordinary(path: Path) -> bool:
    # What goes to stdout may go to a file, but that is not ours to put another in the place of.
    return path.parent not in _DEVICES and (path.is_file() or not path.exists())


def _make(folder: Path) -> list[Path]:
    """Make a folder with those above it; give those that were not there, the highest first."""
    lost = [one for one in (folder, *folder.parents) if not one.exists()][::-1]
    for one in lost:
        one.mkdir()
    return lost


def is_same(one: Path, other: Path) -> bool:
    """Whether two names lead to the same file or folder, there or not."""
    if one.exists() and other.exists():
        return os.path.samefile(one, other)
    return one.resolve() == other.resolve()
