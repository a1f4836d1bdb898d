# SPDX-License-Identifier: EUPL-1.2
"""What was loaded of a source, in words: how final it is, of which day, and how good (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from meedoen.monitor.sources.registry import KEYS, source
from meedoen.monitor.states import LoadStatus
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.number import whole_in_words

OWN = "Meedoen zelf"
# Under this the size of a file says how many people are in it.
SMALL = 1000
_PARTS = (
    (0.01, "hooguit 1 %"), (0.05, "1 tot 5 %"), (0.1, "5 tot 10 %"), (0.25, "10 tot 25 %"),
    (1.0, "meer dan een kwart"),
)  # fmt: skip


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
        f"{size(load.rows)}; {part_of(load.bad, load.rows)} niet te gebruiken; "
        f"{part_of(load.without_area, load.rows)} zonder bekende buurt",
    )


def size(rows: int) -> str:
    """Say how large a file is, to whole hundreds: beside a hidden count a number would tell it."""
    if rows < SMALL:
        return f"minder dan {whole_in_words(SMALL)} regels"
    return f"ongeveer {whole_in_words(round(rows, -2))} regels"


def part_of(part: int, rows: int) -> str:
    """Say in a word how much of a file something is; of a small file nothing.

    So nobody works out a count that is hidden: who is in no known buurt is a cell of the table.
    """
    if rows < SMALL:
        return "een onbekend deel"
    share = part / rows
    return next(word for most, word in _PARTS if share <= most)


def stand(loads: Sequence[Load]) -> str:
    """Say of what day the loads of a figure are, and how final the least final is; empty if none.

    `Stand van 31 december 2025, voorlopig`.
    """
    if not loads:
        return ""
    order = list(LoadStatus)
    status = min((LoadStatus(one.status) for one in loads), key=order.index)
    return f"Stand van {day_in_words(min(one.as_of for one in loads))}, {status.label}"
