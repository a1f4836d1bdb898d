# SPDX-License-Identifier: EUPL-1.2
"""The page that says a service asks more: accessible, and a way on by keyboard alone."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [(320, False), (320, True), (1280, False), (1280, True)]
MOST_PRESSES = 40
FOCUSED = "document.activeElement.textContent.trim()"


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_who_meets_a_level_reads_what_to_do_and_gets_there_by_keyboard(
    open_page: Callable[..., Page],
    look_at: Callable[[Page], None],
    complaints: list[str],
    width: int,
    dark: bool,
) -> None:
    page = open_page(width=width, dark=dark)
    page.goto("/terug/")
    page.get_by_role("textbox").first.fill(settings.DEMONSTRATION_RESIDENTS["sanne"])
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_load_state()
    answer = page.goto("/wat-kan-er/")
    assert answer
    assert answer.status == 403
    look_at(page)
    complaints[:] = [said for said in complaints if "a status of 403" not in said]
    for _ in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == "Laat je bellen":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/bel-mij/")
