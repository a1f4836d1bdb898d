# SPDX-License-Identifier: EUPL-1.2
"""Reads gemeenten, wijken and buurten from GeoJSON, and says everything that is wrong (pure).

Three spellings of the same facts are understood: plain ones (code, name, level, parent, gemeente),
those of the CBS/PDOK wijk- en buurtkaart (buurtcode, buurtnaam, … or BU_CODE, BU_NAAM, …) and those
of the CBS gebiedsindelingen (statcode, statnaam, jrstatcode, gm_code). Water is left out, because
nobody lives there. Nothing is given back until every feature of every file is right.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meedoen.areas.geometry import GeometryFault, measure, read_border, to_geojson
from meedoen.areas.levels import (
    LEVEL_ABOVE,
    example_code,
    level_of,
    municipality_code,
    parent_code,
)
from meedoen.vocabulary.codes import Level

CODE_NAMES = ("code", "statcode", "buurtcode", "bucode", "wijkcode", "wkcode",
              "gemeentecode", "gmcode")  # fmt: skip
AREA_NAMES = {
    Level.GEMEENTE: ("name", "statnaam", "gemeentenaam", "gmnaam"),
    Level.WIJK: ("name", "statnaam", "wijknaam", "wknaam"),
    Level.BUURT: ("name", "statnaam", "buurtnaam", "bunaam"),
}
PLURALS = {Level.GEMEENTE: "gemeenten", Level.WIJK: "wijken", Level.BUURT: "buurten"}
LONGEST_NAME = 100
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
    """Areas that passed every check, and how many pieces of water were left out."""

    areas: tuple[AreaFeature, ...]
    water_left_out: int = 0

    @property
    def municipalities(self) -> dict[str, str]:
        """The gemeenten in this collection: code → name."""
        return {area.code: area.name for area in self.areas if area.level is Level.GEMEENTE}


@dataclass(frozen=True, slots=True)
class FeatureProblem:
    """What is wrong with one feature (index from 0; None: the file as a whole) and what to do."""

    source: str
    index: int | None
    code: str
    what: str
    advice: str

    def __str__(self) -> str:
        place = self.source if self.index is None else f"{self.source} features[{self.index}]"
        code = f" {self.code}" if self.code else ""
        return f"{place}{code}: {self.what}; {self.advice}."


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
        return _first_text(self.properties, CODE_NAMES)

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
    entries: list[_Entry] = []
    for source, document in documents:
        entries.extend(_entries(source, document, problems))
    land = [entry for entry in entries if not entry.is_water]
    codes = Counter(entry.code for entry in land)
    areas = [_read_area(entry, codes, year, problems) for entry in land]
    if not land and not problems:
        advice = "check that these are the right files"
        problems.append(_file_problem("The files", "hold no areas", advice))
    if problems:
        raise InvalidCollection(problems)
    return AreaCollection(
        areas=tuple(area for area in areas if area is not None),
        water_left_out=len(entries) - len(land),
    )


def _entries(source: str, document: object, problems: list[FeatureProblem]) -> list[_Entry]:
    """Take the features out of one document; say so when it is something else."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        problems.append(
            _file_problem(source, "is no GeoJSON FeatureCollection", "export it as GeoJSON")
        )
        return []
    if "28992" in str(document.get("crs", "")):
        problems.append(
            _file_problem(
                source,
                "is in Rijksdriehoek metres (EPSG:28992)",
                "download or convert it as WGS84 (EPSG:4326)",
            )
        )
        return []
    features = document.get("features")
    if not isinstance(features, list):
        problems.append(_file_problem(source, "has no list of features", "export it as GeoJSON"))
        return []
    return [_entry(source, index, feature) for index, feature in enumerate(features)]


def _file_problem(source: str, what: str, advice: str) -> FeatureProblem:
    return FeatureProblem(source, None, "", what, advice)


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
    return AreaFeature(
        code=entry.code,
        name=_first_text(entry.properties, AREA_NAMES[level]),
        level=level,
        parent_code=parent_code(entry.code),
        geometry=to_geojson(border),
        label_lon=_number(entry, "labellon", measured.label_lon),
        label_lat=_number(entry, "labellat", measured.label_lat),
        area_ha=_number(entry, "areaha", measured.area_ha),
    )


def _code_problem(entry: _Entry) -> FeatureProblem:
    stated = _stated_level(entry)
    if not entry.code:
        return entry.problem("the code is missing", f"write {example_code(stated or Level.BUURT)}")
    wanted = example_code(stated) if stated else "a code such as GM0047, WK004701 or BU00470101"
    return entry.problem("this is no valid area code", f"write {wanted}")


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
    if len(name) > LONGEST_NAME:
        what = f"the name is longer than {LONGEST_NAME} characters"
        return [entry.problem(what, "write the name as it stands on a map")]
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


def _number(entry: _Entry, name: str, otherwise: float) -> float:
    value = entry.properties.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return otherwise
