# SPDX-License-Identifier: EUPL-1.2
"""Buttons pressed several times at once in one dossier, over the whole way of a page."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import reverse

from meedoen.bookings.models import Placement
from meedoen.catalogue.models import Offer
from meedoen.plans.models import CheckIn, Choice, Plan, Step
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.models import Fragment
from meedoen.web.belonging import FIELD, mark_of
from tests.at_once.together import all_at_once
from tests.web.resident.conftest import Browser

pytestmark = pytest.mark.django_db(transaction=True)
PLAN, BEGIN, STEP, CHECK_IN, MISSING = (
    reverse(f"resident:{name}")
    for name in ("plan", "begin_plan", "add_step", "check_in", "missing")
)


def pressed(kim: Browser, subject: UUID, posts: Sequence[tuple[str, dict[str, str]]]) -> list[Any]:
    """Send all of these at the same moment from her browser; give the answers."""
    cookie = kim.cookies[settings.SESSION_COOKIE_NAME].value

    def press(page: str, sent: dict[str, str]) -> Any:
        hand = Browser()
        hand.cookies[settings.SESSION_COOKIE_NAME] = cookie
        return hand.post(page, sent | {FIELD: mark_of(subject)})

    return all_at_once([partial(press, *post) for post in posts])


def answers(offer: Offer, *said: str) -> list[tuple[str, dict[str, str]]]:
    return [(reverse("resident:answer", args=[offer.pk]), {"answer": one}) for one in said]


def test_yes_pressed_four_times_at_once_keeps_one_place_and_every_press_leads_to_the_plan(
    kim: Browser, subject: UUID, workshop: Offer
) -> None:
    pressed_answers = pressed(kim, subject, answers(workshop, *["yes"] * 4))
    assert [(one.status_code, one["Location"]) for one in pressed_answers] == [(302, PLAN)] * 4
    assert Placement.objects.count() == 1
    assert Plan.objects.count() == 1
    assert Step.objects.count() == 1


def test_a_plan_begun_four_times_at_once_is_one_plan(kim: Browser, subject: UUID) -> None:
    begun = pressed(kim, subject, [(BEGIN, {})] * 4)
    assert [one.status_code for one in begun] == [302] * 4
    assert Plan.objects.count() == 1


def test_four_additions_at_once_all_stand_in_the_one_wish(kim: Browser, subject: UUID) -> None:
    added = [f"Ook graag met {what}" for what in ("hout", "verf", "klei", "touw")]
    pressed(kim, subject, [(MISSING, {"words": words}) for words in added])
    wishes = Fragment.objects.filter(
        resident_id=subject, kind=FragmentKind.WISH, replaced_at__isnull=True
    )
    newest = wishes.get(approved_at__isnull=True)
    assert sorted(newest.words.split("\n")[1:]) == sorted(added)
    assert wishes.count() == 2


def test_one_addition_sent_four_times_stands_once(kim: Browser, subject: UUID) -> None:
    pressed(kim, subject, [(MISSING, {"words": "Ook graag met hout"})] * 4)
    newest = Fragment.objects.get(resident_id=subject, approved_at__isnull=True)
    assert newest.words.count("Ook graag met hout") == 1


def test_yes_no_and_later_at_once_never_keep_a_place_that_she_said_no_to_last(
    kim: Browser, subject: UUID, workshop: Offer
) -> None:
    pressed(kim, subject, answers(workshop, "yes", "no", "later", "yes"))
    last = Choice.objects.order_by("said_at", "pk").last()
    assert last is not None
    assert Placement.objects.exists() == (last.answer == "yes")


def test_one_step_sent_five_times_stands_once(kim: Browser, subject: UUID) -> None:
    kim.post(BEGIN)
    pressed(kim, subject, [(STEP, {"words": "Bellen met de wasserij"})] * 5)
    assert Step.objects.count() == 1


def test_how_it_goes_sent_three_times_is_said_once(kim: Browser, subject: UUID) -> None:
    kim.post(BEGIN)
    pressed(kim, subject, [(CHECK_IN, {"answer": "stay", "words": "Het gaat goed"})] * 3)
    assert CheckIn.objects.count() == 1


def test_taking_a_step_out_twice_at_once_leads_back_to_the_plan_both_times(
    kim: Browser, subject: UUID
) -> None:
    kim.post(BEGIN)
    kim.post(STEP, {"words": "Bellen"})
    out = reverse("resident:change_step", args=[Step.objects.get().pk])
    gone = pressed(kim, subject, [(out, {"do": "remove"})] * 2)
    assert [one.status_code for one in gone] == [302, 302]


def test_a_place_given_back_twice_at_once_is_given_back_and_says_so_both_times(
    kim: Browser, subject: UUID, workshop: Offer
) -> None:
    kim.post(*answers(workshop, "yes")[0])
    back = reverse("resident:give_back", args=[Placement.objects.get().pk])
    assert [one.status_code for one in pressed(kim, subject, [(back, {})] * 2)] == [302, 302]
    assert Placement.objects.get().ended_at is not None
