# SPDX-License-Identifier: EUPL-1.2
"""A text as the eye reads it: without accents, characters of no width, and look-alikes. Pure.

What looks the same must be found the same. Each character remembers where it was typed, so that a
find can be shown in the text as it is.
"""

import unicodedata
from dataclasses import dataclass

_UNSEEN = {"Mn", "Me", "Cf"}
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212"
_QUOTES = "\u2018\u2019\u201b\u02b9\u02bb\u02bc\u2032\u00b4\u0060"
_ALIKE = {ord(one): "-" for one in _HYPHENS} | {ord(one): "'" for one in _QUOTES}


@dataclass(frozen=True)
class Levelled:
    """A text made plain; `places` gives for each of its characters where that was typed."""

    plain: str
    places: tuple[int, ...]
    length: int

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Give where a stretch of the plain text stands as typed, with its unseen marks."""
        after = self.places[end] if end < len(self.places) else self.length
        return self.places[start], max(after, self.places[end - 1] + 1)


def levelled(text: str) -> Levelled:
    """Make a text plain: base letters, ordinary digits, hyphens, quotes and spaces."""
    made = [(plain, at) for at, typed in enumerate(text) for plain in _plain(typed)]
    return Levelled("".join(p for p, _ in made), tuple(at for _, at in made), len(text))


def _plain(typed: str) -> str:
    if typed.isascii() and typed not in "`\t":
        return typed
    if typed.isspace():
        return typed if typed in "\n\r" else " "
    parts = unicodedata.normalize("NFKD", typed.translate(_ALIKE))
    seen = (part for part in parts if unicodedata.category(part) not in _UNSEEN)
    return "".join(str(unicodedata.decimal(part)) if part.isdecimal() else part for part in seen)


# Letters that Unicode does not part from their stroke, and two written as one.
_SPELLED_OUT = (
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("“”„‟«»", '"')
    # Control characters part words; fillers are letters by their category, and nothing to see.
    | dict.fromkeys(map(chr, (*range(0x20), *range(0x7F, 0xA0))), " ")
    | dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", "")
)


class _Sought(dict[int, str]):
    """Each character as it is sought, worked out once: whole laws are searched in."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code)).casefold()
        self[code] = "".join(_SPELLED_OUT.get(part, part) for part in plain)
        return self[code]


_SOUGHT = _Sought()


def levelled_for_search(text: str) -> str:
    """Give a text as it is sought and sorted: plain, in small letters, one space between words.

    The same as `catalogue_levelled` in the database does.
    """
    return " ".join(text.translate(_SOUGHT).split())
