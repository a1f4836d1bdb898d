# SPDX-License-Identifier: EUPL-1.2
"""From one press to an answer at two doors: five people, a casus, a meeting, a mail and a letter.

Theo presses and is mailed; his mail comes back and becomes a letter. Johan pressed too, and his
mail arrives. Kees tells it, Noor reads along and posts the letter, Ruben brings it to a meeting,
Mieke writes down what was decided.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meedoen.journeys.tasks import see_to_what_waits, tell_who_waits
from meedoen.knelpunten.models import CaseStudy, Knelpunt
from meedoen.knelpunten.states import CasusState, RegisterState
from meedoen.notifications import tasks
from meedoen.notifications.models import Outgoing
from meedoen.vocabulary.moment import Moment
from tests.browser.test_accessible import log_in
from tests.browser.test_hindering_path import as_resident
from tests.notifications.worlds import Clock, mail_server, work_until

pytestmark = pytest.mark.django_db(transaction=True)

KEES, NOOR, RUBEN, MIEKE = (
    "kees@openkamer.example", "noor@lindewaard.example", "ruben@lindewaard.example",
    "mieke@lindewaard.example",
)  # fmt: skip
THEO, JOHAN = "theo@post.example", "johan@post.example"
TITLE = "Wie meer doet, wacht langer op vervoer"
ANSWER = "Wie meer gaat doen, houdt het vervoer dat er was."


def mailed(page: Page, address: str, *, post: str = "") -> None:
    """Let a resident choose a mail when there is an answer."""
    page.goto("/bereikbaar/")
    page.locator("input[name=answer][value=email]").check()
    page.get_by_label("E-mailadres").fill(address)
    if post:
        page.get_by_label("Adres voor brieven").fill(post)
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator("#berichten")).to_contain_text("Zo bereiken we je")


def pressed(page: Page, words: str) -> None:
    """Say what hinders, let the words go along without a name, and ask for an answer."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit hindert mij")
    page.locator("textarea[name=words]").last.fill(words)
    page.get_by_label("Ja, zonder mijn naam").check()
    page.get_by_label("Ja, laat het mij weten").check()
    page.get_by_role("button", name="Bewaar dit").click()
    expect(page.locator("#berichten")).to_contain_text("Bewaard")


def told_by_kees(kees: Page, words: str) -> None:
    """Make a knelpunt of the press with these words."""
    kees.goto("/register/meldingen/")
    kees.get_by_role("link", name=re.compile(re.escape(words[:20]))).first.click()
    kees.get_by_role("link", name="Maak er een knelpunt van").click()
    kees.get_by_label("Waar gaat het over?").fill(TITLE)
    kees.get_by_label("Wat gebeurt er?").fill("Wie een stap erbij zet, komt op een wachtlijst.")
    kees.get_by_label("Welke wetten botsen?").fill("Wmo art. 2.3.5")
    kees.get_by_label("Regeling").check()
    kees.get_by_role("button", name="Zet in het register").click()
    expect(kees.get_by_role("heading", level=1)).to_have_text(TITLE)


def chosen(page: Page, name: str, words: str) -> None:
    """Choose in a list what begins so."""
    listed = page.locator(f"select[name={name}]")
    option = listed.locator("option", has_text=re.compile(f"^{words}"))
    listed.select_option(option.get_attribute("value"))


def casus_of_kees(kees: Page, point: int) -> None:
    """Begin a casus at the knelpunt, ask Noor's team, and lay it before Noor."""
    kees.goto(f"/register/casus/nieuw/?gemeente=GM9901&knelpunt={point}")
    kees.get_by_label("Waar gaat het over?").fill("Een stap erbij, een rit eraf")
    kees.get_by_label("Wat was er aan de hand?").fill("Iemand ging vaker helpen bij de bakker.")
    kees.get_by_role("button", name="Begin de casus").click()
    chosen(kees, "team", "Sociaal stadsteam Noord")
    kees.get_by_role("button", name="Vraag dit team").click()
    expect(kees.locator(".reg-team").last).to_contain_text("Sociaal stadsteam Noord")
    kees.get_by_role("link", name="Vraag een tweede lezer").click()
    chosen(kees, "reader", "Noor")
    for reason in kees.get_by_label(re.compile("^Waarom kan")).all():
        reason.fill("Er zijn er vele van.")
    kees.get_by_role("button", name="Vraag om te lezen").click()


