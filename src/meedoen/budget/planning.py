# SPDX-License-Identifier: EUPL-1.2
"""The budget that a council adopted and changed, beside what was booked and expected (pure).

A year's budget is a row of decisions: the first adopts it, each later one adds to it or takes from
it. None is edited. Who decides comes before what is spent: a council adopts in the year before
(Gemeentewet, artikel 191, lid 1) and changes it at the latest on the last day of the year itself
(artikel 192, lid 1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meedoen.budget.forecasting import Band, NoForecast
from meedoen.budget.laws import LawForbids, law_may_land
from meedoen.budget.taakvelden import NoTaakveld, taakveld_in


class UnusableBudget(ValueError):
    """A decision on a budget cannot be kept; the message has a line per fault."""


@dataclass(frozen=True, order=True)
class BudgetPlace:
    """For what money is set apart: a programme, a law and a taakveld of that year."""

    law: str
    taakveld: str
    programme: str


@dataclass(frozen=True)
class PlannedAmount:
    """How many cents a decision sets apart for a place; below nought takes away."""

    place: BudgetPlace
    cents: int


@dataclass(frozen=True)
class DecidedBudget:
    """What a council decided on the budget of a year; `number` is that of its decision."""

    year: int
    number: str
    decided_on: date
    ground: str
    lines: tuple[PlannedAmount, ...]


def must_be_decided(budget: DecidedBudget, *, first: bool) -> None:
    """See that a decision can be kept; `first` when it adopts the budget, and changes none.

    Raises UnusableBudget.
    """
    faults = list(_faults(budget, first=first))
    if faults:
        raise UnusableBudget("\n".join(f"{budget.number}: {fault}" for fault in faults))


def _faults(budget: DecidedBudget, *, first: bool) -> Iterator[str]:
    if not budget.number.strip() or not budget.ground.strip():
        yield "een besluit heeft een nummer en een grond."
    if first and budget.decided_on.year >= budget.year:
        yield (
            f"de begroting van {budget.year} is op {budget.decided_on} te laat: de raad stelt haar "
            "vast in het jaar ervoor (Gemeentewet, artikel 191)."
        )
    if budget.decided_on.year > budget.year:
        yield (
            f"een wijziging van {budget.year} is op {budget.decided_on} te laat: dat kan tot en "
            "met de laatste dag van dat jaar (Gemeentewet, artikel 192)."
        )
    if not budget.lines:
        yield "er staat geen regel in."
    places = Counter(one.place for one in budget.lines)
    for place, times in places.items():
        if times > 1:
            yield f"{place.law} {place.taakveld} {place.programme} staat er {times} keer."
        try:
            law_may_land(place.law, taakveld_in(place.taakveld, budget.year))
        except (NoTaakveld, LawForbids) as no:
            yield str(no)
    for one in budget.lines:
        if not one.cents or (first and one.cents < 0):
            yield f"{one.place.law} {one.place.taakveld}: het bedrag is {one.cents} cent."


class Shortage(StrEnum):
    """What is said of a line of which more is spent, or expected, than was set apart."""

    SPENT = "spent"
    EXPECTED = "expected"
    POSSIBLE = "possible"

    @property
    def words(self) -> str:
        """Say it to the controller; nobody else sees it."""
        return _WORDS[self]


_WORDS = {
    Shortage.SPENT: "Er is meer geboekt dan begroot.",
    Shortage.EXPECTED: "Dit wordt waarschijnlijk meer dan begroot.",
    Shortage.POSSIBLE: "Dit kan meer worden dan begroot.",
}


@dataclass(frozen=True)
class PlannedLine:
    """A place with what was set apart for it, what is booked there and what the year may end in.

    All in cents. `adopted` is None where no budget says anything of that place.
    """

    place: BudgetPlace
    adopted: int | None
    changed: int
    booked: int
    expected: Band | NoForecast

    @property
    def budget(self) -> int | None:
        """What is set apart after all changes."""
        return None if self.adopted is None else self.adopted + self.changed

    @property
    def left(self) -> int | None:
        """What is not booked yet of what is set apart; below nought when more is."""
        return None if self.budget is None else self.budget - self.booked

    @property
    def shortage(self) -> Shortage | None:
        """Whether it runs out; None also where no budget was decided."""
        return shortage_of(self.budget, self.booked, self.expected)


def shortage_of(budget: int | None, booked: int, expected: Band | NoForecast) -> Shortage | None:
    """Say whether an amount that was set apart runs out, by what is booked and expected."""
    if budget is None:
        return None
    if booked > budget:
        return Shortage.SPENT
    if isinstance(expected, Band) and expected.high > budget:
        return Shortage.EXPECTED if expected.low > budget else Shortage.POSSIBLE
    return None


def planned_lines(
    decisions: Sequence[DecidedBudget],
    booked: Mapping[BudgetPlace, int],
    expected: Mapping[BudgetPlace, Band | NoForecast],
) -> tuple[PlannedLine, ...]:
    """Lay what was decided beside what was booked and is expected, by law and taakveld.

    `decisions` stand in the order in which they were made. What was booked where no budget was
    stands too.
    """
    adopted = _together(decisions[:1])
    changed = _together(decisions[1:])
    return tuple(
        PlannedLine(
            place=place,
            adopted=adopted[place] if place in adopted or place in changed else None,
            changed=changed[place],
            booked=booked.get(place, 0),
            expected=expected.get(place, NoForecast.TOO_FEW_MONTHS),
        )
        for place in sorted({*adopted, *changed, *booked})
    )


def _together(decisions: Iterable[DecidedBudget]) -> Counter[BudgetPlace]:
    found: Counter[BudgetPlace] = Counter()
    for decision in decisions:
        for one in decision.lines:
            found[one.place] += one.cents
    return found
