# SPDX-License-Identifier: EUPL-1.2
"""Figures per street in a browser: off, the question for what, a buurt; and what officers read.

By keyboard, at three widths, light and dark, and without JavaScript.
"""

import os
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from meedoen.accounts.models import Account
from meedoen.demonstration.releases import JESSE, RUBEN
from meedoen.monitor.models import IndicatorFigure
from meedoen.monitor.operations import keep_streets
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.street_figures import ShownBuurt
from meedoen.privacy.queries import viewer_for_account
from meedoen.vocabulary.moment import Moment
from tests.browser.test_accessible import log_in
from tests.browser.test_heights import screens
from tests.monitor.worlds import CORNER, HERE, some_figures, some_streets

pytestmark = pytest.mark.django_db(transaction=True)

STREETS = "/werk/straten/"
NOOR, ILSE, ESRA = "noor@lindewaard.example", "ilse@vennerhout.example", "esra@lindewaard.example"
LONG = "Burgemeester Aaldert van der Steenbergenbuitensingel"
NAMES = ("", "Aardbeihof", LONG, "Garenhof", "Haverhof", "Roggeveld", "Zaagdijk")


@pytest.fixture
def streets(site: str) -> None:
    """Streets of a buurt, of the Wmo and of some sources with long names."""
    on = Moment.now()
    by, second = (
        viewer_for_account(Account.objects.get(email=email).pk, on=on) for email in (RUBEN, JESSE)
    )
    figures = some_figures(by, second, on)
    some_streets(figures, by, on)
    out = figures["gebruik_wmo"][0]
    for at, source in enumerate(("oggz", "bijzondere_bijstand", "schuldhulp", "cjg", "vsv")):
        beside = IndicatorFigure.objects.create(
            municipality_id=HERE, indicator=f"gebruik_{source}", year=out.year, build=out.build,
            release=out.release, made_of=out.made_of, made_at=on.at,
        )  # fmt: skip
        values = tuple(-1 if (place + at) % 3 == 0 else 6 + place * at for place in range(7))
        shown = [ShownBuurt(CORNER, NAMES, values)] if source != "vsv" else []
        keep_streets(
            figure=beside, source=source, shown=shown, on=on, as_of=date(out.year, 12, 31),
            status=LoadStatus.FINAL, why_none="" if shown else "Te weinig mensen om te tonen.",
        )  # fmt: skip


def picture(page: Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def ask(page: Page) -> None:
    """Choose a buurt and say for what."""
    page.goto(STREETS)
    page.get_by_label("Buurt", exact=True).select_option(CORNER)
    page.get_by_label("Met bewoners praten").check()
    page.get_by_role("button", name="Laat de straten zien").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Straten in")


@pytest.mark.parametrize(("width", "dark"), [(320, True), (768, False), (1280, False)])
def test_every_page_of_streets_can_be_read_by_everybody(
    streets: None,
    open_page: Callable[..., Page],
    look_at: Callable[[Page], None],
    width: int,
    dark: bool,
) -> None:
    page = open_page(width=width, dark=dark)
    log_in(page, NOOR)
    page.goto(STREETS)
    look_at(page)
    picture(page, "ask")
    page.get_by_role("button", name="Laat de straten zien").click()
    look_at(page)
    picture(page, "wrong")
    ask(page)
    look_at(page)
    picture(page, "look")
    assert screens(page, page.url, width) <= (2.6 if width == 1280 else 9.0)
    other = open_page(width=width, dark=dark)
    log_in(other, ILSE)
    other.goto(STREETS)
    look_at(other)
    picture(other, "off")
    officer = open_page(width=width, dark=dark)
    log_in(officer, ESRA)
    officer.goto("/toezicht/")
    look_at(officer)
    picture(officer, "oversight")
    expect(officer.get_by_text("Wie keek naar cijfers per straat").first).to_be_visible()


def test_she_asks_and_looks_by_keyboard_alone_without_javascript(
    streets: None, open_page: Callable[..., Page]
) -> None:
    page = open_page(width=320, javascript=False)
    log_in(page, NOOR)
    page.goto(STREETS)
    page.get_by_label("Buurt", exact=True).focus()
    page.get_by_label("Buurt", exact=True).select_option(CORNER)
    page.get_by_label("Bepalen waar het team").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Laat de straten zien").focus()
    page.keyboard.press("Enter")
    haverhof = page.get_by_role("row").filter(has_text="Haverhof")
    expect(haverhof).to_contain_text("Wmo 2015, maatwerk: 12 mensen")
    expect(haverhof).to_contain_text("hier komt hulp samen")
    expect(page.get_by_text("bepalen waar het team meer tijd aan geeft")).to_be_visible()
