# SPDX-License-Identifier: EUPL-1.2
"""Pages for everybody: tour, reading help, accessibility, a sign of life, friendly refusals."""

import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import allauth
import pytest
from django.db import DatabaseError, OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.areas.models import Municipality
from meedoen.database.writing import ReadsOnly
from meedoen.privacy.decision import Reason
from meedoen.web import views
from meedoen.web.landing import landing_page
from meedoen.web.reading import ReadingChoice, choice_in, remember
from meedoen.web.tour import PRACTICES, what_role_can_do
from meedoen.web.views import health
from tests.signing import SIGNED

pytestmark = pytest.mark.django_db
PUBLIC = ("tour", "accessibility", "reading_help")
NEVER_SAID = re.compile(
    r"cliënt(?!ondersteun)|burger|moeilijk bemiddelbaar|afstand tot de arbeidsmarkt|doelgroep|"
    r"traject|\bregie\b|zelfredzaam|helaas|indicatie(?! nodig)|(?<!<)!(?!--|DOCTYPE)",
    re.IGNORECASE,
)


@pytest.fixture
def colleagues() -> list[Account]:
    """Two invented colleagues: one who meets residents, one who makes policy."""
    Municipality.objects.create(code="GM9901", name="Lindewaard")
    organisation = accounts.add_organisation(
        name="Gemeente Lindewaard",
        slug="l",
        kind="municipality",
        municipality_codes=["GM9901"],
        **SIGNED,
    )
    team = accounts.add_team(organisation=organisation, name="Wijkteam", **SIGNED)
    return [
        accounts.add_professional(
            email=f"{role}@werk.example", name=name, password=None, team=team, role=role,
            valid_from=date(2026, 1, 1),
        **SIGNED)
        for name, role in [("Sam", Role.NEIGHBOURHOOD_WORKER), ("Bo", Role.POLICY_ADVISER)]
    ]  # fmt: skip