@pytest.mark.proves("S0-20", "from one press to a mail and a letter, by five people in a browser")
def test_one_press_is_answered_by_five_people_and_told_by_mail_and_by_letter(
    site: str,
    open_page: Callable[..., Page],
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theo, johan = open_page(), open_page(width=320, javascript=False)
    as_resident(theo, "theo")
    mailed(theo, THEO, post="Theo\nLindelaan 4\n1234 AB Lindewaard")
    theo.goto("/mijn-plan/hindert/")
    theo.get_by_role("button", name="Dit hindert mij").last.click()
    words = "Nu ik vaker help, kom ik achteraan bij het vervoer."
    pressed(theo, words)

    kees, noor = open_page(), open_page(width=768)
    log_in(kees, KEES)
    told_by_kees(kees, words)
    point = Knelpunt.objects.get(title=TITLE).pk
    casus_of_kees(kees, point)
    log_in(noor, NOOR)
    noor.goto(f"/register/casus/{CaseStudy.objects.latest('pk').pk}/")
    noor.get_by_role("button", name="Deel zonder naam").click()
    assert CaseStudy.objects.latest("pk").state == CasusState.SHARED

    ruben = open_page(javascript=False)
    log_in(ruben, RUBEN)
    ruben.goto(f"/register/{point}/")
    ruben.get_by_role("link", name="Doe een aanbeveling").click()
    ruben.get_by_label("Wat moet er gebeuren?").fill("Laat het vervoer staan.")
    ruben.get_by_role("button", name="Bewaar de aanbeveling").click()
    ruben.get_by_role("link", name="Zet op de agenda").first.click()
    ruben.get_by_role("radio").first.check()
    ruben.get_by_role("button", name="Zet op de agenda").click()
    ruben.get_by_role("listitem").filter(has_text="Laat het vervoer staan.").get_by_role(
        "link", name="Schrijf de uitkomst op"
    ).click()
    ruben.get_by_label("Wat kwam eruit?").fill("Iedereen wil dit. Het college besluit.")
    ruben.get_by_role("button", name="Bewaar de uitkomst").click()

    mieke = open_page()
    log_in(mieke, MIEKE)
    mieke.goto(f"/register/{point}/")
    mieke.get_by_role("button", name="Maak openbaar").click()
    as_resident(johan, "johan")
    mailed(johan, JOHAN)
    johan.goto(f"/wat-vastloopt/{point}/")
    johan.get_by_role("button", name="Dit hindert mij ook").click()
    pressed(johan, "Bij mij ook.")
    see_to_what_waits()
    mieke.get_by_role("link", name="Schrijf het besluit op").click()
    mieke.get_by_label("Ja, zo doen we het").check()
    mieke.get_by_label("Wie besloot het?").fill("het college")
    mieke.get_by_label("Wat vertellen we?").fill(ANSWER)
    mieke.get_by_role("button", name="Bewaar het besluit").click()

    clock = Clock(Moment.now())
    monkeypatch.setattr(tasks, "Moment", clock)
    with mail_server(settings) as post_office:
        post_office.refused = {THEO}
        assert tell_who_waits() >= len((THEO, JOHAN))
        work_until(clock, clock.at + timedelta(days=3))
    [mail] = post_office.taken
    assert mail["To"] == JOHAN
    assert "vervoer" not in mail.as_string()

    noor.goto("/werk/brieven/")
    letter = noor.locator("section", has_text="Lindelaan 4").last
    with noor.expect_download() as sheet:
        letter.get_by_role("link", name="Druk af").click()
    assert sheet.value.path().read_bytes().startswith(b"%PDF")
    letter.get_by_role("button", name="Op de post gedaan").click()
    expect(noor.get_by_text("Dat is gedaan.")).to_be_visible()
    assert Outgoing.objects.filter(state="done").exists()

    for page in (theo, johan):
        page.goto("/mijn-berichten/")
        expect(page.locator("main")).to_contain_text(ANSWER)
    theo.goto("/mijn-plan/hindert/")
    theo.locator(".md-resident-hindered a").first.click()
    expect(theo.locator("main")).to_contain_text(ANSWER)
    theo.locator("input[value=half]").check()
    theo.get_by_role("button", name="Bewaar mijn antwoord").click()
    see_to_what_waits()
    assert Knelpunt.objects.get(pk=point).state == RegisterState.HALF
