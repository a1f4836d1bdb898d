# SPDX-License-Identifier: EUPL-1.2
"""A professional's path in a browser: log in, type along, two glasses, options, plan."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page: Page, email: str = "noor@lindewaard.example") -> None:
    """Log in with the demonstration's password."""
    page.goto("/werk/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(settings.DEMONSTRATION_PASSWORD)
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_url(re.compile("/werk/"))


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_from_typing_along_to_both_glasses_a_place_and_a_plan(
    open_page: Callable[..., Page], javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    log_in(page)
    page.goto("/werk/nieuw-verhaal/")
    boxes = page.locator("main textarea")
    boxes.nth(0).fill("Koken voor anderen, in een kleine groep")
    page.get_by_role("checkbox", name=re.compile("las mee")).check()
    page.locator("main form").get_by_role(
        "button", name=re.compile("Bewaar|Zo is het goed")
    ).click()
    expect(page.locator("main")).to_contain_text(re.compile("woorden", re.IGNORECASE))
    subject = re.search(r"[0-9a-f-]{36}", page.url)
    assert subject
    base = f"/werk/inwoner/{subject.group()}"

    page.goto(f"{base}/brillen/")
    expect(page.locator("main")).to_contain_text("Participatiewet")
    expect(page.locator("main")).to_contain_text("Wmo")
    assert "€" not in page.locator("main").inner_text()
    unknown = page.get_by_text("Onbekend", exact=True).count()
    assert unknown > 0
    page.get_by_role("button", name=re.compile("Sla over|Overslaan")).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(f"{base}/keuzes/")
    page.get_by_role("button", name=re.compile("wil gaan kijken")).first.click()
    page.goto(f"{base}/plan/")
    expect(page.locator("main")).to_contain_text("Gaan kijken bij")
    expect(page.locator("main")).to_contain_text("Noor")


def test_the_resident_reads_that_the_professional_looked(open_page: Callable[..., Page]) -> None:
    page = open_page()
    log_in(page)
    page.get_by_role("link", name="Theo").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Theo")
    resident = open_page()
    resident.goto("/terug/")
    resident.get_by_role("textbox").first.fill(settings.DEMONSTRATION_RESIDENTS["theo"])
    resident.locator("main").get_by_role("button").first.click()
    resident.goto("/wie-keek/")
    expect(resident.locator("main")).to_contain_text("Noor")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(40):
        page.keyboard.press("Tab")
        there = page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()")
        if there == name:
            return
    raise AssertionError(f"the keyboard never comes to '{name}'")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_a_colleague_switches_function_with_the_keyboard_on_a_small_screen(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], javascript: bool
) -> None:
    page = open_page(width=320, javascript=javascript)
    log_in(page, "bram@lindewaard.example")
    header = page.get_by_role("banner")
    expect(header).to_contain_text("medewerker wijkteam, Sociaal stadsteam Zuid")
    tab_to(page, "Wissel van functie")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/mijn-werk/functie/")
    if javascript:
        look_at(page)
    tab_to(page, "Ga verder als beleidsadviseur, Beleid Lindewaard")
    page.keyboard.press("Enter")
    page.wait_for_url("**/beleid/")
    expect(header).to_contain_text("beleidsadviseur, Beleid Lindewaard")
    expect(page.get_by_role("status")).to_contain_text("Je werkt nu als beleidsadviseur")
    if javascript:
        look_at(page)


def test_a_policy_adviser_sees_a_map_with_the_same_figures_in_a_table(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.goto("/beleid/kaart/")
    page.locator("[name=login]").fill("ruben@lindewaard.example")
    page.locator("[name=password]").fill(settings.DEMONSTRATION_PASSWORD)
    page.locator("main").get_by_role("button").first.click()
    page.goto("/beleid/kaart/")
    expect(page.locator("svg[role=img]").first).to_be_visible()
    assert page.locator("table tbody tr").count() >= 20
    assert "Johan" not in page.content()
