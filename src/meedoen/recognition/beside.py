# SPDX-License-Identifier: EUPL-1.2
"""What of a find is left beside those that are surer, and whether that still tells. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator

from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.phrases import phrases_of
from meedoen.recognition.uncommon import is_noun_of_few, is_thing
from meedoen.recognition.word_lists import words_of

# What parts a find from what stands beside it.
_AROUND = " ,;:.()-"
# What leads on to something that is not in the find any more.
_LOOSE_END = re.compile(
    r"(?:[\s,]+(?:op|in|bij|van|met|door|aan|naar|uit|voor|tegen|tussen|over|en|of|een|de|het|is|was))+$"
)
_WORD = re.compile(r"[^\W\d_][\w']{3,}")
# What is left of these is a part of a clause, and says little without the rest.
_OF_A_CLAUSE = (Kind.FAMILY, Kind.EVENT)
# With these it matters whose it is: "haar schoonmoeder, een gravin".
_TELL_OF_SOMEBODY = (Kind.JOB, Kind.ILLNESS, Kind.EVENT)
_SAY_LITTLE = ("everyday", "common_jobs", "at_the_desk", "kin", "no_names")


def beside(text: str, one: Finding, kept: Iterable[Finding]) -> Iterator[Finding]:
    """Give a find, or what is left of it beside those that are there and still tells something."""
    there = [k for k in kept if k.start < one.end and one.start < k.end]
    if one.kind is Kind.FAMILY and any(k.kind in _TELL_OF_SOMEBODY for k in there):
        told = _left(text, one, there, _says_whose)
        yield from (found for found in told if " " in found.words or not _is_everyday(found))
        return
    left = _left(text, one, there, _still_tells) if there else [_trimmed(one)]
    yield from (found for found in left if not _is_everyday(found))


def _left(
    text: str, one: Finding, there: Iterable[Finding], tells: Callable[[Kind, str], bool]
) -> Iterator[Finding]:
    at = one.start
    for start, end in (*sorted((k.start, k.end) for k in there), (one.end, one.end)):
        words = _LOOSE_END.sub("", text[at:start].strip(_AROUND))
        if tells(one.kind, words):
            begin = text.index(words, at)
            yield Finding(one.kind, words, begin, begin + len(words))
        at = max(at, end)


def _still_tells(kind: Kind, words: str) -> bool:
    """Whether what is left of a find says something by itself."""
    told = {part.lower() for part in _WORD.findall(words)} - words_of("dull")
    if kind is Kind.UNCOMMON:
        return any(is_noun_of_few(word) or is_thing(word) for word in told)
    if kind in _OF_A_CLAUSE:
        return bool(told.difference(*map(words_of, _SAY_LITTLE)))
    return bool(told)


def _says_whose(kind: Kind, words: str) -> bool:
    """Whether what is left says whose work or illness it is, or tells by itself."""
    return _still_tells(kind, words) or bool({*words.lower().split()} & words_of("kin"))


def _is_everyday(found: Finding) -> bool:
    """Whether it is what many families are: two children, a husband who died, a widow."""
    quiet = phrases_of("families", "everyday") if found.kind is Kind.FAMILY else []
    return any(one.fullmatch(found.words) for one in quiet)


def _trimmed(one: Finding) -> Finding:
    """The find without white around it."""
    words = one.words.strip()
    start = one.start + one.words.index(words)
    return Finding(one.kind, words, start, start + len(words))
