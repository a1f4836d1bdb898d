# SPDX-License-Identifier: EUPL-1.2
"""One knelpunt on its page: its answer first, what is next, and what one can do with it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from meedoen.accounts.roles import Role
from meedoen.knelpunten.models import Draft, Knelpunt, Recommendation
from meedoen.knelpunten.states import RegisterState
from meedoen.privacy.policy import READS_ALONG
from tests.knelpunten.worlds import (
    HELP_AT_HOME,
    LINDEWAARD,
    NO,
    NOW,
    YES,
    Desks,
    another,
    decided,
    entered,
    pressed,
)
from tests.privacy.worlds import make_team, make_viewer
from tests.web.register.conftest import REGISTER, TOLD, Browsers, browser_of


def page_of(number: int, part: str = "") -> str:
    return f"{REGISTER}{number}/{part}"


@pytest.fixture
def point(desk: Desks) -> int:
    return entered(desk.team)


@pytest.mark.proves("S0-14", "the answer stands first on the page")
def test_what_was_decided_stands_before_all_else(at: Browsers, desk: Desks, point: int) -> None:
    decided(point, desk, decision=YES)
    shown = at.house.get(page_of(point)).text
    assert shown.index(YES.words) < shown.index("Wat er gebeurt")
    assert "Dit is besloten" in shown
    assert "het college" in shown


def test_a_no_stands_in_sight_with_its_reason(at: Browsers, desk: Desks, point: int) -> None:
    decided(point, desk, decision=NO)
    shown = at.volunteer.get(page_of(point)).text
    assert "Nee, en dit is waarom" in shown
    assert NO.words in shown


@pytest.mark.proves("S0-13", "how many pressed is on no page of the register")
def test_how_many_pressed_stands_nowhere(at: Browsers, point: int) -> None:
    for _ in range(47):
        pressed(point)
    for address in (page_of(point), REGISTER):
        assert "47" not in strip_tags(at.policy.get(address).text)


def test_it_is_taken_up_left_to_the_team_and_handed_on(
    at: Browsers, desk: Desks, point: int
) -> None:
    at.team.post(page_of(point, "oppakken/"))
    assert Knelpunt.objects.get(pk=point).owner_id == desk.team.account_id
    assert "Laat het aan mijn team" in at.team.get(page_of(point)).text
    at.team.post(page_of(point, "oppakken/"), {"do": "leave"})
    assert Knelpunt.objects.get(pk=point).owner_id is None
    at.team.post(page_of(point, "team/"), {"team": str(desk.house.team_id)})
    assert Knelpunt.objects.get(pk=point).team_id == desk.house.team_id


def test_a_team_of_another_municipality_cannot_be_chosen(
    at: Browsers, desk: Desks, point: int
) -> None:
    answer = at.team.post(page_of(point, "team/"), {"team": str(desk.elsewhere.team_id)})
    assert answer.status_code == 422
    assert Knelpunt.objects.get(pk=point).team_id == desk.team.team_id


def test_two_that_are_the_same_go_on_as_one_and_the_old_address_leads_there(
    at: Browsers, desk: Desks, point: int
) -> None:
    again = entered(desk.house)
    form = at.house.get(page_of(again, "samenvoegen/")).text
    assert HELP_AT_HOME.title in form
    at.house.post(page_of(again, "samenvoegen/"), {"which": str(point)})
    assert at.team.get(page_of(again)).headers["Location"] == page_of(point)


@pytest.mark.proves("S0-13", "on the page where its words are corrected")
def test_words_are_corrected_and_looked_through_again(at: Browsers, point: int) -> None:
    given = {**TOLD, "happens": "Noor krijgt minder hulp."}
    answer = at.house.post(page_of(point, "woorden/"), given)
    assert answer.status_code == 422
    assert "<mark>Noor</mark>" in answer.text
    assert Knelpunt.objects.get(pk=point).title == HELP_AT_HOME.title
    kept = at.house.post(page_of(point, "woorden/"), {**given, "may_stay": ["perhaps_name:noor"]})
    assert kept.status_code == 302
    assert Knelpunt.objects.get(pk=point).title == TOLD["title"]


def test_what_was_answered_is_opened_again_with_the_reason_only(
    at: Browsers, desk: Desks, point: int
) -> None:
    decided(point, desk)
    assert at.house.post(page_of(point, "weer-open/"), {"because": " "}).status_code == 422
    assert Knelpunt.objects.get(pk=point).state == RegisterState.AGREED
    at.house.post(page_of(point, "weer-open/"), {"because": "Het geldt niet voor iedereen."})
    assert Knelpunt.objects.get(pk=point).state == RegisterState.WAITING
    assert "Het geldt niet voor iedereen." in at.volunteer.get(page_of(point)).text


def test_who_speaks_for_the_municipality_makes_public_and_takes_back_with_a_reason(
    at: Browsers, point: int
) -> None:
    assert at.house.post(page_of(point, "openbaar/")).status_code == 403
    at.policy.post(page_of(point, "openbaar/"))
    assert Knelpunt.objects.get(pk=point).published_on
    back = page_of(point, "niet-openbaar/")
    assert at.policy.post(back, {"because": ""}).status_code == 422
    at.policy.post(back, {"because": "Het klopte niet meer."})
    assert Knelpunt.objects.get(pk=point).taken_back_because == "Het klopte niet meer."


@pytest.mark.proves("S0-11", "who reads along reads everything and presses nothing")
@pytest.mark.parametrize("role", sorted(READS_ALONG))
def test_who_reads_along_reads_everything_and_presses_nothing(
    role: Role, desk: Desks, point: int
) -> None:
    reader = browser_of(make_viewer(make_team(LINDEWAARD, "Meelezers"), role, NOW))
    shown = reader.get(page_of(point)).text
    assert HELP_AT_HOME.happens in shown
    assert shown.count("<form") == 1, "only the one to log out"
    for part in ("oppakken/", "team/", "aanbeveling/", "weer-open/", "woorden/", "openbaar/"):
        assert reader.post(page_of(point, part)).status_code == 403


def test_a_knelpunt_of_another_municipality_is_not_there_also_when_it_is_public(
    at: Browsers, point: int
) -> None:
    at.policy.post(page_of(point, "openbaar/"))
    assert at.elsewhere.get(page_of(point)).status_code == 404
    assert at.elsewhere.post(page_of(point, "oppakken/")).status_code == 404


def test_a_recommendation_is_made_and_taken_back_before_it_is_on_an_agenda(
    at: Browsers, point: int
) -> None:
    at.house.post(page_of(point, "aanbeveling/"), {"words": "Spreek een proeftijd af."})
    made = Recommendation.objects.get()
    assert "Spreek een proeftijd af." in at.team.get(page_of(point)).text
    at.house.post(f"{REGISTER}aanbeveling/{made.pk}/intrekken/")
    assert "Aanbeveling ingetrokken" in at.team.get(page_of(point)).text


def test_the_name_of_an_organisation_can_be_said_to_be_harmless(at: Browsers, point: int) -> None:
    words = {"words": "Laat het Huis van Pim dit doen."}
    asked = at.house.post(page_of(point, "aanbeveling/"), words)
    assert asked.status_code == 422
    assert "Laat het Huis van Pim dit doen." in asked.text, "what was typed still stands"
    keys = [key for key, _ in asked.context["form"].fields["may_stay"].choices]
    given = {**words, "may_stay": keys}
    assert at.house.post(page_of(point, "aanbeveling/"), given).status_code == 302


def test_a_draft_goes_into_the_register_from_the_list_of_the_own_organisation(
    at: Browsers, desk: Desks
) -> None:
    draft = Draft.objects.create(
        municipality_id=LINDEWAARD, team_id=desk.team.team_id, title="Dubbele toets",
        laws=["Wmo art. 2.3.5"], frames=["wmo"], type="benadering", happens="Twee keer hetzelfde.",
        made_on="2026-11-20", changed_on="2026-11-20",
    )  # fmt: skip
    listed = at.team.get("/werk/knelpunten/").text
    assert f"/register/concept/{draft.pk}/" in listed
    went = at.team.post(f"{REGISTER}concept/{draft.pk}/", follow=True)
    assert "Dubbele toets" in went.text
    draft.refresh_from_db()
    assert f"/register/{draft.knelpunt_id}/" in at.team.get("/werk/knelpunten/").text
    assert at.house.post(f"{REGISTER}concept/{draft.pk}/").status_code in (403, 404)


def how_many_statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_long_register_asks_the_database_no_more(at: Browsers, desk: Desks) -> None:
    for n in range(3):
        entered(desk.team, told=another(f"Knelpunt {n}"))
    few = how_many_statements(at.policy, REGISTER)
    first = Knelpunt.objects.first()
    assert first is not None
    rows = [
        Knelpunt(
            municipality_id=LINDEWAARD, title=f"Nog een {n}", laws=["Pw art. 9"],
            frames=["participatiewet"], type="regeling", happens="Het botst.",
            team_id=first.team_id, state="waiting",
            entered_on=first.entered_on, waiting_since=first.waiting_since,
        )
        for n in range(400)
    ]  # fmt: skip
    Knelpunt.objects.bulk_create(rows)
    assert how_many_statements(at.policy, REGISTER) == few


@pytest.mark.proves("S0-20", "where the monitor tells what goes together, without a number")
def test_a_knelpunt_of_both_laws_leads_to_what_often_goes_together(
    at: Browsers, desk: Desks, point: int
) -> None:
    leads = f"/beleid/monitor/combinaties/?gemeente={LINDEWAARD}"
    assert leads in at.policy.get(page_of(point)).text
    assert at.policy.get(leads).status_code == 200
    assert leads not in at.team.get(page_of(point)).text, "she may not open it"
    one_law = entered(desk.team, told=another())
    assert leads not in at.policy.get(page_of(one_law)).text
