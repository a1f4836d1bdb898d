# SPDX-License-Identifier: EUPL-1.2
"""The second step in the pages: no memory of one process, plain words, a trace of what fails."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from meedoen.accounts.models import Account
from meedoen.accounts.roles import Role
from meedoen.privacy.context import acting
from meedoen.privacy.models import SecurityEvent
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import viewer_for_account
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_team, make_viewer
from tests.second_factor import emergency_codes, set_up_app
from tests.web.log_in.conftest import PASSWORD, colleague_in

LOGIN = "/account/login/"
SECRET = "JBSWY3DPEHPK3PXP"


def code(steps: int = 0, secret: str = SECRET) -> str:
    step = int(Moment.now().at.timestamp()) // 30 + steps
    return format_hotp_value(hotp_value(secret, step))


@pytest.fixture(autouse=True)
def each_request_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one web process keeps in its memory is not there for the next request."""
    post = Client.post

    def elsewhere(self: Client, *args: Any, **kwargs: Any) -> Any:
        cache.clear()
        return post(self, *args, **kwargs)

    monkeypatch.setattr(Client, "post", elsewhere)


@pytest.fixture
def with_app(colleague: Account) -> Account:
    set_up_app(colleague, SECRET)
    return colleague


def step_two(client: Client) -> str:
    answer = client.post(LOGIN, {"login": "puk@werk.example", "password": PASSWORD})
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    return str(answer["Location"])


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def events() -> list[str]:
    return list(SecurityEvent.objects.order_by("at").values_list("event", flat=True))


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_of_the_step_before_or_after_opens_the_door(client, with_app, steps):
    assert client.post(step_two(client), {"code": code(steps)}).status_code == 302
    assert is_in(client)


def test_a_code_that_was_seen_over_the_shoulder_opens_no_second_door(client, with_app):
    seen = code()
    client.post(step_two(client), {"code": seen})
    other = Client()
    answer = other.post(step_two(other), {"code": seen})
    assert not is_in(other)
    assert "Deze code is al gebruikt. Wacht op de volgende." in answer.content.decode()


def test_codes_cannot_be_guessed_on_and_on_and_a_new_session_changes_nothing(client, with_app):
    wrong = code(9)
    for _ in range(5):
        fresh = Client()
        answer = fresh.post(step_two(fresh), {"code": wrong})
    text = answer.content.decode()
    assert "Er is te vaak een code geprobeerd. Wacht tot" in text
    assert "Zeg het tegen je beheerder" in text
    answer = client.post(step_two(client), {"code": code()})
    assert answer.status_code == 200
    assert not is_in(client)


def test_an_older_code_says_to_look_at_the_clock_of_the_telephone(client, with_app):
    text = client.post(step_two(client), {"code": code(-4)}).content.decode()
    assert "Deze code is van 2 minuten geleden." in text
    assert "loopt de klok van je telefoon achter" in text


@pytest.mark.parametrize("shape", ["{}{}{} {}{}{}", "{}{}{}-{}{}{}", " {}{}\u00a0{}{} {}{}\u200b"])
def test_a_code_may_be_typed_in_groups(client, with_app, shape):
    client.post(step_two(client), {"code": shape.format(*code())})
    assert is_in(client)


def test_a_code_in_arabic_figures_is_read(client, with_app):
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    client.post(step_two(client), {"code": code().translate(arabic)})
    assert is_in(client)


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b", "---", "\x00"])
def test_without_a_code_nothing_counts_and_the_page_asks_for_one(client, with_app, nothing):
    for _ in range(6):
        answer = client.post(step_two(client), {"code": nothing})
    assert "Vul de code in." in answer.content.decode()
    client.post(step_two(client), {"code": code()})
    assert is_in(client)


@pytest.mark.parametrize("typed", ["{}", "Code: {}", "{} is je code.", "G-{}"])
def test_words_around_a_code_change_nothing(client, with_app, typed):
    client.post(step_two(client), {"code": typed.format(code())})
    assert is_in(client)


