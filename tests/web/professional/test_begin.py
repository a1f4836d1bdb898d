# SPDX-License-Identifier: EUPL-1.2
"""Where somebody lands after logging in, and which menu she has."""

from collections.abc import Callable

import pytest
from django.test import Client

from meedoen.accounts.roles import AT_WORK, Role
from meedoen.privacy.endpoints import roles_for
from meedoen.privacy.policy import MAY_LOOK_THROUGH, Purpose
from meedoen.web.professional.navigation import entries, menu
from tests.web.professional.conftest import Workplace


def test_a_neighbourhood_worker_begins_at_the_queue(worker: Client) -> None:
    assert worker.get("/werk/begin/")["Location"] == "/werk/"


def test_a_host_begins_at_her_places(host: Workplace, enter: Callable[[Workplace], Client]) -> None:
    assert enter(host).get("/werk/begin/")["Location"] == "/werk/plekken/"


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_has_only_pages_that_the_role_may_open(role: Role) -> None:
    may = {
        "professional:team": roles_for(Purpose.INTAKE),
        "professional:tell": roles_for(Purpose.INTAKE),
        "professional:places": roles_for(Purpose.PLACEMENT),
        "professional:knelpunten": MAY_LOOK_THROUGH,
        "professional:local_practice": AT_WORK,
    }
    shown = {page.name for page in menu(role, entries())}
    assert shown == {name for name, roles in may.items() if role in roles}


def test_a_school_attendance_officer_does_not_look_through_the_glasses() -> None:
    assert Role.SCHOOL_ATTENDANCE_OFFICER not in MAY_LOOK_THROUGH
    assert Role.WMO_CONSULTANT in MAY_LOOK_THROUGH
