# SPDX-License-Identifier: EUPL-1.2
"""An answer that replaces a part of a page: what is said is seen, the focus stays, nothing is kept.

Sources: bigskysoftware/htmx#1113, #2445, #2278 (copies of pages in the browser);
adamchainz/django-htmx#152 (messages that are never seen).
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from meedoen.residents.models import Resident
from tests.browser.conftest import PATIENCE
from tests.browser.test_professional_path import log_in
from tests.browser.test_states import come_back

pytestmark = pytest.mark.django_db(transaction=True)

# What the browser and htmx themselves say in the console about a call that fails on purpose.
EXPECTED = ("a status of 403", "a status of 50", "htmx:", "Response Status Error", "ERR_")
STORED = "() => JSON.stringify({ ...sessionStorage, ...localStorage })"


def glasses_of(page: Page, name: str) -> str:
    address = f"/werk/inwoner/{Resident.objects.get(chosen_name=name).pk}/brillen/"
    page.goto(address)
    return address


def answering(answer: dict[str, Any]) -> Callable[[Route], None]:
    return lambda route: route.fulfill(**answer)


def skip_question(page: Page) -> None:
    asked = page.locator(".wk-ask").inner_text()
    page.get_by_role("button", name="Sla over").click()
    expect(page.locator(".wk-ask")).not_to_have_text(asked)
    expect(page.locator(".wk-ask")).to_be_focused()


def test_answers_make_no_history_keep_no_copy_and_keep_the_focus(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    log_in(page)
    page.goto("/werk/")
    glasses_of(page, "Nadia")
    before = page.evaluate("history.length")
    for _ in range(3):
        skip_question(page)
    assert page.evaluate("history.length") == before
    assert page.evaluate(STORED) == "{}"

    page.get_by_role("button", name="Schrijf op").click()
    expect(page.locator("#vraag .md-errors")).to_be_focused()

    page.get_by_role("button", name="Bewaar deze stand").click()
    expect(page.locator("#berichten")).to_contain_text("Bewaard: de uitkomsten")
    expect(page.locator("#berichten")).to_be_in_viewport()
    expect(page.get_by_role("link", name=re.compile("bewaarde stand"))).to_be_visible()

    page.get_by_role("button", name="Haal weg").first.click()
    expect(page.locator("#net-gedaan")).to_be_focused()
    page.get_by_role("button", name="Zet terug").click()
    expect(page.locator("#net-gedaan")).to_have_count(0)

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat mensen vroegen")
    assert page.evaluate(STORED) == "{}"


def test_a_look_that_cannot_be_kept_has_no_button_for_it(open_page: Callable[..., Page]) -> None:
    page = open_page()
    log_in(page)
    glasses_of(page, "Selam")
    expect(page.locator(".wk-ask").first).to_be_visible()
    expect(page.get_by_role("button", name="Bewaar deze stand")).to_have_count(0)


def test_a_call_that_fails_says_so_and_loses_nothing(
    open_page: Callable[..., Page], complaints: list[str]
) -> None:
    page = open_page()
    log_in(page)
    address = glasses_of(page, "Nadia")
    asked = page.locator(".wk-ask").inner_text()
    said = page.locator("#berichten [role=alert]")

    page.context.set_offline(True)
    page.get_by_role("button", name="Sla over").click()
    expect(said).to_contain_text("Er is geen verbinding.")
    expect(said).to_contain_text("Wat je typte staat er nog.")
    expect(page.locator(".wk-ask")).to_have_text(asked)
    page.context.set_offline(False)
    skip_question(page)
    expect(said).to_have_count(0)
    asked = page.locator(".wk-ask").inner_text()

    numbered = {"status": 500, "headers": {"X-Request-ID": "4821-0937"}}
    failures: dict[str, dict[str, Any]] = {
        "Vertel ons dan dit nummer: 4821 0937.": numbered,
        "Dit lukte niet.": {"status": 502},
        "Dat ligt niet aan jou.": {"status": 200, "body": "<h1>Elders</h1>"},
    }
    for words, answer in failures.items():
        page.route("**/overslaan/", answering(answer))
        # What was said of the answer before stands there still: wait for this one.
        with page.expect_response("**/overslaan/", timeout=PATIENCE):
            page.get_by_role("button", name="Sla over").click()
        expect(said).to_contain_text(words)
        expect(page.locator(".wk-ask")).to_have_text(asked)
        page.unroute("**/overslaan/")

    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Sla over").click()
    expect(page.locator("#geweigerd")).to_contain_text("Dit is niet verstuurd")
    page.get_by_role("link", name="Laad de pagina opnieuw").click()
    expect(page.locator("#geweigerd")).to_have_count(0)

    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Sla over").click()
    page.wait_for_url(re.compile("/account/login/"))
    expect(page.locator("#berichten")).to_contain_text("Je was te lang weg.")
    page.locator("[name=login]").fill("noor@lindewaard.example")
    page.locator("[name=password]").fill("meedoen-demonstratie")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(f"{re.escape(address)}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Twee brillen")
    assert [one for one in complaints if not any(known in one for known in EXPECTED)] == []
    complaints.clear()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_what_is_not_for_her_folds_where_it_stands(
    open_page: Callable[..., Page], javascript: bool
) -> None:
    page = open_page(javascript=javascript, width=320)
    come_back(page, "nadia")
    page.goto("/mijn-keuzes/")
    card = page.locator("[id^=plek-]").nth(2)
    anchor = card.get_attribute("id")
    tall = page.locator("main").bounding_box()
    card.get_by_role("button", name="Niet voor mij").click()
    folded = page.locator(f"#{anchor}")
    expect(folded).to_contain_text("Je zei: ‘Niet voor mij’.")
    expect(folded).to_be_in_viewport()
    now = page.locator("main").bounding_box()
    assert tall
    assert now
    assert now["height"] < tall["height"] + 200
    if javascript:
        expect(folded.locator(".md-resident-answered")).to_be_focused()
        assert page.evaluate(STORED) == "{}"
        folded.get_by_role("button", name="Ik wil gaan kijken").click()
        page.wait_for_url(re.compile("/mijn-plan/"))
        expect(page.locator("#berichten")).to_contain_text("Er is een plek voor je bewaard.")


def test_a_button_that_needs_javascript_is_not_there_without_it(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(javascript=False)
    come_back(page, "nadia")
    page.goto("/wat-verandert/")
    for button in page.locator("[data-print]").all():
        expect(button).to_be_hidden()
    page.goto("/onderdelen/")
    for button in page.locator("[data-switch]").all():
        expect(button).to_be_hidden()
