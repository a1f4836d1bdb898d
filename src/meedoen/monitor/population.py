# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in what over one year, a row per person, for the job that counts (pure).

The rows of all sources are laid together and sorted by link once; what a person has of every source
is then a run of rows, and everything about her one pass over the runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.ages import age_groups
from meedoen.monitor.parts import AT_END, AT_START, DOMAINS, DURING, SourcePart
from meedoen.monitor.runs import runs

Masks = NDArray[np.uint32]
_WIDTH = 18
_MASK = np.uint64((1 << _WIDTH) - 1)
# Days since 1970 are moved above nought, so that the latest is the largest.
_MOVED = 1 << 31
_FOR_PLACES = 20
_Kind = TypeVar("_Kind", bound=np.generic)
NOWHERE = -1
"""The buurt of whom no source says where she lives."""


@dataclass(frozen=True)
class Persons:
    """People or households over one year, a row each: what they had, and where they are.

    A mask holds a bit per domain (`parts.DOMAINS`): had it during the year, on the day before it,
    on its last day. `buurt` is a place in `buurten`, or NOWHERE.
    """

    buurten: tuple[str, ...]
    during: Masks
    at_start: Masks
    at_end: Masks
    buurt: NDArray[np.int32]

    def __len__(self) -> int:
        """Count them."""
        return len(self.during)

    @property
    def began(self) -> Masks:
        """What somebody has got in the year who did not have it before."""
        return self.during & ~self.at_start

    @property
    def ended(self) -> Masks:
        """What somebody had in the year and has no longer on its last day."""
        return self.during & ~self.at_end


@dataclass(frozen=True)
class JoinedYear:
    """Everybody with a row in some source of people over a year, without who they are.

    `people` and `households` stand apart and are never added; `age` is the AgeGroup of each person.
    Somebody without a known address is a household by herself. `parts` are the rows it was made of.
    """

    year: int
    people: Persons
    households: Persons
    age: NDArray[np.uint8]
    parts: Mapping[str, SourcePart]

    @cached_property
    def sources(self) -> frozenset[str]:
        """The domains of which rows of people are here."""
        return frozenset(self.parts)

    def with_source(self, part: SourcePart) -> JoinedYear:
        """Take other rows of one source, and leave what was read of the others as it is."""
        return population_of(self.year, [*({**self.parts, part.source: part}.values())])


def population_of(year: int, parts: Iterable[SourcePart]) -> JoinedYear:
    """Join the rows of sources over one year into people and households."""
    by_source = {part.source: part for part in parts}
    together = [by_source[domain] for domain in DOMAINS if domain in by_source]
    # Most sources know the same buurten: each list of them is looked at once.
    lists = {part.buurt.words for part in together}
    buurten = tuple(sorted({word for words in lists for word in words if word}))
    numbered = {word: place + 1 for place, word in enumerate(buurten)}
    known = {words: _numbers(words, numbered) for words in lists}
    links = _joined([part.links for part in together], np.uint64)
    begins = _joined([part.begins for part in together], np.int32).astype(np.int64) + _MOVED
    order, starts = runs(links)
    bits = _joined([_bits(part) for part in together], np.uint64)
    buurt = _joined([known[part.buurt.words][part.buurt.codes] for part in together], np.int64)
    # The buurt behind the day on which a row began: the largest is the latest.
    place = (begins << _FOR_PLACES | buurt) * (buurt > 0)
    had = _over(np.bitwise_or, bits[order], starts)
    placed = _over(np.maximum, place[order], starts)
    born = _over(np.maximum, _joined([part.born for part in together], np.int16)[order], starts)
    homes = _homes(together, begins, order, starts)
    homes = np.where(homes > 0, homes, links[order[starts]])
    people = _persons(buurten, had, placed)
    return JoinedYear(
        year, people, _households(buurten, homes, had, placed), age_groups(born, year), by_source
    )


def _joined(columns: list[NDArray[_Kind]], kind: type[_Kind]) -> NDArray[_Kind]:
    return np.concatenate(columns) if columns else np.empty(0, dtype=kind)


def _bits(part: SourcePart) -> NDArray[np.uint64]:
    """Give the three bits of each row at the place of the source: three masks in one number."""
    domain = DOMAINS.index(part.source)
    spread = np.zeros(8, dtype=np.uint64)
    for times in range(8):
        held = (moment for moment in (DURING, AT_START, AT_END) if times >> moment & 1)
        spread[times] = sum(1 << (moment * _WIDTH + domain) for moment in held)
    return spread[part.times]


def _numbers(words: tuple[str, ...], numbered: Mapping[str, int]) -> NDArray[np.int64]:
    """Give the number of each word, nought for one that is no buurt."""
    return np.array([*(numbered.get(word, 0) for word in words), 0], dtype=np.int64)


def _homes(
    parts: list[SourcePart],
    begins: NDArray[np.int64],
    order: NDArray[np.int64],
    starts: NDArray[np.int64],
) -> NDArray[np.uint64]:
    """Give the home of each person by her latest row with one; nought when there is none."""
    homes = _joined([part.homes for part in parts], np.uint64)
    low = max(1, len(homes)).bit_length()
    latest = (begins << low | np.arange(len(homes))) * (homes > 0)
    found = _over(np.maximum, latest[order], starts)
    # Without a home this is the first row of all, of which the home may be somebody else's.
    return homes[found & ((1 << low) - 1)] * (found > 0)


def _households(
    buurten: tuple[str, ...],
    homes: NDArray[np.uint64],
    had: NDArray[np.uint64],
    placed: NDArray[np.int64],
) -> Persons:
    order, starts = runs(homes)
    together = _over(np.bitwise_or, had[order], starts)
    return _persons(buurten, together, _over(np.maximum, placed[order], starts))


def _persons(
    buurten: tuple[str, ...], had: NDArray[np.uint64], placed: NDArray[np.int64]
) -> Persons:
    during, at_start, at_end = (
        ((had >> np.uint64(moment * _WIDTH)) & _MASK).astype(np.uint32)
        for moment in (DURING, AT_START, AT_END)
    )
    buurt = ((placed & ((1 << _FOR_PLACES) - 1)) - 1).astype(np.int32)
    return Persons(buurten, during, at_start, at_end, buurt)


def _over(what: np.ufunc, numbers: NDArray[_Kind], starts: NDArray[np.int64]) -> NDArray[_Kind]:
    """Take a run of rows together, for every run."""
    return what.reduceat(numbers, starts) if len(starts) else numbers[:0]
