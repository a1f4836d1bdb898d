# SPDX-License-Identifier: EUPL-1.2
"""Opening a person: decided, logged, and only what she shares."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, who_looked
from meedoen.residents.models import Fragment
from meedoen.vocabulary.moment import Moment
from tests.web.professional.conftest import STORY, WISH, Workplace

PAGES = ("", "brillen/", "keuzes/", "plan/")


def test_a_neighbourhood_worker_reads_a_shared_story(worker: Client, resident: UUID) -> None:
    shown = worker.get(f"/werk/inwoner/{resident}/").content.decode()
    assert WISH in shown
    assert STORY in shown
    assert "2 dagdelen in de week" in shown


@pytest.mark.proves("I11", "the first page about a person")
def test_the_resident_reads_in_her_log_who_opened_it_and_why(
    worker: Client, resident: UUID
) -> None:
    worker.get(f"/werk/inwoner/{resident}/")
    with acting(resident_viewer(resident), purpose=Purpose.TAKING_PART, on=Moment.now()):
        look = who_looked(resident).by_others[0]
    assert look.who == "Werker wijkteam"
    assert look.what == "las je verhaal en wensen"
    assert look.why is Purpose.INTAKE


def test_the_page_says_why_you_look_and_that_the_resident_sees_it(
    worker: Client, resident: UUID
) -> None:
    shown = worker.get(f"/werk/inwoner/{resident}/").content.decode()
    assert "samen zoeken wat past" in shown
    assert "Noor ziet dat je keek" in shown


def test_what_stays_closed_is_named_and_not_shown(worker: Client, resident: UUID) -> None:
    shown = worker.get(f"/werk/inwoner/{resident}/").content.decode()
    assert "Er is meer. Vraag de inwoner." in shown
    assert "je gezondheid" in shown


@pytest.mark.parametrize("page", PAGES)
def test_a_worker_of_another_municipality_finds_nothing(
    page: str, resident: UUID, other_town: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    answer = enter(other_town).get(f"/werk/inwoner/{resident}/{page}")
    assert answer.status_code == 404
    assert "Noor" not in answer.content.decode()
    assert "tuin" not in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_dossier_that_does_not_exist_looks_the_same_as_one_that_is_not_shared(
    page: str, resident: UUID, other_town: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    stranger = enter(other_town)
    one = stranger.get(f"/werk/inwoner/{resident}/{page}")
    none = stranger.get(f"/werk/inwoner/{uuid4()}/{page}")
    assert (one.status_code, none.status_code) == (404, 404)


def test_a_host_opens_no_dossier(
    resident: UUID, host: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    answer = enter(host).get(f"/werk/inwoner/{resident}/")
    assert answer.status_code == 403
    assert "Noor" not in answer.content.decode()


def test_a_call_that_was_made_leaves_the_list_and_can_come_back(
    worker: Client, caller: UUID
) -> None:
    called = worker.post(f"/werk/inwoner/{caller}/gebeld/")
    assert "06 12 00 00 00" not in worker.get("/werk/").content.decode()
    assert "Zet terug" in worker.get(called["Location"]).content.decode()
    worker.post(f"/werk/inwoner/{caller}/gebeld/", {"undo": "1"})
    assert "06 12 00 00 00" in worker.get("/werk/").content.decode()
    assert Fragment.objects.filter(resident_id=caller, replaced_at__isnull=True).count() == 1


def test_who_only_asked_to_be_called_shows_only_that(worker: Client, caller: UUID) -> None:
    shown = worker.get(f"/werk/inwoner/{caller}/").content.decode()
    assert "06 12 00 00 00" in shown
    assert "Er staan hier geen woorden die je team mag lezen" in shown
