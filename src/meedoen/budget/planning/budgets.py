# SPDX-License-Identifier: EUPL-1.2
"""The budget that a council adopted and changed, beside what was booked and expected (pure).

A year's budget is a row of decisions: the first adopts it, each later one adds to it or takes from
it. None is edited. Who decides comes before what is spent: a council adopts in the year before
(Gemeentewet, artikel 191, lid 1) and changes it at the latest on the last day of the year itself
(artikel 192, lid 1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meedoen.budget.laws import LawForbids, law_may_land
from meedoen.budget.planning.forecasting import Band, NoForecast, SeenCost, forecast
from meedoen.budget.taakvelden import NoTaakveld, taakveld_in


class UnusableBudget(ValueError):
    """A decision on a budget cannot be kept; the message has a line per fault."""


@dataclass(frozen=True, order=True)
class PlannedPlace:
    """For what money is set apart: a programme, a law and a taakveld of that year.

    What is said of more together leaves open in what they differ.
    """

    law: str = ""
    taakveld: str = ""
    programme: str = ""


Inside = Callable[[PlannedPlace], bool]


@dataclass(frozen=True)
class PlannedAmount:
    """How many cents a decision sets apart for a place; below nought takes away."""

    place: PlannedPlace
    cents: int


@dataclass(frozen=True)
class DecidedBudget:
    """What a council decided on the budget of a year; `number` is that of its decision."""

    year: int
    number: str
    decided_on: date
    ground: str
    lines: tuple[PlannedAmount, ...]


def must_be_decided(budget: DecidedBudget, earlier: Sequence[DecidedBudget]) -> None:
    """See that a decision can be kept after earlier ones; the first of all adopts the budget.

    Raises UnusableBudget.
    """
    faults = list(_faults(budget, earlier))
    if faults:
        raise UnusableBudget("\n".join(f"{budget.number}: {fault}" for fault in faults))


def _faults(budget: DecidedBudget, earlier: Sequence[DecidedBudget]) -> Iterator[str]:
    first = not earlier
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
    if not first and budget.decided_on < earlier[0].decided_on:
        yield f"een wijziging komt na de begroting, die van {earlier[0].decided_on} is."
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
    there = _together(earlier)
    for one in budget.lines:
        if not one.cents:
            yield f"{one.place.law} {one.place.taakveld}: het bedrag is nul."
        elif there[one.place] + one.cents < 0:
            left = there[one.place] + one.cents
            yield f"{one.place.law} {one.place.taakveld}: er blijft {left} cent over."


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

    place: PlannedPlace
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


@dataclass(frozen=True)
class PlannedLaw:
    """The lines of one law, and what they are together."""

    together: PlannedLine
    lines: tuple[PlannedLine, ...]

    @property
    def law(self) -> str:
        """Of which law they are."""
        return self.together.place.law


@dataclass(frozen=True)
class BudgetPlan:
    """The budget of a year beside what was booked and is expected: per law, and as a whole.

    `decisions` stand in the order in which they were made; `taakvelden` are the lines of each law
    and taakveld, over all programmes.
    """

    decisions: tuple[DecidedBudget, ...]
    laws: tuple[PlannedLaw, ...]
    together: PlannedLine
    taakvelden: tuple[PlannedLine, ...] = ()

    @property
    def lines(self) -> tuple[PlannedLine, ...]:
        """Every line, by law and taakveld."""
        return tuple(line for law in self.laws for line in law.lines)

    @property
    def short(self) -> tuple[PlannedLine, ...]:
        """The lines that run out, those of which that is sure first."""
        order = list(Shortage)
        return tuple(
            sorted(
                (one for one in self.lines if one.shortage),
                key=lambda one: order.index(one.shortage or Shortage.POSSIBLE),
            )
        )


def planned(
    decisions: Sequence[DecidedBudget],
    costs: Mapping[PlannedPlace, Sequence[SeenCost]],
    *,
    year: int,
    until: int,
) -> BudgetPlan:
    """Lay what was decided of a year beside what was booked and is expected of it.

    `costs` are those of the year and of years before it, `until` the last whole month
    (`forecasting`). What was booked where no budget was stands too.
    """
    adopted, changed = _together(decisions[:1]), _together(decisions[1:])
    places = {*adopted, *changed, *(one for one in costs if _booked(costs[one], year))}

    def line(place: PlannedPlace, *, of: Sequence[PlannedPlace], lies: Inside) -> PlannedLine:
        said = [one for one in of if one in adopted or one in changed]
        # What stood there before has another taakveld now, or another programme.
        seen = [cost for one, some in costs.items() if lies(one) for cost in some]
        return PlannedLine(
            place=place,
            adopted=sum(adopted[one] for one in said) if said else None,
            changed=sum(changed[one] for one in said),
            booked=_booked(seen, year),
            expected=forecast(seen, year=year, until=until),
        )

    def law_of(law: str) -> PlannedLaw:
        own = sorted(one for one in places if one.law == law)
        return PlannedLaw(
            line(PlannedPlace(law), of=own, lies=lambda one: one.law == law),
            tuple(line(one, of=[one], lies=one.__eq__) for one in own),
        )

    def taakveld_of(law: str, taakveld: str) -> PlannedLine:
        def lies(one: PlannedPlace) -> bool:
            return (one.law, one.taakveld) == (law, taakveld)

        return line(PlannedPlace(law, taakveld), of=sorted(filter(lies, places)), lies=lies)

    return BudgetPlan(
        tuple(decisions),
        tuple(law_of(law) for law in sorted({one.law for one in places})),
        line(PlannedPlace(), of=sorted(places), lies=lambda _: True),
        tuple(taakveld_of(*one) for one in sorted({(one.law, one.taakveld) for one in places})),
    )


def _booked(costs: Iterable[SeenCost], year: int) -> int:
    return sum(one.cents for one in costs if one.year == year)


def _together(decisions: Iterable[DecidedBudget]) -> Counter[PlannedPlace]:
    found: Counter[PlannedPlace] = Counter()
    for decision in decisions:
        for one in decision.lines:
            found[one.place] += one.cents
    return found
