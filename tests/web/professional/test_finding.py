# SPDX-License-Identifier: EUPL-1.2
"""Finding somebody in the list of a team: by who directs her plan, and by who waits."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from lxml.html import HtmlElement, document_fromstring

from meedoen.accounts import operations as accounts
from meedoen.accounts.roles import Role
from meedoen.catalogue.models import Offer
from meedoen.journeys import paging
from meedoen.plans.models import Plan
from meedoen.privacy.models import ProcessingRecord
from meedoen.vocabulary.domains import Domain
from tests.signing import SIGNED
from tests.web.professional.conftest import Workplace

FIND = "/werk/zoek/"


@pytest.fixture
def bram(front_door: Workplace) -> int:
    """Another colleague of the front door; the number of the account."""
    return accounts.add_professional(
        email="bram@voorbeeld.nl", name="Bram", password="een-lang-wachtwoord",
        team=front_door.team, role=Role.NEIGHBOURHOOD_WORKER, valid_from=date(2026, 1, 1),
        **SIGNED,
    ).pk  # fmt: skip


@pytest.fixture
def planned(worker: Client, resident: UUID, garden: Offer) -> UUID:
    """Noor, who said yes and has a plan with the colleague who looks."""
    answer = {"offer": garden.pk, "answer": "yes"}
    worker.post(f"/werk/inwoner/{resident}/keuzes/antwoord/", answer)
    return resident


def found(worker: Client, **asked: str) -> HtmlElement:
    answer = worker.post(FIND, asked)
    assert answer.status_code == 200
    return document_fromstring(answer.content.decode())


def names(page: HtmlElement) -> list[str]:
    return [link.text_content() for link in page.xpath("//td[@data-label='Wie']/a")]


def offered(worker: Client) -> list[str]:
    page = document_fromstring(worker.get("/werk/").content.decode())
    return [one.text_content() for one in page.xpath("//select[@name='regisseur']/option")]


def test_somebody_is_found_by_her_regisseur(
    worker: Client, planned: UUID, caller: UUID, bram: int
) -> None:
    assert names(found(worker, regisseur="jij")) == ["Noor"]
    assert names(found(worker, regisseur="geen")) == ["Bo"]
    Plan.objects.update(regisseur=bram)
    assert names(found(worker, regisseur="jij")) == []
    assert names(found(worker, regisseur=str(bram))) == ["Noor"]


def test_only_who_directs_a_plan_that_is_seen_here_is_offered(
    worker: Client, planned: UUID, bram: int
) -> None:
    assert offered(worker) == ["Iedereen", "Jij", "Nog geen regisseur"]
    Plan.objects.update(regisseur=bram)
    assert offered(worker) == ["Iedereen", "Jij", "Bram", "Nog geen regisseur"]


@pytest.mark.parametrize("chosen", ["0", "999999", "-1", "jij of ik", "9" * 40])
def test_a_regisseur_who_is_not_offered_is_answered_in_words(
    worker: Client, planned: UUID, chosen: str
) -> None:
    answer = worker.post(FIND, {"regisseur": chosen})
    assert answer.status_code == 422
    assert "Deze collega is nu geen regisseur" in answer.content.decode()


def test_who_waits_for_you_is_told_with_what_for_and_reads_that_she_was_seen(
    worker: Client, planned: UUID, caller: UUID
) -> None:
    said = {"answer": "back", "words": "Het is veel."}
    worker.post(f"/werk/inwoner/{planned}/plan/hoe-gaat-het/", said)
    ProcessingRecord.objects.all().delete()
    page = found(worker, waits="on")
    told = [cell.text_content() for cell in page.xpath("//td[@data-label='Wacht op']")]
    assert dict(zip(names(page), told, strict=True)) == {
        "Bo": "een telefoontje",
        "Noor": "een antwoord op ‘Terug’",
    }
    seen = {line.subject: set(line.domains) for line in ProcessingRecord.objects.all()}
    assert seen[planned] == {Domain.IDENTITY, Domain.WISHES, Domain.PLAN}
    assert Domain.CONTACT in seen[caller]


def test_who_waits_goes_with_letters_and_a_regisseur(
    worker: Client, resident: UUID, caller: UUID
) -> None:
    assert names(found(worker, waits="on", name="no")) == ["Noor"]
    assert sorted(names(found(worker, waits="on", regisseur="geen"))) == ["Bo", "Noor"]
    assert names(found(worker, waits="on", regisseur="jij")) == []


def test_when_nobody_waits_the_page_says_so(worker: Client, planned: UUID) -> None:
    page = found(worker, waits="on").text_content()
    assert "Nu wacht niemand op jou" in page
    assert "Wie ‘nu niet’ koos, staat hier nooit" in page


def test_what_narrowed_too_much_is_said_and_taken_off_with_one_press(
    worker: Client, planned: UUID
) -> None:
    page = found(worker, name="zz", regisseur="jij")
    [form] = page.xpath("//form[@aria-label='Zoek ruimer']")
    buttons = {one.get("value"): one.text_content() for one in form.xpath(".//button")}
    assert set(buttons) == {"name", "regisseur", "alles"}
    assert "naam begint met ‘zz’" in buttons["name"]
    assert "regisseur: jij" in buttons["regisseur"]
    kept = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    assert names(found(worker, **kept, without="name")) == ["Noor"]
    assert names(found(worker, **kept, without="regisseur")) == []
    assert names(found(worker, **kept, without="alles")) == ["Noor"]


def test_a_page_further_on_keeps_what_was_asked(
    worker: Client, resident: UUID, caller: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "ON_A_PAGE", 1)
    first = found(worker, waits="on")
    [form] = first.xpath("//form[@aria-label='Bladeren']")
    kept = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    second = found(worker, **kept, page="2")
    assert sorted(names(first) + names(second)) == ["Bo", "Noor"]
    assert second.xpath("//input[@name='waits' and @checked]")


def test_in_another_town_nobody_waits_and_nobody_directs(
    planned: UUID, caller: UUID, other_town: Workplace, enter: Callable[[Workplace], Client]
) -> None:
    elsewhere = enter(other_town)
    for asked in ({"waits": "on"}, {"regisseur": "geen"}, {"regisseur": "jij"}):
        assert names(found(elsewhere, **asked)) == []
