# SPDX-License-Identifier: EUPL-1.2
"""Whoever has a story open sees her own municipality on every page, whatever was chosen before."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.accounts.models import Organisation
from meedoen.accounts.roles import Role
from meedoen.privacy.endpoints import all_endpoints
from meedoen.privacy.policy import Purpose
from meedoen.residents.models import Resident
from tests.web.resident.conftest import Browser, as_resident, publish, text
from tests.web.resident.test_calling import words_of

HERE, THERE = "GM9901", "GM9902"
PLACE = re.compile(r'md-brand__place">([^<]*)<')
# Every page without a number in its address that a resident or anybody may open.
PAGES = sorted(
    one.pattern
    for one in all_endpoints()
    if one.endpoint
    and "GET" in one.endpoint.methods
    and one.endpoint.roles & {Role.RESIDENT, Role.ANYONE}
    and one.endpoint.purpose in (Purpose.PUBLIC_INFORMATION, Purpose.TAKING_PART)
    and "<" not in one.pattern
)


@pytest.fixture
def elsewhere(visitor: Browser) -> UUID:
    """Somebody who told her story in the other municipality."""
    visitor.post(reverse("resident:choose_municipality"), {"municipality": THERE})
    visitor.post(reverse("resident:story"), {"words": "Ik wil zingen", "go": "next"})
    return Resident.objects.get(municipality_id=THERE).pk


def test_there_are_many_pages_to_look_at() -> None:
    assert len(PAGES) > 20
    assert {"/aanbod/", "/mijn-plan/", "/zo-doet-je-gemeente-het/"} <= set(PAGES)


def test_every_page_is_of_the_municipality_of_the_open_story(elsewhere: UUID) -> None:
    browser = Browser()
    browser.post(reverse("resident:choose_municipality"), {"municipality": HERE})
    browser.post(reverse("resident:come_back"), {"words": words_of(elsewhere)})
    wrong, seen = [], 0
    for address in PAGES:
        answer = browser.get(address)
        place = PLACE.search(text(answer))
        if place is None:
            continue
        seen += 1
        if place[1] != "Vennerhout" or "municipalities/vennerhout" not in text(answer):
            wrong.append(address)
    assert wrong == []
    assert seen > 15


def test_what_there_is_to_do_and_who_helps_is_of_that_municipality(
    elsewhere: UUID, welfare: Organisation
) -> None:
    publish(welfare, "Zingen in Lindewaard")
    publish(welfare, "Zingen in Vennerhout", serves=[THERE])
    page = text(as_resident(elsewhere).get(reverse("resident:offers")))
    assert "Zingen in Vennerhout" in page
    assert "Zingen in Lindewaard" not in page
    rules = text(as_resident(elsewhere).get("/zo-doet-je-gemeente-het/"))
    assert f'value="{THERE}" selected' in rules


def test_choosing_another_municipality_changes_nothing_while_a_story_is_open(
    elsewhere: UUID,
) -> None:
    browser = as_resident(elsewhere)
    assert reverse("resident:choose_municipality") not in text(browser.get("/"))
    browser.post(reverse("resident:choose_municipality"), {"municipality": HERE})
    assert PLACE.search(text(browser.get("/")))[1] == "Vennerhout"  # type: ignore[index]


def test_after_closing_the_choice_is_open_again(elsewhere: UUID) -> None:
    browser: Client = as_resident(elsewhere)
    browser.post(reverse("resident:leave"))
    assert PLACE.search(text(browser.get("/")))[1] == "Lindewaard"  # type: ignore[index]
