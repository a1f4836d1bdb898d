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
from meedoen.monitor.runs import later_rows, runs

Masks = NDArray[np.uint32]
_WIDTH = len(DOMAINS)
_MASK = np.uint64((1 << _WIDTH) - 1)
_NEVER = np.int32(np.iinfo(np.int32).min)
_Kind = TypeVar("_Kind", bound=np.generic)
NOWHERE = -1
"""The buurt of whom no source says where she lives."""


@dataclass(frozen=True)
class Persons:
    """People or households over one year, a row each: what they had, and where they are.

    A mask holds a bit per domain (`parts.DOMAINS`): had it during the year, on the day before it,
    on its last day. `buurt` is a place in `buurten`, or NOWHERE. `row` is the one that says where
    each is, counted through the rows of all sources laid together.
    """

    buurten: tuple[str, ...]
    during: Masks
    at_start: Masks
    at_end: Masks
    buurt: NDArray[np.int32]
    row: NDArray[np.int64]

    def __len__(self) -> int:
        """Count them."""
        return len(self.during)


@dataclass(frozen=True)
class JoinedYear:
    """Everybody with a row in some source of people over a year, without who they are.

    `people` and `households` stand apart and are never added; `age` is the AgeGroup of each person.
    Somebody without a known address is a household by herself; `household` gives the place of that
    of each person. `parts` are the rows it was made of.
    """

    year: int
    people: Persons
    households: Persons
    age: NDArray[np.uint8]
    household: NDArray[np.int64]
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
    together = laid_together(by_source)
    buurten, buurt = _buurten(together)
    links = _joined([part.links for part in together], np.uint64)
    homes = _joined([part.homes for part in together], np.uint64)
    begins = _joined([part.begins for part in together], np.int32)
    bits = _joined([_bits(part) for part in together], np.uint64)
    years = _joined([part.born for part in together], np.int16)
    placed, housed = (np.where(known > 0, begins, _NEVER) for known in (buurt, homes))
    order, starts = runs(links)
    first = order[starts]
    had, born, at_place, at_home = bits[first], years[first], first.copy(), first.copy()
    for who, rows in later_rows(order, starts):
        had[who] |= bits[rows]
        born[who] = np.maximum(born[who], years[rows])
        _keep_the_latest(at_place, placed, who, rows)
        _keep_the_latest(at_home, housed, who, rows)
    home = homes[at_home]
    # Who has no known address lives by herself, under her own link.
    home = np.where(home > 0, home, links[first])
    people = _persons(buurten, had, buurt[at_place], at_place)
    households, household = _households(people, home, had, placed[at_place])
    return JoinedYear(year, people, households, age_groups(born, year), household, by_source)


def laid_together(parts: Mapping[str, SourcePart]) -> list[SourcePart]:
    """Give the rows of sources in the order in which they are counted through."""
    return [parts[domain] for domain in DOMAINS if domain in parts]


def _keep_the_latest(
    kept: NDArray[np.int64],
    when: NDArray[np.int32],
    who: NDArray[np.int64],
    rows: NDArray[np.int64],
) -> None:
    """Keep of two rows of somebody the one that began later; of equals the second."""
    before = kept[who]
    kept[who] = np.where(when[rows] >= when[before], rows, before)


def _joined(columns: list[NDArray[_Kind]], kind: type[_Kind]) -> NDArray[_Kind]:
    return np.concatenate(columns) if columns else np.empty(0, dtype=kind)


def _buurten(parts: list[SourcePart]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Give the buurten of all parts in order, and the number of that of each row; 0 is none."""
    words = tuple(sorted(set().union(*(part.buurt.words for part in parts)) - {""}))
    at = {"": 0, **{word: place for place, word in enumerate(words, start=1)}}
    columns = []
    for part in parts:
        of = part.buurt.words
        numbers = np.fromiter(map(at.__getitem__, of), np.int32, len(of))
        columns.append(numbers[part.buurt.codes])
    return words, _joined(columns, np.int32)


def _bits(part: SourcePart) -> NDArray[np.uint64]:
    """Give the three bits of each row at the place of the source: three masks in one number."""
    domain = DOMAINS.index(part.source)
    spread = np.zeros(8, dtype=np.uint64)
    for times in range(8):
        held = (moment for moment in (DURING, AT_START, AT_END) if times >> moment & 1)
        spread[times] = sum(1 << (moment * _WIDTH + domain) for moment in held)
    return spread[part.times]


def _households(
    people: Persons,
    homes: NDArray[np.uint64],
    had: NDArray[np.uint64],
    placed: NDArray[np.int32],
) -> tuple[Persons, NDArray[np.int64]]:
    """Take people of one home together; they live where the latest of their rows says.

    Gives them with the place of the household of each person.
    """
    order, starts = runs(homes)
    first = order[starts]
    together, at_place = had[first], first.copy()
    for home, who in later_rows(order, starts):
        together[home] |= had[who]
        _keep_the_latest(at_place, placed, home, who)
    household = np.empty(len(order), dtype=np.int64)
    household[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(order)))
    there = people.buurt[at_place] + 1
    return _persons(people.buurten, together, there, people.row[at_place]), household


def _persons(
    buurten: tuple[str, ...],
    had: NDArray[np.uint64],
    buurt: NDArray[np.int32],
    row: NDArray[np.int64],
) -> Persons:
    """Part the three masks of each; a buurt of nought is nowhere."""
    during, at_start, at_end = (
        ((had >> np.uint64(moment * _WIDTH)) & _MASK).astype(np.uint32)
        for moment in (DURING, AT_START, AT_END)
    )
    return Persons(buurten, during, at_start, at_end, buurt - 1, row)
