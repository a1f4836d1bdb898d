# SPDX-License-Identifier: EUPL-1.2
"""What an ill-willed colleague or a curious resident would try, as the web role, in plain SQL.

Each test takes a right that somebody has and tries to stretch it; the database refuses, even when
no line of Python stands in between (ADR 0004).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from meedoen.accounts.roles import Role
from meedoen.assessment.models import Look
from meedoen.history.operations import sign
from meedoen.journeys.intake import tell_together
from meedoen.privacy.context import acting, announce_opening
from meedoen.privacy.decision import Decision, Reason, Viewer
from meedoen.privacy.models import Compartment, Grant, ProcessingRecord
from meedoen.privacy.operations import log_use, open_compartments, share, stop_sharing
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.kinds import FactSource, FragmentKind
from meedoen.residents.models import Fact, Fragment, Resident
from meedoen.residents.operations import open_dossier
from meedoen.vocabulary.capacity import Capacity
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import World, make_team, make_viewer, make_world, share_with, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: Moment) -> World:
    return make_world(now)


@pytest.fixture
def colleague(world: World, now: Moment) -> Viewer:
    return make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)


@contextmanager
def refused(viewer: Viewer, purpose: Purpose, on: Moment, why: str) -> Iterator[None]:
    with pytest.raises(DatabaseError, match=why), acting(viewer, purpose=purpose, on=on):
        yield


def compartment(subject: UUID, domain: Domain) -> int:
    return Compartment.objects.get(subject=subject, domain=domain).pk


def a_fact(subject: UUID, compartment_id: int, on: Moment) -> Fact:
    return Fact(
        resident_id=subject, compartment_id=compartment_id, name="leeftijd", value=40,
        source=FactSource.PROFESSIONAL, said_by="iemand", known_at=on.at,
        obtained_under="wmo", obtained_from="professional",
    )  # fmt: skip


def test_a_professional_writes_no_fact_about_a_resident_who_shared_nothing(
    world: World, colleague: Viewer, now: Moment
) -> None:
    stranger = tell("GM9901", now, name="Kaars")
    closed = compartment(stranger, Domain.WISHES)
    with refused(colleague, Purpose.INTAKE, now, "row-level security"):
        a_fact(stranger, closed, now).save()


def test_a_fact_about_one_resident_never_lies_in_the_compartment_of_another(
    world: World, colleague: Viewer, now: Moment
) -> None:
    stranger = tell("GM9901", now, name="Kaars")
    opened = compartment(world.subject, Domain.WISHES)
    with refused(colleague, Purpose.INTAKE, now, "of_its_owner"):
        a_fact(stranger, opened, now).save()


def test_a_curious_resident_cannot_take_the_one_running_plan_of_another(
    world: World, colleague: Viewer, now: Moment
) -> None:
    """A plan about A in B's compartment would keep A from ever having one."""
    other = tell("GM9901", now, name="Kaars")
    own = compartment(other, Domain.PLAN)
    with (
        refused(resident_viewer(other), Purpose.TAKING_PART, now, "of_its_owner"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO plans_plan (resident_id, compartment_id, regisseur_id, team_id, opened_at,"
            " quiet) VALUES (%s, %s, %s, %s, %s, false)",
            [world.subject, own, colleague.account_id, colleague.team_id, now.at],
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE residents_fragment SET compartment_id = compartment_id",
        "UPDATE residents_fragment SET words = 'iets anders'",
        "UPDATE residents_fragment SET resident_id = resident_id",
        "UPDATE residents_resident SET municipality_id = municipality_id",
        "DELETE FROM residents_fragment",
        "DELETE FROM residents_resident",
        "DELETE FROM privacy_grant",
        "UPDATE privacy_grant SET team_id = team_id",
        "UPDATE privacy_grant SET purpose = 'placement'",
        "UPDATE privacy_grant SET valid_to = NULL",
        "UPDATE privacy_compartment SET sensitivity = 0",
        "UPDATE privacy_returnkey SET subject = subject",
        "UPDATE plans_checkin SET words = ''",
        "UPDATE assessment_look SET outcomes = '{}'",
    ],
)
def test_who_may_read_and_add_still_rewrites_and_removes_nothing(
    change: str, colleague: Viewer, now: Moment
) -> None:
    with (
        refused(colleague, Purpose.INTAKE, now, "permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_what_a_resident_withdrew_cannot_be_opened_again(
    world: World, colleague: Viewer, now: Moment
) -> None:
    """She stopped guidance and left intake open: the compartment is still in sight."""
    her, later = resident_viewer(world.subject), now + timedelta(hours=1)
    with acting(her, purpose=Purpose.TAKING_PART, on=later):
        stop_sharing(
            subject=world.subject, team_id=world.her_team.pk, purpose=Purpose.GUIDANCE,
            by=her, on=later,
        )  # fmt: skip
    with acting(colleague, purpose=Purpose.INTAKE, on=later):
        ended = Grant.objects.filter(purpose=Purpose.GUIDANCE)
        assert ended.exists()
        assert ended.update(withdrawn_at=None) == 0
    with refused(colleague, Purpose.INTAKE, later, "row-level security"):
        Grant.objects.filter(purpose=Purpose.INTAKE).update(withdrawn_at=None)


def test_nobody_takes_her_own_dossier_from_a_resident(
    world: World, colleague: Viewer, now: Moment
) -> None:
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        assert Grant.objects.filter(subject=world.subject).update(withdrawn_at=now.at) == 0
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        assert Grant.objects.filter(subject=world.subject).update(withdrawn_at=now.at) == 0
        assert Fragment.objects.exists()


def test_a_professional_ends_what_the_own_team_sees_and_not_what_another_team_sees(
    world: World, colleague: Viewer, now: Moment
) -> None:
    wmo_desk = make_team("GM9901", "Wmo-loket")
    share_with(world.subject, wmo_desk, now, {Domain.WISHES}, {Purpose.INTAKE})
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        asked = {"subject": world.subject, "by": colleague, "on": now}
        assert stop_sharing(team_id=wmo_desk.pk, **asked) == 0
        assert stop_sharing(team_id=world.her_team.pk, **asked) == 4


def test_opening_one_dossier_does_not_open_another_for_the_own_team(
    world: World, colleague: Viewer, now: Moment
) -> None:
    with refused(colleague, Purpose.INTAKE, now, "row-level security"):
        open_dossier(municipality_code="GM9901", by=colleague, on=now)
        share(
            subject=world.subject, domains={Domain.WISHES}, team_id=world.her_team.pk,
            purposes={Purpose.PLACEMENT}, basis="consent", by=colleague, on=now,
        )  # fmt: skip


def test_announcing_an_existing_dossier_as_new_opens_nothing(
    world: World, colleague: Viewer, now: Moment
) -> None:
    # An older transaction's dossier; in a test all is one transaction, so its date is set back.
    Compartment.objects.update(opened_at=now.at - timedelta(days=1))
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        before = Compartment.objects.count()
        announce_opening(world.subject)
        assert Compartment.objects.count() == before


def test_without_an_agreement_no_story_is_typed_along(now: Moment) -> None:
    team = make_team("GM9901", "Zonder afspraak", purposes=[])
    worker = make_viewer(team, Role.NEIGHBOURHOOD_WORKER, now)
    with refused(worker, Purpose.INTAKE, now, "row-level security"):
        tell_together(
            municipality_code="GM9901", buurt_code="", chosen_name="Ans",
            said={FragmentKind.WISH: "Koken"}, capacity=Capacity(), by=worker, on=now,
        )  # fmt: skip


def test_a_professional_opens_no_dossier_where_the_organisation_does_not_work(
    world: World, colleague: Viewer, now: Moment
) -> None:
    with refused(colleague, Purpose.INTAKE, now, "row-level security"):
        open_dossier(municipality_code="GM9902", by=colleague, on=now)


def test_a_second_dossier_under_the_subject_of_somebody_else_is_refused(
    world: World, now: Moment
) -> None:
    Compartment.objects.update(opened_at=now.at - timedelta(days=1))
    curious = resident_viewer(tell("GM9901", now, name="Kaars"))
    with refused(curious, Purpose.TAKING_PART, now, "row-level security"):
        open_compartments(subject=world.subject, municipality_code="GM9901", by=curious, on=now)


def _keep_a_look(world: World, domains: set[Domain], now: Moment) -> None:
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        sign(by=her, on=now)
        Look.objects.create(
            resident_id=world.subject, compartment_id=compartment(world.subject, Domain.ASSESSMENT),
            at=now.at, rules_of=now.day, looked_by="Noor", outcomes={"wlz": "ja"},
            receipt={"facts": {"beperking_of_chronisch_psych": True}}, domains=sorted(domains),
            rests_on=[f"{domain} own_story" for domain in sorted(domains)],
        )  # fmt: skip


@pytest.mark.parametrize("rests_on", [{Domain.HEALTH}, {Domain.MONEY, Domain.WISHES}])
def test_a_kept_look_tells_no_answer_of_a_domain_that_is_closed(
    rests_on: set[Domain], world: World, colleague: Viewer, now: Moment
) -> None:
    """The receipt holds the answers themselves, in a less sensitive compartment."""
    share_with(world.subject, world.her_team, now, {Domain.ASSESSMENT}, {Purpose.INTAKE})
    _keep_a_look(world, rests_on, now)
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        assert not Look.objects.exists()
    share_with(world.subject, world.her_team, now, rests_on, {Purpose.INTAKE})
    with acting(colleague, purpose=Purpose.INTAKE, on=now):
        assert Look.objects.exists()


def test_who_works_without_health_reads_no_look_that_rests_on_it(world: World, now: Moment) -> None:
    """Work consultants of the very team: the resident shared all, their role does not reach it."""
    share_with(world.subject, world.her_team, now, set(Domain), {Purpose.INTAKE})
    _keep_a_look(world, {Domain.HEALTH}, now)
    consultant = make_viewer(world.her_team, Role.WORK_CONSULTANT, now, "Ruben")
    with acting(consultant, purpose=Purpose.INTAKE, on=now):
        assert Compartment.objects.filter(domain=Domain.ASSESSMENT).exists()
        assert not Look.objects.exists()


def test_nobody_writes_a_line_in_the_log_of_a_resident_whom_she_may_not_see(
    colleague: Viewer, now: Moment
) -> None:
    """What she writes where she may, stands under her own name: see `test_injection.py`."""
    stranger = tell("GM9901", now)
    with refused(colleague, Purpose.INTAKE, now, "row-level security"):
        log_use(
            subject=stranger, municipality_code="GM9901", what="Las je verhaal",
            purpose=Purpose.INTAKE, decision=Decision(True, Reason.ALLOWED), by=colleague, on=now,
        )  # fmt: skip
    assert not ProcessingRecord.objects.exists()


@pytest.mark.parametrize(
    "table",
    [
        "privacy_returnkey (digest text, subject uuid)",
        "plans_plan (regisseur_id bigint, ended_at timestamptz)",
    ],
)
def test_nobody_lays_a_temporary_table_over_one_of_ours(
    table: str, colleague: Viewer, now: Moment
) -> None:
    """A function that ran with the owner's rights might read it instead; see the next test too."""
    with (
        refused(colleague, Purpose.INTAKE, now, "permission denied to create temporary tables"),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP")


def test_every_function_with_the_owners_rights_puts_temporary_tables_last() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname, array_to_string(p.proconfig, ' ') FROM pg_proc p "
            "JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = 'public' AND p.prosecdef"
        )
        found = dict(cursor.fetchall())
    assert {"privacy_opens", "bookings_expected_guests"} <= set(found)
    for name, settings in found.items():
        assert settings == "search_path=public, pg_temp", name


def test_a_block_within_a_block_hands_back_to_the_outer_viewer(
    world: World, colleague: Viewer, now: Moment
) -> None:
    other = tell("GM9901", now, name="Kaars")
    with acting(resident_viewer(other), purpose=Purpose.TAKING_PART, on=now):
        with acting(colleague, purpose=Purpose.INTAKE, on=now):
            assert [r.chosen_name for r in Resident.objects.all()] == ["Vlinder"]
        assert [r.chosen_name for r in Resident.objects.all()] == ["Kaars"]
        with (
            pytest.raises(ZeroDivisionError),
            acting(colleague, purpose=Purpose.INTAKE, on=now),
        ):
            raise ZeroDivisionError
        assert [r.chosen_name for r in Resident.objects.all()] == ["Kaars"]
