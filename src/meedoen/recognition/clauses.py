# SPDX-License-Identifier: EUPL-1.2
"""Clauses in which somebody tells of something that few have seen, whatever it is. Pure.

No turn of phrase holds all that may happen to people, so a clause is weighed by what stands in it:
things that texts about help hardly hold, deeds that are told on, and who or what made them known.
"""

import re
from collections.abc import Iterator

from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.uncommon import is_noun_of_few, is_seldom_told, is_thing
from meedoen.recognition.word_lists import words_of

# Where a clause ends. A comma parts it too, and each part is weighed for itself.
_END = re.compile(
    r"[.;:!?\n()\"“”]+|,|\s(?=(?:maar|want|dus|omdat|doordat|terwijl|waardoor|zodat|voordat|nadat)\b)"
    r"|\s(?=en (?:kan|wil|willen|moet|moeten|dat|durft|mag|vraagt|krijgt|zegt|nu|sindsdien)\b)"
    r"|\s(?=(?:durft|wil|kan|moet|slaapt|mag|wacht|groet|krijgt|vraagt)"
    r" (?:hij|zij|ze|ik|er|iedereen|niemand)\b)"
)
# What leads on to a clause, and tells nothing in it.
_LEAD = re.compile(
    r"(?:\s*\b(?:en|maar|want|dus|omdat|doordat|terwijl|waardoor|zodat|voordat|nadat|toen|sinds"
    r"|sindsdien|dat is|daar|vorige? (?:jaar|week|maand|winter|zomer)|ook|nog|er|gewoon|waar"
    r"|trouwens|verder|intussen|ondertussen|tot|van)\b)+\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_ENOUGH = 2
# What is told in these goes on to the end of its clause when few words are left of it.
_OF_CLAUSES = (Kind.EVENT, Kind.DWELLING, Kind.UNCOMMON)
_GOES_ON = re.compile(
    r"(?: (?!(?:en|maar|want|dus|omdat|doordat|terwijl|waardoor|zodat|zegt|wil|vraagt|kan|moet)\b)"
    r"[\w'-]+){1,3}(?=[.,;:!?)])"
)


def to_its_end(text: str, one: Finding) -> Finding:
    """Give a find with the few words that are left of its clause, where that is how it is told."""
    if one.kind not in _OF_CLAUSES:
        return one
    end = _GOES_ON.match(text, one.end)
    stop = end.end() if end else one.end
    return Finding(one.kind, text[one.start : stop], one.start, stop)


def clauses(text: str) -> Iterator[Finding]:
    """Find clauses that hold two things or deeds that are seldom told, or one and who saw it."""
    at = 0
    for end in (*_END.finditer(text), None):
        stop = end.start() if end else len(text)
        yield from _weighed(text, at, stop)
        at = end.end() if end else stop


def _weighed(text: str, start: int, stop: int) -> Iterator[Finding]:
    words = text[start:stop]
    if lead := _LEAD.match(words):
        start, words = start + lead.end(), words[lead.end() :]
    kind = _kind_of({one.group().lower() for one in _WORD.finditer(words)})
    if kind and words.strip():
        yield Finding(kind, text[start:stop], start, stop)


def _kind_of(words: set[str]) -> Kind | None:
    """What a clause with these words tells: what happened, of whose family, a thing, or nothing."""
    things = {word for word in words if is_thing(word)}
    nouns = {word for word in words - things if is_noun_of_few(word)}
    known = words & words_of("public") - things
    if words & words_of("media") or (words & words_of("vivid") and things | known | nouns):
        return Kind.EVENT
    if words & words_of("done") and any(map(is_seldom_told, things)):
        return Kind.EVENT
    if things and words & words_of("kin"):
        return Kind.FAMILY
    several = len(things) + bool(known) >= _ENOUGH if things else len(nouns) >= _ENOUGH
    return Kind.UNCOMMON if several else None
