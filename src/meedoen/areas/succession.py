# SPDX-License-Identifier: EUPL-1.2
"""Finds where an area of an earlier year lies now, by its border (pure, with shapely).

CBS gives areas another code when a gemeente redraws or renumbers them; Amsterdam kept none of its
codes of 2022. The land stays where it is: an area lies now in the area that covers most of it. Who
is split evenly lies in none, and stays an area of an earlier year.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape

from meedoen.vocabulary.codes import Level

# Borders are generalised anew every year, so the same land overlaps for nine tenths and not whole.
MOST_OF_IT = 0.75
THE_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Bordered:
    """An area with what is needed to find it back: `geometry` is GeoJSON in WGS84."""

    code: str
    name: str
    level: Level
    geometry: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Successor:
    """Where an area lies now; `same_land` when it is the same piece of land in both years."""

    code: str
    successor_code: str
    same_land: bool


def successors(gone: Sequence[Bordered], now: Sequence[Bordered]) -> Iterator[Successor]:
    """Give for each area that has gone the one of the same level in which most of it lies."""
    for level in Level:
        before = [area for area in gone if area.level is level]
        after = [area for area in now if area.level is level]
        if before and after:
            yield from _on_one_level(before, after)


def _on_one_level(gone: Sequence[Bordered], now: Sequence[Bordered]) -> Iterator[Successor]:
    borders = [shape(dict(area.geometry)) for area in now]
    tree = shapely.STRtree(borders)
    for area in gone:
        border = shape(dict(area.geometry))
        near = [int(at) for at in tree.query(border)]
        shared = {at: shapely.intersection(border, borders[at]).area for at in near}
        at = max(shared, key=lambda found: shared[found], default=None)
        if at is None or shared[at] < MOST_OF_IT * border.area:
            continue
        same = shared[at] >= THE_SAME * max(border.area, borders[at].area)
        yield Successor(area.code, now[at].code, same)
