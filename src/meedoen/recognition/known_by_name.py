# SPDX-License-Identifier: EUPL-1.2
"""Organisations and places that are known by name, not the bodies that all deal with. Pure."""

import re
from collections.abc import Iterator

from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.phrases import told_by
from meedoen.recognition.word_lists import words_of

_CAPITAL = re.compile(r"[A-Z][\w-]+")
_PARTS = re.compile(r"[\s-]+")


def organisations(text: str) -> Iterator[Finding]:
    """Find an organisation that is known in one place."""
    for found in told_by(Kind.ORGANISATION, text, "organisations"):
        named = {one.lower() for one in _CAPITAL.findall(found.words)}
        if not named or not named <= words_of("no_names"):
            yield found


def places(text: str) -> Iterator[Finding]:
    """Find a town, village, wijk or buurt."""
    for found in told_by(Kind.PLACE, text, "places"):
        place = found.words.lower()
        known = {place} & words_of("no_names") or {*_PARTS.split(place)} <= words_of("no_names")
        if not known and place not in words_of("given_names"):
            yield found
