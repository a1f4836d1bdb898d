# SPDX-License-Identifier: EUPL-1.2
"""From counts per area to the table that becomes a release, and whether it adds up (pure).

The tree is gemeente → wijk → buurt as the codes of CBS say or a list of areas says. Who is in no
known area is a leaf right under the gemeente, so the parts of a total are always all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from meedoen.disclosure.tables import TOTAL, CountTable, Dimension
from meedoen.monitor.ages import AgeGroup
from meedoen.monitor.counting import NUMBERS, AreaCounts, NotCounted
from meedoen.monitor.indicator import Split
from meedoen.vocabulary.codes import Level

AREA = "gebied"
UNKNOWN_AREA = "gebied onbekend"
_NAMES: Mapping[Split, Mapping[str, str]] = {
    Split.AGE: {
        AgeGroup.JONGEREN.code: "tot en met 26 jaar",
        AgeGroup.VOLWASSENEN.code: "27 jaar tot de AOW",
        AgeGroup.OUDEREN.code: "vanaf de AOW",
        AgeGroup.ONBEKEND.code: "leeftijd onbekend",
        TOTAL: "alle leeftijden",
    },
    Split.NUMBER: {
        NUMBERS[0]: "één", NUMBERS[1]: "twee", NUMBERS[2]: "drie of meer", TOTAL: "samen",
    },
}  # fmt: skip


@dataclass(frozen=True)
class AreaTree:
    """The areas of a municipality in a year: its code, the parent of each, and their names.

    `parents` holds wijken under the gemeente and buurten under wijken. `moved` says where an area
    of an earlier year lies now, so that what was counted before a border changed stays in place.
    """

    municipality: str
    parents: Mapping[str, str]
    names: Mapping[str, str]
    moved: Mapping[str, str] = field(default_factory=dict)

    @property
    def unknown(self) -> str:
        """The code of who is in no area that is known."""
        return f"{self.municipality}_onbekend"

    def dimension(self, level: Level) -> Dimension:
        """Give the areas down to a level as a dimension of a table."""
        pairs: list[tuple[str, str | None]] = [(self.municipality, None)]
        if level is not Level.GEMEENTE:
            deepest = {Level.WIJK: ("WK",), Level.BUURT: ("WK", "BU")}[level]
            pairs += [(code, up) for code, up in self.parents.items() if code.startswith(deepest)]
            pairs.append((self.unknown, self.municipality))
        return Dimension.of(AREA, pairs)

    def at(self, code: str, level: Level) -> str:
        """Give the area of a level in which an area lies, or the leaf of who is nowhere."""
        if level is Level.GEMEENTE:
            return self.municipality
        code = self.moved.get(code, code)
        if level is Level.WIJK and code.startswith("BU"):
            code = self.parents.get(code, "")
        return code if code in self.parents else self.unknown


@dataclass(frozen=True)
class IndicatorTable:
    """A table of true counts, with the names of its codes and what has to be said beside it."""

    table: CountTable
    names: Mapping[str, Mapping[str, str]]
    level: Level
    notes: tuple[str, ...]

    @property
    def read_first(self) -> NDArray[np.bool_]:
        """Which cells are about the whole municipality: those are worth most."""
        whole = np.zeros(self.table.shape, dtype=bool)
        whole[0] = True
        return whole


def lowest_level(counts: AreaCounts, wanted: Level) -> Level:
    """Give the lowest level on which counts can stand: that of their areas, or what is wanted."""
    per_wijk = any(code.startswith("WK") for code in counts.areas)
    return Level.WIJK if per_wijk and wanted is Level.BUURT else wanted


def table_of(counts: AreaCounts, tree: AreaTree, level: Level) -> IndicatorTable:
    """Make the table of counts down to a level; areas that are not in the tree are unknown ones."""
    level = lowest_level(counts, level)
    dimensions = [tree.dimension(level)]
    if counts.categories:
        dimensions.append(Dimension.flat(counts.split.value, counts.categories))
    cells: dict[tuple[str, ...], int] = {}
    for row, code in enumerate(counts.areas):
        area = tree.at(code, level)
        for column, number in enumerate(counts.counts[row].tolist()):
            key = (area, *counts.categories[column : column + 1])
            cells[key] = cells.get(key, 0) + number
    names = {AREA: {**tree.names, tree.unknown: UNKNOWN_AREA}}
    if counts.categories:
        names[counts.split.value] = dict(_NAMES[counts.split])
    made = IndicatorTable(CountTable.of_leaves(dimensions, cells), names, level, counts.notes)
    for wrong in not_added_up(made.table, counts):
        raise NotCounted(wrong)
    return made


def not_added_up(table: CountTable, counts: AreaCounts) -> Iterator[str]:
    """Say what of a table is not the sum of its parts, or not all that was counted."""
    root = tuple(0 for _ in table.dimensions)
    if int(table.counts[root]) != counts.total:
        yield f"Er zijn {counts.total} geteld, en in de tabel staan er {table.counts[root]}."
    for axis, dimension in enumerate(table.dimensions):
        moved = np.moveaxis(table.counts, axis, 0)
        for place, below in enumerate(dimension.children):
            if below and not np.array_equal(moved[place], moved[list(below)].sum(axis=0)):
                yield f"{dimension.codes[place]} is niet de som van zijn delen."


def why_not_added_up(first: AreaCounts, second: AreaCounts) -> str:
    """Say why the counts of two sources are no total together."""
    if first.unit is not second.unit:
        return (
            "De ene bron telt mensen en de andere huishoudens. Die mag je niet bij elkaar optellen."
        )
    return (
        "Iemand kan in beide bronnen staan. Samen is het dus niet het aantal mensen: kijk voor wie "
        "er meer dan één heeft bij “Meer dan één tegelijk”."
    )
