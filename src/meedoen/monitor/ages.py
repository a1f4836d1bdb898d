# SPDX-License-Identifier: EUPL-1.2
"""The three ages of the programmes, by year of birth on 31 December (pure).

Only the year of birth is known, and on 31 December everybody has had a birthday in that year.
Sources: the programmes of Mee(r)doen (jongeren up to 26); AOW 7a, the age from 2024 on.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.snapshots import UNKNOWN

LAST_OF_YOUNG = 26
# The age from which AOW is paid in a year, in whole years as far as a year of birth can tell; a
# year without one takes that of the nearest before it. 2024-2027: 67 years (AOW 7a, first member).
AOW_AGE = {2013: 65, 2018: 66, 2024: 67}


class AgeGroup(IntEnum):
    """Which programme somebody's age belongs to."""

    JONGEREN = 0
    VOLWASSENEN = 1
    OUDEREN = 2
    ONBEKEND = 3

    @property
    def code(self) -> str:
        """Give the code in a table."""
        return self.name.lower()


CODES = tuple(group.code for group in AgeGroup)


def aow_age(year: int) -> int:
    """Give the age from which somebody is older in a year."""
    return AOW_AGE[max((since for since in AOW_AGE if since <= year), default=min(AOW_AGE))]


def age_groups(born: NDArray[np.int16], year: int) -> NDArray[np.uint8]:
    """Give the group of each year of birth on 31 December of a year."""
    age = year - born.astype(np.int32)
    groups = np.full(len(born), AgeGroup.OUDEREN, dtype=np.uint8)
    groups[age < aow_age(year)] = AgeGroup.VOLWASSENEN
    groups[age <= LAST_OF_YOUNG] = AgeGroup.JONGEREN
    groups[born == UNKNOWN] = AgeGroup.ONBEKEND
    return groups
