# SPDX-License-Identifier: EUPL-1.2
"""A population with everybody who is alike taken together: what every count is made from (pure).

A row is a buurt, an age group and three masks, with how many there are of it. Another question,
year, domain or age is then one pass over these rows, and not over people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.ages import AgeGroup
from meedoen.monitor.population import NOWHERE, JoinedYear, Masks, Persons

_GROUPS = len(AgeGroup)


class CountingUnit(StrEnum):
    """What is counted. They are never added, and never stand in one table.

    Rows of sources are of persons and households; places and wishes are counted by other rooms.
    """

    PERSON = "person"
    HOUSEHOLD = "household"
    PLACE = "place"
    WISH = "wish"

    @property
    def words(self) -> str:
        """Give the words on the screen, for many."""
        return _WORDS[self]


_WORDS = {
    CountingUnit.PERSON: "mensen",
    CountingUnit.HOUSEHOLD: "huishoudens",
    CountingUnit.PLACE: "plekken",
    CountingUnit.WISH: "wensen",
}


@dataclass(frozen=True)
class Cube:
    """Everybody of one unit over one year, those who are alike as one row with their number.

    `buurt` is a place in `buurten`, or the last place of all for who is nowhere; `age` is ONBEKEND
    for every household.
    """

    unit: CountingUnit
    year: int
    buurten: tuple[str, ...]
    buurt: NDArray[np.int32]
    age: NDArray[np.uint8]
    during: Masks
    at_start: Masks
    at_end: Masks
    number: NDArray[np.int64]
    sources: frozenset[str]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.number)

    @cached_property
    def began(self) -> Masks:
        """What was got in the year, and not had before."""
        return self.during & ~self.at_start

    @cached_property
    def ended(self) -> Masks:
        """What was had in the year, and not on its last day."""
        return self.during & ~self.at_end

    def counts(self, category: NDArray[np.int64], categories: int) -> NDArray[np.int64]:
        """Count per buurt and category; a category below nought is left out.

        The answer has a row per buurt, and a last one for who is nowhere.
        """
        key = self.buurt.astype(np.int64) * categories + category
        wanted = category >= 0
        if not wanted.all():
            key, number = key[wanted], self.number[wanted]
        else:
            number = self.number
        size = (len(self.buurten) + 1) * categories
        # Sums of whole numbers below 2^53 are whole in floats too.
        counted = np.bincount(key, weights=number, minlength=size)
        return counted.astype(np.int64).reshape(-1, categories)


def cubes_of(population: JoinedYear) -> Mapping[CountingUnit, Cube]:
    """Take those who are alike together, people and households apart."""
    nobody = np.full(len(population.households), AgeGroup.ONBEKEND, dtype=np.uint8)
    given = {
        CountingUnit.PERSON: (population.people, population.age),
        CountingUnit.HOUSEHOLD: (population.households, nobody),
    }
    return {unit: _cube(unit, population, *of) for unit, of in given.items()}


def _cube(
    unit: CountingUnit, population: JoinedYear, persons: Persons, age: NDArray[np.uint8]
) -> Cube:
    combination, first = _combinations(persons)
    last = len(persons.buurten)
    buurt = np.where(persons.buurt == NOWHERE, last, persons.buurt).astype(np.int64)
    many = max(1, len(first))
    keys, number = _counted((buurt * _GROUPS + age) * many + combination)
    of = first[keys % many] if len(keys) else keys
    place = keys // many
    return Cube(
        unit,
        population.year,
        persons.buurten,
        (place // _GROUPS).astype(np.int32),
        (place % _GROUPS).astype(np.uint8),
        persons.during[of],
        persons.at_start[of],
        persons.at_end[of],
        number,
        population.sources,
    )


def _combinations(persons: Persons) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number the combinations of the three masks: that of each person, and whose it was first."""
    both = persons.during.astype(np.uint64) << np.uint64(32) | persons.at_start
    _, during = np.unique(both, return_inverse=True)
    whole = during.astype(np.uint64) << np.uint64(32) | persons.at_end
    _, first, combination = np.unique(whole, return_index=True, return_inverse=True)
    return combination.astype(np.int64), first.astype(np.int64)


def _counted(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each number once, and how often it stands there."""
    ordered = np.sort(keys)
    starts = np.flatnonzero(np.concatenate([[True] * min(1, len(keys)), np.diff(ordered) != 0]))
    ends = np.append(starts[1:], len(keys)) if len(keys) else starts
    return ordered[starts.astype(np.int64)], (ends - starts).astype(np.int64)
