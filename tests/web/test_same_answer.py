# SPDX-License-Identifier: EUPL-1.2
"""The two public pages on rules: whether the desk matters, and how a municipality does it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.accounts import operations as accounts
from meedoen.areas.models import Municipality
from meedoen.assessment.invariance import Difference, Proof, Tally
from meedoen.assessment.operations import keep_invariance_run
from meedoen.journeys.glasses import current_rulebook
from meedoen.vocabulary.moment import Moment
from tests.signing import SIGNED
from tests.web.test_public_pages import NEVER_SAID, words_of

pytestmark = pytest.mark.django_db


def page_of(client: Client, name: str, **asked: str) -> str:
    answer = client.get(reverse(f"web:{name}"), asked)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1") == 1
    return " ".join(page.split())


def proven(on: Moment, **changes: Any) -> None:
    ordinary: dict[str, Any] = {
        "tally": Tally(1000, (), 16, 16), "seed": "zelfde antwoord", "rules_of": date(2026, 11, 23),
        "residents": ("Theo", "Vlinder"), "rulebook_digest": current_rulebook().digest,
        "product_version": "0.1.0", "took": 12.5,
    }  # fmt: skip
    keep_invariance_run(proof=Proof(**(ordinary | changes)), by="een test", on=on)


@pytest.fixture
def towns() -> list[Municipality]:
    """Two municipalities that work together."""
    found = [
        Municipality.objects.create(code=code, name=name)
        for code, name in (("GM9901", "Lindewaard"), ("GM9902", "Vennerhout"))
    ]
    accounts.found_partnership(name="Samen", municipality_codes=["GM9901", "GM9902"], **SIGNED)
    return found


def test_the_answer_is_no_when_a_thousand_of_a_thousand_were_the_same(
    client: Client, now: Moment
) -> None:
    proven(now)
    page = page_of(client, "same_answer")
    assert "Nee. We stelden dezelfde vraag langs 1000 verschillende wegen." in page
    assert "16 van de 16" in page
    assert "Theo, Vlinder" in page
    assert "23 november 2026" in page


def test_nothing_is_promised_before_there_is_a_proof(client: Client) -> None:
    page = page_of(client, "same_answer")
    assert "De proef is nog niet klaar" in page
    assert "Nee." not in page
    assert "Alle proeven" not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rulebook_digest": "oud"}, "De regels zijn sindsdien veranderd"),
        ({"tally": Tally(1000, (), 16, 15)}, "Deze proef bewijst niets"),
        (
            {"tally": Tally(1000, (Difference("theo", 7, {}, ("wmo.vervoer",)),), 16, 16)},
            "Het antwoord was niet elke keer hetzelfde",
        ),
    ],
)
def test_a_proof_that_does_not_hold_is_told_before_anything_else(
    client: Client, now: Moment, changes: dict[str, Any], words: str
) -> None:
    proven(now - timedelta(hours=8))
    proven(now, **changes)
    page = page_of(client, "same_answer")
    assert words in page
    assert "Nee. We stelden" not in page
    assert page.count('<td data-label="Gelijk"') == 2


def test_where_it_went_wrong_is_named(client: Client, now: Moment) -> None:
    proven(now, tally=Tally(1000, (Difference("theo", 7, {}, ("wmo.vervoer",)),), 16, 16))
    page = page_of(client, "same_answer")
    assert "999 van de 1000" in page
    assert "wmo.vervoer" in page


def test_every_page_for_residents_leads_there(client: Client) -> None:
    page = client.get(reverse("resident:start")).content.decode()
    assert f'href="{reverse("web:same_answer")}"' in page
    assert f'href="{reverse("web:local_practice")}"' in page


@pytest.mark.proves("S4-02", "who is not logged in reads it too")
def test_anybody_may_read_how_a_municipality_does_it(
    client: Client, towns: list[Municipality]
) -> None:
    page = page_of(client, "local_practice")
    assert "Zo doet Lindewaard het" in page
    assert "Van wet naar regel" in page
    assert "Hier weegt een mens" in page
    assert "Hier heb jij ruimte" not in page
    assert "Zo doet Vennerhout het" in page_of(client, "local_practice", gemeente="GM9902")


def test_every_jump_on_the_page_lands_and_every_rule_has_one_place(
    client: Client, towns: list[Municipality]
) -> None:
    for asked in ({}, {"zoek": "vervoer"}, {"verschil": "on"}):
        page = page_of(client, "local_practice", **asked)
        places = re.findall(r' id="([^"]+)"', page)
        assert len(places) == len(set(places))
        main = page.partition("<main")[2].partition("</main>")[0]
        assert set(re.findall(r'href="#([^"]+)"', main)) <= set(places)


def test_searching_finds_rules_and_opens_their_chain(
    client: Client, towns: list[Municipality]
) -> None:
    page = page_of(client, "local_practice", zoek="vervoer naar werk")
    assert 'id="regel-vervoer_naar_werk"' in page
    assert 'id="regel-mantelzorgwaardering"' not in page
    assert '<details class="md-fold" open>' in page
    nothing = page_of(client, "local_practice", zoek="bestaatnergens")
    assert "Geen regel gevonden" in nothing
    assert f'href="{reverse("web:local_practice")}"' in nothing


def test_an_earlier_day_tells_more_changes_and_no_day_is_an_error_at_the_field(
    client: Client, towns: list[Municipality]
) -> None:
    late = page_of(client, "local_practice", sinds=Moment.now().day.isoformat())
    assert "Sinds die dag is er niets veranderd" in late
    early = page_of(client, "local_practice", sinds="01-06-2026")
    assert "Veranderd sinds 1 juni 2026" in early
    assert "€" in early.partition("Veranderd sinds")[2].partition("Waar de buren")[0]
    coming = page_of(client, "local_practice", sinds="01-01-2060")
    assert "Deze dag moet nog komen" in coming
    wrong = page_of(client, "local_practice", sinds="gisteren")
    assert "Dit lezen we niet als een dag" in wrong
    assert "Zo doet Lindewaard het" in wrong


def test_a_municipality_without_rules_reads_not_read_in(client: Client) -> None:
    Municipality.objects.create(code="GM0001", name="Elders")
    page = page_of(client, "local_practice")
    assert "niet ingelezen" in page
    assert "vullen we niets in" in page


def test_without_any_municipality_there_is_a_way_on(client: Client) -> None:
    assert "Er staat hier nog geen gemeente" in page_of(client, "local_practice")


def test_both_pages_speak_plainly(client: Client, now: Moment, towns: list[Municipality]) -> None:
    proven(now)
    for name in ("same_answer", "local_practice"):
        page = page_of(client, name)
        # The one law whose own name holds such a word.
        words = re.sub("inburger(ing|en)", "", words_of(page), flags=re.IGNORECASE)
        assert NEVER_SAID.findall(words) == []
        assert " style=" not in page
