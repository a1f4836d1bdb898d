# SPDX-License-Identifier: EUPL-1.2
"""An e-mail address in the one spelling in which it is kept and compared. Pure."""

import unicodedata


def comparable(address: str) -> str:
    """Give an address as it is kept: small letters, no spaces, nothing that cannot be seen.

    The part before the @ may tell capitals apart (RFC 5321, 2.4), and no mail server in use does.
    Accents stay: an address with one is another address.
    """
    seen = "".join(c for c in unicodedata.normalize("NFKC", address) if not _unseen(c))
    return unicodedata.normalize("NFKC", seen.lower())


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf"}
