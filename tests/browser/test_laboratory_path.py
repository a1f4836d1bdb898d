# SPDX-License-Identifier: EUPL-1.2
"""A policy adviser tries a change: the page follows the run by itself, and without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meedoen.laboratory import tasks
from meedoen.laboratory.models import Run
from tests.browser.test_accessible import log_in
from tests.laboratory.worlds import job_context

pytestmark = pytest.mark.django_db(transaction=True)
HELP_AT_WORK = "Of mensen zonder uitkering hulp bij werk krijgen."


@pytest.fixture(autouse=True)
def few_people(settings: Any) -> None:
    settings.LABORATORY_PEOPLE = 3000


def draft_a_change(page: Page) -> None:
    log_in(page, "ruben@lindewaard.example")
    page.goto("/beleid/laboratorium/nieuw/?gemeente=GM9901")
    page.get_by_label("Hoe noem je dit concept?").fill("Zonder hulp")
    page.get_by_label("Waarom wil je dit uitproberen?").fill("De raad vraagt het.")
    page.get_by_label(HELP_AT_WORK).select_option("nee")
    page.get_by_role("button", name="Bewaar en reken door").click()
    page.wait_for_url("**/beleid/laboratorium/*/")


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_the_page_follows_the_run_and_every_state_is_accessible(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    draft_a_change(page)
    expect(page.get_by_role("heading", name="Wacht op de rekenmachine")).to_be_visible()
    look_at(page)
    tasks.run_draft.func(job_context(), Run.objects.latest("pk").pk)
    expect(page.get_by_role("heading", name="Wat er dan verandert")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Klaar")).to_have_count(1)
    look_at(page)
    for address in ("", "nieuw/"):
        page.goto(f"/beleid/laboratorium/{address}")
        look_at(page)


def test_without_javascript_a_link_looks_again(open_page: Callable[..., Page]) -> None:
    page = open_page(javascript=False)
    draft_a_change(page)
    tasks.run_draft.func(job_context(), Run.objects.latest("pk").pk)
    page.get_by_role("link", name="Kijk opnieuw").click()
    expect(page.get_by_role("heading", name="Wat er dan verandert")).to_be_visible()
