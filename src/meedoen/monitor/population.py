# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in what over one year, a row per person, for the job that counts (pure).

The rows of all sources are laid together and sorted by link once; what a person has of every source
is then a run of rows, and everything about her one pass over the runs. A link is a random number,
so its first bits tell people apart: they are sorted as one number with the place of the row behind
them, which is five times as fast as sorting the rows.
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

Masks = NDArray[np.uint32]
_WIDTH = 18
_MASK = np.uint64((1 << _WIDTH) - 1)
# Days since 1970 are moved above nought, so that the latest is the largest.
_MOVED = 1 << 31
_PLACES = 1 << 20
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
    buurten = tuple(sorted({word for part in together for word in part.buurt.words if word}))
    links = _joined([part.links for part in together], np.uint64)
    order, starts = _runs(links)
    bits = _joined([_bits(part) for part in together], np.uint64)
    place = _joined([_places(part, buurten) for part in together], np.int64)
    had = _over(np.bitwise_or, bits[order], starts)
    placed = _over(np.maximum, place[order], starts)
    born = _over(np.maximum, _joined([part.born for part in together], np.int16)[order], starts)
    homes = _homes(together, order, starts, links)
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


def _places(part: SourcePart, buurten: tuple[str, ...]) -> NDArray[np.int64]:
    """Give the buurt of each row behind the day on which it began; nought when it is unknown."""
    at = {word: place + 1 for place, word in enumerate(buurten)}
    known = np.array([*(at.get(word, 0) for word in part.buurt.words), 0], dtype=np.int64)
    buurt = known[part.buurt.codes]
    latest = (part.begins.astype(np.int64) + _MOVED) * _PLACES + buurt
    return np.where(buurt > 0, latest, 0)


def _homes(
    parts: list[SourcePart],
    order: NDArray[np.int64],
    starts: NDArray[np.int64],
    links: NDArray[np.uint64],
) -> NDArray[np.uint64]:
    """Give the home of each person: of the latest row with one, else her own link."""
    homes = _joined([part.homes for part in parts], np.uint64)
    begins = _joined([part.begins for part in parts], np.int32).astype(np.int64) + _MOVED
    rows = max(1, len(links))
    latest = np.where(homes > 0, begins * rows + np.arange(len(links)) + 1, 0)
    found = _over(np.maximum, latest[order], starts)
    at = np.where(found > 0, (found - 1) % rows, 0)
    alone = links[order][starts] if len(links) else links
    return np.where(found > 0, homes[at] if len(homes) else homes, alone)


def _households(
    buurten: tuple[str, ...],
    homes: NDArray[np.uint64],
    had: NDArray[np.uint64],
    placed: NDArray[np.int64],
) -> Persons:
    order, starts = _runs(homes)
    together = _over(np.bitwise_or, had[order], starts)
    return _persons(buurten, together, _over(np.maximum, placed[order], starts))


def _persons(
    buurten: tuple[str, ...], had: NDArray[np.uint64], placed: NDArray[np.int64]
) -> Persons:
    during, at_start, at_end = (
        ((had >> np.uint64(moment * _WIDTH)) & _MASK).astype(np.uint32)
        for moment in (DURING, AT_START, AT_END)
    )
    buurt = (placed % _PLACES - 1).astype(np.int32)
    return Persons(buurten, during, at_start, at_end, buurt)


def _runs(numbers: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give an order in which equal numbers lie together, and where each run of them starts."""
    low = max(1, len(numbers)).bit_length()
    rows = np.arange(len(numbers), dtype=np.uint64)
    kept = np.uint64((1 << low) - 1)
    both = np.sort((numbers & ~kept) | rows)
    order = (both & kept).astype(np.int64)
    inside = numbers[order]
    other = inside[1:] != inside[:-1]
    # Two numbers may begin alike and be others: then they are sorted whole.
    if (other & ((both[1:] ^ both[:-1]) <= kept)).any():
        order = np.argsort(numbers, kind="stable")
        inside = numbers[order]
        other = inside[1:] != inside[:-1]
    starts = np.flatnonzero(np.concatenate([np.ones(min(1, len(numbers)), dtype=bool), other]))
    return order, starts


def _over(what: np.ufunc, numbers: NDArray[_Kind], starts: NDArray[np.int64]) -> NDArray[_Kind]:
    """Take a run of rows together, for every run."""
    return what.reduceat(numbers, starts) if len(starts) else numbers[:0]
