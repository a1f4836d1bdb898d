# SPDX-License-Identifier: EUPL-1.2
"""Writes of budgets: what a council decided is kept."""

from dataclasses import replace

from django.db import transaction

from meedoen.budget.models import BudgetDecision, BudgetLine
from meedoen.budget.operations import OtherContent
from meedoen.budget.planning.budgets import DecidedBudget, must_be_decided
from meedoen.budget.planning.queries import budget_decisions
from meedoen.database.turns import one_at_a_time
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.vocabulary.moment import Moment


@transaction.atomic
def decide_budget(
    *, municipality: str, budget: DecidedBudget, by: Actor, on: Moment
) -> BudgetDecision | None:
    """Keep what a council decided on the budget of a year. None when it is kept already.

    The first decision of a year adopts its budget, each later one adds to it; none is edited.
    Raises UnusableBudget, and OtherContent for a number that was another decision.
    """
    sign(by=by, on=on)
    one_at_a_time(f"budget of {municipality}")
    earlier = budget_decisions(municipality, budget.year)
    for one in earlier:
        if one.number == budget.number:
            if set(one.lines) != set(budget.lines) or replace(one, lines=()) != replace(
                budget, lines=()
            ):
                raise OtherContent(f"Decision {budget.number} of {budget.year} was another.")
            return None
    must_be_decided(budget, earlier)
    row = BudgetDecision.objects.create(
        municipality_id=municipality,
        year=budget.year,
        number=budget.number,
        decided_on=budget.decided_on,
        ground=budget.ground,
        kept_by=by.label,
        kept_at=on.at,
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(
            decision=row, programme=one.place.programme, law=one.place.law,
            taakveld=one.place.taakveld, cents=one.cents,
        )
        for one in budget.lines
    )  # fmt: skip
    return row
