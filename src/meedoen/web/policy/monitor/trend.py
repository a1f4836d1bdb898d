# SPDX-License-Identifier: EUPL-1.2
"""A count over the years as a small line: where it stands, where it stops, what is hidden (pure).

A line goes through what can be seen only; a year that is hidden is a hatched column, and one that
was not counted stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meedoen.vocabulary.number import whole_in_words
from meedoen.web.policy.monitor.cells import is_hidden

# The drawing of one place, and that of many beside each other: width and height.
WIDE, SMALL = (440.0, 112.0), (140.0, 58.0)
_SIDE, _TOP, _FOOT = 14.0, 20.0, 5.0
_YEARS = 18.0


@dataclass(frozen=True)
class TrendPoint:
    """The count of a year: None where it was not counted, HIDDEN where it cannot be seen."""

    year: int
    count: int | None
    provisional: bool = False

    @property
    def hidden(self) -> bool:
        """Whether it is too small to be seen."""
        return is_hidden(self.count)

    @property
    def open(self) -> bool:
        """Whether it can be read."""
        return self.count is not None and not self.hidden

    @property
    def told(self) -> str:
        """Write the count, or the word for why there is none."""
        if self.count is None:
            return "niet geteld"
        return "te klein om te tonen" if self.hidden else whole_in_words(self.count)


@dataclass(frozen=True)
class DrawnPoint:
    """A point of the line: where it stands, with its count and whether it may change still."""

    point: TrendPoint
    x: float
    y: float

    @property
    def hatch_x(self) -> float:
        """Where the hatched column of a hidden year begins."""
        return round(self.x - 8, 1)


@dataclass(frozen=True)
class TrendLine:
    """The drawing of one place over the years, `name` above it."""

    name: str
    points: tuple[DrawnPoint, ...]
    sentence: str
    width: float
    height: float
    base: float

    @property
    def view_box(self) -> str:
        """The value of the SVG attribute viewBox."""
        return f"0 0 {self.width:.0f} {self.height:.0f}"

    @property
    def hatch_height(self) -> float:
        """How high the hatched column of a hidden year is."""
        return self.base - _TOP

    @property
    def path(self) -> str:
        """The `d` of the line: one piece for each row of years that can be seen."""
        return "".join(
            f"M{' L'.join(f'{at.x} {at.y}' for at in piece)}" for piece in self._pieces()
        )

    @property
    def hidden(self) -> tuple[DrawnPoint, ...]:
        """The years that cannot be seen."""
        return tuple(at for at in self.points if at.point.hidden)

    @property
    def seen(self) -> tuple[DrawnPoint, ...]:
        """The years that can be seen."""
        return tuple(at for at in self.points if at.point.open)

    @property
    def first(self) -> DrawnPoint | None:
        """The first year that can be seen, when there are two at least."""
        return self.seen[0] if len(self.seen) > 1 else None

    @property
    def last(self) -> DrawnPoint | None:
        """The last year that can be seen."""
        return self.seen[-1] if self.seen else None

    def _pieces(self) -> Iterator[list[DrawnPoint]]:
        piece: list[DrawnPoint] = []
        for at in self.points:
            if at.point.open:
                piece.append(at)
            elif piece:
                yield piece
                piece = []
        if piece:
            yield piece


def line(
    name: str,
    points: Sequence[TrendPoint],
    *,
    most: int,
    sentence: str = "",
    size: tuple[float, float] = SMALL,
) -> TrendLine:
    """Draw a count over the years, from nought to `most`, so that lines can be compared.

    A wide one has room for the years under it. A year without a figure takes its room.
    """
    width, height = size
    base = height - (_YEARS if size == WIDE else _FOOT)
    first, last = (points[0].year, points[-1].year) if points else (0, 0)
    step = (width - 2 * _SIDE) / max(last - first, 1)
    drawn = tuple(
        DrawnPoint(
            point,
            round(_SIDE + (point.year - first) * step, 1),
            round(base - (base - _TOP) * (point.count or 0) / max(most, 1), 1)
            if point.open
            else base,
        )
        for point in points
    )
    return TrendLine(name, drawn, sentence, width, height, base)


def highest(series: Sequence[Sequence[TrendPoint]]) -> int:
    """Give the highest count that can be seen in any of these; 1 when there is none."""
    return max((point.count or 0 for one in series for point in one if point.open), default=1) or 1
