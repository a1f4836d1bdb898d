# SPDX-License-Identifier: EUPL-1.2
"""What stands in the place of people, made at the door (pure).

The reference in the place of a bsn is of one person in one thing that was granted, so that what two
places of somebody cost cannot be laid beside each other in the ledger; there is no way back.
"""

import hashlib
import hmac

_LENGTH = 32
_NEEDED = "what stands for people has a secret"


def reference_of(bsn: str, commitment: str, *, municipality: str, secret: str) -> str:
    """Give the reference of a person in what was granted under a number; 32 characters.

    Raises ValueError without a secret: whoever can guess a bsn could find it then.
    """
    if not secret:
        raise ValueError(_NEEDED)
    said = "\x1f".join((municipality, commitment, bsn)).encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()[:_LENGTH]


def mark_of(digest: str, *, secret: str) -> str:
    """Give the mark by which the same declaration is known; 64 characters.

    A digest alone would tell whoever can guess what stands in it. Raises ValueError without a
    secret.
    """
    if not secret:
        raise ValueError(_NEEDED)
    return hmac.new(secret.encode(), digest.encode(), hashlib.sha256).hexdigest()
