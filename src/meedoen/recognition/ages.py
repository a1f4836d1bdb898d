# SPDX-License-Identifier: EUPL-1.2
"""How old somebody is, and whether the same sentence names a place. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.phrases import told_by

_PLACE = re.compile(r"\b(?:uit|in|te|bij|wijk|buurt|dorp) [A-Z][a-z']+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


def ages(text: str, places: Collection[str]) -> Iterator[Finding]:
    """Find how old somebody is, and say when the same sentence names a place."""
    near = [one.span() for one in _SENTENCE.finditer(text) if _names_one(one.group(), places)]
    for found in told_by(Kind.AGE, text, "ages"):
        with_place = any(start <= found.start < end for start, end in near)
        yield replace(found, kind=Kind.AGE_WITH_PLACE) if with_place else found


def _names_one(sentence: str, places: Collection[str]) -> bool:
    return bool(_PLACE.search(sentence)) or any(_holds(sentence, one) for one in places)


def _holds(text: str, word: str) -> bool:
    sought = rf"(?<!\w){re.escape(word)}(?!\w)"
    return bool(word) and re.search(sought, text, re.IGNORECASE) is not None