def text_of(client: Client, name: str) -> str:
    answer = client.get(reverse(f"web:{name}"))
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(page: str) -> str:
    """Give the words of the main part of a page."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<[^>]+>", " ", main.partition(">")[2])


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_open_for_anybody_with_one_h1_and_plain_words(client, name):
    page = text_of(client, name)
    assert page.count("<h1") == 1
    assert not NEVER_SAID.findall(words_of(page))
    assert " style=" not in page


def test_the_tour_names_the_five_practices_and_every_link_leads_somewhere(client):
    page = text_of(client, "tour")
    assert len(PRACTICES) == 5
    for practice in PRACTICES:
        assert practice.name in page
        assert practice.works
        for stop in practice.works:
            assert f'href="{reverse(stop.address)}"' in page


def test_the_tour_is_honest_about_what_is_not_there_yet(client):
    page = text_of(client, "tour")
    assert page.count("Nog niet") == sum(len(practice.not_yet) for practice in PRACTICES) > 2


def test_the_tour_lists_the_invented_colleagues_with_what_each_can_do(client, colleagues):
    page = text_of(client, "tour")
    for account in colleagues:
        assert f"Log in als {account.name}" in page
    assert what_role_can_do(Role.POLICY_ADVISER) in page
    assert "@werk.example" not in page


def test_the_tour_gives_the_words_of_the_invented_residents(client, settings):
    settings.DEMONSTRATION_RESIDENTS = {"Vlinder": "boom fiets brood"}
    page = text_of(client, "tour")
    assert "Vlinder" in page
    assert "boom fiets brood" in page


def test_outside_a_demonstration_the_tour_gives_nobody_away(client, colleagues, settings):
    settings.DEMONSTRATION = False
    settings.DEMONSTRATION_RESIDENTS = {"Vlinder": "boom fiets brood"}
    page = text_of(client, "tour")
    assert "Sam" not in page
    assert "boom fiets brood" not in page


@pytest.mark.parametrize(("turn", "home"), [(0, "/werk/"), (1, "/beleid/")])
def test_one_press_logs_in_as_an_invented_colleague_at_her_own_page(client, colleagues, turn, home):
    account = colleagues[turn]
    session = client.session
    session["subject"] = str(uuid4())  # a resident's dossier that was open here
    session.save()
    answer = client.post(reverse("web:demonstration_login"), {"account": account.pk})
    assert (answer.status_code, answer["Location"]) == (302, home)
    assert client.session["_auth_user_id"] == str(account.pk)
    assert "subject" not in client.session


def test_outside_a_demonstration_nobody_logs_in_with_one_press(client, colleagues, settings):
    settings.DEMONSTRATION = False
    answer = client.post(reverse("web:demonstration_login"), {"account": colleagues[0].pk})
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("wanted", ["", "0", "999999", "x"])
def test_an_account_that_is_not_there_cannot_be_pressed(client, colleagues, wanted):
    answer = client.post(reverse("web:demonstration_login"), {"account": wanted})
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.content.decode()


def test_a_closed_account_or_a_mere_link_does_not_log_in(client, colleagues):
    address = reverse("web:demonstration_login")
    assert client.get(address).status_code == 405
    colleagues[0].is_active = False
    colleagues[0].save()
    assert client.post(address, {"account": colleagues[0].pk}).status_code == 404


def test_logging_in_by_press_needs_the_token_of_our_own_page(colleagues):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("web:demonstration_login"), {"account": colleagues[0].pk})
    assert answer.status_code == 403
    assert "Er is niets verstuurd" in answer.content.decode()


@pytest.mark.parametrize("role", sorted(AT_WORK))
def test_every_role_is_explained_and_has_a_first_page_for_it(role):
    assert what_role_can_do(role).endswith(".")
    assert landing_page(role).startswith("/")


def test_large_letters_and_dark_work_without_javascript_and_stay(client):
    answer = client.post(
        reverse("web:reading_help"), {"theme": "dark", "letters": "large"}, follow=True
    )
    assert "Je keuze is bewaard" in answer.content.decode()
    page = text_of(client, "tour")
    assert 'data-theme="dark"' in page
    assert re.search(r"<html[^>]*large", page)


def test_the_choice_can_be_taken_back(client):
    address = reverse("web:reading_help")
    client.post(address, {"theme": "dark", "letters": "large"})
    client.post(address, {"theme": "", "letters": ""})
    assert "data-theme" not in text_of(client, "tour").partition("<body")[0]


@pytest.mark.parametrize(
    ("asked", "lands"),
    [
        ("/rondleiding/", "/rondleiding/"),
        ("", "/beter-lezen/"),
        ("https://elders.example/", "/beter-lezen/"),
        ("//elders.example/", "/beter-lezen/"),
        ("javascript:alert(1)", "/beter-lezen/"),
    ],
)
def test_after_choosing_one_returns_to_our_own_pages_only(client, asked, lands):
    answer = client.post(reverse("web:reading_help"), {"theme": "light", "terug": asked})
    assert answer["Location"] == lands


def test_a_choice_that_does_not_exist_is_no_choice():
    assert choice_in({"theme": "pink", "letters": '"><script>'}) == ReadingChoice()
    session = {"theme": "dark", "other": 1}
    remember(session, ReadingChoice(letters="large"))
    assert session == {"letters": "large", "other": 1}
    assert choice_in(session) == ReadingChoice(letters="large")


def test_a_machine_can_ask_whether_all_is_well(client):
    answer = client.get(reverse("web:health"))
    assert (answer.status_code, answer.json()["ok"]) == (200, True)


def test_a_machine_hears_it_when_the_database_does_not_answer(client, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("gone")

    page = client.get(reverse("web:health"))
    assert page.status_code == 200
    monkeypatch.setattr(connection, "cursor", broken)
    answer = health(page.wsgi_request)
    assert (answer.status_code, b"unreachable" in answer.content) == (503, True)


@pytest.mark.parametrize("trouble", [OperationalError("No space left on device"), ReadsOnly()])
def test_a_machine_hears_it_when_nothing_can_be_kept(client, monkeypatch, trouble):
    """With a full disk every log-in failed while this said that all was well."""

    def full():
        raise trouble

    monkeypatch.setattr(views, "must_write", full)
    answer = client.get(reverse("web:health"))
    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "database": "reachable", "disk": "cannot be written"}


def test_the_gallery_of_components_opens(client):
    assert client.get(reverse("web:gallery")).status_code == 200


def test_an_unknown_address_gets_a_friendly_page_with_a_way_on(client):
    answer = client.get("/dit-bestaat-niet/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Deze pagina is er niet" in page
    assert 'href="/"' in page


def test_a_refusal_is_the_same_page_whatever_was_asked(client, colleagues):
    client.force_login(colleagues[1], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/werk/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert Reason.NOT_YOUR_ROLE.advice in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("name", ["500.html", "403_csrf.html"])
def test_pages_for_when_all_else_fails_need_nothing_but_themselves(name):
    page = render_to_string(name)
    assert page.startswith("\n<!DOCTYPE html>") or page.startswith("<!DOCTYPE html>")
    assert page.count("<h1") == 1
    assert 'href="/"' in page
    assert not NEVER_SAID.findall(words_of(page))


def test_every_template_of_ours_that_replaces_one_of_allauth_has_the_same_name():
    theirs = Path(allauth.__file__).parent / "templates"
    ours = Path("src/meedoen/web/components/templates")
    bases = {"entrance.html", "manage.html", "_fields.html"}
    for folder in ("account", "mfa", "socialaccount"):
        for found in (ours / folder).rglob("*.html"):
            assert found.name in bases or (theirs / found.relative_to(ours)).is_file(), found


@pytest.mark.parametrize(
    "asked",
    [
        "sinds=0001-01-01", "sinds=9999-12-31", "sinds=0000-00-00", "sinds=%00", "zoek=%00",
        "gemeente=GM0000", "gemeente=%27--", "zoek=<script>alert(1)</script>",
        f"zoek={'(' * 500}", f"zoek={'a' * 3000}", "verschil=x&gemeente=GM9901&gemeente=GM9902",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["local_practice", "same_answer"])
def test_odd_questions_get_the_ordinary_public_page(
    name: str, asked: str, colleagues: list[Account], client: Client
) -> None:
    answer = client.get(f"{reverse(f'web:{name}')}?{asked}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "address", ["//elders.example", "https://elders.example", "/\\elders.example", "javascript:x"]
)
def test_the_way_back_never_leads_elsewhere(address: str, client: Client) -> None:
    answer = client.post(reverse("web:reading_help"), {"terug": address})
    assert answer["Location"] == reverse("web:reading_help")
