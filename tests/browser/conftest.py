# SPDX-License-Identifier: EUPL-1.2
"""A real Chromium against the real server, with the demonstration loaded.

Without a browser on the machine these tests skip with a plain message; in CI they must run.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from meedoen.demonstration.load import load_demonstration
from meedoen.vocabulary.moment import Moment
from tests.copies import copied, going_to
from tests.web.pages.town import Town

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Playwright keeps an event loop in this thread; Django's own calls in the tests are synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# How long to wait for what must come: a busy machine is no fault of a page.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or whatever Chromium or Chrome the machine has."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        message = "No Chromium on this machine: install one (on Debian: sudo apt install chromium)."
        if os.environ.get("MEEDOEN_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    # Beside Playwright's event loop Django keeps another connection, and cannot close this one.
    connection.close()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database with the demonstration, loaded once; gives its name."""
    with copied("demonstration") as filled:
        with django_db_blocker.unblock(), going_to(filled):
            list(load_demonstration(on=Moment.now()))
        yield filled


@pytest.fixture
def original(request: pytest.FixtureRequest) -> str:
    """What a test gets a copy of: the demonstration, or a town if that is what it looks at."""
    if "town" in request.fixturenames:
        return str(request.getfixturevalue("built")[0])
    return str(request.getfixturevalue("demonstration"))


@pytest.fixture
def town(live_server: LiveServer, built: tuple[str, Town]) -> Town:
    """The served product with everything that can happen in it, and nobody who walked there yet."""
    return replace(built[1], walks={})


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The served product with the demonstration; gives its address."""
    return str(live_server.url)


def _wrong(said: ConsoleMessage) -> bool:
    meant = ("a status of 422", "a status of 409")
    return said.type == "error" and not any(status in said.text for status in meant)


@pytest.fixture
def complaints() -> list[str]:
    """What pages complained about; a test that breaks something on purpose empties it itself."""
    return []


@pytest.fixture
def open_page(browser: Browser, site: str, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Give a way to open a fresh browser window: width, colour scheme, with or without JavaScript.

    Whatever a page complains about in the console, a broken security policy included, fails.
    Only that a form was not accepted is no complaint (422, or 409 when it belongs to another
    story): the page then says what to do.
    """
    contexts = []

    def open_(*, width: int = 1280, dark: bool = False, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="nl-NL",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: complaints.append(said.text) if _wrong(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe() -> Axe:
    """The accessibility checker."""
    return Axe()


@pytest.fixture
def look_at(axe: Axe) -> Callable[[Page], None]:
    """Check the page that is open: no axe violation, one h1, a title, no sideways scrolling."""

    def check(page: Page) -> None:
        # After a press the page is on its way: until it is there, axe finds no document.
        page.wait_for_load_state("load")
        found = axe.run(page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
        assert page.locator("h1").count() == 1, page.url
        assert page.title()
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, f"{page.url} scrolls sideways by {wider} px"

    return check
