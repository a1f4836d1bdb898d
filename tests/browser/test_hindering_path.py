# SPDX-License-Identifier: EUPL-1.2
""" "Dit hindert mij" in a browser: one press at a step, and what was decided is read back.

With and without JavaScript, at three widths, light and dark.
"""

import os
import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from meedoen.knelpunten.models import Knelpunt
from meedoen.knelpunten.register.operations import make_public
from meedoen.knelpunten.states import RegisterState
from meedoen.knelpunten.tickets.operations import lay_with
from meedoen.residents.models import Hindrance
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import Desks, another, decided, desks, entered, improving, seen_to

pytestmark = pytest.mark.django_db(transaction=True)


def as_resident(page: Page, who: str = "theo") -> None:
    page.goto("/terug/")
    page.get_by_role("textbox").first.fill(settings.DEMONSTRATION_RESIDENTS[who])
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_load_state()
    page.goto("/mijn-plan/")


def public(desk: Desks, on: Moment) -> list[int]:
    """Let two knelpunten be public, of which one waits."""
    numbers = [entered(desk.team, on), entered(desk.team, on, told=another())]
    with improving(desk.policy, on):
        for number in numbers:
            make_public(knelpunt_id=number, by=desk.policy, on=on)
    return numbers


def hers(page: Page) -> UUID:
    """Give the press whose page is open: the number in its address is of her dossier only."""
    number = page.url.split("/hindert/")[1].split("/")[0]
    return Hindrance.objects.get(pk=int(number)).ticket


def picture(page: Page, name: str, width: int) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
@pytest.mark.proves("S0-20", "from one press to half solved, in a browser")
def test_theo_presses_at_a_step_reads_what_was_decided_and_says_half(
    site: str, open_page: Callable[..., Page], javascript: bool
) -> None:
    page, on = open_page(javascript=javascript), Moment.now()
    as_resident(page)
    page.get_by_label("Welke stap wil je erbij?").fill("Een keer gaan kijken")
    page.get_by_role("button", name="Stap erbij").click()
    page.locator("#stappen").get_by_role("button", name=re.compile("Dit hindert mij")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit hindert mij")
    ticket = hers(page)
    page.locator("textarea[name=words]").last.fill("Als ik vaker kom, wordt mijn hulp minder.")
    page.get_by_label("Ja, zonder mijn naam").check()
    page.get_by_label("Ja, laat het mij weten").check()
    page.get_by_role("button", name="Bewaar dit").click()
    expect(page.locator("#berichten")).to_contain_text("Bewaard")
    address = page.url

    desk = desks(on)
    [number, _] = public(desk, on)
    with improving(desk.team, on):
        lay_with(ticket=ticket, knelpunt_id=number, by=desk.team, on=on)
    decided(number, desk, on=on)

    page.goto("/mijn-plan/")
    page.get_by_role("link", name="Er is antwoord op wat je zei").click()
    expect(page).to_have_url(address)
    expect(page.locator("main")).to_contain_text("Je hulp blijft het eerste half jaar")
    page.locator("input[value=half]").check()
    page.get_by_role("button", name="Bewaar mijn antwoord").click()
    expect(page.locator("main")).to_contain_text("Je zei: Half opgelost")
    seen_to(ticket, on)
    assert Knelpunt.objects.get(pk=number).state == RegisterState.HALF

    page.get_by_role("link", name="Lees de hele weg").click()
    expect(page.locator("main")).to_contain_text("Half opgelost")
    page.get_by_role("button", name="Dit hindert mij ook").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit hindert mij")


@pytest.mark.parametrize(
    ("width", "dark"), [(320, False), (320, True), (768, True), (1280, False), (1280, True)]
)
def test_every_page_about_what_hinders_can_be_read_by_everybody(
    site: str,
    open_page: Callable[..., Page],
    look_at: Callable[[Page], None],
    width: int,
    dark: bool,
) -> None:
    on = Moment.now()
    desk = desks(on)
    numbers = public(desk, on)
    decided(numbers[0], desk, on=on)
    look = f"{'dark' if dark else 'light'}"
    page = open_page(width=width, dark=dark)
    for name, address in (("stuck", "/wat-vastloopt/"), ("point", f"/wat-vastloopt/{numbers[0]}/")):
        page.goto(address)
        look_at(page)
        picture(page, f"{name}-{look}", width)
    page.get_by_role("button", name="Dit hindert mij ook").click()
    expect(page.locator("#berichten")).to_contain_text("zonder je naam")
    as_resident(page)
    look_at(page)
    picture(page, f"plan-{look}", width)
    page.goto("/mijn-plan/hindert/")
    look_at(page)
    page.get_by_role("button", name="Dit hindert mij").last.click()
    look_at(page)
    page.locator("textarea[name=words]").last.fill("Ik ging naar Kees en dat mocht niet.")
    page.get_by_label("Ja, zonder mijn naam").check()
    page.get_by_role("button", name="Bewaar dit").click()
    expect(page.locator("mark")).to_have_text("Kees")
    look_at(page)
    picture(page, f"found-{look}", width)
    ticket = hers(page)
    with improving(desk.team, on):
        lay_with(ticket=ticket, knelpunt_id=numbers[0], by=desk.team, on=on)
    page.goto("/mijn-plan/hindert/")
    look_at(page)
    picture(page, f"all-{look}", width)
    page.locator(".md-resident-hindered a").first.click()
    look_at(page)
    picture(page, f"one-{look}", width)
