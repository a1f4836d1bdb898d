# SPDX-License-Identifier: EUPL-1.2
"""Colleagues of several organisations who work on one register, each in a browser."""

from dataclasses import dataclass

import pytest
from django.test import Client

from meedoen.accounts.models import Account
from meedoen.privacy.decision import Viewer
from tests.knelpunten.worlds import Desks, desks

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
REGISTER = "/register/"
TOLD = {
    "title": "Geen bus naar een nieuwe plek",
    "happens": "Er rijdt niets naar een nieuwe plek.",
    "laws": "Wmo art. 2.1.2\nPw art. 15",
    "type": "capaciteit",
    "effect": "",
}


def browser_of(viewer: Viewer) -> Client:
    """Give a browser in which somebody is logged in."""
    client = Client()
    client.force_login(Account.objects.get(pk=viewer.account_id), backend=BACKEND)
    return client


@dataclass(frozen=True)
class Browsers:
    """Each of the desks in a browser."""

    team: Client
    house: Client
    policy: Client
    volunteer: Client
    elsewhere: Client


@pytest.fixture
def desk(db: None) -> Desks:
    """A neighbourhood team, an open house, policy and a volunteer; and somebody elsewhere."""
    return desks()


@pytest.fixture
def at(desk: Desks) -> Browsers:
    """The same people, in their browsers."""
    return Browsers(
        *map(browser_of, (desk.team, desk.house, desk.policy, desk.volunteer, desk.elsewhere))
    )
