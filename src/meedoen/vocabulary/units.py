# SPDX-License-Identifier: EUPL-1.2
"""In what is counted what was delivered: the units of iWmo and iJw that can be counted (pure)."""

from enum import StrEnum


class DeliveredUnit(StrEnum):
    """A unit by its code in iWmo and iJw; euros and what is done as needed are not counted."""

    MINUTE = "01"
    HOUR = "04"
    DAY = "14"
    DAYPART = "16"
    WEEK = "21"
    PIECE = "82"

    @property
    def label(self) -> str:
        """Give the Dutch word for one of it."""
        return _WORDS[self][0]

    def counted(self, number: str, *, one: bool = False) -> str:
        """Say how many there are: `1.240 dagdelen`; the number is written already."""
        return f"{number} {_WORDS[self][0 if one else 1]}"


_WORDS = {
    DeliveredUnit.MINUTE: ("minuut", "minuten"),
    DeliveredUnit.HOUR: ("uur", "uur"),
    DeliveredUnit.DAY: ("etmaal", "etmalen"),
    DeliveredUnit.DAYPART: ("dagdeel", "dagdelen"),
    DeliveredUnit.WEEK: ("week", "weken"),
    DeliveredUnit.PIECE: ("stuk", "stuks"),
}
_TYPED = {word: unit for unit, words in _WORDS.items() for word in words} | {
    "uren": DeliveredUnit.HOUR,
    "stukken": DeliveredUnit.PIECE,
    **{unit.value: unit for unit in DeliveredUnit},
}


def unit_of(code: str) -> DeliveredUnit | None:
    """Give the unit with a code of iWmo or iJw; None for what is not counted."""
    return next((one for one in DeliveredUnit if one.value == code), None)


def typed_unit(text: str) -> DeliveredUnit | None:
    """Read a unit that somebody typed, as `dagdelen` or `16`; None for anything else."""
    return _TYPED.get(text.strip().lower())
