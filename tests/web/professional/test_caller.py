# SPDX-License-Identifier: EUPL-1.2
"""Somebody who only asked to be called shared a name and a number, and no more than that."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from meedoen.bookings.models import Placement
from meedoen.catalogue.models import Offer
from meedoen.plans.models import Plan
from meedoen.privacy.policy import Purpose
from meedoen.residents.models import Fragment
from meedoen.residents.queries import dossier

pytestmark = pytest.mark.django_db


def test_choosing_for_who_only_left_a_number_says_to_ask_her_and_changes_nothing(
    worker: Client, caller: UUID, garden: Offer
) -> None:
    answer = worker.post(
        f"/werk/inwoner/{caller}/keuzes/antwoord/", {"offer": garden.pk, "answer": "yes"}
    )
    assert answer.status_code == 404
    assert "Vraag de inwoner zelf" in answer.content.decode()
    assert not Placement.objects.exists()
    assert not Plan.objects.exists()


TOLD = {
    "wish": "Iets met dieren.",
    "story": "Ik woon hier net.",
    "chosen_name": "Kim",
    "home": "GM9901",
    "dayparts": "1",
    "read_along": "on",
}


@pytest.mark.proves("S1-24", "what is told in a call lies in her one dossier")
def test_what_is_told_in_the_call_she_asked_for_lies_in_her_own_dossier(
    worker: Client, talker: UUID, as_worker: Callable[[Purpose], object]
) -> None:
    """Told once. No second dossier, and the team can go on with her at once."""
    answer = worker.post(f"/werk/inwoner/{talker}/verhaal/", TOLD)
    assert answer["Location"] == f"/werk/inwoner/{talker}/"
    page = worker.get(answer["Location"]).content.decode()
    assert "Iets met dieren." in page
    assert "Ik woon hier net." in page
    with as_worker(Purpose.INTAKE):  # type: ignore[attr-defined]
        known = dossier(talker)
    assert known
    assert known.capacity.dayparts_per_week == 1


def test_who_asked_only_for_a_call_is_not_written_about(worker: Client, caller: UUID) -> None:
    page = worker.get(f"/werk/inwoner/{caller}/verhaal/").content.decode()
    assert "Opschrijven mag nog niet" in page
    worker.post(f"/werk/inwoner/{caller}/verhaal/", TOLD)
    assert not Fragment.objects.filter(words="Iets met dieren.").exists()


def test_without_her_yes_to_the_words_nothing_is_kept(worker: Client, talker: UUID) -> None:
    answer = worker.post(f"/werk/inwoner/{talker}/verhaal/", {**TOLD, "read_along": ""})
    assert "Lees het samen na" in answer.content.decode()
    assert not Fragment.objects.filter(words="Iets met dieren.").exists()


def test_writing_along_leaves_words_that_are_not_said_again(worker: Client, resident: UUID) -> None:
    """What stands there is in the form; an empty field takes nothing away."""
    form = worker.get(f"/werk/inwoner/{resident}/verhaal/").content.decode()
    story = Fragment.objects.get(resident_id=resident, kind="story").words
    assert story in form
    worker.post(f"/werk/inwoner/{resident}/verhaal/", {**TOLD, "story": "", "chosen_name": "Noor"})
    kept = Fragment.objects.filter(resident_id=resident, replaced_at__isnull=True)
    assert {"Iets met dieren.", story} <= set(kept.values_list("words", flat=True))
