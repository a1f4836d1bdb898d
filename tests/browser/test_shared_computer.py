# SPDX-License-Identifier: EUPL-1.2
"""One computer for many people, as in a library: two stories in two tabs; Back after closing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from meedoen.plans.models import Step
from meedoen.settings.demonstration import RESIDENTS

pytestmark = pytest.mark.django_db(transaction=True)

WISH, TALENT, STORY = "bang thuis en wil weg", "koken voor velen", "mijn moeder mag niets weten"
NAME, NUMBER = "Robijntje", "0687654321"
SECRETS = (WISH, TALENT, STORY, NAME, NUMBER)


def come_back(page: Page, who: str) -> None:
    page.goto("/terug/")
    page.get_by_label("Jouw woorden").fill(RESIDENTS[who])
    page.locator("main form button").first.click()
    expect(page.get_by_text("Fijn dat je er weer bent")).to_be_visible()


def test_a_step_typed_in_the_tab_of_one_never_lands_in_the_plan_of_another(
    open_page: Callable[..., Page],
) -> None:
    one = open_page()
    come_back(one, "johan")
    one.goto("/mijn-plan/")
    context: BrowserContext = one.context
    other = context.new_page()
    come_back(other, "theo")
    steps = Step.objects.count()

    one.locator("form[action$='/stap/'] [name=words]").fill("Ik bel de reumatoloog")
    one.get_by_role("button", name="Stap erbij").click()
    expect(one.get_by_role("heading", level=1)).to_have_text("Er is niets bewaard")
    expect(one.get_by_label("Je woorden")).to_have_value("Ik bel de reumatoloog")
    expect(one.locator("main")).to_contain_text("het verhaal van Theo open")
    assert Step.objects.count() == steps

    one.get_by_role("link", name="Terug met mijn woorden").click()
    expect(one.locator("main")).to_contain_text("Er staat al een verhaal open")
    one.get_by_label("Jouw woorden").fill(RESIDENTS["johan"])
    one.get_by_role("button", name="Sluit dat af en ga verder").click()
    expect(one.get_by_label("Dit apparaat")).to_contain_text("Het verhaal van Johan")


def everything_on(page: Page) -> str:
    """Give all text of a page and all that stands in its fields."""
    values = page.locator("input, textarea").evaluate_all(
        "all => all.map(one => one.type === 'checkbox' || one.type === 'radio'"
        " ? (one.checked ? 'checked ' + one.name : '') : one.value)"
    )
    return page.locator("body").inner_text() + " ".join(values)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_back_after_closing_shows_nothing_of_who_was_there(
    open_page: Callable[..., Page], javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    page.goto("/bel-mij/")
    page.get_by_label("Op welk nummer").fill(NUMBER)
    page.get_by_label("Naar wie vragen we?").fill(NAME)
    page.goto("/mijn-verhaal/")
    page.get_by_role("textbox").first.fill(WISH)
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_role("textbox").first.fill(TALENT)
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_label("Is er iets dat we moeten weten?").fill(STORY)
    page.get_by_label("rustig, niet te druk").check()
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_label("Hoe mogen we je noemen?").fill(NAME)
    page.get_by_role("button", name="Zo is het goed").click()
    words = page.locator(".md-resident-return__words").inner_text().strip()
    assert len(words.split()) == 5
    page.reload()
    expect(page.locator("main")).to_contain_text("Je woorden stonden hier één keer")
    page.goto("/mijn-plan/")
    page.goto("/bel-mij/")
    page.get_by_label("Op welk nummer").fill(NUMBER)
    page.get_by_role("button", name="Bel mij").click()
    page.get_by_role("button", name="Sluit af").click()
    expect(page.get_by_text("staat niets meer van je open")).to_be_visible()

    seen = []
    for _ in range(10):
        if page.go_back(wait_until="load") is None and page.url == "about:blank":
            break
        shown = everything_on(page)
        seen.append(page.url)
        assert "ERR_" not in shown, page.url
        for secret in (*SECRETS, words, "checked conditions"):
            assert secret not in shown, f"{secret} after Back on {page.url}"
    assert len(seen) >= 6, seen
