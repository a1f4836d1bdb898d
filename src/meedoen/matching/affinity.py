# SPDX-License-Identifier: EUPL-1.2
"""How close an offer comes to what someone said: shared subjects first, then shared words.

A "niet" or "geen" turns what follows it in the same thought into a limit, never into a wish.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from meedoen.lexicon.text import clauses, dice, grams, sentences, stem, words
from meedoen.lexicon.themes import CONDITION, FORM, LONGEST_WORD, Find, Lexicon
from meedoen.matching.proposal import OfferView

# Shared subjects carry the meaning; shared words only tell offers on one subject apart.
THEME_SHARE, WORD_SHARE = 0.75, 0.25
SECOND_SUBJECT = 0.25
ALIKE = 0.6
# A form is a looser hit than a subject: "een baan" is said of many jobs.
FORM_WEIGHT = 0.7
# An offer is mostly about its first subject.
NEXT_SUBJECT, LEAST_SHARE = 0.12, 0.6
# How much of what somebody says is heard: a page. Each word is laid beside the words of every offer
# and every thought beside every offer, at each look; without an end to it a text of 20,000 letters
# keeps a server busy for seconds. What comes later is kept, and people read it; it weighs nothing.
MOST_LETTERS, MOST_SENTENCES = 2_500, 30
_LAST_WORD = re.compile(r"\S*\Z")


@dataclass(frozen=True)
class ReadSaying:
    """One thing someone said: the sentence to quote, what it asks for and what it refuses."""

    quote: str
    wanted: Mapping[str, Find] = field(default_factory=dict)
    refused: Mapping[str, Find] = field(default_factory=dict)
    refused_times: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """How well an offer answers a saying, 0 to 1, and the key that shows it best, if any."""

    saying: ReadSaying
    strength: float
    key: str | None


def _strongest(finds: Iterable[Find]) -> dict[str, Find]:
    best: dict[str, Find] = {}
    for find in finds:
        if find.key not in best or find.strength > best[find.key].strength:
            best[find.key] = find
    return best


def _cut_at_negation(clause: str, lexicon: Lexicon) -> tuple[str, str]:
    """A clause as what is wanted and what is refused."""
    found = words(clause)
    roots = [stem(word) for word in found]
    for position in range(len(roots)):
        for negation in lexicon.negations:
            after = position + len(negation)
            if tuple(roots[position:after]) == negation:
                if _speaks_of_a_state(found[position:], lexicon):
                    return clause, ""
                return " ".join(found[:position]), " ".join(found[after:])
    return clause, ""


def _speaks_of_a_state(from_negation: Sequence[str], lexicon: Lexicon) -> bool:
    """ "Niet alleen" and "niet te druk" are known phrases; "niet meer thuiszitten" is a wish."""
    text = " ".join(from_negation)
    known_phrase = any(f.word.startswith(from_negation[0] + " ") for f in lexicon.finds(text))
    return known_phrase or any(stem(word) in lexicon.either_way for word in from_negation)


def understand(said: str, lexicon: Lexicon, *, as_limit: bool = False) -> list[ReadSaying]:
    """What a text asks for and refuses, sentence by sentence. `as_limit`: all of it is refused.

    As far as it is heard: what comes after the first page weighs nothing.
    """
    return [_understand_sentence(sentence, lexicon, as_limit) for sentence in heard_of(said)]


def heard_of(said: str) -> list[str]:
    """The sentences of a text that count, untouched: `MOST_SENTENCES` in `MOST_LETTERS` letters.

    The sentence in which that ends stops at its last whole word.
    """
    if len(said) > MOST_LETTERS:
        said = _LAST_WORD.sub("", said[: MOST_LETTERS + 1])
    return sentences(said)[:MOST_SENTENCES]


def _understand_sentence(sentence: str, lexicon: Lexicon, as_limit: bool) -> ReadSaying:
    wanted: list[Find] = []
    refused: list[Find] = []
    kept: list[str] = []
    times: set[str] = set()
    for clause in clauses(sentence):
        wish, limit = _cut_at_negation(clause, lexicon)
        if as_limit and not limit:
            wish, limit = "", wish
        wanted += lexicon.finds(wish)
        refused += lexicon.finds(limit)
        kept += [stem(word) for word in words(wish) if _can_be_shared(word, lexicon)]
        times |= {root for word in words(limit) if (root := stem(word)) in lexicon.times}
    return ReadSaying(
        sentence, _strongest(wanted), _strongest(refused), frozenset(times), tuple(kept)
    )


def _can_be_shared(word: str, lexicon: Lexicon) -> bool:
    return word not in lexicon.silent and len(word) <= LONGEST_WORD


def keys_of(offer: OfferView) -> dict[str, float]:
    """The keys an offer answers to, each with how much the offer is about it, 0 to 1."""
    weights = dict(zip(reversed(offer.themes), reversed(_shares(len(offer.themes))), strict=True))
    return {FORM + offer.form: FORM_WEIGHT} | weights


def _shares(count: int) -> list[float]:
    """The first subject counts in full, each further one a little less."""
    return [max(LEAST_SHARE, 1 - NEXT_SUBJECT * position) for position in range(count)]


@lru_cache(maxsize=20_000)
def _offer_stems(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The stems of an offer's own text; offers are public, so they may be remembered."""
    return frozenset(stem(word) for word in words(text) if word not in lexicon.silent)


