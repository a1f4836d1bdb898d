# SPDX-License-Identifier: EUPL-1.2
"""A population with everybody who is alike taken together: what every count is made from (pure).

A row is a buurt, an age group and three masks, with how many there are of it. Another question,
year, domain or age is then one pass over these rows, and not over people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.ages import AgeGroup
from meedoen.monitor.parts import DOMAINS, SourcePart
from meedoen.monitor.population import NOWHERE, JoinedYear, Masks, Persons, population_of
from meedoen.monitor.runs import runs_of_pairs

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

    @cached_property
    def _weights(self) -> NDArray[np.float64]:
        # Sums of whole numbers below 2^53 are whole in floats too.
        return self.number.astype(np.float64)

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        return self.buurt.astype(np.int64)

    def counts(self, category: NDArray[np.int64], categories: int) -> NDArray[np.int64]:
        """Count per buurt and category; a category below nought is left out.

        The answer has a row per buurt, and a last one for who is nowhere.
        """
        rows = np.flatnonzero(category >= 0)
        return self._counted(rows, self._places[rows] * categories + category[rows], categories)

    def having(self, masks: Masks, domain: int, *, by_age: bool = False) -> NDArray[np.int64]:
        """Count per buurt who has the bit of a domain in a mask, together or per age group."""
        rows = np.flatnonzero(masks & np.uint32(domain))
        if by_age:
            return self._counted(rows, self._places[rows] * _GROUPS + self.age[rows], _GROUPS)
        return self._counted(rows, self._places[rows], 1)

    def _counted(
        self, rows: NDArray[np.int64], keys: NDArray[np.int64], categories: int
    ) -> NDArray[np.int64]:
        size = (len(self.buurten) + 1) * categories
        counted = np.bincount(keys, weights=self._weights[rows], minlength=size)
        return counted.astype(np.int64).reshape(-1, categories)


def cubes_of_years(
    years: Iterable[int], parts_of: Callable[[int], Iterable[SourcePart]], threads: int = 2
) -> Mapping[int, Mapping[CountingUnit, Cube]]:
    """Make the cubes of years, `threads` at once; `parts_of` reads a year and is asked by each.

    Sorting and reading let other threads go on. Who is who of a year is let go with it.
    """
    wanted = tuple(years)
    with ThreadPoolExecutor(threads) as pool:
        made = pool.map(lambda year: cubes_of(population_of(year, parts_of(year))), wanted)
        return dict(zip(wanted, made, strict=True))


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
    last = len(persons.buurten)
    buurt = np.where(persons.buurt == NOWHERE, last, persons.buurt).astype(np.uint64)
    masks = persons.during.astype(np.uint64)
    for place, mask in enumerate((persons.at_start, persons.at_end), start=1):
        masks |= mask.astype(np.uint64) << np.uint64(place * len(DOMAINS))
    order, starts = runs_of_pairs(masks, buurt * np.uint64(_GROUPS) + age)
    ends = np.append(starts[1:], len(order))[: len(starts)]
    of = order[starts]
    return Cube(
        unit,
        population.year,
        persons.buurten,
        buurt[of].astype(np.int32),
        age[of],
        persons.during[of],
        persons.at_start[of],
        persons.at_end[of],
        (ends - starts).astype(np.int64),
        population.sources,
    )
