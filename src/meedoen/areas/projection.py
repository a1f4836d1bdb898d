# SPDX-License-Identifier: EUPL-1.2
"""Draws areas as SVG paths on a flat map (pure: numbers in, text out).

A municipality is small enough for a local equirectangular projection: longitudes shrink by the
cosine of the latitude in the middle, north is up, and a metre is equally long in all directions to
within half a per cent. Neighbouring areas share their border points, and every point is rounded on
its own, so a shared border stays shared and no gap appears between two areas.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEMI_MAJOR_AXIS = 6_378_137.0
ECCENTRICITY_SQUARED = 0.00669437999014
ROUND_STEPS = (1, 2, 5)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class AreaShape:
    """One area to draw: a key to find it back, a GeoJSON geometry and where its label goes."""

    key: str
    geometry: Mapping[str, Any]
    label: Point | None = None


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """One area on the map: `path` is the `d` of an SVG path (draw with fill-rule evenodd)."""

    key: str
    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of `length` map units that stands for `metres` metres."""

    metres: int
    length: float

    @property
    def label(self) -> str:
        """The distance as it is written beside the bar: `500 m` or `2 km`."""
        if self.metres < 1000:
            return f"{self.metres} m"
        return f"{self.metres // 1000} km"


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map of `width` by `height` units; the areas stand in the order in which they came."""

    width: float
    height: float
    areas: tuple[DrawnArea, ...]
    scale_bar: ScaleBar

    @property
    def view_box(self) -> str:
        """The value of the SVG attribute viewBox."""
        return f"0 0 {_number(self.width)} {_number(self.height)}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """How degrees become map units: offsets in degrees, units per degree, height in units."""

    west: float
    north: float
    per_lon: float
    per_lat: float
    padding: float

    def place(self, point: Sequence[float]) -> Point:
        x = self.padding + (point[0] - self.west) * self.per_lon
        y = self.padding + (self.north - point[1]) * self.per_lat
        return round(x, 1), round(y, 1)


def draw(shapes: Sequence[AreaShape], *, width: float = 640.0, padding: float = 8.0) -> DrawnMap:
    """Draw areas into a map of `width` units; the height follows from the land.

    Coordinates are WGS84 degrees, longitude first; the result is rounded to one decimal.
    Raises ValueError when there is nothing to draw, or when the padding leaves no room.
    """
    points = [point for shape in shapes for ring in rings(shape.geometry) for point in ring]
    if not points:
        raise ValueError("There is no area to draw.")
    if padding < 0 or width <= 2 * padding:
        raise ValueError("The padding leaves no room for the map.")
    west, south, east, north = _bounds(points)
    metres_lon, metres_lat = metres_per_degree((south + north) / 2)
    units_per_metre = _units_per_metre(west, east, metres_lon, width - 2 * padding)
    frame = _Frame(west, north, metres_lon * units_per_metre, metres_lat * units_per_metre, padding)
    height = round((north - south) * frame.per_lat + 2 * padding, 1)
    return DrawnMap(
        width=round(width, 1),
        height=height,
        areas=tuple(_draw_area(shape, frame) for shape in shapes),
        scale_bar=_scale_bar(units_per_metre, width),
    )


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Give the length in metres of one degree of longitude and of latitude at a latitude.

    Source: WGS84 ellipsoid, radii of curvature in the prime vertical and in the meridian.
    """
    sine = math.sin(math.radians(latitude))
    curve = 1 - ECCENTRICITY_SQUARED * sine * sine
    prime_vertical = SEMI_MAJOR_AXIS / math.sqrt(curve)
    meridian = SEMI_MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED) / curve**1.5
    per_lon = math.radians(prime_vertical * math.cos(math.radians(latitude)))
    return per_lon, math.radians(meridian)


def rings(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """Give the rings of a GeoJSON Polygon or MultiPolygon, outer rings and holes alike.

    Raises ValueError for any other geometry type.
    """
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon
    else:
        raise ValueError(f"A {geometry['type']} cannot be drawn as an area.")


def _bounds(points: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    lons = [point[0] for point in points]
    lats = [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)


def _units_per_metre(west: float, east: float, metres_lon: float, room: float) -> float:
    if east == west:
        raise ValueError("The areas have no width, so they cannot be drawn.")
    return room / ((east - west) * metres_lon)


def _draw_area(shape: AreaShape, frame: _Frame) -> DrawnArea:
    label_x, label_y = frame.place(shape.label or _middle(shape.geometry))
    path = "".join(_ring_path(ring, frame) for ring in rings(shape.geometry))
    return DrawnArea(shape.key, path, label_x, label_y)


def _middle(geometry: Mapping[str, Any]) -> Point:
    """Give the middle of the box around an area: a label point for who brought none."""
    west, south, east, north = _bounds([point for ring in rings(geometry) for point in ring])
    return (west + east) / 2, (south + north) / 2


def _ring_path(ring: Sequence[Sequence[float]], frame: _Frame) -> str:
    """Write one ring as `M…L…Z`, without points that fall on the point before them."""
    kept: list[Point] = []
    for point in ring[:-1]:
        placed = frame.place(point)
        if not kept or placed != kept[-1]:
            kept.append(placed)
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in kept) + "Z"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _scale_bar(units_per_metre: float, width: float) -> ScaleBar:
    """Give the longest round distance (1, 2 or 5 with noughts) within a quarter of the width."""
    longest = width / 4 / units_per_metre
    power = 10 ** max(0, math.floor(math.log10(longest)))
    metres = max((step * power for step in ROUND_STEPS if step * power <= longest), default=1)
    return ScaleBar(metres, round(metres * units_per_metre, 1))
