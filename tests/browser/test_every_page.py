# SPDX-License-Identifier: EUPL-1.2
"""Every registered page in a real browser, as each function, with names nobody thought of.

Nothing scrolls sideways, nothing is cut off, the keyboard is always seen, and nothing hangs on a
ground colour: at 320, 768 and 1280, with letters twice as large, spaced, and in device colours.
"""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from meedoen.accounts.roles import Role
from meedoen.privacy.policy import Purpose
from tests.browser.layout import broken_words, in_every_window
from tests.web.pages.hostile import make_hostile
from tests.web.pages.town import PLACED, VISITOR, Person, Town
from tests.web.pages.walk import addresses, doors, may_open

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.walk]


@pytest.fixture
def hostile(town: Town) -> Town:
    """The served product, in which everybody has a name nobody thought of."""
    make_hostile(town.subjects)
    return town


def enter(browser: Browser, server: LiveServer, person: Person, **how: Any) -> BrowserContext:
    """Open a window in which this person is known."""
    context = browser.new_context(base_url=str(server.url), locale="nl-NL", **how)
    known = person.browser().cookies.get("sessionid")
    if known is not None:
        context.add_cookies([{"name": "sessionid", "value": known.value, "url": str(server.url)}])
    context.set_default_timeout(60_000)
    return context


def violations(axe: Axe) -> Callable[[Page], list[str]]:
    def check(page: Page) -> list[str]:
        found = axe.run(page, options={"resultTypes": ["violations"]})
        return [found.generate_report()] if found.violations_count else []

    return check


def own_addresses(town: Town, person: Person) -> list[str]:
    """Give the pages of this person; public ones a visitor looks at for everybody."""
    found = []
    for door in doors():
        assert door.endpoint is not None
        public = Role.ANYONE in door.endpoint.roles
        taking_part = door.endpoint.purpose is Purpose.TAKING_PART
        own = public if person.role is Role.ANYONE else not public
        if person.role is Role.CONTROLLER and door.endpoint.purpose is Purpose.POLICY:
            # Who makes policy looks at those.
            continue
        if may_open(person, door.endpoint) and own and not (taking_part and person.account):
            found += addresses(door, town, person)
    return found


# Together they open every page; the rest of the functions see the same ones.
@pytest.mark.parametrize(
    "who",
    [VISITOR, PLACED, Role.NEIGHBOURHOOD_WORKER.value, Role.PROVIDER_WORKER.value,
     Role.POLICY_ADVISER.value, Role.CONTROLLER.value, Role.PRIVACY_OFFICER.value],
)  # fmt: skip
def test_every_page_keeps_everything_in_every_window(
    browser: Browser, live_server: LiveServer, hostile: Town, axe: Axe, who: str
) -> None:
    person = hostile.people[who]
    context = enter(browser, live_server, person)
    page, wrong = context.new_page(), []
    for address in own_addresses(hostile, person):
        page.goto(address)
        wrong += [f"{address}: {one}" for one in in_every_window(page, violations(axe))]
    context.close()
    assert wrong == []


def test_together_they_open_every_page(hostile: Town) -> None:
    names = {
        resolve(address).view_name
        for who in (VISITOR, PLACED, Role.NEIGHBOURHOOD_WORKER, Role.PROVIDER_WORKER,
                    Role.POLICY_ADVISER, Role.CONTROLLER, Role.PRIVACY_OFFICER)
        for address in own_addresses(hostile, hostile.people[str(who)])
    }  # fmt: skip
    assert sorted({door.name for door in doors()} - names) == []


@pytest.mark.parametrize(
    "who",
    [PLACED, Role.NEIGHBOURHOOD_WORKER.value, Role.POLICY_ADVISER.value, Role.CONTROLLER.value],
)
def test_the_words_of_the_product_stay_whole(
    browser: Browser, live_server: LiveServer, town: Town, who: str
) -> None:
    """What breaks is what nobody foresaw: no column squeezes "Regisseur" into two lines."""
    person = town.people[who]
    context = enter(browser, live_server, person)
    page, wrong = context.new_page(), []
    for address in own_addresses(town, person):
        page.goto(address)
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [f"{address} at {width}: {one}" for one in broken_words(page)]
    context.close()
    assert wrong == []
