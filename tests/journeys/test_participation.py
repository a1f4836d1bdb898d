# SPDX-License-Identifier: EUPL-1.2
"""Saying yes without an account: a place is kept, somebody directs, and nothing more is told."""

from uuid import UUID

import pytest

from meedoen.accounts.roles import Role
from meedoen.bookings.operations import NoPlaceLeft
from meedoen.bookings.queries import free_places
from meedoen.catalogue.operations import OfferGone
from meedoen.journeys import participation
from meedoen.plans.models import Plan
from meedoen.plans.queries import choices_of, running_plan
from meedoen.privacy.context import acting
from meedoen.privacy.models import Compartment, Grant
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.vocabulary.moment import Moment
from tests.plans.worlds import PlanWorld, known, make_plan_world
from tests.privacy.worlds import make_account, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: Moment) -> PlanWorld:
    return make_plan_world(now)


def say_yes(subject: UUID, offer_id: UUID, now: Moment) -> None:
    her = resident_viewer(subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        participation.choose_place(known=known(subject), offer_id=offer_id, by=her, on=now)


def test_the_regisseur_can_help_at_once_and_reads_no_story(world: PlanWorld, now: Moment) -> None:
    say_yes(world.subject, world.limited.pk, now)
    regisseur = viewer_for_account(world.regisseur.pk, on=now)
    with acting(regisseur, purpose=Purpose.GUIDANCE, on=now):
        plan = running_plan(world.subject)
        assert plan is not None
        assert plan.regisseur_id == world.regisseur.pk
        assert [place.title for place in plan.places] == ["Houtwerkplaats"]
        domains = set(Compartment.objects.values_list("domain", flat=True))
        assert domains == {"identity", "contact", "plan"}
        assert known(world.subject).wish is None
    with acting(regisseur, purpose=Purpose.INTAKE, on=now):
        assert not Compartment.objects.exists()


def test_plans_are_spread_over_the_team_also_when_residents_choose_themselves(
    world: PlanWorld, now: Moment
) -> None:
    second = make_account(world.team, Role.NEIGHBOURHOOD_WORKER, "Kees")
    for name in ("Vlinder", "Kaars", "Fiets", "Roos"):
        say_yes(tell("GM9901", now, name=name), world.walk_in.pk, now)
    directed = list(Plan.objects.order_by("pk").values_list("regisseur_id", flat=True))
    assert directed == [world.regisseur.pk, second.pk] * 2


def test_saying_yes_twice_keeps_one_place(world: PlanWorld, now: Moment) -> None:
    for _ in range(2):
        say_yes(world.subject, world.limited.pk, now)
    assert free_places(world.limited) == 1


@pytest.mark.parametrize("trouble", [NoPlaceLeft, OfferGone])
def test_when_there_is_no_place_nothing_has_changed(
    trouble: type[Exception], world: PlanWorld, now: Moment
) -> None:
    if trouble is NoPlaceLeft:
        world.limited.taken_elsewhere = 2
        world.limited.save()
    else:
        world.limited.published_at = None
        world.limited.save()
    before = Grant.objects.count()
    with pytest.raises(trouble):
        say_yes(world.subject, world.limited.pk, now)
    assert not Plan.objects.exists()
    assert Grant.objects.count() == before
    assert choices_of(world.subject) == {}


def test_without_anybody_in_the_team_she_is_told_whom_to_call(
    world: PlanWorld, now: Moment
) -> None:
    world.regisseur.is_active = False
    world.regisseur.save()
    with pytest.raises(participation.NobodyToDirect, match="Bel ons"):
        say_yes(world.subject, world.limited.pk, now)
