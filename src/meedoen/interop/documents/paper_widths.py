# SPDX-License-Identifier: EUPL-1.2
"""How wide each column of a table is on paper, so that nothing lies over what is beside it (pure).

Measures are in points. A word of letters can be broken at a hyphen; a number, a date or a code
cannot, and has the room it takes.
"""

from collections.abc import Iterable, Sequence

# What a letter takes of its own size, with some to spare, and what stands around a cell.
_OF_ITS_SIZE, _AROUND = 0.5, 8.0
# Of a word that can be broken so many letters stay together.
_TOGETHER = 7


def room_of(texts: Iterable[str], size: float) -> float:
    """Give what the texts of a column need beside each other, at a size of letters."""
    longest = max((_stays_whole(word) for text in texts for word in text.split()), default=1)
    return longest * size * _OF_ITS_SIZE + _AROUND


def _stays_whole(word: str) -> int:
    return min(len(word), _TOGETHER) if word.strip("().,;:").isalpha() else len(word)


def shared_out(wide: Sequence[int], needs: Sequence[float], room: float) -> list[float]:
    """Share room out by how wide columns are, and to each what it needs; more where that is more.

    `wide` has how much there is to read in each, above nought.
    """
    if sum(needs) >= room:
        return list(needs)
    given = dict[int, float]()
    while True:
        left = room - sum(given.values())
        others = [one for one in range(len(wide)) if one not in given]
        together = sum(wide[one] for one in others)
        short = [one for one in others if left * wide[one] / together < needs[one]]
        if not short:
            return [given.get(one, left * wide[one] / together) for one in range(len(wide))]
        given |= {one: needs[one] for one in short}
