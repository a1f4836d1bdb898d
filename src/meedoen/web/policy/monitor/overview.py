# SPDX-License-Identifier: EUPL-1.2
"""The first page of the monitor: each figure in a line, and what needs somebody today first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meedoen.monitor import queries
from meedoen.monitor.sources.registry import sources
from meedoen.monitor.sources.specification import SourceForm
from meedoen.publication.states import ReleaseState
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.work import WorkState
from meedoen.web.policy.monitor.among import people_in
from meedoen.web.policy.monitor.figures import AreaFigure, per_hundred, told
from meedoen.web.policy.monitor.indicators import HEADINGS, MOVING, ShownIndicator, known_indicators
from meedoen.web.policy.monitor.loads import source_name

# Where nothing was counted yet, the newest key figure there is.
_ANY_YEAR = 2100
NO_SOURCE, NOT_YET = "nog geen bron", "nog niet geteld"
_BADGES = {
    ReleaseState.CHECKED: "wacht op tweede paar ogen",
    ReleaseState.APPROVED: "klaar om openbaar te maken",
    ReleaseState.PUBLISHED: "openbaar",
}


@dataclass(frozen=True)
class OverviewLine:
    """An indicator with the figure of its last year in words, or why there is none.

    `estimated` is one that others publish per area: it has no release.
    """

    indicator: ShownIndicator
    year: int | None
    told: str
    state: ReleaseState | None
    estimated: bool = False

    @property
    def there(self) -> bool:
        """Whether there is a figure to look at."""
        return self.estimated or self.state is not None

    @property
    def badge(self) -> str:
        """Say how far its release is, or that it is no count; empty where there is nothing."""
        if self.estimated:
            return "schatting van anderen"
        return _BADGES[self.state] if self.state else ""


@dataclass(frozen=True)
class OverviewGroup:
    """Indicators of one kind under a heading; `empty` are those of which there is no figure.

    `folded` ones are there for who looks for them.
    """

    heading: str
    lines: tuple[OverviewLine, ...]
    empty: tuple[OverviewLine, ...]
    folded: bool

    @property
    def lines_told(self) -> str:
        """Say how many figures there are."""
        return "Eén cijfer" if len(self.lines) == 1 else f"{len(self.lines)} cijfers"

    @property
    def empty_told(self) -> str:
        """Say of how many there is no figure."""
        more = "nog " if self.lines else ""
        many = len(self.empty)
        return f"Van {more}{many} {'cijfer' if many == 1 else 'cijfers'} is er niets te tonen"


@dataclass(frozen=True)
class LongProvisional:
    """A source that is provisional still over a year."""

    named: str
    year: int


@dataclass(frozen=True)
class Today:
    """What needs somebody first; `suppliers` are those of which the headings wait."""

    build: Any
    silent: bool
    to_see: int
    of_mine: int
    to_publish: int
    provisional: tuple[LongProvisional, ...]
    without_terms: int
    suppliers: int

    @property
    def is_going(self) -> bool:
        """Whether figures are being made."""
        return self.build is not None and not WorkState(self.build.state).is_over

    @property
    def waits(self) -> bool:
        """Whether a build waits for the worker to begin."""
        return self.build is not None and self.build.state == WorkState.WAITING

    @property
    def anything(self) -> bool:
        """Whether anything does."""
        return bool(
            self.build
            or self.to_see
            or self.of_mine
            or self.to_publish
            or self.provisional
            or self.without_terms
            or self.suppliers
        )


def overview(code: str, name: str) -> tuple[OverviewGroup, ...]:
    """Give every indicator with its newest figure of a municipality, by kind."""
    newest = queries.newest_of_each(code)
    totals = queries.totals([one.release_id for one in newest.values() if one.release_id])
    among = _among(code, {one.year for one in newest.values()})
    lines = [
        _line(indicator, newest.get(key), totals, among, name)
        for key, indicator in known_indicators().items()
    ]
    return tuple(
        OverviewGroup(
            heading,
            tuple(one for one in lines if one.indicator.group == group and one.there),
            tuple(one for one in lines if one.indicator.group == group and not one.there),
            group == MOVING,
        )
        for group, heading in HEADINGS.items()
    )


def _among(code: str, years: set[int]) -> Mapping[str, int]:
    """Give key figures of the municipality, of the last year of any figure.

    Those that counts are divided by, and those that are a figure themselves.
    """
    named = (name for one in known_indicators().values() for name in (one.per, one.figure))
    names = sorted(set(filter(None, named)))
    found = {name: people_in(name, [code], max(years, default=_ANY_YEAR)).counts for name in names}
    return {name: counts[code] for name, counts in found.items() if code in counts}


def _line(
    indicator: ShownIndicator,
    figure: Any,
    totals: Mapping[int, int],
    among: Mapping[str, int],
    name: str,
) -> OverviewLine:
    if indicator.figure in among:
        return OverviewLine(indicator, None, f"{among[indicator.figure]} van de 100", None, True)
    if figure is None:
        return OverviewLine(indicator, None, NOT_YET if indicator.fed else NO_SOURCE, None)
    if figure.release is None:
        return OverviewLine(indicator, figure.year, figure.why_none, None)
    count = totals.get(figure.release_id)
    rate = per_hundred(count, among.get(indicator.per), indicator.fewest)
    whole = AreaFigure("", name, "", count, rate)
    state = ReleaseState(figure.release.state)
    return OverviewLine(indicator, figure.year, told(whole, indicator), state)


def today(code: str, *, account: int | None, on: Moment) -> Today:
    """Tell what needs somebody first in a municipality; `account` is who looks."""
    waiting = queries.waiting_figures(code)
    checked = [one for one in waiting if one.release.state == ReleaseState.CHECKED]
    to_see = sum(one.release.maker_id != account for one in checked)
    build = queries.build_to_tell(code, on=on)
    held = queries.terms(code)
    return Today(
        build=build,
        silent=build is not None and queries.is_silent(build, on),
        to_see=to_see,
        of_mine=len(checked) - to_see,
        to_publish=len(waiting) - len(checked),
        provisional=tuple(
            LongProvisional(source_name(one.source), one.year)
            for one in queries.provisional_for_long(code, on=on)
        ),
        without_terms=sum(one.key not in held for one in sources() if one.shape(SourceForm.ROWS)),
        suppliers=sum(queries.headings_that_wait(code).values()),
    )
