# SPDX-License-Identifier: EUPL-1.2
"""What somebody sees only now and then: refusals, mistakes, words shown once, taking back.

These pages come at a bad moment, so they must be at least as easy to read as the others.
"""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from meedoen.residents.models import Resident
from tests.browser.test_accessible import log_in
from tests.browser.test_resident_path import tell_a_story

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [(320, True), (1280, False)]


def come_back(page: Page, key: str) -> None:
    page.goto("/terug/")
    page.get_by_role("textbox").first.fill(settings.DEMONSTRATION_RESIDENTS[key])
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_what_a_resident_meets_on_the_way_is_accessible(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    page.goto("/terug/")
    page.get_by_role("textbox").first.fill("dit zijn niet de woorden")
    page.locator("main").get_by_role("button").first.click()
    expect(page.locator(".md-errors")).to_be_visible()
    look_at(page)

    page.goto("/bel-mij/")
    page.get_by_label(re.compile("nummer", re.IGNORECASE)).fill("geen nummer")
    page.locator("main").get_by_role("button").first.click()
    expect(page.locator(".md-errors")).to_be_visible()
    look_at(page)

    tell_a_story(page)
    look_at(page)
    page.goto("/mijn-verhaal/later/")
    look_at(page)
    page.get_by_role("button", name="Geef mij nieuwe woorden").click()
    look_at(page)
    page.goto("/bel-mij/gelukt/")
    look_at(page)
    page.goto("/mijn-keuzes/nu-niet/")
    look_at(page)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_taking_something_back_is_accessible(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    """Theo has a place and a plan, and shares with a team."""
    page = open_page(width=width, dark=dark)
    come_back(page, "theo")
    page.goto("/wie-keek/")
    page.get_by_role("link", name=re.compile("^Stop dit")).first.click()
    look_at(page)
    page.goto("/mijn-plan/")
    page.get_by_role("link", name=re.compile("terug", re.IGNORECASE)).first.click()
    look_at(page)
    page.goto("/mijn-plan/")
    page.locator("input[value=not_now]").check()
    page.get_by_role("button", name=re.compile("^Bewaar")).first.click()
    look_at(page)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_what_goes_wrong_at_work_is_accessible(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    page.goto("/account/login/")
    page.locator("[name=login]").fill("noor@lindewaard.example")
    page.locator("[name=password]").fill("verkeerd wachtwoord")
    page.locator("main").get_by_role("button").first.click()
    look_at(page)
    log_in(page, "noor@lindewaard.example")
    page.goto("/account/2fa/")
    look_at(page)

    page.goto("/werk/nieuw-verhaal/")
    page.get_by_role("button", name="Bewaar het verhaal").click()
    expect(page.locator("main")).to_contain_text("Lees het samen na")
    look_at(page)
    theo = Resident.objects.get(chosen_name="Theo").pk
    page.goto(f"/werk/inwoner/{theo}/verhaal/")
    look_at(page)
    page.goto(f"/werk/inwoner/{theo}/waarom/wmo.begeleiding_groep/")
    for fold in page.locator("main details").all():
        fold.evaluate("fold => fold.open = true")
    look_at(page)
    page.goto(f"/werk/inwoner/{theo}/brillen/?vraag=geboortedatum")
    page.get_by_role("button", name="Schrijf op").click()
    expect(page.locator("#vraag")).to_contain_text("Dit kan nog niet zo")
    look_at(page)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_a_host_sees_who_comes(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    log_in(page, "lotte@hotel.example")
    page.goto("/werk/plekken/")
    look_at(page)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_a_colleague_looks_for_who_waits_and_searches_too_narrowly(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    log_in(page, "noor@lindewaard.example")
    page.goto("/werk/")
    find = page.get_by_role("search", name="Zoek iemand")
    find.get_by_label("Alleen wie op jou wacht").check()
    find.get_by_role("button").click()
    expect(page.get_by_role("heading", name="Wie op jou wacht")).to_be_visible()
    look_at(page)
    find.get_by_label("Zoek op naam").fill("zz")
    find.get_by_label("Regisseur").select_option("jij")
    find.get_by_role("button").click()
    expect(page.get_by_text("Niemand gevonden")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name="Haal alles weg").click()
    expect(page.get_by_role("heading", name="Gevonden")).to_be_visible()
    expect(page.get_by_label("Alleen wie op jou wacht")).not_to_be_checked()
