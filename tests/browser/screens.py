# SPDX-License-Identifier: EUPL-1.2
"""Not a test: `make screens` has pytest run this, to look at every page in every window.

Writes `.screens/ROLE/PAGE-WIDTH-THEME.png` and `.screens/heights.csv`. `ONLY` chooses by words of
ROLE/PAGE, as in `ONLY="resident policy_adviser/policy-map"`.
"""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from meedoen.accounts.roles import Role
from tests.browser.test_every_page import enter
from tests.web.pages.town import PLACED, VISITOR, Person, Town
from tests.web.pages.walk import entrances

pytestmark = pytest.mark.django_db(transaction=True)

FOLDER = Path(__file__).resolve().parents[2] / ".screens"
COLUMNS = ("role", "page", "width", "height", "screens")
# How high a window of each width is: a telephone, a tablet and a small laptop.
WINDOWS = {320: 640, 768: 1024, 1280: 800}
THEMES = ("light", "dark")
_HEIGHT = "document.documentElement.scrollHeight"

Row = tuple[str, str, int, int, float]


def chosen(role: Role, page: str) -> bool:
    """Tell whether somebody asked for this page, or for no page in particular."""
    asked = os.environ.get("ONLY", "").split()
    return not asked or any(each in f"{role}/{page}" for each in asked)


def everybody(town: Town) -> Iterator[Person]:
    """Give one person for each role."""
    for role in Role:
        name = {Role.ANYONE: VISITOR, Role.RESIDENT: PLACED}.get(role, role.value)
        if name in town.people:
            yield town.people[name]


def pages_of(town: Town, person: Person) -> list[tuple[str, str]]:
    """Give each page that this person may open with an address of it: the first that is there."""
    found, browser = [], person.browser()
    for door, addresses in entrances(town, person):
        page = door.name.replace(":", "-")
        if chosen(person.role, page):
            there = (each for each in addresses if browser.get(each).status_code == 200)
            found += [(page, address) for address in there][:1]
    return found


def photograph(page: Page, role: Role, name: str) -> Iterator[Row]:
    """Take the page that is open in each window and theme; gives its height in each width."""
    for width, window in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": window})
        height = page.evaluate(_HEIGHT)
        yield role.value, name, width, height, round(height / window, 1)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=FOLDER / role / f"{name}-{width}-{theme}.png", full_page=True)


def test_take_them_all(browser: Browser, live_server: LiveServer, town: Town) -> None:
    click.echo("\nThe demonstration, with everything in it that a page can show …")
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "heights.csv").open("w", encoding="utf-8", newline="") as file:
        heights = csv.writer(file, lineterminator="\n")
        heights.writerow(COLUMNS)
        for person in everybody(town):
            pages = pages_of(town, person)
            if not pages:
                continue
            context = enter(browser, live_server, person)
            page = context.new_page()
            with click.progressbar(pages, label=f"{person.role.value} ({len(pages)})") as bar:
                for name, address in bar:
                    page.goto(address)
                    heights.writerows(photograph(page, person.role, name))
                    file.flush()
            context.close()
