# SPDX-License-Identifier: EUPL-1.2
"""The functions in which people act: their names, and what no two of them share."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from meedoen.accounts.models import Account, Membership, Team
from meedoen.accounts.operations import BesideAnother, WithoutAnEnd, add_membership
from meedoen.accounts.queries import memberships_on
from meedoen.accounts.roles import AT_WORK, Role
from tests.privacy.worlds import make_account, make_team
from tests.signing import SIGNED

FIRST, LAST = date(2026, 3, 1), date(2026, 6, 30)
ONE_DAY = timedelta(days=1)
OTHERS = sorted(AT_WORK - {Role.DATA_PROTECTION_OFFICER, Role.EXTERNAL_ADVISER})


def test_no_two_functions_have_the_same_name_on_screen() -> None:
    labels = [role.label for role in Role]
    assert sorted(set(labels)) == sorted(labels)


def test_every_function_but_that_of_a_visitor_and_a_resident_is_at_work() -> None:
    assert set(Role) - AT_WORK == {Role.ANYONE, Role.RESIDENT}


def test_the_privacy_officer_and_the_functionaris_are_two_functions() -> None:
    assert Role.PRIVACY_OFFICER.label == "privacy officer"
    assert Role.DATA_PROTECTION_OFFICER.label == "functionaris gegevensbescherming"


@pytest.fixture
def team(db: None) -> Team:
    return make_team("GM9901", "Noord")


def give(account: Account, team: Team, role: Role, since: date, until: date | None) -> Membership:
    return add_membership(
        account=account, team=team, role=role, valid_from=since, valid_to=until, **SIGNED
    )


def works_as(account: Account, team: Team, role: Role) -> Account:
    """Give an account one function only, from the first up to and with the last day."""
    account.memberships.all().delete()
    give(account, team, role, FIRST, LAST)
    return account


@pytest.fixture
def account(team: Team) -> Account:
    return make_account(team, Role.JOB_COACH)


@pytest.mark.proves("S0-12", "the function of an adviser from outside ends by itself")
def test_an_adviser_from_outside_has_a_last_day_and_nothing_after_it(
    account: Account, team: Team
) -> None:
    works_as(account, team, Role.EXTERNAL_ADVISER)
    assert len(memberships_on(account.pk, day=LAST)) == 1
    assert memberships_on(account.pk, day=LAST + ONE_DAY) == []


def test_without_a_last_day_an_adviser_from_outside_gets_no_function(
    account: Account, team: Team
) -> None:
    with pytest.raises(WithoutAnEnd, match="extern adviseur"):
        give(account, team, Role.EXTERNAL_ADVISER, FIRST, None)
    assert not Membership.objects.filter(role=Role.EXTERNAL_ADVISER).exists()


def test_the_database_itself_refuses_an_adviser_from_outside_without_a_last_day(
    account: Account, team: Team
) -> None:
    works_as(account, team, Role.EXTERNAL_ADVISER)
    with pytest.raises(IntegrityError, match="adviser_from_outside_has_an_end"):
        Membership.objects.update(valid_to=None)


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("first_the_officer", [True, False])
def test_who_supervises_has_no_other_function_on_the_same_day(
    account: Account, team: Team, other: Role, first_the_officer: bool
) -> None:
    """Nobody supervises what she does herself (AVG art. 38(6))."""
    order = (Role.DATA_PROTECTION_OFFICER, other)
    has, wants = order if first_the_officer else reversed(order)
    works_as(account, team, has)
    with pytest.raises(BesideAnother, match="functionaris gegevensbescherming"):
        give(account, team, wants, FIRST, None)
    assert account.memberships.count() == 1


@pytest.mark.parametrize(
    ("since", "until", "meets"),
    [
        (LAST, None, True),
        (LAST + ONE_DAY, None, False),
        (FIRST - 9 * ONE_DAY, FIRST, True),
        (FIRST - 9 * ONE_DAY, FIRST - ONE_DAY, False),
        (FIRST - ONE_DAY, None, True),
        (FIRST + ONE_DAY, LAST - ONE_DAY, True),
    ],
)
def test_one_function_after_the_other_is_no_conflict(
    account: Account, team: Team, since: date, until: date | None, meets: bool
) -> None:
    works_as(account, team, Role.DATA_PROTECTION_OFFICER)
    if meets:
        with pytest.raises(BesideAnother):
            give(account, team, Role.POLICY_ADVISER, since, until)
    else:
        give(account, team, Role.POLICY_ADVISER, since, until)
    assert account.memberships.count() == (1 if meets else 2)


def test_a_function_without_a_last_day_meets_every_later_one(account: Account, team: Team) -> None:
    account.memberships.all().delete()
    give(account, team, Role.DATA_PROTECTION_OFFICER, FIRST, None)
    with pytest.raises(BesideAnother):
        give(account, team, Role.POLICY_ADVISER, LAST + 900 * ONE_DAY, None)


def test_who_supervises_may_do_so_for_two_organisations(account: Account, team: Team) -> None:
    works_as(account, team, Role.DATA_PROTECTION_OFFICER)
    give(account, make_team("GM9902", "Dorp"), Role.DATA_PROTECTION_OFFICER, FIRST, LAST)
    assert len(memberships_on(account.pk, day=FIRST)) == 2


def test_what_somebody_else_does_is_no_conflict(account: Account, team: Team) -> None:
    works_as(account, team, Role.DATA_PROTECTION_OFFICER)
    other = make_account(team, Role.PRIVACY_OFFICER, "Esra")
    give(other, team, Role.POLICY_ADVISER, FIRST, None)
    assert other.memberships.count() == 2
