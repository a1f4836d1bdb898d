# SPDX-License-Identifier: EUPL-1.2
"""The sources of the monitor as a page tells of them: who holds each, and what is here of it."""

from dataclasses import dataclass
from typing import Any

from meedoen.monitor import queries
from meedoen.monitor.portions import part_of, size
from meedoen.monitor.sources.registry import KEYS, source, sources
from meedoen.monitor.sources.specification import MonitorSource, SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.web.policy.monitor.loads import OWN

OWN_KEY = "eigen"
_TERMS_NEEDED = "nog niet vast"


@dataclass(frozen=True)
class SourceLine:
    """A source in the list: its last year, whether people may come in, and headings that wait."""

    key: str
    name: str
    holder: str
    comes_as: str
    terms: str
    years: str
    status: str
    inside: bool
    waits: bool


@dataclass(frozen=True)
class YearLine:
    """What was loaded of a source over one year, in words."""

    year: int
    status: str
    as_of: Any
    form: str
    rows: str
    bad: str
    without_area: str


def source_lines(code: str) -> tuple[SourceLine, ...]:
    """Give the sources of a municipality, with the product's own activity as the last."""
    held, chosen = queries.terms(code), queries.choice(code)
    inside = set(chosen.inside) if chosen else set()
    waiting = queries.headings_that_wait(code)
    by_source: dict[str, list[Any]] = {}
    for load in queries.loads(code):
        by_source.setdefault(load.source, []).append(load)
    lines = [
        SourceLine(
            key=one.key,
            name=one.name,
            holder=one.holder,
            comes_as=comes_as(one),
            terms=_terms(one, one.key in held),
            inside=one.key in inside,
            waits=one.key in waiting,
            **_years(by_source.get(one.key, [])),
        )
        for one in sources()
    ]
    own = SourceLine(
        key=OWN_KEY,
        name=OWN,
        holder="wie hier meedoet",
        comes_as="tellingen uit Meedoen",
        terms="niet nodig",
        inside=OWN_KEY in inside,
        waits=False,
        **_years(by_source.get(OWN_KEY, [])),
    )
    return (*lines, own)


def comes_as(one: MonitorSource) -> str:
    """Say in which forms a source comes in."""
    forms = {shape.form for shape in one.shapes}
    if forms == {SourceForm.ROWS, SourceForm.AGGREGATE}:
        return "mensen of tellingen"
    return "tellingen" if SourceForm.AGGREGATE in forms else "mensen"


def needs_terms(one: MonitorSource) -> bool:
    """Tell whether rows of people of a source can come in, and so need terms."""
    return one.shape(SourceForm.ROWS) is not None


def _terms(one: MonitorSource, held: bool) -> str:
    if not needs_terms(one):
        return "niet nodig"
    return "staan vast" if held else _TERMS_NEEDED


def _years(loads: list[Any]) -> dict[str, str]:
    if not loads:
        return {"years": "", "status": "nog niets ingeladen"}
    last, first = loads[0], loads[-1]
    years = str(last.year) if last.year == first.year else f"{first.year} tot en met {last.year}"
    return {"years": years, "status": LoadStatus(last.status).label}


def year_lines(loads: list[Any]) -> tuple[YearLine, ...]:
    """Give the loads of a source that hold, the last year first."""
    return tuple(
        YearLine(
            year=one.year,
            status=LoadStatus(one.status).label,
            as_of=one.as_of,
            form="mensen" if one.form == SourceForm.ROWS else "tellingen",
            rows=size(one.rows),
            bad=part_of(one.bad, one.rows),
            without_area=part_of(one.without_area, one.rows),
        )
        for one in loads
    )


def source_choices() -> list[tuple[str, str]]:
    """Give every source as something to choose."""
    return [*((key, source(key).name) for key in KEYS), (OWN_KEY, OWN)]