def test_an_emergency_code_may_be_copied_from_a_numbered_list(client, with_app):
    first = emergency_codes(with_app)[0]
    client.post(step_two(client), {"code": f"1. {first[:4]} {first[4:]}"})
    assert is_in(client)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("12345", "Hier staan 5 cijfers."), ("7", "Hier staat 1 cijfer."), ("l23456", "5 cijfers"),
     ("123456 654321", "Hier staan 12 cijfers."), ("9" * 5000, "Hier staan 5000 cijfers.")],
)  # fmt: skip
def test_what_cannot_be_a_code_is_said_and_is_no_try(client, with_app, typed, said):
    for _ in range(6):
        text = client.post(step_two(client), {"code": typed}).content.decode()
    assert said in text
    assert "De code uit de app heeft er 6. Een noodcode heeft er 8." in text
    client.post(step_two(client), {"code": code()})
    assert is_in(client)


def test_the_words_are_plain_dutch_and_promise_no_text_that_was_kept(client, with_app):
    text = client.post(step_two(client), {"code": code(9)}).content.decode()
    assert "Deze code klopt niet. Wacht op de volgende." in text
    assert "Code uit de app, of een noodcode" in text
    assert "Je bent nog niet ingelogd." in text
    for never in ("Je tekst is niet weg", "Ongeldige", "Authenticator", "herstelcode"):
        assert never not in text


