# SPDX-License-Identifier: EUPL-1.2
"""Reads gemeenten, wijken and buurten from GeoJSON, and says everything that is wrong (pure).

Three spellings of the same facts are understood: plain ones (code, name, level, parent, gemeente),
those of the CBS/PDOK wijk- en buurtkaart (buurtcode, buurtnaam, … or BU_CODE, BU_NAAM, …) and those
of the CBS gebiedsindelingen (statcode, statnaam, jrstatcode, gm_code). Water is left out, because
nobody lives there. Nothing is given back until every feature of every file is right.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meedoen.areas.documents import (
    Collection,
    FeatureProblem,
    collection_in,
    missing_pages,
)
from meedoen.areas.geometry import (
    Border,
    GeometryFault,
    Measured,
    holds,
    measure,
    read_border,
    to_geojson,
)
from meedoen.areas.levels import (
    LEVEL_ABOVE,
    code_from_number,
    example_code,
    level_of,
    municipality_code,
    parent_code,
)
from meedoen.areas.names import fault_in, tidy
from meedoen.vocabulary.codes import Level

CODE_NAMES = ("code", "statcode", "buurtcode", "bucode", "wijkcode", "wkcode",
              "gemeentecode", "gmcode")  # fmt: skip
AREA_NAMES = {
    Level.GEMEENTE: ("name", "statnaam", "gemeentenaam", "gmnaam"),
    Level.WIJK: ("name", "statnaam", "wijknaam", "wknaam"),
    Level.BUURT: ("name", "statnaam", "buurtnaam", "bunaam"),
}
PLURALS = {Level.GEMEENTE: "gemeenten", Level.WIJK: "wijken", Level.BUURT: "buurten"}
LEVEL_OF_NAME = {
    "buurtcode": Level.BUURT, "bucode": Level.BUURT, "wijkcode": Level.WIJK,
    "wkcode": Level.WIJK, "gemeentecode": Level.GEMEENTE, "gmcode": Level.GEMEENTE,
}  # fmt: skip
# Larger than any degree, metre or hectare; NaN is not below it.
LARGEST_NUMBER = 1e12
WATER_VALUES = {"JA", "B"}  # CBS: water, and Belgian land around Baarle-Nassau

Properties = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AreaFeature:
    """One area as it will be stored; `geometry` is a GeoJSON geometry in WGS84."""

    code: str
    name: str
    level: Level
    parent_code: str | None
    geometry: Mapping[str, Any]
    label_lon: float
    label_lat: float
    area_ha: float

    @property
    def municipality_code(self) -> str:
        """The code of the gemeente in which this area lies."""
        return municipality_code(self.code)


@dataclass(frozen=True, slots=True)
class AreaCollection:
    """Areas that passed every check, and how many pieces of water were left out.

    `labels_measured` counts the label points of the file that did not lie inside their area, so
    that a point was measured in their place.
    """

    areas: tuple[AreaFeature, ...]
    water_left_out: int = 0
    labels_measured: int = 0

    @property
    def municipalities(self) -> dict[str, str]:
        """The gemeenten in this collection: code → name."""
        return {area.code: area.name for area in self.areas if area.level is Level.GEMEENTE}


class InvalidCollection(ValueError):
    """Nothing can be imported: `problems` names every feature that is wrong."""

    def __init__(self, problems: Sequence[FeatureProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A feature with its place in the files and its properties under folded names."""

    source: str
    index: int
    properties: Properties
    geometry: object

    @property
    def code(self) -> str:
        """The code, or "" when a number stands where it belongs: another code says nothing then."""
        for name in CODE_NAMES:
            value = self.properties.get(name)
            if isinstance(value, str) and value.strip():
                return value.strip()
            if name in LEVEL_OF_NAME and _is_whole(value):
                return ""
        return ""

    @property
    def is_water(self) -> bool:
        """Whether CBS marks this feature as water (H2O in files up to 2022)."""
        mark = _first_text(self.properties, ("water", "h2o"))
        return mark.upper() in WATER_VALUES

    def problem(self, what: str, advice: str) -> FeatureProblem:
        return FeatureProblem(self.source, self.index, self.code, what, advice)


