# SPDX-License-Identifier: EUPL-1.2
"""Where each colleague lands, and that no button leads back to a door that stays closed."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from lxml.html import document_fromstring

from meedoen.accounts.codes import CodeTried
from meedoen.accounts.models import Account, Membership
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.demonstration.load import load_demonstration
from meedoen.privacy.models import SecurityEvent
from meedoen.vocabulary.moment import Moment
from meedoen.web.landing import landing_page, may_open
from meedoen.web.oversight import WORDS
from meedoen.web.tour import what_is_missing_for
from tests.privacy.worlds import make_account, make_team

pytestmark = pytest.mark.django_db
CLOSED_FOR_SOMEBODY = [
    "/werk/",
    "/werk/plekken/",
    "/beleid/",
    "/beleid/laboratorium/",
    "/toezicht/",
]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "een-lang-wachtwoord"


@pytest.fixture(autouse=True)
def no_memory_of_earlier_tests() -> None:
    """Forget how often somebody logged in in the test before."""
    cache.clear()


def logged_in(role: Role) -> tuple[Client, Account]:
    account = make_account(make_team("GM9901", role), role, "Kees")
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client, account


def links_in(page: str, address: str) -> list[str]:
    """Every address of ours that a page links to, without jumps inside the page."""
    found = (urljoin(address, link) for link in re.findall(r'<a\b[^>]*\bhref="([^"#]+)', page))
    return sorted({urlsplit(link).path for link in found if not urlsplit(link).scheme})


def closed_links(client: Client, page: str, address: str) -> list[str]:
    links = [link for link in links_in(page, address) if not link.startswith("/static/")]
    assert links, "a page without a single link is a dead end"
    return [link for link in links if client.get(link, follow=True).status_code >= 400]


def follow(client: Client, address: str) -> Any:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer


def test_every_colleague_of_the_demonstration_lands_on_a_page_that_names_her_and_lets_her_leave(
    client: Client,
) -> None:
    for _ in load_demonstration(on=Moment.now()):
        pass
    everybody = list(Membership.objects.select_related("account"))
    assert len(everybody) > 10
    for membership in everybody:
        name = membership.account.name
        pressed = client.post("/rondleiding/inloggen/", {"account": membership.account_id})
        answer = follow(client, pressed["Location"])
        page = answer.content.decode()
        assert page.count("<h1") == 1, name
        assert name in page
        assert 'action="/account/logout/"' in page, name
        assert "md-strip--try" in page, "where one can go back to the tour"
        assert pressed["Location"] != "/rondleiding/", name
        assert closed_links(client, page, pressed["Location"]) == [], name


@pytest.mark.parametrize("role", sorted(AT_WORK))
def test_each_role_lands_on_a_page_that_opens_for_it(role: Role) -> None:
    client, _ = logged_in(role)
    assert may_open(role, landing_page(role))
    assert client.get(landing_page(role)).status_code == 200
    assert follow(client, "/mijn-werk/").request["PATH_INFO"] == landing_page(role)


@pytest.mark.parametrize("role", sorted(AT_WORK))
def test_behind_a_page_that_stays_closed_every_button_opens(role: Role) -> None:
    client, _ = logged_in(role)
    refused = [
        (address, answer)
        for address in CLOSED_FOR_SOMEBODY
        if (answer := client.get(address)).status_code == 403
    ]
    assert refused
    for address, answer in refused:
        page = answer.content.decode()
        assert "/mijn-werk/" in page
        assert closed_links(client, page, address) == [], (role, address)


@pytest.mark.parametrize("role", sorted(AT_WORK))
@pytest.mark.parametrize("wanted", [*CLOSED_FOR_SOMEBODY, "/bestaat-niet/", "/gemeente/"])
def test_logging_in_on_the_way_to_a_page_that_stays_closed_leads_to_the_own_first_page(
    role: Role, wanted: str, client: Client
) -> None:
    account = make_account(make_team("GM9901", "Noord"), role, "Kees")
    answer = client.post(
        f"/account/login/?next={wanted}",
        {"login": account.email, "password": PASSWORD, "next": wanted},
    )
    there = wanted if may_open(role, wanted) else landing_page(role)
    assert (answer.status_code, answer["Location"]) == (302, there)
    assert client.get(there).status_code == 200


def test_a_page_of_another_site_is_never_gone_to(client: Client) -> None:
    account = make_account(make_team("GM9901", "Noord"), Role.EMPLOYER, "Lotte")
    for wanted in ("https://elders.example/werk/", "//elders.example/werk/plekken/"):
        given = {"login": account.email, "password": PASSWORD, "next": wanted}
        answer = Client().post("/account/login/", given)
        assert answer["Location"] == "/werk/plekken/"


WITHOUT_A_PAGE = [role for role in sorted(AT_WORK) if landing_page(role) == "/mijn-werk/"]
OFFICERS = [Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER]


def test_who_has_no_page_of_her_own_yet() -> None:
    assert set(WITHOUT_A_PAGE) == {Role.ADMINISTRATOR, Role.HOME_VISITOR}


@pytest.mark.parametrize("role", [Role.EXTERNAL_ADVISER, Role.JOB_COACH, Role.JURIST])
def test_who_works_on_what_hinders_people_and_has_no_other_page_lands_in_the_register(
    role: Role,
) -> None:
    assert landing_page(role) == "/register/"


@pytest.mark.parametrize("role", WITHOUT_A_PAGE)
def test_who_has_no_page_yet_is_told_what_there_is_and_what_is_not(role: Role) -> None:
    client, account = logged_in(role)
    page = follow(client, "/mijn-werk/").content.decode()
    assert f"Welkom, {account.name}" in page
    assert role.label in page
    assert "Dit staat er nu voor jou klaar" in page
    assert "Dit is er nog niet" in page


def test_a_jurist_is_shown_to_text_and_rule_side_by_side() -> None:
    client, _ = logged_in(Role.JURIST)
    assert "/regels/" in links_in(follow(client, "/mijn-werk/").content.decode(), "/mijn-werk/")
    client, _ = logged_in(Role.HOME_VISITOR)
    assert "/regels/" not in links_in(follow(client, "/mijn-werk/").content.decode(), "/mijn-werk/")


def test_who_has_no_function_any_more_is_told_whom_to_ask() -> None:
    client, account = logged_in(Role.JOB_COACH)
    account.memberships.update(valid_to=date(2026, 1, 2))
    answer = client.get("/mijn-werk/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "geen functie" in page
    assert "Je beheerder" in page
    assert closed_links(client, page, "/mijn-werk/") == []


def test_who_is_not_logged_in_logs_in_first(client: Client, db: None) -> None:
    assert client.get("/mijn-werk/")["Location"] == "/account/login/?next=/mijn-werk/"


@pytest.mark.parametrize("address", ["/", "/rondleiding/", "/aanbod/", "/beter-lezen/"])
def test_on_a_page_for_everybody_a_colleague_sees_that_she_is_logged_in_and_can_leave(
    address: str,
) -> None:
    client, account = logged_in(Role.EMPLOYER)
    page = client.get(address).content.decode()
    strip = page.partition('aria-label="Ingelogd"')[2].partition("</section>")[0]
    assert f"<strong>{account.name}</strong>" in strip
    assert 'href="/mijn-werk/"' in strip
    assert 'action="/account/logout/"' in strip
    assert 'aria-label="Ingelogd"' not in Client().get(address).content.decode()


@pytest.mark.parametrize("role", OFFICERS)
def test_an_officer_reads_what_accounts_did_and_nothing_of_a_resident(role: Role) -> None:
    client, account = logged_in(role)
    other = Client()
    given = {"login": account.email, "password": "fout"}
    other.post("/account/login/", given)
    client.get("/werk/")
    page = client.get("/toezicht/").content.decode()
    assert "typte een wachtwoord dat niet klopte" in page
    assert "bij het inloggen" in page
    assert "kwam bij een deur die niet openging" in page
    assert "bij de verhalen van inwoners" in page
    assert "professional:" not in page
    assert account.name in page


def nothing_yet(page: str) -> list[str]:
    """What a page says that there is not yet."""
    shown = document_fromstring(page).xpath("//section[@aria-labelledby='nog-niet']//li")
    return [" ".join(each.text_content().split()) for each in shown]


def test_each_officer_is_told_what_is_hers_and_not_there_yet() -> None:
    pages = [logged_in(role)[0].get("/toezicht/").content.decode() for role in OFFICERS]
    hers, his = (set(nothing_yet(page)) for page in pages)
    assert set(what_is_missing_for(Role.PRIVACY_OFFICER)) == hers - his
    assert set(what_is_missing_for(Role.DATA_PROTECTION_OFFICER)) == his - hers
    assert hers - his
    assert his - hers
    assert hers & his


@pytest.mark.parametrize("role", OFFICERS)
def test_the_menu_of_oversight_leads_only_where_this_officer_may_come(role: Role) -> None:
    """Who supervises makes no policy, and would find that door closed."""
    client, _ = logged_in(role)
    page = client.get("/toezicht/").content.decode()
    assert closed_links(client, page, "/toezicht/") == []
    assert ("/beleid/" in links_in(page, "/toezicht/")) == (role is Role.PRIVACY_OFFICER)


def test_who_supervises_can_send_nothing_but_what_is_about_her_own_log_in() -> None:
    client, _ = logged_in(Role.DATA_PROTECTION_OFFICER)
    for address in ("/toezicht/", "/beleid/laboratorium/nieuw/", "/werk/nieuw-verhaal/"):
        assert client.post(address, {}).status_code in (403, 405), address
    assert client.post("/account/logout/").status_code == 302


def test_every_event_that_the_product_writes_has_words_on_the_page_of_the_officer() -> None:
    """Read from the source: a constant name of an event in `note_event` or `note_signing_in`."""
    written = set()
    for path in (ROOT / "src" / "meedoen").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        written |= set(re.findall(r'(?:event=|note_signing_in\()"(\w+)"', text))
    written |= {f"second_factor_{tried}" for tried in CodeTried if tried is not CodeTried.RIGHT}
    assert {"refused", "logged_in", "share"} <= written
    assert written - WORDS.keys() == set()


def test_an_event_without_words_yet_is_shown_all_the_same() -> None:
    client, account = logged_in(Role.PRIVACY_OFFICER)
    SecurityEvent.objects.create(
        at=Moment.now().at, event="iets_anders", account=account.pk, municipality_codes=["GM9901"]
    )
    assert "iets anders (iets_anders)" in client.get("/toezicht/").content.decode()
