# SPDX-License-Identifier: EUPL-1.2
"""Draws the invented region: two gemeenten in the North Sea, the same every time (pure).

Each buurt grows around its own point: small ones in town, wide ones in the polders. The borders are
then bent, because real ones follow streams and dykes. Both sides of a border are bent by one rule
that depends on nothing but the border itself, so that neighbours always fit: no gaps, no overlaps.
The land lies forty kilometres off the coast, over no gemeente that exists.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

import shapely
from shapely.geometry import MultiPoint, Point, Polygon

from meedoen.areas.geometry import Border, measure, to_geojson, union
from meedoen.areas.keyfigures import Figure
from meedoen.areas.projection import metres_per_degree
from meedoen.areas.streets import StreetName
from meedoen.demonstration.region_names import GEMEENTEN, Buurt
from meedoen.vocabulary.codes import Level

MARKET_LON, MARKET_LAT = 3.92, 53.02
SEED = "Lindewaard en Vennerhout"
SHORE_POINTS = 30
TURN = math.radians(11)
LONELY, LONELY_WIJK = "eenzaam", "WK990104"

Spot = tuple[float, float]
Edge = tuple[Spot, Spot]


@dataclass(frozen=True, slots=True)
class Region:
    """The invented region, in the shapes that the imports of `areas` take."""

    feature_collection: dict[str, Any]
    streets: tuple[StreetName, ...]
    key_figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Plot:
    """One buurt with its place in the tree of codes."""

    code: str
    wijk_code: str
    gemeente_code: str
    buurt: Buurt

    @property
    def spot(self) -> Spot:
        return self.buurt.east, self.buurt.north


@cache
def build_region() -> Region:
    """Build the whole region; every call gives the same region (treat it as read-only).

    The feature collection has the shape that `meedoen.areas.geojson.read_collection` reads.
    """
    borders = _borders()
    return Region(
        feature_collection={
            "type": "FeatureCollection",
            "name": "meedoen_demonstratiegebied",
            "features": list(_features(borders)),
        },
        streets=tuple(
            StreetName(plot.code, street) for plot in _plots() for street in plot.buurt.streets
        ),
        key_figures=tuple(_key_figures()),
    )


@cache
def _plots() -> tuple[_Plot, ...]:
    """Give every buurt its code: two positions for the wijk, two for the buurt (as CBS does)."""
    return tuple(
        _Plot(
            code=f"BU{gemeente.code[2:]}{wijk_number:02}{buurt_number:02}",
            wijk_code=f"WK{gemeente.code[2:]}{wijk_number:02}",
            gemeente_code=gemeente.code,
            buurt=buurt,
        )
        for gemeente in GEMEENTEN
        for wijk_number, wijk in enumerate(gemeente.wijken, start=1)
        for buurt_number, buurt in enumerate(wijk.buurten, start=1)
    )


def _borders() -> dict[str, Border]:
    """Give the border of every buurt, in degrees."""
    rings = _straight_rings()
    owners: dict[Edge, set[str]] = {}
    for plot in _plots():
        for edge in _edges(rings[plot.code]):
            owners.setdefault(_one_way(edge), set()).add(plot.gemeente_code)
    inner = _inner_edges(rings)
    bent = {
        edge: _bend(edge, wild=len(gemeenten) > 1 or edge not in inner)
        for edge, gemeenten in owners.items()
    }
    return {code: Polygon(_walk(ring, bent)) for code, ring in rings.items()}


def _straight_rings() -> dict[str, list[Spot]]:
    """Give each buurt the land that is nearer to its point than to any other, in kilometres."""
    plots = _plots()
    points = [plot.spot for plot in plots] + list(_shore())
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points)))
    rings = {}
    for plot in plots:
        cell = next(cell for cell in cells if cell.contains(Point(plot.spot)))
        rings[plot.code] = _without_repeats(
            [(round(x, 3), round(y, 3)) for x, y in cell.exterior.coords]
        )
    return rings


def _shore() -> Iterator[Spot]:
    """Give points in the sea around the land; the coast runs halfway to them."""
    random = Random(f"{SEED} shore")  # noqa: S311 (a map, not a secret)
    for step in range(SHORE_POINTS):
        angle = 2 * math.pi * (step + random.uniform(-0.3, 0.3)) / SHORE_POINTS
        reach = 1 + 0.06 * math.sin(3 * angle + 1) + random.uniform(-0.05, 0.06)
        yield 4.0 + 13.4 * reach * math.cos(angle), 0.5 + 8.2 * reach * math.sin(angle)


def _without_repeats(ring: list[Spot]) -> list[Spot]:
    return [spot for at, spot in enumerate(ring) if at == 0 or spot != ring[at - 1]]


def _edges(ring: list[Spot]) -> Iterator[Edge]:
    return pairwise(ring)


def _one_way(edge: Edge) -> Edge:
    """Give an edge the same direction for both of its neighbours."""
    start, end = sorted(edge)
    return start, end


def _inner_edges(rings: dict[str, list[Spot]]) -> set[Edge]:
    """Give the edges that two buurten share; the others are coast."""
    seen: set[Edge] = set()
    shared: set[Edge] = set()
    for ring in rings.values():
        for edge in map(_one_way, _edges(ring)):
            (shared if edge in seen else seen).add(edge)
    return shared


def _bend(edge: Edge, *, wild: bool) -> list[Spot]:
    """Bend an edge into a chain of points: a coast or a stream more than a road or a ditch."""
    random = Random(f"{SEED} {edge}")  # noqa: S311 (a map, not a secret)
    strength = 0.13 if wild else random.choice((0.015, 0.04, 0.11))
    return [edge[0], *_between(edge, strength, random), edge[1]]


def _between(edge: Edge, strength: float, random: Random) -> list[Spot]:
    """Move the middle of a line sideways, and do the same with both halves, down to 150 metres."""
    (x1, y1), (x2, y2) = edge
    length = math.hypot(x2 - x1, y2 - y1)
    if length < 0.15:
        return []
    aside = random.uniform(-strength, strength)
    middle = ((x1 + x2) / 2 - (y2 - y1) * aside, (y1 + y2) / 2 + (x2 - x1) * aside)
    before = _between((edge[0], middle), strength, random)
    return [*before, middle, *_between((middle, edge[1]), strength, random)]


def _walk(ring: list[Spot], bent: dict[Edge, list[Spot]]) -> list[Spot]:
    """Walk around a buurt along its bent edges, in degrees; first and last point are the same."""
    walked: list[Spot] = []
    for edge in _edges(ring):
        key = _one_way(edge)
        chain = bent[key] if key == edge else bent[key][::-1]
        walked.extend(chain[:-1])
    placed = [_degrees(spot) for spot in [*walked, walked[0]]]
    return _without_repeats(placed)


def _degrees(spot: Spot) -> Spot:
    """Turn kilometres into degrees, after a gentle swirl that takes the ruler out of the map."""
    x = spot[0] + 0.35 * math.sin(0.7 * spot[1] + 1.1) + 0.12 * math.sin(1.7 * spot[1])
    y = spot[1] + 0.40 * math.sin(0.55 * spot[0] + 0.4) + 0.10 * math.sin(1.5 * spot[0])
    east = x * math.cos(TURN) - y * math.sin(TURN)
    north = x * math.sin(TURN) + y * math.cos(TURN)
    per_lon, per_lat = metres_per_degree(MARKET_LAT)
    return (
        round(MARKET_LON + 1000 * east / per_lon, 5),
        round(MARKET_LAT + 1000 * north / per_lat, 5),
    )


def _features(borders: dict[str, Border]) -> Iterator[dict[str, Any]]:
    """Give gemeente, wijken and buurten of each gemeente, the larger ones joined from buurten."""
    for gemeente in GEMEENTEN:
        plots = [plot for plot in _plots() if plot.gemeente_code == gemeente.code]
        owner = (gemeente.code, gemeente.name)
        whole = union([borders[plot.code] for plot in plots])
        yield _feature(gemeente.code, gemeente.name, Level.GEMEENTE, None, owner, whole)
        for number, wijk in enumerate(gemeente.wijken, start=1):
            code = f"WK{gemeente.code[2:]}{number:02}"
            parts = [borders[plot.code] for plot in plots if plot.wijk_code == code]
            yield _feature(code, wijk.name, Level.WIJK, gemeente.code, owner, union(parts))
        for plot in plots:
            yield _feature(
                plot.code, plot.buurt.name, Level.BUURT, plot.wijk_code, owner, borders[plot.code]
            )


def _feature(
    code: str, name: str, level: Level, parent: str | None, owner: tuple[str, str], border: Border
) -> dict[str, Any]:
    label = shapely.maximum_inscribed_circle(border, 0.0005).coords[0]
    return {
        "type": "Feature",
        "id": code,
        "properties": {
            "code": code,
            "name": name,
            "level": level.value,
            "parent": parent,
            "gemeente": owner[0],
            "gemeentenaam": owner[1],
            "label_lon": round(label[0], 5),
            "label_lat": round(label[1], 5),
            "area_ha": measure(border).area_ha,
        },
        "geometry": to_geojson(border),
    }


def _key_figures() -> Iterator[Figure]:
    """Give plausible figures per buurt, and their sums per wijk and gemeente."""
    sums: dict[tuple[str, str], int] = {}
    for plot in _plots():
        for name, value in _counts(plot.buurt).items():
            for code in (plot.gemeente_code, plot.wijk_code, plot.code):
                sums[code, name] = sums.get((code, name), 0) + value
    for (code, name), value in sums.items():
        yield Figure(code, name, Decimal(value))
    yield from _lonely()


def _lonely() -> Iterator[Figure]:
    """Give how many of a hundred adults feel lonely: a planted pattern, high in one wijk."""
    shares: dict[str, list[tuple[int, int]]] = {}
    for plot in _plots():
        draw = Random(f"{SEED} {plot.code} lonely")  # noqa: S311 (a map, not a secret)
        share = draw.randint(58, 64) if plot.wijk_code == LONELY_WIJK else draw.randint(36, 48)
        for code in (plot.gemeente_code, plot.wijk_code, plot.code):
            shares.setdefault(code, []).append((plot.buurt.inhabitants, share))
    for code, parts in shares.items():
        people = sum(number for number, _ in parts)
        together = sum(number * share for number, share in parts)
        yield Figure(code, LONELY, Decimal(round(together / people) if people else parts[0][1]))


def is_lonely(code: str) -> bool:
    """Tell whether an area is the wijk in which many feel lonely, or lies in it."""
    return code[2:].startswith(LONELY_WIJK[2:])


def _counts(buurt: Buurt) -> dict[str, int]:
    """Give the counts of one buurt, rounded to fives as CBS publishes them."""
    household, young, old = buurt.kind.value
    return {
        "inwoners": buurt.inhabitants,
        "huishoudens": _in_fives(buurt.inhabitants / household),
        "inwoners_0_tot_15": _in_fives(buurt.inhabitants * young),
        "inwoners_65_plus": _in_fives(buurt.inhabitants * old),
    }


def _in_fives(value: float) -> int:
    return 5 * round(value / 5)