def read_collection(
    documents: Iterable[tuple[str, object]], *, year: int | None = None
) -> AreaCollection:
    """Read parsed GeoJSON documents, each with the name of its file, as one set of areas.

    With `year`, features that carry another year are refused. Raises InvalidCollection with a
    problem per wrong feature. Source: RFC 7946; CBS, Toelichting Wijk- en Buurtkaart.
    """
    problems: list[FeatureProblem] = []
    entries = _entries(documents, problems)
    land = [entry for entry in entries if not entry.is_water]
    codes = Counter(entry.code for entry in land)
    areas = [_read_area(entry, codes, year, problems) for entry in land]
    if not land and not problems:
        advice = "check that these are the right files"
        problems.append(FeatureProblem("The files", None, "", "hold no areas", advice))
    if problems:
        raise InvalidCollection(problems)
    return AreaCollection(
        areas=tuple(area for area in areas if area is not None),
        water_left_out=len(entries) - len(land),
        labels_measured=sum(
            _label_of(entry) not in (None, (area.label_lon, area.label_lat))
            for entry, area in zip(land, areas, strict=True)
            if area is not None
        ),
    )


def _entries(
    documents: Iterable[tuple[str, object]], problems: list[FeatureProblem]
) -> list[_Entry]:
    """Take the features out of the documents; say so when one is something else, or a part."""
    found: list[Collection] = []
    for source, document in documents:
        held = collection_in(source, document)
        if isinstance(held, FeatureProblem):
            problems.append(held)
        else:
            found.append(held)
    problems.extend(missing_pages(found))
    return [
        _entry(collection.source, index, feature)
        for collection in found
        for index, feature in enumerate(collection.features)
    ]


def _entry(source: str, index: int, feature: object) -> _Entry:
    content = feature if isinstance(feature, dict) else {}
    raw = content.get("properties")
    properties = raw if isinstance(raw, dict) else {}
    folded = {str(key).lower().replace("_", ""): value for key, value in properties.items()}
    return _Entry(source, index, folded, content.get("geometry"))


def _first_text(properties: Properties, names: Iterable[str]) -> str:
    """Give the first of these properties that holds text, without spaces around it."""
    for name in names:
        value = properties.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _read_area(
    entry: _Entry, codes: Counter[str], year: int | None, problems: list[FeatureProblem]
) -> AreaFeature | None:
    """Read one feature; every fault found on the way is added to `problems`."""
    level = level_of(entry.code)
    if level is None:
        problems.append(_code_problem(entry))
        return None
    found = _level_problems(entry, level) or [
        *_name_problems(entry, level),
        *_code_use_problems(entry, codes),
        *_parent_problems(entry, level, codes),
        *_year_problems(entry, year),
    ]
    problems.extend(found)
    try:
        border = read_border(entry.geometry)
    except GeometryFault as fault:
        problems.append(entry.problem(fault.what, fault.advice))
        return None
    measured = measure(border)
    label_lon, label_lat = _label(entry, border, measured)
    return AreaFeature(
        code=entry.code,
        name=tidy(_first_text(entry.properties, AREA_NAMES[level])),
        level=level,
        parent_code=parent_code(entry.code),
        geometry=to_geojson(border),
        label_lon=label_lon,
        label_lat=label_lat,
        area_ha=_size(entry, measured),
    )


def _code_problem(entry: _Entry) -> FeatureProblem:
    stated = _stated_level(entry)
    for name in CODE_NAMES:
        value = entry.properties.get(name)
        if entry.code and isinstance(value, str) and value.strip():
            return _wrong_code(entry, name, value.strip(), stated)
    levelled = [name for name in CODE_NAMES if name in LEVEL_OF_NAME]
    for name in (*levelled, *CODE_NAMES):
        value = entry.properties.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if math.isfinite(value):
            return _number_code(entry, name, value, stated)
    return entry.problem("the code is missing", f"write {example_code(stated or Level.BUURT)}")


def _wrong_code(entry: _Entry, name: str, code: str, stated: Level | None) -> FeatureProblem:
    """Say what is wrong with a text that is no code, and what it would be where digits tell."""
    level = stated or LEVEL_OF_NAME.get(name)
    meant = level and code_from_number(code, level)
    plain = "".join(letter for letter in code if letter.isprintable() and letter != " ").upper()
    if level_of(plain):
        meant = plain
    wanted = example_code(level) if level else "a code such as GM0047, WK004701 or BU00470101"
    return entry.problem("this is no valid area code", f"write {meant or wanted}")


