# SPDX-License-Identifier: EUPL-1.2
"""A policy adviser in the invented region, with a handful of offers."""

from datetime import date

import pytest
from django.test import Client

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account, Organisation
from meedoen.accounts.roles import Role
from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas, import_key_figures
from meedoen.catalogue.models import Location, Offer
from meedoen.catalogue.operations import publish_offer
from meedoen.demonstration.region import build_region
from meedoen.privacy.decision import ANYONE
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.moment import Moment
from tests.signing import SIGNED

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BUSY, QUIET = "BU99010101", "BU99010102"


@pytest.fixture
def region(db: None) -> None:
    """The two invented gemeenten with their inhabitants."""
    invented = build_region()
    on = Moment.now()
    collection = read_collection([("demonstratie", invented.feature_collection)])
    import_areas(collection=collection, year=2026, by="test", on=on)
    import_key_figures(figures=invented.key_figures, year=2026, by="test", on=on)


@pytest.fixture
def municipality(region: None) -> Organisation:
    """The organisation of the adviser, which works in both gemeenten."""
    return accounts.add_organisation(
        name="Gemeente Lindewaard",
        slug="lindewaard",
        kind="municipality",
        municipality_codes=["GM9901", "GM9902"],
        **SIGNED,
    )


def make_account(organisation: Organisation, role: Role) -> Account:
    """Give somebody with one function in an organisation that agreed to all purposes."""
    accounts.agree(
        organisation=organisation, purposes=list(Purpose), valid_from=date(2026, 1, 1), **SIGNED
    )
    return accounts.add_professional(
        email=f"{role}@werk.example",
        name="Puk Beleid",
        password="een-lang-wachtwoord",
        team=accounts.add_team(organisation=organisation, name="Beleid", **SIGNED),
        role=role,
        valid_from=date(2026, 1, 1),
        **SIGNED,
    )


def offer(organisation: Organisation, buurt: str, **given: object) -> Offer:
    """Publish an offer in a buurt of Lindewaard or Vennerhout."""
    code = "GM" + buurt[2:6]
    location, _ = Location.objects.get_or_create(
        name=f"Huis {buurt}",
        buurt_code=buurt,
        municipality_id=code,
        defaults={"street": "Hoofdweg 1", "lon": 3.9, "lat": 53.0},
    )
    on: Moment = Moment.now()
    values: dict[str, object] = {
        "title": "Koffie", "form": "meeting", "description": "Kom binnen.",
        "when_text": "Maandag", "themes": ["ontmoeten"], "serves": [code], **given,
    }  # fmt: skip
    made = Offer(organisation=organisation, location=location, **values)
    return publish_offer(offer=made, by=ANYONE, on=on)


@pytest.fixture
def offers(municipality: Organisation) -> Organisation:
    """Twelve places of which three are taken and an open door in one buurt; one place elsewhere."""
    offer(
        municipality,
        BUSY,
        title="Houtwerkplaats",
        places=12,
        taken_elsewhere=3,
        needs_decision=True,
    )
    offer(municipality, BUSY, title="Koffie")
    offer(municipality, "BU99020101", title="Moestuin", places=1, line=1)
    return municipality


@pytest.fixture
def adviser(client: Client, municipality: Organisation) -> Client:
    """A client that is logged in as a policy adviser."""
    client.force_login(make_account(municipality, Role.POLICY_ADVISER), backend=BACKEND)
    return client
