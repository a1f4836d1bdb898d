# SPDX-License-Identifier: EUPL-1.2
"""The whole intake in a browser: from the first words, question by question, to explained options.

Each of these residents tells a professional of her own municipality; she answers what she answers
in the demonstration and leaves the rest. What the page shows must be what the glasses give for
exactly those answers: nothing on the way adds or loses one.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from meedoen.demonstration.partners import read
from meedoen.journeys.glasses import current_rulebook
from meedoen.rules.glasses import look_through
from meedoen.rules.outcomes import Assessment
from meedoen.vocabulary.moment import Moment
from tests.browser.test_professional_path import log_in

pytestmark = pytest.mark.django_db(transaction=True)

STORIES: dict[str, dict[str, Any]] = {story["key"]: story for story in read("stories.yaml")}
COLLEAGUES = {"GM9901": "noor@lindewaard.example", "GM9902": "ilse@vennerhout.example"}
# Long without work, sick, a school leaver, a newcomer, without any scheme.
LATER = pytest.mark.walk
INTAKES = [
    pytest.param("johan", 1280, False, id="johan"),
    pytest.param("theo", 320, True, id="theo"),
    pytest.param("sanne", 768, True, id="sanne", marks=LATER),
    pytest.param("selam", 1280, True, id="selam", marks=LATER),
    pytest.param("wim", 320, False, id="wim", marks=LATER),
]
FIRST_QUESTIONS = 8


def tell_together(page: Page, story: dict[str, Any]) -> str:
    """Type along; every domain may be talked about. Returns the address of the dossier."""
    page.goto("/werk/nieuw-verhaal/")
    page.locator("[name=wish]").fill(". ".join(story["wishes"]))
    page.locator("[name=story]").fill(story["story"])
    page.locator("[name=chosen_name]").fill(story["chosen_name"])
    page.locator("[name=home]").select_option(story["municipality"])
    for box in page.locator("[name=also]").all():
        box.check()
    page.locator("[name=read_along]").check()
    page.get_by_role("button", name="Bewaar het verhaal").click()
    found = re.search(r"[0-9a-f-]{36}", page.url)
    assert found, page.url
    return f"/werk/inwoner/{found.group()}"


def asked_now(page: Page) -> str | None:
    """The fact that the page asks about; None when nothing changes anything any more."""
    name = page.locator("#vraag input[type=hidden][name=name]")
    return name.get_attribute("value") if name.count() else None


def reply(page: Page, value: object) -> None:
    """Give an answer as the resident gives it; None is skipped."""
    page.locator("#brillen").evaluate("shown => shown.setAttribute('data-old', '')")
    form = page.locator("#vraag form")
    if value is None:
        form.get_by_role("button", name="Sla over").click()
    else:
        fill_in(form, value)
        if form.locator("[name=source]").count():
            form.locator("[name=source]").first.check()
        form.get_by_role("button", name="Schrijf op").click()
    page.wait_for_selector("#brillen:not([data-old])")


def fill_in(form: Locator, value: object) -> None:
    if isinstance(value, date):
        form.locator("[name=value]").fill(value.isoformat())
        return
    words = {True: "ja", False: "nee"}.get(value, value) if isinstance(value, bool) else value
    for code in words if isinstance(words, list) else [words]:
        form.locator(f"[name=value][value='{code}']").check()


def shown_outcomes(page: Page) -> dict[str, str]:
    """What the page says per provision."""
    cards = page.locator("[data-provision]")
    return {
        str(card.get_attribute("data-provision")): str(card.get_attribute("data-outcome"))
        for card in cards.all()
    }


def expected(story: dict[str, Any], told: dict[str, object]) -> Assessment:
    today = Moment.now().day
    return look_through(current_rulebook(), told, today, story["municipality"])


@pytest.mark.proves("S1-17", "each walks the whole intake")
@pytest.mark.parametrize(("key", "width", "dark"), INTAKES)
def test_from_the_first_question_to_explained_options(
    open_page: Callable[..., Page],
    look_at: Callable[[Page], None],
    key: str,
    width: int,
    dark: bool,
) -> None:
    story = STORIES[key]
    page = open_page(width=width, dark=dark)
    log_in(page, COLLEAGUES[story["municipality"]])
    dossier = tell_together(page, story)
    page.goto(f"{dossier}/brillen/")
    look_at(page)

    told: dict[str, object] = {}
    for _ in range(FIRST_QUESTIONS):
        name = asked_now(page)
        if name is None:
            break
        value = story["facts"].get(name)
        reply(page, value)
        if value is not None:
            told[name] = value
    look_at(page)
    for name in story["facts"].keys() - told.keys() & current_rulebook().facts.keys():
        page.goto(f"{dossier}/brillen/?vraag={name}")
        reply(page, story["facts"][name])
        told[name] = story["facts"][name]

    page.goto(f"{dossier}/brillen/")
    seen = expected(story, told)
    assert shown_outcomes(page) == {o.provision.id: str(o.kind) for o in seen.outcomes}
    main = page.locator("main")
    for outcome in seen.doors:
        expect(main).to_contain_text(outcome.provision.name)
    for fold in page.locator("main details").all():
        fold.evaluate("fold => fold.open = true")
    words = main.inner_text()
    assert all(outcome.articles in words for outcome in seen.outcomes if not outcome.provision.door)
    assert all(signal.title in words for signal in seen.signals)
    assert "€" not in words
    look_at(page)

    page.goto(f"{dossier}/keuzes/")
    expect(page.locator("main")).to_contain_text("De inwoner wil gaan kijken")
    look_at(page)
