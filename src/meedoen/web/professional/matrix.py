# SPDX-License-Identifier: EUPL-1.2
"""Puts what the glasses show in the order the page reads it: a row a need, a column a law. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from meedoen.assessment.outcomes import Assessment, Outcome
from meedoen.assessment.rulebook import UNKNOWN, Fact, FactType, Label, Source
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import KnownFact

TWO_GLASSES = ("wmo", "participatiewet")


@dataclass(frozen=True)
class Cell:
    """What one law offers for one need; no outcomes means this law has nothing for it."""

    glass: Label
    outcomes: Sequence[Outcome]


@dataclass(frozen=True)
class Line:
    """One need, seen through each glass."""

    need: Label
    cells: Sequence[Cell]


def two_glasses(seen: Assessment) -> list[Line]:
    """Give a line for each need that the Wmo or the Participatiewet says something about."""
    labels = [label for label in seen.glasses if label.code in TWO_GLASSES]
    return [
        Line(row.need, [Cell(label, row.cells[label.code]) for label in labels])
        for row in seen.rows(*(label.code for label in labels))
    ]


def grey_glasses(seen: Assessment) -> list[Cell]:
    """Give what every other law offers, a cell for each that has something."""
    others = [label for label in seen.glasses if label.code not in TWO_GLASSES]
    cells = [
        Cell(label, [o for o in seen.outcomes if o.provision.glass == label.code])
        for label in others
    ]
    return [cell for cell in cells if cell.outcomes]


@dataclass(frozen=True)
class Said:
    """One answer with where it came from."""

    value: str
    source: str
    by: str
    at: datetime
    motivation: str


@dataclass(frozen=True)
class Known:
    """A fact that is known, or that sources disagree about; those are never merged."""

    fact: Fact
    said: Sequence[Said]
    disagree: bool


def known_lines(
    facts: Iterable[KnownFact], rulebook: Mapping[str, Fact], disagreeing: Collection[str]
) -> list[Known]:
    """Group answers by fact, with who said it, when and from which source; unknown names go."""
    by_name: dict[str, list[Said]] = {}
    for one in facts:
        if one.name in rulebook:
            words = in_words(rulebook[one.name], one.value)
            said = Said(words, one.source_label, one.said_by, one.known_at, one.motivation)
            by_name.setdefault(one.name, []).append(said)
    return [Known(rulebook[name], said, name in disagreeing) for name, said in by_name.items()]


def who_may_say(fact: Fact) -> list[str]:
    """Name who may answer a fact; a judgement is given by its body only."""
    named = {Source.JUDGEMENT: fact.body or "", Source.REGISTER: "een register"}
    return [named.get(source) or FactSource(source.value).label for source in fact.answered_by]


def in_words(fact: Fact, value: object) -> str:
    """Say an answer in Dutch: ja, nee, an option's label, a day, a number or an amount in words."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if fact.type is FactType.ENUM:
        labels = {option.code: option.label for option in fact.options}
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(labels.get(str(code), str(code)) for code in chosen)
    if fact.type is FactType.DATE and value not in (None, "", UNKNOWN):
        return date.fromisoformat(str(value)).strftime("%d-%m-%Y")
    if fact.type is FactType.AMOUNT and isinstance(value, int):
        return f"{Decimal(value) / 100:.2f} euro".replace(".", ",")
    return str(value)
