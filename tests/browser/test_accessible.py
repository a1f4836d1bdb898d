# SPDX-License-Identifier: EUPL-1.2
"""Every page of the path in a real browser: axe finds nothing, narrow and wide, light and dark."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page

from meedoen.residents.models import Resident

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [(320, False), (320, True), (768, False), (1280, False), (1280, True)]
PUBLIC = (
    "/", "/aanbod/", "/bel-mij/", "/terug/", "/mijn-verhaal/", "/mijn-verhaal/2/",
    "/mijn-verhaal/3/", "/wat-bewaren-we/", "/rondleiding/", "/toegankelijkheid/",
    "/beter-lezen/", "/onderdelen/", "/account/login/", "/onafhankelijke-hulp/",
    "/zelfde-antwoord/", "/zo-doet-je-gemeente-het/",
)  # fmt: skip
OWN = ("/mijn-verhaal/nalezen/", "/mijn-keuzes/", "/mijn-plan/", "/wie-keek/",
    "/wat-kan-er/", "/wat-kan-er/?vraag=uitkering_soort", "/wat-verandert/",
    "/wat-verandert/?stap=deel_van_de_week&antwoord=stopt",
)  # fmt: skip
WORK = ("/werk/", "/werk/nieuw-verhaal/", "/werk/zo-doen-wij-het/", "/werk/knelpunten/")
OF_A_PERSON = (
    "", "brillen/", "keuzes/", "plan/", "plan/?uitweg=K06", "wat-verandert/",
    "wat-verandert/?stap=krijg_aow", "brillen/anders/wmo.begeleiding_groep/",
    "brillen/knelpunt/K06/", "brillen/bewaard/",
)  # fmt: skip
POLICY = ("/beleid/", "/beleid/kaart/")


def log_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(settings.DEMONSTRATION_PASSWORD)
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_page_of_the_path_is_accessible(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    for address in PUBLIC:
        page.goto(address)
        look_at(page)
    page.goto("/terug/")
    page.get_by_role("textbox").first.fill(settings.DEMONSTRATION_RESIDENTS["theo"])
    page.locator("main").get_by_role("button").first.click()
    for address in OWN:
        page.goto(address)
        look_at(page)

    worker = open_page(width=width, dark=dark)
    log_in(worker, "noor@lindewaard.example")
    theo = Resident.objects.get(chosen_name="Theo").pk
    for address in (*WORK, *(f"/werk/inwoner/{theo}/{part}" for part in OF_A_PERSON)):
        worker.goto(address)
        look_at(worker)

    adviser = open_page(width=width, dark=dark)
    log_in(adviser, "ruben@lindewaard.example")
    for address in POLICY:
        adviser.goto(address)
        look_at(adviser)
