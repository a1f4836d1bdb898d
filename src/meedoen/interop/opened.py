# SPDX-License-Identifier: EUPL-1.2
"""Opens the one file that somebody gave, and no archive (pure but for the opening)."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from meedoen.interop.findings import Refused
from meedoen.interop.masking import masked

_ARCHIVES = (
    b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!",
    b"\xfd7zXZ", b"BZh", b"\x28\xb5\x2f\xfd", b"MSCF", b"\x1f\x9d", b"LZIP",
)  # fmt: skip
# A tar has no signature in front.
_TAR = (257, b"ustar")
# So many bytes tell whether something is an archive.
START = 512


@contextmanager
def one_file(path: Path, *, most_bytes: int, what: str) -> Iterator[IO[bytes]]:
    """Open a file; `what` says in a refusal of an archive what it has to be.

    Raises Refused for an archive, for what is no file, and for more than `most_bytes`.
    """
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            raise Refused("Dit is geen bestand.")
        if told.st_size > most_bytes:
            raise Refused(f"Het bestand is groter dan {most_bytes // 1_000_000} MB.")
        with path.open("rb") as file:
            if is_archive(file.read(START)):
                raise Refused(f"Dit is een archief. {what}: pak het uit.")
            file.seek(0)
            yield file
    except OSError as error:
        raise Refused(not_read(path, error)) from error


def is_archive(start: bytes) -> bool:
    """Tell from its first bytes whether something is an archive."""
    at, tar = _TAR
    return start.startswith(_ARCHIVES) or start[at : at + len(tar)] == tar


def not_read(path: Path, error: OSError) -> str:
    """Say in Dutch why a file could not be read."""
    if isinstance(error, FileNotFoundError):
        return f"{masked(path.name)} is er niet."
    return f"{masked(path.name)} kan niet gelezen worden: {error.strerror or 'onbekende fout'}."
