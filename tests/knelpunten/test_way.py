# SPDX-License-Identifier: EUPL-1.2
"""The way of a knelpunt: each line says what happened, on which day, in whose name, in which words.

Of what came by itself, or from who pressed, nobody is named.
"""

from dataclasses import replace
from typing import Any

import pytest

from meedoen.knelpunten.casus import operations as casus
from meedoen.knelpunten.consulting import operations as consulting
from meedoen.knelpunten.consulting.operations import WhatWasSaid
from meedoen.knelpunten.models import Knelpunt, RegisterLine
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.register.lines import LONGEST, by_team
from meedoen.knelpunten.states import RegisterState, Solved, Station
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.privacy.decision import Viewer
from tests.knelpunten.test_casus import TOLD as CASUS
from tests.knelpunten.worlds import (
    LINDEWAARD,
    MACHINE,
    YES,
    Desks,
    another,
    desks,
    entered,
    later,
    pressed,
)

pytestmark = pytest.mark.django_db
Line = tuple[Station, str, str, int]


@pytest.fixture
def desk() -> Desks:
    return desks()


def lines(knelpunt: int) -> list[Line]:
    """Give each line of a way: what, in which words, by which team, and after how many days."""
    rows = RegisterLine.objects.filter(knelpunt=knelpunt).order_by("pk")
    return [
        (Station(row.kind), row.words, row.by_team, (row.on_day - later(0).day).days)
        for row in rows
    ]


def at(viewer: Viewer, days: int) -> dict[str, Any]:
    return {"by": viewer, "on": later(days)}


def test_what_is_proposed_asked_and_decided_stands_on_the_way(desk: Desks) -> None:
    number = entered(desk.team)
    house, policy = by_team(desk.house), by_team(desk.policy)
    register.make_public(knelpunt_id=number, **at(desk.policy, 1))
    made = recommending.propose(knelpunt_id=number, words="Probeer het.", **at(desk.house, 2))
    row: dict[str, Any] = {"recommendation_id": made}
    consulting.lay_before_everybody(
        words="Zou jij dit willen?", last_day=later(9).day, **row, **at(desk.policy, 3)
    )
    said = WhatWasSaid(advice="Doe het.", advised_by="de adviesraad")
    consulting.write_down(said=said, **row, **at(desk.house, 4))
    recommending.schedule(meeting="Netwerk Meedoen", **row, **at(desk.policy, 5))
    recommending.discuss(words="Allebei klopt.", **row, **at(desk.house, 6))
    recommending.decide(decision=YES, **row, **at(desk.policy, 7))
    recommending.realise(words="Het geldt nu.", **row, **at(desk.house, 8))
    register.ask_again(knelpunt_id=number, because="Het hielp niet.", **at(desk.policy, 9))
    other = recommending.propose(knelpunt_id=number, words="Of zo.", **at(desk.house, 10))
    recommending.withdraw(recommendation_id=other, **at(desk.policy, 11))
    assert lines(number) == [
        (Station.ENTERED, "", by_team(desk.team), 0),
        (Station.MADE_PUBLIC, "", policy, 1),
        (Station.PROPOSED, "Probeer het.", house, 2),
        (Station.LAID_BEFORE, "Tot en met 2 december 2026.", policy, 3),
        (Station.ADVISED, "de adviesraad", house, 4),
        (Station.SCHEDULED, "Netwerk Meedoen", policy, 5),
        (Station.DISCUSSED, "Allebei klopt.", house, 6),
        (Station.AGREED, f"het college: {YES.words}", policy, 7),
        (Station.REALISED, "Het geldt nu.", house, 8),
        (Station.REOPENED, "Het hielp niet.", policy, 9),
        (Station.PROPOSED, "Of zo.", house, 10),
        (Station.WITHDRAWN, "Of zo.", policy, 11),
    ]


def test_on_which_desk_it_lay_and_what_it_went_on_as_stands_on_the_way(desk: Desks) -> None:
    one, other = entered(desk.team, code="K06"), entered(desk.team, told=another())
    house, policy = by_team(desk.house), by_team(desk.policy)
    entered(desk.house, later(1), code="K06")
    assert desk.house.team_id is not None
    register.hand_on(knelpunt_id=one, team_id=desk.house.team_id, **at(desk.policy, 2))
    register.take(knelpunt_id=one, **at(desk.house, 3))
    register.make_public(knelpunt_id=one, **at(desk.house, 4))
    register.take_from_public(knelpunt_id=one, because="Dubbel.", **at(desk.policy, 5))
    register.join(knelpunt_id=one, into_id=other, **at(desk.house, 6))
    assert lines(one)[1:] == [
        (Station.CAME_AGAIN, "", house, 1),
        (Station.HANDED_ON, "", policy, 2),
        (Station.MADE_PUBLIC, "", house, 4),
        (Station.TAKEN_BACK, "Dubbel.", policy, 5),
        (Station.JOINED, another().title, house, 6),
    ]
    assert lines(other)[1:] == [(Station.CAME_AGAIN, "", house, 6)]


