# SPDX-License-Identifier: EUPL-1.2
"""Reads an e-mail address as people type it, in the spelling that is compared. Pure."""

import re
import unicodedata

from meedoen.vocabulary.reading import LONGEST_TYPED, NotUnderstood
from meedoen.vocabulary.words import read_line

LONGEST_ADDRESS = 254
_SHAPE = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\".]+(?:\.[^\s@<>()\[\],;:\".]+)+")
_AROUND = re.compile(r"^(?:mailto:)|^<|>$|^e-?mail: ?", re.IGNORECASE)
_HOW = "Zo kan het: naam@organisatie.nl."


def comparable_email(typed: str) -> str:
    """Give an address as it is kept and compared: small letters, no spaces, nothing unseen.

    The part before the @ may tell capitals apart (RFC 5321, 2.4); no mail server in use does.
    Accents stay: an address with one is another address.
    """
    seen = "".join(c for c in unicodedata.normalize("NFKC", typed) if not _unseen(c))
    return unicodedata.normalize("NFKC", seen.lower())


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def read_email(typed: str) -> str:
    """Read an address; what stands around it in a mail program falls away. Raises NotUnderstood."""
    if len(typed) > LONGEST_TYPED + LONGEST_ADDRESS:
        raise NotUnderstood(f"Een e-mailadres is hooguit {LONGEST_ADDRESS} tekens lang.")
    address = " ".join(unicodedata.normalize("NFKC", read_line(typed)).lower().split())
    while (bare := _AROUND.sub("", address).strip(" .,;")) != address:
        address = bare
    if not address:
        raise NotUnderstood(f"Er staat nog geen e-mailadres. {_HOW}")
    if len(address) > LONGEST_ADDRESS:
        raise NotUnderstood(f"Een e-mailadres is hooguit {LONGEST_ADDRESS} tekens lang.")
    if not _SHAPE.fullmatch(address) or ".." in address:
        raise NotUnderstood(f"Dit lezen we niet als een e-mailadres. {_HOW}")
    return comparable_email(address)
