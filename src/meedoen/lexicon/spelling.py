# SPDX-License-Identifier: EUPL-1.2
"""A word as it sounds, and the known words that a misspelt one may be. Pure."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from meedoen.vocabulary.levelling import levelled_for_search

# No word of a language is longer; whoever types more typed no word.
LONGEST_WORD = 40
# How sure we are of a word that only sounds the same, and that is some letters off.
SOUNDS_ALIKE = 0.9
LETTERS_OFF = {1: 0.8, 2: 0.65, 3: 0.55}
# A word that only begins as a known one does, for so many sounds: an ending we do not know.
BEGINS_ALIKE, SHORTEST_BEGINNING = 0.6, 5
MOST_GUESSES = 12

_WORD = re.compile(r"[^\W_]+")
# The spoken ending of many a dialect: ett'n, lop'n.
_SPOKEN_EN = re.compile(r"(?<=[^\W\d_]{2})['’‘`]n\b")
# Ukrainian and Russian as people type it on a Latin keyboard, so that both are one word.
_CYRILLIC = str.maketrans(
    dict(zip("абвгґдезиійклмнопрстуфы", "abvhgdezyijklmnoprstufy", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
    | {"є": "ie", "ї": "i", "э": "e", "ё": "e", "ь": "", "ъ": ""}
)
_APOSTROPHES = str.maketrans("", "", "'’‘`")
# In this order: how people spell a sound, and the one letter or two that we keep of it.
_SOUNDS = tuple(
    (re.compile(spelt), sound)
    for spelt, sound in (
        (r"sch|sj|sg", "s"),
        (r"ch", "g"),
        (r"ck", "k"),
        (r"ph", "f"),
        (r"th|dt", "t"),
        (r"qu", "kw"),
        (r"x", "ks"),
        (r"tie(?=f|$)", "si"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"z", "s"),
        (r"v", "f"),
        (r"ouw?|auw?|aw", "w"),
        (r"ijj?|ei|ey|y|ai|ie", "i"),
        (r"oe|ui|eu|uu", "u"),
        (r"oa|ao", "a"),
        (r"(.)\1+", r"\1"),
        (r"^h", ""),
        (r"d$", "t"),
        (r"b$", "p"),
        (r"(?<=[^aeiouwnr])n$", "e"),
        (r"en$", "e"),
    )
)


def words_of(text: str) -> list[str]:
    """The words of a text in order, in any script: small letters, without accents or apostrophes.

    What is longer than LONGEST_WORD is left out.
    """
    plain = _SPOKEN_EN.sub("en", levelled_for_search(text).translate(_CYRILLIC))
    plain = plain.translate(_APOSTROPHES)
    return [word for word in _WORD.findall(plain) if len(word) <= LONGEST_WORD]


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """How a word of `words_of` sounds to somebody who writes as they speak: fijts → fyts."""
    for spelt, heard in _SOUNDS:
        word = spelt.sub(heard, word)
    return word


def _off(length: int) -> int:
    """How many letters a sound of this length may be off."""
    return 0 if length < 4 else 1 if length < 7 else 2 if length < 11 else 3


@dataclass(frozen=True, eq=False)
class KnownWords:
    """Words by how they sound, to find the one that a misspelt one may be."""

    by_sound: Mapping[str, tuple[str, ...]]
    sounds: tuple[str, ...]
    times: Mapping[str, int]

    def sounding(self, word: str) -> str | None:
        """The known word that sounds as this one, or nothing."""
        alike = self.by_sound.get(sound(word), ())
        return min(alike, key=lambda one: self._unlike(word, one), default=None)

    def guess(self, word: str) -> tuple[str, float] | None:
        """The known word that this one may be, with how sure we are, 0 to 1; or nothing.

        Of words that are as near the one that is used most is taken.
        """
        heard = sound(word)
        alike_sounding = self.sounding(word)
        if alike_sounding:
            return alike_sounding, SOUNDS_ALIKE
        most = _off(len(heard))
        if not most:
            return None
        near = process.extract(
            heard, self.sounds, scorer=OSA.distance, score_cutoff=most, limit=MOST_GUESSES
        )
        alike = [
            (int(off), heard[0] != other[0], self._unlike(word, one), one)
            for other, off, _ in near
            if off <= _off(len(other)) and (heard[0] == other[0] or (off == 1 and len(heard) > 5))
            for one in self.by_sound[other]
            if OSA.distance(word, one) <= (len(word) + 1) // 2
        ]
        if not alike:
            return self._beginning(word, heard)
        off, _, _, best = min(alike)
        return best, LETTERS_OFF[off]

    def _beginning(self, word: str, heard: str) -> tuple[str, float] | None:
        """The known word that begins as this one does, with an ending that we do not know."""
        for shared in range(len(heard), SHORTEST_BEGINNING - 1, -1):
            start = heard[:shared]
            at = bisect_left(self.sounds, start)
            alike = [
                one
                for other in self.sounds[at : at + MOST_GUESSES]
                if other.startswith(start) and shared * 2 > len(other)
                for one in self.by_sound[other]
            ]
            if alike and shared * 2 > len(heard):
                return min(alike, key=lambda one: self._unlike(word, one)), BEGINS_ALIKE
        return None

    def _unlike(self, word: str, other: str) -> tuple[int, int, str]:
        return int(OSA.distance(word, other)), -self.times.get(other, 0), other


def known_words(times: Mapping[str, int]) -> KnownWords:
    """Words of four letters and more to guess among, with how often each is used."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    for word in times:
        if len(word) > 3:
            by_sound[sound(word)].add(word)
    alike = {heard: tuple(sorted(words)) for heard, words in by_sound.items()}
    return KnownWords(alike, tuple(sorted(by_sound)), times)
