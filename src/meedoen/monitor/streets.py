# SPDX-License-Identifier: EUPL-1.2
"""Who lives in which part of a street, and who of them could live in another (pure).

A part of a street is a street within a buurt: so parts nest in buurten, which whole streets do not.
Who is in a known buurt and in no known street is in a part without a name.

A *mover* is somebody of whom no figure would change but those of her street, if she lived in
another part of the same buurt: all that is counted of her and her household is one source, and the
household is in one part. So whoever knows every figure per buurt, of any source and year, knows
just as much with her in the one part or in the other. What is shown per part rests on this alone
(`street_hiding.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.cube import CountingUnit
from meedoen.monitor.parts import bit
from meedoen.monitor.population import JoinedYear, Persons, laid_together
from meedoen.monitor.tables import AreaTree
from meedoen.vocabulary.codes import Level

NO_STREET = ""
_NOWHERE = -1
Numbers = NDArray[np.int64]


@dataclass(frozen=True, order=True)
class StreetPart:
    """A street, or the part of one, in a buurt; its street is empty for who is in none known."""

    buurt: str
    street: str


@dataclass(frozen=True)
class LivingInStreets:
    """People and households of a year by the part of a street they live in.

    `of_people` and `of_households` are places in `parts`, or -1 for who is in no known buurt.
    """

    year: JoinedYear
    parts: tuple[StreetPart, ...]
    of_people: Numbers
    of_households: Numbers

    def using(self, source: str, unit: CountingUnit) -> Numbers:
        """Count per part who had a source during the year."""
        persons, places = self._of(unit)
        return self._counted(places[(persons.during & np.uint32(bit(source))) != 0])

    def movers(self, source: str, unit: CountingUnit) -> Numbers:
        """Count per part who had a source, and could live elsewhere in the buurt unseen."""
        only = self.year.households.during == np.uint32(bit(source))
        if unit is CountingUnit.HOUSEHOLD:
            return self._counted(self.of_households[only])
        return self._counted(self.of_people[(only & self._together)[self.year.household]])

    def having_several(self, sources: Mapping[str, int]) -> Numbers:
        """Count per part the people who have two or more of these sources on the last day.

        `sources` gives per buurt the bits of those that count there.
        """
        counting = np.array([sources.get(part.buurt, 0) for part in self.parts], dtype=np.uint32)
        here = self.of_people >= 0
        masks = self.year.people.at_end[here] & counting[self.of_people[here]]
        return self._counted(self.of_people[here][np.bitwise_count(masks) > 1])

    @cached_property
    def _together(self) -> NDArray[np.bool_]:
        """Which households have all of their people in one part."""
        size = len(self.year.households)
        least, most = np.full(size, np.iinfo(np.int64).max), np.full(size, _NOWHERE)
        np.minimum.at(least, self.year.household, self.of_people)
        np.maximum.at(most, self.year.household, self.of_people)
        return least == most

    def _of(self, unit: CountingUnit) -> tuple[Persons, Numbers]:
        if unit is CountingUnit.HOUSEHOLD:
            return self.year.households, self.of_households
        return self.year.people, self.of_people

    def _counted(self, places: Numbers) -> Numbers:
        return np.bincount(places[places >= 0], minlength=len(self.parts)).astype(np.int64)


def living_in_streets(
    year: JoinedYear, tree: AreaTree, known: Collection[StreetPart]
) -> LivingInStreets:
    """Find the part of a street of everybody of a year, in the buurten as they are now.

    `known` are all parts that there are: one where nobody lives of whom a source tells stands among
    the others, or its absence would say so.
    """
    together = laid_together(year.parts)
    there = {word for part in together for word in part.street.words}
    streets = sorted({NO_STREET, *there, *(part.street for part in known)})
    at = {word: place for place, word in enumerate(streets)}
    columns = [
        np.array([at[word] for word in part.street.words], dtype=np.int64)[part.street.codes]
        for part in together
    ]
    of_rows = np.concatenate(columns) if columns else np.empty(0, dtype=np.int64)
    buurten = [tree.at(code, Level.BUURT) for code in year.people.buurten]
    codes = sorted({*buurten, *(part.buurt for part in known)} - {tree.unknown})
    place = {code: number * len(streets) for number, code in enumerate(codes)}
    # Behind the last is the place of -1: of who is nowhere.
    of_buurt = np.array([*(place.get(code, _NOWHERE) for code in buurten), _NOWHERE])

    def keys(persons: Persons) -> Numbers:
        begins = of_buurt[persons.buurt]
        return np.where(begins >= 0, begins + of_rows[persons.row], _NOWHERE)

    people, households = keys(year.people), keys(year.households)
    listed = [place[one.buurt] + at[one.street] for one in known if one.buurt in place]
    # The first street of each buurt has no name; a household lives where one of its people does.
    nameless = list(place.values())
    every = np.unique(np.concatenate([people, listed, nameless]).astype(np.int64))
    every = every[every >= 0]
    parts = tuple(
        StreetPart(codes[key // len(streets)], streets[key % len(streets)])
        for key in every.tolist()
    )
    of_people, of_households = (
        np.where(one >= 0, np.searchsorted(every, one), _NOWHERE) for one in (people, households)
    )
    return LivingInStreets(year, parts, of_people, of_households)
