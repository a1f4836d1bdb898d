# SPDX-License-Identifier: EUPL-1.2
"""What stands for her, how she wants to be reached, and when not."""

from datetime import timedelta
from uuid import UUID

import pytest

from meedoen.journeys.participation import begin_plan
from meedoen.journeys.planning import write_step_for_her
from meedoen.notifications.kinds import Channel, MessageKind
from meedoen.notifications.models import Outgoing
from meedoen.notifications.queries import (
    address_of,
    channel_for,
    how_to_reach,
    rests_on,
)
from meedoen.plans.operations import remove_step
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.moment import Moment
from tests.web.resident.conftest import Browser, as_resident, known, tell, text, tree

pytestmark = pytest.mark.django_db
STEP = "Samen kijken bij de houtwerkplaats"


@pytest.fixture
def step(subject: UUID, today: Moment) -> int:
    """A step that stands in her plan, and is told to her."""
    me = resident_viewer(subject)
    with acting(me, purpose=Purpose.TAKING_PART, on=today):
        begin_plan(known=known(subject), by=me, on=today)
        return write_step_for_her(subject=subject, words=STEP, by=me, on=today)


def filled(**told: str) -> dict[str, str]:
    chosen = dict.fromkeys([kind.value for kind in MessageKind], "page")
    return {**chosen, "email": "", "post_address": "", "telephone": "", **told}


def test_what_stands_for_her_is_read_in_the_words_of_now(kim: Browser, step: int) -> None:
    shown = text(kim.get("/mijn-berichten/"))
    assert "Er staat een stap bij in je plan" in shown
    assert STEP in shown
    assert 'href="/mijn-plan/#stappen"' in shown


def test_what_is_over_does_not_stand_there_any_more(
    kim: Browser, subject: UUID, step: int, today: Moment
) -> None:
    me = resident_viewer(subject)
    with acting(me, purpose=Purpose.TAKING_PART, on=today):
        remove_step(subject=subject, step_id=step, by=me, on=today)
    shown = text(kim.get("/mijn-berichten/"))
    assert STEP not in shown
    assert "Er staat niets nieuws" in shown


def test_a_message_is_put_away_and_comes_back(kim: Browser, step: int) -> None:
    row = Outgoing.objects.get()
    kim.post(f"/mijn-berichten/{row.pk}/")
    page = text(kim.get("/mijn-berichten/"))
    assert "Er staat niets nieuws" in page
    assert "Wat je weglegde" in page
    kim.post(f"/mijn-berichten/{row.pk}/", {"do": "back"})
    assert Outgoing.objects.get().read_at is None


def test_nobody_puts_away_what_stands_for_somebody_else(step: int) -> None:
    other = as_resident(tell(wish="Wandelen"))
    answer = other.post(f"/mijn-berichten/{Outgoing.objects.get().pk}/")
    assert answer.status_code in (403, 404)
    assert Outgoing.objects.get().read_at is None


def test_nothing_is_ticked_beforehand_and_without_a_choice_nothing_is_sent(
    kim: Browser, subject: UUID
) -> None:
    page = tree(kim.get("/bereikbaar/"))
    assert page.xpath("//input[@type='radio'][@checked]") == []
    ways = {box.get("value") for box in page.xpath("//input[@type='radio']")}
    assert ways == {channel.value for channel in Channel}
    assert channel_for(subject, MessageKind.ANSWER) is Channel.PAGE


def test_she_chooses_a_way_for_each_kind_and_finds_it_back(kim: Browser, subject: UUID) -> None:
    answer = kim.post(
        "/bereikbaar/",
        filled(
            answer="email", plan="letter", invitation="call", email="Kim@Post.example",
            post_address="Kim\nHoofdweg 1\n9999 ZZ Lindewaard", telephone="06 12 34 56 78",
        ),
    )  # fmt: skip
    assert answer.status_code == 302
    assert channel_for(subject, MessageKind.ANSWER) is Channel.EMAIL
    assert channel_for(subject, MessageKind.PLAN) is Channel.LETTER
    assert channel_for(subject, MessageKind.INVITATION) is Channel.CALL
    assert address_of(subject, Channel.EMAIL) == "kim@post.example"
    assert address_of(subject, Channel.LETTER) == "Kim\nHoofdweg 1\n9999 ZZ Lindewaard"
    assert address_of(subject, Channel.CALL) == "+31612345678"
    page = tree(kim.get("/bereikbaar/"))
    chosen = {(b.get("name"), b.get("value")) for b in page.xpath("//input[@checked]")}
    assert {("answer", "email"), ("plan", "letter"), ("invitation", "call")} <= chosen
    assert page.xpath("//input[@name='telephone']")[0].get("value") == "06 12 34 56 78"


@pytest.mark.parametrize(
    ("way", "asked"), [("email", "e-mailadres"), ("letter", "adres"), ("call", "telefoonnummer")]
)
def test_a_way_asks_for_its_address_and_keeps_what_was_chosen(
    kim: Browser, subject: UUID, way: str, asked: str
) -> None:
    answer = kim.post("/bereikbaar/", filled(plan=way))
    assert f"Vul je {asked} in" in text(answer)
    assert channel_for(subject, MessageKind.PLAN) is Channel.PAGE
    assert tree(answer).xpath(f"//input[@name='plan'][@value='{way}'][@checked]")


def test_an_address_that_she_empties_is_gone(kim: Browser, subject: UUID) -> None:
    kim.post("/bereikbaar/", filled(email="kim@post.example"))
    page = tree(kim.get("/bereikbaar/"))
    stood = page.xpath("//input[@name='stood']")[0].get("value")
    kim.post("/bereikbaar/", filled(stood=stood))
    assert address_of(subject, Channel.EMAIL) == ""


@pytest.mark.proves("S0-23", "she says until when nothing is sent")
def test_she_rests_until_a_day_and_ends_it_herself(
    kim: Browser, subject: UUID, today: Moment
) -> None:
    until = today.day + timedelta(days=30)
    kim.post("/bereikbaar/rust/", {"do": "rest", "rest_until": until.isoformat()})
    assert rests_on(subject, today.day)
    assert not rests_on(subject, until)
    assert "Stuur me weer iets" in text(kim.get("/bereikbaar/"))
    kim.post("/bereikbaar/rust/", {"do": "again"})
    assert not rests_on(subject, today.day)


def test_a_day_that_has_passed_is_no_rest(kim: Browser, subject: UUID, today: Moment) -> None:
    answer = kim.post("/bereikbaar/rust/", {"do": "rest", "rest_until": "2020-01-01"})
    assert answer.status_code == 200
    assert not rests_on(subject, today.day)


@pytest.mark.proves("S0-23", "nu niet in her plan holds for messages too")
def test_nu_niet_in_her_plan_lets_nothing_be_sent_until_she_answers_otherwise(
    kim: Browser, subject: UUID, step: int, today: Moment
) -> None:
    until = today.day + timedelta(days=60)
    kim.post("/mijn-plan/hoe-gaat-het/", {"answer": "not_now", "quiet_until": until.isoformat()})
    assert how_to_reach(subject, on=today).not_now is not None
    assert rests_on(subject, until - timedelta(days=1))
    page = text(kim.get("/bereikbaar/"))
    assert "Je koos ‘Nu niet’ in je plan" in page
    kim.post("/mijn-plan/hoe-gaat-het/", {"answer": "stay"})
    assert not rests_on(subject, today.day)


def test_without_a_story_the_pages_say_how_to_come_in(client: Browser) -> None:
    for address in ("/mijn-berichten/", "/bereikbaar/"):
        assert client.get(address).status_code == 200
