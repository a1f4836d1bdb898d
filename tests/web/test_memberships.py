# SPDX-License-Identifier: EUPL-1.2
"""A colleague with two functions works in one of them at a time, and switches herself."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from lxml.html import HtmlElement, document_fromstring

from meedoen.accounts.models import Account, Membership
from meedoen.accounts.operations import add_membership
from meedoen.accounts.roles import Role
from meedoen.privacy.decision import Reason
from meedoen.privacy.models import SecurityEvent
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.belonging import FIELD
from tests.privacy.worlds import make_account, make_team, share_with, tell
from tests.signing import SIGNED

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SWITCH = "/mijn-werk/functie/"
ONE_DAY = timedelta(days=1)


@dataclass
class Ilse:
    """A colleague who listens in one municipality and makes policy in another."""

    browser: Client
    account: Account
    worker: Membership
    adviser: Membership

    def switch(self, membership: Membership, **more: str) -> str:
        """Press the button of a function; gives where that leads."""
        answer = self.browser.post(SWITCH, {"membership": membership.pk, **more})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    def page(self, address: str) -> HtmlElement:
        """Open a page, which must open."""
        answer = self.browser.get(address)
        assert answer.status_code == 200, address
        return document_fromstring(answer.content)


def with_second(
    first: Role, second: Role, *, since: date = date(2026, 3, 1), until: date | None = None
) -> Ilse:
    account = make_account(make_team("GM9901", "Dorpenteam"), first, "Ilse")
    beleid = make_team("GM9902", "Beleid", kind="municipality")
    other = add_membership(
        account=account, team=beleid, role=second, valid_from=since, valid_to=until, **SIGNED
    )
    browser = Client()
    browser.force_login(account, backend=BACKEND)
    return Ilse(browser, account, account.memberships.get(role=first), other)


@pytest.fixture
def ilse() -> Ilse:
    return with_second(Role.NEIGHBOURHOOD_WORKER, Role.POLICY_ADVISER)


def header(page: HtmlElement) -> str:
    (found,) = page.xpath("//header[contains(@class, 'md-header')]")
    return " ".join(found.text_content().split())


def switches(page: HtmlElement) -> list[str]:
    return list(page.xpath(f"//header//a[@href='{SWITCH}']"))


def said(page: HtmlElement) -> str:
    return " ".join(page.get_element_by_id("berichten").text_content().split())


def refusal(browser: Client, address: str) -> HtmlElement:
    answer = browser.get(address)
    assert answer.status_code in (403, 404)
    return document_fromstring(answer.content)


def test_each_working_page_says_in_which_function_she_works_and_where_to_switch(ilse: Ilse) -> None:
    for address in ("/werk/", "/werk/knelpunten/"):
        page = ilse.page(address)
        assert len(switches(page)) == 1, address
        assert Role.NEIGHBOURHOOD_WORKER.label in header(page)
    ilse.switch(ilse.adviser)
    for address in ("/beleid/", "/beleid/laboratorium/"):
        page = ilse.page(address)
        assert len(switches(page)) == 1, address
        assert Role.POLICY_ADVISER.label in header(page)


def test_the_pages_of_oversight_have_the_switch_too() -> None:
    esra = with_second(Role.PRIVACY_OFFICER, Role.NEIGHBOURHOOD_WORKER)
    assert len(switches(esra.page("/toezicht/"))) == 1


@pytest.mark.parametrize(
    ("begins", "ends"),
    [(-100 * ONE_DAY, -ONE_DAY), (ONE_DAY, None)],
    ids=["ended yesterday", "begins tomorrow"],
)
def test_who_has_one_function_today_sees_nothing_to_switch(
    begins: timedelta, ends: timedelta | None
) -> None:
    # Only now: where cases are named, it may still be the day before.
    today = Moment.now().day
    since, until = today + begins, today + ends if ends else None
    ilse = with_second(Role.NEIGHBOURHOOD_WORKER, Role.POLICY_ADVISER, since=since, until=until)
    page = ilse.page("/werk/")
    assert switches(page) == []
    assert Role.NEIGHBOURHOOD_WORKER.label not in header(page)


def test_the_page_has_a_button_for_each_other_function_and_says_which_is_in_use(ilse: Ilse) -> None:
    rows = ilse.page(SWITCH).xpath("//main//li")
    assert len(rows) == 2
    in_use, other = rows
    assert "Dorpenteam" in in_use.text_content()
    assert in_use.xpath(".//button") == []
    assert "Nu in gebruik" in in_use.text_content()
    (button,) = other.xpath(".//button")
    assert " ".join(button.text_content().split()) == "Ga verder als beleidsadviseur, Beleid"
    assert "Nu in gebruik" not in other.text_content()


def test_a_switch_lands_on_the_first_page_of_the_role_and_says_so_there(ilse: Ilse) -> None:
    assert ilse.browser.get("/beleid/").status_code == 403
    assert ilse.switch(ilse.adviser) == "/beleid/"
    assert "Je werkt nu als beleidsadviseur bij Beleid" in said(ilse.page("/beleid/"))
    assert ilse.browser.get("/werk/").status_code == 403
    assert ilse.browser.get("/mijn-werk/")["Location"] == "/beleid/"
    assert ilse.switch(ilse.worker) == "/werk/"
    assert ilse.browser.get("/werk/").status_code == 200


def test_who_came_from_a_page_that_opens_in_the_other_function_goes_back_to_it(ilse: Ilse) -> None:
    assert ilse.switch(ilse.adviser, terug="/beleid/kaart/") == "/beleid/kaart/"
    for closed in (
        "/werk/knelpunten/",
        "https://elders.example/beleid/kaart/",
        "//elders.example/beleid/kaart/",
    ):
        assert ilse.switch(ilse.adviser, terug=closed) == "/beleid/"


def test_only_a_form_of_ours_switches_and_never_a_link(ilse: Ilse) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ilse.account, backend=BACKEND)
    assert strict.post(SWITCH, {"membership": ilse.adviser.pk}).status_code == 403
    assert strict.get(SWITCH, {"membership": ilse.adviser.pk}).status_code == 200
    assert strict.get("/beleid/").status_code == 403


def test_the_choice_goes_away_when_she_logs_out(ilse: Ilse) -> None:
    ilse.switch(ilse.adviser)
    ilse.browser.post("/account/logout/")
    ilse.browser.force_login(ilse.account, backend=BACKEND)
    assert ilse.browser.get("/werk/").status_code == 200


@pytest.mark.parametrize("wanted", ["", "0", "-1", "²", "9" * 40, "beleidsadviseur"])
def test_a_function_that_is_not_there_is_refused_and_nothing_changes(
    ilse: Ilse, wanted: str
) -> None:
    answer = ilse.browser.post(SWITCH, {"membership": wanted})
    assert answer.status_code == 422
    assert "Die functie heb je niet" in answer.content.decode()
    assert ilse.browser.get("/werk/").status_code == 200


def test_the_function_of_somebody_else_is_refused_and_noted(ilse: Ilse) -> None:
    officer = make_account(ilse.worker.team, Role.PRIVACY_OFFICER, "Esra").memberships.get()
    answer = ilse.browser.post(SWITCH, {"membership": officer.pk})
    assert answer.status_code == 422
    assert ilse.browser.get("/toezicht/").status_code == 403
    event = SecurityEvent.objects.earliest("at")
    assert (event.event, event.account, event.reason) == (
        "refused", ilse.account.pk, Reason.NOT_YOUR_ROLE,
    )  # fmt: skip


@pytest.mark.parametrize("days_ago", [1, 30])
def test_a_function_that_ended_cannot_be_chosen(ilse: Ilse, days_ago: int) -> None:
    ended = Moment.now().day - days_ago * ONE_DAY
    Membership.objects.filter(pk=ilse.adviser.pk).update(valid_to=ended)
    assert ilse.browser.post(SWITCH, {"membership": ilse.adviser.pk}).status_code == 422


def test_when_the_function_in_use_ends_she_goes_on_in_the_first_and_is_told_once(
    ilse: Ilse,
) -> None:
    ilse.switch(ilse.adviser)
    ilse.page("/beleid/")
    Membership.objects.filter(pk=ilse.adviser.pk).update(valid_to=Moment.now().day - ONE_DAY)
    page = ilse.page("/werk/")
    assert "heb je niet meer" in said(page)
    assert "Je werkt nu als medewerker wijkteam bij Dorpenteam" in said(page)
    assert said(ilse.page("/werk/")) == ""


def test_the_function_of_somebody_else_in_a_session_opens_nothing(ilse: Ilse) -> None:
    officer = make_account(ilse.worker.team, Role.PRIVACY_OFFICER, "Esra").memberships.get()
    session = ilse.browser.session
    session["membership"] = officer.pk
    session.save()
    assert "heb je niet meer" in said(refusal(ilse.browser, "/toezicht/"))
    assert ilse.browser.get("/werk/").status_code == 200


def test_when_no_function_is_left_she_is_told_whom_to_ask(ilse: Ilse) -> None:
    ilse.switch(ilse.adviser)
    Membership.objects.update(valid_to=Moment.now().day - ONE_DAY)
    page = ilse.page("/mijn-werk/")
    assert "Vraag je beheerder" in said(page)
    assert switches(page) == []


def test_a_switch_is_noted_for_the_officers_of_both_municipalities(ilse: Ilse) -> None:
    ilse.switch(ilse.adviser)
    event = SecurityEvent.objects.get(event="membership_switched")
    assert event.account == ilse.account.pk
    assert event.municipality_codes == ["GM9901", "GM9902"]
    assert event.reason == Role.POLICY_ADVISER


def test_looking_and_writing_count_for_the_team_of_the_function_in_use() -> None:
    """The wrong team would write a knelpunt, and the resident would read the wrong name."""
    ilse = with_second(Role.NEIGHBOURHOOD_WORKER, Role.WMO_CONSULTANT)
    subject = tell("GM9902", Moment.now() - timedelta(hours=1))
    share_with(
        subject, ilse.adviser.team, Moment.now() - timedelta(minutes=30), {Domain.IDENTITY},
        {Purpose.INTAKE, Purpose.GUIDANCE},
    )  # fmt: skip
    assert ilse.browser.get(f"/werk/inwoner/{subject}/").status_code == 404
    ilse.switch(ilse.adviser)
    assert ilse.browser.get(f"/werk/inwoner/{subject}/").status_code == 200


# Two tabs.


def form_of(page: HtmlElement) -> dict[str, str]:
    """Give what the hidden fields of the form in main carry."""
    (form,) = page.xpath("//main//form[.//textarea]")
    return {f.get("name"): f.get("value") for f in form.xpath(".//input[@type='hidden']")}


STORY = "/werk/nieuw-verhaal/"


def test_a_form_of_the_other_function_writes_nothing_and_shows_the_words_back(ilse: Ilse) -> None:
    first = ilse.page(STORY)
    names = [box.get("name") for box in first.xpath("//main//textarea")]
    ilse.switch(ilse.adviser)
    typed = {**form_of(first), names[0]: "Iets met hout"}
    answer = ilse.browser.post(STORY, typed)
    page = document_fromstring(answer.content)
    assert answer.status_code == 409
    main = " ".join(page.get_element_by_id("inhoud").text_content().split())
    assert "medewerker wijkteam bij Dorpenteam" in main
    assert "Je werkt nu als beleidsadviseur bij Beleid" in main
    assert "Iets met hout" in main
    assert page.xpath(f"//main//a[starts-with(@href, '{SWITCH}?terug=')]/@href") == [
        f"{SWITCH}?terug={STORY}".replace("/werk/nieuw-verhaal/", "%2Fwerk%2Fnieuw-verhaal%2F")
    ]


def test_a_form_of_a_second_team_in_the_same_role_writes_nothing_either() -> None:
    """Both functions may open the page: only the mark can tell which of the two was meant."""
    ilse = with_second(Role.NEIGHBOURHOOD_WORKER, Role.WMO_CONSULTANT)
    first = ilse.page(STORY)
    ilse.switch(ilse.adviser)
    assert ilse.browser.post(STORY, form_of(first)).status_code == 409
    ilse.switch(ilse.worker)
    assert ilse.browser.post(STORY, form_of(first)).status_code != 409


def test_a_form_of_a_function_that_ended_says_so(ilse: Ilse) -> None:
    ilse.switch(ilse.adviser)
    shown = ilse.page("/beleid/laboratorium/nieuw/?gemeente=GM9902")
    mark = shown.xpath(f"//main//input[@name='{FIELD}']/@value")[:1]
    Membership.objects.filter(pk=ilse.adviser.pk).update(valid_to=Moment.now().day - ONE_DAY)
    answer = ilse.browser.post("/beleid/laboratorium/nieuw/", {FIELD: mark})
    assert answer.status_code == 409
    assert "die je niet meer hebt" in answer.content.decode()


def test_a_part_of_a_page_says_it_in_a_sentence_on_that_page(ilse: Ilse) -> None:
    first = form_of(ilse.page(STORY))
    ilse.switch(ilse.adviser)
    answer = ilse.browser.post(STORY, first, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert 'id="geweigerd"' in answer.content.decode()


def test_every_form_at_work_says_in_which_function_it_was_shown() -> None:
    """Read from the templates: who posts without the mark would not notice a switch."""
    faces = Path(__file__).resolve().parents[2] / "src" / "meedoen" / "web"
    found = [
        path.name
        for face in ("professional", "policy")
        for path in (faces / face).rglob("*.html")
        if "csrf_token" in path.read_text(encoding="utf-8")
    ]
    assert found == []


# What a page that stays closed says.


def test_a_page_of_the_other_function_says_which_and_where_the_switch_stands(ilse: Ilse) -> None:
    page = refusal(ilse.browser, "/beleid/kaart/")
    lead = page.xpath("//main//p[@class='md-lead']")[0].text_content()
    assert "beleidsadviseur bij Beleid" in lead
    assert "Wissel bovenaan de pagina van functie" in lead
    assert "beheerder" not in lead
    assert len(switches(page)) == 1
    (way,) = page.xpath(f"//main//a[starts-with(@href, '{SWITCH}')]/@href")
    assert ilse.page(way).xpath("//main//input[@name='terug']/@value") == ["/beleid/kaart/"]


def test_a_page_of_neither_function_says_whom_to_ask(ilse: Ilse) -> None:
    page = refusal(ilse.browser, "/toezicht/")
    lead = page.xpath("//main//p[@class='md-lead']")[0].text_content()
    assert lead == Reason.NOT_YOUR_ROLE.advice
    assert page.xpath(f"//main//a[starts-with(@href, '{SWITCH}')]") == []


def test_the_advice_to_switch_tells_nobody_whether_a_resident_exists() -> None:
    ilse = with_second(Role.NEIGHBOURHOOD_WORKER, Role.WMO_CONSULTANT)
    subject = tell("GM9902", Moment.now() - timedelta(hours=1))
    there = refusal(ilse.browser, f"/werk/inwoner/{subject}/")
    nobody = refusal(ilse.browser, "/werk/inwoner/11111111-1111-4111-8111-111111111111/")
    words = [p.xpath("//main//p[@class='md-lead']")[0].text_content() for p in (there, nobody)]
    assert words[0] == words[1]
    assert "Misschien kan het wel als Wmo-consulent bij Beleid" in words[0]


def test_an_organisation_without_an_agreement_is_no_way_round(ilse: Ilse) -> None:
    ilse.adviser.team.organisation.agreements.all().delete()
    page = refusal(ilse.browser, "/beleid/kaart/")
    assert page.xpath("//main//p[@class='md-lead']")[0].text_content() == (
        Reason.NOT_YOUR_ROLE.advice
    )


def test_no_advice_names_a_menu_that_is_not_there() -> None:
    assert [reason for reason in Reason if re.search(r"\bmenu\b", reason.advice)] == []
