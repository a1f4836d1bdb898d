# SPDX-License-Identifier: EUPL-1.2
"""Nothing typed is lost: a session ends, the network drops, a second tab edits.

And on a shared computer nothing typed is shown to who comes next.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from meedoen.plans.models import Step
from meedoen.residents.models import Resident
from meedoen.settings.demonstration import RESIDENTS
from tests.browser.test_professional_path import log_in
from tests.browser.test_shared_computer import come_back

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Ik wil eerst een keer kijken.\nDan pas beslis ik."
EXPECTED = ("a status of 40", "ERR_", "a status of 5")
STORED = "() => JSON.stringify({ ...localStorage, ...sessionStorage })"
LIE_THERE = "() => Object.keys({ ...localStorage, ...sessionStorage }).length"


@pytest.fixture
def broken_on_purpose(complaints: list[str]) -> Callable[[], None]:
    """Forget what the browser itself says about what a test breaks; anything else stays."""

    def forget() -> None:
        complaints[:] = [one for one in complaints if not any(known in one for known in EXPECTED)]

    return forget


def wait_until_kept(page: Page, number: int = 1) -> None:
    """Wait until so many texts lie in the browser (a page may not wait: its policy forbids it)."""
    for _ in range(200):
        if page.evaluate(LIE_THERE) == number:
            return
        page.wait_for_timeout(50)
    assert page.evaluate(STORED) == f"{number} kept"


def type_a_step(page: Page, words: str) -> None:
    page.goto("/mijn-plan/")
    step_of(page).fill(words)
    wait_until_kept(page)


def step_of(page: Page) -> Locator:
    return page.locator("form[action$='/stap/'] [name=words]")


def broken(route: Route) -> None:
    if route.request.method == "POST":
        route.fulfill(status=500, body="<h1>Dit lukte niet</h1>")
    else:
        route.fallback()


def note_of(page: Page) -> Locator:
    return page.locator(".md-kept")


def test_a_session_that_ends_gives_the_words_back_where_she_was(
    open_page: Callable[..., Page], broken_on_purpose: Callable[[], None]
) -> None:
    page = open_page(width=320)
    come_back(page, "johan")
    type_a_step(page, "Ik bel de reumatoloog")
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Stap erbij").click()
    expect(page.get_by_label("Je woorden")).to_have_value("Ik bel de reumatoloog")
    page.get_by_role("link", name="Terug met mijn woorden").click()
    page.get_by_label("Jouw woorden").fill(RESIDENTS["johan"])
    page.get_by_role("button", name="Ga verder").click()

    page.wait_for_url(re.compile(r"/mijn-plan/$"))
    expect(step_of(page)).to_have_value("Ik bel de reumatoloog")
    expect(note_of(page)).to_contain_text(
        re.compile(r"Dit schreef je vandaag om \d\d:\d\d\. Het is nog niet verstuurd\.")
    )
    page.get_by_role("button", name="Stap erbij").click()
    expect(page.locator("#berichten")).to_contain_text("De stap staat erbij")
    expect(note_of(page)).to_have_count(0)
    assert Step.objects.filter(words="Ik bel de reumatoloog").count() == 1
    assert page.evaluate(STORED) == "{}"
    broken_on_purpose()


def test_the_network_drops_and_every_word_is_still_there(
    open_page: Callable[..., Page], broken_on_purpose: Callable[[], None]
) -> None:
    page = open_page()
    come_back(page, "johan")
    type_a_step(page, "Ik bel de reumatoloog")

    page.context.set_offline(True)
    page.get_by_role("button", name="Stap erbij").click()
    expect(page.locator("#berichten")).to_contain_text(
        "Wat je typte staat er nog. Probeer het zo weer."
    )
    expect(step_of(page)).to_have_value("Ik bel de reumatoloog")
    page.context.set_offline(False)

    # The browser did not know: its own page comes, and Back gives the words.
    page.route("**/stap/", lambda route: route.abort())
    page.get_by_role("button", name="Stap erbij").click()
    page.wait_for_url(re.compile("chrome-error"))
    page.unroute("**/stap/")
    page.go_back()
    expect(step_of(page)).to_have_value("Ik bel de reumatoloog")
    expect(note_of(page)).to_contain_text("nog niet verstuurd")
    page.get_by_role("button", name="Stap erbij").click()
    expect(page.locator("#berichten")).to_contain_text("De stap staat erbij")
    page.go_back()
    expect(note_of(page)).to_have_count(0)
    broken_on_purpose()


def test_a_fault_of_ours_leaves_the_words(
    open_page: Callable[..., Page], broken_on_purpose: Callable[[], None]
) -> None:
    page = open_page()
    come_back(page, "johan")
    type_a_step(page, "Ik bel de reumatoloog")
    page.route("**/stap/", broken)
    page.get_by_role("button", name="Stap erbij").click()
    expect(page.locator("h1")).to_have_text("Dit lukte niet")
    page.unroute("**/stap/")
    page.goto("/mijn-plan/")
    expect(step_of(page)).to_have_value("Ik bel de reumatoloog")
    broken_on_purpose()


def test_two_tabs_keep_what_each_of_them_holds(open_page: Callable[..., Page]) -> None:
    one = open_page()
    come_back(one, "johan")
    one.goto("/mijn-plan/")
    other = one.context.new_page()
    other.goto("/mijn-plan/")
    step_of(one).fill("De eerste stap")
    wait_until_kept(one)
    step_of(other).fill("Een tweede")
    wait_until_kept(one, 2)
    expect(step_of(one)).to_have_value("De eerste stap")
    expect(step_of(other)).to_have_value("Een tweede")

    third = one.context.new_page()
    one.close()
    other.close()
    third.goto("/mijn-plan/")
    expect(step_of(third)).to_have_value("Een tweede")
    beside = third.locator(".md-kept", has=third.locator("textarea:not([hidden])"))
    expect(beside).to_contain_text("Ook van jou, van vandaag om")
    expect(beside.locator("textarea")).to_have_value("De eerste stap")
    beside.get_by_role("button", name="Zet dit in het veld").click()
    expect(step_of(third)).to_have_value("De eerste stap")
    expect(third.locator(".md-kept textarea:not([hidden])")).to_have_value("Een tweede")

    third.get_by_role("button", name="Stap erbij").click()
    expect(third.locator("#berichten")).to_contain_text("De stap staat erbij")
    expect(step_of(third)).to_have_value("Een tweede")
    assert list(Step.objects.filter(words="De eerste stap").values_list("words", flat=True))
    assert not Step.objects.filter(words="Een tweede").exists()


def test_thrown_away_is_gone_and_can_be_put_back_right_then(open_page: Callable[..., Page]) -> None:
    page = open_page()
    come_back(page, "johan")
    type_a_step(page, "Ik bel de reumatoloog")
    page.reload()
    field = step_of(page)
    expect(field).to_have_value("Ik bel de reumatoloog")
    page.get_by_role("button", name="Gooi weg").click()
    expect(field).to_have_value("")
    expect(note_of(page).get_by_role("status")).to_have_text(
        "Weggegooid. Hier staat weer wat er stond."
    )
    page.get_by_role("button", name="Zet terug").click()
    expect(field).to_have_value("Ik bel de reumatoloog")
    page.get_by_role("button", name="Gooi weg").click()
    expect(field).to_have_value("")
    page.reload()
    page.wait_for_load_state()
    expect(note_of(page)).to_have_count(0)
    assert page.evaluate(STORED) == "{}"


def test_what_came_in_meanwhile_is_never_overwritten(open_page: Callable[..., Page]) -> None:
    page = open_page()
    come_back(page, "johan")
    page.goto("/mijn-verhaal/")
    field = page.locator("[name=words]")
    field.fill(WORDS)
    wait_until_kept(page)
    other = page.context.new_page()
    other.goto("/mijn-verhaal/")
    expect(other.locator("[name=words]")).to_have_value(WORDS)
    other.locator("[name=words]").fill("Iets heel anders")
    other.get_by_role("button", name="Verder", exact=True).click()
    other.wait_for_url(re.compile("/mijn-verhaal/2/"))
    other.close()

    field.press("End")
    field.type(" Toch?")
    wait_until_kept(page)
    page.reload()
    expect(field).to_have_value("Iets heel anders")
    expect(page.locator(".md-kept textarea")).to_have_value(re.compile("Toch"))


def test_only_what_cannot_be_read_lies_in_the_browser(open_page: Callable[..., Page]) -> None:
    page = open_page()
    come_back(page, "johan")
    type_a_step(page, "Ik bel de reumatoloog")
    stored = page.evaluate(STORED)
    subject = str(Resident.objects.get(chosen_name="Johan").pk)
    for secret in ("reumatoloog", "Johan", subject, "mijn-plan", "stap"):
        assert secret not in stored
    keys = page.locator("[data-keep]").first.get_attribute("data-keep") or ""
    assert not [one for one in keys.split(" ") if one in stored and len(one) > 20]


def test_a_colleague_logs_in_again_and_reads_her_words_where_she_was(
    open_page: Callable[..., Page], broken_on_purpose: Callable[[], None]
) -> None:
    page = open_page()
    log_in(page)
    address = "/werk/nieuw-verhaal/"
    page.goto(address)
    page.locator("[name=wish]").fill(WORDS)
    page.locator("[name=talent]").fill("Koken")
    wait_until_kept(page, 2)
    page.context.clear_cookies(name="sessionid")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("h1")).to_have_text("Je was te lang weg")
    page.get_by_role("link", name="Log in", exact=True).click()
    page.locator("[name=login]").fill("noor@lindewaard.example")
    page.locator("[name=password]").fill("meedoen-demonstratie")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(f"{re.escape(address)}$"))
    expect(page.locator("[name=wish]")).to_have_value(WORDS)
    expect(page.locator("[name=talent]")).to_have_value("Koken")
    page.get_by_role("button", name="Log uit").click()
    page.wait_for_load_state()
    assert page.evaluate(STORED) == "{}"
    broken_on_purpose()


def test_closing_throws_all_away_in_every_tab(open_page: Callable[..., Page]) -> None:
    page = open_page()
    come_back(page, "johan")
    type_a_step(page, "Ik bel de reumatoloog")
    other = page.context.new_page()
    other.goto("/mijn-plan/")
    page.get_by_role("button", name="Sluit af").click()
    expect(page.get_by_text("staat niets meer van je open")).to_be_visible()
    step_of(other).fill("Dit typ ik na het sluiten")
    other.wait_for_timeout(1_000)
    assert page.evaluate(STORED) == "{}"
    come_back(page, "johan")
    page.goto("/mijn-plan/")
    page.wait_for_timeout(500)
    expect(step_of(page)).to_have_value("")


def test_the_next_one_at_a_shared_computer_is_shown_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page()
    come_back(page, "johan")
    type_a_step(page, "Ik bel de reumatoloog")
    # He walks away without closing; his session ends, and Theo comes.
    page.context.clear_cookies(name="sessionid")
    come_back(page, "theo")
    page.goto("/mijn-plan/")
    page.wait_for_timeout(500)
    expect(step_of(page)).to_have_value("")
    expect(note_of(page)).to_have_count(0)
    page.get_by_role("button", name="Sluit af").click()
    expect(page.get_by_text("staat niets meer van je open")).to_be_visible()
    assert page.evaluate(STORED) == "{}"


def test_who_told_nothing_yet_finds_it_back_after_a_reload_and_the_next_one_does_not(
    open_page: Callable[..., Page], broken_on_purpose: Callable[[], None]
) -> None:
    page = open_page()
    page.goto("/mijn-verhaal/")
    field = page.locator("[name=words]")
    field.fill(WORDS)
    wait_until_kept(page)
    page.reload()
    expect(field).to_have_value(WORDS)
    page.context.set_offline(True)
    page.get_by_role("button", name="Verder", exact=True).click()
    expect(page.locator("#berichten")).to_contain_text("Er is geen verbinding.")
    expect(field).to_have_value(WORDS)
    page.context.set_offline(False)
    page.route("**/mijn-verhaal/", broken)
    page.get_by_role("button", name="Verder", exact=True).click()
    expect(page.locator("h1")).to_have_text("Dit lukte niet")
    page.unroute("**/mijn-verhaal/")
    page.go_back()
    expect(field).to_have_value(WORDS)

    # Nobody answers: she goes back, and comes from the beginning.
    page.route("**/mijn-verhaal/", lambda route: route.abort())
    page.get_by_role("button", name="Verder", exact=True).click()
    page.wait_for_url(re.compile("chrome-error"))
    page.unroute("**/mijn-verhaal/")
    page.goto("/")
    page.goto("/mijn-verhaal/")
    expect(field).to_have_value(WORDS)

    page.goto("/")
    page.goto("/mijn-verhaal/")
    page.wait_for_timeout(500)
    expect(field).to_have_value("")
    assert page.evaluate(STORED) == "{}"
    page.go_back()
    page.go_back()
    page.wait_for_timeout(500)
    assert "beslis" not in page.locator("body").inner_text()
    broken_on_purpose()


def test_a_day_later_nothing_lies_there(open_page: Callable[..., Page]) -> None:
    page = open_page()
    come_back(page, "johan")
    type_a_step(page, "Ik bel de reumatoloog")
    page.evaluate(
        "() => { for (const name of Object.keys(localStorage)) {"
        " const one = JSON.parse(localStorage[name]); one.at -= 86400001;"
        " localStorage[name] = JSON.stringify(one); } }"
    )
    page.goto("/wat-bewaren-we/")
    assert page.evaluate(STORED) == "{}"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_put_back_are_shown_well_at_320(
    open_page: Callable[..., Page], look_at: Callable[[Page], None], dark: bool
) -> None:
    page = open_page(width=320, dark=dark)
    come_back(page, "johan")
    page.goto("/mijn-verhaal/")
    page.locator("[name=words]").fill(WORDS)
    wait_until_kept(page)
    page.reload()
    expect(note_of(page)).to_contain_text("Dit schreef je")
    look_at(page)
