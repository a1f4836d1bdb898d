# SPDX-License-Identifier: EUPL-1.2
"""Where somebody lands after logging in, and which menu she has."""

from collections.abc import Callable

import pytest
from django.test import Client

from meedoen.accounts.roles import AT_WORK, Role
from meedoen.privacy.endpoints import roles_for
from meedoen.privacy.policy import MAY_DIRECT_A_PLAN, MAY_LOOK_THROUGH, Purpose
from meedoen.web.landing import landing_page
from meedoen.web.professional.navigation import entries, menu
from tests.privacy.worlds import make_account, make_team
from tests.web.professional.conftest import Workplace

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_a_neighbourhood_worker_begins_at_the_queue(worker: Client) -> None:
    assert worker.get("/werk/begin/")["Location"] == "/werk/"


def test_a_host_begins_at_her_places(host: Workplace, enter: Callable[[Workplace], Client]) -> None:
    assert enter(host).get("/werk/begin/")["Location"] == "/werk/plekken/"


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.POLICY_ADVISER, Role.DATA_PROTECTION_OFFICER, Role.JURIST])
def test_who_has_no_page_about_people_begins_where_she_lands(role: Role) -> None:
    """The link stands on the rules of her municipality, and does not lead back to them."""
    client = Client()
    client.force_login(make_account(make_team("GM9901", "Noord"), role), backend=BACKEND)
    assert client.get("/werk/begin/")["Location"] == landing_page(role)


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_has_only_pages_that_the_role_may_open(role: Role) -> None:
    may = {
        "professional:team": roles_for(Purpose.INTAKE),
        "professional:tell": roles_for(Purpose.INTAKE),
        "professional:places": roles_for(Purpose.PLACEMENT),
        "professional:letters": roles_for(Purpose.GUIDANCE),
        "professional:disagreements": MAY_DIRECT_A_PLAN,
        "professional:knelpunten": MAY_LOOK_THROUGH,
        "register:home": roles_for(Purpose.IMPROVING),
        "professional:local_practice": AT_WORK,
        "professional:streets": roles_for(Purpose.NEIGHBOURHOOD),
    }
    shown = {page.name for page in menu(role, entries())}
    assert shown == {name for name, roles in may.items() if role in roles}


def test_a_school_attendance_officer_does_not_look_through_the_glasses() -> None:
    assert Role.SCHOOL_ATTENDANCE_OFFICER not in MAY_LOOK_THROUGH
    assert Role.WMO_CONSULTANT in MAY_LOOK_THROUGH
