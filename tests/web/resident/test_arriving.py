# SPDX-License-Identifier: EUPL-1.2
"""Looking around: nobody has to say who they are."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Organisation
from meedoen.areas.queries import municipality
from meedoen.catalogue.models import Offer
from meedoen.web.open_story import MUNICIPALITY_IN_SESSION
from tests.signing import SIGNED
from tests.web.resident.conftest import CODE, publish, text


def test_the_first_page_asks_one_question_and_shows_three_doors(visitor: Client) -> None:
    page = text(visitor.get("/"))
    assert page.count("<h1") == 1
    assert "Wat wil je doen?" in page
    for address in ("resident:offers", "resident:story", "resident:callback", "resident:come_back"):
        assert f'href="{reverse(address)}"' in page
    assert "vorm=neighbour_help&amp;vorm=volunteering" in page


def test_the_first_page_names_doors_that_are_open_and_no_others(visitor: Client) -> None:
    page = text(visitor.get("/"))
    assert "Koffie in de Huiskamer" in page
    assert "Houtwerkplaats De Spaander" not in page


def test_an_empty_installation_still_has_a_first_page(client: Client, db: None) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Bel mij" in text(page)


def test_only_a_demonstration_links_to_the_tour(visitor: Client) -> None:
    assert settings.DEMONSTRATION
    assert reverse("web:tour") in text(visitor.get("/"))


def test_a_visitor_chooses_the_municipality_once(visitor: Client) -> None:
    answer = visitor.post(reverse("resident:choose_municipality"), {"municipality": "GM9902"})
    assert answer.status_code == 302
    assert visitor.session[MUNICIPALITY_IN_SESSION] == "GM9902"
    assert "Vennerhout" in text(visitor.get("/"))
    assert "Koffie in de Huiskamer" not in text(visitor.get("/"))


def test_a_municipality_that_is_not_here_changes_nothing(visitor: Client) -> None:
    visitor.post(reverse("resident:choose_municipality"), {"municipality": "GM0000"})
    assert MUNICIPALITY_IN_SESSION not in visitor.session


@pytest.mark.parametrize(
    ("asked", "found", "absent"),
    [
        ({}, "Koffie", "Niets gevonden"),
        ({"vorm": "work_day_activity"}, "Houtwerkplaats", "Koffie in de"),
        ({"thema": "wood"}, "Houtwerkplaats", "Koffie in de"),
        ({"woorden": "soepen"}, "Houtwerkplaats", "Koffie in de"),
        ({"woorden": "spaand"}, "Houtwerkplaats", "Koffie in de"),
        ({"open_deur": "on"}, "Koffie in de", "Houtwerkplaats"),
        ({"woorden": "kantklossen"}, "Niets gevonden", "Houtwerkplaats"),
        ({"buurt": "BU99010102"}, "Niets gevonden", "Koffie in de"),
    ],
)
def test_the_catalogue_narrows_to_what_somebody_looks_for(
    visitor: Client, asked: dict[str, str], found: str, absent: str
) -> None:
    page = text(visitor.get(reverse("resident:offers"), asked))
    main = page[page.index("<main") : page.index("<aside")]
    assert found in main
    assert absent not in main


def test_a_search_that_makes_no_sense_shows_everything(visitor: Client) -> None:
    page = visitor.get(reverse("resident:offers"), {"vorm": "nonsense", "page": "x"})
    assert page.status_code == 200
    assert "Houtwerkplaats" in text(page)


def test_a_long_list_goes_on_on_a_next_page(visitor: Client, welfare: Organisation) -> None:
    for number in range(25):
        publish(welfare, f"Plek {number:02}")
    first = text(visitor.get(reverse("resident:offers")))
    second = text(visitor.get(reverse("resident:offers"), {"page": 2}))
    assert "page=2" in first
    assert "Plek 24" not in first
    assert "Plek 24" in second


@pytest.mark.proves("S0-24", "a place says when it was checked")
def test_a_place_says_where_when_by_whom_and_when_it_was_checked(
    visitor: Client, coffee: Offer
) -> None:
    page = text(visitor.get(reverse("resident:offer", args=[coffee.pk])))
    for said in ("Maandag, 10 tot 12 uur", "Huis van de buurt", "Welzijn De Brink"):
        assert said in page
    assert "Nagekeken op" in page
    assert "Geen indicatie nodig" in page
    assert "Loop gewoon binnen" in page


def test_a_place_that_needs_a_decision_is_not_called_an_open_door(
    visitor: Client, workshop: Offer
) -> None:
    page = text(visitor.get(reverse("resident:offer", args=[workshop.pk])))
    assert "Geen indicatie nodig" not in page
    assert "Bijna vol. Er is nog wel plek." in page


@pytest.mark.parametrize(
    ("taken", "said"),
    [(0, "Hier is plek."), (9, "Hier is plek."), (10, "Bijna vol."), (12, "Deze plek is nu vol.")],
)
def test_a_place_says_whether_there_is_room_and_never_how_many_come(
    visitor: Client, welfare: Organisation, taken: int, said: str
) -> None:
    made = publish(welfare, "Naaien", places=12, taken_elsewhere=taken)
    page = text(visitor.get(reverse("resident:offer", args=[made.pk])))
    assert said in page
    assert "plekken vrij" not in page


def test_who_told_her_story_can_answer_at_the_place_itself(kim: Client, workshop: Offer) -> None:
    page = text(kim.get(reverse("resident:offer", args=[workshop.pk])))
    assert reverse("resident:answer", args=[workshop.pk]) in page


def test_a_place_that_is_gone_points_to_the_others(visitor: Client) -> None:
    answer = visitor.get(reverse("resident:offer", args=[uuid4()]))
    assert answer.status_code == 404
    assert reverse("resident:offers") in text(answer)


@pytest.mark.parametrize("name", ["what_we_keep", "independent_help"])
def test_the_explanations_are_for_everybody(visitor: Client, name: str) -> None:
    page = visitor.get(reverse(f"resident:{name}"))
    assert page.status_code == 200
    assert text(page).count("<h1") == 1


@pytest.mark.proves("S4-05", "independent help is named")
def test_the_independent_helpers_of_the_municipality_are_named(visitor: Client) -> None:
    accounts.add_organisation(
        name="Naast Je", slug="naast-je", kind="client_support", municipality_codes=[CODE], **SIGNED
    )
    assert "Naast Je" in text(visitor.get(reverse("resident:independent_help")))


def test_the_menu_shows_where_one_is(visitor: Client) -> None:
    page = text(visitor.get("/"))
    current = re.findall(r'aria-current="page"[^>]*>\s*([^<]+?)\s*<', page)
    assert current == ["Begin"]
    assert municipality(CODE).name in page
