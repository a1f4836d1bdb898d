# SPDX-License-Identifier: EUPL-1.2
"""The register in a browser: read by everybody, and from a recommendation to what was decided.

At three widths, light and dark, by keyboard, and without JavaScript.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meedoen.knelpunten.models import CaseStudy, Knelpunt, Recommendation, Ticket
from meedoen.network.models import Meeting
from tests.browser.test_accessible import log_in
from tests.browser.test_heights import screens

pytestmark = pytest.mark.django_db(transaction=True)

KEES, RUBEN, MIEKE, ANNA = (
    "kees@openkamer.example", "ruben@lindewaard.example", "mieke@lindewaard.example",
    "anna@vrijwilligers.example",
)  # fmt: skip
REGISTER = "/register/"
MOST = 3.0


def pages() -> tuple[str, ...]:
    """The pages that somebody of the open house reads, with what is in the demonstration."""
    point = Knelpunt.objects.get(title="Meer doen kan hulp kosten").pk
    ticket = Ticket.objects.filter(municipality="GM9901", knelpunt=None).earliest("given_on").pk
    casus = CaseStudy.objects.get(title="Wel een plek, geen rit").pk
    return (
        REGISTER,
        f"{REGISTER}?gemeente=GM9902",
        f"{REGISTER}?zoek=olifant",
        f"{REGISTER}{point}/",
        f"{REGISTER}{point}/samenvoegen/?zoek=verhaal",
        f"{REGISTER}meldingen/",
        f"{REGISTER}meldingen/{ticket}/",
        f"{REGISTER}casus/",
        f"{REGISTER}casus/{casus}/",
        f"{REGISTER}casus/{casus}/lezer/",
        f"{REGISTER}overleg/",
        f"{REGISTER}overleg/{Meeting.objects.latest('day').pk}/",
        f"{REGISTER}tabel/",
    )


@pytest.mark.parametrize(("width", "dark"), [(320, True), (768, False), (1280, False)])
def test_every_page_of_the_register_can_be_read_by_everybody(
    site: str,
    open_page: Callable[..., Page],
    look_at: Callable[[Page], None],
    width: int,
    dark: bool,
) -> None:
    page = open_page(width=width, dark=dark)
    log_in(page, KEES)
    for address in pages():
        page.goto(address)
        look_at(page)
        if width == 1280:
            assert screens(page, address, width) <= MOST, address


@pytest.mark.proves("S0-14", "by three people, in a browser")
def test_from_a_recommendation_to_what_was_decided_by_three_people(
    site: str, open_page: Callable[..., Page]
) -> None:
    point = Knelpunt.objects.get(title="Vier weken wachten als je jonger bent dan 27").pk
    words = "Laat een jongere meteen samen zoeken."
    kees = open_page()
    log_in(kees, KEES)
    kees.goto(f"{REGISTER}{point}/")
    kees.get_by_role("link", name="Doe een aanbeveling").focus()
    kees.keyboard.press("Enter")
    kees.get_by_label("Wat moet er gebeuren?").fill(words)
    kees.get_by_role("button", name="Bewaar de aanbeveling").click()
    kees.get_by_role("listitem").filter(has_text=words).get_by_role(
        "link", name="Zet op de agenda"
    ).click()
    kees.get_by_role("radio").first.check()
    kees.get_by_role("button", name="Zet op de agenda").click()
    expect(kees.get_by_text(words)).to_be_visible()
    meeting = kees.url

    made = Recommendation.objects.get(words=words)
    ruben = open_page(javascript=False)
    log_in(ruben, RUBEN)
    ruben.goto(meeting)
    ruben.get_by_role("listitem").filter(has_text=words).get_by_role(
        "link", name="Schrijf de uitkomst op"
    ).click()
    ruben.get_by_label("Wat kwam eruit?").fill("Het werkplein wil dit ook.")
    ruben.get_by_role("button", name="Bewaar de uitkomst").click()

    mieke = open_page()
    log_in(mieke, MIEKE)
    mieke.goto(f"{REGISTER}{point}/")
    mieke.get_by_role("link", name="Schrijf het besluit op").click()
    mieke.get_by_label("Nee, en dit is waarom").check()
    mieke.get_by_label("Wie besloot het?").fill("het college")
    mieke.get_by_role("button", name="Bewaar het besluit").click()
    expect(mieke.get_by_role("alert")).to_contain_text("Bij een nee: waarom")
    expect(mieke.get_by_label("Wie besloot het?")).to_have_value("het college")
    mieke.get_by_label("Wat vertellen we?").fill("Dit staat in de landelijke wet.")
    mieke.get_by_role("button", name="Bewaar het besluit").click()
    expect(mieke.get_by_role("heading", name="Nee, en dit is waarom")).to_be_visible()
    made.refresh_from_db()
    assert made.decision == "Dit staat in de landelijke wet."


def test_a_volunteer_lands_on_what_she_may_read(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(width=320)
    log_in(page, ANNA)
    page.goto(f"{REGISTER}casus/")
    expect(page.get_by_role("heading", name="Gedeeld, zonder naam")).to_be_visible()
    expect(page.get_by_role("heading", name="Daar werken jullie aan")).to_have_count(0)


def test_a_meeting_fits_on_two_sheets(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    log_in(page, RUBEN)
    page.goto(f"{REGISTER}overleg/{Meeting.objects.latest('day').pk}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Vraag dit team")).to_be_hidden()
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert 1 <= len(sheets) <= 2
