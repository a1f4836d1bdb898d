# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the laboratory say about figures: sentences, signs and words (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from meedoen.laboratory.comparison import Direction
from meedoen.laboratory.results import Found, Result, Shown, Table
from meedoen.web.policy.classes import dutch_number

HIDDEN, TOGETHER = "verborgen", "Samen"
_STATES = {
    "niet_aan_de_orde": "niet aan de orde",
    "nee_op_deze_grond": "nee op deze grond",
    "onbekend": "onbekend",
    "vraagt_oordeel": "vraagt oordeel",
    "ja": "ja",
    "geen_bijdrage": "geen bijdrage",
    "bijdrage": "een bijdrage",
}
_PROVISION = {
    Direction.GAINS: ("Komt erbij", "+", "voor {n} gaat deze voorziening open"),
    Direction.LOSES: ("Valt weg", "−", "voor {n} gaat deze voorziening dicht"),
    Direction.OTHERWISE: ("Andere uitkomst", "~", "bij {n} verandert alleen de uitkomst"),
}
_CONTRIBUTION = {
    Direction.GAINS: ("Geen bijdrage meer", "+", "{n} betalen zeker niets meer"),
    Direction.LOSES: ("Misschien een bijdrage", "−", "voor {n} kan er een bijdrage komen"),
    Direction.OTHERWISE: ("Andere uitkomst", "~", "bij {n} verandert alleen de uitkomst"),
}


@dataclass(frozen=True)
class ShownFigure:
    """A figure in words, with the heading it stands under."""

    heading: str
    text: str
    hidden: bool


@dataclass(frozen=True)
class ShownLine:
    """A row in words: its name, the figures per age group, and together."""

    name: str
    figures: tuple[ShownFigure, ...]


@dataclass(frozen=True)
class ShownTable:
    """A table in words, with its heading, its sign, and from which outcome to which."""

    kind: str
    heading: str
    sign: str
    moves: str
    columns: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    together: ShownLine
    total: str


@dataclass(frozen=True)
class ShownFound:
    """One provision with its sentence and its tables."""

    found: Found
    sentence: str
    tables: tuple[ShownTable, ...]


def figure(value: Shown) -> str:
    """Write a count; what is hidden is a word, never nought and never empty."""
    return HIDDEN if value is None else dutch_number(value)


def headline(result: Result, size: int) -> str:
    """Say first what matters most, in one sentence."""
    everybody = f"van de {dutch_number(size)} bedachte inwoners"
    ways = [
        (table.total or 0, table.direction, found)
        for found in result.found
        for table in found.tables
        if table.direction is not Direction.OTHERWISE
    ]
    if not ways:
        return f"Voor bijna niemand {everybody} gaat er iets open of dicht."
    count, way, found = max(ways, key=lambda each: each[0])
    told = _words(found)[way][2].format(n=f"{dutch_number(count)} {everybody}")
    return f"{found.name}: {told}."


def shown(result: Result) -> list[ShownFound]:
    """Give every provision that changes, the largest change first."""
    return [
        ShownFound(found, _sentence(found), tuple(_table(found, t, result) for t in found.tables))
        for found in result.found
    ]


def _words(found: Found) -> dict[Direction, tuple[str, str, str]]:
    return _CONTRIBUTION if found.id.startswith("bijdrage.") else _PROVISION


def _sentence(found: Found) -> str:
    parts = [
        _words(found)[table.direction][2].format(n=f"{dutch_number(table.total or 0)} mensen")
        for table in found.tables
    ]
    told = "; ".join(parts)
    return f"{told[:1].upper()}{told[1:]}."


def _table(found: Found, table: Table, result: Result) -> ShownTable:
    heading, sign, _ = _words(found)[table.direction]
    columns = (*result.age_groups, TOGETHER)
    return ShownTable(
        kind=table.direction.value,
        heading=heading,
        sign=sign,
        moves=" · ".join(f"van {_STATES[a]} naar {_STATES[b]}" for a, b in table.moves),
        columns=columns,
        lines=tuple(_line(one.name, (*one.cells, one.total), columns) for one in table.lines),
        together=_line(TOGETHER, (*table.column_totals, table.total), columns),
        total=figure(table.total),
    )


def _line(name: str, figures: Sequence[Shown], columns: Sequence[str]) -> ShownLine:
    pairs = zip(columns, figures, strict=True)
    return ShownLine(name, tuple(ShownFigure(c, figure(f), f is None) for c, f in pairs))
