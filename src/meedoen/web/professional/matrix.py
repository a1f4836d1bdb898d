# SPDX-License-Identifier: EUPL-1.2
"""Puts what the glasses show in the order the page reads it: a row a need, a column a law. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from meedoen.assessment.queries import Overridden
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import KnownFact
from meedoen.rules.grounds import in_words
from meedoen.rules.outcomes import Assessment, Outcome, OutcomeKind
from meedoen.rules.rulebook.catalogue import Fact, Label, MaySay

TWO_GLASSES = ("wmo", "participatiewet")
_MOST_FIRST = (
    OutcomeKind.JA, OutcomeKind.VRAAGT_OORDEEL, OutcomeKind.ONBEKEND, OutcomeKind.NEE,
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """What one law offers for one need; no outcomes means this law has nothing for it.

    `otherwise` holds, by provision, what a professional decided otherwise for this person.
    """

    glass: Label
    outcomes: Sequence[Outcome]
    otherwise: Mapping[str, Overridden]

    @property
    def best(self) -> OutcomeKind | None:
        """Give the most that this law offers for the need; None when it offers nothing."""
        kinds = {self._stands(outcome) for outcome in self.outcomes}
        return next((kind for kind in _MOST_FIRST if kind in kinds), None)

    @property
    def in_short(self) -> str:
        """Say in two or three words what this law offers at most."""
        return self.best.label.lower() if self.best else "regelt dit niet"

    def _stands(self, outcome: Outcome) -> OutcomeKind:
        """What counts for this person: what was decided otherwise, else what the rules say."""
        decided = self.otherwise.get(outcome.provision.id)
        return decided.decided if decided else outcome.kind

    @property
    def in_full(self) -> list[tuple[Outcome, Overridden | None]]:
        """Give what is known or decided otherwise, each with that decision: never folded away."""
        return [
            (outcome, self.otherwise.get(outcome.provision.id))
            for outcome in sorted(self.outcomes, key=lambda outcome: outcome.kind)
            if not self._misses_a_fact(outcome)
        ]

    @property
    def folded(self) -> list[Outcome]:
        """Give what still misses a fact, while nobody decided about it."""
        return [outcome for outcome in self.outcomes if self._misses_a_fact(outcome)]

    def _misses_a_fact(self, outcome: Outcome) -> bool:
        decided = outcome.provision.id in self.otherwise
        return outcome.kind is OutcomeKind.ONBEKEND and not decided


@dataclass(frozen=True)
class MatrixLine:
    """One need, seen through each glass."""

    need: Label
    cells: Sequence[Cell]

    @property
    def differs(self) -> bool:
        """Tell whether one law offers more for this need than the other."""
        return len({cell.best for cell in self.cells}) > 1


def by_provision(decided: Iterable[Overridden]) -> dict[str, Overridden]:
    """Give what was decided otherwise, by the id of its provision."""
    return {one.provision: one for one in decided}


def out_of_sight(seen: Assessment, decided: Iterable[Overridden]) -> list[Overridden]:
    """Give what was decided about a provision that is not about this person any more."""
    shown = {outcome.provision.id for outcome in seen.outcomes}
    return [one for one in decided if one.provision not in shown]


def two_glasses(seen: Assessment, otherwise: Mapping[str, Overridden]) -> list[MatrixLine]:
    """Give a line for each need that the Wmo or the Participatiewet says something about."""
    labels = [label for label in seen.glasses if label.code in TWO_GLASSES]
    return [
        MatrixLine(row.need, [Cell(label, row.cells[label.code], otherwise) for label in labels])
        for row in seen.rows(*(label.code for label in labels))
    ]


def grey_glasses(seen: Assessment, otherwise: Mapping[str, Overridden]) -> list[Cell]:
    """Give what every other law offers, a cell for each that has something."""
    others = [label for label in seen.glasses if label.code not in TWO_GLASSES]
    cells = [
        Cell(label, [o for o in seen.outcomes if o.provision.glass == label.code], otherwise)
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
    named = {MaySay.JUDGEMENT: fact.body or "", MaySay.REGISTER: "een register"}
    return [named.get(source) or FactSource(source.value).label for source in fact.answered_by]
