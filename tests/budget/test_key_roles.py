# SPDX-License-Identifier: EUPL-1.2
"""The database lets controllers propose and adopt keys of their own municipality, as themselves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.budget import operations
from meedoen.budget.models import (
    AllocationKey,
    AllocationLine,
    BudgetDecision,
    BudgetLine,
    ProductBalance,
    SeenBalance,
)
from meedoen.budget.planning import queries as planning
from meedoen.budget.planning.budgets import DecidedBudget, PlannedAmount, PlannedPlace
from meedoen.budget.planning.operations import decide_budget
from meedoen.history.operations import sign
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from tests.budget.worlds import (
    BEFORE,
    LINDEWAARD,
    NOW,
    PUK,
    VENNERHOUT,
    a_cost,
    a_key,
    a_town,
    adopted,
    taken_in,
)
from tests.privacy.worlds import make_team, make_viewer

pytestmark = pytest.mark.django_db
NEXT = {"first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
BUDGETS = (BudgetDecision, BudgetLine, SeenBalance, ProductBalance)


@contextmanager
def at_work(
    role: Role = Role.CONTROLLER,
    code: str = LINDEWAARD,
    purpose: Purpose = Purpose.ACCOUNTING,
) -> Iterator[Viewer]:
    """Do what follows as a page does, for somebody with this function in that municipality."""
    team = make_team(code, f"Geld {Team.objects.count()} {code}", kind="municipality")
    viewer = make_viewer(team, role, NOW)
    with acting(viewer, purpose=purpose, on=NOW):
        yield viewer


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


def refused(what: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        what()


def proposed_by(viewer: Viewer, **other: Any) -> AllocationKey:
    return operations.propose_key(
        municipality=LINDEWAARD, key=a_key(**{**NEXT, **other}), by=viewer, on=NOW
    )


def test_one_proposes_another_adopts_with_the_rights_of_a_page() -> None:
    with at_work() as petra:
        row = proposed_by(petra)
        assert operations.drop_key(key=row.pk, municipality=LINDEWAARD, by=petra, on=NOW)
        assert operations.take_key_up_again(key=row.pk, municipality=LINDEWAARD, by=petra, on=NOW)
    with at_work() as simon:
        held = operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=simon, on=NOW)
    assert held.adopter_id == simon.account_id != petra.account_id


def test_who_proposes_writes_her_own_name_and_this_moment_and_adopts_nothing() -> None:
    with at_work() as petra:
        pass
    with at_work() as simon:
        sign(by=simon, on=NOW)
        own: dict[str, Any] = {
            "municipality_id": LINDEWAARD, "name": "Dag", **NEXT, "proposed_by": "Simon",
            "proposer_id": simon.account_id, "proposed_at": NOW.at,
        }  # fmt: skip
        later = {"adopted_by": "x", "adopted_on": NOW.day, "adopted_at": NOW.at}
        for other in (
            {"proposer_id": petra.account_id},
            {"proposer_id": None},
            {"proposed_at": BEFORE.at},
            {"municipality_id": VENNERHOUT},
            later,
            {**later, "adopter_id": petra.account_id},
        ):
            refused(lambda other=other: AllocationKey.objects.create(**{**own, **other}))  # type: ignore[misc]
        AllocationKey.objects.create(**own)


def test_who_adopts_does_so_now_as_herself_and_never_what_she_proposed() -> None:
    with at_work() as petra:
        row = proposed_by(petra)
        mine = AllocationKey.objects.filter(pk=row.pk)
        now = {"adopted_by": "Iemand", "adopted_on": NOW.day, "adopted_at": NOW.at}
        refused(lambda: mine.update(**now, adopter_id=petra.account_id))
        refused(lambda: mine.update(**now))
    with at_work() as simon:
        sign(by=simon, on=NOW)
        earlier = NOW.at - timedelta(days=2)
        refused(lambda: mine.update(**now, adopter_id=petra.account_id))
        refused(lambda: mine.update(**{**now, "adopted_at": earlier}, adopter_id=simon.account_id))
        refused(
            lambda: mine.update(**{**now, "adopted_on": BEFORE.day}, adopter_id=simon.account_id)
        )
        refused(lambda: mine.update(name="Anders"))
        assert mine.update(**now, adopter_id=simon.account_id) == 1


def test_no_line_is_added_to_a_key_of_another_or_of_before() -> None:
    before = adopted()
    with at_work() as petra:
        row = proposed_by(petra)
    with at_work() as simon:
        sign(by=simon, on=NOW)
        for key in (before, row):
            refused(
                lambda key=key: AllocationLine.objects.create(  # type: ignore[misc]
                    key=key, place=9, law="wmo", taakveld="6.1", category="4.3", share=1, ground="g"
                )
            )


@pytest.mark.parametrize(
    ("role", "code", "purpose"),
    [
        (Role.CONTROLLER, VENNERHOUT, Purpose.ACCOUNTING),
        (Role.CONTROLLER, LINDEWAARD, Purpose.POLICY),
        (Role.POLICY_ADVISER, LINDEWAARD, Purpose.POLICY),
        (Role.NEIGHBOURHOOD_WORKER, LINDEWAARD, Purpose.INTAKE),
    ],
)
def test_nobody_else_sees_a_budget_or_writes_a_key(role: Role, code: str, purpose: Purpose) -> None:
    a_town(VENNERHOUT)
    adopted()
    place = PlannedPlace("wmo", "6.713", "Meedoen")
    budget = DecidedBudget(2026, "1", BEFORE.day, "Begroting", (PlannedAmount(place, 5),))
    decide_budget(municipality=LINDEWAARD, budget=budget, by=PUK, on=BEFORE)
    taken_in([a_cost()])
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    assert all(model.objects.exists() for model in BUDGETS)
    with at_work():
        assert all(model.objects.exists() for model in BUDGETS)
        assert planning.plan_of(LINDEWAARD, 2026, on=NOW).together.budget == 5
    with at_work(role, code, purpose) as viewer:
        assert not any(model.objects.exists() for model in BUDGETS)
        refused(lambda: proposed_by(viewer))


@pytest.mark.parametrize("model", BUDGETS)
def test_pages_write_no_budget_and_no_sum(model: Any) -> None:
    adopted()
    taken_in([a_cost()])
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    with at_work() as petra:
        sign(by=petra, on=NOW)
        refused(lambda: model.objects.update(id=1))
        refused(lambda: model.objects.bulk_create([model()]))
        rows = model.objects.all()
        refused(lambda: rows._raw_delete(rows.db))
