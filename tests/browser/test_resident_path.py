# SPDX-License-Identifier: EUPL-1.2
"""A resident's whole path in a browser, from story to plan; with and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meedoen.plans.models import Plan

pytestmark = pytest.mark.django_db(transaction=True)


def tell_a_story(page: Page) -> str:
    """Tell, read back and approve; returns the words to come back with."""
    page.goto("/")
    page.get_by_role("link", name="Mijn verhaal vertellen").click()
    page.get_by_role("textbox").first.fill("Iets met mijn handen doen, hout of zo. Niet te druk.")
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_role("textbox").first.fill("Ik was vroeger meubelmaker")
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_label("Twee dagdelen").check()
    page.get_by_label("rustig, niet te druk").check()
    page.get_by_role("button", name="Verder", exact=True).click()
    expect(page.get_by_text("Iets met mijn handen doen").first).to_be_visible()
    page.get_by_label("Hoe mogen we je noemen?").fill("Kaars")
    page.get_by_label("Het wijkteam mag meelezen").check()
    page.get_by_role("button", name="Zo is het goed").click()
    return page.locator(".md-resident-return__words").first.inner_text().strip()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_from_the_told_story_to_a_place_and_a_plan(
    open_page: Callable[..., Page], javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    words = tell_a_story(page)
    assert len(words.split()) == 5

    page.goto("/mijn-keuzes/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit past bij wat je zei")
    assert "€" not in page.content()
    page.get_by_role("button", name="Ik wil gaan kijken").first.click()

    expect(page).to_have_url(re.compile("/mijn-plan/"))
    expect(page.get_by_text("Gaan kijken bij").first).to_be_visible()
    assert Plan.objects.get(resident__chosen_name="Kaars").regisseur.name

    page.locator("input[value=stay]").check()
    page.get_by_role("button", name=re.compile("^Bewaar")).first.click()
    expect(page.locator("main")).to_contain_text("Blijven")

    page.goto("/wie-keek/")
    expect(page.locator("main")).to_contain_text("Sociaal stadsteam")


def test_somebody_comes_back_with_words_and_without_an_account(
    open_page: Callable[..., Page],
) -> None:
    words = tell_a_story(open_page())
    elsewhere = open_page()
    elsewhere.goto("/terug/")
    elsewhere.get_by_role("textbox").first.fill(words.upper())
    elsewhere.locator("main").get_by_role("button").first.click()
    elsewhere.goto("/mijn-verhaal/nalezen/")
    expect(elsewhere.locator("main")).to_contain_text("Iets met mijn handen doen")


def test_asking_to_be_called_takes_a_number_and_nothing_more(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(width=320)
    page.goto("/bel-mij/")
    page.get_by_label(re.compile("nummer", re.IGNORECASE)).fill("06 12 34 56 78")
    page.locator("main").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile("/bel-mij/gelukt/"))


def test_the_first_page_can_be_walked_with_the_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
        outlined = page.evaluate(
            "(() => { const e = document.activeElement; if (e === document.body) return true;"
            " const card = e.closest('.md-door, .md-card') || e;"
            " return [e, card].some(x => getComputedStyle(x).outlineStyle !== 'none'"
            " || getComputedStyle(x).boxShadow !== 'none'); })()"
        )
        assert outlined, f"no visible focus on {page.evaluate('document.activeElement.outerHTML')}"
    assert "Mijn verhaal vertellen" in seen


ENDS_LEFT = """place => {
  const text = [...place.querySelectorAll("*"), place].flatMap(e => [...e.childNodes])
    .find(node => node.nodeType === Node.TEXT_NODE && node.data.includes("."));
  const at = index => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + 1);
    return range.getBoundingClientRect().left;
  };
  return at(text.data.indexOf(".")) < at(text.data.search(/\\p{L}/u));
}"""


def test_words_that_run_from_right_to_left_run_so_in_the_field_and_on_the_page(
    open_page: Callable[..., Page],
) -> None:
    wish = "أريد أن أعمل في الحديقة، 3 أيام في الأسبوع."
    page = open_page()
    page.goto("/mijn-verhaal/")
    field = page.get_by_role("textbox").first
    expect(field).to_have_css("unicode-bidi", "plaintext")
    field.fill(wish)
    page.get_by_role("button", name="Verder", exact=True).click()
    page.goto("/mijn-verhaal/nalezen/")
    said = page.locator("blockquote", has_text=wish)
    assert said.evaluate(ENDS_LEFT), "the full stop stands at the end: on the left"
    page.get_by_label("Hoe mogen we je noemen?").fill("محمد (3)")
    page.get_by_role("button", name="Zo is het goed").click()
    name = page.get_by_label("Dit apparaat").get_by_text("محمد (3)")
    expect(name).to_have_css("unicode-bidi", "plaintext")
