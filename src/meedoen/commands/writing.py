# SPDX-License-Identifier: EUPL-1.2
"""Files that belong together: all of them are written, or none."""

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

_PART = ".part-of-what-is-written-"


def write_together(files: Mapping[Path, bytes], old: Iterable[Path] = ()) -> None:
    """Write every file whole, and then let `old` go; raises OSError, and then nothing was written.

    The folder of a file is made where it is not there. What is not an ordinary file (a pipe, the
    null device) is written to as it stands.
    """
    made: list[Path] = []
    staged: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            made += _make(path.parent)
            if not path.exists() or path.is_file():
                # What a link leads to is written, and the link stays.
                target = path.resolve()
                part = target.parent / f"{_PART}{secrets.token_hex(8)}"
                staged[target] = part
                part.write_bytes(content)
        for path, content in files.items():
            if path.exists() and not path.is_file():
                path.write_bytes(content)
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
