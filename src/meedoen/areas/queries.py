# SPDX-License-Identifier: EUPL-1.2
"""Reads places: which gemeenten, areas, streets and key figures there are, per year.

Lists of areas leave the geometry in the database unless a map asks for it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from meedoen.areas.changes import AreaChanges, compare
from meedoen.areas.geojson import AreaCollection
from meedoen.areas.models import Area, KeyFigure, Municipality, Street, Succession
from meedoen.areas.projection import AreaShape, DrawnMap, draw
from meedoen.areas.succession import Bordered
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


@dataclass(frozen=True, slots=True)
class EarlierPlace:
    """An area of an earlier year that lies in no single area of the latest year."""

    code: str
    name: str
    level: Level
    year: int

    @property
    def told(self) -> str:
        """Its name with the year it is from: `Noord (buurt van 2024)`."""
        return f"{self.name} ({self.level} van {self.year})"


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A key figure with its year; None when CBS does not know it or keeps it secret."""

    value: Decimal | None
    year: int


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


def latest_wijken(municipality_codes: Collection[str]) -> list[Wijk]:
    """Give the wijken of these gemeenten with their buurten, each of its latest year.

    By gemeente and by code. One statement, however many gemeenten.
    """
    latest = Area.objects.filter(municipality=OuterRef("municipality")).order_by("-year")
    rows = Area.objects.filter(
        municipality__in=municipality_codes, year=Subquery(latest.values("year")[:1])
    ).exclude(level=Level.GEMEENTE)
    found = [
        Place(code, name, Level(level), parent)
        for code, name, level, parent in rows.order_by("municipality", "code").values_list(
            "code", "name", "level", "parent_code"
        )
    ]
    lying_in: dict[str, list[Place]] = {}
    for place in found:
        if place.level is Level.BUURT:
            lying_in.setdefault(place.parent_code, []).append(place)
    return [
        Wijk(wijk.code, wijk.name, tuple(lying_in.get(wijk.code, ())))
        for wijk in found
        if wijk.level is Level.WIJK
    ]


def names(codes: Iterable[str], *, year: int) -> dict[str, str]:
    """Give the names of these areas in a year; codes that are not here are left out."""
    rows = Area.objects.filter(code__in=set(codes), year=year)
    return dict(rows.values_list("code", "name"))


def newest_names(codes: Iterable[str]) -> dict[str, str]:
    """Give the names of these areas in the last year in which each was there."""
    rows = Area.objects.filter(code__in=set(codes)).order_by("code", "-year").distinct("code")
    return dict(rows.values_list("code", "name"))


def place_names(municipality_code: str) -> set[str]:
    """Give the names that areas of a gemeente have or had, in any year."""
    rows = Area.objects.filter(municipality=municipality_code)
    return set(rows.values_list("name", flat=True))


def current_codes(codes: Iterable[str]) -> dict[str, str]:
    """Give for each code the code of the area in which it lies now: itself, or its successor."""
    wanted = set(codes)
    rows = Succession.objects.filter(code__in=wanted)
    return {code: code for code in wanted} | dict(rows.values_list("code", "successor_code"))


def current_code(code: str) -> str:
    """Give the code of the area in which an area lies now: itself, or its successor."""
    return current_codes([code])[code]


def code_as_it_is_now(column: str) -> Combinable:
    """Give the expression for the code in which the area of a column lies now, within one query."""
    successor = Succession.objects.filter(code=OuterRef(column)).values("successor_code")
    return Coalesce(Subquery(successor[:1]), F(column))


def moved_codes(municipality_code: str) -> dict[str, str]:
    """Give for each code of before in a gemeente the code of the area in which it lies now."""
    rows = Succession.objects.filter(municipality=municipality_code)
    return dict(rows.values_list("code", "successor_code"))


def codes_that_are_now(*codes: str) -> set[str]:
    """Give codes with those of earlier years of which the area lies in one of them now."""
    rows = Succession.objects.filter(successor_code__in=codes)
    return {*codes, *rows.values_list("code", flat=True)}


def earlier_places(municipality_code: str) -> list[EarlierPlace]:
    """Give the areas of earlier years that lie in no single area of the latest one, by code."""
    latest = latest_year(municipality_code) or 0
    moved = Succession.objects.filter(municipality=municipality_code)
    now = Area.objects.filter(municipality=municipality_code, year=latest)
    rows = (
        Area.objects.filter(municipality=municipality_code, year__lt=latest)
        .exclude(code__in=moved.values("code"))
        .exclude(code__in=now.values("code"))
        .order_by("code", "-year")
        .distinct("code")
    )
    return [
        EarlierPlace(code, name, Level(level), year)
        for code, name, level, year in rows.values_list("code", "name", "level", "year")
    ]


