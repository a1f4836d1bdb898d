# SPDX-License-Identifier: EUPL-1.2
"""What the database refuses about organisations and the people who work there."""

from datetime import date

import pytest
from django.db import IntegrityError

from meedoen.accounts.models import Account, DataAgreement, Membership
from meedoen.accounts.operations import add_organisation, found_partnership
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from tests.privacy.worlds import make_account, make_team

pytestmark = pytest.mark.django_db


def test_a_function_does_not_end_before_it_starts() -> None:
    make_account(make_team("GM9901", "Noord"), Role.JOB_COACH)
    with pytest.raises(IntegrityError, match="membership_ends_after_it_starts"):
        Membership.objects.update(valid_to=date(2025, 12, 31))


def test_an_agreement_does_not_end_before_it_starts() -> None:
    make_team("GM9901", "Noord")
    with pytest.raises(IntegrityError, match="agreement_ends_after_it_starts"):
        DataAgreement.objects.update(valid_to=date(2025, 12, 31))


def test_an_account_without_a_password_comes_in_by_the_organisation_only() -> None:
    account = Account.objects.create_user("noor@WERK.example", name="Noor")
    assert account.email == "noor@werk.example"
    assert not account.has_usable_password()
    assert str(account) == "Noor"


def test_an_unknown_kind_of_organisation_is_refused() -> None:
    with pytest.raises(ValueError, match="bakkerij"):
        add_organisation(name="X", slug="x", kind="bakkerij", municipality_codes=[])


def test_a_partnership_holds_the_municipalities_it_was_founded_for() -> None:
    for code in ("GM9901", "GM9902", "GM9903"):
        Municipality.objects.create(code=code, name=code)
    made = found_partnership(name="Samen", municipality_codes=["GM9901", "GM9902"])
    assert {m.code for m in made.municipalities.all()} == {"GM9901", "GM9902"}
    assert str(made) == "Samen"


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_a_dutch_name(role: Role) -> None:
    assert role.label
    assert "_" not in role.label
