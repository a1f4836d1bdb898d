# SPDX-License-Identifier: EUPL-1.2
"""Who works where on a day, and which team answers for a place."""

from datetime import date, timedelta

import pytest

from meedoen.accounts.models import Account, Membership, Team
from meedoen.accounts.operations import add_membership, add_team
from meedoen.accounts.queries import (
    account_by_email,
    chosen_among,
    colleagues_in,
    demonstration_accounts,
    front_door_team,
    independent_helpers,
    memberships_on,
    team_of_organisation,
    teams_in,
)
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.privacy.policy import MAY_DIRECT_A_PLAN
from tests.privacy.worlds import make_account, make_team
from tests.signing import SIGNED

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)
LONG_AGO = date(2024, 1, 1)


@pytest.fixture
def team() -> Team:
    return make_team("GM9901", "Team Noord")


def test_a_function_counts_from_its_first_day_up_to_and_with_its_last(team: Team) -> None:
    account = make_account(team, Role.NEIGHBOURHOOD_WORKER)
    Membership.objects.filter(account=account).update(valid_from=DAY, valid_to=DAY + ONE_DAY)
    assert [len(memberships_on(account.pk, day=DAY + n * ONE_DAY)) for n in (-1, 0, 1, 2)] == [
        0,
        1,
        1,
        0,
    ]


def test_the_function_that_began_first_is_the_one_somebody_acts_in(team: Team) -> None:
    account = make_account(team, Role.JOB_COACH)
    Membership.objects.create(
        account=account, team=team, role=Role.ADMINISTRATOR, valid_from=date(2025, 1, 1)
    )
    found = memberships_on(account.pk, day=DAY)
    assert [m.role for m in found] == [Role.ADMINISTRATOR, Role.JOB_COACH]


def test_of_functions_that_began_on_one_day_the_one_entered_first_comes_first(team: Team) -> None:
    account = make_account(team, Role.JOB_COACH)
    for role in (Role.VOLUNTEER, Role.CONTROLLER):
        add_membership(account=account, team=team, role=role, valid_from=date(2026, 1, 1), **SIGNED)
    assert [m.role for m in memberships_on(account.pk, day=DAY)] == [
        Role.JOB_COACH, Role.VOLUNTEER, Role.CONTROLLER,
    ]  # fmt: skip


def test_the_chosen_function_counts_only_when_it_is_hers_on_that_day(team: Team) -> None:
    account, other = make_account(team, Role.JOB_COACH), make_account(team, Role.VOLUNTEER, "Kees")
    second = add_membership(
        account=account, team=team, role=Role.VOLUNTEER, valid_from=DAY, **SIGNED
    )
    strange = other.memberships.get()

    def acts_in(chosen: int | None, day: date = DAY) -> str:
        found = chosen_among(memberships_on(account.pk, day=day), chosen)
        assert found is not None
        return found.role

    assert acts_in(second.pk) == Role.VOLUNTEER
    assert [acts_in(None), acts_in(strange.pk), acts_in(second.pk, DAY - ONE_DAY)] == (
        3 * [Role.JOB_COACH]
    )
    assert chosen_among([], second.pk) is None


def test_who_is_no_longer_active_has_no_function(team: Team) -> None:
    account = make_account(team, Role.NEIGHBOURHOOD_WORKER)
    Account.objects.update(is_active=False)
    assert memberships_on(account.pk, day=DAY) == []
    assert colleagues_in(team.pk, roles=MAY_DIRECT_A_PLAN, day=DAY) == []


@pytest.mark.proves("S3-06", "the team of the wijk answers")
def test_the_team_of_the_wijk_answers_and_else_any_neighbourhood_team(team: Team) -> None:
    south = add_team(organisation=team.organisation, name="Zuid", wijk_codes=["WK990104"], **SIGNED)
    for each in (team, south):
        make_account(each, Role.NEIGHBOURHOOD_WORKER)
    assert front_door_team("GM9901", "WK990104") == south
    assert front_door_team("GM9901", "WK990101") == team
    assert front_door_team("GM9901", None) == team


def test_a_team_without_neighbourhood_workers_is_no_front_door(team: Team) -> None:
    make_account(team, Role.WMO_CONSULTANT)
    assert front_door_team("GM9901", None) is None


def test_the_front_door_of_one_municipality_is_not_that_of_another(team: Team) -> None:
    make_account(team, Role.NEIGHBOURHOOD_WORKER)
    assert front_door_team("GM9902", None) is None


@pytest.mark.parametrize("role", sorted(AT_WORK))
def test_only_who_may_direct_a_plan_is_a_possible_regisseur(team: Team, role: Role) -> None:
    account = make_account(team, role)
    assert (account in colleagues_in(team.pk, roles=MAY_DIRECT_A_PLAN, day=DAY)) == (
        role in MAY_DIRECT_A_PLAN
    )


def test_possible_regisseurs_stand_by_name_once_each_and_only_while_they_work_there(
    team: Team,
) -> None:
    zara = make_account(team, Role.NEIGHBOURHOOD_WORKER, "Zara")
    anna = make_account(team, Role.WMO_CONSULTANT, "Anna")
    gone = make_account(team, Role.JOB_COACH, "Bram")
    Membership.objects.filter(account=gone).update(valid_to=DAY - ONE_DAY)
    Membership.objects.create(account=zara, team=team, role=Role.JOB_COACH, valid_from=DAY)
    assert colleagues_in(team.pk, roles=MAY_DIRECT_A_PLAN, day=DAY) == [anna, zara]


def test_an_account_is_found_by_its_address_whatever_the_capitals(team: Team) -> None:
    account = make_account(team, Role.NEIGHBOURHOOD_WORKER)
    assert account_by_email(account.email.upper()) == account
    assert account_by_email("niemand@werk.example") is None
    Account.objects.update(is_active=False)
    assert account_by_email(account.email) is None


def test_the_demonstration_shows_each_function_with_who_has_it(team: Team) -> None:
    first = make_account(team, Role.NEIGHBOURHOOD_WORKER)
    second = make_account(team, Role.VOLUNTEER, "Kees")
    more = [(Role.JOB_COACH, DAY, None), (Role.VOLUNTEER, LONG_AGO, DAY - ONE_DAY)]
    for role, since, until in more:
        add_membership(
            account=first, team=team, role=role, valid_from=since, valid_to=until, **SIGNED
        )
    shown = [[(m.account, m.role) for m in each] for each in demonstration_accounts(day=DAY)]
    assert shown == [
        [(first, Role.NEIGHBOURHOOD_WORKER), (first, Role.JOB_COACH)],
        [(second, Role.VOLUNTEER)],
    ]


def test_a_place_is_arranged_with_the_first_team_of_its_organisation(team: Team) -> None:
    add_team(organisation=team.organisation, name="Tweede", **SIGNED)
    assert team_of_organisation(team.organisation_id) == team
    Team.objects.all().delete()
    assert team_of_organisation(team.organisation_id) is None


def test_teams_stand_by_organisation_and_only_where_it_works(team: Team) -> None:
    early = make_team("GM9901", "Aan tafel")
    make_team("GM9902", "Dorp")
    assert list(teams_in("GM9901")) == [early, team]


def test_who_stands_beside_residents_independently_is_named(team: Team) -> None:
    """Wmo 2015 art. 2.2.4."""
    make_team("GM9901", "Naast Je", kind="client_support")
    make_team("GM9902", "Ver weg", kind="client_support")
    assert independent_helpers("GM9901") == ["Naast Je"]
