# SPDX-License-Identifier: EUPL-1.2
"""Chooses the names that fit on a map without covering each other (pure).

A crowded map says nothing. The first name in line is always written; a next one only where there is
room. All names stand in the table, so nothing is lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LETTER_WIDTH = 7.4
LINE_HEIGHT = 17.0


@dataclass(frozen=True, slots=True)
class AreaLabel:
    """A name with its middle on the map, in map units."""

    key: str
    name: str
    x: float
    y: float

    def box(self) -> tuple[float, float, float, float]:
        """Give left, top, right and bottom of the room that the name takes."""
        half = len(self.name) * LETTER_WIDTH / 2
        return self.x - half, self.y - LINE_HEIGHT / 2, self.x + half, self.y + LINE_HEIGHT / 2


def overlap(one: AreaLabel, other: AreaLabel) -> bool:
    """Tell whether two names would cover each other."""
    left, top, right, bottom = one.box()
    other_left, other_top, other_right, other_bottom = other.box()
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom


def moved_inside(label: AreaLabel, *, width: float) -> AreaLabel:
    """Move a name sideways until it lies on a map of `width` units, as far as that is possible."""
    left, _, right, _ = label.box()
    shift = max(0.0, -left) - max(0.0, right - width)
    return AreaLabel(label.key, label.name, round(label.x + shift, 1), label.y)


def labels_that_fit(labels: Iterable[AreaLabel], *, width: float) -> tuple[AreaLabel, ...]:
    """Keep, in order of importance, the names that cover no earlier one."""
    kept: list[AreaLabel] = []
    for label in labels:
        placed = moved_inside(label, width=width)
        if not any(overlap(placed, other) for other in kept):
            kept.append(placed)
    return tuple(kept)
