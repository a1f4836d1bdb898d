# SPDX-License-Identifier: EUPL-1.2
"""What a page asks of the database: so many statements and no more, whoever else is in the team.

A round trip is what a page waits for in a city too, where each statement is as fast as in a town.
A ceiling is what the page asks now; who adds a statement says here that it is worth one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.catalogue.models import Offer
from meedoen.journeys.check_in import say_how_it_goes
from meedoen.journeys.intake import approve_story
from meedoen.journeys.participation import begin_plan, choose_place
from meedoen.plans import operations as plans
from meedoen.plans.answers import CheckInAnswer
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.queries import dossier
from meedoen.vocabulary.moment import Moment
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.web.professional.conftest import Workplace

AT_WORK = {
    # One of these reads which colleagues direct a plan: a choice in the form to find somebody.
    # Another one reads who does not agree and waits for an answer here.
    "/werk/": 22,
    "/werk/inwoner/{}/": 13,
    "/werk/inwoner/{}/brillen/": 15,
    "/werk/inwoner/{}/keuzes/": 17,
    "/werk/inwoner/{}/plan/": 18,
}
# What is sent to find somebody.
FOUND = {
    "name=b": 16,
    "regisseur=jij": 16,
    "regisseur=geen": 16,
    "waits=on": 16,
    "waits=on&name=b&regisseur=geen": 16,
}
AT_THE_HOST = {"/werk/plekken/": 12}
AT_HOME = {
    # One of these asks whether a message waits for her.
    "/mijn-plan/": 18,
    "/mijn-keuzes/": 15,
    # One of these reads where she lives: some municipality asks a higher level of log-in here.
    "/wat-kan-er/": 13,
    "/wie-keek/": 15,
}


@contextmanager
def herself(subject: UUID, on: Moment) -> Iterator[Viewer]:
    """Act as a resident in her own dossier."""
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        yield by


def takes_part(subject: UUID, on: Moment) -> None:
    """Let her have a plan with steps, one of them taken out, and an answer."""
    with herself(subject, on) as by:
        known = dossier(subject)
        assert known
        begin_plan(known=known, by=by, on=on)
        for words in ("Bellen", "Kijken", "Beginnen"):
            last = plans.add_step(subject=subject, words=words, by=by, on=on)
        plans.remove_step(subject=subject, step_id=last, by=by, on=on)
        say_how_it_goes(
            subject=subject, answer=CheckInAnswer.STAY, words="Goed zo", quiet_until=None,
            next_step="", by=by, on=on,
        )  # fmt: skip


def comes(subject: UUID, offer: Offer) -> None:
    """Let her say yes to a place, which was published a moment ago."""
    on = Moment.now()
    with herself(subject, on) as by:
        known = dossier(subject)
        assert known
        choose_place(known=known, offer_id=offer.pk, by=by, on=on)


def another(number: int, on: Moment) -> UUID:
    """Somebody else who told this team her story."""
    nobody = resident_viewer(None)
    with acting(nobody, purpose=Purpose.TAKING_PART, on=on):
        subject = residents.open_dossier(
            municipality_code="GM9901", chosen_name=f"Bewoner {number}", buurt_code="BU99010101",
            by=nobody, on=on,
        )  # fmt: skip
    with herself(subject, on) as by:
        residents.hear(subject=subject, kind=FragmentKind.WISH, words="Ik wil koken", by=by, on=on)
        approve_story(subject=subject, team_may_read=True, by=by, on=on)
    return subject


@pytest.fixture
def at_home(resident: UUID) -> Client:
    """Her own browser, in which her story is open."""
    client = Client()
    session = client.session
    session[SUBJECT_IN_SESSION] = str(resident)
    session.save()
    return client


def asked(page: Callable[[], object]) -> list[str]:
    """Give the statements of a page, as they were asked."""
    with CaptureQueriesContext(connection) as statements:
        answer = page()
    assert answer.status_code == 200  # type: ignore[attr-defined]
    return [one["sql"] for one in statements.captured_queries]


Counted = Callable[[], dict[str, list[str]]]


@pytest.fixture
def counted(
    worker: Client,
    at_home: Client,
    resident: UUID,
    host: Workplace,
    enter: Callable[[Workplace], Client],
) -> Counted:
    """Give the statements of every page here, each time that is asked."""
    opened = ((worker, AT_WORK), (at_home, AT_HOME), (enter(host), AT_THE_HOST))

    def count() -> dict[str, list[str]]:
        pages = {
            page: asked(lambda c=client, p=page: c.get(p.format(resident)))  # type: ignore[misc]
            for client, some in opened
            for page in some
        }
        found = {
            sent: asked(lambda s=sent: worker.post("/werk/zoek/", dict(parse_qsl(s))))  # type: ignore[misc]
            for sent in FOUND
        }
        return pages | found

    return count


def test_a_page_asks_no_more_than_it_did(
    counted: Counted, resident: UUID, garden: Offer, moment: Moment
) -> None:
    takes_part(resident, moment)
    comes(resident, garden)
    another(0, moment)
    found = counted()
    told = {
        page: "\n".join([str(len(found[page])), *found[page]])
        for page, most in (AT_WORK | AT_HOME | FOUND | AT_THE_HOST).items()
        if len(found[page]) > most
    }
    assert not told, "\n\n".join(f"{page}: {why}" for page, why in told.items())


def test_a_page_asks_the_same_however_many_people_told_the_team_their_story(
    counted: Counted, resident: UUID, garden: Offer, moment: Moment
) -> None:
    Offer.objects.update(places=None)
    takes_part(resident, moment)
    comes(resident, garden)
    takes_part(another(0, moment), moment)
    another(1, moment)
    before = counted()
    for number in range(2, 9):
        subject = another(number, moment)
        if number % 2:
            takes_part(subject, moment)
            comes(subject, garden)
    after = counted()
    assert {page: len(one) for page, one in after.items()} == {
        page: len(one) for page, one in before.items()
    }
