# SPDX-License-Identifier: EUPL-1.2
"""Finds in a text what could tell who it is about: names, dates, numbers, addresses (S0-13).

It asks, and does not decide: each find is shown with its words, and somebody changes them or says
that they may stay. Only a citizen service number may never stay. Sure of nothing: a text without
finds can still be recognised by who knows the person, and the page says so.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from meedoen.recognition.ordinary_words import (
    CALLED,
    CLOSE,
    COMMON,
    DOES,
    MONTH,
    NO_NAME,
    NOBODY,
    STREET,
    SURELY_A_STREET,
)
from meedoen.vocabulary.bsn import bsns_in
from meedoen.vocabulary.levelling import Levelled, levelled

LONGEST_KEY = 200


class Kind(StrEnum):
    """What a find may be."""

    BSN = "bsn"
    NAME = "name"
    PERHAPS_NAME = "perhaps_name"
    EMAIL = "email"
    PHONE = "phone"
    ACCOUNT = "account"
    NUMBER = "number"
    DATE = "date"
    POSTCODE = "postcode"
    ADDRESS = "address"
    AGE_WITH_PLACE = "age_with_place"

    @property
    def label(self) -> str:
        """Say what it may be, on the screen."""
        return _LABELS[self]


_LABELS = {
    Kind.BSN: "Een burgerservicenummer. Dat mag nooit blijven staan.",
    Kind.NAME: "Een naam uit het dossier",
    Kind.PERHAPS_NAME: "Misschien een naam",
    Kind.EMAIL: "Een e-mailadres",
    Kind.PHONE: "Een telefoonnummer",
    Kind.ACCOUNT: "Een rekeningnummer",
    Kind.NUMBER: "Een nummer waarmee iemand te vinden is",
    Kind.DATE: "Een datum",
    Kind.POSTCODE: "Een postcode",
    Kind.ADDRESS: "Een adres",
    Kind.AGE_WITH_PLACE: "Een leeftijd met een plaats: samen is iemand te herkennen",
}


@dataclass(frozen=True)
class Finding:
    """Words in a text that could tell who it is about; `start` and `end` count characters."""

    kind: Kind
    words: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Give what stands for these words, wherever they occur in a text.

        The key is kept, and so does not say that a name came out of a dossier.
        """
        kind = Kind.PERHAPS_NAME if self.kind is Kind.NAME else self.kind
        return f"{kind}:{' '.join(self.words.lower().split())}"[:LONGEST_KEY]

    @property
    def may_stay(self) -> bool:
        """Tell whether somebody may say that the words are harmless."""
        return self.kind is not Kind.BSN


