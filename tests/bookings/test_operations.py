# SPDX-License-Identifier: EUPL-1.2
"""Keeping a place, giving it back and, above all, never giving the last place to two people."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection

from meedoen.bookings.models import Placement
from meedoen.bookings.operations import NoPlaceLeft, give_place_back, keep_place
from meedoen.bookings.queries import free_places, has_place, has_place_with, kept_at, places_of
from meedoen.catalogue.models import Offer
from meedoen.catalogue.operations import OfferGone
from meedoen.history.operations import sign
from meedoen.plans.models import Plan
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.catalogue.examples import offer
from tests.plans.worlds import PlanWorld, make_plan_world
from tests.privacy.worlds import tell

PEOPLE = 60


def keep(subject: UUID, at: Offer, on: Moment) -> int:
    """Let a resident keep a place herself."""
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        return keep_place(subject=subject, offer_id=at.pk, by=by, on=on)


def give_back(subject: UUID, kept: int, on: Moment) -> UUID:
    """Let a resident give a place back herself."""
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        return give_place_back(subject=subject, placement_id=kept, by=by, on=on)


def open_again(subject: UUID, kept: int, on: Moment) -> None:
    """Write what no operation writes, as a page could."""
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        sign(by=by, on=on)
        Placement.objects.filter(pk=kept).update(ended_at=None)


@pytest.fixture
def world(db: None, now: Moment) -> PlanWorld:
    """A resident without a plan, and a host with places."""
    return make_plan_world(now)


def test_a_place_is_hers_also_without_a_plan(world: PlanWorld, now: Moment) -> None:
    kept = Placement.objects.get(pk=keep(world.subject, world.limited, now))
    assert not Plan.objects.exists()
    assert (kept.resident_id, kept.reserved_at, kept.ended_at) == (world.subject, now.at, None)
    assert kept.compartment.domain == Domain.PLAN
    assert [place.title for place in places_of(world.subject)] == ["Houtwerkplaats"]


def test_keeping_takes_one_place_and_giving_back_frees_it(world: PlanWorld, now: Moment) -> None:
    keep(world.subject, world.walk_in, now)
    kept = keep(world.subject, world.limited, now)
    assert free_places(world.limited) == 1
    later = now + timedelta(days=1)
    freed = give_back(world.subject, kept, later)
    assert (freed, free_places(world.limited)) == (world.limited.pk, 2)
    assert Placement.objects.get(pk=kept).ended_at == later.at
    assert [place.title for place in places_of(world.subject)] == ["Open koffie"]


def test_what_is_taken_elsewhere_and_what_is_kept_fill_an_offer_together(
    world: PlanWorld, now: Moment
) -> None:
    shared = offer("Kookgroep", places=3, taken_elsewhere=2)
    assert free_places(shared) == 1
    keep(world.subject, shared, now)
    assert free_places(shared) == 0
    with pytest.raises(NoPlaceLeft, match="Dat ligt niet aan jou"):
        keep(tell("GM9901", now, name="Kaars"), shared, now)
    assert kept_at([shared.pk]) == {shared.pk: 1}


def test_who_comes_when_it_is_full_can_still_go_on(world: PlanWorld, now: Moment) -> None:
    """The refusal undoes nothing else of the same transaction."""
    full, by = offer("Vol", places=1, taken_elsewhere=1), resident_viewer(world.subject)
    asked = {"subject": world.subject, "by": by, "on": now}
    with acting(by, purpose=Purpose.TAKING_PART, on=now):
        kept = keep_place(offer_id=world.limited.pk, **asked)
        with pytest.raises(NoPlaceLeft):
            keep_place(offer_id=full.pk, **asked)
        assert [place.pk for place in places_of(world.subject)] == [kept]


def test_where_anyone_can_walk_in_there_is_always_a_place(world: PlanWorld, now: Moment) -> None:
    keep(world.subject, world.walk_in, now)
    assert free_places(world.walk_in) is None
    assert kept_at([world.walk_in.pk]) == {}


def test_an_offer_that_is_gone_or_not_published_says_so(world: PlanWorld, now: Moment) -> None:
    later = offer("Straks", published_at=now.at + timedelta(days=1))
    gone = Offer(pk=uuid4())
    for missing in (gone, later):
        with pytest.raises(OfferGone, match="bestaat niet meer"):
            keep(world.subject, missing, now)
    assert not Placement.objects.exists()


def test_a_place_is_kept_once_and_given_back_once(world: PlanWorld, now: Moment) -> None:
    kept = keep(world.subject, world.limited, now)
    assert keep(world.subject, world.limited, now) == kept
    for later in (timedelta(), timedelta(hours=1)):
        assert give_back(world.subject, kept, now + later) == world.limited.pk
    assert Placement.objects.get().ended_at == now.at
    assert keep(world.subject, world.limited, now) != kept


def test_the_place_of_another_cannot_be_given_back_and_is_not_hers(
    world: PlanWorld, now: Moment
) -> None:
    kept = keep(world.subject, world.limited, now)
    other = tell("GM9901", now, name="Kaars")
    assert has_place(subject=world.subject, offer_id=world.limited.pk)
    assert not has_place(subject=other, offer_id=world.limited.pk)
    assert not has_place(subject=world.subject, offer_id=world.walk_in.pk)
    by = resident_viewer(other)
    with pytest.raises(Placement.DoesNotExist):
        # Not even without row-level security: the subject is part of the question.
        give_place_back(subject=other, placement_id=kept, by=by, on=now)


def test_a_place_with_an_organisation_counts_for_that_organisation_only_and_while_it_is_kept(
    world: PlanWorld, now: Moment
) -> None:
    host, team = world.host.organisation_id, world.team.organisation_id
    kept = keep(world.subject, world.limited, now)
    assert has_place_with(subject=world.subject, organisation_id=host)
    assert not has_place_with(subject=world.subject, organisation_id=team)
    give_back(world.subject, kept, now)
    assert not has_place_with(subject=world.subject, organisation_id=host)
    assert not has_place(subject=world.subject, offer_id=world.limited.pk)


def test_what_others_keep_is_counted_and_not_seen(world: PlanWorld, now: Moment) -> None:
    keep(world.subject, world.limited, now)
    other = tell("GM9901", now, name="Kaars")
    with acting(resident_viewer(other), purpose=Purpose.TAKING_PART, on=now):
        assert not Placement.objects.exists()
        assert free_places(world.limited) == 1


def test_an_offer_that_gets_fewer_places_takes_nobodys_away(world: PlanWorld, now: Moment) -> None:
    keep(world.subject, world.limited, now)
    smaller = Offer.objects.get(pk=world.limited.pk)
    smaller.places = 0
    assert free_places(smaller) == 0
    assert len(places_of(world.subject)) == 1


def test_a_page_that_opens_a_place_again_finds_it_given_to_another(
    world: PlanWorld, now: Moment
) -> None:
    """Whatever a page writes, the database counts."""
    last = offer("De laatste", places=1)
    kept = keep(world.subject, last, now)
    give_back(world.subject, kept, now)
    keep(tell("GM9901", now, name="Kaars"), last, now)
    with pytest.raises(IntegrityError, match="placement_within_places"):
        open_again(world.subject, kept, now)


def _keep(subject: UUID, offer_id: UUID, on: Moment, start: threading.Barrier) -> str:
    by = resident_viewer(subject)
    try:
        connection.ensure_connection()
        start.wait(timeout=120)
        with acting(by, purpose=Purpose.TAKING_PART, on=on):
            keep_place(subject=subject, offer_id=offer_id, by=by, on=on)
    except NoPlaceLeft as full:
        return str(full)
    finally:
        connection.close()
    return "gelukt"


@pytest.mark.django_db(transaction=True)
def test_of_sixty_people_at_one_last_place_one_gets_it(now: Moment) -> None:
    """Everybody waits at the gate with a connection open, and all press at the same moment."""
    last = offer(places=4, taken_elsewhere=3)
    people = [tell("GM9901", now, name=f"Inwoner {number}") for number in range(PEOPLE)]
    start = threading.Barrier(PEOPLE)
    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = Counter(pool.map(lambda who: _keep(who, last.pk, now, start), people))
    assert (answers.pop("gelukt"), Placement.objects.count()) == (1, 1)
    assert list(answers.items()) == [(str(NoPlaceLeft()), PEOPLE - 1)]
