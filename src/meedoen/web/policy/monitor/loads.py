# SPDX-License-Identifier: EUPL-1.2
"""What was loaded of a source, in words: how final it is, of which day, and how good (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from meedoen.monitor.portions import how_good
from meedoen.monitor.sources.registry import KEYS, source
from meedoen.monitor.states import LoadStatus
from meedoen.vocabulary.day import day_in_words

OWN = "Meedoen zelf"


class Load(Protocol):
    """One file of a source that was loaded."""

    @property
    def source(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def as_of(self) -> date: ...
    @property
    def rows(self) -> int: ...
    @property
    def bad(self) -> int: ...
    @property
    def without_area(self) -> int: ...


@dataclass(frozen=True)
class LoadTold:
    """A load in words: the name of its source, and what is known of it."""

    named: str
    told: str


def source_name(key: str) -> str:
    """Give the name of a source; the product's own activity has one too."""
    return source(key).name if key in KEYS else OWN


def load_told(load: Load) -> LoadTold:
    """Say of a load how final it is, of which day, and how much of it could be used."""
    return LoadTold(
        source_name(load.source),
        f"{LoadStatus(load.status).label}, stand van {day_in_words(load.as_of)}; "
        + how_good(load.rows, load.bad, load.without_area),
    )


def stand(loads: Sequence[Load]) -> str:
    """Say of what day the loads of a figure are, and how final the least final is; empty if none.

    `Stand van 31 december 2025, voorlopig`.
    """
    if not loads:
        return ""
    order = list(LoadStatus)
    status = min((LoadStatus(one.status) for one in loads), key=order.index)
    return f"Stand van {day_in_words(min(one.as_of for one in loads))}, {status.label}"
