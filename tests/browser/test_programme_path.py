# SPDX-License-Identifier: EUPL-1.2
"""A programme in a browser: read by everybody, and from a figure to what came of it by keyboard.

At three widths, light and dark, and without JavaScript.
"""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meedoen.programmes.models import FollowedIndicator, Goal, Insight, ProgrammeAction
from meedoen.programmes.states import ActionState
from tests.browser.test_accessible import log_in
from tests.browser.test_heights import screens

pytestmark = pytest.mark.django_db(transaction=True)

MIEKE, HENK = "mieke@lindewaard.example", "henk@lindewaard.example"
PROGRAMME = "/beleid/programma/"
LONELY = "/beleid/monitor/eenzaamheid/"
# A working page is at most three screens; the whole of five parts is on one page, and a telephone
# has it one below the other.
MOST = {1280: 3.0, 320: 14.0}


def pages() -> tuple[str, ...]:
    """Every page of a programme, with what is in the demonstration."""
    done = Insight.objects.earliest("pk").action
    goal = FollowedIndicator.objects.earliest("pk").goal
    followed = FollowedIndicator.objects.earliest("pk")
    return (
        PROGRAMME,
        f"{PROGRAMME}actie/{done.pk}/",
        f"{PROGRAMME}actie/{done.pk}/wijzigen/",
        f"{PROGRAMME}actie/{done.pk}/stand/going/",
        f"{PROGRAMME}actie/{Insight.objects.latest('pk').action_id}/stand/stopped/",
        f"{PROGRAMME}actie/nieuw/?cijfer=eenzaamheid&gebied=WK990104",
        f"{PROGRAMME}acties/",
        f"{PROGRAMME}visie/",
        f"{PROGRAMME}weggehaald/",
        f"{PROGRAMME}doel/{goal.pk}/",
        f"{PROGRAMME}cijfer/{followed.pk}/",
        f"{PROGRAMME}deelprogramma/{goal.subprogramme_id}/",
        f"{PROGRAMME}deelprogramma/{goal.subprogramme_id}/doel/",
        f"{LONELY}?gebied=WK990104",
    )


@pytest.mark.parametrize(("width", "dark"), [(320, True), (768, False), (1280, False)])
def test_every_page_of_a_programme_can_be_read_by_everybody(
    site: str,
    open_page: Callable[..., Page],
    look_at: Callable[[Page], None],
    width: int,
    dark: bool,
) -> None:
    page = open_page(width=width, dark=dark)
    log_in(page, MIEKE)
    for number, address in enumerate(pages()):
        page.goto(address)
        look_at(page)
        if folder := os.environ.get("PICTURES"):
            name = f"{number:02}-{address.strip('/').replace('/', '-').replace('?', '-')}"
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


@pytest.mark.proves("S3-18", "by keyboard, in a browser")
def test_from_a_figure_to_what_came_of_it_by_keyboard_alone(
    site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    log_in(page, MIEKE)
    page.goto(LONELY)
    page.get_by_role("link", name="Zomerwal", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Dit doen we al:")).to_be_visible()
    page.get_by_role("link", name="Maak er een actie van").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nieuwe actie")
    assert page.get_by_label("Wat zag je?").input_value().startswith("In Zomerwal is het")
    page.get_by_label("Wat gaan jullie doen?").focus()
    page.keyboard.type("Samen eten in het buurthuis")
    page.get_by_label("Waar hoort het bij?").select_option(
        label="Niemand is alleen die dat niet wil"
    )
    page.get_by_role("button", name="Zet in het programma").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Samen eten in het buurthuis")
    expect(page.get_by_text("In Zomerwal is het")).to_be_visible()
    for words, said in (
        ("We zijn begonnen", {}),
        ("Dit is klaar", {"Wat kwam ervan?": "Het hielp."}),
    ):
        page.get_by_role("link", name=words).focus()
        page.keyboard.press("Enter")
        for label, answer in said.items():
            page.get_by_label(label).focus()
            page.keyboard.type(answer)
        page.get_by_role("button", name=words).focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wat ervan kwam")).to_be_visible()
    expect(page.get_by_text("Het hielp.")).to_be_visible()
    made = ProgrammeAction.objects.latest("pk")
    assert made.state == ActionState.DONE
    assert made.insight.area == "WK990104"


def test_without_javascript_a_goal_is_written_taken_away_and_put_back(
    site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(javascript=False)
    log_in(page, MIEKE)
    page.goto(PROGRAMME)
    page.get_by_role("link", name="Doel erbij in Ouderen blijven meedoen").click()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Schrijf op wat je wilt bereiken.").first).to_be_visible()
    page.get_by_label("Wat wil je bereiken?").fill("Iedereen kent een buur")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Wijzig Iedereen kent een buur").click()
    page.get_by_role("button", name="Haal dit doel weg").click()
    expect(page.get_by_text("Het doel is weg.")).to_be_visible()
    assert Goal.objects.latest("pk").removed_at is not None
    page.get_by_role("button", name="Zet terug").click()
    expect(page.get_by_text("Iedereen kent een buur").first).to_be_visible()


def test_the_advisory_board_reads_it_all_and_finds_no_button(
    site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    log_in(page, HENK)
    page.goto(PROGRAMME)
    expect(page.get_by_role("heading", level=1)).to_have_text("Samen meedoen in Lindewaard")
    assert page.get_by_role("link", name="Wijzig").count() == 0
    page.get_by_role("link", name="Elke woensdag soep op straat in Zomerwal").click()
    expect(page.get_by_text("Dit laat niet zien waardoor het veranderde.")).to_be_visible()
    assert page.get_by_role("main").get_by_role("button").count() == 0


def test_the_programme_keeps_to_its_height(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    log_in(page, MIEKE)
    too_high = [
        f"{address} at {width}: {found}"
        for width, most in MOST.items()
        for address in pages()[:3]
        if (found := screens(page, address, width)) > most
    ]
    assert too_high == []
