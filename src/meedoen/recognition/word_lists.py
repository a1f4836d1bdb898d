# SPDX-License-Identifier: EUPL-1.2
"""The lists of words by which a text is judged: our own, in `words/`, and Dutch as it is spelled.

Every word is levelled as the texts are: without accents, and in small letters unless said.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from meedoen.vocabulary.levelling import levelled

_WORDS = Path(__file__).parent / "words"
# A word is put together of two others, sometimes with an s between.
_SHORTEST_PART = 4
# Nobody writes a longer word, and each way to part one is tried.
LONGEST_WORD = 40
# How often the list says that a word occurs which was added to it and not counted.
_HARDLY_EVER = 50


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
def _spelled() -> dict[str, int]:
    """Dutch words, each with how often it occurs; those that were only added have the least."""
    # Of the package only its list of words: what it does with them is not needed here.
    packed = files("spellchecker").joinpath("resources/nl.json.gz").read_bytes()
    told: dict[str, int] = json.loads(gzip.decompress(packed))
    return {one if one.isascii() else levelled(one).plain: often for one, often in told.items()}


def is_spelled(word: str) -> bool:
    """Tell whether a word stands in the spelling of Dutch, as a whole or as some joined."""
    small = word.lower()
    if len(small) > LONGEST_WORD:
        return False
    return small in _spelled() or any(
        front in _spelled() and (is_spelled(back) or is_spelled(back.removeprefix("s")))
        for front, back in _parted(small)
    )


def is_rare(word: str) -> bool:
    """Tell whether a word is hardly ever used, or is in no list at all."""
    return occurs_at_most(word, _HARDLY_EVER)


def occurs_at_most(word: str, times: int) -> bool:
    """Tell whether a word is used no more often than this, out of some 360 million words."""
    return _spelled().get(word.lower(), 0) <= times


def is_ordinary(word: str) -> bool:
    """Tell whether a word is in use, or put together of two that are; a name is not."""
    return not is_rare(word) or any(
        not is_rare(front) and not (is_rare(back) and is_rare(back.removeprefix("s")))
        for front, back in _parted(word.lower())
    )


def _parted(small: str) -> Iterator[tuple[str, str]]:
    """Each way in which a word can be two, none of them too short to be one."""
    for at in range(_SHORTEST_PART, len(small) - _SHORTEST_PART + 1):
        yield small[:at], small[at:]
