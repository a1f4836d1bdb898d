# SPDX-License-Identifier: EUPL-1.2
"""The messages somebody gave: one file, a folder, or a ZIP known by its name (pure).

* A folder: every file in it that ends in `.xml`, by name. Other files are left alone, because it is
  somebody's own folder and our report may lie in it; folders in it are not looked into. A ZIP in it
  is refused: it holds messages that would be missed.
* A ZIP, known by its name ending in `.zip`: at most thirty messages, and 25 MB together once
  unpacked. It was made to be given, so everything in it counts: what is no `.xml` is refused, but
  for what a Mac or Windows adds by itself. Nothing of it is written to disk.
* An archive under another name is refused: who looks at names must see what it is.
"""

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from meedoen.interop.findings import Refused
from meedoen.interop.masking import masked
from meedoen.interop.opened import is_archive, not_read, one_file

MOST_MESSAGES = 30
MOST_UNPACKED = 25_000_000
# One message on its own: so many bytes at most, whether alone or in a folder.
MOST_BYTES = 100_000_000
# A declaration is read as a stream, and tells of a whole month of a large provider.
MOST_BYTES_DECLARED = 500_000_000
_MESSAGE = ".xml"
_ARCHIVE = ".zip"
# What the systems of those who make it add by themselves.
_ADDED_FOLDER = "__MACOSX/"
_ADDED = {".DS_Store", "Thumbs.db", "desktop.ini"}
_PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error,
    EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, OSError,
)  # fmt: skip


@dataclass(frozen=True)
class GivenMessage:
    """One message: its name, masked, empty when it is the only one; and a way to its bytes."""

    name: str
    read: Callable[[], bytes]


def messages_in(path: Path) -> list[GivenMessage]:
    """Give the messages of a file, a folder or a ZIP; raises Refused when it is none of these."""
    try:
        if path.is_dir():
            return list(_in_folder(path))
        if path.name.lower().endswith(_ARCHIVE):
            return list(_in_zip(path))
        return [GivenMessage("", partial(_bytes_of, path))]
    except OSError as error:
        raise Refused(not_read(path, error)) from error


def one_message(path: Path) -> AbstractContextManager[IO[bytes]]:
    """Open a file that is one message; raises Refused for an archive, and for what is no file."""
    return one_file(path, most_bytes=MOST_BYTES_DECLARED, what="Een declaratie is één bericht")


def _in_folder(folder: Path) -> Iterator[GivenMessage]:
    files = sorted(one for one in folder.iterdir() if one.is_file())
    archive = next((one for one in files if one.name.lower().endswith(_ARCHIVE)), None)
    if archive is not None:
        name = masked(archive.name)
        raise Refused(f"In de map staat een ZIP ({name}). Pak hem uit, of geef hem apart.")
    messages = [one for one in files if one.name.lower().endswith(_MESSAGE)]
    if not messages:
        raise Refused("In de map staat geen enkel bericht: geen bestand eindigt op .xml.")
    for name, one in zip(_told_apart([one.name for one in messages]), messages, strict=True):
        yield GivenMessage(name, partial(_bytes_of, one))


def _bytes_of(path: Path) -> bytes:
    """Read a file whole; raises Refused when it is too large, an archive, or no file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused("Dit is geen bestand en geen map.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(not_read(path, error)) from error
    if len(data) > MOST_BYTES:
        raise Refused(f"Het bericht is groter dan {MOST_BYTES // 1_000_000} MB.")
    _must_be_no_archive(data)
    return data


def _must_be_no_archive(data: bytes) -> None:
    if is_archive(data):
        raise Refused(
            "Dit is een archief. Alleen een ZIP wordt gelezen, en alleen als zijn naam op .zip "
            "eindigt."
        )


def _in_zip(path: Path) -> Iterator[GivenMessage]:
    if path.stat().st_size > MOST_UNPACKED:
        raise Refused(f"De ZIP is groter dan {MOST_UNPACKED // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except _BROKEN as error:
        if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
            raise
        raise Refused("Dit is geen ZIP die gelezen kan worden.") from error
    messages = [one for one in members if not _adds_itself(one)]
    _must_be_safe(messages)
    for name, one in zip(_told_apart([one.filename for one in messages]), messages, strict=True):
        yield GivenMessage(name, partial(_unpacked, path, one))


def _adds_itself(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    return member.is_dir() or name.startswith(_ADDED_FOLDER) or name.split("/")[-1] in _ADDED


def _must_be_safe(members: list[zipfile.ZipInfo]) -> None:
    """Refuse a ZIP by what its table of contents says, before anything is unpacked."""
    if not members:
        raise Refused("In de ZIP staat geen enkel bericht.")
    if len(members) > MOST_MESSAGES:
        raise Refused(f"In de ZIP staan meer dan {MOST_MESSAGES} berichten ({len(members)}).")
    if sum(one.file_size for one in members) > MOST_UNPACKED:
        raise Refused(f"De ZIP is uitgepakt groter dan {MOST_UNPACKED // 1_000_000} MB.")
    for name, times in Counter(one.filename for one in members).items():
        if times > 1:
            raise Refused(f"In de ZIP staat {masked(name)} {times} keer.")
    for one in members:
        _must_be_message(one)


def _must_be_message(member: zipfile.ZipInfo) -> None:
    name = masked(member.filename)
    steps = member.filename.replace("\\", "/").split("/")
    if ".." in steps or steps[0] == "" or ":" in steps[0] or not member.filename.isprintable():
        raise Refused(f"De ZIP heeft een naam die buiten de ZIP wijst: {name!r}.")
    if member.flag_bits & 0x1:
        raise Refused(f"{name} in de ZIP is versleuteld. Geef een ZIP zonder wachtwoord.")
    if member.compress_type not in _PLAIN_METHODS:
        raise Refused(f"{name} in de ZIP is ingepakt op een manier die niet gelezen wordt.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused(f"{name} in de ZIP is een verwijzing en geen bericht.")
    if not member.filename.lower().endswith(_MESSAGE):
        raise Refused(f"{name} in de ZIP is geen bericht: de naam eindigt niet op .xml.")


def _unpacked(path: Path, member: zipfile.ZipInfo) -> bytes:
    """Unpack one message; never more bytes than the table of contents told."""
    try:
        with zipfile.ZipFile(path) as archive:
            data = archive.read(member)
    except _BROKEN as error:
        raise Refused("Dit bericht kan niet uitgepakt worden: de ZIP is beschadigd.") from error
    _must_be_no_archive(data)
    return data


def _told_apart(names: list[str]) -> list[str]:
    """Mask names, and number those that are the same then."""
    safe = [masked(name) for name in names]
    many, seen = Counter(safe), Counter[str]()
    told = []
    for name in safe:
        seen[name] += 1
        told.append(f"{name} ({seen[name]})" if many[name] > 1 else name)
    return told
