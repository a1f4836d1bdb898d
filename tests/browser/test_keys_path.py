# SPDX-License-Identifier: EUPL-1.2
"""A key for next year is proposed, tried and adopted by two people, by keyboard, on any screen."""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meedoen.budget.models import AllocationKey
from tests.browser.test_accessible import log_in
from tests.browser.test_heights import screens
from tests.budget.worlds import some_books, some_plans

pytestmark = pytest.mark.django_db(transaction=True)

PETRA, SIMON = "petra@lindewaard.example", "simon@lindewaard.example"
KEYS = "/beleid/budget/sleutels/"
PLAN = "/beleid/budget/begroting/"
# A working page is at most three screens; on a telephone parts stand one below the other.
MOST = {1280: 3.0, 320: 14.0}


def press(page: Page, kind: str, name: str) -> None:
    """Reach something by keyboard and press it."""
    there = page.get_by_role(kind, name=name).first  # type: ignore[arg-type]
    there.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_key_for_next_year_is_proposed_tried_and_adopted_by_two_people(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int
) -> None:
    some_books()
    petra = open_page(width=width)
    log_in(petra, PETRA)
    press(petra, "link", "Sleutels")
    press(petra, "link", "Maak er een voor 2027 van Dagbesteding 2026")
    expect(petra.get_by_role("heading", level=1)).to_have_text("Sleutel voorstellen")
    look_at(petra)
    petra.get_by_label("Deel in procent").nth(0).fill("65")
    press(petra, "button", "Stel de sleutel voor")
    expect(petra.get_by_text("De delen zijn samen 101%. Samen zijn ze 100%.").first).to_be_visible()
    look_at(petra)
    petra.get_by_label("Deel in procent").nth(1).fill("29")
    press(petra, "button", "Stel de sleutel voor")
    expect(petra.get_by_role("heading", level=1)).to_have_text("Dagbesteding 2027")
    expect(petra.get_by_role("button", name="Stel vast")).to_have_count(0)
    look_at(petra)
    petra.get_by_label("Probeer een ander deel door het ene budget").fill("95")
    press(petra, "button", "Probeer")
    expect(petra.get_by_text("Dat is een proef: in de sleutel staat 70%.")).to_be_visible()
    look_at(petra)
    address = petra.url.partition("?")[0]
    simon = open_page(width=width)
    log_in(simon, SIMON)
    simon.goto(address)
    press(simon, "button", "Stel vast")
    expect(simon.get_by_text(re.compile("Simon stelde hem vast op"))).to_be_visible()
    look_at(simon)
    key = AllocationKey.objects.get(first_day__year=2027)
    assert (key.proposed_by, key.adopted_by) == ("Petra", "Simon")


def test_a_proposal_is_put_aside_and_taken_up_again_without_scripts(
    open_page: Callable[..., Page],
) -> None:
    some_plans()
    page = open_page(width=768, javascript=False)
    log_in(page, PETRA)
    page.goto(KEYS)
    page.get_by_role("link", name="Dagbesteding 2027").click()
    page.get_by_role("button", name="Zet opzij").click()
    expect(page.get_by_text("De sleutel is opzij gezet.")).to_be_visible()
    page.get_by_role("button", name="Haal terug").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dagbesteding 2027")


@pytest.mark.parametrize(("width", "dark"), [(320, True), (768, False), (1280, False)])
def test_every_page_of_keys_and_budget_can_be_read_by_everybody(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    some_books()
    some_plans()
    page = open_page(width=width, dark=dark)
    log_in(page, PETRA)
    held, waits, aside = (
        AllocationKey.objects.filter(**which).latest("pk").pk
        for which in (
            {"adopted_at__isnull": False},
            {"adopted_at": None, "dropped_at": None},
            {"dropped_at__isnull": False},
        )
    )
    addresses = (
        KEYS, f"{KEYS}nieuw/", f"{KEYS}nieuw/?van={held}", f"{KEYS}{held}/", f"{KEYS}{waits}/",
        f"{KEYS}{aside}/", PLAN, f"{PLAN}?jaar=2025",
    )  # fmt: skip
    for number, address in enumerate(addresses):
        page.goto(address)
        look_at(page)
        if width in MOST:
            assert screens(page, address, width) <= MOST[width], address
        if folder := os.environ.get("MEEDOEN_PICTURES"):
            shade = "dark" if dark else "light"
            page.screenshot(path=f"{folder}/key-{number}-{width}-{shade}.png", full_page=True)