class OfferWords:
    """The words of a set of offers, with the weight of each: a rare word says more."""

    def __init__(self, offers: Sequence[OfferView], lexicon: Lexicon) -> None:
        """Read titles and descriptions once. The order of the offers has no effect."""
        self._of = {o.id: _offer_stems(f"{o.title} {o.description}", lexicon) for o in offers}
        counts = Counter(root for offer_stems in self._of.values() for root in offer_stems)
        self._weights = {r: math.log(1 + len(self._of) / n) for r, n in counts.items()}
        self._rarest = max(self._weights.values(), default=1.0)
        # Words that share no piece of three letters are not alike: only the others are looked at.
        self._with_gram: defaultdict[str, list[str]] = defaultdict(list)
        for known in self._weights:
            for gram in grams(known):
                self._with_gram[gram].append(known)
        self._alike: dict[str, dict[str, float]] = {}
        self._totals: dict[tuple[str, ...], float] = {}

    def _lookalikes(self, root: str) -> dict[str, float]:
        """Words of the offers that look like `root`, each with its weight and likeness in one."""
        if root not in self._alike:
            mine = grams(root)
            shared = Counter(known for gram in mine for known in self._with_gram.get(gram, ()))
            scored = {known: dice(n, mine, grams(known)) for known, n in shared.items()}
            self._alike[root] = {
                known: self._weights[known] * how for known, how in scored.items() if how >= ALIKE
            }
        return self._alike[root]

    def _total(self, said: tuple[str, ...]) -> float:
        """The weight of all that was said; a word that no offer has weighs as the rarest."""
        if said not in self._totals:
            self._totals[said] = sum(
                max((self._weights[k] for k in self._lookalikes(root)), default=self._rarest)
                for root in sorted(set(said))
            )
        return self._totals[said]

    def share(self, said: tuple[str, ...], offer: OfferView) -> float:
        """The part of what was said, 0 to 1, that the offer's own text also says."""
        total, offer_stems, hits = self._total(said), self._of[offer.id], 0.0
        for root in sorted(set(said)):
            shared = self._lookalikes(root).keys() & offer_stems
            if shared:
                hits += max(self._alike[root][known] for known in shared)
        return min(1.0, hits / total) if total else 0.0


def hit(saying: ReadSaying, offer: OfferView, offer_words: OfferWords) -> Hit:
    """How well an offer answers one saying."""
    answered = {
        key: share * saying.wanted[key].strength
        for key, share in keys_of(offer).items()
        if key in saying.wanted
    }
    best = min(answered, key=lambda key: (-answered[key], key), default=None)
    shared = offer_words.share(saying.stems, offer)
    strength = THEME_SHARE * min(1.0, _by_word(saying, answered)) + WORD_SHARE * shared
    return Hit(saying, strength, best)


def _by_word(saying: ReadSaying, answered: Mapping[str, float]) -> float:
    """The best subject in full, and a little for each further word: one word counts once."""
    by_word: dict[str, float] = {}
    for key, strength in answered.items():
        word = saying.wanted[key].word
        by_word[word] = max(by_word.get(word, 0.0), strength)
    ranked = sorted(by_word.values(), reverse=True)
    return ranked[0] + SECOND_SUBJECT * sum(ranked[1:]) if ranked else 0.0


def best_hits(
    sayings: Sequence[ReadSaying], offer: OfferView, offer_words: OfferWords
) -> list[Hit]:
    """The hits of an offer on all that was said, strongest first; what does not hit is left out."""
    hits = (hit(saying, offer, offer_words) for saying in sayings)
    return sorted((h for h in hits if h.strength > 0), key=lambda h: (-h.strength, h.saying.quote))


def together(hits: Sequence[Hit]) -> float:
    """One strength, 0 to 1, for several hits: the best one counts, a second adds a little."""
    if not hits:
        return 0.0
    second = hits[1].strength if len(hits) > 1 else 0.0
    return min(1.0, hits[0].strength + SECOND_SUBJECT * second)


def conditions_said(sayings: Iterable[ReadSaying]) -> dict[str, ReadSaying]:
    """The conditions (codes) someone named in passing, each with where it was said."""
    named: dict[str, ReadSaying] = {}
    for saying in sayings:
        for key in saying.wanted:
            if key.startswith(CONDITION):
                named.setdefault(key.removeprefix(CONDITION), saying)
    return named
