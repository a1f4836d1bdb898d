# SPDX-License-Identifier: EUPL-1.2
"""What lies before everybody: asked on the public page, and beside the decision in the register."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from meedoen.knelpunten.models import Consultation, Voice
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register import operations as register
from meedoen.vocabulary.moment import Moment
from tests.knelpunten.worlds import Desks, desks, entered, improving
from tests.web.register.conftest import REGISTER, browser_of

ASKED = "Zal je hulp thuis een half jaar zo blijven?"
SUMMARY, ADVICE = "De meesten willen een jaar.", "Maak er een jaar van."
REACTION = "Na een half jaar kijken we samen of het langer kan."
VOICE = "Een half jaar is zo om."
NOT_YET = "Hier is nog niet op gereageerd."


@pytest.fixture
def on() -> Moment:
    return Moment.now()


@pytest.fixture
def desk(db: None, on: Moment) -> Desks:
    return desks(on)


@pytest.fixture
def point(desk: Desks, on: Moment) -> int:
    number = entered(desk.team, on)
    with improving(desk.policy, on):
        register.make_public(knelpunt_id=number, by=desk.policy, on=on)
    return number


@pytest.fixture
def made(desk: Desks, point: int, on: Moment) -> int:
    with improving(desk.house, on):
        return recommending.propose(
            knelpunt_id=point, words="Spreek een proeftijd af.", by=desk.house, on=on
        )


@pytest.fixture
def policy(desk: Desks) -> Client:
    return browser_of(desk.policy)


def at(made: int, part: str) -> str:
    return f"{REGISTER}aanbeveling/{made}/{part}/"


def public(point: int, part: str = "") -> str:
    return f"/wat-vastloopt/{point}/{part}"


def lay(policy: Client, made: int, on: Moment) -> None:
    last = (on + timedelta(days=14)).day.strftime("%d-%m-%Y")
    answer = policy.post(at(made, "voorleggen"), {"words": ASKED, "last_day": last})
    assert answer.status_code == 302


def discussed(desk: Desks, made: int, on: Moment) -> None:
    told: dict[str, Any] = {"recommendation_id": made, "by": desk.policy, "on": on}
    with improving(desk.policy, on):
        recommending.schedule(meeting="Netwerk", **told)
        recommending.discuss(words="Besproken.", **told)


@pytest.mark.proves("S3-21", "on a public page, without a name and without logging in")
def test_everybody_is_asked_and_what_somebody_types_is_shown_to_colleagues_only(
    policy: Client, desk: Desks, point: int, made: int, on: Moment
) -> None:
    assert "Wat vind jij hiervan?" not in Client().get(public(point)).text
    lay(policy, made, on)
    assert ASKED in Client().get(public(point)).text
    answer = Client().post(public(point, "vind/"), {"words": VOICE}, follow=True)
    assert "zonder je naam" in answer.text
    assert VOICE not in Client().get(public(point)).text
    assert VOICE in policy.get(at(made, "gezegd")).text
    assert VOICE in browser_of(desk.team).get(at(made, "gezegd")).text
    for viewer in (desk.volunteer, desk.elsewhere):
        browser = browser_of(viewer)
        assert browser.get(at(made, "gezegd")).status_code in (403, 404)
        assert VOICE not in browser.get(f"{REGISTER}{point}/").text


def test_nothing_said_is_asked_for_kindly_and_a_name_is_shown_to_herself_first(
    policy: Client, point: int, made: int, on: Moment
) -> None:
    lay(policy, made, on)
    empty = Client().post(public(point, "vind/"), {"words": " "})
    assert empty.status_code == 422
    assert "Of laat het zo." in empty.text
    named = Client().post(public(point, "vind/"), {"words": "Vraag het Noor."})
    assert named.status_code == 422
    assert "<mark>Noor</mark>" in named.text
    assert not Voice.objects.exists()
    again = {"words": "Vraag het Noor.", "may_stay": ["perhaps_name:noor"]}
    assert Client().post(public(point, "vind/"), again).status_code == 302
    assert Voice.objects.get().words == "Vraag het Noor."


def test_a_flood_is_held_back_as_at_any_public_door(
    policy: Client, point: int, made: int, on: Moment
) -> None:
    lay(policy, made, on)
    visitor = Client()
    with override_settings(DOORS={"press": (1, 100)}):
        assert visitor.post(public(point, "vind/"), {"words": VOICE}).status_code == 302
        assert visitor.post(public(point, "vind/"), {"words": VOICE}).status_code == 429
    assert Voice.objects.count() == 1


def test_where_nothing_is_asked_nothing_is_taken(point: int, made: int, on: Moment) -> None:
    answer = Client().post(public(point, "vind/"), {"words": VOICE}, follow=True)
    assert "De vraag is gesloten" in answer.text
    assert not Voice.objects.exists()
    assert Client().post(public(99_999, "vind/"), {"words": VOICE}).status_code == 404


@pytest.mark.proves("S3-21", "what was said stands beside the decision, and what was done with it")
def test_what_was_said_stands_beside_the_decision_and_what_was_done_with_it(
    policy: Client, desk: Desks, point: int, made: int, on: Moment
) -> None:
    lay(policy, made, on)
    Client().post(public(point, "vind/"), {"words": VOICE})
    told = {"advised_by": "de adviesraad", "advice": ADVICE, "summary": SUMMARY}
    assert policy.post(at(made, "gezegd"), told).status_code == 302
    discussed(desk, made, on)
    form = policy.get(at(made, "besluit")).text
    for words in (VOICE, ADVICE, SUMMARY, "Besluiten jullie nu, dan stopt dat."):
        assert words in form
    decision = {"agreed": "yes", "by_whom": "het college", "words": "Het blijft een half jaar."}
    policy.post(at(made, "besluit"), decision)
    for page in (Client().get(public(point)).text, policy.get(f"{REGISTER}{point}/").text):
        assert all(words in page for words in (ADVICE, SUMMARY, "de adviesraad", NOT_YET))
        assert VOICE not in page
    stands = {**told, "advised_on": on.day.strftime("%d-%m-%Y"), "reaction": REACTION}
    assert policy.post(at(made, "gezegd"), stands).status_code == 302
    for page in (Client().get(public(point)).text, policy.get(f"{REGISTER}{point}/").text):
        assert REACTION in page
        assert NOT_YET not in page


def test_a_decision_says_at_once_what_was_done_with_what_people_said(
    policy: Client, desk: Desks, point: int, made: int, on: Moment
) -> None:
    lay(policy, made, on)
    discussed(desk, made, on)
    decision = {"agreed": "no", "by_whom": "het college", "words": "Dat mag niet."}
    answer = policy.post(at(made, "besluit"), {**decision, "reaction": "Vraag het Noor."})
    assert answer.status_code == 422
    assert Consultation.objects.get().closed_on is None
    policy.post(at(made, "besluit"), {**decision, "reaction": REACTION})
    assert REACTION in Client().get(public(point)).text


def test_a_decision_on_what_nobody_was_asked_asks_for_no_reaction(
    policy: Client, desk: Desks, made: int, on: Moment
) -> None:
    discussed(desk, made, on)
    assert 'name="reaction"' not in policy.get(at(made, "besluit")).text
    answer = policy.get(at(made, "gezegd"), follow=True)
    assert "Hierover is nog niemand iets gevraagd." in answer.text


def test_who_speaks_for_the_municipality_asks_and_reacts_and_who_works_on_it_writes_down(
    policy: Client, desk: Desks, point: int, made: int, on: Moment
) -> None:
    team = browser_of(desk.team)
    assert team.get(at(made, "voorleggen")).status_code == 403
    lay(policy, made, on)
    form = team.get(at(made, "gezegd")).text
    assert 'name="summary"' in form
    assert 'name="reaction"' not in form
    assert team.post(at(made, "gezegd"), {"summary": SUMMARY}).status_code == 302
    assert SUMMARY in Client().get(public(point)).text


def test_an_advice_of_nobody_asks_whose_it_is(policy: Client, made: int, on: Moment) -> None:
    lay(policy, made, on)
    answer = policy.post(at(made, "gezegd"), {"advice": ADVICE})
    assert answer.status_code == 422
    assert "van wie het advies is" in answer.text
