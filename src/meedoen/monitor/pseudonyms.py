# SPDX-License-Identifier: EUPL-1.2
"""Who is who without saying who: pseudonyms per source, that only the counting job can join (pure).

A bsn becomes a *link* by a keyed hash (HMAC): the same in every source. What is kept is the link
under the key of its source (AES, one block), so that two files of two sources cannot be laid beside
each other. The job that counts opens both, joins, and keeps nothing. The secret lies outside the
data and its backups: there are 91 million possible bsns, so whoever has it has them all. Sources:
AVG art. 4(5) and 89; RFC 2104; FIPS 197.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from numpy.typing import NDArray

Blocks = NDArray[np.uint64]
"""Sixteen bytes each: rows × 2."""
OBJECTION = "objection"
"""The source under which who objects is marked; it is that of no file."""
_LINK, _WITHIN = "link", "source "


class Pseudonyms:
    """Makes and opens pseudonyms of one municipality, under one secret."""

    def __init__(self, secret: str, municipality: str) -> None:
        """Take the secret of the installation. Raises ValueError when there is none."""
        if not secret:
            raise ValueError("a monitor with rows of people has a secret (MEEDOEN_MONITOR_SECRET)")
        self._secret = f"{municipality} {secret}".encode()

    def of_people(self, bsns: Iterable[bytes], source: str) -> Blocks:
        """Give the pseudonym in a source of each bsn of nine figures."""
        return self._cipher(source, self._links(b"bsn ", bsns), opened=False)

    def of_homes(self, addresses: Iterable[bytes], source: str) -> Blocks:
        """Give the pseudonym in a source of each address, written the same way every time."""
        return self._cipher(source, self._links(b"home ", addresses), opened=False)

    def links(self, pseudonyms: Blocks, source: str) -> NDArray[np.uint64]:
        """Open pseudonyms of a source: the first half of each link, the same in every source.

        Two of eighteen million people share one with a chance of one in a hundred thousand.
        """
        return np.ascontiguousarray(self._cipher(source, pseudonyms, opened=True)[:, 0])

    def _links(self, kind: bytes, texts: Iterable[bytes]) -> Blocks:
        begun = hmac.new(self._key(_LINK), kind, hashlib.sha256)

        def linked(text: bytes) -> bytes:
            one = begun.copy()
            one.update(text)
            return one.digest()[:16]

        together = b"".join(map(linked, texts))
        return np.frombuffer(together, dtype="<u8").reshape(-1, 2)

    def _cipher(self, source: str, blocks: Blocks, *, opened: bool) -> Blocks:
        """Turn each block into another and back: one block of AES is one number of 128 bits."""
        # What is turned is a keyed hash already, and no two are equal: nothing shows a pattern.
        cipher = Cipher(algorithms.AES(self._key(_WITHIN + source)), modes.ECB())  # noqa: S305
        turned = cipher.decryptor() if opened else cipher.encryptor()
        given = np.ascontiguousarray(blocks, dtype="<u8").tobytes()
        return np.frombuffer(turned.update(given) + turned.finalize(), dtype="<u8").reshape(-1, 2)

    def _key(self, label: str) -> bytes:
        return hmac.new(self._secret, label.encode(), hashlib.sha256).digest()
