# SPDX-License-Identifier: EUPL-1.2
"""A resident in the invented region, a neighbourhood team, and a few places to go."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml.html import HtmlElement, document_fromstring

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account, Organisation, Team
from meedoen.accounts.roles import Role
from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas
from meedoen.catalogue.models import Location, Offer
from meedoen.catalogue.operations import publish_offer
from meedoen.demonstration.region import build_region
from meedoen.journeys.intake import approve_story
from meedoen.privacy.context import acting
from meedoen.privacy.decision import ANYONE
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.queries import Dossier, dossier
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.moment import Moment
from meedoen.web.belonging import FIELD
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.signing import SIGNED

CODE, BUURT, WIJK = "GM9901", "BU99010101", "WK990101"
WISH = "Ik wil iets met hout maken. Niet te druk."
TALENT = "Vroeger was ik meubelmaker."
MARK = re.compile(rf'name="{FIELD}" value="([^"]+)"')
WORDS_SHOWN = re.compile(r'md-resident-return__words"[^>]*>([a-z ]+)<')


@pytest.fixture
def region(db: None) -> None:
    """The two invented gemeenten."""
    collection = read_collection([("demonstratie", build_region().feature_collection)])
    import_areas(collection=collection, year=2026, by="test", on=Moment.now())


@pytest.fixture
def welfare(region: None) -> Organisation:
    """A welfare organisation that agreed to help."""
    made = accounts.add_organisation(
        name="Welzijn De Brink", slug="brink", kind="welfare", municipality_codes=[CODE], **SIGNED
    )
    accounts.agree(organisation=made, purposes=list(Purpose), valid_from=date(2026, 1, 1), **SIGNED)
    return made


@pytest.fixture
def team(welfare: Organisation) -> Team:
    """The neighbourhood team at the front door."""
    return accounts.add_team(
        organisation=welfare, name="Wijkteam Noord", wijk_codes=[WIJK], **SIGNED
    )


@pytest.fixture
def worker(team: Team) -> Account:
    """Somebody of the team who can direct a plan."""
    return accounts.add_professional(
        email="puk@brink.example",
        name="Puk Wijkteam",
        password="een-lang-wachtwoord",
        team=team,
        role=Role.NEIGHBOURHOOD_WORKER,
        valid_from=date(2026, 1, 1),
        **SIGNED,
    )


def publish(organisation: Organisation, title: str, **given: object) -> Offer:
    """Publish something to do in a buurt of Lindewaard."""
    location, _ = Location.objects.get_or_create(
        name="Huis van de buurt",
        buurt_code=BUURT,
        municipality_id=CODE,
        defaults={"street": "Hoofdweg 1", "lon": 3.92, "lat": 53.02},
    )
    values: dict[str, object] = {
        "form": "meeting", "description": "Kom binnen.", "when_text": "Maandag, 10 tot 12 uur",
        "themes": ["company"], "serves": [CODE], **given,
    }  # fmt: skip
    made = Offer(organisation=organisation, location=location, title=title, **values)
    return publish_offer(offer=made, by=ANYONE, on=Moment.now())


@pytest.fixture
def workshop(welfare: Organisation) -> Offer:
    """A workshop with one place left, that asks more than our resident said."""
    return publish(
        welfare, "Houtwerkplaats De Spaander", form="work_day_activity", themes=["wood"],
        description="Kasten en stoelen maken van hout. Samen koken we soep.",
        when_text="Dinsdag en donderdag, 9.30 tot 12 uur",
        dayparts_per_week=3, places=2, taken_elsewhere=1, line=1, needs_decision=True,
    )  # fmt: skip


@pytest.fixture
def coffee(welfare: Organisation) -> Offer:
    """A door that is always open."""
    return publish(welfare, "Koffie in de Huiskamer")


def tell(*, team_may_read: bool = True, **said: str) -> UUID:
    """Have a resident tell her story and approve it; returns her subject id."""
    on, nobody = Moment.now(), resident_viewer(None)
    with acting(nobody, purpose=Purpose.TAKING_PART, on=on):
        subject = residents.open_dossier(
            municipality_code=CODE, chosen_name="Kim", buurt_code=BUURT, by=nobody, on=on
        )
        for kind, words in said.items():
            residents.hear(subject=subject, kind=FragmentKind(kind), words=words, by=nobody, on=on)
        capacity = Capacity(2, frozenset({Condition.QUIET}))
        residents.hear_capacity(subject=subject, capacity=capacity, by=nobody, on=on)
        approve_story(subject=subject, team_may_read=team_may_read, by=nobody, on=on)
    return subject


def known(subject: UUID) -> Dossier:
    """Read a dossier as the resident does."""
    me = resident_viewer(subject)
    with acting(me, purpose=Purpose.TAKING_PART, on=Moment.now()):
        found = dossier(subject)
    assert found is not None
    return found


class Browser(Client):
    """A browser that sends forms as our pages make them: with the mark of what is open now."""

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Send a form of the page as it is shown now; a mark that is given goes instead."""
        sent = dict(data or {})
        if FIELD not in sent:
            sent[FIELD] = mark_shown(self)
        return super().post(path, sent, *args, **kwargs)


def mark_shown(client: Client, address: str = "/bel-mij/") -> str:
    """Read the mark in the first form of a page as this browser gets it."""
    marks = MARK.findall(text(client.get(address)))
    return marks[-1] if marks else ""


def as_resident(subject: UUID) -> Browser:
    """Give a browser in which a dossier is open."""
    client = Browser()
    session = client.session
    session[SUBJECT_IN_SESSION] = str(subject)
    session.save()
    return client


def text(response: HttpResponse) -> str:
    """Give a page as text."""
    return response.content.decode()


def tree(response: HttpResponse) -> HtmlElement:
    """Give a page as a tree, to ask for roles, labels and structure."""
    return document_fromstring(text(response))


@pytest.fixture
def subject(worker: Account, workshop: Offer, coffee: Offer) -> UUID:
    """A resident who told her story; the team may read along."""
    return tell(wish=WISH, talent=TALENT)


@pytest.fixture
def kim(subject: UUID) -> Client:
    """Her browser."""
    return as_resident(subject)


@pytest.fixture
def client() -> Browser:
    """A browser that knows nothing yet."""
    return Browser()


@pytest.fixture
def visitor(worker: Account, workshop: Offer, coffee: Offer) -> Client:
    """A browser in which nothing is open."""
    return Browser()


@pytest.fixture
def today() -> Moment:
    """The moment of the test, as the views see it."""
    return Moment.now()
