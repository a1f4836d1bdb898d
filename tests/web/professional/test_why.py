# SPDX-License-Identifier: EUPL-1.2
"""Every outcome can be answered for: what counted, from whom, by which rule, step by step."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from lxml.html import document_fromstring

from meedoen.law import ExplanationStep
from meedoen.privacy.models import ProcessingRecord
from meedoen.web.professional.templatetags.reasoning import Branch, branches

pytestmark = pytest.mark.django_db


def address(subject: UUID, provision: str) -> str:
    return f"/werk/inwoner/{subject}/waarom/{provision}/"


def answered(worker: Client, subject: UUID, name: str, value: str) -> None:
    sent = {"name": name, "value": value, "source": "resident"}
    assert worker.post(f"/werk/inwoner/{subject}/brillen/antwoord/", sent).status_code == 302


def test_a_yes_shows_the_answer_who_gave_it_and_the_article(worker: Client, resident: UUID) -> None:
    answered(worker, resident, "ingezetene_gemeente", "ja")
    page = worker.get(address(resident, "wmo.clientondersteuning")).content.decode()
    assert "Is de inwoner ingezetene van deze gemeente?" in page
    assert "opgeschreven door" in page
    assert "artikel 2.2.4 Wet maatschappelijke ondersteuning 2015" in page
    assert "wetten.overheid.nl" in page
    assert "Wat dit nog kan veranderen" not in page


def test_an_article_that_decided_leads_to_its_text_beside_the_rule(
    worker: Client, resident: UUID
) -> None:
    answered(worker, resident, "ingezetene_gemeente", "ja")
    page = worker.get(address(resident, "wmo.clientondersteuning")).content.decode()
    [way] = document_fromstring(page).xpath("//a[starts-with(@href, '/regels/')]")
    beside = worker.get(way.get("href"))
    assert beside.status_code == 200
    shown = document_fromstring(beside.content.decode())
    assert shown.findtext(".//h1").split() == ["Artikel", "2.2.4"]
    assert shown.xpath("//article/section")


def test_what_is_open_lists_what_can_still_change_it(worker: Client, resident: UUID) -> None:
    page = worker.get(address(resident, "wmo.clientondersteuning")).content.decode()
    assert "Wat dit nog kan veranderen" in page
    assert "?vraag=ingezetene_gemeente" in page
    assert "nog niet bekend" in page


def test_what_she_does_not_share_is_named_but_not_asked(worker: Client, resident: UUID) -> None:
    """Care is closed to the team until she shares it."""
    page = worker.get(address(resident, "wmo.begeleiding_groep")).content.decode()
    assert "Dit deelt de inwoner niet met je team." in page
    assert "?vraag=beperking_of_chronisch_psych" not in page


def test_a_provision_that_does_not_exist_is_not_there(worker: Client, resident: UUID) -> None:
    assert worker.get(address(resident, "wmo.bestaat_niet")).status_code == 404


@pytest.mark.proves("I11", "looking why")
def test_the_resident_reads_that_somebody_looked_why(worker: Client, resident: UUID) -> None:
    worker.get(address(resident, "wmo.mantelzorg"))
    assert ProcessingRecord.objects.filter(
        subject=resident, name="las waarom iets wel of niet kan"
    ).exists()


def test_the_reasoning_stands_in_lists_within_lists(worker: Client, resident: UUID) -> None:
    page = worker.get(address(resident, "pw.beschut_werk")).content.decode()
    assert page.count('<ul class="wk-reasoning">') > 3
    assert "Wat is de geboortedatum?" in page


def depths_of(found: list[Branch], depth: int = 0) -> Iterator[int]:
    """The depth of every branch, as somebody reads them from the top."""
    for branch in found:
        yield depth
        yield from depths_of(branch.below, depth + 1)


@pytest.mark.parametrize("depths", [[0], [0, 1, 2, 1, 0], [0, 1, 1, 2, 2, 0], [0, 1, 2, 3, 1], []])
def test_every_step_lies_as_deep_as_it_was_worked_out(depths: list[int]) -> None:
    steps = [ExplanationStep(depth, "stap", "ja", None, False) for depth in depths]
    assert list(depths_of(branches(steps))) == depths
