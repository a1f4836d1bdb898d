# SPDX-License-Identifier: EUPL-1.2
"""On which level it can be shown how many came and went, beside the use of each year (pure).

Of every year: who was there at its start and who came is who was there, and so is who is there at
its end and who went. So use of two years, who came and who went are one sum: with one of the four
hidden the others give it away. They leave only on a level on which in every area all four parts,
those who stayed too, are at least the threshold (or an open nought), and use is open: then nothing
of the sum is hidden, and no small number is left by taking one from another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from meedoen.disclosure.rule import CountRule
from meedoen.monitor.counting import NOWHERE_CODE
from meedoen.monitor.cube import Cube
from meedoen.monitor.parts import bit
from meedoen.monitor.tables import AreaTree
from meedoen.vocabulary.codes import Level

_LOWEST_FIRST = (Level.BUURT, Level.WIJK, Level.GEMEENTE)


def safe_level_of_flows(
    cube: Cube,
    source: str,
    hidden: Collection[str],
    tree: AreaTree,
    rule: CountRule,
    allowed: Collection[Level],
) -> Level | None:
    """Give the lowest level on which who came and who went can both be shown, or None.

    `hidden` are the codes of areas, of every level, of which the total of use is hidden in this
    year or in the one before.
    """
    masks = (cube.began, cube.at_start, cube.ended, cube.at_end)
    counted = np.hstack([cube.having(mask, bit(source)) for mask in masks])
    for level in _LOWEST_FIRST:
        if level not in allowed:
            continue
        above = [tree.at(code, level) for code in (*cube.buurten, NOWHERE_CODE)]
        together: dict[str, NDArray[np.int64]] = {}
        for area, row in zip(above, counted, strict=True):
            together[area] = together.get(area, 0) + row
        shown = set(tree.dimension(level).codes)
        if not shown & set(hidden) and _all_shown(together.values(), rule):
            return level
    return None


def _all_shown(areas: Iterable[NDArray[np.int64]], rule: CountRule) -> bool:
    return all(((counts >= rule.threshold) | (counts < rule.least)).all() for counts in areas)
