# SPDX-License-Identifier: EUPL-1.2
"""The file of a backup: a head that everybody can read, then parts that cannot be changed unseen.

Pure, and as it comes: no more than one part is held at a time, however large the town. With a key
each part is sealed (AES-256-GCM); without one it carries a checksum, which shows accidents and no
malice. A part is tied to the head, to its place, and to whether it is the last: what is cut off,
swapped or turned by a bit is no backup (ADR 0033). Sources: RFC 5869 (the keys), the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár (2015).
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORM = 1
PART = 2**20
_MAGIC = b"MEEDOEN BACKUP "
_FIRST = _MAGIC + b"%d\n" % FORM
_TAG = 16
# The length of the head is written in five figures, so nobody is made to read a long one.
_LENGTH = 6


class NoBackup(Exception):
    """The file is no whole and unchanged backup, or not for this key; the message says which."""


class BackupWritten:
    """A backup that is being written to an open file; `close` writes its end."""

    def __init__(self, file: BinaryIO, head: Mapping[str, object], key: str) -> None:
        """Write the head; an empty key seals nothing. `head` is told to everybody."""
        salt = secrets.token_bytes(32)
        told = {**head, "sealed": bool(key), "salt": salt.hex()}
        if key:
            told["key"] = _mark(key, salt)
        text = json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n"
        before = _FIRST + b"%05d\n" % len(text) + text
        file.write(before)
        self._file, self._box = file, _box(key, salt, before)
        self._waits, self._number = bytearray(), 0

    def write(self, data: bytes) -> None:
        """Add to what is kept."""
        self._waits += data
        # What may be the last part waits until more comes.
        while len(self._waits) > PART:
            self._put(bytes(self._waits[:PART]), last=False)
            del self._waits[:PART]

    def close(self) -> None:
        """Write the last part; without it the file is no backup."""
        self._put(bytes(self._waits), last=True)

    def _put(self, data: bytes, *, last: bool) -> None:
        self._file.write(self._box.seal(data, _place(self._number, last=last)))
        self._number += 1


class BackupRead:
    """A backup that is being read from an open file: its head at once, its parts as they come."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the head. Raises NoBackup for what has none, and for a form of a newer version."""
        first = file.read(len(_FIRST))
        if first != _FIRST:
            raise NoBackup(_not_ours(first))
        length = file.read(_LENGTH)
        if not (length[:-1].isdigit() and length.endswith(b"\n") and len(length) == _LENGTH):
            raise NoBackup("its head was cut off or changed.")
        text = file.read(int(length))
        try:
            head = json.loads(text)
            salt = bytes.fromhex(head["salt"])
            self.sealed = bool(head["sealed"])
        except (ValueError, KeyError, TypeError, RecursionError) as broken:
            raise NoBackup("its head was cut off or changed.") from broken
        self.head: dict[str, Any] = head
        self._file, self._salt, self._before = file, salt, first + length + text

    def parts(self, key: str) -> Iterator[bytes]:
        """Give what was kept, part by part. Raises NoBackup at the first that is not as written.

        An empty key opens what is not sealed; a key opens what was sealed with it, and nothing
        else: who could put another file in the place of a backup could otherwise leave the seal
        out.
        """
        self._refuse_key(key)
        box, number = _box(key, self._salt, self._before), 0
        part = self._file.read(PART + _TAG)
        while True:
            after = self._file.read(PART + _TAG) if len(part) == PART + _TAG else b""
            last = not after
            opened = box.unseal(part, _place(number, last=last))
            if opened is None:
                whole = last and box.unseal(part, _place(number, last=False)) is not None
                raise NoBackup(
                    "its end was cut off."
                    if whole
                    else f"part {number + 1} is not as it was written: the file was cut off or "
                    "changed."
                )
            yield opened
            if last:
                return
            part, number = after, number + 1

    def _refuse_key(self, key: str) -> None:
        if self.sealed and not key:
            raise NoBackup("it is sealed, and MEEDOEN_BACKUP_KEY is not set.")
        if key and not self.sealed:
            raise NoBackup(
                "it is not sealed, and MEEDOEN_BACKUP_KEY is set, so it may be of somebody else. "
                "Do you trust it? Then leave MEEDOEN_BACKUP_KEY out."
            )
        if key and not hmac.compare_digest(str(self.head.get("key")), _mark(key, self._salt)):
            raise NoBackup("it was sealed with another key than MEEDOEN_BACKUP_KEY.")


def fingerprint(secret: str, salt: str) -> str:
    """Give by what one can tell whether two installations have the same secret; 16 figures.

    It leads back to no secret that cannot be guessed.
    """
    return hmac.new(secret.encode(), f"meedoen backup {salt}".encode(), "sha256").hexdigest()[:16]


def _not_ours(first: bytes) -> str:
    if not first:
        return "it is empty."
    if first.startswith(_MAGIC):
        return (
            "its form is of a newer version of Meedoen, or changed. Use the version that made it."
        )
    if _FIRST.startswith(first):
        return "its head was cut off or changed."
    return "it was not made by `meedoen database backup`."


def _place(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _derived(key: str, salt: bytes, what: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=what).derive(key.encode())


def _mark(key: str, salt: bytes) -> str:
    """Give by what a key is known again, without a way back to it."""
    return _derived(key, salt, b"meedoen backup: which key").hex()[:16]


class _Sealed:
    """Parts that nobody reads or makes without the key, which is of this file alone."""

    def __init__(self, key: bytes, head: bytes) -> None:
        self._cipher, self._head = AESGCM(key), head

    def seal(self, data: bytes, place: bytes) -> bytes:
        return self._cipher.encrypt(place, data, self._head)

    def unseal(self, part: bytes, place: bytes) -> bytes | None:
        try:
            return self._cipher.decrypt(place, part, self._head)
        except (InvalidTag, ValueError):
            return None


class _Checked:
    """Parts with a checksum."""

    def __init__(self, head: bytes) -> None:
        self._head = head

    def seal(self, data: bytes, place: bytes) -> bytes:
        return data + hashlib.sha256(self._head + place + data).digest()[:_TAG]

    def unseal(self, part: bytes, place: bytes) -> bytes | None:
        data = part[:-_TAG]
        return data if len(part) >= _TAG and self.seal(data, place) == part else None


def _box(key: str, salt: bytes, before: bytes) -> _Sealed | _Checked:
    head = hashlib.sha256(before).digest()
    return _Sealed(_derived(key, salt, b"meedoen backup: parts"), head) if key else _Checked(head)
