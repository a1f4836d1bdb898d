# SPDX-License-Identifier: EUPL-1.2
"""The one queue of a team."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas
from meedoen.catalogue.models import Offer
from meedoen.demonstration.region import build_region
from meedoen.journeys import paging
from meedoen.journeys.caseload import SEEN_IN_LIST
from meedoen.journeys.glasses import current_rulebook
from meedoen.plans.models import Plan
from meedoen.privacy.context import acting
from meedoen.privacy.models import ProcessingRecord
from meedoen.privacy.policy import ON_REQUEST, Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource
from meedoen.residents.models import Resident
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import share_with
from tests.web.professional.conftest import Workplace
from tests.web.professional.test_knelpunten import LET_DOWN


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


@pytest.mark.proves("I11", "who stands in a list reads that she was seen there")
def test_who_stands_in_the_list_reads_once_a_day_that_she_was_seen(
    worker: Client, resident: UUID
) -> None:
    for _ in range(3):
        page(worker)
    (line,) = ProcessingRecord.objects.filter(subject=resident)
    assert line.name == SEEN_IN_LIST
    assert set(line.domains) == {Domain.IDENTITY, Domain.WISHES, Domain.DAILY_LIFE}
    assert line.basis == "consent"
    assert line.actor_account is not None


def test_who_was_not_shown_was_not_seen(
    worker: Client, resident: UUID, caller: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "ON_A_PAGE", 1)
    found = worker.post("/werk/zoek/", {"name": "No"}).content.decode()
    assert ">Noor<" in found
    seen = ProcessingRecord.objects.values_list("subject", flat=True)
    assert set(seen) == {resident}


@pytest.mark.proves("I5", "in the queue of the team")
@pytest.mark.proves("S0-23", "the queue leaves her alone")
def test_who_wants_rest_is_left_alone_until_the_day_she_chose(
    worker: Client, resident: UUID, garden: Offer
) -> None:
    """Nu niet is respected."""
    worker.post(f"/werk/inwoner/{resident}/keuzes/antwoord/", {"offer": garden.pk, "answer": "yes"})
    assert "Jouw plannen" in page(worker)
    Plan.objects.update(quiet=True, quiet_until=Moment.now().day + timedelta(days=30))
    shown = page(worker)
    assert "Met rust laten" in shown
    assert "Jouw plannen" not in shown


@pytest.mark.proves("S1-16", "it stands on the list of the regisseur by itself")
def test_whom_both_laws_let_down_stands_on_the_list_of_her_regisseur_by_itself(
    worker: Client, resident: UUID, garden: Offer, front_door: Workplace, moment: Moment
) -> None:
    """Nobody has to think of it: the answer after which both say no does it, and undoes it."""
    worker.post(f"/werk/inwoner/{resident}/keuzes/antwoord/", {"offer": garden.pk, "answer": "yes"})
    share_with(resident, front_door.team, moment, set(ON_REQUEST), {Purpose.INTAKE})
    herself, facts = resident_viewer(resident), current_rulebook().facts
    with acting(herself, purpose=Purpose.TAKING_PART, on=moment):
        for name, value in (LET_DOWN | {"ingezetene_gemeente": True}).items():
            residents.keep_fact(
                subject=resident, name=name, value=value, domain=facts[name].domain,
                source=FactSource.RESIDENT, by=herself, on=moment,
            )  # fmt: skip
    assert "Valt tussen wal en schip" not in page(worker)
    last = {"name": "ingezetene_gemeente", "value": "nee", "source": "resident"}
    assert worker.post(f"/werk/inwoner/{resident}/brillen/antwoord/", last).status_code == 302
    shown = page(worker)
    assert "Valt tussen wal en schip" in shown
    assert "De open plekken staan altijd open" in shown
    assert ">Noor<" in worker.get("/werk/lijst/wal-en-schip/").text
    with acting(herself, purpose=Purpose.TAKING_PART, on=moment):
        others = set(LET_DOWN) - {last["name"]}
        residents.forget_facts(subject=resident, names=others, by=herself, on=moment)
    worker.post(f"/werk/inwoner/{resident}/brillen/terugnemen/", {"name": last["name"]})
    assert "Valt tussen wal en schip" not in page(worker)


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


@pytest.mark.parametrize("letters", ["noor", "NO", "nóó", " No"])
def test_somebody_is_found_by_the_first_letters_of_her_name(
    worker: Client, resident: UUID, caller: UUID, letters: str
) -> None:
    found = worker.post("/werk/zoek/", {"name": letters}).content.decode()
    assert ">Noor<" in found
    assert ">Bo<" not in found


def test_somebody_is_found_by_the_wijk_she_lives_in_and_not_by_another(
    worker: Client, resident: UUID
) -> None:
    collection = read_collection([("demonstratie", build_region().feature_collection)])
    import_areas(collection=collection, year=2026, by="test", on=Moment.now())
    Resident.objects.filter(pk=resident).update(buurt_code="BU99010101")
    here = worker.post("/werk/zoek/", {"wijk": "WK990101"}).content.decode()
    there = worker.post("/werk/zoek/", {"wijk": "WK990102"}).content.decode()
    assert ">Noor<" in here
    assert ">Noor<" not in there
    assert "Niemand gevonden" in there


def test_who_shared_nothing_with_the_team_is_not_found(
    resident: UUID, other_town: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    assert ">Noor<" not in enter(other_town).post("/werk/zoek/", {"name": "No"}).content.decode()


def test_a_group_is_read_page_by_page_and_an_unknown_one_is_not_there(
    worker: Client, resident: UUID, caller: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "ON_A_PAGE", 1)
    assert ">Noor<" in worker.get("/werk/lijst/verhalen/").content.decode()
    past_the_end = worker.get("/werk/lijst/verhalen/?page=2").content.decode()
    assert "Hier staat niemand" in past_the_end
    assert worker.get("/werk/lijst/verhalen/?page=nul").status_code == 200
    assert worker.get("/werk/lijst/vroeger/").status_code == 404


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
