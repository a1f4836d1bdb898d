# SPDX-License-Identifier: EUPL-1.2
"""What lies in the database of a password cannot be tried against a list of passwords elsewhere."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection

from meedoen.accounts.models import Account
from meedoen.accounts.operations import seal_anew
from meedoen.accounts.roles import Role
from meedoen.database.roles import WEB
from meedoen.settings import base
from tests.privacy.worlds import make_account, make_team
from tests.signing import SIGNED

pytestmark = pytest.mark.django_db
PASSWORD = "een-lang-en-eigen-wachtwoord"


@pytest.fixture
def colleague(settings: Any) -> Account:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    account = make_account(make_team("GM9901", "Noord"), Role.NEIGHBOURHOOD_WORKER)
    account.set_password(PASSWORD)
    account.save()
    return account


def read_by_a_page() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
        cursor.execute("SELECT password FROM accounts_account")
        (found,) = cursor.fetchone()
        cursor.execute("SET LOCAL ROLE NONE")
    return str(found)


def anew(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def test_what_a_page_can_read_is_no_hash_to_try_passwords_against(colleague: Account) -> None:
    found = read_by_a_page()
    assert "argon2" not in found
    with pytest.raises((ValueError, AssertionError)):
        Argon2PasswordHasher().verify(PASSWORD, found)
    assert anew(colleague).check_password(PASSWORD)
    assert not anew(colleague).check_password("een-ander-lang-wachtwoord")


def test_a_hash_that_was_not_sealed_here_is_no_password(colleague: Account) -> None:
    plain = Argon2PasswordHasher().encode(PASSWORD, "zout-zout-zout-zout")
    for put in (plain, "sealed$", "sealed$gAAAA", "", f"sealed${plain}"):
        colleague.password = put
        assert not colleague.check_password(PASSWORD)


def test_without_the_secret_nobody_comes_in_and_nothing_breaks(
    colleague: Account, settings: Any
) -> None:
    settings.SECRET_KEY = "another-secret-of-this-installation"
    assert not anew(colleague).check_password(PASSWORD)


def test_passwords_are_sealed_anew_under_a_new_secret(colleague: Account, settings: Any) -> None:
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-of-this-installation"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert anew(colleague).check_password(PASSWORD)
    assert seal_anew(**SIGNED) == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert anew(colleague).check_password(PASSWORD)


def test_passwords_of_before_are_sealed_as_they_are(colleague: Account) -> None:
    colleague.password = make_password(PASSWORD, hasher=Argon2PasswordHasher())  # type: ignore[arg-type]
    colleague.save()
    assert not anew(colleague).check_password(PASSWORD)
    import_module("meedoen.accounts.migrations.0008_passwords_sealed").seal_them(apps, None)
    assert anew(colleague).check_password(PASSWORD)