def test_what_was_decided_of_one_stands_on_the_way_of_the_other_as_it_was_written(
    desk: Desks,
) -> None:
    one, other = entered(desk.team), entered(desk.team, told=another())
    for number, words in enumerate(("Eerst dit.", "Dan dat.")):
        made = recommending.propose(knelpunt_id=one, words=words, **at(desk.house, number))
        row: dict[str, Any] = {"recommendation_id": made}
        recommending.schedule(meeting="Netwerk", **row, **at(desk.policy, number))
        recommending.discuss(words="Besproken.", **row, **at(desk.policy, number))
        decision = replace(YES, agreed=number == 0, words=words)
        recommending.decide(decision=decision, **row, **at(desk.policy, number))
        if number == 0:
            recommending.realise(words="Gedaan.", **row, **at(desk.house, number))
    register.join(knelpunt_id=one, into_id=other, **at(desk.team, 9))
    policy, house = by_team(desk.policy), by_team(desk.house)
    assert lines(other)[1:] == [
        (Station.CAME_AGAIN, "", by_team(desk.team), 9),
        (Station.AGREED, "het college: Eerst dit.", policy, 0),
        (Station.REALISED, "Gedaan.", house, 0),
        (Station.DECLINED, "het college: Dan dat.", policy, 1),
    ]


def test_what_follows_from_who_pressed_is_of_nobody(desk: Desks) -> None:
    number = entered(desk.team)
    _solved(number, desk)
    before = len(lines(number))
    first, then = pressed(number, on=later(3)), pressed(number)
    tickets.see_to(ticket=first, by=MACHINE, on=later(4))
    _solved(number, desk)
    tickets.see_to(ticket=then, by=MACHINE, on=later(5))
    assert [line for line in lines(number)[before:] if line[2] == ""] == [
        (Station.CAME_AGAIN, "", "", 4),
        (Station.REOPENED, "Dezelfde botsing kwam terug.", "", 4),
        (Station.CAME_AGAIN, "", "", 5),
        (Station.REOPENED, "Dezelfde botsing kwam terug.", "", 5),
    ]


def test_what_somebody_who_pressed_says_of_it_is_of_nobody(desk: Desks) -> None:
    number = entered(desk.team)
    _solved(number, desk)
    before, ticket = len(lines(number)), pressed(number)
    for days, (heard, words) in enumerate([(Solved.HALF, "Het is kort."), (Solved.NO, "")]):
        tickets.say_solved(ticket=ticket, heard=heard, words=words, on=later(days))
        tickets.see_to(ticket=ticket, by=MACHINE, on=later(days))
    tickets.note_told(ticket=ticket, by=MACHINE, on=later(7))
    assert lines(number)[before:] == [
        (Station.ASKED_BACK, "Het is kort.", "", 0),
        (Station.ASKED_BACK, Solved.NO.label, "", 1),
        (Station.REOPENED, "Iemand die dit meldde, zegt dat het nog hindert.", "", 1),
        (Station.TOLD, "", "", 7),
    ]


def _solved(number: int, desk: Desks) -> None:
    """Let a knelpunt be called solved, whatever came before."""
    Knelpunt.objects.filter(pk=number).update(
        state=RegisterState.SOLVED, waiting_since=None, answer="Gedaan.", answered_on=later(0).day
    )


def test_a_casus_that_is_shared_stands_on_the_way_by_who_shared_it(desk: Desks) -> None:
    number = entered(desk.team)
    begun: dict[str, Any] = {
        "casus_id": casus.begin(
            told=CASUS, municipality=LINDEWAARD, knelpunt_id=number, **at(desk.team, 0)
        )
    }
    assert desk.house.account_id is not None
    casus.ask_reader(
        reader_id=desk.house.account_id, argued={}, places=(), **begun, **at(desk.team, 1)
    )
    casus.share(places=(), **begun, **at(desk.house, 2))
    assert lines(number)[1:] == [(Station.CASUS, CASUS.title, by_team(desk.house), 2)]


def test_a_line_is_no_longer_than_a_text_may_be_and_holds_no_bsn(desk: Desks) -> None:
    number = entered(desk.team)
    made = recommending.propose(knelpunt_id=number, words="Doe iets.", **at(desk.house, 0))
    meeting = "Over 111222333 " + "en verder " * 600
    recommending.schedule(recommendation_id=made, meeting=meeting, **at(desk.policy, 0))
    words = lines(number)[-1][1]
    assert len(words) == LONGEST
    assert "111222333" not in words
