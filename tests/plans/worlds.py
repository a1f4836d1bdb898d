# SPDX-License-Identifier: EUPL-1.2
"""A small world with a neighbourhood team, a host with places, and a resident who may choose."""

from dataclasses import dataclass
from uuid import UUID

from meedoen.accounts.models import Account, Team
from meedoen.accounts.roles import Role
from meedoen.catalogue.models import Offer
from meedoen.residents.queries import Dossier, dossier
from meedoen.vocabulary.moment import Moment
from tests.catalogue.examples import offer
from tests.privacy.worlds import make_account, make_team, tell


@dataclass(frozen=True)
class PlanWorld:
    """Who is there, and which places: one limited, one where anyone walks in."""

    subject: UUID
    team: Team
    regisseur: Account
    host: Team
    limited: Offer
    walk_in: Offer


def make_plan_world(on: Moment) -> PlanWorld:
    """Make that world in GM9901, with a resident called Vlinder."""
    team, host = make_team("GM9901", "Team Noord"), make_team("GM9901", "Buurthuis")
    where = {"organisation": host.organisation}
    return PlanWorld(
        subject=tell("GM9901", on),
        team=team,
        regisseur=make_account(team, Role.NEIGHBOURHOOD_WORKER),
        host=host,
        limited=offer("Houtwerkplaats", places=2, **where),
        walk_in=offer("Open koffie", **where),
    )


def known(subject: UUID) -> Dossier:
    """Give the dossier of a resident, within the context of a test."""
    found = dossier(subject)
    assert found is not None
    return found