def test_a_wrong_password_is_told_in_plain_dutch(client, colleague):
    wrong = client.post(LOGIN, {"login": "puk@werk.example", "password": "fout"}).content.decode()
    assert "Je bent nog niet ingelogd." in wrong
    assert "Dit klopt niet. Kijk je e-mailadres en je wachtwoord na." in wrong
    assert "Je tekst is niet weg" not in wrong


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("steps", [-1, 1])
def test_the_app_is_set_up_with_a_telephone_that_is_half_a_minute_off(client, colleague, steps):
    client.post(LOGIN, {"login": "puk@werk.example", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = "/account/2fa/totp/activate/"
    secret = client.get(page).context["form"].secret
    older = client.post(page, {"code": code(-5, secret)}).content.decode()
    assert "loopt de klok van je telefoon achter" in older
    assert "De app staat nog niet aan." in older
    done = client.post(page, {"code": code(steps, secret)}, follow=True).content.decode()
    assert "De app staat aan." in done
    assert "Dit zijn je noodcodes." in done
    for never in ("Authenticator", "herstelcodes", "gegenereerd"):
        assert never not in done


@pytest.mark.django_db(transaction=True)
def test_the_key_that_was_scanned_works_also_when_the_page_was_opened_again(client, colleague):
    client.post(LOGIN, {"login": "puk@werk.example", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = "/account/2fa/totp/activate/"
    secret = client.get(page).context["form"].secret
    assert client.get(page).context["form"].secret == secret
    client.post(page, {"code": code(0, secret)})
    client.post("/account/2fa/totp/deactivate/")
    assert client.get(page).context["form"].secret != secret, "once it is on, the key is gone"


def test_who_sends_the_form_a_second_time_reads_that_the_app_is_on(client, colleague):
    client.post(LOGIN, {"login": "puk@werk.example", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = "/account/2fa/totp/activate/"
    secret = client.get(page).context["form"].secret
    client.post(page, {"code": code(0, secret)})
    again = client.post(page, {"code": code(0, secret)}, follow=True).content.decode()
    assert "De app staat nu aan." in again


def test_a_browser_that_translates_leaves_the_key_and_the_emergency_codes_alone(client, colleague):
    client.post(LOGIN, {"login": "puk@werk.example", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = "/account/2fa/totp/activate/"
    shown = client.get(page)
    secret = shown.context["form"].secret
    assert f'<code translate="no" lang="nl">{secret}</code>' in shown.content.decode()
    client.post(page, {"code": code(0, secret)})
    shown = client.get("/account/2fa/recovery-codes/")
    codes = shown.context["unused_codes"]
    assert codes
    for one in codes:
        assert f'<code translate="no" lang="nl">{one}</code>' in shown.content.decode()


def test_changing_ones_own_security_counts_the_codes_as_well(client, with_app):
    client.post(step_two(client), {"code": code()})
    for _ in range(5):
        answer = client.post("/account/2fa/reauthenticate/", {"code": "000000"})
    assert "Er is te vaak een code geprobeerd" in answer.content.decode()


def test_guessing_the_password_once_more_inside_is_counted_too(client, colleague):
    client.post(LOGIN, {"login": "puk@werk.example", "password": PASSWORD})
    answers = [client.post("/account/reauthenticate/", {"password": f"fout{n}"}) for n in range(5)]
    assert answers[-1].status_code == 429
    assert set(SecurityEvent.objects.values_list("account", flat=True)) == {colleague.pk}


def test_what_fails_and_what_succeeds_is_written_for_the_officer(client, with_app):
    client.post(LOGIN, {"login": "puk@werk.example", "password": "fout"})
    step = step_two(client)
    client.post(step, {"code": code(9)})
    client.post(step, {"code": code()})
    assert events() == ["password_wrong", "second_factor_wrong", "logged_in"]
    kept = SecurityEvent.objects.filter(account=with_app.pk)
    assert kept.count() == 3
    assert {tuple(e.municipality_codes) for e in kept} == {("GM9901",)}


def test_that_the_door_was_locked_is_written(client, colleague):
    for n in range(6):
        client.post(LOGIN, {"login": "puk@werk.example", "password": f"fout{n}"})
    assert events() == [*["password_wrong"] * 4, *["password_waiting"] * 2]
    assert set(SecurityEvent.objects.values_list("account", flat=True)) == {colleague.pk}


def test_of_an_address_that_nobody_has_nothing_is_kept_in_the_log(client, team):
    client.post(LOGIN, {"login": "niemand@werk.example", "password": "geheim-woord"})
    (event,) = SecurityEvent.objects.all()
    assert (event.account, event.reason) == (None, "")
    kept = " ".join(str(value) for value in vars(event).values())
    assert "niemand" not in kept
    assert "geheim-woord" not in kept


def test_a_change_of_the_second_factor_is_written(
    client, colleague, django_capture_on_commit_callbacks
):
    client.post(LOGIN, {"login": "puk@werk.example", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = "/account/2fa/totp/activate/"
    secret = client.get(page).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, {"code": code(0, secret)})
        client.post("/account/2fa/recovery-codes/generate/")
        client.post("/account/2fa/totp/deactivate/")
    changes = {"second_factor_on", "emergency_codes_made", "second_factor_off"}
    assert changes <= set(events())


def test_an_emergency_code_that_was_used_is_written(client, with_app):
    first = emergency_codes(with_app)[0]
    client.post(step_two(client), {"code": first})
    assert events() == ["emergency_code_used", "logged_in"]


@pytest.mark.proves("I12", "the log of officers")
def test_an_officer_of_the_municipality_reads_it_and_one_of_elsewhere_does_not(
    client, team, with_app
):
    """Also of an address that nobody has: such a try belongs to the municipality of the page."""
    officer = colleague_in(team, Role.PRIVACY_OFFICER, "fg@werk.example")
    client.post(LOGIN, {"login": "puk@werk.example", "password": "fout"})
    client.post(LOGIN, {"login": "niemand@werk.example", "password": "fout"})
    client.post(step_two(client), {"code": code(9)})
    viewer = viewer_for_account(officer.pk, on=Moment.now())
    with acting(viewer, purpose=Purpose.OVERSIGHT, on=Moment.now()):
        assert events() == ["password_wrong", "password_wrong", "second_factor_wrong"]
    elsewhere = make_viewer(make_team("GM0001", "Elders"), Role.PRIVACY_OFFICER, Moment.now())
    with acting(elsewhere, purpose=Purpose.OVERSIGHT, on=Moment.now() + timedelta(seconds=1)):
        assert events() == []


@pytest.mark.parametrize(
    "typed",
    ["PUK@WERK.EXAMPLE", " puk@werk.example ", "Puk\u200b@werk.example", "ｐｕｋ@werk.example"],
)
def test_an_address_is_one_however_it_is_typed(client, colleague, typed):
    assert client.post(LOGIN, {"login": typed, "password": PASSWORD}).status_code == 302


def test_every_spelling_of_an_address_counts_for_the_same_lock(client, colleague):
    names = ["PUK", "puk", "Puk", "p\u200buk", "pUK"]
    for typed in [f"{name}@Werk.example" for name in names]:
        answer = client.post(LOGIN, {"login": typed, "password": "fout"})
    assert answer.status_code == 429


def test_what_is_no_address_is_said_and_kept(client, db):
    answer = client.post(LOGIN, {"login": "puk bij werk", "password": "x"})
    assert "Dit lezen we niet als een e-mailadres." in answer.content.decode()
