# SPDX-License-Identifier: EUPL-1.2
"""How full a place or an area is, in three words (pure).

Beside the number of places, a number of free ones tells how many people have a place. So who is not
of the organisation itself hears a word. It still says most where least is: *vol* is all of them,
and of a single place *bijna vol* is that it is free.
"""

from enum import StrEnum

FEW = 2
ONE_IN = 5


class Fullness(StrEnum):
    """What is said of free places outside the organisation that has them, fullest first."""

    FULL = "vol"
    ALMOST_FULL = "bijna vol"
    PLACE = "plek"


def fullness(*, places: int, free: int) -> Fullness | None:
    """Say how full it is where so many of the places are free; None where none are counted.

    Almost full is at most two free, or less than one in five.
    """
    if places <= 0:
        return None
    if free <= 0:
        return Fullness.FULL
    if free <= FEW or free * ONE_IN < places:
        return Fullness.ALMOST_FULL
    return Fullness.PLACE
