# SPDX-License-Identifier: EUPL-1.2
"""Which offers somebody means by what they type, best first, and whether anything fits. Pure.

Each word or saying is looked up in every offer: as it stands, in a compound, by what it is about,
by what lies near that, and misspelt. A rare word weighs more than one that many offers share. The
score is the share of what was asked that an offer answers. See docs/explanation/search.md.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from meedoen.catalogue.offer_index import OfferIndex, in_order
from meedoen.catalogue.pieces import OfferId
from meedoen.catalogue.subjects import asked_about
from meedoen.catalogue.wishes import OPEN, THEN, THERE, wished
from meedoen.lexicon.ideas import Ideas, SaidWord
from meedoen.lexicon.spelling import words_of
from meedoen.lexicon.text import stem

# Of what is typed the first page is read.
LONGEST_QUERY = 2_000
MOST_WORDS = 60
# The word itself says a little more than another word for the same idea.
SAME_IDEA = 0.9
# What pieces of words in common add, at most: they tell apart what ideas do not.
PIECES = 1.5
# What an offer adds, at most, that as a whole is about what is asked, and does not only name it.
AS_A_WHOLE = 1.0
# What a word weighs that stands in offers but not among the ideas, and one that nobody knows.
UNLISTED, UNKNOWN = 0.35, 0.25
# What is found elsewhere weighs more: whoever asks for a passport is not helped by an hour of help.
# An offer answers it only by naming it in its title, and not somewhere beside its own subject.
ELSEWHERE, NAMED = 1.6, 0.8
# From here on a word counts as answered by an offer, for how rare it is.
ANSWERED = 0.35
# From here on an offer fits: it answers this share of the whole question, and more of it when a
# word is found elsewhere only; and it answers one word, that is no mere hint, at least this well.
FITS, FITS_ELSEWHERE, FITS_ONE_WORD = 0.15, 0.34, 0.36
TOO_COMMON = 0.25


@dataclass(frozen=True)
class SearchResult:
    """An offer and its score, 0 to 1: for the order alone, on no screen."""

    offer: OfferId
    score: float


@dataclass(frozen=True)
class SearchAnswer:
    """What a search gives: whether anything fits, and the nearest offers whether or not."""

    found: bool
    results: tuple[SearchResult, ...]


@dataclass(frozen=True)
class _Part:
    """A part of the question: its own weight, how rare it is, and how well offers answer it."""

    own: float
    rarity: float
    answered: Mapping[OfferId, float]
    elsewhere: bool


def search(text: str, index: OfferIndex, ideas: Ideas, top: int) -> SearchAnswer:
    """The offers nearest to what somebody typed, at most `top` (at least 1), equals by id."""
    if not index.offers:
        return SearchAnswer(found=False, results=())
    wishes = wished(text[:LONGEST_QUERY], index.offers)
    spelt = _spelt(wishes.rest, index, ideas)
    sure = dict(spelt)
    said = ideas.read(" ".join(word for word, _ in spelt))
    parts = [part for one in said for part in _parts(one, sure.get(one.words, 1.0), index, ideas)]
    scores = _scored(parts, index, by_rarity=True)
    fits = _fits(parts, index) or (not parts and bool(wishes.liked))
    telling = [word for word in words_of(wishes.rest)[:MOST_WORDS] if word not in ideas.silent]
    for offer, alike in index.pieces.alike(telling).items():
        scores[offer] += PIECES * alike
    for offer, alike in index.subjects.alike(asked_about(said, sure, ideas)).items():
        scores[offer] += AS_A_WHOLE * alike
    for offer, liked in wishes.liked.items():
        scores[offer] += liked
    most = 1 + PIECES + AS_A_WHOLE + THEN + THERE + OPEN
    told = [SearchResult(offer, round(score / most, 6)) for offer, score in scores.items()]
    best = sorted(told, key=lambda one: (-one.score, in_order(one.offer)))
    return SearchAnswer(fits, tuple(best[:top]))


def _scored(parts: Sequence[_Part], index: OfferIndex, *, by_rarity: bool) -> dict[OfferId, float]:
    """The share of what was asked that each offer answers, 0 to 1."""
    scores: dict[OfferId, float] = dict.fromkeys((one.id for one in index.offers), 0.0)
    weights = [part.own * (part.rarity if by_rarity else 1) for part in parts]
    asked = sum(weights) or 1.0
    for part, weight in zip(parts, weights, strict=True):
        for offer, answered in part.answered.items():
            scores[offer] += weight * answered / asked
    return scores


def _fits(parts: Sequence[_Part], index: OfferIndex) -> bool:
    """Whether something fits, and does not only lie near.

    How rare a word is tells offers apart, and says nothing of whether one of them fits.
    """
    best = max(_scored(parts, index, by_rarity=False).values(), default=0.0)
    answered = [(max(part.answered.values(), default=0.0), part) for part in parts]
    one_word = max((how * min(1, part.own / TOO_COMMON) for how, part in answered), default=0.0)
    gone = any(part.elsewhere and how < FITS_ONE_WORD for how, part in answered)
    return one_word >= FITS_ONE_WORD and best >= (FITS_ELSEWHERE if gone else FITS)


def _spelt(text: str, index: OfferIndex, ideas: Ideas) -> list[tuple[str, float]]:
    """The words of a text, each that nobody knows as the known word that it may be."""
    return [_as_known(word, index, ideas) for word in words_of(text)[:MOST_WORDS]]


def _as_known(word: str, index: OfferIndex, ideas: Ideas) -> tuple[str, float]:
    if ideas.knows(word) or stem(word) in index.by_root:
        return word, 1.0
    sounding = index.known.sounding(word)
    if not sounding and ideas.is_compound(word):
        return word, 1.0
    return index.known.guess(word) or (word, 1.0)


def _parts(said: SaidWord, spelt: float, index: OfferIndex, ideas: Ideas) -> Iterator[_Part]:
    """What a word or saying asks, and who it tells that asks it."""
    voices = {key: sure for key, sure in said.ideas.items() if ideas.ideas[key].voice}
    if voices:
        yield _part(SaidWord(said.words, {}, voices), spelt, index, ideas)
    about = {key: sure for key, sure in said.ideas.items() if key not in voices}
    if about or not voices:
        yield _part(SaidWord(said.words, said.roots, about), spelt, index, ideas)


def _part(said: SaidWord, spelt: float, index: OfferIndex, ideas: Ideas) -> _Part:
    elsewhere = bool(said.ideas) and all(ideas.ideas[key].elsewhere for key in said.ideas)
    answered: dict[OfferId, float] = defaultdict(float)
    for root, sure in said.roots.items():
        _raise(answered, index.by_root.get(root, {}), sure)
    heaviest = max((ideas.ideas[key].weight for key in said.ideas), default=1.0)
    for key, sure in said.ideas.items():
        if ideas.ideas[key].elsewhere:
            continue
        sure *= SAME_IDEA * ideas.ideas[key].weight / heaviest
        _raise(answered, index.by_idea.get(key, {}), sure)
        for near, how in ideas.ideas[key].near.items():
            _raise(answered, index.by_idea.get(near, {}), sure * how)
    own = ELSEWHERE if elsewhere else heaviest if said.ideas else UNLISTED if answered else UNKNOWN
    least = NAMED if elsewhere else 0.0
    capped = {o: min(1.0, how) * spelt for o, how in answered.items() if how >= least}
    return _Part(own * spelt, _rarity(capped, len(index.offers)), capped, elsewhere)


def _raise(answered: dict[OfferId, float], offers: Mapping[OfferId, float], sure: float) -> None:
    for offer, weight in offers.items():
        answered[offer] = max(answered[offer], weight * sure)


def _rarity(answered: Mapping[OfferId, float], offers: int) -> float:
    """How few offers answer a word, 0 to 1: what all of them answer tells none apart."""
    those = sum(how >= ANSWERED for how in answered.values())
    return log(1 + offers / (1 + those)) / log(1 + offers)
