# SPDX-License-Identifier: EUPL-1.2
"""How we do it here: a page at work about rules, never about a person."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.accounts import operations as accounts
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.privacy.endpoints import all_endpoints
from tests.signing import SIGNED
from tests.web.professional.conftest import Workplace, workplace

PAGE = "professional:local_practice"


def text_of(client: Client, **asked: str) -> str:
    answer = client.get(reverse(PAGE), asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.proves("S4-02")
def test_a_worker_sees_the_rules_of_the_municipality_she_works_for(worker: Client) -> None:
    page = text_of(worker)
    assert "Zo doen wij het: Lindewaard" in page
    assert page.count("<h1") == 1
    assert 'id="regel-vervoer_naar_werk"' in page


def test_the_page_is_in_the_menu_at_work(worker: Client) -> None:
    page = worker.get(reverse("professional:team")).content.decode()
    assert f'href="{reverse(PAGE)}"' in page


def test_she_learns_where_she_may_weigh_on_which_article_and_who_decides(worker: Client) -> None:
    page = text_of(worker)
    assert "Hier heb jij ruimte" in page
    assert "Wmo 2015, art. 2.3.5 lid 3" in page
    assert "Wie weegt: college" in page


@pytest.mark.parametrize("town", ["GM9902", "GM0363", "'; drop"])
def test_a_municipality_one_does_not_work_for_cannot_be_chosen(worker: Client, town: str) -> None:
    assert "Zo doen wij het: Lindewaard" in text_of(worker, gemeente=town)


def test_who_works_for_several_chooses_one(
    towns: tuple[Municipality, Municipality],
    enter: Callable[[Workplace], Client],
    front_door: Workplace,
) -> None:
    front_door.organisation.municipalities.add(*towns)
    client = enter(front_door)
    page = text_of(client, gemeente="GM9902")
    assert "Zo doen wij het: Vennerhout" in page
    assert 'name="gemeente"' in page


def test_neighbours_of_the_partnership_stand_beside_it(
    worker: Client, towns: tuple[Municipality, Municipality]
) -> None:
    assert "Waar de buren het anders doen" not in text_of(worker)
    accounts.found_partnership(
        name="Samen", municipality_codes=[town.code for town in towns], **SIGNED
    )
    page = text_of(worker)
    assert "Waar de buren het anders doen" in page
    only = text_of(worker, verschil="on")
    assert 'id="regel-vervoer_naar_werk"' in only
    assert len(only) < len(page)


@pytest.mark.parametrize("role", [Role.POLICY_ADVISER, Role.PROVIDER_WORKER])
def test_every_colleague_may_read_the_rules(
    towns: object, role: Role, enter: Callable[[Workplace], Client]
) -> None:
    assert "Lindewaard" in text_of(enter(workplace("anders", "GM9901", role, set())))


def test_who_is_not_logged_in_reads_the_public_page_instead(db: None) -> None:
    assert Client().get(reverse(PAGE)).status_code == 302
    assert Client().get(reverse("web:local_practice")).status_code == 200


def test_the_page_shows_rules_and_no_dossier() -> None:
    (stated,) = [found.endpoint for found in all_endpoints() if found.name == PAGE]
    assert stated is not None
    assert (stated.object, str(stated.purpose)) == ("rules", "public_information")
