# SPDX-License-Identifier: EUPL-1.2
"""What a page says of an indicator: its name and question, whom it counts, and what it is told of.

A stand-in until the indicators are read from their files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from meedoen.monitor.sources.registry import sources
from meedoen.monitor.sources.specification import SourceForm

USE, STACKING, MOVING, TAKING_PART = "gebruik", "stapeling", "beweging", "meedoen"
HEADINGS = {
    USE: "Wie gebruikt wat",
    STACKING: "Meer dan één regeling tegelijk",
    TAKING_PART: "Meedoen en niet meedoen",
    MOVING: "Wie erbij komt en wie stopt",
}


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator as a page tells of it.

    `per` is the key figure that it is divided by, empty for none; `fewest` how many of those there
    must be. `fed` says whether any room gives it its numbers.
    """

    key: str
    name: str
    question: str
    unit: str
    group: str
    sources: tuple[str, ...]
    per: str = ""
    fewest: int = 50
    caveats: tuple[str, ...] = ()
    fed: bool = True

    @property
    def counted(self) -> str:
        """Say what one of its count is, in the plural."""
        return "huishoudens" if self.unit == "household" else "mensen"

    @property
    def per_words(self) -> str:
        """Say what it is divided by, in words."""
        return self.per.replace("_", " ")


@cache
def known_indicators() -> Mapping[str, ShownIndicator]:
    """Give every indicator by its key, in the order in which pages show them."""
    every = list(sources())
    use = [
        ShownIndicator(
            f"gebruik_{one.key}", one.name, "Hoeveel mensen gebruiken dit?", "person", USE,
            (one.key,), "inwoners",
        )
        for one in every
    ]  # fmt: skip
    rows = [one for one in every if one.shape(SourceForm.ROWS)]
    moving = [
        ShownIndicator(
            f"{way}_{one.key}", f"{word}: {one.name}", asked, "person", MOVING, (one.key,)
        )
        for one in rows
        for way, word, asked in (
            ("instroom", "Erbij", "Hoeveel mensen begonnen in dit jaar?"),
            ("uitstroom", "Gestopt", "Hoeveel mensen stopten in dit jaar?"),
        )
    ]
    stacking = [
        ShownIndicator(
            f"stapeling_{key}", f"Stapeling, {word}", "Hoeveel hebben er meer dan één regeling?",
            unit, STACKING, tuple(one.key for one in rows), per,
        )
        for key, word, unit, per in (
            ("personen", "mensen", "person", "inwoners"),
            ("huishoudens", "huishoudens", "household", "huishoudens"),
        )
    ]  # fmt: skip
    rest = [
        ShownIndicator(key, name, "", "person", TAKING_PART, (), fed=False)
        for key, name in (
            ("niet_gebruik", "Hulp die niet gevraagd is"),
            ("wederkerigheid", "Iets terugdoen"),
            ("vrije_plekken", "Vrije plekken"),
            ("onvervulde_wensen", "Wensen zonder plek"),
        )
    ]
    return {one.key: one for one in (*use, *stacking, *rest, *moving)}
