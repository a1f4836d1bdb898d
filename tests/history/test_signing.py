# SPDX-License-Identifier: EUPL-1.2
"""Who did it, and what it was before: kept with each change, or there is no change (ADR 0015)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from meedoen.accounts.models import Account, Membership
from meedoen.accounts.roles import Role
from meedoen.history import operations as history
from meedoen.history.actor import NamedActor
from meedoen.history.models import Revision
from meedoen.history.operations import NotInATransaction, sign
from meedoen.history.past import Happening
from meedoen.history.queries import past_of, row_at
from meedoen.plans import operations as plans
from meedoen.plans.models import Step
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Compartment
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.models import Resident
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.plans.worlds import PlanWorld, make_plan_world
from tests.privacy.worlds import make_team, make_viewer, share_with, tell

pytestmark = pytest.mark.django_db
MACHINE = NamedActor("meedoen test")
HOUR = timedelta(hours=1)


@pytest.fixture
def world(now: Moment) -> PlanWorld:
    return make_plan_world(now)


@pytest.fixture
def her(world: PlanWorld) -> Viewer:
    return resident_viewer(world.subject)


@pytest.fixture
def step(world: PlanWorld, her: Viewer, now: Moment) -> int:
    """A step in her plan."""
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        plans.open_plan(
            subject=world.subject, regisseur_id=world.regisseur.pk, team_id=world.team.pk,
            by=her, on=now,
        )  # fmt: skip
        return plans.add_step(subject=world.subject, words="Bellen", by=her, on=now)


@pytest.fixture
def at_home(her: Viewer, now: Moment) -> Iterator[None]:
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        yield


def past(step: int) -> list[tuple[str, str, dict[str, object]]]:
    return [(one.by, one.kind, one.was) for one in past_of("plans_step", [step])]


def test_who_took_a_step_out_and_when_is_kept_after_it_was_put_back(
    world: PlanWorld, her: Viewer, step: int, now: Moment
) -> None:
    noor = make_viewer(world.team, Role.NEIGHBOURHOOD_WORKER, now, "Sanne")
    share_with(world.subject, world.team, now, {Domain.PLAN}, {Purpose.GUIDANCE})
    with acting(noor, purpose=Purpose.GUIDANCE, on=now + HOUR):
        plans.remove_step(subject=world.subject, step_id=step, by=noor, on=now + HOUR)
    with acting(her, purpose=Purpose.TAKING_PART, on=now + 2 * HOUR):
        plans.put_step_back(subject=world.subject, step_id=step, by=her, on=now + 2 * HOUR)
        back, out, added = past_of("plans_step", [step])
    assert (added.by, added.kind, added.at) == (her.label, "added", now.at)
    assert (out.by, out.role, out.at) == (noor.label, Role.NEIGHBOURHOOD_WORKER, (now + HOUR).at)
    assert out.was == {"removed_at": None}
    assert back.by == her.label
    assert Moment(datetime.fromisoformat(back.was["removed_at"])) == now + HOUR


@pytest.mark.proves("S2-20", "a step of a plan")
def test_how_a_step_stood_at_any_moment_can_be_shown_again(
    world: PlanWorld, her: Viewer, step: int, now: Moment
) -> None:
    ask = {"subject": world.subject, "step_id": step, "by": her}
    with acting(her, purpose=Purpose.TAKING_PART, on=now + HOUR):
        plans.mark_step(done=True, on=now + HOUR, **ask)
    with acting(her, purpose=Purpose.TAKING_PART, on=now + 2 * HOUR):
        plans.remove_step(on=now + 2 * HOUR, **ask)
        stands = Step.objects.values("words", "done_at", "removed_at").get(pk=step)
        stood = [row_at("plans_step", step, stands, on=now + n * HOUR) for n in (-1, 0, 1, 2)]
    assert stood[0] is None
    assert [(bool(row["done_at"]), bool(row["removed_at"])) for row in stood[1:] if row] == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_what_a_page_changes_without_a_name_to_it_is_refused_and_nothing_changes(
    her: Viewer, step: int, now: Moment
) -> None:
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        with pytest.raises(DatabaseError, match="without who makes it"), transaction.atomic():
            Step.objects.filter(pk=step).update(done_at=now.at)
        assert Step.objects.get(pk=step).done_at is None


def test_a_signature_holds_for_one_transaction(
    world: PlanWorld, her: Viewer, step: int, now: Moment
) -> None:
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        plans.mark_step(subject=world.subject, step_id=step, done=True, by=her, on=now)
    with (
        acting(her, purpose=Purpose.TAKING_PART, on=now),
        pytest.raises(DatabaseError, match="without who makes it"),
        transaction.atomic(),
    ):
        Step.objects.filter(pk=step).update(done_at=None)


def test_of_two_who_act_together_each_change_has_its_own_name(
    world: PlanWorld, her: Viewer, step: int, now: Moment
) -> None:
    noor = make_viewer(world.team, Role.NEIGHBOURHOOD_WORKER, now, "Sanne")
    share_with(world.subject, world.team, now, {Domain.PLAN}, {Purpose.GUIDANCE})
    mark = {"subject": world.subject, "step_id": step, "on": now}
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        plans.mark_step(done=True, by=her, **mark)
        with acting(noor, purpose=Purpose.GUIDANCE, on=now):
            plans.mark_step(done=False, by=noor, **mark)
        plans.remove_step(by=her, **mark)
        assert [by for by, *_ in past(step)] == [her.label, noor.label, her.label, her.label]


def test_within_a_context_a_change_is_of_who_acts_whatever_is_signed(
    world: PlanWorld, her: Viewer, step: int, now: Moment
) -> None:
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        plans.mark_step(subject=world.subject, step_id=step, done=True, by=MACHINE, on=now + HOUR)
        assert [(one.by, one.at) for one in past_of("plans_step", [step])] == [
            (her.label, now.at),
            (her.label, now.at),
        ]


def test_what_cannot_be_kept_does_not_happen(
    world: PlanWorld, her: Viewer, step: int, now: Moment
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE history_revision ADD CONSTRAINT no_row CHECK (false) NOT VALID")
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        with pytest.raises(IntegrityError, match="no_row"), transaction.atomic():
            plans.remove_step(subject=world.subject, step_id=step, by=her, on=now)
        assert Step.objects.get(pk=step).removed_at is None


def test_writing_what_stood_there_already_is_no_change(her: Viewer, step: int, now: Moment) -> None:
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        sign(by=her, on=now)
        Step.objects.filter(pk=step).update(done_at=None)
        assert len(past(step)) == 1


@pytest.mark.django_db(transaction=True)
def test_signing_outside_a_transaction_says_so(now: Moment) -> None:
    with pytest.raises(NotInATransaction, match=r"transaction\.atomic"):
        sign(by=MACHINE, on=now)


def test_only_who_may_see_the_plan_sees_its_past(
    world: PlanWorld, her: Viewer, step: int, now: Moment
) -> None:
    team = make_team("GM9901", "Wmo-loket")
    stranger = make_viewer(team, Role.NEIGHBOURHOOD_WORKER, now, "Ilse")
    other = resident_viewer(tell("GM9901", now, name="Kaars"))
    seen = []
    for who, purpose in (
        (her, Purpose.TAKING_PART),
        (other, Purpose.TAKING_PART),
        (stranger, Purpose.GUIDANCE),
    ):
        with acting(who, purpose=purpose, on=now):
            seen.append(len(past(step)))
    share_with(world.subject, team, now, {Domain.WISHES}, {Purpose.GUIDANCE})
    with acting(stranger, purpose=Purpose.GUIDANCE, on=now):
        seen.append(len(past(step)))
    share_with(world.subject, team, now, {Domain.PLAN}, {Purpose.GUIDANCE})
    with acting(stranger, purpose=Purpose.GUIDANCE, on=now):
        seen.append(len(past(step)))
    assert seen == [1, 0, 0, 0, 1]


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE history_revision SET by = 'iemand anders'",
        "DELETE FROM history_revision",
        "TRUNCATE history_revision",
        'INSERT INTO history_revision (at, by, role, "table", "row", kind) '
        "VALUES (now(), 'x', 'x', 'plans_step', '1', 'added')",
        "ALTER TABLE plans_step DISABLE TRIGGER keep_the_past",
        "SET session_replication_role = replica",
    ],
)
def test_the_page_role_can_neither_forge_nor_lose_the_past(
    attack: str, step: int, at_home: None
) -> None:
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)


def test_a_dossier_that_is_forgotten_leaves_no_past(
    world: PlanWorld, step: int, now: Moment
) -> None:
    hers = set(Compartment.objects.filter(subject=world.subject).values_list("pk", flat=True))
    others = tell("GM9901", now, name="Kaars")
    assert Revision.objects.filter(compartment_id__in=hers).exists()
    before = Revision.objects.count()
    Resident.objects.get(pk=world.subject).delete()
    assert not Revision.objects.filter(kind=Happening.REMOVED).exists()
    gone = history.forget(compartments=hers, by=MACHINE, on=now)
    assert gone > 0
    assert Revision.objects.count() == before - gone + 1
    left = Revision.objects.get(table="history_revision")
    assert (left.by, left.at, left.was) == (MACHINE.label, now.at, {"revisions": gone})
    assert left.compartment_id is None, "not whose they were"
    assert not Revision.objects.filter(compartment_id__in=hers).exists()
    assert Revision.objects.filter(table="residents_resident", row=str(others)).exists()


def test_no_page_can_forget(world: PlanWorld, her: Viewer, step: int, now: Moment) -> None:
    with (
        acting(her, purpose=Purpose.TAKING_PART, on=now),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        history.forget(compartments=[1], by=her, on=now)


def test_a_password_is_never_kept_a_second_time(world: PlanWorld, now: Moment) -> None:
    colleague = world.regisseur
    with transaction.atomic():
        sign(by=MACHINE, on=now)
        colleague.set_password("een heel nieuw wachtwoord")
        colleague.save()
        assert past_of("accounts_account", [colleague.pk])[0].kind == "added"
        colleague.name = "Noor de Wit"
        colleague.save()
    (changed,) = [p for p in pasts_of(colleague) if p.kind == "changed"]
    assert set(changed.was) == {"name"}


def pasts_of(colleague: Account) -> list[Revision]:
    return list(Revision.objects.filter(table="accounts_account", row=str(colleague.pk)))


def test_what_lies_in_no_dossier_is_kept_whole_when_it_is_removed(
    world: PlanWorld, now: Moment
) -> None:
    membership = Membership.objects.filter(account=world.regisseur).get()
    pk, role = str(membership.pk), membership.role
    with transaction.atomic():
        sign(by=MACHINE, on=now)
        membership.delete()
    removed = Revision.objects.get(table="accounts_membership", row=pk, kind="removed")
    assert removed.was is not None
    assert (removed.by, removed.was["role"]) == (MACHINE.label, role)


def test_who_administers_without_a_signature_is_kept_as_the_owner_of_the_tables(
    world: PlanWorld,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('meedoen.signed_by', '', true)")
    Account.objects.filter(pk=world.regisseur.pk).update(name="Noor de Wit")
    latest = Revision.objects.filter(table="accounts_account").latest("pk")
    assert (latest.by, latest.role, latest.account_id) == ("meedoen_owner", "owner", None)


def test_logging_in_needs_no_name_since_nothing_of_it_is_kept(
    world: PlanWorld, her: Viewer, now: Moment
) -> None:
    """The last log-in has no past: a page that lets somebody in signs nothing."""
    before = len(pasts_of(world.regisseur))
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        Account.objects.filter(pk=world.regisseur.pk).update(last_login=now.at)
    assert len(pasts_of(world.regisseur)) == before
