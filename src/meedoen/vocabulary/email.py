# SPDX-License-Identifier: EUPL-1.2
"""Reads an e-mail address as people type it, in the spelling that is compared. Pure."""

import re
import unicodedata

from meedoen.vocabulary.reading import LONGEST_TYPED, NotUnderstood, Suggestion

LONGEST_ADDRESS = 254
# A host holds letters, figures and hyphens, and its last part is no number (RFC 1123, 2.1).
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_SHAPE = re.compile(rf"[^\s@<>()\[\],;:\"]+@(?:{_LABEL}\.)+(?!\d+$){_LABEL}")
_INSIDE = re.compile(rf"(?<=<)[^\s@<>()\[\],;:\"]+@(?:{_LABEL}\.)+{_LABEL}(?=>?$)")
_AROUND = re.compile(
    r"^(?:mailto:)|^<|>$|^e-?mail: ?|(?<=\w)\?(?:subject|body|cc)=.*$", re.IGNORECASE
)
_HOW = "Zo kan het: naam@organisatie.nl."


def comparable_email(typed: str) -> str:
    """Give an address as it is kept and compared: small letters, no spaces, nothing unseen.

    The part before the @ may tell capitals apart (RFC 5321, 2.4); no mail server in use does.
    Accents stay: an address with one is another address.
    """
    return _seen(typed).replace(" ", "")


def _seen(typed: str) -> str:
    """Give what can be seen, in small letters and with single spaces."""
    spaced = " ".join(unicodedata.normalize("NFKC", typed).split())
    seen = "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return " ".join(unicodedata.normalize("NFKC", seen.lower()).split())


def read_email(typed: str) -> str:
    """Read an address; what stands around it in a mail program falls away. Raises NotUnderstood."""
    if len(typed) > LONGEST_TYPED + LONGEST_ADDRESS:
        raise NotUnderstood(f"Een e-mailadres is hooguit {LONGEST_ADDRESS} tekens lang.")
    # Around the @ a space says nothing; anywhere else it may stand for a dot or a second address.
    address = re.sub(" ?@ ?", "@", _seen(typed))
    while (bare := _AROUND.sub("", address).strip(" .,;")) != address:
        address = bare
    if not address:
        raise NotUnderstood(f"Er staat nog geen e-mailadres. {_HOW}")
    if len(address) > LONGEST_ADDRESS:
        raise NotUnderstood(f"Een e-mailadres is hooguit {LONGEST_ADDRESS} tekens lang.")
    if not _SHAPE.fullmatch(address) or ".." in address:
        raise NotUnderstood(f"Dit lezen we niet als een e-mailadres. {_HOW}", *_meant(address))
    return address


def _meant(text: str) -> list[Suggestion]:
    """Suggest the one address behind a <, as mail programs write it behind a name."""
    found = _INSIDE.findall(text)
    return [Suggestion(found[0], found[0])] if len(found) == text.count("@") == 1 else []
