# SPDX-License-Identifier: EUPL-1.2
"""What a page says when it is asked something in its address: axe finds nothing there either.

Without a question every page is looked at in `test_every_page.py`.
"""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page

from meedoen.residents.models import Resident

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [(320, True), (1280, False)]
OWN = ("/wat-kan-er/?vraag=uitkering_soort", "/wat-verandert/?stap=deel_van_de_week&antwoord=stopt")
OF_A_PERSON = ("plan/?uitweg=K06", "wat-verandert/?stap=krijg_aow")


def log_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(settings.DEMONSTRATION_PASSWORD)
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_a_page_that_is_asked_something_is_accessible(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    page.goto("/terug/")
    page.get_by_role("textbox").first.fill(settings.DEMONSTRATION_RESIDENTS["theo"])
    page.locator("main").get_by_role("button").first.click()
    for address in OWN:
        page.goto(address)
        look_at(page)

    worker = open_page(width=width, dark=dark)
    log_in(worker, "noor@lindewaard.example")
    theo = Resident.objects.get(chosen_name="Theo").pk
    for part in OF_A_PERSON:
        worker.goto(f"/werk/inwoner/{theo}/{part}")
        look_at(worker)