def _number_code(entry: _Entry, name: str, value: float, stated: Level | None) -> FeatureProblem:
    """Say that a code is text, and which it would be."""
    level = stated or LEVEL_OF_NAME.get(name)
    number = f"{value:.0f}" if value == value // 1 else str(value)
    meant = level and code_from_number(number, level)
    advice = f"a code is text, such as {meant or 'GM0047, WK004701 or BU00470101'}"
    return entry.problem(f"the code {number} is a number", advice)


def _is_whole(value: object) -> bool:
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def _stated_level(entry: _Entry) -> Level | None:
    """Give the level that the feature itself names (in `level` or CBS `rubriek`), if any."""
    stated = _first_text(entry.properties, ("level", "rubriek")).lower()
    return Level(stated) if stated in set(Level) else None


def _level_problems(entry: _Entry, level: Level) -> list[FeatureProblem]:
    stated = _stated_level(entry)
    if stated in (None, level):
        return []
    advice = f"a {stated} has {example_code(stated or level)}"
    return [entry.problem(f"the feature says it is a {stated}, its code says {level}", advice)]


def _name_problems(entry: _Entry, level: Level) -> list[FeatureProblem]:
    name = _first_text(entry.properties, AREA_NAMES[level])
    fault = fault_in(tidy(name))
    if fault:
        return [entry.problem(*fault)]
    if name:
        return []
    names = " or ".join(AREA_NAMES[level][:3])
    return [entry.problem("the name is missing", f"fill {names}")]


def _code_use_problems(entry: _Entry, codes: Counter[str]) -> list[FeatureProblem]:
    if codes[entry.code] == 1:
        return []
    what = f"the code is used by {codes[entry.code]} features"
    return [entry.problem(what, "keep one feature per code, if need be as a MultiPolygon")]


def _parent_problems(entry: _Entry, level: Level, codes: Counter[str]) -> list[FeatureProblem]:
    """Check that the area which holds this one is in the files, and is the one its code names."""
    implied, above = parent_code(entry.code), LEVEL_ABOVE.get(level)
    if implied is None or above is None:
        return []
    stated = _first_text(entry.properties, ("parent",)) or implied
    if stated not in codes:
        return [
            entry.problem(
                f"its {above} {stated} is unknown",
                f"give the file with the {PLURALS[above]} too, or correct the code",
            )
        ]
    if stated != implied:
        what = f"it says that it lies in {stated}, but its code belongs to {implied}"
        return [entry.problem(what, "correct the parent or the code")]
    return []


def _year_problems(entry: _Entry, year: int | None) -> list[FeatureProblem]:
    """Compare the year in the feature (jaar, or the first four digits of jrstatcode)."""
    stated = str(entry.properties.get("jaar") or entry.properties.get("jrstatcode") or "")[:4]
    if year is None or not stated.isdigit() or int(stated) == year:
        return []
    what = f"the feature is of {stated}, not of {year}"
    return [entry.problem(what, f"import it with the year {stated}, or take the file of {year}")]


def _label_of(entry: _Entry) -> tuple[float, float] | None:
    """Give the label point that the feature brings; None for none, such as NaN of a joined table.

    Half a point is no point: a number beside nothing comes back as one that lies nowhere.
    """
    lon, lat = (_number(entry, name) for name in ("labellon", "labellat"))
    if lon is None and lat is None:
        return None
    return (math.inf if lon is None else lon, math.inf if lat is None else lat)


def _label(entry: _Entry, border: Border, measured: Measured) -> tuple[float, float]:
    """Give the label point of the feature when it lies inside its area, else a measured one."""
    label = _label_of(entry)
    if label is not None and holds(border, label):
        return label
    return measured.label_lon, measured.label_lat


def _size(entry: _Entry, measured: Measured) -> float:
    """Give the hectares that the feature says, unless its border is clearly another size."""
    stated = _number(entry, "areaha")
    if stated is None or not measured.area_ha / 2 <= stated <= measured.area_ha * 2:
        return measured.area_ha
    return stated


def _number(entry: _Entry, name: str) -> float | None:
    """Give a property that is a number; None for anything else, NaN and infinity included."""
    value = entry.properties.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if abs(value) < LARGEST_NUMBER else None
    return None
