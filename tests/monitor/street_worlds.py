# SPDX-License-Identifier: EUPL-1.2
"""Small invented neighbourhoods by street, and whoever knows everything of them per buurt.

Each kind of household is an unknown in each part of a street, as a whole number; HiGHS answers.
Shares nothing with what decides what is hidden.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import highspy
import numpy as np

from meedoen.monitor.cube import CountingUnit
from meedoen.monitor.indicator import unit_of
from meedoen.monitor.population import population_of
from meedoen.monitor.streets import LivingInStreets, StreetPart, living_in_streets
from meedoen.monitor.tables import AreaTree
from tests.monitor.towns import YEAR, Line, parts

INF = highspy.kHighsInf
BUURTEN = ("BU99010101", "BU99010102")
TREE = AreaTree("GM9901", {"WK990101": "GM9901", **dict.fromkeys(BUURTEN, "WK990101")}, {})
PARTS = tuple(
    StreetPart(buurt, street) for buurt in BUURTEN for street in ("", "Aar", "Baan", "Camp")
)
# The first of these is counted by household, the others by person.
SOURCES = ("wwb", "wmo", "jeugdzorg")
EVERY = range(1, 2 ** len(SOURCES))
HouseholdKind = tuple[int, ...]
KINDS: tuple[HouseholdKind, ...] = (
    *((mask,) for mask in EVERY),
    *combinations_with_replacement(EVERY, 2),
)


@dataclass(frozen=True)
class Neighbourhood:
    """Which kinds of household live in each part: the truth, which nobody may find."""

    homes: Counter[tuple[StreetPart, HouseholdKind]]

    def living(self) -> LivingInStreets:
        """Let its people come in as rows of sources, and be found in their streets."""
        lines: dict[str, list[Line]] = {source: [] for source in SOURCES}
        who = 0
        for home, (part, kind) in enumerate(self.homes.elements(), start=1):
            for mask in kind:
                who += 1
                for at, source in enumerate(SOURCES):
                    if mask >> at & 1:
                        lines[source].append(Line(who, 10**6 + home, part.buurt, part.street))
        year = population_of(YEAR, parts(lines))
        return living_in_streets(year, TREE, PARTS)


def neighbourhood(seed: int) -> Neighbourhood:
    """Invent one: some sources are rare, some streets small, some homes of two people."""
    chance = np.random.default_rng(seed)
    rates = chance.choice([0.1, 0.3, 0.6], len(SOURCES))
    homes: Counter[tuple[StreetPart, HouseholdKind]] = Counter()
    for part in PARTS:
        for _ in range(int(chance.choice([0, 1, 3, 8, 14]))):
            size = int(chance.choice([1, 2], p=[0.75, 0.25]))
            had = chance.random((size, len(SOURCES))) < rates
            masks = (had @ (1 << np.arange(len(SOURCES)))).tolist()
            kind = tuple(sorted(mask for mask in masks if mask))
            if kind:
                homes[part, kind] += 1
    return Neighbourhood(homes)


def number_in(kind: HouseholdKind, at: int, unit: CountingUnit) -> int:
    """Give what a household of a kind adds to the count of a source."""
    having = sum(mask >> at & 1 for mask in kind)
    return min(having, 1) if unit is CountingUnit.HOUSEHOLD else having


def with_several(kind: HouseholdKind) -> int:
    """Give how many people of a household have two sources or more."""
    return sum(mask.bit_count() > 1 for mask in kind)


class KnowsTheBuurt:
    """Knows of each buurt how many households of every kind there are, and of no street anything.

    So she knows more than any figure per buurt tells, of any source, age or year.
    """

    def __init__(self, town: Neighbourhood) -> None:
        self.columns = [(part, kind) for part in PARTS for kind in KINDS]
        self.at = {column: number for number, column in enumerate(self.columns)}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        for _ in self.columns:
            self.solver.addCol(0.0, 0.0, INF, 0, [], [])
        whole = [highspy.HighsVarType.kInteger] * len(self.columns)
        self.solver.changeColsIntegrality(len(whole), list(range(len(whole))), whole)
        for buurt in BUURTEN:
            for kind in KINDS:
                number = sum(town.homes[part, kind] for part in PARTS if part.buurt == buurt)
                self._knows([(part, kind, 1) for part in PARTS if part.buurt == buurt], number)

    def knows_who_has_several(self, town: Neighbourhood) -> None:
        """Tell her of each street how many have two or more: more than a name of it tells."""
        for part in PARTS:
            number = sum(with_several(kind) * town.homes[part, kind] for kind in KINDS)
            self._knows([(part, kind, with_several(kind)) for kind in KINDS], number)

    def sees(self, part: StreetPart, source: str, value: int) -> None:
        """Tell her what is shown of a street."""
        self._knows(self._of(part, source), value)

    def between(self, part: StreetPart, source: str) -> tuple[int, int]:
        """Give the least and the most that a source can be in a street, as far as she knows."""
        cost = np.zeros(len(self.columns))
        for where, kind, times in self._of(part, source):
            cost[self.at[where, kind]] = times
        self.solver.changeColsCost(len(cost), list(range(len(cost))), cost)
        found = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self.solver.changeObjectiveSense(sense)
            self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(round(self.solver.getInfo().objective_function_value))
        return found[0], found[1]

    def _of(self, part: StreetPart, source: str) -> list[tuple[StreetPart, HouseholdKind, int]]:
        at, unit = SOURCES.index(source), unit_of(source)
        return [(part, kind, number_in(kind, at, unit)) for kind in KINDS]

    def _knows(self, terms: Sequence[tuple[StreetPart, HouseholdKind, int]], number: int) -> None:
        held = [(self.at[part, kind], float(times)) for part, kind, times in terms if times]
        columns, weights = [one for one, _ in held], [weight for _, weight in held]
        self.solver.addRow(number, number, len(columns), columns, weights)


def totals_of(living: LivingInStreets, source: str, hidden: Collection[str] = ()) -> dict[str, int]:
    """Give the total of a source per buurt as everybody sees it; some may be hidden."""
    counts = living.using(source, unit_of(source))
    found = dict.fromkeys(BUURTEN, 0)
    for part, number in zip(living.parts, counts.tolist(), strict=True):
        found[part.buurt] += number
    return {code: -1 if code in hidden else total for code, total in found.items()}
