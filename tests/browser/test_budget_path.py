# SPDX-License-Identifier: EUPL-1.2
"""The budget in a browser: one euro in three presses by keyboard, and every page for everybody.

At three widths, light and dark, and without JavaScript.
"""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meedoen.budget.models import BookedDocument, LedgerTransaction
from tests.browser.test_accessible import log_in
from tests.browser.test_heights import screens
from tests.budget.worlds import some_books

pytestmark = pytest.mark.django_db(transaction=True)

PETRA = "petra@lindewaard.example"
BUDGET = "/beleid/budget/"
DAY_CARE = f"{BUDGET}taakveld/wmo/6.713/"
# A working page is at most three screens; a telephone has its parts one below the other.
MOST = {1280: 3.0, 320: 14.0}


def pages() -> tuple[str, ...]:
    """Every page of the budget, with what is booked."""
    divided = LedgerTransaction.objects.filter(kind="divided").earliest("pk")
    back = LedgerTransaction.objects.get(kind="reversed")
    waits = LedgerTransaction.objects.filter(product="08").earliest("pk")
    return (
        BUDGET,
        f"{BUDGET}?jaar=2025",
        f"{BUDGET}saldi/?per=aanbieder",
        DAY_CARE,
        f"{DAY_CARE}98000021/",
        f"{BUDGET}boeking/{divided.pk}/",
        f"{BUDGET}boeking/{back.pk}/",
        f"{BUDGET}boeking/{waits.pk}/",
        f"{BUDGET}boeking/{divided.pk}/terug/",
        f"{BUDGET}stuk/{BookedDocument.objects.earliest('pk').pk}/",
        f"{BUDGET}zoek/?nummer=bestaat-niet",
        f"{BUDGET}wacht/",
        f"{BUDGET}steekproef/?aantal=8&zaad=7",
    )


@pytest.mark.parametrize(("width", "dark"), [(320, True), (768, False), (1280, False)])
def test_every_page_of_the_budget_can_be_read_by_everybody(
    site: str,
    open_page: Callable[..., Page],
    look_at: Callable[[Page], None],
    width: int,
    dark: bool,
) -> None:
    some_books()
    page = open_page(width=width, dark=dark)
    log_in(page, PETRA)
    for number, address in enumerate(pages()):
        page.goto(address)
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=f"{folder}/{number:02}-{width}.png", full_page=True)
        look_at(page)
        if most := MOST.get(width):
            assert screens(page, address, width) <= most, address


@pytest.mark.proves("S2-16", "by keyboard, in a browser")
@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_one_euro_is_three_presses_away_and_is_taken_back_by_keyboard_alone(
    site: str, open_page: Callable[..., Page], width: int, javascript: bool
) -> None:
    some_books()
    page = open_page(width=width, javascript=javascript)
    log_in(page, PETRA)
    expect(page.get_by_role("heading", level=1)).to_have_text("Eén budget om mee te doen")
    booking = LedgerTransaction.objects.filter(kind="divided", day__year=2026).earliest("pk")
    for name in ("6.713 Dagbesteding (Wmo)", "Aanbieder 98000021"):
        page.get_by_role("link", name=name, exact=True).focus()
        page.keyboard.press("Enter")
    page.get_by_role("link", name=f"Boeking {booking.pk}", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Van bedrag tot taakveld")).to_be_visible()
    expect(page.get_by_text("Hier eindigt de weg")).to_be_visible()
    page.get_by_role("link", name="Draai terug").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Waarom draai je dit terug?").fill("Dubbel gedeclareerd")
    page.get_by_role("button", name="Draai terug").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Reden: Dubbel gedeclareerd")).to_be_visible()
    assert LedgerTransaction.objects.get(reverses=booking).words == "Dubbel gedeclareerd"
