# SPDX-License-Identifier: EUPL-1.2
"""Small meetings: who is asked, what is on the agenda, and one result an item."""

from datetime import time, timedelta
from typing import Any

import pytest

from meedoen.journeys import deciding
from meedoen.journeys.deciding import ItemResult
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.recommending.operations import NoReason
from meedoen.knelpunten.register import queries as register
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.states import RecommendationState, RegisterState, Station
from meedoen.knelpunten.told import StillRecognisable
from meedoen.network import operations, queries
from meedoen.network.meetings import CannotMeet, ItemKind, MeetingTold
from meedoen.network.models import AgendaItem, Meeting
from tests.knelpunten.worlds import (
    LINDEWAARD,
    NO,
    NOW,
    YES,
    Desks,
    desks,
    entered,
    improving,
    later,
)

pytestmark = pytest.mark.django_db
TOLD = MeetingTold("Netwerk Meedoen", later(7).day, time(13, 30), "De Open Kamer")


@pytest.fixture
def desk() -> Desks:
    return desks()


def called(desk: Desks, told: MeetingTold = TOLD) -> int:
    with improving(desk.policy):
        return operations.call_meeting(told=told, municipality=LINDEWAARD, by=desk.policy, on=NOW)


def laid(desk: Desks, meeting: int, words: str = "Spreek een proeftijd af.") -> tuple[int, int]:
    """Propose something about a new knelpunt and lay it before a meeting: knelpunt and item."""
    number = entered(desk.team)
    with improving(desk.house):
        told: dict[str, Any] = {"by": desk.house, "on": NOW}
        made = recommending.propose(knelpunt_id=number, words=words, **told)
        return number, deciding.lay_before(recommendation_id=made, meeting_id=meeting, **told)


def test_a_meeting_has_a_day_a_place_and_who_is_asked(desk: Desks) -> None:
    number = called(desk)
    assert called(desk) == number
    assert desk.house.team_id is not None
    with improving(desk.policy):
        told: dict[str, Any] = {"meeting_id": number, "by": desk.policy, "on": NOW}
        operations.ask_to_meeting(team_id=desk.house.team_id, **told)
        operations.ask_to_meeting(team_id=desk.house.team_id, **told)
    with improving(desk.volunteer):
        found = queries.meeting(number)
    assert (found.line.day, found.line.place) == (TOLD.day, "De Open Kamer")
    assert [name for _, name in found.guests] == ["Beleid, Beleid", "Open Kamer, Open Kamer"]
    with improving(desk.policy):
        operations.ask_to_meeting(team_id=desk.house.team_id, asked=False, **told)
        assert len(queries.meeting(number).guests) == 1


def test_meetings_to_come_stand_apart_from_those_that_were(desk: Desks) -> None:
    soon, last = called(desk), called(desk, MeetingTold("Eerder", (NOW - timedelta(days=9)).day))
    with improving(desk.house):
        assert [one.pk for one in queries.meetings(LINDEWAARD, on=NOW.day)] == [soon]
        assert [one.pk for one in queries.meetings(LINDEWAARD, on=NOW.day, before=True)] == [last]
        assert queries.meetings(LINDEWAARD, on=NOW.day, skip=1) == []


def test_a_meeting_can_be_moved_and_called_off_and_on_again(desk: Desks) -> None:
    number = called(desk)
    with improving(desk.policy):
        told: dict[str, Any] = {"meeting_id": number, "by": desk.policy, "on": NOW}
        operations.change_meeting(told=MeetingTold("Netwerk", later(9).day), **told)
        operations.cancel_meeting(**told)
        assert queries.meeting(number).line.cancelled
        with pytest.raises(CannotMeet, match="gaat niet door"):
            operations.add_item(kind=ItemKind.KNELPUNT, number=entered(desk.team), **told)
    with improving(desk.policy):
        operations.cancel_meeting(back=True, **told)
        found = queries.meeting(number).line
    assert (found.title, found.day, found.cancelled) == ("Netwerk", later(9).day, False)


@pytest.mark.parametrize("title", ["", " ", "\u200b"])
def test_a_meeting_without_a_name_is_refused(desk: Desks, title: str) -> None:
    with pytest.raises(CannotMeet):
        called(desk, MeetingTold(title, TOLD.day))


