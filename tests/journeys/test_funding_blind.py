# SPDX-License-Identifier: EUPL-1.2
"""Money follows need: what fits whom is the same with and without budgets, keys and shortages.

Over everybody in the demonstration region. That nothing which helps to choose can import the budget
is an import contract; this is what that is for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.budget import operations
from meedoen.budget.keys import DivisionKey, KeyLine
from meedoen.budget.planning import queries as planning
from meedoen.budget.planning.budgets import DecidedBudget, PlannedAmount, PlannedPlace, Shortage
from meedoen.budget.planning.operations import decide_budget
from meedoen.demonstration.load import load_demonstration
from meedoen.journeys.glasses import converse
from meedoen.journeys.options import options_for
from meedoen.residents.models import Resident
from meedoen.residents.queries import dossier
from meedoen.vocabulary.moment import Moment
from tests.budget.worlds import JOOST, LINDEWAARD, PUK, VENNERHOUT

pytestmark = pytest.mark.django_db
ON = Moment(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
BEFORE = Moment(datetime(2025, 11, 20, 9, 0, tzinfo=UTC))
PLACES = (
    PlannedPlace("wmo", "6.713", "Meedoen"),
    PlannedPlace("participatiewet", "6.5", "Meedoen"),
)


@dataclass(frozen=True)
class Money:
    """What a year holds: a budget, how a key divides, and what was declared, in cents."""

    town: str
    budget: int
    share: int
    integral: int
    declared: tuple[int, ...]


MONEY = st.builds(
    Money,
    town=st.sampled_from([LINDEWAARD, VENNERHOUT]),
    budget=st.integers(1, 10**9),
    share=st.integers(1, 999),
    integral=st.integers(0, 1000),
    declared=st.lists(st.integers(1, 10**8), max_size=4).map(tuple),
)


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration, loaded once for all of this."""
    with django_db_blocker.unblock(), transaction.atomic():
        for _ in load_demonstration(on=ON):
            pass
        yield
        transaction.set_rollback(True)


def what_fits_whom() -> dict[str, list[Any]]:
    """Every place in its order, with its reasons, and every outcome, of everybody."""
    found: dict[str, list[Any]] = {}
    for subject in Resident.objects.order_by("chosen_name").values_list("pk", flat=True):
        known = dossier(subject)
        assert known is not None
        talk = converse(known, on=ON)
        found[str(subject)] = [
            [
                (one.offer.id, one.reasons, one.warning)
                for one in options_for(known, on=ON, limit=500)
            ],
            talk.assessment,
            talk.next,
        ]
    return found


def spend(money: Money) -> None:
    """Decide on a budget, adopt a key, and let it be declared and divided; maybe far too much."""
    operations.open_year(municipality=money.town, year=2026, by=PUK, on=BEFORE)
    lines = tuple(PlannedAmount(place, money.budget) for place in PLACES)
    budget = DecidedBudget(2026, "2025-1", BEFORE.day, "Begroting", lines)
    decide_budget(municipality=money.town, budget=budget, by=PUK, on=BEFORE)
    shares = (money.share, 1000 - money.share)
    key = DivisionKey(
        "Alles", date(2026, 1, 1), date(2026, 12, 31),
        tuple(
            KeyLine(place.law, place.taakveld, "4.3", place.programme, share, "Grond")
            for place, share in zip(PLACES, shares, strict=True)
        ),
        integral=money.integral,
    )  # fmt: skip
    row = operations.propose_key(municipality=money.town, key=key, by=PUK, on=BEFORE)
    operations.adopt_key(key=row.pk, municipality=money.town, by=JOOST, on=BEFORE)
    day = date(2026, 3, 31)
    costs = [
        operations.DocumentCost(row, day, "07", "07A03", f"T{row}", "f" * 32, cents)
        for row, cents in enumerate(money.declared, start=1)
    ]
    told = operations.DocumentTold(
        "41000001", "1", "iwmo", day, day, sum(money.declared), "a" * 64, len(costs), 0
    )
    operations.take_in(municipality=money.town, told=told, costs=costs, by=PUK, on=ON)
    operations.divide_what_waits(municipality=money.town, year=2026, by=PUK, on=ON)


@pytest.mark.proves("S2-14", "whatever was budgeted, adopted or spent")
def test_what_fits_whom_is_the_same_whatever_was_budgeted_adopted_or_spent(region: None) -> None:
    without = what_fits_whom()
    assert len(without) >= 8
    assert all(options for options, *_ in without.values())
    shortages = set()

    @settings(max_examples=4, deadline=None)
    @given(MONEY)
    def whatever(money: Money) -> None:
        with transaction.atomic():
            spend(money)
            plan = planning.plan_of(money.town, 2026, on=ON)
            shortages.update(one.shortage for one in plan.lines)
            assert what_fits_whom() == without
            transaction.set_rollback(True)

    whatever()
    # One that is sure to run out, so that it was tried.
    with transaction.atomic():
        spend(Money(LINDEWAARD, 1, 640, 0, (10**8,)))
        plan = planning.plan_of(LINDEWAARD, 2026, on=ON)
        assert {one.shortage for one in plan.lines} == {Shortage.SPENT}
        assert what_fits_whom() == without
        transaction.set_rollback(True)
