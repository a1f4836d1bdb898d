# SPDX-License-Identifier: EUPL-1.2
"""Logging in at one's own organisation: known colleagues come in, and no account makes itself."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.test import Client

from meedoen.accounts.models import Account
from tests.web.log_in.provider import CLIENT, SECRET, Provider, RunningProvider

START = "/account/oidc/organisatie/login/"
PUK = {"sub": "puk-17", "email": "puk@werk.example", "email_verified": True, "name": "Puk Collega"}


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    """The organisation's log-in, with the product's settings pointing at it."""
    with RunningProvider(Provider(person=dict(PUK))) as running:
        configured: dict[str, Any] = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
        configured["openid_connect"]["APPS"] = [
            {
                "provider_id": "organisatie",
                "name": "Gemeente Lindewaard",
                "client_id": CLIENT,
                "secret": SECRET,
                "settings": {"server_url": running.issuer},
            }
        ]
        settings.SOCIALACCOUNT_PROVIDERS = configured
        yield running


def go_through(client: Client):
    """Walk as a browser does: press, log in at the organisation, come back."""
    away = client.post(START)
    assert away.status_code == 302
    back = requests.get(away["Location"], allow_redirects=False, timeout=5)
    assert back.status_code == 302, back.text
    return client.get(back.headers["Location"])


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_log_in_page_offers_the_organisation_first(client, db, provider):
    text = client.get("/account/login/").content.decode()
    assert "Log in via" in text
    assert "Gemeente Lindewaard" in text
    assert f'action="{START}' in text


def test_without_such_settings_the_button_is_not_there(client, db):
    assert "Log in via" not in client.get("/account/login/").content.decode()


def test_a_link_alone_starts_nothing(client, db, provider):
    assert client.get(START).status_code == 200
    assert provider.codes == {}


def test_a_known_colleague_comes_in_and_is_known_again_next_time(client, colleague, provider):
    answer = go_through(client)
    assert (answer.status_code, answer["Location"]) == (302, "/werk/")
    assert client.session["_auth_user_id"] == str(colleague.pk)
    assert not SocialAccount.objects.exists(), "what her organisation said of her is not kept"
    client.post("/account/logout/")
    assert not is_in(client)
    go_through(client)
    assert is_in(client)
    assert provider.refusals == []


def test_the_question_to_the_organisation_carries_a_challenge_and_asks_no_more_than_needed(
    client, db, provider
):
    away = client.post(START)["Location"]
    assert "code_challenge_method=S256" in away
    assert "scope=" in away
    assert SECRET not in away


def test_capitals_in_an_address_do_not_matter(client, colleague, provider):
    provider.person["email"] = "Puk@Werk.example"
    go_through(client)
    assert is_in(client)


@pytest.mark.parametrize(
    "change",
    [
        {"email": "onbekend@werk.example"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email": None},
    ],
)
def test_who_is_unknown_or_unverified_is_refused_and_no_account_is_made(
    client, colleague, provider, change
):
    provider.person.update(change)
    answer = go_through(client)
    assert answer.status_code in (401, 403)
    assert "Inloggen lukte niet" in answer.content.decode()
    assert not is_in(client)
    assert list(Account.objects.all()) == [colleague]
    assert not SocialAccount.objects.exists()


def test_a_colleague_who_left_does_not_come_in_through_the_organisation(
    client, colleague, provider
):
    go_through(client)
    client.post("/account/logout/")
    colleague.is_active = False
    colleague.save()
    go_through(client)
    assert not is_in(client)


def test_who_comes_back_with_a_state_of_somebody_else_is_refused(client, colleague, provider):
    away = client.post(START)["Location"]
    back = requests.get(away, allow_redirects=False, timeout=5).headers["Location"]
    other = Client()
    assert other.get(back).status_code == 401
    assert not is_in(other)


def test_an_answer_signed_for_another_client_is_refused(client, colleague, provider):
    provider.person["aud"] = "een-ander-product"
    assert go_through(client).status_code == 401
    assert not is_in(client)


def test_who_stops_at_the_organisation_is_told_that_nothing_changed(client, db, provider):
    client.post(START)
    state = next(iter(client.session["socialaccount_states"]))
    answer = client.get(
        f"{START}callback/", {"error": "access_denied", "state": state}, follow=True
    )
    assert "Je bent gestopt met inloggen" in answer.content.decode()


def test_who_logs_in_at_the_organisation_needs_no_second_factor_of_ours(
    client, colleague, provider, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    go_through(client)
    assert client.get("/werk/").status_code == 200


def test_when_the_organisation_does_not_answer_the_page_stays_friendly(client, db, provider):
    provider.issuer = "http://127.0.0.1:9"
    answer = client.post(START)
    assert answer.status_code in (302, 401)
