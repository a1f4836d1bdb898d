# SPDX-License-Identifier: EUPL-1.2
"""The monitor in a browser: from what needs somebody to a figure, its buurten, and out of the door.

By keyboard, at three widths, light and dark, and without JavaScript.
"""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meedoen.accounts.models import Account
from meedoen.demonstration.releases import JESSE, RUBEN
from meedoen.privacy.queries import viewer_for_account
from meedoen.publication.models import Release
from meedoen.publication.states import ReleaseState
from meedoen.vocabulary.moment import Moment
from tests.browser.test_accessible import log_in
from tests.browser.test_heights import screens
from tests.browser.test_release_path import pressed
from tests.monitor.worlds import some_figures

pytestmark = pytest.mark.django_db(transaction=True)

MONITOR = "/beleid/monitor/"
WMO = f"{MONITOR}gebruik_wmo/"
PAGES = (
    MONITOR, WMO, f"{WMO}?gebied=WK990104", f"{MONITOR}stapeling_personen/",
    f"{MONITOR}naast-elkaar/", f"{MONITOR}nakijken/", f"{MONITOR}bronnen/",
    f"{MONITOR}bronnen/wmo/", f"{MONITOR}wederkerigheid/",
)  # fmt: skip
# The page that goes to a council: two screens and a half at work, with the strip of the
# demonstration and the foot of every page, and seven of a telephone.
MOST = {1280: 2.6, 320: 7.0}


@pytest.fixture
def figures(site: str) -> None:
    """Two years of the Wmo, of which the last waits, and stacking."""
    on = Moment.now()
    by, second = (
        viewer_for_account(Account.objects.get(email=email).pk, on=on) for email in (RUBEN, JESSE)
    )
    some_figures(by, second, on)


@pytest.mark.parametrize(("width", "dark"), [(320, True), (768, False), (1280, False)])
def test_every_page_of_the_monitor_can_be_read_by_everybody(
    figures: None,
    open_page: Callable[..., Page],
    look_at: Callable[[Page], None],
    width: int,
    dark: bool,
) -> None:
    page = open_page(width=width, dark=dark)
    log_in(page, RUBEN)
    for address in PAGES:
        page.goto(address)
        look_at(page)
        if folder := os.environ.get("PICTURES"):
            name = address.strip("/").replace("/", "-").replace("?", "-")
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def test_from_the_overview_to_a_buurt_by_keyboard_alone(
    figures: None, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    log_in(page, RUBEN)
    page.goto(MONITOR)
    page.get_by_role("link", name="Wmo 2015, maatwerk").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wmo 2015, maatwerk")
    table = page.locator("#tabel")
    table.get_by_role("link", name="Zomerwal").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mon-sentence")).to_contain_text("In Zomerwal gaat het")
    assert page.locator("#tabel tbody tr").count() == 6
    # The map asks no key: each of its shapes is a link in the table.
    assert page.locator(".policy-map__links a:not([tabindex='-1'])").count() == 0
    page.get_by_text("Als tabel").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mon-table--years")).to_be_visible()


def test_pressing_a_wijk_on_the_map_opens_its_buurten(
    figures: None, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    log_in(page, RUBEN)
    page.goto(WMO)
    page.locator(".policy-map__links a", has_text="Tolkamp").click()
    expect(page.locator(".mon-sentence")).to_contain_text("In Tolkamp gaat het")


def test_a_colleague_approves_several_without_javascript(
    figures: None, open_page: Callable[..., Page]
) -> None:
    page = open_page(width=320, javascript=False)
    log_in(page, JESSE)
    page.goto(f"{MONITOR}nakijken/")
    for label in ("Gebruik: Wmo", "Meer dan één tegelijk", "het aanvalsverslag", "de tabel"):
        page.get_by_label(label).first.focus()
        page.keyboard.press("Space")
    pressed(page, "Geef vrij")
    expect(page.get_by_text("2 cijfers zijn nagekeken.")).to_be_visible()
    assert Release.objects.filter(state=ReleaseState.APPROVED).count() >= 2


def test_the_page_of_a_figure_keeps_to_its_height(
    figures: None, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    log_in(page, RUBEN)
    too_high = [
        f"{address} at {width}: {found}"
        for width, most in MOST.items()
        for address in PAGES[:4]
        if (found := screens(page, address, width)) > most
    ]
    assert too_high == []
