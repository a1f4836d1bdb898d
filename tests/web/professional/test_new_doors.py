# SPDX-License-Identifier: EUPL-1.2
"""What somebody may try at the doors of a dossier: numbers of others, odd values, code as words."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.assessment.models import Override
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, who_looked
from meedoen.recognition.finds import find
from meedoen.residents.models import Resident
from meedoen.vocabulary.moment import Moment
from tests.web.professional.conftest import Workplace
from tests.web.professional.test_knelpunten import HELPED, TOLD, told
from tests.web.professional.test_overrides import GIVEN, PROVISION, decide

PAGE = "/werk/inwoner/{}/"
CODE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{ 7|add:7 }}"
HUGE = 10**30


def test_a_decision_about_somebody_else_is_not_taken_back_through_another_dossier(
    worker: Client, resident: UUID, talker: UUID
) -> None:
    decided = decide(worker, resident)
    for do in ({}, {"do": "put_back"}):
        path = PAGE.format(talker) + f"brillen/besluit/{decided.pk}/"
        assert worker.post(path, do).status_code == 404
    assert Override.objects.get().withdrawn_at is None


@pytest.mark.parametrize("path", ["besluit/{}/", "bewaard/{}/"])
def test_a_number_that_cannot_be_is_not_there(path: str, worker: Client, resident: UUID) -> None:
    address = PAGE.format(resident) + "brillen/" + path.format(HUGE)
    ask = worker.post if "besluit" in path else worker.get
    assert ask(address).status_code == 404


@pytest.mark.parametrize("name", ["knelpunt", "remove_knelpunt"])
def test_a_draft_that_cannot_be_is_not_there(name: str, worker: Client, resident: UUID) -> None:
    assert worker.post(reverse(f"professional:{name}", args=[HUGE])).status_code == 404


@pytest.mark.parametrize("then", ["2026-13-45T99:99", "gisteren", "2026-01-01T10:00:00", ""])
def test_an_odd_moment_puts_nothing_back_and_breaks_nothing(
    then: str, worker: Client, resident: UUID
) -> None:
    given = {"name": "ingezetene_gemeente", "then": then}
    answer = worker.post(PAGE.format(resident) + "brillen/terugzetten/", given)
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "asked",
    [
        f"brillen/?besluit={'9' * 3000}", "brillen/?besluit=-1", "brillen/?besluit=²",
        "brillen/?weg=ingezetene_gemeente&toen=<script>", "wat-verandert/?stap=%00&antwoord=%00",
        "wat-verandert/?stap=verhuizen&antwoord=GM0000", "plan/?uitweg=<script>",
    ],
)  # fmt: skip
def test_odd_questions_get_the_ordinary_page(asked: str, worker: Client, resident: UUID) -> None:
    answer = worker.get(PAGE.format(resident) + asked)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert 'value="<script>' not in answer.text


def test_words_that_are_code_stay_words(
    worker: Client, resident: UUID, moment: Moment, enter: Callable[[Workplace], Client]
) -> None:
    told(resident, HELPED, moment)
    decide(worker, resident, reason=CODE, ground="own", own_ground=f"Wmo art. 2 {CODE}")
    may_stay = [one.key for one in find(CODE)]
    given = {**TOLD, "happens": CODE, "title": CODE, "may_stay": may_stay}
    named = {**given, "happens": f"{CODE} Petra"}
    shown = [worker.post(PAGE.format(resident) + "brillen/knelpunt/K06/", named).text]
    assert worker.post(PAGE.format(resident) + "brillen/knelpunt/K06/", given).status_code == 302
    shown.append(worker.get("/werk/knelpunten/").text)
    story = {
        "chosen_name": CODE[:40], "wish": CODE, "talent": CODE, "story": CODE,
        "home": "GM9901", "dayparts": "2", "read_along": "on",
    }  # fmt: skip
    assert worker.post(PAGE.format(resident) + "verhaal/", story).status_code == 302
    assert Resident.objects.get(pk=resident).chosen_name.startswith("<img")
    pages = ("", "brillen/", f"waarom/{PROVISION}/", f"brillen/anders/{PROVISION}/", "verhaal/")
    shown += [worker.get(PAGE.format(resident) + one).text for one in pages]
    for text in shown:
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert "&lt;img" in text


def test_reading_to_write_along_is_not_called_writing(
    worker: Client, resident: UUID, moment: Moment
) -> None:
    """The log says what happened, not what could have."""
    worker.get(PAGE.format(resident) + "verhaal/")
    with acting(resident_viewer(resident), purpose=Purpose.TAKING_PART, on=moment):
        said = [look.what for look in who_looked(resident).by_others]
    assert "las je verhaal om mee te schrijven" in said
    assert "schreef mee met je verhaal" not in said


def test_thinking_along_about_a_step_is_logged_without_the_step(
    worker: Client, resident: UUID, moment: Moment
) -> None:
    worker.get(PAGE.format(resident) + "wat-verandert/?stap=samenwonen&antwoord=jonger")
    with acting(resident_viewer(resident), purpose=Purpose.TAKING_PART, on=moment):
        said = " ".join(look.what for look in who_looked(resident).by_others)
    assert "keek met je wat een stap verandert" in said
    assert "samenwonen" not in said


@pytest.mark.parametrize("path", ["brillen/", f"waarom/{PROVISION}/", "wat-verandert/"])
def test_no_page_about_a_person_stays_in_a_cache(path: str, worker: Client, resident: UUID) -> None:
    answer = worker.get(PAGE.format(resident) + path)
    assert "no-store" in answer["Cache-Control"]
    assert GIVEN["reason"] not in answer.text
