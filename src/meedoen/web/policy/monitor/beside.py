# SPDX-License-Identifier: EUPL-1.2
"""Wijken beside each other over all figures of a year: the same line for each, none is ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from meedoen.areas import queries as areas
from meedoen.monitor import queries
from meedoen.web.numbers import number_in
from meedoen.web.policy.monitor.among import people_in
from meedoen.web.policy.monitor.cells import cells_of
from meedoen.web.policy.monitor.figures import AreaFigure, per_hundred
from meedoen.web.policy.monitor.indicators import HEADINGS, ShownIndicator, known_indicators

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class BesideCell:
    """A figure of a place, with the name of the place."""

    name: str
    figure: AreaFigure


@dataclass(frozen=True)
class BesideLine:
    """A figure for each of the chosen wijken, and for the whole municipality at the end."""

    indicator: ShownIndicator
    cells: tuple[BesideCell, ...]


@dataclass(frozen=True)
class BesideTable:
    """Wijken beside each other; `wijken` are all there are, `chosen` those that are shown."""

    year: int | None
    years: tuple[int, ...]
    wijken: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[tuple[str, tuple[BesideLine, ...]], ...]
    too_many: bool


def wijken_beside(code: str, name: str, asked: QueryDict) -> BesideTable:
    """Lay the chosen wijken of a municipality beside each other; the first two where none is."""
    years = queries.years(code)
    wanted = number_in(asked.get("jaar", ""))
    year = wanted if wanted in years else queries.well_known_year(code)
    borders = areas.latest_year(code)
    wijken = [] if borders is None else [(w.code, w.name) for w in areas.tree(code, year=borders)]
    known = dict(wijken)
    asked_for = list(dict.fromkeys(w for w in asked.getlist("wijk") if w in known))
    chosen = asked_for[:MOST] or [w for w, _ in wijken[:FEWEST]]
    names = {**{w: known[w] for w in chosen}, code: f"Heel {name}"}
    return BesideTable(
        year=year,
        years=tuple(years),
        wijken=tuple(wijken),
        chosen=tuple(chosen),
        names=tuple(names.values()),
        groups=() if year is None else _groups(code, year, names),
        too_many=len(asked_for) > MOST,
    )


def _groups(
    code: str, year: int, names: Mapping[str, str]
) -> tuple[tuple[str, tuple[BesideLine, ...]], ...]:
    indicators, codes = known_indicators(), list(names)
    made = [
        one
        for one in queries.of_one_year(code, year)
        if one.release is not None and one.indicator in indicators
    ]
    rows = queries.rows_of([one.release.pk for one in made if one.release], codes)
    divided = {one.per for one in indicators.values() if one.per}
    among = {name: people_in(name, codes, year).counts for name in sorted(divided)}
    lines = {
        one.indicator: _line(indicators[one.indicator], one.release, rows, names, among)
        for one in made
    }
    listed = [line for key in indicators if (line := lines.get(key)) is not None]
    return tuple(
        (heading, of_group)
        for group, heading in HEADINGS.items()
        if (of_group := tuple(line for line in listed if line.indicator.group == group))
    )


def _line(
    indicator: ShownIndicator,
    release: Any,
    rows: Mapping[int, Sequence[Any]],
    names: Mapping[str, str],
    among: Mapping[str, Mapping[str, int]],
) -> BesideLine | None:
    """Give a line; None for a figure that is not counted per wijk."""
    cells = cells_of(release.per, release.columns, rows[release.pk])
    if not any(code in cells.areas for code in list(names)[:-1]):
        return None
    people = among.get(indicator.per, {})

    def cell(code: str, name: str) -> BesideCell:
        count = cells.count(code)
        rate = per_hundred(count, people.get(code), indicator.fewest)
        return BesideCell(name, AreaFigure(code, name, "", count, rate))

    return BesideLine(indicator, tuple(cell(code, name) for code, name in names.items()))
