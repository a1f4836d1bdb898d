# SPDX-License-Identifier: EUPL-1.2
"""Organisations and places that are known by name, not the bodies that all deal with. Pure."""

import re
from collections.abc import Iterator

from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.phrases import told_by
from meedoen.recognition.word_lists import is_ordinary, is_rare, words_of

_CAPITAL = re.compile(r"[A-Z][\w-]+")
# "Buurtmoeder Naima" is no organisation.
_SOMEBODY = re.compile(
    r"(?:er|ster|eur|euse|ist|iste|aar|man|vrouw|meisje|jongen|kind|arts|kundige|ouders?|moeder|vader|ent|ente|ant"
    r"|ante|lid|zoon|dochter|juf|meester|coach|oma|opa|oom|tante|zus|vriend|vriendin|gebied|achtig"
    r"|lijk|loos|isch|elijks)$"
)
_PARTS = re.compile(r"[\s-]+")


def organisations(text: str) -> Iterator[Finding]:
    """Find an organisation that is known in one place."""
    for found in (
        *told_by(Kind.ORGANISATION, text, "organisations"),
        *told_by(Kind.ORGANISATION, text, "organisations", "before_a_name", if_word=_is_a_sort),
        *told_by(Kind.ORGANISATION, text, "organisations", "in_one_place"),
    ):
        named = {one.lower() for one in _CAPITAL.findall(found.words)}
        if not named or not named <= words_of("no_names"):
            yield found


def _is_a_sort(word: str) -> bool:
    """Whether a word can be what sort of thing has the name after it, and is not of a person."""
    return is_rare(word) and not _SOMEBODY.search(word)


def places(text: str) -> Iterator[Finding]:
    """Find a town, village, wijk or buurt."""
    for found in told_by(Kind.PLACE, text, "places"):
        place = found.words.lower()
        known = {place} & words_of("no_names") or {*_PARTS.split(place)} <= words_of("no_names")
        if not known and place not in words_of("given_names"):
            yield found


def places_in_small(text: str) -> Iterator[Finding]:
    """Find a town that is written without a capital and is no word that is in use."""
    return told_by(Kind.PLACE, text, "places", "small", if_word=lambda word: not is_ordinary(word))
