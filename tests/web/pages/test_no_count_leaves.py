# SPDX-License-Identifier: EUPL-1.2
"""No page outside a dossier tells how many people there are: it is the same when there are more.

What counts people leaves by a release and no other way. A page that begins to count them is found
here, wherever it got the count from; docs/reference/counts-of-people.md says what each shows.
"""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.bookings.models import Placement
from meedoen.catalogue.models import Offer
from meedoen.history.operations import sign
from meedoen.knelpunten.models import Draft as Knelpunt
from meedoen.plans.operations import open_plan
from meedoen.privacy.context import acting
from meedoen.privacy.endpoints import all_endpoints
from meedoen.privacy.models import Compartment
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.publication.queries import public_releases
from meedoen.publication.states import ReleaseState
from meedoen.residents import operations as residents
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.policy.figures import MapSubject
from tests.privacy.worlds import share_with
from tests.signing import SIGNED
from tests.web.attacks.knocks import DIFFERS
from tests.web.pages.town import EVERYBODY, HELPING, Person, Town
from tests.web.pages.walk import entrances, may_open

pytestmark = pytest.mark.django_db

# What is about one person, or about those whom a team helps, stays with her and with that team.
WITHIN = {
    Purpose.TAKING_PART, Purpose.INTAKE, Purpose.GUIDANCE, Purpose.PLACEMENT, Purpose.SIGNING_IN,
}  # fmt: skip
MORE = 7
PLENTY = 500
_MOMENT = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")


def files(person: Person) -> Iterator[str]:
    """What this person can take along, as data."""
    download = next(door for door in all_endpoints() if door.name == "policy:download")
    assert download.endpoint is not None
    if may_open(person, download.endpoint):
        for subject in MapSubject:
            yield f"{reverse('policy:download')}?gemeente=GM9901&niveau=buurt&onderwerp={subject}"
    for release in public_releases().filter(state=ReleaseState.PUBLISHED):
        yield reverse("web:release_file", args=[release.address, "cells.csv"])


def shown(town: Town, who: str) -> dict[str, str]:
    """Give all that this person can open outside dossiers, by address, without what changes."""
    person = town.people[who]
    browser = person.browser()
    addresses = [
        address
        for door, found in entrances(town, person)
        if door.endpoint and door.endpoint.purpose not in WITHIN
        for address in found
    ]
    pages = {}
    for address in [*addresses, *files(person)]:
        answer = browser.get(address)
        text = answer.content.decode() if not answer.streaming else ""
        for differs in (*DIFFERS, _MOMENT):
            text = differs.sub("", text)
        pages[address] = f"{answer.status_code} {text}"
    return pages


def more_people(town: Town) -> None:
    """Let more people tell, share, begin a plan, take a place, and hit upon what is stuck."""
    on = Moment.now()
    team = Team.objects.filter(organisation__municipalities="GM9901").earliest("pk")
    regisseur = team.memberships.earliest("pk").account_id
    offer = Offer.objects.get(places=PLENTY)
    nobody = resident_viewer(None)
    for number in range(MORE):
        with acting(nobody, purpose=Purpose.TAKING_PART, on=on):
            subject = residents.open_dossier(municipality_code="GM9901", by=nobody, on=on)
        by = resident_viewer(subject)
        with acting(by, purpose=Purpose.TAKING_PART, on=on):
            open_plan(subject=subject, regisseur_id=regisseur, team_id=team.pk, by=by, on=on)
        share_with(subject, team, on, set(Domain), HELPING)
        Placement.objects.create(
            resident_id=subject, offer=offer, reserved_at=on.at,
            compartment=Compartment.objects.get(subject=subject, domain=Domain.PLAN),
        )  # fmt: skip
        Knelpunt.objects.create(
            municipality_id="GM9901", team=team, code="K06", title=f"Nog een {number}",
            laws=["Wmo"], frames=["wmo"], type="regeling", happens="x",
            made_on=on.day, changed_on=on.day,
        )  # fmt: skip


def with_plenty_of_room() -> None:
    """Let an offer have so many places that a few people more change no word about it."""
    offer = Offer.objects.filter(places__isnull=False).earliest("pk")
    sign(**SIGNED)
    Offer.objects.filter(pk=offer.pk).update(places=PLENTY)


@pytest.mark.proves("I13", "no page or file outside a dossier changes when there are more people")
def test_no_page_outside_a_dossier_tells_how_many_people_there_are(town: Town) -> None:
    with_plenty_of_room()
    everybody = [who for who in EVERYBODY if who in town.people]
    team = town.at_work(Role.NEIGHBOURHOOD_WORKER).browser()
    helped = team.get("/werk/").content
    before = {who: shown(town, who) for who in everybody}
    more_people(town)
    after = {who: shown(town, who) for who in everybody}
    told = [
        f"{who} at {address}: {difference(before[who][address], after[who][address])}"
        for who in everybody
        for address in before[who]
        if before[who][address] != after[who].get(address)
    ]
    assert not told, "\n".join(told)
    assert len(set().union(*before.values())) > 40
    assert team.get("/werk/").content != helped, "nobody came, so nothing could be told"


def difference(one: str, other: str) -> str:
    lines = zip(one.split("\n"), other.split("\n"), strict=False)
    return next((f"{a.strip()!r} / {b.strip()!r}" for a, b in lines if a != b), "longer")[:300]
