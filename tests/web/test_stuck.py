# SPDX-License-Identifier: EUPL-1.2
"""What gets stuck, for everybody: an address that stays, the answer first, and "mij ook" once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from lxml.html import HtmlElement, document_fromstring

from meedoen.areas.models import Municipality
from meedoen.knelpunten.models import Knelpunt, Ticket
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.states import RegisterState, Solved
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.residents.models import Hindrance
from meedoen.vocabulary.moment import Moment
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.knelpunten.worlds import (
    HELP_AT_HOME,
    LINDEWAARD,
    NO,
    Desks,
    another,
    decided,
    desks,
    entered,
    improving,
    pressed,
    seen_to,
)
from tests.privacy.worlds import tell
from tests.web.resident.conftest import mark_shown

pytestmark = pytest.mark.django_db
ALL = reverse("web:stuck")
Public = Callable[..., int]


@pytest.fixture
def on() -> Moment:
    return Moment.now()


@pytest.fixture
def desk(on: Moment) -> Desks:
    return desks(on)


@pytest.fixture
def public(desk: Desks, on: Moment) -> Public:
    """Give a way to enter a knelpunt that everybody may see; returns its number."""

    def make(**told: Any) -> int:
        number = entered(desk.team, on, **told)
        with improving(desk.policy, on):
            register.make_public(knelpunt_id=number, by=desk.policy, on=on)
        return number

    return make


def point(number: int) -> str:
    return reverse("web:stuck_point", args=[number])


def page(client: Client, address: str) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return document_fromstring(answer.content)


def titles(client: Client, address: str = ALL) -> list[str]:
    found = page(client, address).xpath("//ul[@class='stuck-list']//h2")
    return [one.text_content().strip() for one in found]


def test_only_what_was_made_public_stands_there(
    client: Client, desk: Desks, public: Public, on: Moment
) -> None:
    hidden, shown = entered(desk.team, on), public(told=another("Er rijdt geen bus"))
    assert titles(client) == ["Er rijdt geen bus"]
    assert client.get(point(hidden)).status_code == 404
    assert client.get(point(shown)).status_code == 200
    assert client.get(point(99_999)).status_code == 404
    assert client.post(f"{point(hidden)}ook/").status_code == 404


@pytest.mark.proves("S0-20", "the decision stands first, for everybody to read")
def test_the_decision_stands_before_the_way_it_went_and_a_no_with_its_reason(
    client: Client, desk: Desks, public: Public, on: Moment
) -> None:
    number = public()
    waits = page(client, point(number)).xpath("//main//section")[0].text_content()
    assert "Er is nog geen antwoord" in waits
    assert desk.team.organisation_label in waits
    decided(number, desk, decision=NO, on=on)
    first, way = page(client, point(number)).xpath("//main//section")[:2]
    assert NO.words in first.text_content()
    assert "Nee, met reden" in first.text_content()
    assert "Aanbeveling" in way.text_content()


def test_what_is_among_colleagues_stays_there(
    client: Client, desk: Desks, public: Public, on: Moment
) -> None:
    number = public()
    with improving(desk.house, on):
        register.take(knelpunt_id=number, by=desk.house, on=on)
    said = page(client, point(number)).text_content()
    assert "Ander team" not in said
    assert "Lotte" not in said
    assert "Openbaar" not in said


def test_what_waits_too_long_stands_first_with_its_days_and_its_desk(
    client: Client, desk: Desks, public: Public, on: Moment
) -> None:
    number = public()
    assert not page(client, ALL).xpath("//section[@class='stuck-late']")
    Knelpunt.objects.filter(pk=number).update(waiting_since=on.day - timedelta(days=122))
    [late] = page(client, ALL).xpath("//section[@class='stuck-late']")
    assert "122 dagen, ligt bij Team Noord" in late.text_content()
    assert "1 knelpunt wacht langer dan 90 dagen" in late.text_content()


def test_how_many_wait_too_long_are_counted_in_public_without_what_is_not_public(
    client: Client, desk: Desks, public: Public, on: Moment
) -> None:
    for n in range(7):
        public(told=another(f"Er rijdt geen bus naar plek {n}"))
    entered(desk.team, on, told=another("Nog niet openbaar"))
    Knelpunt.objects.update(waiting_since=on.day - timedelta(days=91))
    public(told=another("Van vandaag"))
    [late] = page(client, ALL).xpath("//section[@class='stuck-late']")
    assert "7 knelpunten wachten langer dan 90 dagen" in late.text_content()


def test_what_was_joined_leads_on_and_what_was_taken_back_says_why(
    client: Client, desk: Desks, public: Public, on: Moment
) -> None:
    one, other = public(), public(told=another())
    with improving(desk.policy, on):
        register.join(knelpunt_id=one, into_id=other, by=desk.policy, on=on)
    answer = client.get(point(one))
    assert (answer.status_code, answer["Location"]) == (302, point(other))
    assert titles(client) == [another().title]
    assert client.post(f"{point(one)}ook/").status_code == 404
    with improving(desk.policy, on):
        why = "Dit klopte niet meer."
        register.take_from_public(knelpunt_id=other, because=why, by=desk.policy, on=on)
    gone = page(client, point(other)).text_content()
    assert why in gone
    assert another().happens not in gone
    assert client.get(point(one))["Location"] == point(other)
    assert client.post(f"{point(other)}ook/").status_code == 404


def test_what_was_joined_with_something_that_is_not_public_shows_nothing_of_it(
    client: Client, desk: Desks, public: Public, on: Moment
) -> None:
    one, other = public(), entered(desk.team, on, told=another("Nog geheim"))
    with improving(desk.policy, on):
        register.join(knelpunt_id=one, into_id=other, by=desk.policy, on=on)
    said = page(client, point(one)).text_content()
    assert "gaat nu verder" in said
    assert "Nog geheim" not in said


class TestLooking:
    """Looking for something: by how it stands, by words, page by page, in one municipality."""

    def test_by_how_it_stands_with_the_number_of_each(
        self, client: Client, desk: Desks, public: Public, on: Moment
    ) -> None:
        waits, agreed = public(), public(told=another())
        decided(agreed, desk, on=on)
        chips = [
            " ".join(chip.text_content().split())
            for chip in page(client, ALL).xpath("//a[@class='stuck-chip']")
        ]
        assert chips == ["Alles 2", "Wacht op antwoord 1", "Afgesproken 1"]
        assert titles(client, f"{ALL}?hoe=waiting") == [Knelpunt.objects.get(pk=waits).title]
        assert titles(client, f"{ALL}?hoe={RegisterState.AGREED}") == [another().title]
        assert len(titles(client, f"{ALL}?hoe=iets")) == 2

    def test_by_a_word(self, client: Client, public: Public) -> None:
        public()
        public(told=another())
        assert titles(client, f"{ALL}?zoek=bus") == [another().title]
        assert titles(client, f"{ALL}?zoek=olifant") == []

    def test_page_by_page(self, client: Client, public: Public) -> None:
        for n in range(7):
            public(told=another(f"Punt {n}"))
        first = page(client, f"{ALL}?zoek=punt")
        assert len(titles(client, f"{ALL}?zoek=punt")) == 6
        [onward] = first.xpath("//a[@rel='next']/@href")
        assert len(titles(client, onward)) == 1

    def test_of_the_municipality_in_the_address(self, client: Client, public: Public) -> None:
        public()
        Municipality.objects.get_or_create(code="GM9902", defaults={"name": "Vennerhout"})
        assert titles(client, f"{ALL}?gemeente={LINDEWAARD}") == [HELP_AT_HOME.title]
        assert titles(client, f"{ALL}?gemeente=GM9902") == []
        assert titles(client, f"{ALL}?gemeente=iets") == [HELP_AT_HOME.title]


class TestMeToo:
    """ "Dit hindert mij ook": one press, and nobody has to be anybody for it."""

    def test_a_press_without_a_name_counts_at_its_knelpunt_and_leaves_no_dossier(
        self, client: Client, public: Public
    ) -> None:
        number = public()
        [form] = page(client, point(number)).xpath("//form[contains(@action, '/ook/')]")
        assert client.post(form.get("action")).status_code == 302
        ticket = Ticket.objects.get()
        assert (ticket.knelpunt_id, ticket.words, ticket.wants_answer) == (number, "", False)
        assert not Hindrance.objects.exists()

    @pytest.mark.proves("S0-20", "the same in one more life opens what was called solved")
    def test_one_more_who_presses_opens_what_was_called_solved(
        self, client: Client, public: Public, on: Moment
    ) -> None:
        number = public()
        Knelpunt.objects.filter(pk=number).update(
            state=RegisterState.SOLVED, waiting_since=None, answer="Het is geregeld.",
            answered_on=on.day,
        )  # fmt: skip
        client.post(f"{point(number)}ook/")
        seen_to(Ticket.objects.get().pk, on)
        assert "Weer open" in page(client, point(number)).text_content()

    def test_from_one_address_so_many_an_hour_and_then_it_asks_to_come_later(
        self, client: Client, public: Public
    ) -> None:
        number = public()
        with override_settings(DOORS={"press": (2, 100)}):
            answers = [client.post(f"{point(number)}ook/").status_code for _ in range(3)]
        assert answers == [302, 302, 429]
        assert Ticket.objects.count() == 2

    def test_where_a_story_is_open_it_lies_in_that_story(
        self, client: Client, public: Public, on: Moment
    ) -> None:
        number, subject = public(), tell(LINDEWAARD, on)
        session = client.session
        session[SUBJECT_IN_SESSION] = str(subject)
        session.save()
        shown = page(client, point(number))
        [form] = shown.xpath("//form[.//input[@name='of']]")
        assert not shown.xpath("//form[contains(@action, '/ook/')]")
        sent = {"at": "page", "of": str(number), "shown_for": mark_shown(client, point(number))}
        assert client.post(form.get("action"), sent).status_code == 302
        hers = Hindrance.objects.get()
        assert hers.resident_id == subject
        assert Ticket.objects.get(pk=hers.ticket).knelpunt_id == number


def test_what_people_say_of_the_answer_stands_apart_and_is_nobodys(
    client: Client, desk: Desks, public: Public, on: Moment
) -> None:
    number = public(told=replace(HELP_AT_HOME, title="Anders"))
    decided(number, desk, on=on)
    ticket = pressed(number, on=on)
    tickets.say_solved(ticket=ticket, heard=Solved.HALF, words="Een half jaar is kort.", on=on)
    seen_to(ticket, on)
    [said] = page(client, point(number)).xpath("//ul[@class='stuck-said']/li/p[1]")
    assert said.text_content() == "“Een half jaar is kort.”"
