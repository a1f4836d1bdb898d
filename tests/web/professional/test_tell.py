# SPDX-License-Identifier: EUPL-1.2
"""Typing along while a resident tells: only with her yes, and she can come back herself."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, subject_for_return_words
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.models import Fragment, Resident
from meedoen.vocabulary.moment import Moment

TOLD: dict[str, Any] = {
    "wish": "Iets met dieren.",
    "talent": "",
    "story": "Ik zorg voor mijn moeder.",
    "chosen_name": "Sam",
    "home": "GM9901",
    "dayparts": "2",
    "conditions": ["quiet"],
    "read_along": "on",
}


def test_a_story_told_together_is_kept_and_the_resident_gets_words_to_come_back(
    worker: Client,
) -> None:
    answer = worker.post("/werk/nieuw-verhaal/", TOLD)
    resident = Resident.objects.get()
    assert answer["Location"] == f"/werk/nieuw-verhaal/{resident.pk}/"
    shown = worker.get(answer["Location"]).content.decode()
    words = re.search(r'class="wk-words"[^>]*>([^<]+)<', shown)
    assert words
    assert subject_for_return_words(words[1]) == resident.pk


def test_the_words_are_gone_once_they_are_handed_over(worker: Client) -> None:
    told = worker.post("/werk/nieuw-verhaal/", TOLD)["Location"]
    onwards = worker.post(told)
    assert onwards["Location"].startswith("/werk/inwoner/")
    shown = worker.get(told).content.decode()
    assert "De woorden zijn al meegegeven" in shown
    assert 'class="wk-words"' not in shown


def test_without_the_residents_yes_nothing_is_kept(worker: Client) -> None:
    answer = worker.post("/werk/nieuw-verhaal/", {**TOLD, "read_along": ""})
    assert "Zet het vinkje als de inwoner het goed vindt" in answer.content.decode()
    assert "Ik zorg voor mijn moeder." in answer.content.decode()
    assert not Resident.objects.exists()


@pytest.mark.proves("S0-04")
@pytest.mark.proves("S0-01", "a story needs no name and no number")
@pytest.mark.proves("S1-18", "three answers are enough")
def test_no_name_no_buurt_and_one_sentence_are_enough(worker: Client) -> None:
    """Take part without indication, name or number."""
    least = {"wish": "Mensen zien.", "home": "GM9901", "read_along": "on"}
    worker.post("/werk/nieuw-verhaal/", least)
    assert [fragment.words for fragment in Fragment.objects.all()] == ["Mensen zien."]


def test_without_any_words_there_is_nothing_to_keep(worker: Client) -> None:
    answer = worker.post("/werk/nieuw-verhaal/", {"home": "GM9901", "read_along": "on"})
    assert "Schrijf bij één van de vragen iets op" in answer.content.decode()
    assert not Resident.objects.exists()


def test_a_place_where_this_team_does_not_work_is_refused(worker: Client) -> None:
    worker.post("/werk/nieuw-verhaal/", {**TOLD, "home": "GM9902"})
    assert not Resident.objects.exists()


@pytest.mark.proves("I10", "none is kept of what is typed along")
@pytest.mark.proves("I20", "a bsn in what is typed along")
def test_a_bsn_that_slips_in_is_not_kept(worker: Client) -> None:
    """Never a bsn in free text. 111222333 passes the eleven-test."""
    worker.post("/werk/nieuw-verhaal/", {**TOLD, "story": "Mijn nummer is 111222333."})
    assert not Fragment.objects.filter(words__contains="111222333").exists()


def test_the_return_words_of_one_professional_are_not_shown_to_another(
    worker: Client, front_door: Any, moment: Moment
) -> None:
    told = worker.post("/werk/nieuw-verhaal/", TOLD)["Location"]
    colleague = Client()
    colleague.force_login(
        front_door.account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert 'class="wk-words"' not in colleague.get(told).content.decode()
    assert UUID(told.strip("/").split("/")[-1]) == Resident.objects.get().pk


def test_a_story_that_is_sent_twice_is_one_and_its_words_work(worker: Client) -> None:
    page = worker.get("/werk/nieuw-verhaal/").content.decode()
    number = re.search(r'name="one_story" value="([^"]+)"', page)
    assert number
    sent = {**TOLD, "one_story": number[1]}
    told = [worker.post("/werk/nieuw-verhaal/", sent)["Location"] for _ in range(2)]
    resident = Resident.objects.get()
    assert set(told) == {f"/werk/nieuw-verhaal/{resident.pk}/"}
    words = re.search(r'class="wk-words"[^>]*>([^<]+)<', worker.get(told[1]).content.decode())
    assert words
    assert subject_for_return_words(words[1]) == resident.pk


def test_two_forms_are_two_stories(worker: Client) -> None:
    pages = [worker.get("/werk/nieuw-verhaal/").content.decode() for _ in range(2)]
    for page in pages:
        number = re.search(r'name="one_story" value="([^"]+)"', page)
        assert number
        worker.post("/werk/nieuw-verhaal/", {**TOLD, "one_story": number[1]})
    assert Resident.objects.count() == 2


def test_what_a_colleague_and_the_resident_both_changed_is_asked_and_the_rest_is_kept(
    worker: Client, resident: UUID
) -> None:
    address = f"/werk/inwoner/{resident}/verhaal/"
    shown = worker.get(address).content.decode()
    stood = re.search(r'name="stood" value="([^"]+)"', shown)
    assert stood
    herself = resident_viewer(resident)
    with acting(herself, purpose=Purpose.TAKING_PART, on=Moment.now()):
        hers = {"subject": resident, "by": herself, "on": Moment.now()}
        residents.hear(kind=FragmentKind.WISH, words="Toch liever met dieren.", **hers)
        residents.hear(kind=FragmentKind.TALENT, words="Ik kan goed luisteren.", **hers)
        residents.approve(**hers)
    typed = {**TOLD, "wish": "In een tuin.", "chosen_name": "Noor", "home": "BU99010101"}
    asked = worker.post(address, {**typed, "stood": stood[1]}).content.decode()
    assert "Dit staat er nu" in asked
    assert "Toch liever met dieren." in asked
    assert "In een tuin.</textarea>" in asked
    assert Fragment.objects.filter(words="In een tuin.").count() == 0
    again = re.search(r'name="stood" value="([^"]+)"', asked)
    assert again
    worker.post(address, {**typed, "talent": "Ik kan goed luisteren.", "stood": again[1]})
    now = dict(Fragment.objects.filter(replaced_at=None).values_list("kind", "words"))
    assert now["wish"] == "In een tuin."
    assert now["talent"] == "Ik kan goed luisteren."