@pytest.mark.proves("S4-19", "a recommendation goes to a meeting and comes back with a decision")
@pytest.mark.proves("S0-14", "linked to a meeting")
def test_what_is_decided_at_a_meeting_stands_at_the_knelpunt_too(desk: Desks) -> None:
    meeting = called(desk)
    number, item = laid(desk, meeting)
    with improving(desk.policy, later(7)):
        assert queries.meeting(meeting).without_result == 1
        deciding.write_result(
            item_id=item, result=ItemResult("Allebei de wetten kloppen.", YES),
            by=desk.policy, on=later(7),
        )  # fmt: skip
        found = register.point(number)
        shown = queries.meeting(meeting).items[0]
    assert found.point.state is RegisterState.AGREED
    assert [line.words for line in found.way if line.kind is Station.SCHEDULED] == [
        "Netwerk Meedoen, 30 november 2026"
    ]
    assert (shown.state, shown.result) == (
        RecommendationState.AGREED, "Allebei de wetten kloppen.",
    )  # fmt: skip


def test_what_was_talked_about_without_a_decision_can_come_back(desk: Desks) -> None:
    first, then = called(desk), called(desk, MeetingTold("Vervolg", later(30).day))
    number, item = laid(desk, first)
    with improving(desk.policy):
        told: dict[str, Any] = {"by": desk.policy, "on": NOW}
        deciding.write_result(item_id=item, result=ItemResult("Nog niet uit."), **told)
        recommendation = queries.item(item)[1].recommendation_id
        assert recommendation is not None
        again = deciding.lay_before(recommendation_id=recommendation, meeting_id=then, **told)
        with pytest.raises(CannotMeet, match="al over gesproken"):
            deciding.take_off(item_id=item, **told)
        deciding.write_result(item_id=again, result=ItemResult("Het kan niet.", NO), **told)
        assert register.point(number).point.state is RegisterState.DECLINED


@pytest.mark.parametrize(
    ("result", "why"),
    [
        (ItemResult(" "), CannotMeet),
        (ItemResult("Mevrouw Jansen was er ook."), StillRecognisable),
        (ItemResult("Besproken.", YES.__class__(False, "het college", "")), NoReason),
    ],
)
def test_half_a_result_keeps_nothing(desk: Desks, result: ItemResult, why: type[Exception]) -> None:
    number, item = laid(desk, called(desk))
    with improving(desk.policy):
        with pytest.raises(why):
            deciding.write_result(item_id=item, result=result, by=desk.policy, on=NOW)
        assert queries.item(item)[1].result == ""
        assert register.point(number).proposals[0].state is RecommendationState.SCHEDULED


def test_an_item_gets_one_result_and_the_agenda_keeps_its_order(desk: Desks) -> None:
    meeting = called(desk)
    number, item = laid(desk, meeting)
    with improving(desk.policy):
        told: dict[str, Any] = {"by": desk.policy, "on": NOW}
        second = operations.add_item(
            meeting_id=meeting, kind=ItemKind.KNELPUNT, number=number, **told
        )
        assert second == operations.add_item(
            meeting_id=meeting, kind=ItemKind.KNELPUNT, number=number, **told
        )
        assert [one.pk for one in queries.meeting(meeting).items] == [item, second]
        deciding.write_result(item_id=second, result=ItemResult("Gehoord."), **told)
        with pytest.raises(CannotMeet, match="staat al"):
            deciding.write_result(item_id=second, result=ItemResult("Anders."), **told)
        deciding.take_off(item_id=item, **told)
        assert [one.pk for one in queries.meeting(meeting).items] == [second]
        proposal = register.point(number).proposals[0]
        assert proposal.state is RecommendationState.PROPOSED
        with pytest.raises(NotFromHere):
            recommending.discuss(recommendation_id=proposal.pk, words="Nee.", **told)


def test_another_municipality_finds_no_meeting(desk: Desks) -> None:
    meeting = called(desk)
    _, item = laid(desk, meeting)
    with improving(desk.elsewhere):
        assert queries.meetings(LINDEWAARD, on=NOW.day) == []
        with pytest.raises(Meeting.DoesNotExist):
            queries.meeting(meeting)
        with pytest.raises(AgendaItem.DoesNotExist):
            queries.item(item)
        with pytest.raises(CannotMeet):
            operations.call_meeting(told=TOLD, municipality=LINDEWAARD, by=desk.elsewhere, on=NOW)