_TITLE = r"(?:[Dd]e heer|[Mm]eneer|[Mm]evrouw|[Dd]hr|[Mm]w|[Mm]evr|[Dd]r|[Dd]rs|[Ff]am(?:ilie)?)"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]+"
_BETWEEN = r"(?:(?:[Vv]an|[Dd]e[rn]?|[Hh]et|[Tt]e[rn]?|'t|[Ee]l) )*"
# A year is no house number: "Uitkering 2026" is no address.
_NUMBER = r"(?!(?:19|20)\d\d\b)\d+"
_INITIALS = r"(?:[A-Z]\. ?)+"
_IGNORE = re.IGNORECASE
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Kind.ACCOUNT, re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){10}\b")),
    (Kind.DATE, re.compile(rf"\b\d{{1,2}}(?:e)? (?:{MONTH})\b(?:\.? \d{{2,4}})?", _IGNORE)),
    (
        Kind.DATE,
        re.compile(
            r"\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{4}-\d{2}-\d{2}\b"
        ),
    ),
    (Kind.DATE, re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{2}\b(?!\.?\d)")),
    (Kind.DATE, re.compile(rf"\b(?:{MONTH})\.? (?:van )?(?:\d{{4}}|'\d{{2}})\b", _IGNORE)),
    (
        Kind.DATE,
        re.compile(
            r"\b(?:geboren|geb\.?|bouwjaar) (?:(?:in|op|uit) )?"
            r"(?:\w+ )?(?:\d{4}|'\d{2}|\d{1,2}[-/.]\d{1,2})\b",
            _IGNORE,
        ),
    ),
    (Kind.PHONE, re.compile(r"(?<!\d)(?:\+31|0031|0)(?: ?\(0\))?(?: ?-? ?\d){8,9}(?!\d)")),
    (Kind.NUMBER, re.compile(r"(?<![\d.,])\d(?:[ .-]?\d){7,8}(?![\d])")),
    (Kind.NUMBER, re.compile(r"(?<![\d.,])\d{6,}(?!\d)")),
    (Kind.POSTCODE, re.compile(r"\b[1-9]\d{3} ?(?!(?:SA|SD|SS)\b)[A-Z]{2}\b")),
    (Kind.POSTCODE, re.compile(r"\b[1-9]\d{3}[a-z]{2}\b")),
    (Kind.ADDRESS, re.compile(rf"\b{_CAPITAL}(?:{STREET}) {_NUMBER}(?:\s?[a-zA-Z]\b)?")),
    (Kind.ADDRESS, re.compile(rf"\b[a-z]{{3,40}}(?:{SURELY_A_STREET}) {_NUMBER}(?:\s?[a-z]\b)?")),
    (
        Kind.ADDRESS,
        re.compile(rf"\b(?:{_CAPITAL} )+(?:{STREET}) {_NUMBER}(?:\s?[a-zA-Z]\b)?", _IGNORE),
    ),
    (Kind.NAME, re.compile(rf"\b{_TITLE}\.? (?:{_INITIALS})?{_BETWEEN}{_CAPITAL}")),
    (Kind.NAME, re.compile(rf"\b{_TITLE}\.? {_INITIALS}")),
    (Kind.PERHAPS_NAME, re.compile(rf"\b{_INITIALS}{_BETWEEN}{_CAPITAL}")),
    (Kind.PERHAPS_NAME, re.compile(r"\b(?:[A-Z]\.){2,}")),
)
_AFTER_CLOSE = re.compile(
    rf"\b(?:(?:mijn|haar|zijn|m'n|z'n|hun|de|een) (?:{CLOSE})|{CALLED})(?: heet| is)? "
    rf"(?!(?:{NO_NAME})\b)(?P<name>[^\W\d_]{{2,}})",
    _IGNORE,
)
# Given names are short; "Loonkostensubsidie kan" is about a rule.
_BEGINS_WITH = re.compile(
    rf"\b(?P<name>(?!\w{{11}}){_CAPITAL})"
    rf"(?= (?:{DOES})\b(?! er\b)| {_BETWEEN}[A-Z][a-z]| en [A-Z])"
)
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")
_AGE = re.compile(
    r"\b\d{1,3}[- ]?jarige?\b|\b\d{1,3} (?:jaar|jr)\b(?: oud)?|\(\d{2}\)|"
    r"\b(?:van|is|was) \d{2,3}\b(?! (?:uur|uren|euro|dag|week|weken|procent|kilometer|km))",
    _IGNORE,
)
_PLACE_AFTER = re.compile(rf"\b(?:uit|in|te|bij|wijk|buurt|dorp) ({_CAPITAL}(?:[- ]{_CAPITAL})?)")
_ARTICLE = re.compile(r"\b(?:art|artikel|artikelen)\b\.?(?: \d[\d.:]*[a-z]?\b(?:,| en)?)+", _IGNORE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_WORD = re.compile(rf"(?<![\w-]){_CAPITAL}(?![\w-])")


def find(
    text: str, *, names: Collection[str] = (), places: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Give what in a text could tell who it is about, in reading order, without overlaps.

    `names` are those the dossier holds, `places` the buurten and towns around: both are looked
    for however they are written. What stands first in the list of kinds wins where two overlap.
    """
    level = levelled(text)
    plain, near = level.plain, [levelled(place).plain for place in places]
    found = [*_numbers_of_state(plain), *_known_names(plain, names), *_by_pattern(plain)]
    found += _ages_with_places(plain, near)
    found += _perhaps_names(plain, near)
    kept: list[Finding] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(_as_written(text, level, one) for one in sorted(kept, key=lambda f: f.start))


def _as_written(text: str, level: Levelled, one: Finding) -> Finding:
    """The find where it stands in the text as somebody typed it."""
    start, end = level.typed(one.start, one.end)
    return Finding(one.kind, text[start:end], start, end)


def _made(kind: Kind, match: re.Match[str], part: int | str = 0) -> Finding:
    return Finding(kind, match[part], match.start(part), match.end(part))


def _numbers_of_state(text: str) -> Iterator[Finding]:
    for start, end in bsns_in(text):
        yield Finding(Kind.BSN, text[start:end], start, end)


def _known_names(text: str, names: Iterable[str]) -> Iterator[Finding]:
    """Each name as a whole and by its parts, however they are written."""
    plain = [levelled(name).plain for name in names]
    parts = {part for name in plain for part in (name, *re.split(r"[\s-]+", name))}
    for part in sorted((p for p in parts if len(p) > 1), key=lambda p: (-len(p), p)):
        for match in re.finditer(rf"(?<!\w){re.escape(part)}(?:s|'s)?(?!\w)", text, _IGNORE):
            yield _made(Kind.NAME, match)


def _by_pattern(text: str) -> Iterator[Finding]:
    without = _without_articles(text)
    for kind, pattern in _PATTERNS:
        yield from (_made(kind, match) for match in pattern.finditer(without))
    for match in _AFTER_CLOSE.finditer(text):
        yield _made(Kind.PERHAPS_NAME, match, "name")


def _without_articles(text: str) -> str:
    """The text where the numbers of articles are blank: "art. 31.12.10" is no date."""
    return _ARTICLE.sub(lambda found: " " * len(found.group()), text)


def _ages_with_places(text: str, places: Collection[str]) -> Iterator[Finding]:
    """An age, where the same sentence names a place: each alone says little."""
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        if _PLACE_AFTER.search(words) or any(_holds(words, place) for place in places):
            for match in _AGE.finditer(words):
                at = sentence.start() + match.start()
                yield Finding(Kind.AGE_WITH_PLACE, match.group(), at, at + len(match.group()))


def _holds(text: str, word: str) -> bool:
    return bool(word) and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, _IGNORE) is not None


def _perhaps_names(text: str, places: Collection[str]) -> Iterator[Finding]:
    """A word with a capital inside a sentence, unless it is a law, a body, a day or a place; and
    one that begins a sentence and then does something, as people do."""
    known = COMMON | {part.lower() for place in places for part in re.split(r"[\s-]+", place)}
    for match in _WORD.finditer(text):
        if match.group().lower() not in known and not _begins(text, match.start()):
            yield _made(Kind.PERHAPS_NAME, match)
    for match in _BEGINS_WITH.finditer(text):
        if _begins(text, match.start()) and match["name"].lower() not in known | NOBODY:
            yield _made(Kind.PERHAPS_NAME, match, "name")
    for match in _CAPITALS.finditer(text):
        if match.group().lower() not in known:
            yield _made(Kind.PERHAPS_NAME, match)


def _begins(text: str, at: int) -> bool:
    """Whether a sentence, line or quotation begins here."""
    before = text[:at].rstrip(" \t\"'‘“(-•")
    return not before or before[-1] in ".!?:\n"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: plain, or a find to be marked."""

    words: str
    finding: Finding | None = None


def marked(text: str, findings: Iterable[Finding]) -> list[Piece]:
    """Cut a text in pieces so that its finds can be shown marked; together they are the text."""
    pieces, at = [], 0
    for one in sorted(findings, key=lambda found: found.start):
        if one.start > at:
            pieces.append(Piece(text[at : one.start]))
        pieces.append(Piece(text[one.start : one.end], one))
        at = one.end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces
