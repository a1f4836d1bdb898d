# SPDX-License-Identifier: EUPL-1.2
"""Two municipalities, their teams, a host with one place, and a resident who told her story."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account, Organisation, Team
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.catalogue.models import Location, Offer
from meedoen.journeys.intake import approve_story, ask_to_be_called
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.forms import Form
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.telephone import Telephone
from tests.signing import SIGNED

START = date(2026, 1, 1)
WISH = "Ik wil graag buiten werken in een tuin, met mijn handen."
STORY = "Ik zat lang thuis op de bank."


@dataclass(frozen=True)
class Workplace:
    """An organisation with a team and one professional in it."""

    organisation: Organisation
    team: Team
    account: Account


@pytest.fixture
def towns(db: None) -> tuple[Municipality, Municipality]:
    """Two municipalities of the invented region."""
    return (
        Municipality.objects.create(code="GM9901", name="Lindewaard"),
        Municipality.objects.create(code="GM9902", name="Vennerhout"),
    )


def workplace(slug: str, town: str, role: Role, purposes: set[Purpose]) -> Workplace:
    """Found an organisation with an agreement, a team and somebody in this role."""
    organisation = accounts.add_organisation(
        name=slug.title(), slug=slug, kind="welfare", municipality_codes=[town], **SIGNED
    )
    accounts.agree(organisation=organisation, purposes=purposes, valid_from=START, **SIGNED)
    team = accounts.add_team(
        organisation=organisation, name=f"Team {slug}", wijk_codes=["WK990101"], **SIGNED
    )
    account = accounts.add_professional(
        email=f"{slug}@voorbeeld.nl",
        name=f"Werker {slug}",
        password="een-lang-wachtwoord",
        team=team,
        role=role,
        valid_from=START,
        **SIGNED,
    )
    return Workplace(organisation, team, account)


@pytest.fixture
def front_door(towns: object) -> Workplace:
    """The neighbourhood team of Lindewaard."""
    asking = {Purpose.INTAKE, Purpose.GUIDANCE}
    return workplace("wijkteam", "GM9901", Role.NEIGHBOURHOOD_WORKER, asking)


@pytest.fixture
def other_town(towns: object) -> Workplace:
    """The neighbourhood team of Vennerhout."""
    asking = {Purpose.INTAKE, Purpose.GUIDANCE}
    return workplace("buren", "GM9902", Role.NEIGHBOURHOOD_WORKER, asking)


@pytest.fixture
def host(towns: object) -> Workplace:
    """A garden in Lindewaard that receives people."""
    return workplace("moestuin", "GM9901", Role.PROVIDER_WORKER, {Purpose.PLACEMENT})


@pytest.fixture
def garden(host: Workplace) -> Offer:
    """A place with one chair in that garden."""
    location = Location.objects.create(
        name="De Moestuin", street="Pad", buurt_code="BU99010101", municipality_id="GM9901",
        lon=6.0, lat=52.0,
    )  # fmt: skip
    return Offer.objects.create(
        title="Werken in de moestuin", organisation=host.organisation, location=location,
        form=Form.VOLUNTEERING, themes=["garden"], description="Samen in de tuin werken.",
        when_text="Dinsdagochtend", dayparts_per_week=1, conditions=["quiet"], serves=["GM9901"],
        places=1, published_at=Moment.now().at, verified_on=START,
    )  # fmt: skip


@pytest.fixture
def moment() -> Moment:
    """Now, since pages look at the clock themselves."""
    return Moment.now()


@pytest.fixture
def resident(front_door: Workplace, moment: Moment) -> UUID:
    """Noor, who told her story at home and shared it with the neighbourhood team."""
    nobody = resident_viewer(None)
    with acting(nobody, purpose=Purpose.TAKING_PART, on=moment):
        subject = residents.open_dossier(
            municipality_code="GM9901", chosen_name="Noor", buurt_code="BU99010101",
            by=nobody, on=moment,
        )  # fmt: skip
    herself = resident_viewer(subject)
    with acting(herself, purpose=Purpose.TAKING_PART, on=moment):
        for kind, words in ((FragmentKind.WISH, WISH), (FragmentKind.STORY, STORY)):
            residents.hear(subject=subject, kind=kind, words=words, by=herself, on=moment)
        residents.hear_capacity(
            subject=subject,
            capacity=Capacity(2, frozenset({Condition.QUIET})),
            by=herself,
            on=moment,
        )
        approve_story(subject=subject, team_may_read=True, by=herself, on=moment)
    return subject


@pytest.fixture
def caller(front_door: Workplace, moment: Moment) -> UUID:
    """Bo, who only asked to be called."""
    nobody = resident_viewer(None)
    with acting(nobody, purpose=Purpose.TAKING_PART, on=moment):
        return ask_to_be_called(
            municipality_code="GM9901", chosen_name="Bo", telephone=Telephone("+31612000000"),
            moment="na elf uur", by=nobody, on=moment,
        )  # fmt: skip


@pytest.fixture
def talker(front_door: Workplace, moment: Moment) -> UUID:
    """Kim, who asked to be called and said that the caller may write along."""
    nobody = resident_viewer(None)
    with acting(nobody, purpose=Purpose.TAKING_PART, on=moment):
        return ask_to_be_called(
            municipality_code="GM9901", chosen_name="Kim", telephone=Telephone("+31612000001"),
            moment="", may_write_along=True, by=nobody, on=moment,
        )  # fmt: skip


@pytest.fixture
def enter() -> Callable[[Workplace], Client]:
    """Log a professional in."""

    def log_in(place: Workplace) -> Client:
        client = Client()
        client.force_login(
            place.account, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return log_in


@pytest.fixture
def worker(front_door: Workplace, enter: Callable[[Workplace], Client]) -> Client:
    """A neighbourhood worker of Lindewaard, logged in."""
    return enter(front_door)


@pytest.fixture
def as_worker(front_door: Workplace) -> Callable[[Purpose], object]:
    """Act as the neighbourhood worker outside the browser."""

    def act(purpose: Purpose) -> object:
        on = Moment.now()
        return acting(viewer_for_account(front_door.account.pk, on=on), purpose=purpose, on=on)

    return act
