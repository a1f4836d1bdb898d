# SPDX-License-Identifier: EUPL-1.2
"""The map of a figure: an area's shape with its colour or pattern, and the legend beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from meedoen.areas import queries as areas
from meedoen.areas.projection import DrawnMap
from meedoen.vocabulary.codes import Level
from meedoen.web.policy.classes import MapClass, map_classes
from meedoen.web.policy.labels import AreaLabel, labels_that_fit
from meedoen.web.policy.map_frame import MapFrame
from meedoen.web.policy.monitor.figures import FEW_FILL, HIDDEN_FILL, AreaFigure, shade, told
from meedoen.web.policy.monitor.indicators import ShownIndicator

# About as wide as it stands on a page, so that names have their own size.
WIDTH = 420.0


@dataclass(frozen=True)
class ShadedArea:
    """An area on the map: its shape, what it shows, and where pressing it leads."""

    figure: AreaFigure
    path: str
    fill: str
    told: str
    chosen: bool
    query: str

    @property
    def css(self) -> str:
        """The class names of the area."""
        chosen = " md-map__area--chosen" if self.chosen else ""
        return f"md-map__area--{self.fill}{chosen}"


@dataclass(frozen=True)
class FigureMap(MapFrame):
    """The map of a figure over a municipality, in the borders of `year`."""

    year: int
    areas: tuple[ShadedArea, ...]
    labels: tuple[AreaLabel, ...]
    legend: tuple[MapClass, ...]
    not_drawn: tuple[AreaFigure, ...]

    @property
    def hidden(self) -> bool:
        """Whether anything on it is too small to be seen."""
        return any(area.fill == HIDDEN_FILL for area in self.areas)

    @property
    def few(self) -> bool:
        """Whether an area on it has no figure to show."""
        return any(area.fill == FEW_FILL for area in self.areas)


def classes_of(figures: Iterable[AreaFigure], *, relative: bool) -> tuple[MapClass, ...]:
    """Give the five classes of a map, of the figures that can be seen."""
    values = [one.rate if relative else one.count for one in figures if one.open]
    return map_classes([value for value in values if value is not None], whole=not relative)


def figure_map(
    figures: Sequence[AreaFigure],
    indicator: ShownIndicator,
    *,
    municipality: str,
    year: int,
    level: Level,
    chosen: frozenset[str],
    relative: bool,
    queries: Mapping[str, str],
) -> FigureMap | None:
    """Draw the figures of the areas of a level; None where no border is here.

    `queries` holds by code the address that pressing an area leads to.
    """
    drawn = areas.drawn_map(municipality, year=year, level=level, width=WIDTH)
    if drawn is None:
        return None
    by_code = {one.code: one for one in figures}
    classes = classes_of(figures, relative=relative)
    shown = [
        ShadedArea(
            figure=one,
            path=area.path,
            fill=shade(one, classes, relative=relative),
            told=told(one, indicator),
            chosen=area.key in chosen,
            query=queries.get(area.key, ""),
        )
        for area in drawn.areas
        if (one := by_code.get(area.key) or AreaFigure(area.key, "", "", None, None))
    ]
    there = {area.key for area in drawn.areas}
    return FigureMap(
        drawn=drawn,
        year=year,
        areas=tuple(sorted(shown, key=lambda area: area.chosen)),
        labels=_labels(shown, drawn),
        legend=classes,
        not_drawn=tuple(one for one in figures if one.code not in there),
    )


def _labels(shown: Sequence[ShadedArea], drawn: DrawnMap) -> tuple[AreaLabel, ...]:
    """Write the names that fit: what was chosen first, then by how dark it is."""
    points = {area.key: (area.label_x, area.label_y) for area in drawn.areas}
    first = sorted(shown, key=lambda area: (not area.chosen, area.fill))
    labels = [AreaLabel(a.figure.code, a.figure.name, *points[a.figure.code]) for a in first]
    return labels_that_fit(labels, width=drawn.width)
