# SPDX-License-Identifier: EUPL-1.2
"""Files that belong together: all of them are written, or none."""

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

_DEVICES = (Path("/dev"), Path("/dev/fd"))
_PART = ".part-of-what-is-written-"


def write_together(files: Mapping[Path, bytes | Iterable[bytes]], old: Iterable[Path] = ()) -> None:
    """Write every file whole, and then let `old` go; raises OSError, and then nothing was written.

    What is too large to hold comes in pieces. The folder of a file is made where it is not there.
    What is not an ordinary file (a pipe, the null device) is written to as it stands.
    """
    made: list[Path] = []
    staged: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            made += _make(path.parent)
            if _is_ordinary(path):
                # What a link leads to is written, and the link stays.
                target = path.resolve()
                part = target.parent / f"{_PART}{secrets.token_hex(8)}"
                staged[target] = part
                _stage(part, content, path)
        for path, content in files.items():
            if not _is_ordinary(path):
                _write(path, content)
        while staged:
            target, part = next(iter(staged.items()))
            part.replace(target)
            del staged[target]
    except BaseException:
        for part in staged.values():
            part.unlink(missing_ok=True)
        for folder in reversed(made):
            folder.rmdir()
        raise
    for path in old:
        path.unlink()


def _write(path: Path, content: bytes | Iterable[bytes]) -> None:
    if isinstance(content, bytes):
        path.write_bytes(content)
        return
    with path.open("wb") as file:
        file.writelines(content)


def _stage(part: Path, content: bytes | Iterable[bytes], path: Path) -> None:
    try:
        _write(part, content)
    except OSError as error:
        # Who reads this asked for another name.
        raise OSError(error.errno, error.strerror, str(path)) from error


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
