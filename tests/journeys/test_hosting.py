# SPDX-License-Identifier: EUPL-1.2
"""Who stands in the list of a host reads in her own log that her name was seen there."""

from datetime import timedelta
from uuid import UUID

import pytest

from meedoen.accounts.roles import Role
from meedoen.journeys import paging
from meedoen.journeys.hosting import SEEN_AS_GUEST, who_comes
from meedoen.journeys.participation import choose_place
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import LoggedLook, resident_viewer, who_looked
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.plans.worlds import PlanWorld, known, make_plan_world
from tests.privacy.worlds import make_viewer, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now: Moment) -> PlanWorld:
    """Vlinder said yes to a place of the host."""
    made = make_plan_world(now)
    her = resident_viewer(made.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        choose_place(known=known(made.subject), offer_id=made.limited.pk, by=her, on=now)
    return made


@pytest.fixture
def host(world: PlanWorld, now: Moment) -> Viewer:
    """An employer of that host."""
    return make_viewer(world.host, Role.EMPLOYER, now)


def looks(host: Viewer, on: Moment, *, offer_id: UUID | None = None, page: int = 1) -> list[str]:
    """Let the host look at who comes, and give the names."""
    with acting(host, purpose=Purpose.PLACEMENT, on=on):
        part = who_comes(offer_id=offer_id, page=page, by=host, on=on)
        return [guest.called for guest in part.lines]


def her_log(world: PlanWorld, on: Moment) -> list[LoggedLook]:
    """Give what the resident reads about others who looked."""
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=on):
        return who_looked(world.subject).by_others


def test_who_stands_in_the_list_reads_who_saw_her_name_and_what_for(
    world: PlanWorld, host: Viewer, now: Moment
) -> None:
    assert looks(host, now) == ["Vlinder"]
    (line,) = her_log(world, now)
    assert (line.what, line.who, line.why) == (SEEN_AS_GUEST, host.label, Purpose.PLACEMENT)
    assert line.domains == (Domain.IDENTITY,)
    assert line.basis == "consent"


def test_the_same_list_is_told_once_a_day_and_on_another_day_again(
    world: PlanWorld, host: Viewer, now: Moment
) -> None:
    for _ in range(3):
        looks(host, now)
    assert len(her_log(world, now)) == 1
    tomorrow = Moment(now.at + timedelta(days=1))
    looks(host, tomorrow)
    assert len(her_log(world, tomorrow)) == 2


def test_who_has_two_places_with_a_host_stands_there_twice_and_reads_one_line(
    world: PlanWorld, host: Viewer, now: Moment
) -> None:
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        choose_place(known=known(world.subject), offer_id=world.walk_in.pk, by=her, on=now)
    assert looks(host, now) == ["Vlinder", "Vlinder"]
    assert len(her_log(world, now)) == 1


def test_who_does_not_stand_in_the_list_has_no_line(
    world: PlanWorld, host: Viewer, now: Moment
) -> None:
    other = tell("GM9901", now)
    looks(host, now)
    her = resident_viewer(other)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        assert who_looked(other).by_others == []


def comes_too(world: PlanWorld, name: str, on: Moment) -> UUID:
    """Let somebody else say yes to the place where anyone walks in."""
    subject = tell("GM9901", on, name=name)
    her = resident_viewer(subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=on):
        choose_place(known=known(subject), offer_id=world.walk_in.pk, by=her, on=on)
    return subject


def test_who_stands_on_another_page_was_not_seen(
    world: PlanWorld, host: Viewer, now: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "ON_A_PAGE", 1)
    later = comes_too(world, "Aafke", now)
    assert looks(host, now) == ["Vlinder"]
    her = resident_viewer(later)
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        assert who_looked(later).by_others == []
    assert looks(host, now, page=2) == ["Aafke"]
    assert looks(host, now, page=3) == []
    with acting(her, purpose=Purpose.TAKING_PART, on=now):
        assert len(who_looked(later).by_others) == 1


def test_of_one_place_only_who_comes_there_is_seen(
    world: PlanWorld, host: Viewer, now: Moment
) -> None:
    comes_too(world, "Aafke", now)
    assert looks(host, now, offer_id=world.walk_in.pk) == ["Aafke"]
    assert her_log(world, now) == []
    assert looks(host, now, offer_id=world.limited.pk) == ["Vlinder"]
