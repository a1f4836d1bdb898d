# SPDX-License-Identifier: EUPL-1.2
"""The page role can do all that logging in takes, and with plain SQL nothing that lets one in."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import DatabaseError, connection, transaction
from django.test import Client

from meedoen.accounts.models import Account, Team
from meedoen.accounts.roles import Role
from meedoen.database.roles import WEB
from meedoen.vocabulary.moment import Moment
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


def set_up_app(client: Client) -> str:
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
    secret = set_up_app(client)
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
