# SPDX-License-Identifier: EUPL-1.2
"""A host hears who comes and to which place, and nothing else (ADR 0008)."""

from dataclasses import fields

import pytest

from meedoen.accounts.models import Team
from meedoen.accounts.operations import add_team
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.bookings.queries import Guest, expected_guests, places_with_guests
from meedoen.journeys import participation
from meedoen.plans.models import Plan
from meedoen.plans.queries import running_plan
from meedoen.privacy.context import acting
from meedoen.privacy.models import Compartment
from meedoen.privacy.operations import stop_sharing
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.models import Fragment, Resident
from meedoen.vocabulary.moment import Moment
from tests.plans.worlds import PlanWorld, known, make_plan_world
from tests.privacy.worlds import make_team, make_viewer
from tests.signing import SIGNED

pytestmark = pytest.mark.django_db

ALL = {"offer_id": None, "skip": 0, "most": 100}


@pytest.fixture
def world(now: Moment) -> PlanWorld:
    """Vlinder said yes to a place of the host."""
    made = make_plan_world(now)
    her = resident_viewer(made.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        participation.choose_place(
            known=known(made.subject), offer_id=made.limited.pk, by=her, on=now
        )
    return made


def guests(
    team: Team, now: Moment, role: Role = Role.VOLUNTEER, purpose: Purpose = Purpose.PLACEMENT
) -> list[Guest]:
    with acting(make_viewer(team, role, now), purpose=purpose, on=now):
        found = [one.guest for one in expected_guests(**ALL)]
        # A place can be chosen only when somebody comes there who may be seen.
        assert {one.title for one in places_with_guests()} == {guest.place for guest in found}
        return found


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.EMPLOYER, Role.PROVIDER_WORKER])
def test_the_host_hears_the_name_she_chose_and_the_place(
    role: Role, world: PlanWorld, now: Moment
) -> None:
    assert guests(world.host, now, role) == [
        Guest("Vlinder", "Houtwerkplaats", "De Plek", "Dinsdagochtend", now.at)
    ]


def test_there_is_room_for_these_five_words_and_no_more() -> None:
    assert [field.name for field in fields(Guest)] == [
        "called", "place", "location", "when", "since",
    ]  # fmt: skip


@pytest.mark.proves("S0-16", "a host reads no talent")
@pytest.mark.proves("S2-19", "a host reads nothing of the plan but the place")
def test_the_plan_and_the_story_stay_closed_to_the_host(world: PlanWorld, now: Moment) -> None:
    with acting(make_viewer(world.host, Role.VOLUNTEER, now), purpose=Purpose.PLACEMENT, on=now):
        assert set(Compartment.objects.values_list("domain", flat=True)) == {"identity"}
        assert not Plan.objects.exists()
        assert not Fragment.objects.exists()


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.PLACEMENT])
def test_for_another_purpose_there_are_no_guests(
    purpose: Purpose, world: PlanWorld, now: Moment
) -> None:
    assert guests(world.host, now, Role.PROVIDER_WORKER, purpose) == []


def test_without_a_context_there_are_no_guests(world: PlanWorld) -> None:
    assert expected_guests(**ALL) == []
    assert places_with_guests() == []


def test_another_organisation_sees_no_guest_even_with_her_name_shared(
    world: PlanWorld, now: Moment
) -> None:
    other = make_team("GM9901", "Sportclub")
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        participation.share(
            subject=world.subject, domains=participation.FOR_THE_PLACE, team_id=other.pk,
            purposes=(Purpose.PLACEMENT,), basis="consent", by=her, on=now,
        )  # fmt: skip
    assert guests(other, now) == []


def test_another_team_of_the_same_host_sees_no_guest(world: PlanWorld, now: Moment) -> None:
    second = add_team(organisation=world.host.organisation, name="Tweede team", **SIGNED)
    assert guests(second, now) == []


def test_a_host_that_no_longer_works_in_her_municipality_sees_no_guest(
    world: PlanWorld, now: Moment
) -> None:
    elsewhere = Municipality.objects.create(code="GM9902", name="Dorp")
    world.host.organisation.municipalities.set([elsewhere])
    assert guests(world.host, now) == []


def test_a_host_without_an_agreement_sees_no_guest(world: PlanWorld, now: Moment) -> None:
    world.host.organisation.agreements.all().delete()
    assert guests(world.host, now) == []


def test_who_stops_sharing_is_no_longer_named_and_keeps_the_place(
    world: PlanWorld, now: Moment
) -> None:
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        stop_sharing(subject=world.subject, team_id=world.host.pk, by=her, on=now)
        plan = running_plan(world.subject)
    assert guests(world.host, now) == []
    assert plan is not None
    assert len(plan.places) == 1


def test_who_gives_the_place_back_is_no_longer_expected(world: PlanWorld, now: Moment) -> None:
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        plan = running_plan(world.subject)
        assert plan is not None
        participation.give_place_back(
            subject=world.subject, placement_id=plan.places[0].pk, by=her, on=now
        )
    assert guests(world.host, now) == []


def test_who_gave_no_name_comes_as_a_resident(world: PlanWorld, now: Moment) -> None:
    Resident.objects.update(chosen_name="")
    assert [guest.called for guest in guests(world.host, now)] == ["een inwoner"]
