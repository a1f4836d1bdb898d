# SPDX-License-Identifier: EUPL-1.2
"""Offers by their words and by what these are about, to be searched in. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from meedoen.catalogue.pieces import OfferId, WordPieces, pieces_of
from meedoen.catalogue.subjects import Subjects, subjects_of
from meedoen.lexicon.ideas import Ideas
from meedoen.lexicon.spelling import KnownWords, known_words, words_of

# Of each offer the first page is read, as of what people type.
LONGEST_TEXT = 5_000
# What an offer is called says most; what its first sentence says, more than what follows.
TITLE, FORM, FIRST, DESCRIPTION, ORGANISATION = 1.0, 0.9, 0.75, 0.6, 0.45
# Each other field, and each further time in the description, that says the same adds a little.
SAID_AGAIN = 0.06
MOST_AGAIN = 3

_SENTENCE_END = re.compile(r"[.!?\n]\s")


def in_order(called: OfferId) -> tuple[bool, OfferId]:
    """By what ids are put in order: numbers first."""
    return isinstance(called, str), called


@dataclass(frozen=True)
class SearchedOffer:
    """An offer as it is searched: only words, whatever they are.

    `dayparts` are words such as "ma-ochtend"; `indication_required` is unknown when None.
    """

    id: OfferId
    title: str = ""
    description: str = ""
    form: str = ""
    organisation: str = ""
    buurt: str = ""
    dayparts: tuple[str, ...] = ()
    indication_required: bool | None = None


@dataclass(frozen=True, eq=False)
class OfferIndex:
    """In which offers a root or an idea stands, each with how much it says of the offer, 0 to 1."""

    offers: tuple[SearchedOffer, ...]
    by_root: Mapping[str, Mapping[OfferId, float]]
    by_idea: Mapping[str, Mapping[OfferId, float]]
    known: KnownWords = field(repr=False)
    pieces: WordPieces = field(repr=False)
    subjects: Subjects = field(repr=False)


def _fields(offer: SearchedOffer) -> Iterable[tuple[float, str]]:
    description = offer.description[:LONGEST_TEXT]
    first = _SENTENCE_END.split(description, maxsplit=1)[0]
    yield TITLE, offer.title[:LONGEST_TEXT]
    yield FORM, offer.form[:LONGEST_TEXT]
    yield FIRST, first
    yield DESCRIPTION, description[len(first) :]
    yield ORGANISATION, offer.organisation[:LONGEST_TEXT]


def _weighed(offer: SearchedOffer, ideas: Ideas) -> tuple[dict[str, float], dict[str, float]]:
    """What the roots and ideas of an offer say of it."""
    best: tuple[dict[str, float], dict[str, float]] = ({}, {})
    times: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for weight, text in _fields(offer):
        for said in ideas.read(text):
            for found, kept, count in zip((said.roots, said.ideas), best, times, strict=True):
                for key, sure in found.items():
                    kept[key] = max(kept.get(key, 0), weight * sure)
                count.update(found.keys())
    for kept, count in zip(best, times, strict=True):
        for key in kept:
            again = 1 + SAID_AGAIN * min(MOST_AGAIN, count[key] - 1)
            kept[key] = min(1.0, kept[key] * again)
    return best


def index_offers(offers: Iterable[SearchedOffer], ideas: Ideas) -> OfferIndex:
    """Make offers ready to be searched; their order changes nothing."""
    ordered = tuple(sorted(offers, key=lambda offer: in_order(offer.id)))
    by_root: dict[str, dict[OfferId, float]] = defaultdict(dict)
    by_idea: dict[str, dict[OfferId, float]] = defaultdict(dict)
    times = Counter(ideas.spoken)
    for offer in ordered:
        roots, about = _weighed(offer, ideas)
        for root, weight in roots.items():
            by_root[root][offer.id] = weight
        for idea, weight in about.items():
            by_idea[idea][offer.id] = weight
        for _, text in _fields(offer):
            times.update(words_of(text))
    texts = {
        offer.id: [
            (weight, word)
            for weight, text in _fields(offer)
            for word in words_of(text)
            if word not in ideas.silent
        ]
        for offer in ordered
    }
    known, pieces = known_words(times), pieces_of(texts)
    return OfferIndex(ordered, by_root, by_idea, known, pieces, subjects_of(by_idea, ideas))
