# SPDX-License-Identifier: EUPL-1.2
""" "Wat verandert er als …" in the conversation: with articles, printable, and logged."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.journeys.own_look import say_myself
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, who_looked
from meedoen.vocabulary.moment import Moment
from tests.web.professional.conftest import Workplace

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def worker(front_door: Workplace, resident: UUID) -> Client:
    """The browser of somebody of the neighbourhood team, with some facts known."""
    me, on = resident_viewer(resident), Moment.now()
    with acting(me, purpose=Purpose.TAKING_PART, on=on):
        for name, value in {
            "geboortedatum": "1966-05-02", "ingezetene_gemeente": True,
            "uitkering_soort": ["PW"], "wil_stap": "vrijwillig",
        }.items():  # fmt: skip
            say_myself(subject=resident, name=name, value=value, by=me, on=on)
    client = Client()
    client.force_login(front_door.account, backend=BACKEND)
    return client


def page(client: Client, subject: UUID, asked: str = "") -> str:
    answer = client.get(reverse("professional:what_if", args=[subject]) + asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_steps_stand_beside_the_conversation(worker: Client, resident: UUID) -> None:
    shown = page(worker, resident)
    assert "Ik stop er even mee" in shown
    assert "Wat komt er vanzelf" in shown
    glasses = worker.get(reverse("professional:glasses", args=[resident])).content.decode()
    assert reverse("professional:what_if", args=[resident]) in glasses


def test_what_the_resident_does_not_share_stays_unknown_here(
    worker: Client, resident: UUID
) -> None:
    """Her benefit lies in a compartment that this team may not open."""
    shown = page(worker, resident, "?stap=deel_van_de_week&antwoord=stopt")
    assert "Bijstand van de gemeente" not in shown
    assert "Dit deelt de inwoner niet met je team." in shown


def test_a_choice_is_shown_with_its_articles_and_can_be_printed(
    worker: Client, resident: UUID
) -> None:
    shown = page(worker, resident, "?stap=iemand_in_huis&antwoord=ouder")
    assert "data-print" in shown
    assert "Dit blijft zoals het is" in shown
    assert re.search(r"Eerdere oordelen blijven in deze vergelijking staan", shown)
    moved = page(worker, resident, "?stap=verhuizen")
    assert "Welke gemeente?" in moved
    assert "Vennerhout" in moved


@pytest.mark.proves("I11", "looking ahead")
def test_looking_ahead_is_a_look_the_resident_can_read(worker: Client, resident: UUID) -> None:
    page(worker, resident, "?stap=samenwonen")
    with acting(resident_viewer(resident), purpose=Purpose.TAKING_PART, on=Moment.now()):
        looks = [look.what for look in who_looked(resident).by_others]
    assert "keek met je wat een stap verandert" in looks
    assert not [what for what in looks if "samenwonen" in what]


def test_another_town_sees_nothing(other_town: Workplace, resident: UUID) -> None:
    client = Client()
    client.force_login(other_town.account, backend=BACKEND)
    answer = client.get(reverse("professional:what_if", args=[resident]))
    assert answer.status_code in (403, 404)
