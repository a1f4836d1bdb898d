# SPDX-License-Identifier: EUPL-1.2
"""The figures of the monitor beside a programme: how one stood at some time, and the latest one.

Only what is public is read: counts of a release that is out, and key figures that others publish.
The two are laid beside each other, and nothing is said of why they differ.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from meedoen.areas import queries as areas
from meedoen.monitor import queries
from meedoen.web.policy.monitor.cells import cells_of
from meedoen.web.policy.monitor.figures import AreaFigure
from meedoen.web.policy.monitor.indicators import ShownIndicator, known_indicators

NOT_WHY = "Dit laat niet zien waardoor het veranderde."


@dataclass(frozen=True)
class YearFigure:
    """A figure of one year, in words."""

    year: int
    told: str

    def __str__(self) -> str:
        return f"{self.year}: {self.told}"


@dataclass(frozen=True)
class ThenAndNow:
    """A figure of one place: how it stood in the year that was asked for or before it, and now.

    Either is None where nothing is public; `since` is the year that was asked for.
    """

    key: str
    area: str
    name: str
    place: str
    since: int
    then: YearFigure | None
    now: YearFigure | None

    @property
    def changed(self) -> bool:
        """Whether there is a later figure than that of then."""
        return self.then is not None and self.now is not None and self.then.year < self.now.year

    @property
    def shown(self) -> tuple[YearFigure, ...]:
        """What stands beside each other: of then, and of now when that is later."""
        found = (self.then, None if self.now == self.then else self.now)
        return tuple(one for one in found if one is not None)

    @property
    def remark(self) -> str:
        """Say what is not there; empty where there is a figure of then and a later one."""
        if self.now is None:
            return "Hiervan is nog geen cijfer openbaar."
        if self.then is None:
            return f"Van {self.since} of eerder is geen cijfer openbaar."
        return "" if self.changed else "Een later cijfer is er nog niet."

    @property
    def told(self) -> str:
        """Say it in one line, as in a document."""
        shown = ", ".join(map(str, self.shown))
        return f"{self.name}, {self.place}: {shown or self.remark}"


@dataclass(frozen=True)
class Figures:
    """The figures of some indicators and areas of a municipality, read at once."""

    municipality: str
    names: Mapping[str, str]
    over_the_years: Mapping[tuple[str, str], tuple[YearFigure, ...]]

    def place(self, area: str) -> str:
        """Name an area; the whole municipality when it is empty."""
        whole = self.names.get(self.municipality, self.municipality)
        return self.names.get(area, area) if area else f"heel {whole}"

    def then_and_now(self, indicator: str, area: str, since: int) -> ThenAndNow:
        """Give how a figure stood in a year, or in the last before it, and how it stands now."""
        found = self.over_the_years.get((indicator, area), ())
        known = known_indicators().get(indicator)
        return ThenAndNow(
            key=indicator if known else "",
            area=area,
            name=known.name if known else indicator,
            place=self.place(area),
            since=since,
            then=next((one for one in reversed(found) if one.year <= since), None),
            now=found[-1] if found else None,
        )


def figures_of(municipality: str, asked: Collection[tuple[str, str]]) -> Figures:
    """Read the public figures of these pairs of an indicator and an area; empty for everywhere.

    Some statements, however many pairs there are.
    """
    known = known_indicators()
    now = areas.current_codes({area for _, area in asked if area})
    codes = {area: now.get(area, municipality) for _, area in asked}
    keys = {key for key, _ in asked if key in known}
    found = {
        **_counted(municipality, {key for key in keys if not known[key].figure}, codes.values()),
        **_published_by_others([known[key] for key in keys if known[key].figure], codes.values()),
    }
    return Figures(
        municipality,
        names_here(municipality, codes),
        {(key, area): found.get((key, codes[area]), ()) for key, area in asked},
    )


def names_here(municipality: str, codes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Name the areas of a municipality as they are now; `codes` are earlier ones with theirs."""
    year = areas.latest_year(municipality)
    places = areas.places(municipality, year=year) if year is not None else []
    names = {place.code: place.name for place in places}
    here = areas.municipality(municipality)
    names.setdefault(municipality, here.name if here else municipality)
    return names | {
        area: names[code] for area, code in (codes or {}).items() if area and code in names
    }


def _counted(
    municipality: str, keys: Collection[str], codes: Collection[str]
) -> dict[tuple[str, str], tuple[YearFigure, ...]]:
    if not keys:
        return {}
    made = [one for one in queries.published_over_the_years(municipality, keys) if one.release]
    rows = queries.rows_of([one.release.pk for one in made], codes)  # type: ignore[union-attr]
    found: dict[tuple[str, str], list[YearFigure]] = {}
    for one in made:
        release = one.release
        assert release is not None
        cells = cells_of(release.per, release.columns, rows[release.pk])
        for code in set(codes):
            count = cells.count(cells.root if code == municipality else code)
            if count is not None:
                told = _told(count, known_indicators()[one.indicator])
                found.setdefault((one.indicator, code), []).append(YearFigure(one.year, told))
    return {pair: tuple(years) for pair, years in found.items()}


def _told(count: int, indicator: ShownIndicator) -> str:
    figure = AreaFigure("", "", "", count, None)
    return f"{figure.count_told} {indicator.counted}" if figure.open else figure.count_told


def _published_by_others(
    indicators: Collection[ShownIndicator], codes: Collection[str]
) -> dict[tuple[str, str], tuple[YearFigure, ...]]:
    if not indicators:
        return {}
    found = areas.key_figures_over_the_years([one.figure for one in indicators], set(codes))
    return {
        (one.key, code): tuple(
            YearFigure(known.year, f"{int(known.value)} van de 100")
            for known in found.get((one.figure, code), ())
            if known.value is not None
        )
        for one in indicators
        for code in set(codes)
    }
