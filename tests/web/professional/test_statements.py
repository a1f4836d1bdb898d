# SPDX-License-Identifier: EUPL-1.2
"""What a page asks of the database: so many statements and no more, whoever else is in the team.

A round trip is what a page waits for in a city too, where each statement is as fast as in a town.
A ceiling is what the page asks now; who adds a statement says here that it is worth one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.journeys.check_in import say_how_it_goes
from meedoen.journeys.intake import approve_story
from meedoen.journeys.participation import begin_plan
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

AT_WORK = {
    "/werk/": 18,
    "/werk/inwoner/{}/": 13,
    "/werk/inwoner/{}/brillen/": 15,
    "/werk/inwoner/{}/keuzes/": 17,
    "/werk/inwoner/{}/plan/": 17,
}
AT_HOME = {
    "/mijn-plan/": 16,
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


def counted(worker: Client, at_home: Client, subject: UUID) -> dict[str, list[str]]:
    """Give the statements of every page here."""
    return {
        page: asked(lambda c=client, p=page: c.get(p.format(subject)))  # type: ignore[misc]
        for client, pages in ((worker, AT_WORK), (at_home, AT_HOME))
        for page in pages
    }


def test_a_page_asks_no_more_than_it_did(
    worker: Client,
    at_home: Client,
    resident: UUID,
    moment: Moment,
) -> None:
    takes_part(resident, moment)
    found = counted(worker, at_home, resident)
    told = {
        page: "\n".join([str(len(found[page])), *found[page]])
        for page, most in (AT_WORK | AT_HOME).items()
        if len(found[page]) > most
    }
    assert not told, "\n\n".join(f"{page}: {why}" for page, why in told.items())


def test_a_page_asks_the_same_however_many_people_told_the_team_their_story(
    worker: Client,
    at_home: Client,
    resident: UUID,
    moment: Moment,
) -> None:
    takes_part(resident, moment)
    takes_part(another(0, moment), moment)
    another(1, moment)
    before = counted(worker, at_home, resident)
    for number in range(2, 9):
        subject = another(number, moment)
        if number % 2:
            takes_part(subject, moment)
    after = counted(worker, at_home, resident)
    assert {page: len(one) for page, one in after.items()} == {
        page: len(one) for page, one in before.items()
    }
