# SPDX-License-Identifier: EUPL-1.2
"""Words that a resident did not approve yet are hers alone, whoever may read her story."""

from datetime import timedelta

import pytest

from meedoen.accounts.roles import Role
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.models import Fragment
from meedoen.residents.queries import dossier
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import World, make_viewer, make_world

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


@pytest.fixture
def world(now: Moment) -> World:
    return make_world(now)


@pytest.fixture
def noor(world: World, now: Moment) -> Viewer:
    return make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)


def wishes(words: str, world: World, on: Moment) -> None:
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=on):
        residents.hear(subject=world.subject, kind=FragmentKind.WISH, words=words, by=her, on=on)


def says_it_is_right(world: World, on: Moment) -> int:
    her = resident_viewer(world.subject)
    with acting(her, purpose=Purpose.TAKING_PART, on=on):
        return residents.approve(subject=world.subject, by=her, on=on)


def wish_seen_by(viewer: Viewer, world: World, on: Moment) -> tuple[str, bool]:
    purpose = Purpose.TAKING_PART if viewer.role is Role.RESIDENT else Purpose.INTAKE
    with acting(viewer, purpose=purpose, on=on):
        seen = dossier(world.subject)
    assert seen is not None
    assert seen.wish is not None
    return seen.wish.words, seen.wish.approved


def test_what_she_approved_stands_for_others_until_she_approves_the_newer(
    world: World, noor: Viewer, now: Moment
) -> None:
    her, old = resident_viewer(world.subject), "Iets doen met hout, niet te druk"
    wishes("Iets heel anders", world, now + LATER)
    assert wish_seen_by(her, world, now + LATER) == ("Iets heel anders", False)
    assert wish_seen_by(noor, world, now + LATER) == (old, True)
    assert says_it_is_right(world, now + 2 * LATER) == 1
    assert wish_seen_by(noor, world, now + 2 * LATER) == ("Iets heel anders", True)
    assert Fragment.objects.filter(kind=FragmentKind.WISH, replaced_at=None).count() == 1


def test_the_database_shows_them_to_nobody_else_and_lets_nobody_else_approve_them(
    world: World, noor: Viewer, now: Moment
) -> None:
    wishes("Iets heel anders", world, now + LATER)
    with acting(noor, purpose=Purpose.INTAKE, on=now + 2 * LATER):
        assert not Fragment.objects.filter(words="Iets heel anders").exists()
        residents.approve(subject=world.subject, by=noor, on=now + 2 * LATER)
    assert Fragment.objects.get(words="Iets heel anders").approved_at is None


def test_going_back_to_what_was_approved_leaves_nothing_half(
    world: World, noor: Viewer, now: Moment
) -> None:
    old = "Iets doen met hout, niet te druk"
    wishes("Iets heel anders", world, now + LATER)
    wishes(old, world, now + 2 * LATER)
    assert wish_seen_by(resident_viewer(world.subject), world, now + 2 * LATER)[0] == old
    says_it_is_right(world, now + 3 * LATER)
    assert wish_seen_by(noor, world, now + 3 * LATER) == (old, True)


def test_taking_words_back_takes_them_from_everybody_at_once(
    world: World, noor: Viewer, now: Moment
) -> None:
    wishes("Iets heel anders", world, now + LATER)
    wishes("", world, now + 2 * LATER)
    for viewer in (resident_viewer(world.subject), noor):
        purpose = Purpose.TAKING_PART if viewer.role is Role.RESIDENT else Purpose.INTAKE
        with acting(viewer, purpose=purpose, on=now + 2 * LATER):
            seen = dossier(world.subject)
        assert seen is not None
        assert seen.wish is None


def test_what_a_colleague_writes_along_is_read_back_with_it_and_what_is_hers_alone_stays_so(
    world: World, noor: Viewer, now: Moment
) -> None:
    """They read together what the colleague wrote; words that only she saw are not approved."""
    wishes("Alleen voor mij", world, now + LATER)
    on = now + 2 * LATER
    with acting(noor, purpose=Purpose.INTAKE, on=on):
        residents.hear(
            subject=world.subject, kind=FragmentKind.WISH, words="Samen gezegd", by=noor, on=on
        )
        assert residents.approve(subject=world.subject, by=noor, on=on) == 1
    assert wish_seen_by(noor, world, on) == ("Samen gezegd", True)
    assert wish_seen_by(resident_viewer(world.subject), world, on) == ("Samen gezegd", True)
    assert Fragment.objects.get(words="Alleen voor mij").approved_at is None
