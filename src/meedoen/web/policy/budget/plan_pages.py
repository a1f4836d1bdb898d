# SPDX-License-Identifier: EUPL-1.2
"""Says what a budget set apart beside what is booked and expected: never a single figure (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from meedoen.budget.planning.budgets import BudgetPlan, DecidedBudget, PlannedLine
from meedoen.budget.planning.forecasting import Band, NoForecast
from meedoen.vocabulary.day import day_in_words
from meedoen.web.policy.budget.amounts import amount, euros
from meedoen.web.policy.budget.landed import law_named, law_order, taakveld_named

_MILLION = 1_000_000_00
# From how many cents on a band is said in steps of how many.
_STEPS = ((_MILLION, 1_000_000), (10_000_000, 100_000), (0, 10_000))
_WIDE, _AROUND = 300, 1.06


def rounded(band: Band) -> Band:
    """Give a band in whole steps, wider rather than narrower, and never as one figure."""
    step = next(step for least, step in _STEPS if band.high >= least)
    low, high = band.low // step * step, -(-band.high // step) * step
    return Band(low, high if high > low else low + step)


def between(band: Band) -> str:
    """Say a band in a sentence: tussen € 428.000 en € 436.000, or 8,10 en 8,42 miljoen."""
    said = rounded(band)
    if said.high >= _MILLION:
        return f"tussen {_millions(said.low)} en {_millions(said.high)} miljoen euro"
    return f"tussen {_whole(said.low)} en {_whole(said.high)}"


def from_to(expected: Band | NoForecast) -> str:
    """Say a band in a table; a dash where nothing can be said."""
    if not isinstance(expected, Band):
        return "–"
    said = rounded(expected)
    if said.high >= _MILLION:
        return f"{_millions(said.low)} tot {_millions(said.high)} mln"
    return f"{_whole(said.low)[2:]} tot {_whole(said.high)[2:]}"


def _millions(cents: int) -> str:
    return f"{cents / _MILLION:.2f}".replace(".", ",")


def _whole(cents: int) -> str:
    return euros(cents).removesuffix(",00")


@dataclass(frozen=True)
class RangePicture:
    """What is booked, between what the year may end, and the mark of the budget, on one line."""

    booked: int
    low: int
    wide: int
    budget: int | None
    width: int = _WIDE


@dataclass(frozen=True)
class ShownPlanLine:
    """A line of the budget as people read it, in euros."""

    named: str
    programme: str
    adopted: str
    budget: str
    booked: str
    expected: str
    left: str
    shortage: str


@dataclass(frozen=True)
class BesidePanel:
    """How a year will end beside its budget, for the controller: a sentence, and a picture.

    `at` has the same of each law and taakveld, of a law as a whole and of all, by their keys.
    """

    year: int
    expected: str
    why_not: str
    fits: str
    short: bool
    booked: str
    budget: str
    picture: RangePicture | None
    at: Mapping[tuple[str, str], ShownPlanLine]


def beside_panel(plan: BudgetPlan, year: int) -> BesidePanel:
    """Say how a whole year will end beside its budget."""
    line = plan.together
    found = (*plan.taakvelden, *(law.together for law in plan.laws), line)
    band = line.expected if isinstance(line.expected, Band) else None
    return BesidePanel(
        year=year,
        expected=between(band) if band else "",
        why_not="" if isinstance(line.expected, Band) else line.expected.words,
        fits=_fits(line),
        short=line.shortage is not None,
        booked=euros(line.booked),
        budget="" if line.budget is None else euros(line.budget),
        picture=_picture(line, rounded(band)) if band else None,
        at={(one.place.law, one.place.taakveld): _shown(one, year) for one in found},
    )


def _fits(line: PlannedLine) -> str:
    if line.budget is None:
        return "Er is voor dit jaar geen begroting ingelezen."
    if line.shortage:
        return line.shortage.words
    return "Dat past." if isinstance(line.expected, Band) else ""


def _picture(line: PlannedLine, band: Band) -> RangePicture:
    most = max(band.high, line.budget or 0, line.booked, 1) * _AROUND
    booked, low, high, mark = (
        round(max(0, cents) * _WIDE / most)
        for cents in (line.booked, band.low, band.high, line.budget or 0)
    )
    return RangePicture(booked, low, max(4, high - low), None if line.budget is None else mark)


@dataclass(frozen=True)
class ShownPlanLaw:
    """The lines of a law, after what they are together."""

    together: ShownPlanLine
    lines: Sequence[ShownPlanLine]


@dataclass(frozen=True)
class ShownDecision:
    """A decision of the council: what it is called, its day, and how much it sets apart."""

    number: str
    day: str
    ground: str
    cents: str
    adopts: bool


@dataclass(frozen=True)
class PlanPage:
    """Everything that the page of a budget shows."""

    beside: BesidePanel
    laws: Sequence[ShownPlanLaw]
    together: ShownPlanLine
    decisions: Sequence[ShownDecision]
    short: Sequence[ShownPlanLine]


def plan_page(plan: BudgetPlan, year: int) -> PlanPage:
    """Put the page of a budget together."""

    def shown(line: PlannedLine) -> ShownPlanLine:
        return _shown(line, year)

    return PlanPage(
        beside=beside_panel(plan, year),
        laws=[
            ShownPlanLaw(shown(law.together), list(map(shown, law.lines)))
            for law in sorted(plan.laws, key=lambda law: law_order(law.together.place.law))
        ],
        together=shown(plan.together),
        decisions=list(map(_decision, plan.decisions, range(len(plan.decisions)))),
        short=list(map(shown, plan.short)),
    )


def _shown(line: PlannedLine, year: int) -> ShownPlanLine:
    place = line.place
    return ShownPlanLine(
        named=taakveld_named(place.taakveld, year) if place.taakveld else law_named(place.law),
        programme=place.programme,
        adopted=_amount(line.adopted),
        budget=_amount(line.budget),
        booked=amount(line.booked),
        expected=from_to(line.expected),
        left=_amount(line.left),
        shortage=line.shortage.words if line.shortage else "",
    )


def _decision(decision: DecidedBudget, place: int) -> ShownDecision:
    cents = sum(one.cents for one in decision.lines)
    return ShownDecision(
        decision.number,
        day_in_words(decision.decided_on),
        decision.ground,
        euros(cents) if not place else _signed(cents),
        adopts=not place,
    )


def _amount(cents: int | None) -> str:
    return "–" if cents is None else amount(cents)


def _signed(cents: int) -> str:
    if not cents:
        return "evenveel als eerst"
    return f"{euros(abs(cents))} {'meer' if cents > 0 else 'minder'}"
