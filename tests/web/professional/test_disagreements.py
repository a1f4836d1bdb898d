# SPDX-License-Identifier: EUPL-1.2
"""Who does not agree, on the page of who it was sent to: a day, two presses, and no dossier."""

from uuid import UUID

import pytest
from django.test import Client
from lxml.html import document_fromstring

from meedoen.accounts.models import Account
from meedoen.catalogue.models import Offer
from meedoen.history.models import Revision
from meedoen.journeys import disagreeing
from meedoen.journeys.disagreeing import Wishes
from meedoen.notifications.models import Outgoing
from meedoen.plans.disagreeing import DisagreeingWay, Sent
from meedoen.plans.disagreements.queries import Disagreed
from meedoen.plans.models import Disagreement, Plan
from meedoen.privacy.context import acting
from meedoen.privacy.models import ProcessingRecord
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.moment import Moment
from tests.plans.worlds import known

ALL = "/werk/niet-eens/"
WORDS = "Ik hoorde drie weken niets."


@pytest.fixture
def planned(worker: Client, resident: UUID, garden: Offer) -> UUID:
    """She said yes to the garden."""
    worker.post(f"/werk/inwoner/{resident}/keuzes/antwoord/", {"offer": garden.pk, "answer": "yes"})
    return resident


def send(subject: UUID, *, to_regisseur: bool = True, **said: str) -> Disagreed:
    her, on = resident_viewer(subject), Moment.now()
    sent = Sent(DisagreeingWay(said.get("way", "complaint")), "Mijn plan", WORDS, "Sam", "06 123")
    with acting(her, purpose=Purpose.TAKING_PART, on=on):
        return disagreeing.send(
            known=known(subject), sent=sent, wishes=Wishes(to_regisseur), by=her, on=on
        )


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(document_fromstring(answer.content.decode()).text_content().split())


def test_it_stands_on_the_page_of_the_team_with_the_day_before_which_it_is_answered(
    worker: Client, planned: UUID
) -> None:
    found = send(planned)
    for address in ("/werk/", ALL):
        shown = text(worker, address)
        assert f"Sam, {found.reference}: klacht. Antwoord uiterlijk" in shown


def test_it_is_answered_in_two_presses_and_the_answer_comes_back(
    worker: Client, planned: UUID
) -> None:
    found = send(planned)
    [link] = document_fromstring(worker.get(ALL).content.decode()).xpath(
        "//a[contains(., $number)]/@href", number=found.reference
    )
    shown = text(worker, str(link))
    assert WORDS in shown
    assert "06 123" in shown
    worker.post(str(link), {"words": "Het spijt me. Ik bel je morgen."})
    made = Disagreement.objects.get()
    assert made.answer == "Het spijt me. Ik bel je morgen."
    assert made.answered_at is not None
    assert Outgoing.objects.filter(occasion="plans.disagreement_answered").exists()
    assert "Er wacht niemand op antwoord" in text(worker, ALL)


def test_an_answer_without_words_is_asked_again(worker: Client, planned: UUID) -> None:
    found = send(planned)
    worker.post(f"{ALL}{found.pk}/", {"words": " "})
    assert Disagreement.objects.get().answered_at is None


def test_who_takes_it_up_stands_there_by_name(worker: Client, planned: UUID) -> None:
    found = send(planned)
    Disagreement.objects.update(owner=None)
    assert "Nog niet opgepakt" in text(worker, ALL)
    worker.post(f"{ALL}{found.pk}/oppakken/")
    name = Account.objects.get(pk=Disagreement.objects.get().owner_id).name
    assert f"Ligt bij {name}" in text(worker, ALL)


def test_whom_it_is_not_for_does_not_find_it_at_any_address(worker: Client, planned: UUID) -> None:
    found = send(planned)
    regisseur = Plan.objects.get(resident=planned).regisseur_id
    Disagreement.objects.update(owner=None, not_to=regisseur)
    assert found.reference not in text(worker, "/werk/")
    assert found.reference not in text(worker, ALL)
    assert worker.get(f"{ALL}{found.pk}/").status_code == 404
    assert worker.post(f"{ALL}{found.pk}/", {"words": "Toch."}).status_code == 404
    assert worker.post(f"{ALL}{found.pk}/oppakken/").status_code == 404
    assert Disagreement.objects.get().answer == ""


def test_an_objection_says_that_it_goes_on_to_who_decided(worker: Client, planned: UUID) -> None:
    assert "Awb 6:15" in text(worker, f"{ALL}{send(planned, way='objection').pk}/")


def test_she_reads_in_her_log_that_it_was_read(worker: Client, planned: UUID) -> None:
    found = send(planned)
    worker.get(f"{ALL}{found.pk}/")
    said = ProcessingRecord.objects.filter(subject=planned)
    assert any("niet mee eens" in str(one) for one in said.values_list())


def test_what_she_sent_stays_as_it_was_whatever_is_answered(worker: Client, planned: UUID) -> None:
    found = send(planned)
    for words in ("Ik zoek het uit.", "Je had gelijk."):
        stood = document_fromstring(worker.get(f"{ALL}{found.pk}/").content.decode())
        sent = {str(one.get("name")): one.get("value") for one in stood.xpath("//input[@name]")}
        worker.post(f"{ALL}{found.pk}/", {**sent, "words": words})
    made = Disagreement.objects.get()
    assert (made.words, made.answer) == (WORDS, "Je had gelijk.")
    kept = Revision.objects.filter(table="plans_disagreement", kind="changed")
    assert "Ik zoek het uit." in str(list(kept.values_list("was", flat=True)))
