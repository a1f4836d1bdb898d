# SPDX-License-Identifier: EUPL-1.2
"""A year as few narrow columns, without who anybody is: what every count is made from (pure).

A row is a buurt, an age group and three masks, of one person or household. Another question, year,
domain or age is one pass over these columns. Taking who is alike together would cost more than all
passes together: in a country hardly anybody is alike, and in a town the columns are small.
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
from meedoen.monitor.parts import SourcePart
from meedoen.monitor.population import NOWHERE, JoinedYear, Masks, Persons, population_of

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
    """Everybody of one unit over one year, a row each.

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
    sources: frozenset[str]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.during)

    @cached_property
    def began(self) -> Masks:
        """What was got in the year, and not had before."""
        return self.during & ~self.at_start

    @cached_property
    def ended(self) -> Masks:
        """What was had in the year, and not on its last day."""
        return self.during & ~self.at_end

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        return self.buurt.astype(np.int64)

    def counts(self, category: NDArray[np.int64], categories: int) -> NDArray[np.int64]:
        """Count per buurt and category; a category below nought is left out.

        The answer has a row per buurt, and a last one for who is nowhere.
        """
        rows = np.flatnonzero(category >= 0)
        return self._counted(self._places[rows] * categories + category[rows], categories)

    def having(self, masks: Masks, domain: int, *, by_age: bool = False) -> NDArray[np.int64]:
        """Count per buurt who has the bit of a domain in a mask, together or per age group."""
        rows = np.flatnonzero((masks & np.uint32(domain)) != 0)
        if by_age:
            return self._counted(self._places[rows] * _GROUPS + self.age[rows], _GROUPS)
        return self._counted(self._places[rows], 1)

    def _counted(self, keys: NDArray[np.int64], categories: int) -> NDArray[np.int64]:
        size = (len(self.buurten) + 1) * categories
        return np.bincount(keys, minlength=size).reshape(-1, categories)


def cubes_of_years(
    years: Iterable[int], parts_of: Callable[[int], Iterable[SourcePart]], threads: int = 2
) -> Mapping[int, Mapping[CountingUnit, Cube]]:
    """Make the cubes of years, `threads` at once; `parts_of` reads a year and is asked by each.

    Sorting and reading let other threads go on. Who is who of a year is let go with it.
    """
    with ThreadPoolExecutor(threads) as pool:
        return dict(
            pool.map(lambda year: (year, cubes_of(population_of(year, parts_of(year)))), years)
        )


def cubes_of(population: JoinedYear) -> Mapping[CountingUnit, Cube]:
    """Keep what is counted of people and of households, apart."""
    nobody = np.full(len(population.households), AgeGroup.ONBEKEND, dtype=np.uint8)
    given = {
        CountingUnit.PERSON: (population.people, population.age),
        CountingUnit.HOUSEHOLD: (population.households, nobody),
    }
    return {unit: _cube(unit, population, *of) for unit, of in given.items()}


def _cube(
    unit: CountingUnit, population: JoinedYear, persons: Persons, age: NDArray[np.uint8]
) -> Cube:
    return Cube(
        unit,
        population.year,
        persons.buurten,
        np.where(persons.buurt == NOWHERE, np.int32(len(persons.buurten)), persons.buurt),
        age,
        persons.during,
        persons.at_start,
        persons.at_end,
        population.sources,
    )
