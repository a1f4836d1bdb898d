# SPDX-License-Identifier: EUPL-1.2
"""What somebody says of when, where and on what ground, beside what they look for. Pure.

These are wishes and no limits: an offer that meets one stands a little higher, and none goes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meedoen.catalogue.offer_index import SearchedOffer
from meedoen.catalogue.pieces import OfferId
from meedoen.lexicon.spelling import words_of

# What an offer gains that is there then, that stands in that buurt, and that needs no indicatie.
THEN, THERE, OPEN = 0.06, 0.1, 0.06

_DAYS = {
    "maandag": "ma", "dinsdag": "di", "woensdag": "wo", "donderdag": "do", "vrijdag": "vr",
    "zaterdag": "za", "zondag": "zo",
}  # fmt: skip
_PARTS = {
    "ochtend": "ochtend", "morgen": "ochtend", "voormiddag": "ochtend", "middag": "middag",
    "namiddag": "middag", "avond": "avond", "savonds": "avond", "smiddags": "middag",
    "sochtends": "ochtend", "smorgens": "ochtend", "morning": "ochtend", "afternoon": "middag",
    "evening": "avond",
}  # fmt: skip
_WEEKEND = ("za", "zo")
_WEEK = ("ma", "di", "wo", "do", "vr")
_OPEN = re.compile(
    r"\b(zonder|geen|niet) (een )?(indicatie|verwijzing|verwijsbrief|doorverwijzing)( nodig)?\b"
)
_SILENT = {"doordeweeks", "weekend", "weekeinde", "overdag", "savonds", "indicatie", "verwijzing"}


@dataclass(frozen=True)
class SearchWishes:
    """What is left to look for, and what each offer gains by the other wishes."""

    rest: str
    liked: Mapping[OfferId, float]


def _when(words: Iterable[str]) -> tuple[set[str], set[str], set[str]]:
    """The days and parts of a day that words name, and which words these were."""
    days: set[str] = set()
    parts: set[str] = set()
    used: set[str] = set()
    for word in words:
        plain = word.removesuffix("s") if word.removesuffix("s") in _PARTS else word
        day = next((code for name, code in _DAYS.items() if word.startswith(name)), None)
        rest = next((word[len(name) :] for name in _DAYS if word.startswith(name)), plain)
        if day:
            days.add(day)
        if rest.removesuffix("en") in _PARTS:
            parts.add(_PARTS[rest.removesuffix("en")])
        if word in ("weekend", "weekeinde", "weekenden"):
            days.update(_WEEKEND)
        if word in ("doordeweeks", "werkdagen"):
            days.update(_WEEK)
        if word == "overdag":
            parts.update(("ochtend", "middag"))
        if day or word in _SILENT or plain in _PARTS:
            used.add(word)
    return days, parts, used


def _is_then(offer: SearchedOffer, days: set[str], parts: set[str]) -> bool:
    for told in offer.dayparts:
        plain = " ".join(words_of(told))
        if (not days or plain[:2] in days) and (not parts or any(one in plain for one in parts)):
            return True
    return False


def wished(text: str, offers: Iterable[SearchedOffer]) -> SearchWishes:
    """Take the words of when, where and on what ground out of a text, and say who meets them."""
    words = words_of(text)
    plain = " ".join(words)
    days, parts, used = _when(words)
    open_door = bool(_OPEN.search(plain))
    plain = _OPEN.sub(" ", plain)
    liked: dict[OfferId, float] = defaultdict(float)
    buurten = {" ".join(words_of(offer.buurt)) for offer in offers} - {""}
    named: set[str] = set()
    for buurt in sorted(buurten, key=lambda name: (-len(name), name)):
        if f" {buurt} " in f" {plain} ":
            named.add(buurt)
            plain = f" {plain} ".replace(f" {buurt} ", " ").strip()
    for offer in offers:
        if (days or parts) and _is_then(offer, days, parts):
            liked[offer.id] += THEN
        if named and " ".join(words_of(offer.buurt)) in named:
            liked[offer.id] += THERE
        if open_door and offer.indication_required is False:
            liked[offer.id] += OPEN
    rest = " ".join(word for word in plain.split() if word not in used)
    return SearchWishes(rest, dict(liked))
