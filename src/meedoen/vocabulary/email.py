# SPDX-License-Identifier: EUPL-1.2
"""Reads an e-mail address as people type it, in the spelling that is compared. Pure."""

import re
import unicodedata

from meedoen.vocabulary.reading import LONGEST_TYPED, NotUnderstood, Suggestion

LONGEST_ADDRESS = 254
# A host holds letters, figures and hyphens, and its last part is no number (RFC 1123, 2.1).
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_SHAPE = re.compile(rf"[^\s@<>()\[\],;:\"]+@(?:{_LABEL}\.)+(?!\d+$){_LABEL}")
# Quotes and brackets that programs put around an address; an apostrophe inside it stays.
_OPENS, _CLOSES = r"<(\[\"“‘„‚«`", r">)\]\"'”’“‘»`"
_AROUND = re.compile(
    rf"^[{_OPENS}']|[{_CLOSES}]$|^(?:mailto|smtp|(?:e[-\u2010]?)?mail(?:adres)?|aan|van|to|from): ?"
    r"|(?<=\w)\?(?:subject|body|cc)=.*$"
)
# One behind a name, before one, or written twice. Not behind a mere space: that may be a dot.
_INSIDE = re.compile(
    rf"(?:^|(?<=[{_OPENS}:]))'?([^\s@<>()\[\],;:\"']+(?:'[^\s@<>()\[\],;:\"']+)*@"
    rf"(?:{_LABEL}\.)+{_LABEL})(?=$|[{_CLOSES},;]| [<(])"
)
# What phones and word processors put for an apostrophe, and a dot as it is typed in Chinese.
_ALIKE = str.maketrans("’‘ʼ。", "'''.")
_HOW = "Zo kan het: naam@organisatie.nl."


def comparable_email(typed: str) -> str:
    """Give an address as it is kept and compared: small letters, no spaces, nothing unseen.

    A curly apostrophe is a straight one: O’Brien and O'Brien are one address.

    The part before the @ may tell capitals apart (RFC 5321, 2.4); no mail server in use does.
    Accents stay: an address with one is another address.
    """
    return _seen(typed).replace(" ", "")


def _seen(typed: str) -> str:
    """Give what can be seen, in small letters and with single spaces."""
    spaced = " ".join(unicodedata.normalize("NFKC", typed).split())
    seen = "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    level = unicodedata.normalize("NFKC", seen.lower()).translate(_ALIKE)
    return " ".join(level.split())


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
    """Suggest the one address among other words, as mail programs write it beside a name."""
    found = _INSIDE.findall(text)
    one = len(found) == text.count("@") and len(set(found)) == 1
    return [Suggestion(found[0], found[0])] if one else []
