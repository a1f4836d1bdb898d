# SPDX-License-Identifier: EUPL-1.2
"""Reads places: which gemeenten, areas, streets and key figures there are, per year.

Lists of areas leave the geometry in the database unless a map asks for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, QuerySet

from meedoen.areas.models import Area, KeyFigure, Municipality, Street
from meedoen.areas.projection import DrawnMap, Shape, draw
from meedoen.vocabulary.codes import Level


@dataclass(frozen=True, slots=True)
class Place:
    """An area in a list: code, name and the code of what holds it ("" for a gemeente)."""

    code: str
    name: str
    level: Level
    parent_code: str


@dataclass(frozen=True, slots=True)
class Wijk:
    """A wijk with its buurten, by code."""

    code: str
    name: str
    buurten: tuple[Place, ...]


def municipalities() -> QuerySet[Municipality]:
    """Give all gemeenten, by name."""
    return Municipality.objects.order_by("name")


def municipality(code: str) -> Municipality | None:
    """Give one gemeente, or None when it is not here."""
    return Municipality.objects.filter(code=code).first()


def latest_year(municipality_code: str) -> int | None:
    """Give the last year for which the areas of a gemeente are here, or None."""
    found = Area.objects.filter(municipality=municipality_code).aggregate(year=Max("year"))
    return found["year"]


def years(municipality_code: str) -> list[int]:
    """Give the years for which the areas of a gemeente are here, latest first."""
    rows = Area.objects.filter(municipality=municipality_code, level=Level.GEMEENTE.value)
    return list(rows.order_by("-year").values_list("year", flat=True))


def areas(municipality_code: str, *, year: int, level: Level) -> QuerySet[Area]:
    """Give the areas of one level in a gemeente, by code, geometry included."""
    return Area.objects.filter(
        municipality=municipality_code, year=year, level=level.value
    ).order_by("code")


def places(municipality_code: str, *, year: int) -> list[Place]:
    """Give all areas of a gemeente without their geometry: gemeente, wijken, buurten, by code."""
    rows = Area.objects.filter(municipality=municipality_code, year=year).order_by("code")
    found = [
        Place(code, name, Level(level), parent)
        for code, name, level, parent in rows.values_list("code", "name", "level", "parent_code")
    ]
    order = list(Level)
    return sorted(found, key=lambda place: (order.index(place.level), place.code))


def tree(municipality_code: str, *, year: int) -> tuple[Wijk, ...]:
    """Give the wijken of a gemeente, each with its buurten, by code."""
    found = places(municipality_code, year=year)
    return tuple(
        Wijk(
            wijk.code,
            wijk.name,
            tuple(
                place
                for place in found
                if place.level is Level.BUURT and place.parent_code == wijk.code
            ),
        )
        for wijk in found
        if wijk.level is Level.WIJK
    )


def names(codes: Iterable[str], *, year: int) -> dict[str, str]:
    """Give the names of these areas in a year; codes that are not here are left out."""
    rows = Area.objects.filter(code__in=set(codes), year=year)
    return dict(rows.values_list("code", "name"))


def label_point(code: str) -> tuple[float, float] | None:
    """Give a point inside an area as its latest year drew it: longitude and latitude in degrees.

    None when the area is not here.
    """
    rows = Area.objects.filter(code=code).order_by("-year")
    return rows.values_list("label_lon", "label_lat").first()


def streets(buurt_code: str) -> list[str]:
    """Give the names of the streets in a buurt, by alphabet."""
    rows = Street.objects.filter(buurt_code=buurt_code)
    return list(rows.order_by("name").values_list("name", flat=True))


def key_figures(name: str, *, codes: Iterable[str], year: int) -> Mapping[str, Decimal | None]:
    """Give one key figure per area code; None where CBS does not know it or keeps it secret."""
    rows = KeyFigure.objects.filter(name=name, year=year, area_code__in=set(codes))
    return dict(rows.values_list("area_code", "value"))


def drawn_map(
    municipality_code: str, *, year: int, level: Level, width: float = 640.0
) -> DrawnMap | None:
    """Draw the areas of one level in a gemeente as SVG paths; None when there are no areas."""
    rows = areas(municipality_code, year=year, level=level)
    shapes = [Shape(area.code, area.geometry, (area.label_lon, area.label_lat)) for area in rows]
    return draw(shapes, width=width) if shapes else None
