# SPDX-License-Identifier: EUPL-1.2
"""Dutch text as people write it: words, stems, clauses and likeness.

Small and without a model: a stemmer for inflections, a splitter for compounds (in the lexicon,
which knows the parts), and character n-grams for what is left.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("dutch")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CLAUSE_END = re.compile(r"[.,;:!?\n]+|\s+(?:maar|want|omdat|zodat)\s+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;!?\n]+")


def normalised(text: str) -> str:
    """Lower case without accents, apostrophes closed up: "Collega’s" becomes "collegas"."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘`")


def words(text: str) -> list[str]:
    """The words of a text in order, normalised."""
    return _WORD.findall(normalised(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one normalised Dutch word (Kraaij-Pohlmann): gekookt, kookt, koken → kook."""
    return str(_STEMMER.stemWord(word))


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order."""
    return tuple(stem(word) for word in words(text))


def clauses(text: str) -> list[str]:
    """A text cut where a thought ends, so that a "niet" reaches no further than its own thought."""
    return [part.strip() for part in _CLAUSE_END.split(text) if part.strip()]


def sentences(text: str) -> list[str]:
    """A text cut at the ends of sentences, untouched otherwise: these are what we quote."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


@lru_cache(maxsize=50_000)
def grams(word: str) -> frozenset[str]:
    """The character 3- to 5-grams of a word with its edges marked."""
    edged = f"<{word}>"
    return frozenset(
        edged[start : start + size] for size in (3, 4, 5) for start in range(len(edged) - size + 1)
    )


def dice(shared: int, one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two words look, 0 to 1, from their n-grams and how many of these they share."""
    return 2 * shared / (len(one) + len(other))
