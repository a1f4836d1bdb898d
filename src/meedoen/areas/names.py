# SPDX-License-Identifier: EUPL-1.2
"""Tells whether the name of an area can stand on a map that residents read (pure).

A name that went through the wrong encoding is refused with what it looks like it should be; it is
never repaired here, because the rest of the file went the same way.
"""

import re
import unicodedata
from functools import cache

LONGEST_NAME = 100
# Encodings that a UTF-8 file is mistaken for on Windows, on a Mac and by old programs.
_MISTAKEN = ("cp1252", "latin-1", "mac_roman", "cp850", "cp437")
# What UTF-8 spells with two or three bytes and stands in Dutch and Frisian names.
_SPELLED_WIDE = [*map(chr, range(0xA0, 0x180)), *"‐‑–—‘’‚“”„…€"]
_ESCAPED = re.compile(r"&(#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z]{2,8});|\\u[0-9a-fA-F]{4}|%[0-9A-F]{2}%")
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")
_STRANGE_INSIDE = re.compile(r"[^\W\d_]([^\w\s'’‘`´.\-‐‑–—/&+,:;()·])[^\W\d_]")
# The first half of a letter of UTF-8, whose second half was taken for a space; and a letter of DOS.
_TORN = re.compile(r"[ÂÃ](?=\s|$)|ƒ")
_READ_ANEW = "read the file as UTF-8, and export it again"


def _garbled_spellings() -> dict[str, str]:
    found = {}
    for letter in _SPELLED_WIDE:
        for encoding in _MISTAKEN:
            try:
                found[letter.encode().decode(encoding)] = letter
            except UnicodeDecodeError:
                continue
    return found


@cache
def _garbled() -> tuple[dict[str, str], re.Pattern[str]]:
    """What to look for; made when the first name is read, as it takes longer than all of numpy."""
    found = _garbled_spellings()
    return found, re.compile("|".join(map(re.escape, found)))


def tidy(name: str) -> str:
    """Give a name with each accent on its letter, and single spaces."""
    return " ".join(
        re.sub(r"[\u00a0\u2007\u202f]", " ", unicodedata.normalize("NFC", name)).split()
    )


def fault_in(name: str) -> tuple[str, str] | None:
    """Give what is wrong with a name and what to do; None for a name that can be read."""
    for place, letter in enumerate(name, start=1):
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            what = f"the name holds U+{ord(letter):04X} at place {place}, which cannot be shown"
            return what, "take it out of the name"
    if len(name) > LONGEST_NAME:
        what = f"the name is longer than {LONGEST_NAME} characters"
        return what, "write the name as it stands on a map"
    if _ESCAPED.search(name):
        return f"the name {name!r} holds the code of a letter", "write the letter itself"
    garbled = garbled_in(name)
    if garbled:
        return garbled
    if "\ufffd" in name or _LOST.search(name) or _STRANGE_INSIDE.search(name) or _TORN.search(name):
        return f"the name {name!r} looks garbled: a letter was lost", _READ_ANEW
    return None


def garbled_in(name: str) -> tuple[str, str] | None:
    """Give what is wrong with a text of which the encoding was mistaken, and what to do."""
    spellings, pattern = _garbled()
    meant = pattern.sub(lambda found: spellings[found.group()], name)
    if meant != name:
        return f"the name {name!r} looks garbled (is it {meant!r}?)", _READ_ANEW
    return None
