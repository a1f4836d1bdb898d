# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen budget` does with what a council decided: it is kept, and lies beside the books."""

import csv
import sys
from pathlib import Path

import click

from meedoen.budget import operations
from meedoen.budget.planning import queries as planning
from meedoen.budget.planning.budget_files import read_budget
from meedoen.budget.planning.budgets import UnusableBudget
from meedoen.budget.planning.forecasting import Band
from meedoen.budget.planning.operations import decide_budget
from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.schema import at_hand
from meedoen.vocabulary.moment import Moment

FORECAST = (
    "law", "taakveld", "programme", "adopted_cents", "changed_cents", "booked_cents", "low_cents",
    "high_cents",
)  # fmt: skip


def keep_decision(municipality: str, file: Path) -> None:
    """Keep the decision in a file. Raises CouldNotBeDone with what is wrong in it."""
    try:
        budget = read_budget(file.read_text("utf-8"))
    except (UnusableBudget, UnicodeDecodeError) as no:
        raise CouldNotBeDone(f"{file.name}: {no}") from no
    with at_hand():
        there = known_municipality(municipality)
        try:
            row = decide_budget(municipality=there.code, budget=budget, by=actor(), on=Moment.now())
        except (UnusableBudget, operations.OtherContent) as no:
            raise CouldNotBeDone(f"{file.name}: {no}") from no
    if row is None:
        click.echo(f"Decision {budget.number} of {budget.year} was kept already.", err=True)
        return
    cents = sum(one.cents for one in budget.lines)
    click.echo(f"lines={len(budget.lines)} cents={cents}")


def forecast(municipality: str, year: int) -> None:
    """Write the budget of a year beside what is booked and expected, as CSV."""
    with at_hand():
        plan = planning.plan_of(known_municipality(municipality).code, year, on=Moment.now())
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(FORECAST)
    for one in (*plan.lines, *(law.together for law in plan.laws), plan.together):
        band = one.expected if isinstance(one.expected, Band) else None
        writer.writerow(
            (
                one.place.law, one.place.taakveld, one.place.programme,
                "" if one.adopted is None else one.adopted, one.changed, one.booked,
                band.low if band else "", band.high if band else "",
            )
        )  # fmt: skip
    if not isinstance(plan.together.expected, Band):
        click.echo(plan.together.expected.words, err=True)
