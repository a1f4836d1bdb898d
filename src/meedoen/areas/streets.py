# SPDX-License-Identifier: EUPL-1.2
"""A street within one buurt, as it comes from a list of streets (pure).

A street that runs through two buurten stands in both: the part of a street inside a buurt is what
can be counted. Source: BAG openbare ruimte, divided over buurten.
"""

from dataclasses import dataclass

from meedoen.areas.levels import level_of, municipality_code
from meedoen.vocabulary.codes import Level


@dataclass(frozen=True, slots=True)
class StreetName:
    """The name of a street and the code of the buurt in which (this part of) it lies."""

    buurt_code: str
    name: str

    def __post_init__(self) -> None:
        """Refuse a code of another level, or no name; raises ValueError."""
        if level_of(self.buurt_code) is not Level.BUURT:
            raise ValueError(f"{self.buurt_code!r} is no code of a buurt")
        if not self.name.strip():
            raise ValueError(f"a street in {self.buurt_code} has no name")

    @property
    def municipality_code(self) -> str:
        """The code of the gemeente in which the street lies."""
        return municipality_code(self.buurt_code)
