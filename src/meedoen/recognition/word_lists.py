# SPDX-License-Identifier: EUPL-1.2
"""The lists of words by which a text is judged: our own, in `words/`, and Dutch as it is spelled.

Every word is levelled as the texts are: without accents, and in small letters unless said.
"""

import gzip
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from meedoen.vocabulary.levelling import levelled

_WORDS = Path(__file__).parent / "words"
# A word is put together of two others, sometimes with an s between.
_SHORTEST_PART = 4


@cache
def lines_of(name: str) -> frozenset[str]:
    """Give what stands on the lines of a list, with the letters as they stand there."""
    told = (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(levelled(one.strip()).plain for one in told if one and one[0] != "#")


@cache
def words_of(name: str) -> frozenset[str]:
    """Give the words of a list, however many stand on a line."""
    return frozenset(word for line in lines_of(name) for word in line.split())


def one_of(told: Iterable[str]) -> str:
    """Give a pattern for one of these, the longest first; a space stands for any white."""
    longest_first = sorted(told, key=lambda one: (-len(one), one))
    return "(?:" + "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest_first) + ")"


@cache
def _spelled() -> frozenset[str]:
    # Of the package only its list of Dutch words: what it does with them is not needed here.
    packed = files("spellchecker").joinpath("resources/nl.json.gz").read_bytes()
    told: dict[str, int] = json.loads(gzip.decompress(packed))
    return frozenset(one if one.isascii() else levelled(one).plain for one in told)


def is_spelled(word: str) -> bool:
    """Tell whether a word stands in the spelling of Dutch, as a whole or as two joined."""
    small, spelled = word.lower(), _spelled()
    if small in spelled:
        return True
    return any(
        small[:at] in spelled and {small[at:], small[at:].removeprefix("s")} & spelled
        for at in range(_SHORTEST_PART, len(small) - _SHORTEST_PART + 1)
    )
