# SPDX-License-Identifier: EUPL-1.2
"""What lies in the database and would let somebody in is sealed, with keys that lie elsewhere.

Each thing has its own key, that follows from a secret of the installation and from a label: what
it is, and whose. What is put under another label opens nothing. Pure (ADR 0025).
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Broken(ValueError):
    """What lies there was not sealed here, belongs to another label, or is too old."""


def seal(text: str, *, label: str, secrets: Sequence[str]) -> str:
    """Seal a text under the first of these secrets, for this label only; about 4/3 as long.

    Source: RFC 5869 (the key), the Fernet specification (AES-128-CBC with HMAC-SHA-256).
    """
    return Fernet(_key(secrets[0], label)).encrypt(text.encode()).decode()


def unseal(
    sealed: str,
    *,
    label: str,
    secrets: Sequence[str],
    at: float = 0,
    within: timedelta | None = None,
) -> str:
    """Give back what was sealed for this label under any of these secrets.

    With `within`, only when that was so short ago, seen from `at` (seconds since 1970). Raises
    Broken.
    """
    for secret in secrets:
        box = Fernet(_key(secret, label))
        try:
            if within is None:
                return box.decrypt(sealed.encode()).decode()
            opened = box.decrypt_at_time(sealed.encode(), int(within.total_seconds()), int(at))
        except InvalidToken:
            continue
        return opened.decode()
    raise Broken("This was not sealed here, for this, or not lately.")


def kept_name(key: str) -> str:
    """Give the name under which a long random key is kept: 40 figures that do not lead back."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def _key(secret: str, label: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=b"meedoen at rest", info=label.encode())
    return base64.urlsafe_b64encode(made.derive(secret.encode()))
