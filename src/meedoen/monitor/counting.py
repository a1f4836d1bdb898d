# SPDX-License-Identifier: EUPL-1.2
"""Counts an indicator per buurt: from rows of people, or from what came in counted (pure).

What comes out is true counts, for the job that counts; nothing of it leaves but by a release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.ages import CODES, AgeGroup
from meedoen.monitor.cube import CountingUnit, Cube
from meedoen.monitor.indicator import Indicator, IndicatorKind, Split
from meedoen.monitor.parts import bit
from meedoen.monitor.snapshots import CountedRows

NUMBERS = ("1", "2", "3_of_meer")
"""So many domains at once; the last is open at the end."""
NOWHERE_CODE = ""
"""Where somebody is of whom no source says it."""


class NotCounted(ValueError):
    """It cannot be counted this way; the message says why, for who looks for the figure."""


@dataclass(frozen=True)
class AreaCounts:
    """True counts per area and category: `counts` has a row per code of `areas`, a column each.

    An area is a buurt or a wijk, or NOWHERE_CODE. `categories` is empty when nothing but areas
    tells people apart, with one column. `notes` are whole sentences to stand beside the figure.
    """

    unit: CountingUnit
    areas: tuple[str, ...]
    split: Split
    categories: tuple[str, ...]
    counts: NDArray[np.int64] = field(compare=False)
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Everybody that is counted."""
        return int(self.counts.sum())


def count_people(indicator: Indicator, cubes: Mapping[CountingUnit, Cube]) -> AreaCounts:
    """Count an indicator from rows of people.

    Raises NotCounted for one that cannot be counted so, or whose sources are not here.
    """
    _refuse_without(indicator, cubes[CountingUnit.PERSON])
    cube = cubes[indicator.unit]
    if indicator.kind is IndicatorKind.STACKING:
        names: tuple[str, ...] = NUMBERS
        counts = cube.counts(_several(indicator, cube), len(NUMBERS))
    else:
        by_age = indicator.split is Split.AGE
        names = CODES if by_age else ()
        masks = getattr(cube, _MASKS[indicator.kind])
        counts = cube.having(masks, bit(indicator.sources[0]), by_age=by_age)
    return AreaCounts(indicator.unit, (*cube.buurten, NOWHERE_CODE), indicator.split, names, counts)


_MASKS = {
    IndicatorKind.USE: "during",
    IndicatorKind.INFLOW: "began",
    IndicatorKind.OUTFLOW: "ended",
}


def _several(indicator: Indicator, cube: Cube) -> NDArray[np.int64]:
    """Give how many domains each row of a cube has at once, less one."""
    wanted = np.uint32(sum(map(bit, indicator.sources)))
    several = np.bitwise_count(cube.at_end & wanted).astype(np.int64)
    return np.minimum(several, len(NUMBERS)) - 1


def _refuse_without(indicator: Indicator, cube: Cube) -> None:
    if missing := indicator.waits_for(cube.sources):
        raise NotCounted(f"Nog geen bron: {', '.join(missing)} is er niet met losse rijen.")
    if indicator.kind in (IndicatorKind.FED, IndicatorKind.FIGURE, IndicatorKind.COMBINATIONS):
        raise NotCounted("Dit cijfer komt niet uit rijen van mensen per gebied.")


def count_counted(indicator: Indicator, rows: CountedRows, counts: CountingUnit) -> AreaCounts:
    """Add up what came in counted; `counts` says what its numbers are numbers of.

    Rows per wijk make the figure one per wijk. Raises NotCounted for another unit, another kind
    than use, or a count below nought.
    """
    if counts is not indicator.unit:
        raise NotCounted(
            f"Deze bron telt {counts.words}, en dit cijfer gaat over {indicator.unit.words}. "
            "Die twee tellen we niet bij elkaar."
        )
    if indicator.kind is not IndicatorKind.USE:
        raise NotCounted("Nog geen bron: dit is alleen te tellen als mensen los binnenkomen.")
    if (rows.count < 0).any():
        raise NotCounted("Er staat een aantal onder nul in deze bron.")
    return _added_up(indicator, rows)


def _added_up(indicator: Indicator, rows: CountedRows) -> AreaCounts:
    per_wijk = any(code.startswith("WK") for code in rows.area.tolist())
    areas = [_area(code, per_wijk=per_wijk) for code in rows.area.tolist()]
    known = sorted(set(areas) - {NOWHERE_CODE})
    by_age = indicator.split is Split.AGE and any(rows.age.tolist())
    names = CODES if by_age else ()
    counts = np.zeros((len(known) + 1, max(1, len(names))), dtype=np.int64)
    at = {code: place for place, code in enumerate([*known, NOWHERE_CODE])}
    column = {code: place for place, code in enumerate(CODES)} if by_age else {}
    other = AgeGroup.ONBEKEND if by_age else 0
    for area, age, number in zip(areas, rows.age.tolist(), rows.count.tolist(), strict=True):
        counts[at[area], column.get(age, other)] += number
    notes = (_PER_WIJK,) if per_wijk else ()
    if len(set(rows.category.tolist())) > 1:
        notes = (*notes, _ADDED)
    split = Split.AGE if by_age else Split.NONE
    return AreaCounts(indicator.unit, (*known, NOWHERE_CODE), split, names, counts, notes)


def _area(code: str, *, per_wijk: bool) -> str:
    """Give the buurt, or the wijk it lies in by its own digits; what is neither is nowhere."""
    if code.startswith("BU"):
        return "WK" + code[2:8] if per_wijk else code
    return code if code.startswith("WK") else NOWHERE_CODE


_PER_WIJK = "Deze bron kwam per wijk binnen. Cijfers per buurt zijn er daarom niet."
_ADDED = (
    "Deze bron kwam als telling binnen, in soorten. Wie in twee soorten zit, telt hier twee keer."
)
