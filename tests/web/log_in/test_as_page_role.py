# SPDX-License-Identifier: EUPL-1.2
"""The page role can do all that logging in takes, and with plain SQL nothing that lets one in."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import DatabaseError, connection, transaction
from django.test import Client

from meedoen.accounts.models import Account, Team
from meedoen.accounts.operations import seal_anew, take_away_app
from meedoen.accounts.roles import Role
from meedoen.database.roles import WEB
from meedoen.privacy.context import keep_keys
from meedoen.privacy.models import SecurityEvent
from meedoen.vocabulary.moment import Moment
from tests.second_factor import emergency_codes, set_up_app
from tests.signing import SIGNED
from tests.web.log_in.conftest import PASSWORD, colleague_in
from tests.web.log_in.provider import Provider
from tests.web.log_in.test_own_organisation import go_through, provider

__all__ = ["provider"]
pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "JBSWY3DPEHPK3PXP"
ACTIVATE = "/account/2fa/totp/activate/"
CODES = "/account/2fa/recovery-codes/"


def do(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def do_as_owner(statement: str, *values: object) -> None:
    """As somebody who could write more than a page can: what is sealed opens nothing even then."""
    do("RESET ROLE")
    do(statement, *values)
    do(f"SET ROLE {WEB}")


@pytest.fixture
def page_role(transactional_db: None, colleague: Account) -> Iterator[None]:
    """From here on all runs as the role of the pages, as in a real installation."""
    do(f"SET ROLE {WEB}")
    yield
    do("RESET ROLE")


def code(secret: str = SECRET, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(Moment.now().at.timestamp()) // 30 + steps))


def log_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": "puk@werk.example", "password": password})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def turn_on(client: Client) -> str:
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    secret = str(client.get(ACTIVATE).context["form"].secret)
    assert client.post(ACTIVATE, {"code": code(secret, -1)}).status_code == 302
    return secret


def test_somebody_logs_in_fails_sets_up_the_app_and_logs_out(
    page_role: None, colleague: Account
) -> None:
    client = Client()
    assert log_in(client, "fout").status_code == 200
    assert log_in(client).status_code == 302
    secret = turn_on(client)
    emergency = client.get(CODES).context["unused_codes"]
    assert client.post(f"{CODES}generate/").status_code == 302
    assert client.get(CODES).context["unused_codes"] != emergency
    (fresh, *_) = client.get(CODES).context["unused_codes"]
    assert client.post("/account/logout/").status_code == 302
    for typed in (code(secret), fresh):
        other = Client()
        assert other.post(log_in(other)["Location"], {"code": typed}).status_code == 302
        assert is_in(other)
    again = Client()
    assert again.post(log_in(again)["Location"], {"code": fresh}).status_code == 200
    assert not is_in(again), "an emergency code counts once"
    assert other.post("/account/2fa/totp/deactivate/").status_code == 302


def test_five_wrong_passwords_lock_the_door(page_role: None) -> None:
    client = Client()
    assert [log_in(client, f"fout{n}").status_code for n in range(5)][-1] == 429


def test_somebody_comes_in_by_her_own_organisation(page_role: None, provider: Provider) -> None:
    for client in (Client(), Client()):
        go_through(client)
        assert is_in(client)


def test_a_password_whose_hash_is_of_an_older_strength_opens_the_door_and_stays_as_it_is(
    page_role: None, colleague: Account, settings: Any
) -> None:
    """Django would hash it anew; that is for who may change an account."""
    before = Account.objects.get(pk=colleague.pk).password
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher", *settings.PASSWORD_HASHERS,
    ]  # fmt: skip
    client = Client()
    assert log_in(client).status_code == 302
    assert is_in(client)
    assert Account.objects.get(pk=colleague.pk).password == before


REFUSED = [
    *(
        f"UPDATE accounts_account SET {change}"
        for change in (
            "password = (SELECT password FROM accounts_account ORDER BY id LIMIT 1)",
            "email = 'x@y.example'",
            "name = 'Iemand anders'",
            "is_active = true",
            "is_staff = true",
            "is_superuser = true",
        )
    ),
    "DELETE FROM accounts_account",
    "INSERT INTO accounts_account (email, name, password, is_active, is_staff, is_superuser, "
    "date_joined) VALUES ('x@y.example', 'X', '', true, true, true, now())",
    'INSERT INTO account_emailaddress (email, verified, "primary", user_id) '
    "SELECT 'x@y.example', true, true, id FROM accounts_account LIMIT 1",
    "INSERT INTO socialaccount_socialaccount (provider, uid, last_login, date_joined, extra_data, "
    "user_id) SELECT 'organisatie', 'aanvaller', now(), now(), '{}', id FROM accounts_account "
    "LIMIT 1",
    "UPDATE socialaccount_socialaccount SET user_id = user_id",
    "DELETE FROM socialaccount_socialaccount",
    "UPDATE mfa_authenticator SET user_id = user_id",
    "UPDATE mfa_authenticator SET type = 'totp'",
    "DELETE FROM accounts_codetries",
    "INSERT INTO auth_group (name) VALUES ('x')",
    "INSERT INTO accounts_account_groups (account_id, group_id) VALUES (1, 1)",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_no_statement_changes_who_somebody_is(page_role: None, statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        do(statement)


def test_a_tie_that_lies_there_makes_nobody_another(
    team: Team, page_role: None, provider: Provider, colleague: Account
) -> None:
    """Who logs in at her organisation is who has that address here, whatever was tied to it."""
    do("RESET ROLE")
    victim = colleague_in(team, Role.POLICY_ADVISER, "beleid@werk.example")
    do(
        "INSERT INTO socialaccount_socialaccount (provider, uid, last_login, date_joined, "
        "extra_data, user_id) VALUES ('organisatie', 'puk-17', now(), now(), '{}', %s)",
        victim.pk,
    )
    client = Client()
    go_through(client)
    assert client.session["_auth_user_id"] == str(colleague.pk)


def test_wrong_passwords_cannot_be_forgotten_by_who_tries(page_role: None) -> None:
    client = Client()
    for n in range(5):
        log_in(client, f"fout{n}")
    for statement in (
        "DELETE FROM axes_accessattempt",
        "UPDATE axes_accessattempt SET failures_since_start = 0",
        "UPDATE axes_accessattempt SET attempt_time = '2020-01-01'",
        "UPDATE axes_accessattempt SET username = 'x', ip_address = '10.0.0.9'",
    ):
        do(statement)
        assert log_in(Client()).status_code == 429, statement


def test_tries_of_long_ago_go_by_themselves(page_role: None) -> None:
    log_in(Client(), "fout")
    do("RESET ROLE")
    do("UPDATE axes_accessattempt SET attempt_time = now() - interval '1 hour'")
    do(f"SET ROLE {WEB}")
    log_in(Client())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM axes_accessattempt")
        assert cursor.fetchone() == (0,)


@pytest.fixture
def required(settings: Any) -> None:
    """As in a real installation: who works here uses a second factor."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def with_app(page_role: None, colleague: Account) -> str:
    """The colleague put her app on; its secret, which no page shows again."""
    client = Client()
    log_in(client)
    return turn_on(client)


