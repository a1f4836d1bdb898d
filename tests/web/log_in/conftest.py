# SPDX-License-Identifier: EUPL-1.2
"""A colleague who may log in."""

from datetime import date

import pytest
from django.core.cache import cache

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account, Team
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.privacy.policy import Purpose
from tests.signing import SIGNED

PASSWORD = "een-lang-en-eigen-wachtwoord"


@pytest.fixture(autouse=True)
def no_memory_of_earlier_tests() -> None:
    """Forget how often somebody tried in the test before."""
    cache.clear()


@pytest.fixture
def team(db: None) -> Team:
    """A team of a municipality that agreed to all purposes."""
    Municipality.objects.create(code="GM9901", name="Lindewaard")
    organisation = accounts.add_organisation(
        name="Gemeente Lindewaard",
        slug="lindewaard",
        kind="municipality",
        municipality_codes=["GM9901"],
        **SIGNED,
    )
    accounts.agree(
        organisation=organisation, purposes=list(Purpose), valid_from=date(2026, 1, 1), **SIGNED
    )
    return accounts.add_team(organisation=organisation, name="Wijkteam Kern", **SIGNED)


def colleague_in(team: Team, role: Role, email: str) -> Account:
    """Give somebody with one function in a team."""
    return accounts.add_professional(
        email=email,
        name="Puk Collega",
        password=PASSWORD,
        team=team,
        role=role,
        valid_from=date(2026, 1, 1),
        **SIGNED,
    )


@pytest.fixture
def colleague(team: Team) -> Account:
    """Somebody of the neighbourhood team."""
    return colleague_in(team, Role.NEIGHBOURHOOD_WORKER, "puk@werk.example")
