# SPDX-License-Identifier: EUPL-1.2
"""Reads of budgets: what was decided, is booked and expected, and what a key would do."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from meedoen.budget.keys import Pot
from meedoen.budget.models import AllocationKey, BudgetDecision, ProductBalance, SeenBalance
from meedoen.budget.planning.budgets import (
    BudgetPlan,
    DecidedBudget,
    PlannedAmount,
    PlannedPlace,
    planned,
)
from meedoen.budget.planning.forecasting import SeenCost, last_whole_month, month_number
from meedoen.budget.planning.trying import MonthCost, TriedKey, tried
from meedoen.budget.queries import adopted_keys, as_key
from meedoen.vocabulary.moment import Moment

YEARS_COMPARED = 3
"""With so many years before its own a year is compared."""


def budget_decisions(municipality: str, year: int) -> list[DecidedBudget]:
    """Give what was decided on the budget of a year, in the order in which it was kept."""
    rows = BudgetDecision.objects.filter(municipality_id=municipality, year=year)
    return [
        DecidedBudget(
            year, row.number, row.decided_on, row.ground,
            tuple(
                PlannedAmount(PlannedPlace(one.law, one.taakveld, one.programme), one.cents)
                for one in row.lines.all()
            ),
        )
        for row in rows.prefetch_related("lines").order_by("pk")
    ]  # fmt: skip


@dataclass(frozen=True)
class KeyedShare:
    """What all keys of a year say of the one budget, in thousandths; whether all are adopted."""

    year: int
    integral: int
    adopted: bool


def keyed_shares(municipality: str, *, after: int) -> list[KeyedShare]:
    """Give the share of the one budget of later years, of which all keys say the same.

    Proposals count beside what was adopted; of a year whose keys differ nothing can be said.
    """
    rows = AllocationKey.objects.filter(
        municipality_id=municipality, first_day__year__gt=after, dropped_at__isnull=True
    )
    of_each = rows.values("first_day__year").annotate(
        least=Min("integral"), most=Max("integral"), waiting=Count("pk", Q(adopted_at=None))
    )
    return [
        KeyedShare(one["first_day__year"], one["least"], not one["waiting"])
        for one in of_each.order_by("first_day__year")
        if one["least"] == one["most"]
    ]


def plan_of(municipality: str, year: int, *, on: Moment) -> BudgetPlan:
    """Give the budget of a year beside what is booked and expected, by balances alone.

    Three statements, however much is booked.
    """
    costs: dict[PlannedPlace, list[SeenCost]] = {}
    rows = SeenBalance.objects.filter(
        municipality_id=municipality, year__gt=year - YEARS_COMPARED - 1, year__lte=year
    )
    for row in rows.exclude(cents=0):
        costs.setdefault(PlannedPlace(row.law, row.taakveld, row.programme), []).append(
            SeenCost(
                month_number(row.year, row.month),
                month_number(row.seen.year, row.seen.month),
                row.cents,
            )
        )
    decisions = budget_decisions(municipality, year)
    return planned(decisions, costs, year=year, until=last_whole_month(on.day))


def month_costs(municipality: str, year: int) -> list[MonthCost]:
    """Give the costs of a year per month, product and provider, by balances alone."""
    rows = ProductBalance.objects.filter(municipality_id=municipality, year=year).exclude(cents=0)
    return [
        MonthCost(
            row.month, row.product, row.partner, row.law, row.taakveld, Pot(row.pot), row.cents
        )
        for row in rows
    ]


def products_booked(municipality: str, year: int) -> list[str]:
    """Give the product categories of which something was booked in a year, in order."""
    rows = ProductBalance.objects.filter(municipality_id=municipality, year=year).exclude(cents=0)
    return list(rows.order_by("product").values_list("product", flat=True).distinct())


def try_key(row: AllocationKey, *, integral: int | None = None) -> TriedKey:
    """Try a key on what was booked in the year before its own, beside the keys that hold with it.

    `integral` is tried in the place of its own thousandths.
    """
    key = as_key(row)
    others = [one.key for one in adopted_keys(row.municipality_id, key.year) if one.pk != row.pk]
    return tried(key, month_costs(row.municipality_id, key.year - 1), others, integral=integral)