def ask(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def test_the_table_of_second_factors_tells_no_secret_and_no_code(with_app: str) -> None:
    client = Client()
    client.post(log_in(client)["Location"], {"code": code(with_app)})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    codes = client.get(CODES).context["unused_codes"]
    assert len(codes) == 10
    rows = ask("SELECT data::text FROM mfa_authenticator")
    assert len(rows) == 2
    for (text,) in rows:
        assert "gAAAA" in text, "sealed"
        for secret in (with_app, *codes):
            assert secret not in text


MADE_UP = {
    "plain": "jsonb_build_object('secret', %s::text)",
    "her own": "(SELECT data FROM mfa_authenticator m JOIN accounts_account a ON a.id = m.user_id "
    "WHERE a.email = 'aanvaller@werk.example' AND m.type = 'totp' AND %s <> '')",
}


@pytest.mark.parametrize("put", MADE_UP.values(), ids=MADE_UP)
def test_a_second_factor_that_somebody_put_there_opens_nothing(
    page_role: None, team: Team, with_app: str, put: str
) -> None:
    do("RESET ROLE")
    other = colleague_in(team, Role.WMO_CONSULTANT, "aanvaller@werk.example")
    set_up_app(other, SECRET)
    do_as_owner(
        f"UPDATE mfa_authenticator SET data = {put} WHERE type = 'totp' AND user_id = "
        "(SELECT id FROM accounts_account WHERE email = 'puk@werk.example')",
        SECRET,
    )
    client = Client()
    assert client.post(log_in(client)["Location"], {"code": code()}).status_code == 200
    assert not is_in(client)


def test_emergency_codes_of_another_are_not_shown_by_moving_her_row(
    with_app: str, team: Team
) -> None:
    do("RESET ROLE")
    other = colleague_in(team, Role.WMO_CONSULTANT, "aanvaller@werk.example")
    set_up_app(other, SECRET)
    emergency_codes(other)
    do_as_owner(
        "UPDATE mfa_authenticator SET data = (SELECT m.data FROM mfa_authenticator m JOIN "
        "accounts_account a ON a.id = m.user_id WHERE a.email = 'puk@werk.example' AND "
        "m.type = 'recovery_codes') WHERE type = 'recovery_codes' AND user_id = %s",
        other.pk,
    )
    client = Client()
    asked = client.post(
        "/account/login/", {"login": "aanvaller@werk.example", "password": PASSWORD}
    )
    assert client.post(asked["Location"], {"code": code()}).status_code == 302
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    for page in ("/account/2fa/recovery-codes/", "/account/2fa/recovery-codes/download/"):
        assert client.get(page).status_code == 403


def test_an_app_that_was_taken_away_is_not_set_up_again_with_the_password_alone(
    with_app: str, required: None
) -> None:
    do_as_owner("DELETE FROM mfa_authenticator")
    client = Client()
    log_in(client)
    assert client.get("/werk/")["Location"].startswith(ACTIVATE)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    secret = client.get(ACTIVATE).context["form"].secret
    answer = client.post(ACTIVATE, {"code": code(secret)})
    assert "Bij dit account hoorde al een app. Vraag je beheerder." in answer.content.decode()
    assert client.get("/werk/")["Location"].startswith(ACTIVATE)
    do("RESET ROLE")
    assert SecurityEvent.objects.filter(event="second_factor_gone").exists()


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM accounts_appsetup", "UPDATE accounts_appsetup SET account_id = account_id"],
)
def test_that_there_was_an_app_is_not_forgotten(page_role: None, statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        do(statement)


def test_who_used_her_app_may_go_on_with_another_telephone(with_app: str, required: None) -> None:
    client = Client()
    client.post(log_in(client)["Location"], {"code": code(with_app)})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/account/2fa/totp/deactivate/")
    assert client.get("/werk/")["Location"].startswith(ACTIVATE)
    turn_on(client)
    assert client.get("/werk/").status_code == 200


def test_an_administrator_lets_somebody_set_up_the_app_anew(
    with_app: str, colleague: Account, required: None
) -> None:
    do("RESET ROLE")
    take_away_app(account=colleague, **SIGNED)
    do(f"SET ROLE {WEB}")
    client = Client()
    log_in(client)
    turn_on(client)
    assert client.get("/werk/").status_code == 200


def test_a_session_of_before_the_app_is_asked_for_a_code(page_role: None, required: None) -> None:
    before, now = Client(), Client()
    log_in(before)
    log_in(now)
    secret = turn_on(now)
    assert now.get("/werk/").status_code == 200
    away = before.get("/werk/")["Location"]
    assert away == "/account/2fa/reauthenticate/?next=%2Fwerk%2F"
    before.post("/account/reauthenticate/", {"password": PASSWORD})
    for page in (CODES, f"{CODES}generate/", "/account/2fa/totp/deactivate/", "/account/2fa/"):
        assert before.get(page)["Location"].startswith("/account/2fa/reauthenticate/"), page
    assert before.post(away, {"code": code(secret)})["Location"] == "/werk/"
    assert before.get("/werk/").status_code == 200


def test_all_is_sealed_anew_under_a_new_secret(
    with_app: str, settings: Any, colleague: Account
) -> None:
    do("RESET ROLE")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-of-this-installation"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert seal_anew(**SIGNED) == 2
    settings.SECRET_KEY_FALLBACKS = []
    keep_keys()
    do(f"SET ROLE {WEB}")
    client = Client()
    try:
        answer = client.post(log_in(client)["Location"], {"code": code(with_app)})
        assert (answer.status_code, is_in(client)) == (302, True)
    finally:
        # The key is no row of a model, so no test takes it back by itself.
        do("RESET ROLE")
        settings.SECRET_KEY = old
        keep_keys()
