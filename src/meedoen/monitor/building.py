# SPDX-License-Identifier: EUPL-1.2
"""Which figures can be made of what was loaded, and the true counts of each (pure).

Of a year the use of each source comes first: what may stand beside it depends on what of it is
hidden. Counts stay in the memory of the job that asks for them, one year at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meedoen.disclosure.rule import CountRule
from meedoen.monitor.counting import AreaCounts, NotCounted, count_counted, count_people
from meedoen.monitor.cube import CountingUnit, Cube, cubes_of
from meedoen.monitor.flows import safe_level_of_flows
from meedoen.monitor.indicator import Indicator, IndicatorKind, indicators, unit_of
from meedoen.monitor.parts import read_part
from meedoen.monitor.population import JoinedYear, population_of
from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.snapshots import read_counted
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.stacking import safe_level, stacked
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.streets import LivingInStreets, StreetPart, living_in_streets
from meedoen.monitor.tables import AreaTree, IndicatorTable, table_of
from meedoen.vocabulary.codes import Level

_MADE = (IndicatorKind.USE, IndicatorKind.STACKING, IndicatorKind.INFLOW, IndicatorKind.OUTFLOW)
_FLOWS = (IndicatorKind.INFLOW, IndicatorKind.OUTFLOW)
_TOO_FEW = (
    "Te weinig mensen om te tonen. Naast de andere cijfers zou te zien zijn hoe het met een paar "
    "mensen is."
)
_NO_ROWS = "Nog geen bron: dit is alleen te tellen als mensen los binnenkomen."


@dataclass(frozen=True)
class HeldLoad:
    """A load of a source that holds: what is kept of it, and how good it is."""

    pk: int
    source: str
    year: int
    form: SourceForm
    status: LoadStatus
    as_of: date
    rows: int
    bad: int
    without_area: int
    file: Path

    def told(self) -> dict[str, object]:
        """Give what stands beside every figure that is made of it."""
        return {
            "source": self.source, "name": source(self.source).name, "form": self.form.value,
            "status": self.status.label, "as_of": self.as_of.isoformat(), "rows": self.rows,
            "bad": self.bad, "without_area": self.without_area,
        }  # fmt: skip


@dataclass(frozen=True)
class WantedFigure:
    """An indicator over a year, with the loads that it is made of.

    `judged_by` are loads of the year before beside which it may stand or not.
    """

    indicator: Indicator
    year: int
    loads: tuple[HeldLoad, ...]
    judged_by: tuple[HeldLoad, ...] = ()

    @property
    def is_use_of_people(self) -> bool:
        """Whether it counts the use of one source of which rows of people were loaded."""
        return self.indicator.kind is IndicatorKind.USE and self.loads[0].form is SourceForm.ROWS

    @property
    def made_of(self) -> list[int]:
        """Give the numbers of the loads with which it would become another figure, in order."""
        return sorted(one.pk for one in (*self.loads, *self.judged_by))


def wanted(loads: Collection[HeldLoad]) -> Iterator[WantedFigure]:
    """Give every figure that what was loaded could be made into, per year the use of sources first.

    Years follow each other, since what came and went lies between two.

    An indicator that nothing was loaded for is not among them.
    """
    found = {(one.source, one.year): one for one in loads}
    for year in sorted({one.year for one in loads}):
        for kind in _MADE:
            for indicator in indicators().values():
                here = [found[key, year] for key in indicator.sources if (key, year) in found]
                if indicator.kind is not kind or not _enough(indicator, here):
                    continue
                before = [(key, year - 1) for key in indicator.sources if kind in _FLOWS]
                judged_by = tuple(found[one] for one in before if one in found)
                yield WantedFigure(indicator, year, tuple(here), judged_by)


def _enough(indicator: Indicator, loads: Sequence[HeldLoad]) -> bool:
    if indicator.kind is IndicatorKind.STACKING:
        return sum(one.form is SourceForm.ROWS for one in loads) > 1
    return bool(loads)


class YearOfCounts:
    """All that can be counted of one year; what was loaded is opened when it is asked for."""

    def __init__(
        self,
        year: int,
        loads: Collection[HeldLoad],
        tree: AreaTree,
        *,
        opening: Pseudonyms | None = None,
        objections: NDArray[np.uint64] | None = None,
    ) -> None:
        """Take the loads of a year; `objections` are the links of who is not to be counted.

        Without what opens pseudonyms, nothing is counted but what came in counted.
        """
        self._year, self._tree = year, tree
        self._loads = {one.source: one for one in loads}
        self._opening, self._objections = opening, objections

    def table(
        self, indicator: Indicator, hidden: Mapping[str, Collection[str]], rule: CountRule
    ) -> IndicatorTable:
        """Count an indicator, down to the lowest level on which it can stand.

        `hidden` names per source the areas of which the total of its use is hidden, in this year or
        in the one before. Raises NotCounted with the reason, and FileNotFoundError when what was
        loaded is gone.
        """
        counts = self._counts(indicator)
        return table_of(counts, self._tree, self._level(indicator, hidden, rule))

    def _counts(self, indicator: Indicator) -> AreaCounts:
        load = self._loads.get(indicator.sources[0])
        came_counted = load is not None and load.form is SourceForm.AGGREGATE
        if load is not None and came_counted and indicator.kind is IndicatorKind.USE:
            return count_counted(indicator, read_counted(load.file), unit_of(load.source))
        if not self._rows or self._opening is None:
            raise NotCounted(_NO_ROWS)
        return count_people(indicator, self._cubes)

    def _level(
        self, indicator: Indicator, hidden: Mapping[str, Collection[str]], rule: CountRule
    ) -> Level:
        """Give the lowest level on which an indicator can stand beside the use of sources."""
        if indicator.kind is IndicatorKind.USE:
            return max(indicator.levels, key=list(Level).index)
        cube = self._cubes[indicator.unit]
        if indicator.kind is IndicatorKind.STACKING:
            people = stacked(cube, indicator.sources, self._tree)
            level = safe_level(people, hidden, self._tree, rule, indicator.levels)
        else:
            (key,) = indicator.sources
            level = safe_level_of_flows(
                cube, key, hidden.get(key, ()), self._tree, rule, indicator.levels
            )
        if level is None:
            raise NotCounted(_TOO_FEW)
        return level

    @property
    def _rows(self) -> list[HeldLoad]:
        return [one for one in self._loads.values() if one.form is SourceForm.ROWS]

    def in_streets(self, known: Collection[StreetPart]) -> LivingInStreets:
        """Find everybody of the year in the streets there are; `known` are all of them.

        Raises NotCounted where no rows of people were loaded, and FileNotFoundError.
        """
        if not self._rows or self._opening is None:
            raise NotCounted(_NO_ROWS)
        return living_in_streets(self._joined, self._tree, known)

    @cached_property
    def _cubes(self) -> Mapping[CountingUnit, Cube]:
        return cubes_of(self._joined)

    @cached_property
    def _joined(self) -> JoinedYear:
        assert self._opening is not None
        parts = [
            read_part(one.file, one.source, self._year, self._opening, self._objections)
            for one in self._rows
        ]
        return population_of(self._year, parts)
