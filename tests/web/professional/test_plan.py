# SPDX-License-Identifier: EUPL-1.2
"""The plan together: steps that cannot be late, four equal answers, and rest that is respected."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from lxml.html import HtmlElement, document_fromstring

from meedoen.bookings.models import Placement
from meedoen.bookings.queries import free_places
from meedoen.catalogue.models import Offer
from meedoen.plans.models import CheckIn, Step
from meedoen.vocabulary.moment import Moment
from tests.web.professional.conftest import Workplace

PLAN = "/werk/inwoner/{}/plan/"


@pytest.fixture
def planned(worker: Client, resident: UUID, garden: Offer) -> UUID:
    """Noor said yes to the garden."""
    worker.post(f"/werk/inwoner/{resident}/keuzes/antwoord/", {"offer": garden.pk, "answer": "yes"})
    return resident


def page(client: Client, subject: UUID) -> HtmlElement:
    return document_fromstring(client.get(PLAN.format(subject)).content.decode())


def asked(page: HtmlElement) -> HtmlElement:
    """Give the form in which is written down how it goes."""
    [form] = page.xpath("//form[contains(@action, '/hoe-gaat-het/')]")
    return form


def test_the_plan_names_one_regisseur_the_place_and_the_first_step(
    worker: Client, planned: UUID
) -> None:
    shown = page(worker, planned)
    [named] = shown.xpath("//h1/following-sibling::p")
    assert "Werker wijkteam" in named.text_content()
    [step] = shown.xpath("//ol/li")
    assert "Gaan kijken bij Werken in de moestuin" in step.text_content()


def test_without_a_plan_the_page_says_how_one_begins(worker: Client, resident: UUID) -> None:
    begins = page(worker, resident).xpath("//div[@class='md-empty']//a/@href")
    assert begins == [f"/werk/inwoner/{resident}/keuzes/"]
    answer = worker.post(PLAN.format(resident) + "stap/", {"words": "Bellen"}, follow=True)
    assert document_fromstring(answer.content.decode()).xpath("//*[@id='berichten']/*")


def test_a_step_needs_no_date(worker: Client, planned: UUID) -> None:
    worker.post(PLAN.format(planned) + "stap/", {"words": "Samen fietsen"})
    assert Step.objects.get(words="Samen fietsen").wished_day is None


def test_an_empty_step_is_asked_for_again(worker: Client, planned: UUID) -> None:
    answer = worker.post(PLAN.format(planned) + "stap/", {"words": " "})
    assert answer.status_code == 422
    again = document_fromstring(answer.content.decode())
    assert again.xpath("//form[@id='stap-erbij']//*[@name='words' and @aria-invalid='true']")


def test_a_step_can_be_done_and_open_again(worker: Client, planned: UUID) -> None:
    step = Step.objects.get()
    worker.post(f"{PLAN.format(planned)}stap/{step.pk}/", {"do": "done"})
    step.refresh_from_db()
    assert step.done_at
    worker.post(f"{PLAN.format(planned)}stap/{step.pk}/", {"do": "open"})
    step.refresh_from_db()
    assert step.done_at is None


def test_a_step_that_is_taken_out_can_be_put_back(worker: Client, planned: UUID) -> None:
    step = Step.objects.get()
    away = worker.post(f"{PLAN.format(planned)}stap/{step.pk}/", {"do": "remove"})
    shown = document_fromstring(worker.get(away["Location"]).content.decode())
    assert not shown.xpath("//form[@aria-label=$words]", words=step.words)
    assert shown.xpath("//aside//details//li"), "what was undone was still there"
    assert shown.xpath("//form//*[@name='do' and @value='put_back']")
    worker.post(f"{PLAN.format(planned)}stap/{step.pk}/", {"do": "put_back"})
    assert page(worker, planned).xpath("//form[@aria-label=$words]", words=step.words)


def test_a_step_of_somebody_else_is_not_found(worker: Client, planned: UUID, caller: UUID) -> None:
    step = Step.objects.get()
    answer = worker.post(f"{PLAN.format(caller)}stap/{step.pk}/", {"do": "remove"})
    assert answer.status_code in (403, 404)
    step.refresh_from_db()
    assert step.removed_at is None


@pytest.mark.proves("S0-22", "four answers, none chosen beforehand")
def test_none_of_the_four_answers_is_chosen_beforehand(worker: Client, planned: UUID) -> None:
    form = asked(page(worker, planned))
    answers = form.xpath(".//input[@type='radio']")
    assert [one.get("value") for one in answers] == ["forward", "stay", "back", "not_now"]
    assert not form.xpath(".//input[@checked]")
    assert not form.xpath("ancestor::details")


def test_an_answer_heard_from_the_resident_is_kept(worker: Client, planned: UUID) -> None:
    worker.post(
        PLAN.format(planned) + "hoe-gaat-het/",
        {"answer": "stay", "words": "Het is fijn zo.", "next_step": ""},
    )
    assert CheckIn.objects.get().heard_by == "Werker wijkteam"
    [quote] = page(worker, planned).xpath("//aside//blockquote")
    assert quote.text_content() == "Het is fijn zo."


@pytest.mark.proves("S0-23", "no reminder on the page of the plan")
def test_not_now_is_respected_and_nobody_is_reminded(worker: Client, planned: UUID) -> None:
    until = Moment.now().day + timedelta(days=30)
    worker.post(
        PLAN.format(planned) + "hoe-gaat-het/",
        {"answer": "not_now", "quiet_until": until.isoformat()},
    )
    shown = page(worker, planned)
    [fold] = asked(shown).xpath("ancestor::details")
    assert fold.get("open") is None
    assert "herinner" not in shown.text_content().lower()


def test_not_now_without_a_day_is_rest_until_the_resident_says_otherwise(
    worker: Client, planned: UUID
) -> None:
    answer = worker.post(PLAN.format(planned) + "hoe-gaat-het/", {"answer": "not_now"})
    assert answer.status_code == 302
    assert asked(page(worker, planned)).xpath("ancestor::details[not(@open)]")
    queue = worker.get("/werk/").content.decode()
    assert "Met rust laten" in queue
    assert "tot de inwoner iets anders zegt" in queue


def test_no_answer_at_all_is_asked_for_again(worker: Client, planned: UUID) -> None:
    answer = worker.post(PLAN.format(planned) + "hoe-gaat-het/", {"words": "Goed"})
    again = asked(document_fromstring(answer.content.decode()))
    assert again.xpath(".//*[@role='alert']//a[@href]")
    assert not again.xpath("ancestor::details")
    assert not CheckIn.objects.exists()


def test_a_place_that_is_given_back_is_free_at_once(
    worker: Client, planned: UUID, garden: Offer
) -> None:
    placement = Placement.objects.get()
    worker.post(f"{PLAN.format(planned)}plek/{placement.pk}/")
    assert free_places(garden) == garden.places
    again = worker.post(f"{PLAN.format(planned)}plek/{placement.pk}/")
    assert again["Location"] == PLAN.format(planned)


@pytest.mark.proves("S2-19", "a host reads nothing of the plan but the place")
def test_the_host_sees_the_name_and_the_place_and_nothing_else(
    planned: UUID, host: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    shown = enter(host).get("/werk/plekken/").content.decode()
    assert "Noor" in shown
    assert "Werken in de moestuin" in shown
    assert not any(word in shown for word in ("met mijn handen", "op de bank", "Gaan kijken"))
    assert str(planned) not in shown


def test_a_place_that_was_given_back_no_longer_names_the_guest(
    worker: Client, planned: UUID, host: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    worker.post(f"{PLAN.format(planned)}plek/{Placement.objects.get().pk}/")
    shown = enter(host).get("/werk/plekken/").content.decode()
    assert "Noor" not in shown
    assert "Er is nog niemand onderweg" in shown


def test_a_host_of_other_places_sees_nobody(
    planned: UUID, other_town: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    assert enter(other_town).get("/werk/plekken/").status_code == 403
