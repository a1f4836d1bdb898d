# SPDX-License-Identifier: EUPL-1.2
"""A file that is there when it is whole, and before that not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from meedoen.database.errors import DatabaseTrouble

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


@contextmanager
def whole_or_not(file: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Give a new file to write, that its owner alone may read, and name it `file` at the end.

    It is written beside it and named once all of it is on the disk. What fails leaves nothing, and
    what had that name before as it was. Raises DatabaseTrouble when there is no such folder, no
    room, or, without `overwrite`, something of that name.
    """
    if not overwrite and file.exists():
        raise DatabaseTrouble(f"{file} is there already. Nothing was changed. Use --overwrite.")
    try:
        number, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
    except OSError as refused:
        raise DatabaseTrouble(
            f"{file} cannot be written: {refused.strerror}. Nothing was changed."
        ) from refused
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as opened:
            yield opened
            opened.flush()
            os.fsync(number)
        _name(part, file, overwrite=overwrite)
    except OSError as refused:
        if refused.errno not in _NO_ROOM:
            raise
        free = shutil.disk_usage(file.parent).free // 2**20
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
