# SPDX-License-Identifier: EUPL-1.2
"""Ideas: many small subjects, each with the words by which people mean it. Pure.

They are finer than the themes of `themes.yaml`, and serve to find offers by somebody's words. What
is said of each stands in files that `idea_files.py` reads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from meedoen.lexicon.spelling import words_of
from meedoen.lexicon.text import stem

# How sure we are of an idea that stands in a word only in part: in both halves, in one of them.
IN_PARTS, IN_ONE_PART = 0.85, 0.55
SHORTEST_PART, SHORTEST_OTHER, SHORTEST_ALONE = 3, 4, 6
# What else stands in a word of which we know one part: a shorter one is a prefix, as of opgroeien.
SHORTEST_UNKNOWN = 4
LINKS = ("s", "e", "en", "n")
# So many words may stand between those of a saying: "de muren komen weer op me af".
BETWEEN = 2

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]


@dataclass(frozen=True)
class Idea:
    """A small subject: how much it weighs, and what it lies near.

    `elsewhere`: is found elsewhere. `voice`: tells who speaks, and not what is asked.
    """

    weight: float
    near: Mapping[str, float]
    elsewhere: bool
    voice: bool


@dataclass(frozen=True)
class SaidWord:
    """A word or saying of a text: its roots and the ideas it points at, each with how sure."""

    words: str
    roots: Mapping[str, float]
    ideas: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Ideas:
    """All ideas, with the words and sayings that point at them."""

    ideas: Mapping[str, Idea]
    single: Mapping[str, frozenset[str]]
    phrases: Phrases
    parts: Mapping[str, frozenset[str]]
    silent: frozenset[str]
    spoken: Mapping[str, int]

    def read(self, text: str) -> list[SaidWord]:
        """What a text says: sayings first, and each other word that is not silent, in order."""
        said = words_of(text)
        stems = [stem(word) for word in said]
        found: list[SaidWord] = []
        used: set[int] = set()
        for at, first in enumerate(stems):
            for phrase, keys in self.phrases.get(first, ()):
                places = _places(phrase, stems, at, 0 if self._is_tight(phrase) else BETWEEN)
                if places and used.isdisjoint(places):
                    whole = " ".join(said[place] for place in places)
                    found.append(SaidWord(whole, {}, _shared(keys)))
                    used.update(places)
        joined = self._joined(said, used)
        used.update(place for start in joined for place in (start, start + 1))
        for at, word in enumerate(said):
            if at in joined:
                found.append(self.word(word + said[at + 1]))
            elif at not in used and word not in self.silent:
                found.append(self.word(word))
        return found

    def _is_tight(self, phrase: tuple[str, ...]) -> bool:
        """Whether nothing may stand between: of two words, one of them silent: "in beweging"."""
        return len(phrase) == 2 and not self.silent.isdisjoint(phrase)

    def _joined(self, said: list[str], used: set[int]) -> set[int]:
        """Where two words stand that are one of ours: "naai cafe"."""
        pairs = pairwise(said)
        return {
            at
            for at, (one, other) in enumerate(pairs)
            if used.isdisjoint((at, at + 1)) and len(one) > 2 and one + other in self.parts
        }

    @lru_cache(maxsize=50_000)  # noqa: B019 — there is one set of ideas for the life of the process
    def word(self, word: str) -> SaidWord:
        """What one word of `words_of` says: as it is, inflected, or in its parts."""
        for root in _forms(word):
            if root in self.single:
                return SaidWord(word, {stem(word): 1.0}, _shared(self.single[root]))
        roots, ideas = self._parts(word)
        return SaidWord(word, {**roots, stem(word): 1.0}, ideas)

    def knows(self, word: str) -> bool:
        """Whether a word is one of ours: of an idea, of a saying, or silent."""
        return word in self.spoken or any(form in self.single for form in _forms(word))

    def is_compound(self, word: str) -> bool:
        """Whether a word is two of ours in one."""
        return max(self._parts(word)[0].values(), default=0) >= IN_PARTS

    def _known(self, part: str) -> frozenset[str] | None:
        if part in self.parts:
            return self.parts[part]
        root = stem(part)
        if len(root) >= SHORTEST_OTHER and root in self.parts and root[:2] == part[:2]:
            return self.parts[root]
        return frozenset() if len(part) >= SHORTEST_OTHER and part in self.silent else None

    def _parts(self, word: str) -> tuple[dict[str, float], dict[str, float]]:
        best: tuple[float, int, dict[str, float], dict[str, float]] = (0.0, 0, {}, {})
        for left, right in _splits(word):
            known = (self._known(left), self._known(right))
            both = known[0] is not None and known[1] is not None
            sure = IN_PARTS if both else IN_ONE_PART
            roots: dict[str, float] = {}
            ideas: dict[str, float] = {}
            for part, other, keys in ((left, right, known[0]), (right, left, known[1])):
                alone = len(part) >= SHORTEST_ALONE and len(other) >= SHORTEST_UNKNOWN
                if keys and (both or alone):
                    roots[stem(part)] = sure
                    ideas |= {key: sure / len(keys) ** 0.15 for key in keys}
            longest = max((len(part) for part in roots), default=0)
            if ideas and (sure, longest) > best[:2]:
                best = (sure, longest, roots, ideas)
        return best[2], best[3]


def _shared(keys: frozenset[str]) -> dict[str, float]:
    """A word that belongs to many ideas says less about each of them."""
    return dict.fromkeys(sorted(keys), 1 / len(keys) ** 0.15)


def _places(phrase: tuple[str, ...], stems: list[str], at: int, between: int) -> tuple[int, ...]:
    """Where the words of a phrase stand, from `at` on, or nothing."""
    places = [at]
    for one in phrase[1:]:
        after = places[-1] + 1
        try:
            places.append(stems.index(one, after, after + between + 1))
        except ValueError:
            return ()
    return tuple(places)


def _forms(word: str) -> Iterator[str]:
    yield word
    root = stem(word)
    yield root
    if root.endswith("t") and len(root) > 4:
        yield root[:-1]
    for article in ("ال", "لل"):
        if word.startswith(article):
            yield word.removeprefix(article)
    if word.startswith("ge") and word[-1] in "td" and len(word) > 5:
        yield word[2:-1]
        yield stem(word[2:-1])
    for small in ("ske", "ke", "kes", "skes", "jen", "jes"):
        if word.endswith(small) and len(word) - len(small) > 3:
            yield stem(word.removesuffix(small))


def _splits(word: str) -> Iterator[tuple[str, str]]:
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_OTHER + 1):
        left, right = word[:cut], word[cut:]
        yield left, right
        for link in LINKS:
            if left.endswith(link) and cut - len(link) >= SHORTEST_PART:
                yield left.removesuffix(link), right
