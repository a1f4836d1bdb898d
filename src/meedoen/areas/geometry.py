# SPDX-License-Identifier: EUPL-1.2
"""Checks the border of one area and measures it (pure, with shapely).

A border that is wrong in the file would be wrong on every later map and count, so it is refused
with words that say what to do. Source: RFC 7946 (GeoJSON) §3.1.6: rings are closed and have at
least four positions; coordinates are WGS84, longitude first.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point, Polygon, mapping
from shapely.validation import explain_validity

from meedoen.areas.projection import metres_per_degree

# The Netherlands in Europe with its part of the North Sea.
WEST, SOUTH, EAST, NORTH = 2.5, 50.5, 7.5, 56.0
# The Dutch national grid (Rijksdriehoek, EPSG:28992) in metres.
RD_EAST, RD_NORTH = range(-10_000, 300_001), range(280_000, 640_001)
# Web Mercator (EPSG:3857), in which web maps are drawn, in metres.
MERCATOR_EAST, MERCATOR_NORTH = range(270_000, 840_001), range(6_500_000, 7_600_001)
LARGEST = 1e12
DECIMALS = 7
GRID = 10.0**-DECIMALS

Border = Polygon | MultiPolygon
Position = tuple[float, float]


class GeometryFault(ValueError):
    """A border that cannot be used: `what` is wrong with it and `advice` says what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}: {advice}")
        self.what = what
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Measured:
    """What the border itself tells: size in hectares and a point that lies inside it."""

    area_ha: float
    label_lon: float
    label_lat: float


def read_border(raw: object) -> Border:
    """Read a GeoJSON Polygon or MultiPolygon (WGS84) into a valid, two-dimensional border.

    Heights are dropped and coordinates are rounded to a centimetre. A border that is valid as it
    was written stays valid: a notch or an islet that is smaller than the rounding goes. Raises
    GeometryFault.
    """
    if not isinstance(raw, dict) or not raw.get("coordinates"):
        raise GeometryFault("the geometry is empty", "export the area again with its border")
    kind, coordinates = raw.get("type"), raw["coordinates"]
    if kind == "Polygon":
        exact: Border = _polygon(coordinates)
    elif kind == "MultiPolygon":
        exact = MultiPolygon([_polygon(part) for part in _items(coordinates)])
    else:
        raise GeometryFault(
            f"the geometry is a {kind}", "an area needs a Polygon or a MultiPolygon"
        )
    rounded = shapely.transform(exact, _rounded)
    if rounded.is_valid:
        return rounded
    if not exact.is_valid:
        _refuse_invalid(exact)
    return _snapped(exact)


def holds(border: Border, point: Position) -> bool:
    """Tell whether a point (longitude, latitude) lies inside a border or on it."""
    return bool(border.covers(Point(point)))


def _rounded(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(positions, DECIMALS)


def _snapped(exact: Border) -> Border:
    """Round a border so that it stays valid; its size may change by no more than the rounding."""
    border = shapely.set_precision(exact, GRID)
    if not isinstance(border, Polygon | MultiPolygon) or border.is_empty:
        raise GeometryFault("the area is smaller than a centimetre", "take it out of the file")
    if not border.is_valid or abs(border.area - exact.area) > exact.length * GRID:
        raise GeometryFault(
            "the border does not stay whole when it is rounded to a centimetre",
            "round the coordinates to seven decimals in a map program and repair the area there",
        )
    return border


def to_geojson(border: Border) -> dict[str, Any]:
    """Write a border as a GeoJSON geometry of lists and numbers, ready to store."""
    written = mapping(border)
    return {"type": written["type"], "coordinates": _as_lists(written["coordinates"])}


def measure(border: Border) -> Measured:
    """Measure a border: hectares on the ellipsoid to within about half a per cent."""
    per_lon, per_lat = metres_per_degree(border.centroid.y)
    inside = border.representative_point()
    rounded = Point(round(inside.x, 5), round(inside.y, 5))
    label = rounded if border.covers(rounded) else inside
    return Measured(
        area_ha=round(border.area * per_lon * per_lat / 10_000, 1),
        label_lon=label.x,
        label_lat=label.y,
    )


def _polygon(raw: object) -> Polygon:
    outer, *holes = [_ring(ring) for ring in _items(raw)]
    return Polygon(outer, holes)


def _items(raw: object) -> list[Any]:
    if not isinstance(raw, list) or not raw:
        raise GeometryFault("the geometry is empty", "export the area again with its border")
    return raw


def _ring(raw: object) -> list[Position]:
    positions = [_position(item) for item in _items(raw)]
    if not _same_place(positions[0], positions[-1]):
        raise GeometryFault("a ring is not closed", "repeat its first point as its last point")
    positions[-1] = positions[0]
    if len(positions) < 4:
        raise GeometryFault(
            f"a ring has too few points ({len(positions)})",
            "a ring needs at least three corners and its first point again",
        )
    return positions


def _same_place(one: Position, other: Position) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) <= GRID


def _position(raw: object) -> Position:
    numbers = raw[:2] if isinstance(raw, list) else []
    if len(numbers) < 2 or not all(_is_number(value) for value in numbers):
        raise GeometryFault(f"{raw!r} is no point", "write a point as [longitude, latitude]")
    lon, lat = numbers
    if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
        _refuse_place(lon, lat)
    return float(lon), float(lat)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < LARGEST  # not so for NaN and infinity


def _refuse_place(lon: float, lat: float) -> None:
    """Say why a point lies outside the Netherlands, for the two mistakes that people make."""
    what = f"the point [{lon}, {lat}] lies outside the Netherlands"
    if int(lon) in RD_EAST and int(lat) in RD_NORTH:
        raise GeometryFault(
            f"the point [{lon}, {lat}] is in Rijksdriehoek metres, not in degrees",
            "download or convert the file as WGS84 (EPSG:4326)",
        )
    if int(lon) in MERCATOR_EAST and int(lat) in MERCATOR_NORTH:
        raise GeometryFault(
            f"the point [{lon}, {lat}] is in metres of Web Mercator (EPSG:3857), not in degrees",
            "download or convert the file as WGS84 (EPSG:4326)",
        )
    if WEST <= lat <= EAST and SOUTH <= lon <= NORTH:
        raise GeometryFault(what, "longitude and latitude are swapped; write longitude first")
    raise GeometryFault(what, "check the coordinates; they must be WGS84 degrees (EPSG:4326)")


def _refuse_invalid(border: Border) -> None:
    reason = explain_validity(border)
    if "Self-intersection" in reason:
        spot = reason.partition("[")[2].rstrip("]") or "an unknown point"
        raise GeometryFault(
            f"the border crosses itself near {spot}",
            "repair the area in a map program (in QGIS: Fix geometries) and export it again",
        )
    raise GeometryFault(
        f"the border is not valid ({reason})",
        "repair the area in a map program (in QGIS: Fix geometries) and export it again",
    )


def _as_lists(value: Any) -> Any:
    return [_as_lists(item) for item in value] if isinstance(value, tuple | list) else value


def union(borders: list[Border]) -> Border:
    """Join borders that share their edges exactly (a wijk from its buurten)."""
    joined = shapely.coverage_union_all(borders)
    if not isinstance(joined, Polygon | MultiPolygon):
        raise GeometryFault("the areas do not join into one border", "check the areas")
    return joined
