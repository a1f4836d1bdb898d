# SPDX-License-Identifier: EUPL-1.2
"""The orders in which a day is written in a file (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"
_YEAR, _MONTH, _DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_TWO_MONTH, _TWO_DAY = r"(?P<month>[0-9]{2})", r"(?P<day>[0-9]{2})"


@dataclass(frozen=True)
class DayOrder:
    """One order of year, month and day, under the name that a profile gives it."""

    name: str
    shape: re.Pattern[str]


def _order(name: str, *parts: str) -> DayOrder:
    first, *others = parts
    between = "".join(f"(?P=mark){part}" for part in others[1:])
    return DayOrder(name, re.compile(f"{first}(?P<mark>[-/.]){others[0]}{between}{_MIDNIGHT}"))


_ISO = _order("jjjj-mm-dd", _YEAR, _MONTH, _DAY)
_DUTCH = _order("dd-mm-jjjj", _DAY, _MONTH, _YEAR)
_ON_END = DayOrder("jjjjmmdd", re.compile(_YEAR + _TWO_MONTH + _TWO_DAY))
ORDERS = {
    one.name: one
    for one in (
        _ISO,
        _DUTCH,
        _ON_END,
        DayOrder("ddmmjjjj", re.compile(_TWO_DAY + _TWO_MONTH + _YEAR)),
        _order("mm-dd-jjjj", _MONTH, _DAY, _YEAR),
    )
}
"""Every order that a profile can name."""

WRITTEN = (_ISO, _DUTCH, _ON_END)
"""What is read without a profile: none of them can be taken for another."""
