# SPDX-License-Identifier: EUPL-1.2
"""What totals give away, whatever is hidden, to whoever knows which cells are small (pure).

Four small counts with a small total of four are one each: no hiding helps.
"""

from __future__ import annotations

import numpy as np

from meedoen.disclosure.problem import ToProtect
from meedoen.disclosure.programs import TOLERANCE
from meedoen.disclosure.sums import Mask

_ROUNDS = 12


def given_away(problem: ToProtect, secondary_least: float) -> Mask:
    """Give the small classes that follow from the least and the most that each can be.

    Bounds go from totals to parts and back. Not all that follows is found so; what is not found is
    asked of a linear program.
    """
    room = problem.room_with_statuses(secondary_least)
    low, high = -room.down, room.up.copy()
    sums = problem.sums
    for _ in range(_ROUNDS):
        plus = sums.sign > 0
        least = np.where(plus, low[sums.column], -high[sums.column]) * np.abs(sums.sign)
        most = np.where(plus, high[sums.column], -low[sums.column]) * np.abs(sums.sign)
        rest_least = np.bincount(sums.row, least, sums.rows)[sums.row] - least
        rest_most = np.bincount(sums.row, most, sums.rows)[sums.row] - most
        own_most = -rest_least / np.abs(sums.sign)
        own_least = -rest_most / np.abs(sums.sign)
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, sums.column, np.where(plus, own_least, -own_most))
        np.minimum.at(new_high, sums.column, np.where(plus, own_most, -own_least))
        if np.array_equal(new_low, low) and np.array_equal(new_high, high):
            break
        low, high = new_low, new_high
    return problem.primary & (high - low < TOLERANCE)
