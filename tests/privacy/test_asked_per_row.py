# SPDX-License-Identifier: EUPL-1.2
"""The question whether a compartment is open: per row, over an index, and telling nothing more."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import DataError, connection, transaction
from django.db.models import QuerySet

from meedoen.accounts.roles import Role
from meedoen.plans.queries import running_plans, without_a_plan
from meedoen.privacy.context import acting, asked_for, tell_with_proof
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Compartment, Grant, ProcessingRecord
from meedoen.privacy.operations import Listed, log_listed
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.models import Fragment, Resident
from meedoen.residents.queries import named_like, waiting_for_a_call
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import World, make_viewer, make_world, share_with, tell

pytestmark = pytest.mark.django_db

ASKED = {"skip": 0, "most": 10}


@pytest.fixture
def world(now: Moment) -> World:
    return make_world(now)


@pytest.fixture
def colleague(world: World, now: Moment) -> Viewer:
    share_with(world.subject, world.her_team, now, {Domain.IDENTITY}, {Purpose.INTAKE})
    return make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now, "Noor")


def asks(question: str, *given: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        (answer,) = cursor.fetchone()
    return answer


def test_a_compartment_that_is_closed_and_one_that_is_not_there_get_the_same_answer(
    world: World, colleague: Viewer, now: Moment
) -> None:
    stranger = tell("GM9901", now, name="Kaars")
    closed = Compartment.objects.filter(subject=stranger).values_list("pk", flat=True)
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        for compartment in (*closed, 0, -1, 2**62):
            assert asks("SELECT privacy_opens(%s)", compartment) is False
        assert asks("SELECT privacy_opens(NULL)") is False


def enters(viewer: Viewer, purpose: Purpose, on: Moment, other: dict[str, object]) -> None:
    """Let a viewer enter with another part in what is asked, as a fault of ours would."""
    asked = asked_for(viewer, purpose, on) or {}
    tell_with_proof("SELECT privacy_enter(%s, %s)", {**asked, **other})


@pytest.mark.parametrize("part", ["now", "domains", "ceiling", "purpose", "role", "membership"])
def test_a_context_that_lacks_a_part_opens_nothing(
    part: str, world: World, colleague: Viewer, now: Moment
) -> None:
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        assert Resident.objects.exists()
        enters(colleague, Purpose.INTAKE, now, {part: None})
        assert not Resident.objects.exists()
        assert not Grant.objects.exists()


def test_without_any_context_nothing_is_open(world: World) -> None:
    mine = Compartment.objects.filter(subject=world.subject).first()
    assert mine is not None
    assert asks("SELECT privacy_opens(%s)", mine.pk) is False


def test_a_resident_whose_subject_is_no_number_gets_an_error_and_no_row(
    world: World, now: Moment
) -> None:
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        enters(her, Purpose.TAKING_PART, now, {"subject": "niemand"})
        with pytest.raises(DataError), transaction.atomic():
            Resident.objects.exists()


def plan_of(rows: QuerySet[Resident] | QuerySet[Fragment] | QuerySet[Grant]) -> str:
    with connection.cursor() as cursor:
        # A town is not built here: what a planner would choose there is asked by closing the way
        # that only a small table is read by.
        cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def test_one_dossier_is_read_over_an_index_and_only_then_asked_about(
    world: World, colleague: Viewer, now: Moment
) -> None:
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        for rows in (
            Resident.objects.filter(pk=world.subject),
            Fragment.objects.filter(resident_id=world.subject),
            Grant.objects.filter(compartment_id=1),
        ):
            plan = plan_of(rows)
            assert "Seq Scan" not in plan, plan
            assert re.search(r"Index Cond: \(\(?(subject|resident_id|compartment_id) =", plan), plan
            assert "Filter: " in plan, plan
            assert "privacy_opens" in plan, plan


def test_the_list_of_a_team_is_read_in_order_and_no_further_than_it_shows(
    world: World, colleague: Viewer, now: Moment
) -> None:
    with acting(colleague, purpose=Purpose.INTAKE, on=now), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT r.subject FROM privacy_grant g JOIN residents_resident r "
            "ON r.compartment_id = g.compartment_id WHERE g.team_id = %s AND g.purpose = 'intake' "
            "ORDER BY g.valid_from LIMIT 10",
            [world.her_team.pk],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "grant_of_team_by_time" in plan, plan
    assert "Sort" not in plan, plan


def test_no_list_shows_who_shared_nothing(world: World, colleague: Viewer, now: Moment) -> None:
    stranger = tell("GM9901", now, name="Vuur")
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        lists = (
            named_like("v", buurt_codes=(), **ASKED),
            named_like("", buurt_codes=(), **ASKED),
            without_a_plan(team_id=world.her_team.pk, purpose=Purpose.INTAKE, **ASKED),
        )
        assert [world.subject in found for found in lists] == [True, True, True]
        assert not any(stranger in found for found in lists)
        assert waiting_for_a_call(**ASKED) == []
        assert running_plans(day=now.day, **ASKED) == []


def test_nobody_notes_that_she_saw_somebody_in_a_list_who_stands_in_none_of_hers(
    world: World, colleague: Viewer, now: Moment
) -> None:
    stranger: UUID = tell("GM9901", now, name="Kaars")
    for subject in (stranger, uuid4()):
        with (
            pytest.raises(Exception, match="row-level security"),
            acting(colleague, purpose=Purpose.INTAKE, on=now),
        ):
            log_listed(
                people=[Listed(subject, 1, "GM9901", [Domain.IDENTITY])], what="zag je naam",
                purpose=Purpose.INTAKE, by=colleague, on=now,
            )  # fmt: skip
    assert not ProcessingRecord.objects.exists()
