# SPDX-License-Identifier: EUPL-1.2
"""The table of a figure: a count per area and group, whichever of the two has the rows (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from meedoen.disclosure.published import HIDDEN
from meedoen.monitor.queries import UNKNOWN_AREA
from meedoen.monitor.tables import AREA

NO_BUURT = "Buurt niet bekend"


class ShownRow(Protocol):
    """One row of a release."""

    @property
    def code(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def place(self) -> int: ...
    @property
    def values(self) -> Sequence[int]: ...


@dataclass(frozen=True)
class NamedCode:
    """A code with the code above it and its name."""

    code: str
    parent: str
    name: str


@dataclass(frozen=True)
class FigureCells:
    """What is shown of a figure: the areas that were read, its groups, and a count for each pair.

    `groups` has the total first. A count that is not there, is None; one that is hidden, HIDDEN.
    """

    areas: Mapping[str, NamedCode]
    groups: tuple[NamedCode, ...]
    counts: Mapping[tuple[str, str], int]
    root: str

    def count(self, area: str, group: str = "") -> int | None:
        """Give the count of an area: of one group, or of all together."""
        return self.counts.get((area, group or self.groups[0].code))

    @property
    def parts(self) -> tuple[NamedCode, ...]:
        """The groups without the total; none where there is one dimension."""
        return self.groups[1:]


def cells_of(per: str, columns: Sequence[Sequence[Any]], rows: Iterable[ShownRow]) -> FigureCells:
    """Read the rows of a release; `per` and `columns` as it keeps them (publication.models).

    A dimension beyond the second is read at its total. Raises KeyError when no dimension is of
    areas.
    """
    rows = list(rows)
    own = {row.code: NamedCode(row.code, row.parent, row.name) for row in rows}
    beside = {name: [NamedCode(*code) for code in codes] for name, codes in columns}
    sizes = [len(codes) for codes in beside.values()]
    names = list(beside)

    def value(row: ShownRow, chosen: Mapping[str, int]) -> int:
        at = 0
        for name, size in zip(names, sizes, strict=True):
            at = at * size + chosen.get(name, 0)
        return row.values[at]

    if per == AREA:
        name = names[0] if names else ""
        groups = beside[name] if name else [NamedCode("", "", "")]
        counts = {
            (row.code, group.code): value(row, {name: at})
            for row in rows
            for at, group in enumerate(groups)
        }
        root = next(row.code for row in rows if row.place == 0)
        return FigureCells(_named(own), tuple(groups), counts, root)
    areas = beside[AREA]
    counts = {
        (area.code, row.code): value(row, {AREA: at})
        for row in rows
        for at, area in enumerate(areas)
    }
    return FigureCells(
        _named({area.code: area for area in areas}), tuple(own.values()), counts, areas[0].code
    )


def _named(areas: Mapping[str, NamedCode]) -> dict[str, NamedCode]:
    return {
        code: NamedCode(code, one.parent, NO_BUURT if code.endswith(UNKNOWN_AREA) else one.name)
        for code, one in areas.items()
    }


def is_hidden(count: int | None) -> bool:
    """Tell whether a count is there and may not be seen."""
    return count == HIDDEN
