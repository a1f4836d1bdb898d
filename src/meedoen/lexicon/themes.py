# SPDX-License-Identifier: EUPL-1.2
"""The lexicon: from a resident's own words to what they are about.

`themes.yaml` is data that residents and partners can read and correct. This file reads it once and
finds its words in a text: as they are, inflected, inside a compound, or misspelt.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from meedoen.lexicon.text import stem, stems, words

FORM = "form:"
CONDITION = "condition:"

# How sure a find is: a word in a compound may mean something else, a misspelt one be another.
WHOLE, COMPOUND, HALF_KNOWN, MISSPELT = 1.0, 0.9, 0.6, 0.6
FAINT = 0.45
# No Dutch word is longer; cutting a longer one at every letter takes minutes.
LONGEST_WORD = 80
SHORTEST_PART = 3
SHORTEST_MISSPELT = 6
MISSPELT_CUTOFF = 86


@dataclass(frozen=True)
class Theme:
    """A subject: its code, the label on a badge, and what one does at such a place."""

    code: str
    label: str
    here: str


@dataclass(frozen=True)
class Find:
    """A word of the text that points at a key (a theme, form or condition), with its strength."""

    key: str
    word: str
    strength: float


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The lexicon, indexed by stems. `phrases` maps a first stem to its phrases."""

    themes: Mapping[str, Theme]
    single: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    heads: frozenset[str]
    silent: frozenset[str]
    negations: tuple[tuple[str, ...], ...]
    faint: frozenset[str]
    either_way: frozenset[str]
    times: frozenset[str]
    not_quoted: frozenset[str]
    keeps_capital: frozenset[str]

    def finds(self, text: str) -> list[Find]:
        """Every find in a text, phrases first; a word used by a phrase is not counted again."""
        found_words = words(text)
        found_stems = [stem(word) for word in found_words]
        found, used = self._phrase_finds(found_words, found_stems)
        for position, word in enumerate(found_words):
            if position not in used and word not in self.silent:
                found.extend(self._word_finds(word))
        return found

    def _phrase_finds(
        self, found_words: list[str], found_stems: list[str]
    ) -> tuple[list[Find], set[int]]:
        found: list[Find] = []
        used: set[int] = set()
        for start, first in enumerate(found_stems):
            for phrase, keys in self.phrases.get(first, ()):
                end = start + len(phrase)
                if not used.isdisjoint(range(start, end)):
                    continue
                if tuple(found_stems[start:end]) == phrase:
                    said = " ".join(found_words[start:end])
                    weight = self._weight(" ".join(phrase), keys)
                    found.extend(Find(key, said, weight) for key in sorted(keys))
                    used.update(range(start, end))
        return found, used

    @lru_cache(maxsize=20_000)  # noqa: B019 — there is one lexicon for the life of the process
    def _word_finds(self, word: str) -> tuple[Find, ...]:
        if len(word) > LONGEST_WORD:
            return ()
        root = stem(word)
        if root in self.single:
            return self._as_finds(word, root, WHOLE)
        parts = self._compound_finds(word)
        return parts or self._misspelt_finds(word)

    def _compound_finds(self, word: str) -> tuple[Find, ...]:
        best: tuple[Find, ...] = ()
        for left, right in _splits(word):
            left_known = left if left in self.single else None
            right_root = stem(right)
            right_known = right_root if right_root in self.single else None
            if left_known and (right_known or right_root in self.heads):
                found = self._as_finds(word, left_known, COMPOUND)
                if right_known and right_root not in self.heads:
                    found += self._as_finds(word, right_known, COMPOUND)
            elif left_known and len(left) >= 4:
                found = self._as_finds(word, left_known, HALF_KNOWN)
            elif right_known and (right == right_known or len(right_known) > 4):
                found = self._as_finds(word, right_known, HALF_KNOWN)
            else:
                continue
            best = max(best, found, key=_certainty)
        return best

    def _misspelt_finds(self, word: str) -> tuple[Find, ...]:
        root = stem(word)
        if len(root) < SHORTEST_MISSPELT:
            return ()
        same_start = sorted(known for known in self.single if known[:1] == root[:1])
        near = process.extractOne(root, same_start, scorer=fuzz.ratio, score_cutoff=MISSPELT_CUTOFF)
        return self._as_finds(word, near[0], MISSPELT) if near else ()

    def _as_finds(self, word: str, root: str, certainty: float) -> tuple[Find, ...]:
        keys = self.single[root]
        weight = certainty * self._weight(root, keys)
        return tuple(Find(key, word, weight) for key in sorted(keys))

    def _weight(self, entry: str, keys: frozenset[str]) -> float:
        """A word that belongs to many subjects says less about each of them."""
        subjects = sum(not key.startswith(CONDITION) for key in keys)
        return (FAINT if entry in self.faint else 1.0) / max(1, subjects) ** 0.15


def _certainty(found: tuple[Find, ...]) -> tuple[float, int]:
    return (max((f.strength for f in found), default=0.0), len(found))


def _splits(word: str) -> Iterator[tuple[str, str]]:
    """Every cut of a word in a left stem and a right part, with the linking -s-, -e- and -en-."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        left, right = word[:cut], word[cut:]
        yield stem(left), right
        for link in ("s", "e", "en"):
            if left.endswith(link) and len(left) - len(link) >= SHORTEST_PART:
                yield stem(left.removesuffix(link)), right


def _index(
    entries: Iterable[tuple[str, str]],
) -> tuple[
    dict[str, frozenset[str]], dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
]:
    keys: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry, key in entries:
        keys[stems(entry)].add(key)
    single = {entry[0]: frozenset(k) for entry, k in keys.items() if len(entry) == 1}
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for phrase, meant in keys.items():
        if len(phrase) > 1:
            phrases[phrase[0]].append((phrase, frozenset(meant)))
    longest_first = {f: tuple(sorted(p, key=lambda e: -len(e[0]))) for f, p in phrases.items()}
    return single, longest_first


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for code, theme in data["themes"].items():
        yield from ((str(word), code) for word in theme["words"])
    for prefix, section in ((FORM, "forms"), (CONDITION, "conditions")):
        for code, listed in data[section].items():
            yield from ((str(word), prefix + code) for word in listed)


def _stem_set(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(stems(word)) for word in listed)


def read(data: Mapping[str, Any]) -> Lexicon:
    """A lexicon from the parsed lexicon file. A missing section raises KeyError with its name."""
    single, phrases = _index(_entries(data))
    return Lexicon(
        themes={c: Theme(c, t["label"], t["here"]) for c, t in data["themes"].items()},
        single=single,
        phrases=phrases,
        heads=_stem_set(data["heads"]),
        silent=frozenset(w for entry in data["silent"] for w in words(entry)),
        negations=tuple(sorted((stems(n) for n in data["negations"]), key=len, reverse=True)),
        faint=_stem_set(data["faint"]),
        either_way=_stem_set(data["either_way"]),
        times=_stem_set(data["times"]),
        not_quoted=_stem_set(data["not_quoted"]),
        keeps_capital=frozenset(data["keeps_capital"]),
    )


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lexicon that comes with the product, read once."""
    source = files("meedoen.lexicon").joinpath("themes.yaml").read_text(encoding="utf-8")
    return read(yaml.safe_load(source))
