# SPDX-License-Identifier: EUPL-1.2
"""Puts the map of offers together: figures of the catalogue, borders and inhabitants of areas.

Reads only; the arithmetic stands in `figures.py`, the limits of the classes in `classes.py`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from meedoen.areas import queries as areas
from meedoen.areas.projection import DrawnMap
from meedoen.bookings.fullness import Fullness
from meedoen.bookings.queries import free_per_buurt
from meedoen.catalogue.queries import places_per_buurt
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment
from meedoen.web.policy.classes import MapClass, class_of, dutch_number, map_classes
from meedoen.web.policy.figures import (
    NOTHING,
    WALK_IN,
    AreaFigures,
    Counts,
    Order,
    counts_on_level,
    in_order,
)
from meedoen.web.policy.forms import MapChoice
from meedoen.web.policy.labels import AreaLabel, labels_that_fit
from meedoen.web.policy.map_frame import MapFrame

MOST = 3
_UNKNOWN_TOLD = "minder dan 50 inwoners, of niet bekend"
# The colours of the map for the three words, as far apart as five colours allow.
_SHADES = {Fullness.FULL: 1, Fullness.ALMOST_FULL: 3, Fullness.PLACE: 5}


@dataclass(frozen=True)
class MapRow:
    """A row of the table, with what the map shows for it.

    `fill` is 1 to 5, `none` (nothing to take part in) or `unknown` (no inhabitants to divide by, or
    no places that are counted); `told` says the figure in words.
    """

    area: AreaFigures
    relative: Decimal | None
    fill: str
    told: str
    selected: bool

    @property
    def css(self) -> str:
        """The class names of the area on the map."""
        fill = {"none": "policy-map__area--none", "unknown": "md-map__area--few"}.get(
            self.fill, f"md-map__area--{self.fill}"
        )
        return f"{fill} md-map__area--chosen" if self.selected else fill


@dataclass(frozen=True)
class MapArea:
    """An area on the map with its row."""

    row: MapRow
    path: str


@dataclass(frozen=True)
class LegendLine:
    """A colour of the map, 1 to 5, and what it says."""

    number: int
    label: str


@dataclass(frozen=True)
class OfferMap(MapFrame):
    """Everything that the page of the map shows."""

    year: int
    areas: tuple[MapArea, ...]
    labels: tuple[AreaLabel, ...]
    legend: tuple[LegendLine, ...]
    unknown_told: str
    rows: tuple[MapRow, ...]
    selected: MapRow | None
    description: str

    @property
    def without_offers(self) -> int:
        """How many areas have nothing to take part in."""
        return sum(row.area.empty for row in self.rows)

    @property
    def unknown(self) -> int:
        """How many areas have offers and no figure; `unknown_told` says why."""
        return sum(row.fill == "unknown" for row in self.rows if row.area.drawn)

    @property
    def earlier(self) -> tuple[MapRow, ...]:
        """The rows of areas of an earlier year: they have offers and no place on this map."""
        return tuple(row for row in self.rows if not row.area.drawn)

    @property
    def inhabitants_of_before(self) -> tuple[int, ...]:
        """The years before that of the borders from which numbers of inhabitants are."""
        found = {row.area.inhabitants_year for row in self.rows} - {None, self.year}
        return tuple(sorted(year for year in found if year))


def area_figures(municipality: str, level: Level, *, on: Moment) -> list[AreaFigures]:
    """Give the figures of every area of a level in a municipality, by code; empty without areas."""
    year = areas.latest_year(municipality)
    if year is None:
        return []
    places = {place.code: place for place in areas.places(municipality, year=year)}
    mine = [place for place in places.values() if place.level is level]
    codes = [place.code for place in mine]
    inhabitants = areas.newest_key_figures("inwoners", codes=codes, year=year)
    counts = _on_current(counts_on_level(_on_current(_counts(municipality, on)), level))
    found = [
        AreaFigures(
            code=place.code,
            name=place.name,
            within=places[place.parent_code].name if place.parent_code in places else "",
            counts=counts.get(place.code, Counts()),
            inhabitants=_whole(inhabitants[place.code].value)
            if place.code in inhabitants
            else None,
            inhabitants_year=inhabitants[place.code].year if place.code in inhabitants else None,
        )
        for place in mine
    ]
    lost = {code: counts[code] for code in counts if code not in codes}
    return [*found, *_of_earlier_years(municipality, lost)]


def _on_current(counts: Mapping[str, Counts]) -> dict[str, Counts]:
    """Bring counts to the codes that areas have now; what has no such code keeps its own."""
    now = areas.current_codes(counts)
    found: dict[str, Counts] = {}
    for code, count in counts.items():
        found[now[code]] = found.get(now[code], Counts()) + count
    return found


def _of_earlier_years(municipality: str, lost: Mapping[str, Counts]) -> Iterator[AreaFigures]:
    """Keep what stands in an area that this year does not have: it has moved on paper only."""
    if not lost:
        return
    told = {place.code: place.told for place in areas.earlier_places(municipality)}
    for code in sorted(lost):
        name = told.get(code, f"{code} (hier niet bekend)")
        yield AreaFigures(code, name, "", lost[code], inhabitants=None, drawn=False)


def _counts(municipality: str, on: Moment) -> dict[str, Counts]:
    free = free_per_buurt(municipality, on=on)
    return {
        found.buurt_code: Counts(
            found.offers, found.open_doors, found.places, free.get(found.buurt_code, 0)
        )
        for found in places_per_buurt(municipality, on=on)
    }


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def shared_classes(
    choice: MapChoice, municipalities: Sequence[str], *, on: Moment
) -> tuple[MapClass, ...]:
    """Give the classes that all these municipalities share, so that maps can be compared.

    None are needed for what is said in a word.
    """
    if not choice.subject.counted:
        return ()
    figures = [
        area.figure(choice.subject, relative=choice.relative)
        for code in municipalities
        for area in area_figures(code, choice.level, on=on)
        if area.drawn
    ]
    known = [figure for figure in figures if figure is not None]
    return map_classes(known, whole=not choice.relative)


def offer_table(choice: MapChoice, *, on: Moment) -> list[AreaFigures]:
    """Give the rows of the table in the chosen order."""
    found = area_figures(choice.municipality, choice.level, on=on)
    return in_order(found, choice.order, subject=choice.subject, descending=choice.descending)


def offer_map(choice: MapChoice, municipalities: Sequence[str], *, on: Moment) -> OfferMap | None:
    """Put the map and the table together; None when the municipality has no areas here."""
    year = areas.latest_year(choice.municipality)
    drawn = year and areas.drawn_map(choice.municipality, year=year, level=choice.level)
    if not year or not drawn:
        return None
    classes = shared_classes(choice, municipalities, on=on)
    rows = tuple(_row(area, choice, classes) for area in offer_table(choice, on=on))
    by_code = {row.area.code: row for row in rows}
    drawn_areas = [MapArea(by_code[area.key], area.path) for area in drawn.areas]
    return OfferMap(
        year=year,
        drawn=drawn,
        areas=tuple(sorted(drawn_areas, key=lambda area: area.row.selected)),
        labels=_labels(rows, drawn),
        legend=_legend(choice, classes),
        unknown_told=_UNKNOWN_TOLD if choice.subject.counted else WALK_IN,
        rows=rows,
        selected=by_code.get(choice.area),
        description=_description(rows, choice),
    )


def _legend(choice: MapChoice, classes: Sequence[MapClass]) -> tuple[LegendLine, ...]:
    if choice.subject.counted:
        return tuple(LegendLine(one.number, one.label) for one in classes)
    return tuple(LegendLine(_SHADES[word], word) for word in reversed(Fullness))


def _row(area: AreaFigures, choice: MapChoice, classes: Sequence[MapClass]) -> MapRow:
    return MapRow(
        area=area,
        relative=area.per_thousand(choice.subject),
        fill=_fill(area, choice, classes),
        told=told(area, choice),
        selected=area.code == choice.area,
    )


def _fill(area: AreaFigures, choice: MapChoice, classes: Sequence[MapClass]) -> str:
    if area.empty:
        return "none"
    if not choice.subject.counted:
        full = area.counts.fullness
        return "unknown" if full is None else str(_SHADES[full])
    figure = area.figure(choice.subject, relative=choice.relative)
    return "unknown" if figure is None else str(class_of(figure, classes).number)


def told(area: AreaFigures, choice: MapChoice) -> str:
    """Say the figure of an area: `geen aanbod`, `12 plekken`, `3,5 per 1000 inwoners`, `vol`."""
    if area.empty:
        return NOTHING
    if not choice.subject.counted:
        return area.counts.fullness_told
    figure = area.figure(choice.subject, relative=choice.relative)
    if figure is None and not area.drawn:
        return f"{dutch_number(Decimal(area.counts.of(choice.subject)))} {choice.subject.unit}"
    if figure is None:
        return "te weinig inwoners om te delen, of niet bekend"
    unit = f"{choice.subject.unit} per 1000 inwoners" if choice.relative else choice.subject.unit
    return f"{dutch_number(figure)} {unit}"


def _description(rows: Sequence[MapRow], choice: MapChoice) -> str:
    """Tell what the map shows to who cannot see it: where most is, and where nothing is."""
    none = sum(row.area.empty for row in rows)
    drawn = sum(row.area.drawn for row in rows)
    without = f"Zonder aanbod: {none} van {drawn}."
    if not choice.subject.counted:
        found = Counter(row.area.counts.fullness for row in rows)
        words = [f"{word.capitalize()}: {found[word]}." for word in reversed(Fullness)]
        return " ".join([*words, without, "De tabel zegt hetzelfde."])
    order = Order.RELATIVE if choice.relative else Order(choice.subject.value)
    areas_by_figure = in_order(
        [row.area for row in rows if row.fill not in ("none", "unknown")],
        order,
        subject=choice.subject,
        descending=True,
    )
    most = "; ".join(f"{area.name}, {told(area, choice)}" for area in areas_by_figure[:MOST])
    sentences = [f"Het meest: {most}." if most else "", without]
    return " ".join([*filter(None, sentences), "De tabel heeft dezelfde cijfers."])


def _labels(rows: Sequence[MapRow], drawn: DrawnMap) -> tuple[AreaLabel, ...]:
    """Write the names that fit: the chosen area first, then in the order of the table."""
    points = {area.key: (area.label_x, area.label_y) for area in drawn.areas}
    first = sorted((row for row in rows if row.area.drawn), key=lambda row: not row.selected)
    labels = [AreaLabel(row.area.code, row.area.name, *points[row.area.code]) for row in first]
    return labels_that_fit(labels, width=drawn.width)
