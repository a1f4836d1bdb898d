# SPDX-License-Identifier: EUPL-1.2
"""The reference in the place of a bsn, made at the door (pure).

It is of one person in one thing that was granted, so that what two places of somebody cost cannot
be laid beside each other in the ledger, and there is no way back from it.
"""

import hashlib
import hmac

_LENGTH = 32


def reference_of(bsn: str, commitment: str, *, municipality: str, secret: str) -> str:
    """Give the reference of a person in what was granted under a number; 32 characters.

    Raises ValueError without a secret: whoever can guess a bsn could find it then.
    """
    if not secret:
        raise ValueError("a reference to a person has a secret")
    said = "\x1f".join((municipality, commitment, bsn)).encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()[:_LENGTH]
