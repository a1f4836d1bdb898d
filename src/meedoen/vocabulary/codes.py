# SPDX-License-Identifier: EUPL-1.2
"""Codes of Statistics Netherlands for gemeente, wijk and buurt: strings, never numbers."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The three levels of area."""

    GEMEENTE = "gemeente"
    WIJK = "wijk"
    BUURT = "buurt"


# Amsterdam's wijken and buurten hold letters after the municipality's four digits.
_SHAPES = {
    Level.GEMEENTE: re.compile(r"GM[0-9]{4}"),
    Level.WIJK: re.compile(r"WK[0-9]{4}[0-9A-Z]{2}"),
    Level.BUURT: re.compile(r"BU[0-9]{4}[0-9A-Z]{4}"),
}


@dataclass(frozen=True, order=True)
class AreaCode:
    """A code such as GM9901, WK990102 or BU99010203. Raises ValueError for any other shape."""

    value: str

    def __post_init__(self) -> None:
        """Refuse what is not an area code."""
        if not any(shape.fullmatch(self.value) for shape in _SHAPES.values()):
            raise ValueError(
                f"'{self.value}' is geen gebiedscode. Een gemeente is GM met 4 cijfers, "
                "een wijk WK met 6 tekens, een buurt BU met 8 tekens."
            )

    @property
    def level(self) -> Level:
        """Tell whether this is a gemeente, wijk or buurt."""
        return next(level for level, shape in _SHAPES.items() if shape.fullmatch(self.value))

    @property
    def municipality(self) -> str:
        """Give the GM code of the municipality this area lies in."""
        return "GM" + self.value[2:6]

    @property
    def parent(self) -> str | None:
        """Give the code one level up by the code's own digits; None for a gemeente."""
        if self.level is Level.BUURT:
            return "WK" + self.value[2:8]
        return self.municipality if self.level is Level.WIJK else None

    def __str__(self) -> str:
        """Give the code itself."""
        return self.value
