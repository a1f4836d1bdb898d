# SPDX-License-Identifier: EUPL-1.2
"""Figures go from a file to everybody: two colleagues by keyboard, a visitor without JavaScript."""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from meedoen.publication import operations, tasks
from meedoen.publication.models import Preparation
from meedoen.vocabulary.moment import Moment
from tests.browser.test_accessible import log_in
from tests.browser.test_heights import MOST, screens
from tests.laboratory.worlds import job_context

pytestmark = pytest.mark.django_db(transaction=True)

LINES = "\n".join(
    f"BU990101{buurt:02};{age};{3 if buurt == 1 and age == 'jong' else 14 + 3 * buurt}"
    for buurt in range(1, 5)
    for age in ("jong", "midden", "oud")
)
COUNTS: FilePayload = {
    "name": "aantallen.csv",
    "mimeType": "text/csv",
    "buffer": f"buurt;leeftijd;aantal\n{LINES}\n".encode(),
}


def kept(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for it."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def pressed(page: Page, button: str) -> None:
    """Press a button as who uses no mouse."""
    page.get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def filled_in(page: Page) -> None:
    page.goto("/beleid/uitgaven/nieuw/?gemeente=GM9901")
    page.get_by_label("Hoe heet deze uitgave?").fill("Huisbezoeken")
    page.get_by_label("Van welke dag zijn de aantallen?").fill("2025-12-31")
    page.get_by_label("Wie tel je?").fill("Mensen die bezocht zijn in 2025")
    page.get_by_label("Waar komen de aantallen vandaan?").fill("De bezoeken van het wijkteam.")
    page.get_by_label("Het bestand met aantallen").set_input_files(COUNTS)


@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_figures_go_from_a_file_to_everybody(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    ruben = open_page(width=width, dark=dark)
    log_in(ruben, "ruben@lindewaard.example")
    filled_in(ruben)
    pressed(ruben, "Verberg wat te klein is")
    expect(ruben.get_by_role("alert").first).to_contain_text("kies de bestanden opnieuw")
    look_at(ruben)
    kept(ruben, f"fout-{width}")
    ruben.get_by_label("onder de 5 verborgen").check()
    ruben.get_by_label("Het bestand met aantallen").set_input_files(COUNTS)
    pressed(ruben, "Verberg wat te klein is")
    expect(ruben.get_by_role("heading", name="Wacht op de rekenmachine")).to_be_visible()
    look_at(ruben)
    kept(ruben, f"wacht-op-rekenmachine-{width}")
    assert screens(ruben, ruben.url, width) <= MOST[width]
    tasks.prepare_release.func(job_context(), Preparation.objects.latest("pk").pk)
    # The page follows it by itself, and takes nobody elsewhere.
    expect(ruben.get_by_role("link", name="Bekijk de uitgave")).to_be_visible()
    expect(ruben.get_by_role("status").filter(has_text="Klaar")).to_have_count(1)
    look_at(ruben)
    ruben.get_by_role("link", name="Bekijk de uitgave").focus()
    ruben.keyboard.press("Enter")
    expect(ruben.get_by_role("heading", level=1)).to_have_text("Mag deze uitgave naar buiten?")
    look_at(ruben)
    address = ruben.url

    jesse = open_page(width=width, dark=dark)
    log_in(jesse, "jesse@lindewaard.example")
    jesse.goto(address)
    look_at(jesse)
    kept(jesse, f"tweede-{width}")
    jesse.get_by_label("Ik las het aanvalsverslag").check()
    jesse.get_by_label("Ik bekeek de tabel").check()
    pressed(jesse, "Geef vrij")
    ready = "Klaar om openbaar te maken"
    expect(jesse.get_by_role("heading", name=ready)).to_be_visible()
    ruben.goto(address)
    look_at(ruben)
    pressed(ruben, "Maak openbaar")
    expect(ruben.get_by_role("heading", name="Dit staat openbaar")).to_be_visible()
    look_at(ruben)

    anybody = open_page(width=width, dark=dark, javascript=False)
    anybody.goto("/cijfers/")
    anybody.get_by_role("link", name="Huisbezoeken, 31 december 2025").click()
    anybody.get_by_role("link", name="Oude Waard").click()
    expect(anybody.get_by_role("row", name="Lindemarkt")).to_contain_text("verborgen")
    kept(anybody, f"wijk-{width}")

    ruben.get_by_text("Klopt het niet? Trek terug").click()
    ruben.get_by_label("Waarom?").fill("We telden twee teams dubbel.")
    pressed(ruben, "Trek terug")
    expect(ruben.get_by_role("heading", name="Dit stond openbaar")).to_be_visible()
    anybody.reload()
    expect(anybody.get_by_text("We telden twee teams dubbel.")).to_be_visible()
    kept(anybody, f"teruggetrokken-{width}")


def test_a_release_is_printed_whole_on_two_sheets_at_most(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/cijfers/gm9901-mensen-met-een-plek-2025-12-31/")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert 1 <= len(sheets) <= 2
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("Wat dit niet belooft")).to_be_visible()


def test_without_javascript_a_link_looks_again_and_a_button_stops(
    open_page: Callable[..., Page], look_at: Callable[[Page], None]
) -> None:
    page = open_page(width=320, javascript=False)
    log_in(page, "ruben@lindewaard.example")
    for stops in (True, False):
        filled_in(page)
        page.get_by_label("onder de 5 verborgen").check()
        pressed(page, "Verberg wat te klein is")
        expect(page.get_by_role("heading", name="Wacht op de rekenmachine")).to_be_visible()
        if stops:
            pressed(page, "Stop")
            expect(page.get_by_role("heading", name="Gestopt")).to_be_visible()
            page.get_by_role("link", name="Kies het bestand opnieuw").click()
            expect(page.get_by_label("Hoe heet deze uitgave?")).to_have_value("Huisbezoeken")
    waits = Preparation.objects.latest("pk").pk
    operations.begin_preparation(preparation_id=waits, on=Moment.now())
    page.get_by_role("link", name="Kijk opnieuw").click()
    expect(page.get_by_role("listitem").filter(has_text="nu bezig")).to_have_count(1)
    page.goto("/beleid/uitgaven/")
    page.get_by_role("link", name="Huisbezoeken").click()
    tasks.prepare_release.func(job_context(), waits)
    page.get_by_role("link", name="Kijk opnieuw").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mag deze uitgave naar buiten?")


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_releases_say_what_was_before_and_keep_to_their_height(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int
) -> None:
    page = open_page(width=width)
    address = "/cijfers/gm9901-mensen-met-een-plek-2025-12-31/"
    for one in ("/cijfers/", address, f"{address}?naast=1", f"{address}?deel=WK990104"):
        page.goto(one)
        look_at(page)
        kept(page, f"cijfers-{len(one)}-{width}")
        assert screens(page, one, width) <= MOST[width]
    log_in(page, "ruben@lindewaard.example")
    page.goto("/beleid/uitgaven/")
    page.get_by_role("link", name="naar leeftijd").click()
    expect(page.get_by_text("Jij bent het tweede paar ogen")).to_be_visible()
    look_at(page)
    kept(page, f"wacht-{width}")
    # At work a page has a limit on the screen of a desk.
    assert screens(page, page.url, 1280) <= MOST[1280]
