# SPDX-License-Identifier: EUPL-1.2
"""Logging in with a password and a code, being locked out, and logging out."""

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from meedoen.accounts.models import Account
from meedoen.accounts.roles import Role
from tests.second_factor import emergency_codes, set_up_app
from tests.web.log_in.conftest import PASSWORD, colleague_in

LOGIN = "/account/login/"
SECRET = "JBSWY3DPEHPK3PXP"


def log_in(client: Client, email: str = "puk@werk.example", password: str = PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_now(secret: str = SECRET) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def say_it_again(client: Client) -> None:
    """Give the password once more, as changing one's own security asks."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def test_the_log_in_page_says_that_residents_need_not(client, db):
    text = client.get(LOGIN).content.decode()
    assert "Inwoners hoeven niet in te loggen" in text
    assert text.count("<h1") == 1
    assert "sign" not in text.lower()


def test_a_colleague_with_the_right_password_comes_in_at_her_own_first_page(client, colleague):
    answer = log_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/werk/")
    assert is_in(client)


def test_a_policy_adviser_lands_on_the_policy_pages(client, team):
    colleague_in(team, Role.POLICY_ADVISER, "beleid@werk.example")
    assert log_in(client, "beleid@werk.example")["Location"] == "/beleid/"


def test_an_administrator_lands_on_a_page_that_opens(client, team):
    colleague_in(team, Role.ADMINISTRATOR, "beheer@werk.example")
    answer = log_in(client, "beheer@werk.example")
    assert client.get(answer["Location"]).status_code == 200


def test_a_wrong_password_is_told_at_the_form_without_saying_what_was_wrong(client, colleague):
    wrong, unknown = log_in(client, password="fout"), log_in(client, "niemand@werk.example")
    for answer in (wrong, unknown):
        assert answer.status_code == 200
        assert "e-mailadres" in answer.content.decode()
    assert not is_in(client)


def test_five_wrong_passwords_lock_the_door_for_a_while_also_for_the_right_one(client, colleague):
    answers = [log_in(client, password=f"fout{turn}") for turn in range(5)]
    assert [answer.status_code for answer in answers[:4]] == [200] * 4
    assert answers[-1].status_code == 429
    assert "Even wachten" in answers[-1].content.decode()
    assert log_in(client).status_code == 429
    assert not is_in(client)


def test_who_is_locked_out_keeps_no_colleague_at_the_same_desk_out(client, team, colleague):
    colleague_in(team, Role.WMO_CONSULTANT, "andere@werk.example")
    for turn in range(5):
        log_in(client, password=f"fout{turn}")
    assert log_in(client, "andere@werk.example").status_code == 302


def test_with_the_app_on_there_is_a_second_step_before_anything_opens(client, colleague):
    set_up_app(colleague, SECRET)
    answer = log_in(client)
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert not is_in(client)
    assert "Nog één stap" in client.get(answer["Location"]).content.decode()
    done = client.post(answer["Location"], {"code": code_now()})
    assert (done.status_code, done["Location"]) == (302, "/werk/")
    assert is_in(client)


def test_a_wrong_code_does_not_open_the_door(client, colleague):
    set_up_app(colleague, SECRET)
    step = log_in(client)["Location"]
    wrong = str((int(code_now()) + 1) % 10**6).zfill(6)
    answer = client.post(step, {"code": wrong})
    assert answer.status_code == 200
    assert not is_in(client)


def test_a_code_works_once(client, colleague):
    set_up_app(colleague, SECRET)
    code = code_now()
    assert client.post(log_in(client)["Location"], {"code": code}).status_code == 302
    again = Client()
    assert again.post(log_in(again)["Location"], {"code": code}).status_code == 200
    assert not is_in(again)


def test_an_emergency_code_opens_the_door_when_the_telephone_is_gone(client, colleague):
    set_up_app(colleague, SECRET)
    codes = emergency_codes(colleague)
    assert client.post(log_in(client)["Location"], {"code": codes[0]}).status_code == 302
    assert is_in(client)


def test_a_colleague_puts_the_app_on_by_herself_and_gets_emergency_codes(client, colleague):
    log_in(client)
    say_it_again(client)
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post("/account/2fa/totp/activate/", {"code": code_now(secret)}, follow=True)
    assert "Je noodcodes" in answer.content.decode()
    assert "Staat aan" in client.get("/account/2fa/").content.decode()


def test_changing_ones_own_security_asks_the_password_once_more(client, colleague):
    log_in(client)
    answer = client.get("/account/2fa/totp/activate/", follow=True)
    assert "Ben jij het nog?" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/account/2fa/", "Inloggen met twee stappen"),
        ("/account/2fa/totp/deactivate/", "Zet de app op je telefoon uit"),
        ("/account/2fa/recovery-codes/", "Je noodcodes"),
        ("/account/2fa/recovery-codes/generate/", "Nieuwe noodcodes"),
        ("/account/reauthenticate/", "Ben jij het nog?"),
        ("/account/2fa/reauthenticate/", "Ben jij het nog?"),
        ("/account/logout/", "Uitloggen"),
    ],
)
def test_every_page_about_logging_in_is_in_our_own_words(client, colleague, address, heading):
    set_up_app(colleague, SECRET)
    emergency_codes(colleague)
    client.post(log_in(client)["Location"], {"code": code_now()})
    say_it_again(client)
    answer = client.get(address)
    assert answer.status_code == 200
    assert f'<h1 class="utrecht-heading-1">{heading}</h1>' in answer.content.decode()


def test_where_a_second_factor_is_required_nothing_opens_without_it(client, colleague, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    log_in(client)
    answer = client.get("/werk/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/2fa/totp/activate/")


def test_logging_out_takes_a_press_on_a_button_and_not_a_link(client, colleague):
    log_in(client)
    assert client.get("/account/logout/").status_code == 200
    assert is_in(client)
    assert client.post("/account/logout/").status_code == 302
    assert not is_in(client)


def test_nobody_signs_up_alone(client, db):
    assert client.get("/account/signup/").status_code == 403
    client.post("/account/signup/", {"email": "x@y.example", "password1": PASSWORD})
    assert not Account.objects.exists()


def test_a_closed_account_does_not_come_in(client, colleague):
    colleague.is_active = False
    colleague.save()
    answer = log_in(client)
    assert not is_in(client)
    if answer.status_code == 302:
        assert "gesloten" in client.get(answer["Location"]).content.decode()


def test_who_logs_in_very_often_is_asked_in_our_own_words_to_wait(client, colleague):
    answers = [log_in(Client()) for _ in range(31)]
    assert answers[-1].status_code == 429
    text = answers[-1].content.decode()
    assert "Even wachten" in text
    assert "Too Many" not in text
