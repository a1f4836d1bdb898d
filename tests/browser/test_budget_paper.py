# SPDX-License-Identifier: EUPL-1.2
"""What a controller prints has on it what is for paper, and nothing to press."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessible import log_in
from tests.budget.worlds import some_books

pytestmark = pytest.mark.django_db(transaction=True)

PETRA = "petra@lindewaard.example"
BUDGET = "/beleid/budget/"


def test_on_paper_stands_nothing_to_press_and_a_table_begins_below_what_leads_to_it(
    site: str, open_page: Callable[..., Page]
) -> None:
    some_books()
    page = open_page(width=794)
    log_in(page, PETRA)
    for address in ("", "steekproef/?zaad=7", "saldi/"):
        page.goto(f"{BUDGET}{address}")
        expect(page.locator(".md-no-print:visible").first).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator(".md-no-print:visible")).to_have_count(0)
        panels = page.locator(".md-panel:has(.bud-table)").all()
        assert panels
        for panel in panels:
            assert panel.evaluate("one => getComputedStyle(one).breakInside") == "auto", address
        page.emulate_media(media="screen")
