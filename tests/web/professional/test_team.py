# SPDX-License-Identifier: EUPL-1.2
"""The one queue of a team."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.catalogue.models import Offer
from meedoen.plans.models import Plan
from meedoen.privacy.models import ProcessingRecord
from meedoen.vocabulary.moment import Moment
from tests.web.professional.conftest import Workplace


def page(client: Client) -> str:
    return client.get("/werk/").content.decode()


@pytest.mark.proves("S1-21", "a story and a request to be called")
def test_who_asked_to_be_called_stands_before_who_told_a_story(
    worker: Client, resident: UUID, caller: UUID
) -> None:
    shown = page(worker)
    assert 0 < shown.index("Wil gebeld worden") < shown.index("Vertelde een verhaal")
    assert 0 < shown.index(">Bo<") < shown.index(">Noor<")
    assert "06 12 00 00 00 · na elf uur" in shown


def test_the_queue_shows_the_first_words_of_the_wish_and_nothing_of_the_story(
    worker: Client, resident: UUID
) -> None:
    shown = page(worker)
    assert "Ik wil graag buiten werken" in shown
    assert "op de bank" not in shown


def test_an_empty_queue_says_what_to_do(worker: Client) -> None:
    assert "Schrijf samen een verhaal op" in page(worker)


def test_the_team_of_another_municipality_sees_an_empty_queue(
    resident: UUID, other_town: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    shown = page(enter(other_town))
    assert "Noor" not in shown
    assert "Nog niemand deelde iets met je team" in shown


def test_looking_at_the_list_is_no_look_into_a_dossier(worker: Client, resident: UUID) -> None:
    page(worker)
    assert not ProcessingRecord.objects.filter(subject=resident).exists()


@pytest.mark.proves("I5", "in the queue of the team")
@pytest.mark.proves("S0-23", "the queue leaves her alone")
def test_who_wants_rest_is_left_alone_until_the_day_she_chose(
    worker: Client, resident: UUID, garden: Offer
) -> None:
    """Nu niet is respected."""
    worker.post(f"/werk/inwoner/{resident}/keuzes/antwoord/", {"offer": garden.pk, "answer": "yes"})
    assert "Er loopt een plan" in page(worker)
    Plan.objects.update(quiet=True, quiet_until=Moment.now().day + timedelta(days=30))
    shown = page(worker)
    assert "Met rust laten" in shown
    assert "Er loopt een plan" not in shown


@pytest.mark.proves("I6", "nobody is late in the queue")
def test_the_queue_knows_no_score_and_nobody_is_late(
    worker: Client, resident: UUID, caller: UUID
) -> None:
    """A step cannot be late, and nobody is ranked."""
    shown = page(worker).lower().replace("nooit te laat", "")
    assert not any(
        word in shown for word in ("te laat", "urgent", "score", "prioriteit", "verlopen")
    )


def test_the_queue_takes_as_many_queries_for_two_residents_as_for_one(
    worker: Client, resident: UUID, request: pytest.FixtureRequest
) -> None:
    page(worker)
    with CaptureQueriesContext(connection) as for_one:
        page(worker)
    request.getfixturevalue("caller")
    with CaptureQueriesContext(connection) as for_two:
        page(worker)
    assert len(for_two) == len(for_one)


def test_nobody_gets_in_without_logging_in(client: Client, db: None) -> None:
    answer = client.get("/werk/")
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_a_host_is_refused_with_advice(
    host: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    answer = enter(host).get("/werk/")
    assert answer.status_code == 403
    assert "hoort niet bij jouw functie" in answer.content.decode()
