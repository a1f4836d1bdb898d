# SPDX-License-Identifier: EUPL-1.2
"""The database shows nothing without a context, and just what was shared within one (ADR 0004)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from meedoen.accounts.roles import AT_WORK, Role
from meedoen.database.roles import WEB
from meedoen.privacy.context import acting
from meedoen.privacy.models import Compartment, ProcessingRecord, SecurityEvent
from meedoen.privacy.operations import hand_out_return_words, share, stop_sharing
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, subject_for_return_words, thing_of
from meedoen.residents.models import Fragment, Resident
from meedoen.residents.queries import dossier
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_team, make_viewer, make_world, share_with, tell

pytestmark = pytest.mark.django_db

PERSONAL_ROOMS = {
    "history", "privacy", "notifications", "residents", "assessment", "bookings", "plans"
}  # fmt: skip
# Public on purpose: what was proven with invented people, and which systems there are. Of a mail
# only its number is kept there, which no page may read.
WITHOUT_PEOPLE = {
    "assessment_invariancerun", "privacy_organisationsystem", "notifications_mailing"
}  # fmt: skip


def personal_tables() -> list[str]:
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in PERSONAL_ROOMS and model._meta.db_table not in WITHOUT_PEOPLE
    )


def as_web(query: str) -> list[tuple[object, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
        cursor.execute(query)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL ROLE NONE")
    return rows


@pytest.mark.parametrize("table", personal_tables())
def test_each_table_with_personal_data_has_row_level_security(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE relname = %s", [table])
        assert cursor.fetchone() == (True,)


def test_every_model_that_lies_in_a_compartment_or_has_a_subject_is_in_a_guarded_room() -> None:
    for model in apps.get_models():
        names = {field.attname for field in model._meta.get_fields() if hasattr(field, "attname")}
        if names & {"compartment_id", "subject", "resident_id"}:
            assert model._meta.app_label in PERSONAL_ROOMS, model


@pytest.mark.parametrize("table", personal_tables())
def test_without_a_context_there_are_no_rows(table: str, now: Moment) -> None:
    make_world(now)
    assert as_web(f"SELECT * FROM {table}") == []


def test_the_web_role_owns_nothing_and_cannot_bypass_row_level_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s", [WEB])
        assert cursor.fetchone() == (False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner "
            "WHERE r.rolname = %s",
            [WEB],
        )
        assert cursor.fetchone() == (0,)


def test_a_resident_sees_all_of_her_own_dossier_and_nothing_of_anothers(now: Moment) -> None:
    mine, other = tell("GM9901", now), tell("GM9901", now, name="Kaars")
    with acting(resident_viewer(mine), purpose=Purpose.TAKING_PART, on=now):
        assert set(Compartment.objects.values_list("domain", flat=True)) == set(Domain)
        assert list(Resident.objects.values_list("chosen_name", flat=True)) == ["Vlinder"]
        assert dossier(other) is None


@pytest.mark.proves("S2-22", "only for the purpose it was shared for")
def test_a_team_sees_what_was_shared_with_it_and_only_for_that_purpose(now: Moment) -> None:
    world = make_world(now)
    worker = make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)
    with acting(worker, purpose=Purpose.INTAKE, on=now):
        assert set(Compartment.objects.values_list("domain", flat=True)) == {"identity", "wishes"}
        assert Fragment.objects.count() == 1
    provider = make_viewer(world.her_team, Role.PROVIDER_WORKER, now, "Kees")
    with acting(provider, purpose=Purpose.PLACEMENT, on=now):
        assert not Compartment.objects.exists()


@pytest.mark.proves("I12", "rows about residents")
def test_a_team_of_another_municipality_sees_nothing_even_when_a_grant_says_so(
    now: Moment,
) -> None:
    world = make_world(now)
    share_with(world.subject, world.other_team, now, {Domain.WISHES}, {Purpose.INTAKE})
    worker = make_viewer(world.other_team, Role.NEIGHBOURHOOD_WORKER, now)
    with acting(worker, purpose=Purpose.INTAKE, on=now):
        assert not Fragment.objects.exists()


@pytest.mark.proves("S1-03")
def test_an_organisation_without_an_agreement_sees_nothing(now: Moment) -> None:
    team = make_team("GM9901", "Zonder afspraak", purposes=[])
    subject = tell("GM9901", now)
    share_with(subject, team, now, {Domain.WISHES}, {Purpose.INTAKE})
    worker = make_viewer(team, Role.NEIGHBOURHOOD_WORKER, now)
    with acting(worker, purpose=Purpose.INTAKE, on=now):
        assert not Fragment.objects.exists()


def test_what_is_stopped_is_gone_at_once_and_stays_in_the_log(now: Moment) -> None:
    world = make_world(now)
    worker = make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)
    resident = resident_viewer(world.subject)
    later = now + timedelta(seconds=1)
    with acting(resident, purpose=Purpose.TAKING_PART, on=later):
        assert stop_sharing(subject=world.subject, team_id=world.her_team.pk, by=resident, on=later)
    with acting(worker, purpose=Purpose.INTAKE, on=later):
        assert not Fragment.objects.exists()
    with acting(worker, purpose=Purpose.INTAKE, on=now):
        assert Fragment.objects.exists(), "what was lawful then can still be explained"


def test_a_professional_cannot_widen_the_view_of_the_own_team(now: Moment) -> None:
    world = make_world(now)
    worker = make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        acting(worker, purpose=Purpose.INTAKE, on=now),
    ):
        share(
            subject=world.subject, domains={Domain.WISHES}, team_id=world.her_team.pk,
            purposes={Purpose.PLACEMENT}, basis="consent", by=worker, on=now,
        )  # fmt: skip


def test_the_log_can_be_added_to_and_neither_changed_nor_removed(now: Moment) -> None:
    world = make_world(now)
    resident = resident_viewer(world.subject)
    rows = ProcessingRecord.objects.all()
    for attempt in (rows.delete, lambda: rows.update(actor_label="iemand anders")):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            acting(resident, purpose=Purpose.TAKING_PART, on=now),
        ):
            attempt()


def test_thing_of_are_named_to_who_sees_a_part_and_to_nobody_else(now: Moment) -> None:
    world = make_world(now)
    worker = make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)
    with acting(worker, purpose=Purpose.INTAKE, on=now):
        assert Domain.HEALTH in thing_of(world.subject, kind="dossier").closed
        assert Domain.WISHES not in thing_of(world.subject, kind="dossier").closed
    stranger = make_viewer(world.other_team, Role.NEIGHBOURHOOD_WORKER, now)
    with acting(stranger, purpose=Purpose.INTAKE, on=now):
        assert thing_of(world.subject, kind="dossier").closed == frozenset()


def test_return_words_lead_to_one_dossier_and_cannot_be_read_back(now: Moment) -> None:
    subject = tell("GM9901", now)
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=now):
        words = hand_out_return_words(subject=subject, by=resident_viewer(subject), on=now)
    assert subject_for_return_words(f"  {words.upper()} ") == subject
    assert subject_for_return_words("appel appel appel appel appel") is None
    assert as_web("SELECT * FROM privacy_returnkey") == []


def test_a_context_leaves_nothing_behind_on_the_connection(now: Moment) -> None:
    world = make_world(now)
    with acting(resident_viewer(world.subject), purpose=Purpose.TAKING_PART, on=now):
        assert Fragment.objects.exists()
    assert as_web("SELECT * FROM residents_fragment") == []


def happened_in(code: str, now: Moment) -> None:
    """Somebody was looked at, and an account did something, in this municipality."""
    subject = tell(code, now)
    SecurityEvent.objects.create(at=now.at, event=code, municipality_codes=[code])
    ProcessingRecord.objects.create(
        name=code, subject=subject, municipality_code=code, basis="consent", domains=["wishes"],
        processing_activity=Purpose.INTAKE, actor_role=Role.NEIGHBOURHOOD_WORKER,
        actor_label="Noor", start_time=now.at, end_time=now.at,
    )  # fmt: skip


@pytest.mark.parametrize("role", sorted(AT_WORK))
def test_just_the_two_officers_read_the_logs_of_their_own_municipality_and_no_dossier(
    role: Role, now: Moment
) -> None:
    """AVG art. 39(1)(b): who supervises reads what the privacy officer reads."""
    for code in ("GM9901", "GM9902"):
        happened_in(code, now)
    who = make_viewer(make_team("GM9901", "Toezicht"), role, now)
    oversees = role in (Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER)
    for purpose in Purpose:
        with acting(who, purpose=purpose, on=now):
            seen = {
                *ProcessingRecord.objects.values_list("name", flat=True),
                *SecurityEvent.objects.values_list("event", flat=True),
            }
            logs = [ProcessingRecord.objects.count(), SecurityEvent.objects.count()]
            assert not Resident.objects.exists()
            assert not Compartment.objects.exists()
        reads = oversees and purpose is Purpose.OVERSIGHT
        assert (seen, logs) == (({"GM9901"}, [1, 1]) if reads else (set(), [0, 0])), purpose
