# SPDX-License-Identifier: EUPL-1.2
"""What a page shows of the streets of a buurt: streets by name, sources by name, never the most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from meedoen.disclosure.published import HIDDEN
from meedoen.monitor.indicator import unit_of
from meedoen.monitor.queries import StreetSource, StreetValues
from meedoen.monitor.sources.registry import source

NO_STREET = ""


@dataclass(frozen=True)
class StreetLine:
    """One street: whether help comes together there, its numbers, and what is too small to show."""

    name: str
    named: bool
    shown: tuple[str, ...]
    hidden: tuple[str, ...]


@dataclass(frozen=True)
class SourceLine:
    """What stands behind the numbers of a source: its day and how final; or why there is none."""

    name: str
    as_of: date | None
    status: str
    why_none: str


@dataclass(frozen=True)
class StreetsPage:
    """The streets of a buurt with something to show, those without, and the sources."""

    lines: tuple[StreetLine, ...]
    silent: tuple[str, ...]
    nameless: StreetLine | None
    nothing_of: tuple[str, ...]
    sources: tuple[SourceLine, ...]

    @property
    def named(self) -> bool:
        """Whether help comes together in one of them."""
        return any(line.named for line in self.lines)


def streets_page(values: Sequence[StreetValues], sources: Sequence[StreetSource]) -> StreetsPage:
    """Lay what is shown of a buurt out by street, each source once in every street."""
    counted = sorted((one for one in values if one.source), key=lambda one: _called(one.source))
    named = {street for one in values if not one.source for street in one.values}
    streets = sorted({*named, *(street for one in counted for street in one.values)}, key=str.lower)
    lines = {street: _line(street, counted, street in named) for street in streets}
    nameless = lines.pop(NO_STREET, None)
    told = [one for one in sources if one.source]
    here = {one.source for one in counted}
    return StreetsPage(
        lines=tuple(line for line in lines.values() if line.shown or line.named),
        silent=tuple(line.name for line in lines.values() if not (line.shown or line.named)),
        nameless=nameless if nameless and nameless.shown else None,
        nothing_of=tuple(sorted(_called(one.source) for one in told if one.source not in here)),
        sources=tuple(
            sorted(
                (SourceLine(_called(o.source), o.as_of, o.status, o.why_none) for o in told),
                key=lambda line: line.name,
            )
        ),
    )


def _line(street: str, counted: Sequence[StreetValues], named: bool) -> StreetLine:
    of: Mapping[str, int] = {one.source: one.values.get(street, HIDDEN) for one in counted}
    return StreetLine(
        name=street,
        named=named,
        shown=tuple(
            f"{_called(key)}: {value} {unit_of(key).words}"
            for key, value in of.items()
            if value != HIDDEN
        ),
        hidden=tuple(_called(key) for key, value in of.items() if value == HIDDEN),
    )


def _called(key: str) -> str:
    return source(key).name
