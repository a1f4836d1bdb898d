# SPDX-License-Identifier: EUPL-1.2
"""Puts the page of a figure together: its sentence, its map, its table, and how it went.

Reads only. How many statements it takes does not hang on how many areas, years or groups there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from meedoen.areas import queries as areas
from meedoen.monitor import queries
from meedoen.monitor.hints import also_lonely, low_use
from meedoen.monitor.states import LoadStatus
from meedoen.publication.states import ReleaseState
from meedoen.vocabulary.codes import Level
from meedoen.web.numbers import number_in, page_in
from meedoen.web.policy.monitor import words
from meedoen.web.policy.monitor.among import PeopleIn, people_in
from meedoen.web.policy.monitor.cells import FigureCells, cells_of
from meedoen.web.policy.monitor.figures import AreaFigure, per_hundred
from meedoen.web.policy.monitor.forms import FigureChoice, FigureForm
from meedoen.web.policy.monitor.groups import GroupPicture, group_picture
from meedoen.web.policy.monitor.indicators import USE, ShownIndicator
from meedoen.web.policy.monitor.loads import LoadTold, load_told, stand
from meedoen.web.policy.monitor.map import FigureMap, figure_map
from meedoen.web.policy.monitor.trend import WIDE, TrendLine, TrendPoint, highest, line

ROWS_ON_A_PAGE = 30
# A map with more areas than this says more per wijk first.
BUURTEN_AT_ONCE = 60
MULTIPLES = 12
HINTS = 2
LONELY = "eenzaam"
SOURCES_AT_ONCE = 3
BADGE_KINDS = {
    ReleaseState.CHECKED: "wait",
    ReleaseState.APPROVED: "ask",
    ReleaseState.PUBLISHED: "ok",
}
_PREFIX = {Level.WIJK: "WK", Level.BUURT: "BU"}


@dataclass(frozen=True)
class TableLine:
    """A row of the table; `query` leads on to it, `total` says that it counts others together."""

    figure: AreaFigure
    fill: str
    query: str
    chosen: bool
    total: bool


@dataclass(frozen=True)
class AreaHint:
    """Something about a place that is worth a look, in a sentence."""

    name: str
    sentence: str


@dataclass(frozen=True)
class FigurePage:
    """Everything that the page of a figure shows."""

    indicator: ShownIndicator
    name: str
    choice: FigureChoice
    form: FigureForm
    figure: Any
    state: ReleaseState
    here: AreaFigure
    whole: AreaFigure
    sentence: str
    map: FigureMap | None
    map_sentence: str
    relative: bool
    among_years: tuple[int, ...]
    lines: Page[Any]
    totals: tuple[TableLine, ...]
    adds_up: str
    groups: GroupPicture | None
    offered: tuple[tuple[str, str], ...]
    trend: TrendLine
    multiples: tuple[TrendLine, ...]
    cells: FigureCells
    together: tuple[AreaFigure, ...]
    loads: tuple[LoadTold, ...]
    stand: str
    nothing: tuple[str, ...]
    hints: tuple[AreaHint, ...]
    query: str

    @property
    def release(self) -> Any:
        """The release in which it leaves."""
        return self.figure.release

    @property
    def group(self) -> str:
        """The name of the group that was chosen; empty for all together."""
        return next((name for code, name in self.offered if code == self.choice.group), "")

    @property
    def many_loads(self) -> bool:
        """Whether it is made of so many sources that they are told under a fold."""
        return len(self.loads) > SOURCES_AT_ONCE

    @property
    def badge_kind(self) -> str:
        """How the state of its release is marked."""
        return BADGE_KINDS[self.state]


def figure_page(
    indicator: ShownIndicator, code: str, places: Mapping[str, str], asked: QueryDict
) -> FigurePage | None:
    """Put the page together for what was asked; None when nothing of it may be seen yet."""
    made = queries.over_the_years(code, indicator.key)
    seen = [one for one in made if one.release is not None]
    if not seen:
        return None
    wanted = number_in(asked.get("jaar", ""))
    figure = next((one for one in seen if one.year == wanted), seen[0])
    nothing = {one.year: one.why_none for one in made if one.release is None}
    return _Page(indicator, code, places, asked, seen, figure, nothing).whole()


@dataclass(frozen=True)
class _Page:
    """What was read for the page, and how it becomes one."""

    indicator: ShownIndicator
    code: str
    places: Mapping[str, str]
    asked: QueryDict
    made: Sequence[Any]
    figure: Any
    nothing: Mapping[int, str]

    @cached_property
    def cells(self) -> FigureCells:
        release = self.figure.release
        return cells_of(release.per, release.columns, queries.all_rows(release.pk))

    @cached_property
    def among(self) -> PeopleIn:
        """How many live in each area, of the key figure that the indicator is divided by."""
        codes = [self.code, *self.cells.areas]
        per, year = self.indicator.per, self.figure.year
        return people_in(per, codes, year) if per else PeopleIn()

    @cached_property
    def figures(self) -> dict[str, AreaFigure]:
        """The figure of every area, of the group that was chosen."""
        there = self.cells.areas
        found = {}
        for code, area in there.items():
            count = self.cells.count(code, self.choice.group)
            rate = per_hundred(count, self.among.counts.get(code), self.indicator.fewest)
            within = there[area.parent].name if area.parent in there else ""
            found[code] = AreaFigure(code, area.name, within, count, rate)
        return found

    @cached_property
    def levels(self) -> list[Level]:
        there = self.cells.areas
        return [
            level
            for level, prefix in _PREFIX.items()
            if any(code.startswith(prefix) for code in there)
        ]

    @cached_property
    def choice(self) -> FigureChoice:
        area = self.asked.get("gebied", "")
        area = area if area in self.cells.areas and area != self.cells.root else ""
        groups = {one.code for one in self.cells.parts}
        group = self.asked.get("groep", "")
        wanted = self.asked.get("niveau", "") or (Level.BUURT if area else Level.WIJK)
        level = next((one for one in self.levels if one == wanted), None)
        return FigureChoice(
            municipality=self.code,
            year=self.figure.year,
            level=level or next(iter(self.levels), Level.GEMEENTE),
            area=area,
            group=group if group in groups else "",
        )

    @cached_property
    def wijk(self) -> str:
        """The wijk that was chosen, or that in which the chosen buurt lies; empty for none."""
        area = self.choice.area
        return area if area.startswith("WK") else self.cells.areas[area].parent if area else ""

    def whole(self) -> FigurePage:
        whole = self.figures[self.cells.root]
        here = self.figures[self.choice.area] if self.choice.area else whole
        listed = self._of_level()
        relative = any(one.rate is not None for one in (*listed, whole))
        drawn = self._map(listed, relative)
        trend, multiples = self._over_the_years(here)
        return FigurePage(
            indicator=self.indicator,
            name=self.places[self.code],
            choice=self.choice,
            form=self._form(),
            figure=self.figure,
            state=ReleaseState(self.figure.release.state),
            here=here,
            whole=whole,
            sentence=words.about(here, whole, self.indicator, self.figure.year),
            map=drawn,
            map_sentence=words.of_the_map(
                listed, self.indicator, self.choice.level, relative=relative
            )
            if listed
            else "",
            relative=relative,
            among_years=self.among.years if relative else (),
            lines=self._lines(listed, drawn),
            totals=self._totals(),
            adds_up=self._adds_up(whole),
            groups=self._groups(here.code),
            offered=tuple((one.code, one.name) for one in self.cells.parts),
            trend=trend,
            multiples=multiples,
            cells=self.cells,
            together=self._together(listed),
            loads=tuple(map(load_told, self._loads())),
            stand=stand(self._loads()),
            nothing=words.of_nothing(self.nothing),
            hints=self._hints(self._within_wijk(listed), whole),
            query=self._address(),
        )

    def _groups(self, code: str) -> GroupPicture | None:
        return group_picture(self.cells, code, self.indicator, self.among.counts.get(code))

    def _of_level(self) -> list[AreaFigure]:
        """Give the areas of the level, without who has no known buurt."""
        prefix = _PREFIX.get(self.choice.level, "-")
        return [one for code, one in self.figures.items() if code.startswith(prefix)]

    def _without_buurt(self) -> list[AreaFigure]:
        unknown = queries.UNKNOWN_AREA
        return [one for code, one in self.figures.items() if code.endswith(unknown)]

    def _query(self, code: str) -> str:
        """Give the address of an area: a wijk leads on to its buurten where there are any."""
        deeper = Level.BUURT if Level.BUURT in self.levels else Level.WIJK
        return self._address(gebied=code, niveau=deeper.value)

    def _address(self, **changed: str) -> str:
        """Give the address of what is shown here, but for what changed."""
        choice = self.choice
        same = {
            "gemeente": choice.municipality,
            "jaar": str(choice.year),
            "niveau": choice.level.value,
            "gebied": choice.area,
            "groep": choice.group,
        }
        return urlencode({name: value for name, value in {**same, **changed}.items() if value})

    def _map(self, listed: Sequence[AreaFigure], relative: bool) -> FigureMap | None:
        year = self._year_of_borders()
        if year is None or not listed:
            return None
        return figure_map(
            listed,
            self.indicator,
            municipality=self.code,
            year=year,
            level=self.choice.level,
            chosen=self._outlined(),
            relative=relative,
            queries={one.code: self._query(one.code) for one in listed},
        )

    def _year_of_borders(self) -> int | None:
        """Give the year in which the areas were drawn so: that of the figure, or the latest."""
        years = areas.years(self.code)
        return self.figure.year if self.figure.year in years else next(iter(years), None)

    def _outlined(self) -> frozenset[str]:
        """Give the chosen area, or the buurten of the chosen wijk."""
        area = self.choice.area
        if self.choice.level is Level.WIJK:
            return frozenset({self.wijk})
        if not area.startswith("WK"):
            return frozenset({area})
        there = self.cells.areas
        return frozenset(code for code, one in there.items() if one.parent == area)

    def _within_wijk(self, listed: Sequence[AreaFigure]) -> list[AreaFigure]:
        """Give the areas of the level that lie in the chosen wijk; all of them where none is."""
        within = self.wijk if self.choice.level is Level.BUURT else ""
        parents = self.cells.areas
        return [one for one in listed if not within or parents[one.code].parent == within]

    def _lines(self, listed: Sequence[AreaFigure], drawn: FigureMap | None) -> Page[Any]:
        fills = {area.figure.code: area.fill for area in drawn.areas} if drawn else {}
        rows = self._within_wijk(listed)
        if len(rows) == len(listed):
            # Who has no known buurt lies right under the whole.
            rows += self._without_buurt()
        lines = [
            TableLine(
                figure=one,
                fill=fills.get(one.code, ""),
                query=self._query(one.code) if one.code in fills else "",
                chosen=one.code == self.choice.area,
                total=False,
            )
            for one in rows
        ]
        return Paginator(lines, ROWS_ON_A_PAGE).get_page(page_in(self.asked.get("page", "")))

    def _totals(self) -> tuple[TableLine, ...]:
        """Give the wijk that is looked into, and the whole."""
        codes = [self.wijk] if self.wijk and self.choice.level is Level.BUURT else []
        return tuple(
            TableLine(self.figures[code], "", "", code == self.choice.area, True)
            for code in (*codes, self.cells.root)
        )

    def _hints(self, listed: Sequence[AreaFigure], whole: AreaFigure) -> tuple[AreaHint, ...]:
        """Give the places where use is lower than in the whole; made of what can be seen only."""
        if self.indicator.group != USE:
            return ()
        shown = {one.code: one.count if one.open else None for one in (*listed, whole)}
        found = list(low_use(shown, self.among.counts, whole.code, self.indicator.fewest))[:HINTS]
        codes = [whole.code, *(one.area for one in found)]
        shares = people_in(LONELY, codes, self.figure.year).counts if found else {}
        besides = also_lonely(shares, whole.code)
        return tuple(
            AreaHint(
                self.figures[one.area].name,
                f"{one.sentence} {besides.get(one.area, '')}".rstrip(),
            )
            for one in found
        )

    def _together(self, listed: Sequence[AreaFigure]) -> tuple[AreaFigure, ...]:
        """Give every area of the level, of all groups, with what counts them together."""
        ungrouped = replace(self, asked=_without_group(self.asked)) if self.choice.group else self
        wanted = [one.code for one in (*listed, *self._without_buurt())]
        wijken = [code for code in self.figures if code.startswith("WK")]
        above = wijken if self.choice.level is Level.BUURT else []
        codes = dict.fromkeys([*wanted, *above, self.cells.root])
        return tuple(ungrouped.figures[code] for code in codes)

    def _adds_up(self, whole: AreaFigure) -> str:
        if not self.levels:
            return ""
        parts = [*self._of_level(), *self._without_buurt()]
        return words.adds_up(whole, parts, self.choice.level)

    def _form(self) -> FigureForm:
        shown = [
            (code, one.name)
            for code, one in self.cells.areas.items()
            if code.startswith("WK") or code == self.choice.area
        ]
        name = self.places[self.code]
        chosen = {
            "gemeente": self.code,
            "jaar": str(self.choice.year),
            "niveau": self.choice.level.value,
            "gebied": self.choice.area,
            "groep": self.choice.group,
        }
        parts = [(one.code, one.name) for one in self.cells.parts]
        return FigureForm(
            chosen,
            places=dict(self.places),
            years=[one.year for one in self.made],
            levels=self.levels,
            areas=[("", f"Heel {name}"), *shown] if shown else [],
            groups=[("", "Samen"), *parts] if parts else [],
        )

    def _over_the_years(self, here: AreaFigure) -> tuple[TrendLine, tuple[TrendLine, ...]]:
        """Draw the place over the years, and beside it each wijk, or each buurt of the wijk."""
        there = self.cells.areas
        beside = [code for code, one in there.items() if one.parent == (self.wijk or self.code)]
        beside = [code for code in beside if not code.endswith(queries.UNKNOWN_AREA)][:MULTIPLES]
        made = sorted(self.made, key=lambda one: one.year)
        found = queries.rows_of([one.release.pk for one in made], [here.code, *beside])
        loads = self._loads_of_all
        tables = [
            (
                one.year,
                cells_of(one.release.per, one.release.columns, found[one.release.pk]),
                any(loads[n].status != LoadStatus.FINAL for n in one.made_of if n in loads),
            )
            for one in made
        ]

        def points(code: str) -> list[TrendPoint]:
            return [
                TrendPoint(
                    year,
                    cells.count(cells.root if code == self.cells.root else code, self.choice.group),
                    provisional,
                )
                for year, cells, provisional in tables
            ]

        own = points(here.code)
        sentence = words.of_the_years(here.name, own, self.indicator.counted)
        series = {code: points(code) for code in beside if code != here.code}
        most = highest(list(series.values()))
        return (
            line(here.name, own, most=highest([own]), sentence=sentence, size=WIDE),
            tuple(
                line(
                    there[code].name,
                    of,
                    most=most,
                    sentence=words.of_the_years(there[code].name, of, self.indicator.counted),
                )
                for code, of in series.items()
            ),
        )

    @cached_property
    def _loads_of_all(self) -> Mapping[int, Any]:
        return queries.loads_numbered({n for one in self.made for n in one.made_of})

    def _loads(self) -> list[Any]:
        found = self._loads_of_all
        return [found[number] for number in self.figure.made_of if number in found]


def _without_group(asked: QueryDict) -> QueryDict:
    fewer = asked.copy()
    fewer.pop("groep", None)
    return fewer
