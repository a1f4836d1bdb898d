# SPDX-License-Identifier: EUPL-1.2
"""Writes places: areas, key figures and streets, each all or nothing and safe to repeat.

What comes in has already passed the checks of the pure readers; here it replaces what there was of
the same year and municipality in one transaction, with a row that says who loaded it and when.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from meedoen.areas.geojson import AreaCollection, AreaFeature
from meedoen.areas.keyfigures import Figure
from meedoen.areas.models import Area, Import, KeyFigure, Municipality, Street, Succession
from meedoen.areas.queries import bordered, latest_year
from meedoen.areas.streets import StreetName
from meedoen.areas.succession import Bordered, successors
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment

BATCH = 500


@dataclass(frozen=True, slots=True)
class AreasImported:
    """How many areas of each level were written, and how many of before were replaced."""

    gemeenten: int
    wijken: int
    buurten: int
    replaced: int

    @property
    def total(self) -> int:
        """All areas written."""
        return self.gemeenten + self.wijken + self.buurten


@dataclass(frozen=True, slots=True)
class KeyFiguresImported:
    """How many figures were written and replaced; the rest is about areas that are not here."""

    written: int
    replaced: int
    areas_left_out: int


@dataclass(frozen=True, slots=True)
class StreetsImported:
    """How many streets were written and replaced."""

    written: int
    replaced: int


@transaction.atomic
def import_areas(*, collection: AreaCollection, year: int, by: str, on: Moment) -> AreasImported:
    """Store a collection as the areas of `year`, in the place of what these gemeenten had.

    Areas of earlier years that have no place in the latest one are tied to where they lie now.
    `by` names the actor, `on` is an aware moment. Other years and other gemeenten stay as they
    are. Raises ValueError when `on` has no time zone or a database error when a rule is broken.
    """
    municipalities = collection.municipalities
    _name_municipalities(municipalities, year)
    before = {code: bordered(code, year=year) for code in municipalities}
    replaced, _ = Area.objects.filter(municipality__in=municipalities, year=year).delete()
    Area.objects.bulk_create(
        [_area(feature, year) for feature in collection.areas], batch_size=BATCH
    )
    for code in municipalities:
        _renew_successions(code, before[code])
    _record(Import.Kind.AREAS, year, municipalities, len(collection.areas), by, on)
    return AreasImported(
        gemeenten=_count(collection, Level.GEMEENTE),
        wijken=_count(collection, Level.WIJK),
        buurten=_count(collection, Level.BUURT),
        replaced=replaced,
    )


@transaction.atomic
def import_key_figures(
    *, figures: Collection[Figure], year: int, by: str, on: Moment
) -> KeyFiguresImported:
    """Store the figures of areas that are known in `year`; figures by the same name are replaced.

    A file of the whole country is normal, so areas that are not here are counted and left out.
    Raises ValueError when `on` has no time zone.
    """
    known = dict(
        Area.objects.filter(
            year=year, code__in={figure.area_code for figure in figures}
        ).values_list("code", "municipality_id")
    )
    kept = [figure for figure in figures if figure.area_code in known]
    replaced, _ = KeyFigure.objects.filter(
        year=year, area_code__in=known, name__in={figure.name for figure in kept}
    ).delete()
    KeyFigure.objects.bulk_create(
        [
            KeyFigure(area_code=figure.area_code, year=year, name=figure.name, value=figure.value)
            for figure in kept
        ],
        batch_size=BATCH * 4,
    )
    _record(Import.Kind.KEY_FIGURES, year, known.values(), len(kept), by, on)
    left_out = {figure.area_code for figure in figures} - known.keys()
    return KeyFiguresImported(len(kept), replaced, len(left_out))


@transaction.atomic
def import_streets(*, streets: Sequence[StreetName], by: str, on: Moment) -> StreetsImported:
    """Store streets, in the place of all streets that their gemeenten had.

    Raises ValueError when `on` has no time zone or when a gemeente has no areas here yet.
    """
    codes = {street.municipality_code for street in streets}
    unknown = codes - set(
        Municipality.objects.filter(code__in=codes).values_list("code", flat=True)
    )
    if unknown:
        raise ValueError(f"Import the areas of {', '.join(sorted(unknown))} before their streets.")
    replaced, _ = Street.objects.filter(municipality__in=codes).delete()
    rows = [
        Street(
            municipality_id=street.municipality_code,
            buurt_code=street.buurt_code,
            name=street.name,
        )
        for street in dict.fromkeys(streets)
    ]
    Street.objects.bulk_create(rows, batch_size=BATCH)
    _record(Import.Kind.STREETS, None, codes, len(rows), by, on)
    return StreetsImported(len(rows), replaced)


def _name_municipalities(names: dict[str, str], year: int) -> None:
    """Add gemeenten that are new; give a known one its name of the latest year that we have."""
    newer = set(
        Area.objects.filter(municipality__in=names, year__gt=year).values_list(
            "municipality_id", flat=True
        )
    )
    Municipality.objects.bulk_create(
        [Municipality(code=code, name=name) for code, name in names.items() if code not in newer],
        update_conflicts=True,
        update_fields=["name"],
        unique_fields=["code"],
    )


def _renew_successions(municipality_code: str, taken_away: Sequence[Bordered]) -> None:
    """Tie each area that is not in the latest year to the one in which most of it lies now.

    `taken_away` are areas that were here a moment ago. Of an area that left long ago no border is
    known any more; it follows the one to which it was tied.
    """
    now = bordered(municipality_code, year=latest_year(municipality_code) or 0)
    codes = {area.code for area in now}
    gone = {area.code: area for area in taken_away if area.code not in codes}
    gone |= {area.code: area for area in _earlier(municipality_code, codes)}
    tied = {
        found.code: (found.successor_code, found.same_land)
        for found in successors(list(gone.values()), now)
    }
    held = Succession.objects.filter(municipality=municipality_code)
    for code, (successor, same) in _without_border(held, codes | gone.keys()).items():
        onwards, same_onwards = (
            (successor, True) if successor in codes else tied.get(successor, ("", False))
        )
        if onwards:
            tied[code] = (onwards, same and same_onwards)
    held.delete()
    Succession.objects.bulk_create(
        [
            Succession(
                code=code,
                municipality_id=municipality_code,
                successor_code=successor,
                same_land=same,
            )
            for code, (successor, same) in tied.items()
        ],
        batch_size=BATCH,
    )


def _earlier(municipality_code: str, codes: Collection[str]) -> list[Bordered]:
    """Give the areas of other years without these codes, each as its latest year drew it."""
    rows = (
        Area.objects.filter(municipality=municipality_code)
        .exclude(code__in=codes)
        .order_by("code", "-year")
        .distinct("code")
    )
    return [
        Bordered(code, name, Level(level), geometry)
        for code, name, level, geometry in rows.values_list("code", "name", "level", "geometry")
    ]


def _without_border(
    held: QuerySet[Succession], known: Collection[str]
) -> dict[str, tuple[str, bool]]:
    rows = held.exclude(code__in=known)
    return {
        code: (to, same)
        for code, to, same in rows.values_list("code", "successor_code", "same_land")
    }


def _area(feature: AreaFeature, year: int) -> Area:
    return Area(
        code=feature.code,
        year=year,
        level=feature.level.value,
        parent_code=feature.parent_code or "",
        name=feature.name,
        municipality_id=feature.municipality_code,
        geometry=dict(feature.geometry),
        label_lon=feature.label_lon,
        label_lat=feature.label_lat,
        area_ha=feature.area_ha,
    )


def _count(collection: AreaCollection, level: Level) -> int:
    return sum(area.level is level for area in collection.areas)


def _record(
    kind: Import.Kind,
    year: int | None,
    codes: Iterable[str],
    written: int,
    by: str,
    on: Moment,
) -> None:
    Import.objects.create(
        kind=kind,
        year=year,
        municipality_codes=sorted(set(codes)),
        written=written,
        imported_by=by,
        imported_on=on.at,
    )
