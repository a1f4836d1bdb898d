# SPDX-License-Identifier: EUPL-1.2
"""A page that a resident may read is at most five screens of a telephone, and rules three at work.

Pages that keep to it stand here, so that they stay so; `make screens` measures all of them.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screens import WINDOWS
from tests.browser.test_states import come_back

pytestmark = pytest.mark.django_db(transaction=True)

PARTICIPATIEWET = "/regels/participatiewet/2026-07-01/"
# The longest text, the longest rule and the most that one article decides.
RULES = (
    "/regels/", "/regels/?zoek=lindewaard", PARTICIPATIEWET, f"{PARTICIPATIEWET}?page=5",
    f"{PARTICIPATIEWET}artikel/9/", f"{PARTICIPATIEWET}artikel/8a/",
    "/regels/wmo_2015/2026-07-01/artikel/1.2.1/",
)  # fmt: skip
MOST = {320: 5.0, 1280: 3.0}


def screens(page: Page, address: str, width: int) -> float:
    """Give how many screens a page is high, in tenths as `make screens` says it."""
    page.set_viewport_size({"width": width, "height": WINDOWS[width]})
    page.goto(address)
    height: int = page.evaluate("document.documentElement.scrollHeight")
    return round(height / WINDOWS[width], 1)


def test_pages_of_the_rules_keep_to_their_height(open_page: Callable[..., Page]) -> None:
    page = open_page()
    too_high = [
        f"{address} at {width}: {found}"
        for width, most in MOST.items()
        for address in RULES
        if (found := screens(page, address, width)) > most
    ]
    assert too_high == []


def test_who_looked_keeps_to_its_height(open_page: Callable[..., Page]) -> None:
    page = open_page()
    come_back(page, "theo")
    assert screens(page, "/wie-keek/", 320) <= MOST[320]
