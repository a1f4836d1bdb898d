# SPDX-License-Identifier: EUPL-1.2
"""What hinders her, as who helps her reads it: in her own words, and apart from one's own."""

from uuid import UUID

import pytest
from django.test import Client
from lxml.html import HtmlElement, document_fromstring

from meedoen.catalogue.models import Offer
from meedoen.knelpunten.models import Ticket
from meedoen.residents.models import Hindrance

PLAN = "/werk/inwoner/{}/plan/"
WORDS = "De bus rijdt niet meer, en lopen lukt mij niet."


@pytest.fixture
def planned(worker: Client, resident: UUID, garden: Offer) -> UUID:
    """She said yes to the garden."""
    worker.post(f"/werk/inwoner/{resident}/keuzes/antwoord/", {"offer": garden.pk, "answer": "yes"})
    return resident


def page(client: Client, subject: UUID) -> HtmlElement:
    return document_fromstring(client.get(PLAN.format(subject)).content.decode())


def press(client: Client, subject: UUID, **sent: str) -> HtmlElement:
    answer = client.post(f"{PLAN.format(subject)}hindert/", {"words": WORDS, **sent}, follow=True)
    return document_fromstring(answer.content.decode())


@pytest.mark.proves("S0-21", "her words stand apart, and stay with her when a colleague writes")
def test_who_sits_beside_her_writes_her_words_and_the_register_gets_a_number(
    worker: Client, planned: UUID
) -> None:
    shown = press(worker, planned, wants="yes")
    assert WORDS in [one.text_content() for one in shown.xpath("//blockquote")]
    ticket, said = Ticket.objects.get(), Hindrance.objects.get()
    assert (ticket.words, ticket.wants_answer) == ("", True)
    assert said.words == WORDS
    assert said.heard_by not in ("", "de inwoner zelf")
    assert said.heard_by in shown.text_content()


def test_two_things_in_one_talk_are_two(worker: Client, planned: UUID) -> None:
    press(worker, planned)
    press(worker, planned, words="Ik krijg drie brieven over hetzelfde.")
    press(worker, planned)
    assert Hindrance.objects.count() == Ticket.objects.count() == 2


def test_without_words_it_is_asked_again(worker: Client, planned: UUID) -> None:
    assert press(worker, planned, words=" ").xpath("//*[@name='words' and @aria-invalid='true']")
    assert not Hindrance.objects.exists()


def test_the_number_stands_on_no_page_of_a_colleague(worker: Client, planned: UUID) -> None:
    press(worker, planned)
    assert str(Ticket.objects.get().pk) not in page(worker, planned).text_content()
