# SPDX-License-Identifier: EUPL-1.2
"""The list of who comes to the places of a host, by the page and by place."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from meedoen.catalogue.models import Offer
from meedoen.journeys import paging
from tests.web.professional.conftest import Workplace

PLACES = "/werk/plekken/"
NOWHERE = UUID("c0ffee00-0000-4000-8000-000000000000")


@pytest.fixture
def shed(garden: Offer) -> Offer:
    """Another place of the same host, where anyone walks in."""
    return Offer.objects.create(
        title="Klussen in de schuur", organisation=garden.organisation, location=garden.location,
        form=garden.form, description="Samen klussen.", when_text="Vrijdag", serves=["GM9901"],
        published_at=garden.published_at, verified_on=garden.verified_on,
    )  # fmt: skip


@pytest.fixture
def guests(worker: Client, resident: UUID, talker: UUID, garden: Offer, shed: Offer) -> None:
    """Noor comes to the garden, Kim to the shed."""
    for subject, offer in ((resident, garden), (talker, shed)):
        answer = {"offer": offer.pk, "answer": "yes"}
        worker.post(f"/werk/inwoner/{subject}/keuzes/antwoord/", answer)


@pytest.fixture
def hosts(host: Workplace, enter: Callable[[Workplace], Client]) -> Client:
    """Somebody of the host, logged in."""
    return enter(host)


def shown(hosts: Client, query: str = "") -> str:
    answer = hosts.get(PLACES + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_host_with_two_places_chooses_of_which_one_she_sees_who_comes(
    guests: None, hosts: Client, garden: Offer
) -> None:
    both = shown(hosts)
    assert all(word in both for word in (">Noor<", ">Kim<", "Alle plekken"))
    one = shown(hosts, f"?plek={garden.pk}")
    assert ">Noor<" in one
    assert ">Kim<" not in one


def test_with_one_place_there_is_nothing_to_choose(
    worker: Client, resident: UUID, garden: Offer, hosts: Client
) -> None:
    answer = {"offer": garden.pk, "answer": "yes"}
    worker.post(f"/werk/inwoner/{resident}/keuzes/antwoord/", answer)
    assert "Welke plek" not in shown(hosts)


def test_the_list_is_read_page_by_page_and_keeps_the_place(
    guests: None, hosts: Client, garden: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "ON_A_PAGE", 1)
    first, second = shown(hosts), shown(hosts, "?page=2")
    assert (">Kim<" in first, ">Noor<" in first) == (True, False)
    assert (">Kim<" in second, ">Noor<" in second) == (False, True)
    assert "?page=2" in first
    assert "?page=1" in second
    assert f"?plek={garden.pk}&amp;page=1" in shown(hosts, f"?plek={garden.pk}&page=2")


@pytest.mark.parametrize("query", ["?page=7", "?page=nul", f"?plek={NOWHERE}", "?plek=nergens"])
def test_whatever_an_address_asks_there_is_a_way_on(
    guests: None, hosts: Client, query: str
) -> None:
    asked = shown(hosts, query)
    assert ">Noor<" in asked or "Toon alle plekken" in asked


def test_a_place_where_nobody_comes_any_more_says_so(guests: None, hosts: Client) -> None:
    assert "Bij deze plek komt nu niemand" in shown(hosts, f"?plek={NOWHERE}")
