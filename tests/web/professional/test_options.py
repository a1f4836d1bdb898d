# SPDX-License-Identifier: EUPL-1.2
"""The options at work: the same as at home, and nothing of money."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from meedoen.bookings.models import Placement
from meedoen.catalogue.models import Offer
from meedoen.journeys.options import options_for
from meedoen.plans.models import Choice, Plan
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.queries import dossier
from meedoen.vocabulary.moment import Moment

SAY = "/werk/inwoner/{}/keuzes/antwoord/"


def page(client: Client, subject: UUID) -> str:
    return client.get(f"/werk/inwoner/{subject}/keuzes/").content.decode()


@pytest.mark.proves("I1", "a colleague sees what the resident sees")
def test_a_professional_sees_the_options_the_resident_sees(
    worker: Client, resident: UUID, garden: Offer
) -> None:
    moment = Moment.now()
    with acting(resident_viewer(resident), purpose=Purpose.TAKING_PART, on=moment):
        known = dossier(resident)
        assert known
        at_home = options_for(known, on=moment)
    shown = page(worker, resident)
    places = [shown.index(proposal.offer.title) for proposal in at_home]
    assert at_home
    assert places == sorted(places)
    assert all(reason.text in shown for reason in at_home[0].reasons)


@pytest.mark.proves("I2", "no money on the page of options")
def test_no_money_stands_on_the_options(worker: Client, resident: UUID, garden: Offer) -> None:
    shown = page(worker, resident)
    assert "€" not in shown
    assert garden.organisation.name not in shown


def test_a_yes_keeps_the_place_and_opens_a_plan_with_one_regisseur(
    worker: Client, resident: UUID, garden: Offer
) -> None:
    answer = worker.post(SAY.format(resident), {"offer": garden.pk, "answer": "yes"})
    assert answer["Location"] == f"/werk/inwoner/{resident}/plan/"
    assert Plan.objects.get().regisseur.name == "Werker wijkteam"
    assert Placement.objects.count() == 1


def test_later_and_not_for_me_keep_no_place(worker: Client, resident: UUID, garden: Offer) -> None:
    worker.post(SAY.format(resident), {"offer": garden.pk, "answer": "later"})
    worker.post(SAY.format(resident), {"offer": garden.pk, "answer": "no"})
    assert [choice.answer for choice in Choice.objects.order_by("said_at")] == ["later", "no"]
    assert not Placement.objects.exists()
    assert "eerder gezegd" in page(worker, resident)


def test_a_place_that_was_just_taken_gets_a_friendly_answer(
    worker: Client, resident: UUID, garden: Offer
) -> None:
    Offer.objects.update(taken_elsewhere=1)
    answer = worker.post(SAY.format(resident), {"offer": garden.pk, "answer": "yes"}, follow=True)
    assert "Deze plek is net bezet" in answer.content.decode()
    assert not Plan.objects.exists()


@pytest.mark.parametrize("said", ["yes", "later", "no"])
def test_a_place_that_does_not_exist_gets_a_friendly_answer_and_nothing_is_written(
    said: str, worker: Client, resident: UUID
) -> None:
    answer = worker.post(SAY.format(resident), {"offer": uuid4(), "answer": said}, follow=True)
    assert "Deze plek bestaat niet meer" in answer.content.decode()
    assert not Choice.objects.exists()


def test_no_answer_is_asked_for_again(worker: Client, resident: UUID, garden: Offer) -> None:
    answer = worker.post(SAY.format(resident), {"offer": garden.pk}, follow=True)
    assert "Kies een antwoord" in answer.content.decode()


def test_no_places_yet_says_what_to_do(worker: Client, resident: UUID) -> None:
    assert "Er staan hier nog geen plekken" in page(worker, resident)