def bordered(municipality_code: str, *, year: int) -> list[Bordered]:
    """Give the areas of a gemeente in a year with their borders, by code."""
    rows = Area.objects.filter(municipality=municipality_code, year=year).order_by("code")
    return [
        Bordered(code, name, Level(level), geometry)
        for code, name, level, geometry in rows.values_list("code", "name", "level", "geometry")
    ]


def changes(collection: AreaCollection, *, year: int) -> list[AreaChanges]:
    """Compare a collection with the areas whose place it would take, per gemeente that is here.

    Those are the areas of the same year, else those of the latest year when `year` comes after it.
    A gemeente that is new here, or an older year that is added, takes no place.
    """
    found = []
    for code in sorted(collection.municipalities):
        here = years(code)
        if year not in here and (not here or year < here[0]):
            continue
        before = year if year in here else here[0]
        after = [
            Bordered(area.code, area.name, area.level, area.geometry)
            for area in collection.areas
            if area.municipality_code == code
        ]
        held = bordered(code, year=before)
        found.append(compare(code, held, after, before_year=before, year=year))
    return found


def label_point(code: str) -> tuple[float, float] | None:
    """Give a point inside an area as its latest year drew it: longitude and latitude in degrees.

    None when the area is not here.
    """
    rows = Area.objects.filter(code=code).order_by("-year")
    return rows.values_list("label_lon", "label_lat").first()


def streets(buurt_code: str) -> list[str]:
    """Give the names of the streets in a buurt, by alphabet."""
    rows = Street.objects.filter(buurt_code__in=codes_that_are_now(buurt_code))
    return list(rows.order_by("name").values_list("name", flat=True).distinct())


def number_of_streets(buurt_codes: Iterable[str]) -> int:
    """Count the streets in these buurten, by the codes under which they stand."""
    return Street.objects.filter(buurt_code__in=set(buurt_codes)).count()


def number_of_key_figures(codes: Iterable[str], *, year: int) -> int:
    """Count the key figures of these areas in a year."""
    return KeyFigure.objects.filter(area_code__in=set(codes), year=year).count()


def key_figures(name: str, *, codes: Iterable[str], year: int) -> Mapping[str, Decimal | None]:
    """Give one key figure of one year per area code; None where CBS keeps it to itself."""
    rows = KeyFigure.objects.filter(name=name, year=year, area_code__in=set(codes))
    return dict(rows.values_list("area_code", "value"))


def newest_key_figures(name: str, *, codes: Iterable[str], year: int) -> Mapping[str, KnownFigure]:
    """Give the newest figure up to a year per area code, with the year it is of.

    CBS publishes the figures of a year long after its borders. Until then the figure of an earlier
    year stands: of the same code, or of the code that the same piece of land had before.
    """
    wanted = set(codes)
    before = Succession.objects.filter(successor_code__in=wanted, same_land=True)
    was = dict(before.values_list("code", "successor_code"))
    rows = (
        KeyFigure.objects.filter(name=name, year__lte=year, area_code__in={*wanted, *was})
        .order_by("area_code", "-year")
        .distinct("area_code")
    )
    found: dict[str, KnownFigure] = {}
    for code, value, of_year in rows.values_list("area_code", "value", "year"):
        now = code if code in wanted else was[code]
        if now not in found or found[now].year < of_year:
            found[now] = KnownFigure(value, of_year)
    return found


def key_figures_over_the_years(
    names: Collection[str], codes: Collection[str]
) -> Mapping[tuple[str, str], list[KnownFigure]]:
    """Give key figures by name and area code, the first year first.

    Also those of the code that the same piece of land had before. Two statements, however many.
    """
    before = Succession.objects.filter(successor_code__in=codes, same_land=True)
    was = dict(before.values_list("code", "successor_code"))
    rows = KeyFigure.objects.filter(name__in=names, area_code__in={*codes, *was}).order_by("year")
    found: dict[tuple[str, str], list[KnownFigure]] = {}
    for name, code, value, year in rows.values_list("name", "area_code", "value", "year"):
        found.setdefault((name, was.get(code, code)), []).append(KnownFigure(value, year))
    return found


def drawn_map(
    municipality_code: str, *, year: int, level: Level, width: float = 640.0
) -> DrawnMap | None:
    """Draw the areas of one level in a gemeente as SVG paths; None when there are no areas."""
    rows = areas(municipality_code, year=year, level=level)
    shapes = [
        AreaShape(area.code, area.geometry, (area.label_lon, area.label_lat)) for area in rows
    ]
    return draw(shapes, width=width) if shapes else None
