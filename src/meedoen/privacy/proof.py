# SPDX-License-Identifier: EUPL-1.2
"""The proof that a context, or a line in the security log, comes from this product. Pure.

Whoever gets a statement into the database speaks as the page role, and may say what that role may
say. So the database takes no context on its word: what is asked comes with a keyed hash, whose key
the page role can read nowhere (ADR 0023).
"""

import hmac
from hashlib import sha256

_BLOCK = 64
_INNER, _OUTER = 0x36, 0x5C
_LABEL = b"meedoen.privacy.proof"


def key_of(secret: str) -> bytes:
    """Derive the key of proofs from the secret of an installation; 32 bytes."""
    return hmac.new(secret.encode(), _LABEL, sha256).digest()


def proof_of(asked: str, *, key: bytes) -> str:
    """Give the proof of what is asked: HMAC-SHA256 in hexadecimal, 64 signs (RFC 2104)."""
    return hmac.new(key, asked.encode(), sha256).hexdigest()


def pads_of(key: bytes) -> tuple[bytes, bytes]:
    """Give the inner and outer key with which SQL makes the same hash; 64 bytes each.

    PostgreSQL has SHA-256 and no HMAC without an extension. Raises ValueError for a key that would
    have to be hashed first. Source: RFC 2104, section 2.
    """
    if len(key) > _BLOCK:
        raise ValueError(f"A key of at most {_BLOCK} bytes is needed; this one has {len(key)}.")
    whole = key.ljust(_BLOCK, b"\0")
    return bytes(b ^ _INNER for b in whole), bytes(b ^ _OUTER for b in whole)
