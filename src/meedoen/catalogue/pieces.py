# SPDX-License-Identifier: EUPL-1.2
"""How alike words and offers look, by the pieces of three to five letters that they share. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from meedoen.lexicon.text import grams

# By what whoever asks knows an offer.
OfferId = str | int | float


@dataclass(frozen=True, eq=False)
class WordPieces:
    """In which offers each piece stands and how much it says of them; a rare one says more."""

    by_piece: Mapping[str, Mapping[OfferId, float]]
    rarity: Mapping[str, float]

    def alike(self, words: Iterable[str]) -> dict[OfferId, float]:
        """How alike each offer looks that shares a piece with these words, 0 to 1: their cosine."""
        asked: dict[str, float] = defaultdict(float)
        for word in words:
            for piece in sorted(grams(word)):
                asked[piece] += self.rarity.get(piece, max(self.rarity.values(), default=1.0))
        length = sqrt(sum(weight**2 for weight in asked.values())) or 1.0
        found: dict[OfferId, float] = defaultdict(float)
        for piece, weight in asked.items():
            for offer, said in self.by_piece.get(piece, {}).items():
                found[offer] += weight * said / length
        return found


def pieces_of(offers: Mapping[OfferId, Sequence[tuple[float, str]]]) -> WordPieces:
    """The pieces of the words of each offer, which have a weight each."""
    times: dict[OfferId, dict[str, float]] = {}
    standing: dict[str, int] = defaultdict(int)
    for offer, words in offers.items():
        counted: dict[str, float] = defaultdict(float)
        for weight, word in words:
            for piece in sorted(grams(word)):
                counted[piece] += weight
        times[offer] = counted
        for piece in counted:
            standing[piece] += 1
    rarity = {piece: log(1 + len(offers) / many) for piece, many in standing.items()}
    by_piece: dict[str, dict[OfferId, float]] = defaultdict(dict)
    for offer, counted in times.items():
        said = {piece: (1 + log(1 + many)) * rarity[piece] for piece, many in counted.items()}
        length = sqrt(sum(weight**2 for weight in said.values())) or 1.0
        for piece, weight in said.items():
            by_piece[piece][offer] = weight / length
    return WordPieces(by_piece, rarity)
