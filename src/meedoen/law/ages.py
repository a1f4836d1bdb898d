# SPDX-License-Identifier: EUPL-1.2
"""How old somebody is on a day, and the day on which an age is reached (ADR 0016).

Laws say "who has reached the age of eighteen" (BW 1:233) and not when that is. An age is reached
when the day that carries its number begins. Who was born on 29 February reaches it on 1 March in
a common year: on the 28th the year is not yet full. So the register counts it too (BRP API
Personen, LeeftijdBepaling). A term in years, which DATE_ADD and DATE_DIFF count, is no age.
"""

from __future__ import annotations

import calendar
from datetime import date


def age_on(born: date, on: date) -> int:
    """Give the age in completed years on a day; the same in `columns.ages`.

    Before the day of birth it is the completed years still to go, below zero or zero.
    """
    if on < born:
        return -age_on(on, born)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    """Give the first day on which somebody is `age`, in whole years from nought.

    Raises ValueError when that day lies outside the calendar.
    """
    year = born.year + age
    if (born.month, born.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)
