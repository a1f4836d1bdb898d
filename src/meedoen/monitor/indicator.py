# SPDX-License-Identifier: EUPL-1.2
"""What the monitor counts: each indicator with its question, its unit and its caveats (pure).

They are data (`indicators/*.yaml`), in plain Dutch, so that somebody who makes policy can read and
mend them. A file with `per_source` stands for one indicator per source. One without sources, or
whose feed nobody gives yet, stands as "nog geen bron", and takes part once its feed is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from meedoen.monitor.cube import CountingUnit
from meedoen.monitor.sources.registry import EVERY, source
from meedoen.monitor.sources.specification import DateRole, SourceForm, Unit
from meedoen.vocabulary.codes import Level

FOLDER = Path(__file__).with_name("indicators")
NO_SOURCE = "nog geen bron"
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class IndicatorKind(StrEnum):
    """How an indicator is counted; FED comes counted from a room, FIGURE from a key figure."""

    USE = "use"
    INFLOW = "inflow"
    OUTFLOW = "outflow"
    STACKING = "stacking"
    COMBINATIONS = "combinations"
    FIGURE = "figure"
    FED = "fed"


class Split(StrEnum):
    """The one way in which a table tells people apart, besides where they live."""

    NONE = ""
    AGE = "leeftijd"
    NUMBER = "aantal"


class NoIndicator(ValueError):
    """A file that describes no indicator; the message says which part."""


@dataclass(frozen=True)
class Indicator:
    """One thing that is counted.

    `sources` are the domains it needs rows or counts of; `feeds` names what a room has to give
    for it; `denominator` the key figure of CBS beside which it stands, none when empty: under
    `minimum_denominator` no share is shown. `figure` is the key figure that it is itself.
    """

    key: str
    name: str
    question: str
    unit: CountingUnit
    kind: IndicatorKind
    split: Split
    sources: tuple[str, ...]
    feeds: tuple[str, ...]
    denominator: str
    minimum_denominator: int
    levels: tuple[Level, ...]
    caveats: tuple[str, ...]
    figure: str = ""

    def waits_for(self, given: Iterable[str]) -> tuple[str, ...]:
        """Name what is not given of what it needs; nothing when it can be counted.

        Stacking needs two sources, whichever; the others need all they name.
        """
        here = set(given)
        if self.kind in _OF_SEVERAL:
            return () if len(here & set(self.sources)) > 1 else self.sources
        figure = (self.figure,) if self.figure else ()
        return tuple(one for one in (*self.sources, *self.feeds, *figure) if one not in here)


_OF_SEVERAL = (IndicatorKind.STACKING, IndicatorKind.COMBINATIONS)
_MAY = {
    "key", "name", "question", "unit", "kind", "split", "sources", "feeds", "denominator",
    "minimum_denominator", "levels", "caveats", "figure", "per_source",
}  # fmt: skip


@lru_cache(maxsize=1)
def indicators() -> Mapping[str, Indicator]:
    """Give every indicator by its key. Raises NoIndicator for a file that describes none."""
    found: dict[str, Indicator] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        for one in read_indicators(file.read_text("utf-8"), file.name):
            if one.key in found:
                raise NoIndicator(f"{file.name}: {one.key} stands twice")
            found[one.key] = one
    return found


def read_indicators(text: str, name: str = "") -> Iterator[Indicator]:
    """Read a file: one indicator, or one per source. Raises NoIndicator."""
    said = yaml.load(text, Loader=_Loader)  # noqa: S506 - makes nothing but text
    if not isinstance(said, Mapping):
        raise NoIndicator(f"{name}: this describes no indicator")
    if unknown := sorted(set(said) - _MAY):
        raise NoIndicator(f"{name}: no indicator has a part {unknown[0]}")
    try:
        if "per_source" not in said:
            yield _indicator(said)
            return
        for key in _listed(said, "per_source"):
            yield _of_source(said, key)
    except (KeyError, ValueError) as wrong:
        raise NoIndicator(f"{name}: {wrong}") from wrong


def _indicator(said: Mapping[str, Any]) -> Indicator:
    unknown = set(_listed(said, "sources")) - set(EVERY)
    if unknown:
        raise ValueError(f"there is no source {sorted(unknown)}")
    return Indicator(
        key=said["key"],
        name=said["name"],
        question=said["question"],
        unit=CountingUnit(said["unit"]),
        kind=IndicatorKind(said["kind"]),
        split=Split(said.get("split", "")),
        sources=_listed(said, "sources"),
        feeds=_listed(said, "feeds"),
        denominator=said.get("denominator", ""),
        minimum_denominator=int(said.get("minimum_denominator", 0)),
        levels=tuple(Level(one) for one in _listed(said, "levels")),
        caveats=_listed(said, "caveats"),
        figure=said.get("figure", ""),
    )


def _of_source(said: Mapping[str, Any], key: str) -> Indicator:
    """Make the indicator of one source: its unit and its lowest level are those of the source."""
    unit, only_wijk = unit_of(key), _only_per_wijk(key)
    one = _indicator({**said, "unit": unit.value, "sources": [key]})
    levels = tuple(level for level in one.levels if not (only_wijk and level is Level.BUURT))
    words = {"source": source(key).name, "who": unit.words}
    return replace(
        one,
        key=f"{one.key}_{key}",
        name=one.name.format(**words),
        question=one.question.format(**words),
        denominator=_OF[unit] if one.denominator else "",
        levels=levels,
        split=one.split if unit is CountingUnit.PERSON else Split.NONE,
        caveats=(*one.caveats, *_CAVEATS[unit], *((_WIJK,) if only_wijk else ())),
    )


_OF = {CountingUnit.PERSON: "inwoners", CountingUnit.HOUSEHOLD: "huishoudens"}
_CAVEATS = {
    CountingUnit.PERSON: (),
    CountingUnit.HOUSEHOLD: (
        "Een huishouden is hier een adres. Wie geen bekend adres heeft, telt als één huishouden.",
    ),
}
_WIJK = "Deze bron komt binnen per wijk, niet per buurt."


def unit_of(key: str) -> CountingUnit:
    """Tell what a source counts. Raises KeyError for no source."""
    counts = any(
        shape.unit is Unit.HOUSEHOLD or "aantalHuishoudens" in shape.by_name
        for shape in source(key).shapes
    )
    return CountingUnit.HOUSEHOLD if counts else CountingUnit.PERSON


def flows(key: str) -> bool:
    """Tell whether rows of a source say from when until when: only then something comes and goes.

    Raises KeyError for no source.
    """
    shape = source(key).shape(SourceForm.ROWS)
    roles = {one.role for one in shape.fields} if shape else set()
    return {DateRole.BEGIN, DateRole.END} <= roles


def _only_per_wijk(key: str) -> bool:
    return all(shape.unit is Unit.WIJK for shape in source(key).shapes)


def _listed(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(said.get(name, ()))
