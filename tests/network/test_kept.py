# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a meeting, who is asked and what stands on its agenda; and who did it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from meedoen.knelpunten.told import StillRecognisable
from meedoen.network import operations
from meedoen.network.meetings import CannotMeet, ItemKind, MeetingTold
from meedoen.network.models import AgendaItem, Meeting, MeetingGuest
from meedoen.network.operations import LONGEST
from meedoen.privacy.decision import Viewer
from meedoen.recognition.finds import find
from tests.knelpunten.worlds import (
    LINDEWAARD,
    NOW,
    VENNERHOUT,
    Desks,
    another,
    desks,
    entered,
    later,
)
from tests.signing import signs_before_it_writes

pytestmark = pytest.mark.django_db
TOLD = MeetingTold("Netwerk Meedoen", later(7).day, time(13, 30), "De Open Kamer")
OTHERWISE = MeetingTold("Vervolg", later(9).day, time(9), "Het gemeentehuis")
NAMED = "Sinds 3 maart is het anders."


@pytest.fixture
def desk() -> Desks:
    return desks()


def at(viewer: Viewer, days: int = 0) -> dict[str, Any]:
    return {"by": viewer, "on": later(days)}


def called(desk: Desks, told: MeetingTold = TOLD, town: str = LINDEWAARD) -> int:
    both = replace(desk.policy, municipalities=frozenset({LINDEWAARD, VENNERHOUT}))
    return operations.call_meeting(told=told, municipality=town, **at(both))


def put_on(desk: Desks, meeting: int, number: int) -> int:
    return operations.add_item(
        meeting_id=meeting, kind=ItemKind.KNELPUNT, number=number, **at(desk.policy)
    )


def row(meeting: int) -> Meeting:
    return Meeting.objects.get(pk=meeting)


def as_told(meeting: int) -> MeetingTold:
    found = row(meeting)
    return MeetingTold(found.title, found.day, found.begins, found.place)


def item(number: int) -> AgendaItem:
    return AgendaItem.objects.get(pk=number)


# Meetings.


def test_a_meeting_is_kept_as_it_was_called_and_who_calls_it_is_asked(desk: Desks) -> None:
    number = called(desk)
    assert as_told(number) == TOLD
    assert (row(number).municipality_id, row(number).team_id) == (LINDEWAARD, desk.policy.team_id)
    guest = MeetingGuest.objects.get()
    assert (guest.meeting_id, guest.team_id, guest.removed_on) == (
        number, desk.policy.team_id, None,
    )  # fmt: skip


def test_a_name_and_a_place_fit_where_they_are_kept_and_hold_no_bsn(desk: Desks) -> None:
    long = "Over 111222333 " + "en verder " * 30
    found = row(called(desk, replace(TOLD, title=long, place=long)))
    assert (len(found.title), len(found.place)) == (120, 160)
    assert "111222333" not in found.title + found.place


@pytest.mark.parametrize(
    "other", [replace(TOLD, title="Vervolg"), replace(TOLD, day=later(8).day), "town", "cancelled"]
)
def test_the_same_name_on_the_same_day_in_a_municipality_is_one_meeting(
    desk: Desks, other: MeetingTold | str
) -> None:
    number = called(desk)
    assert called(desk, replace(TOLD, place="Elders")) == number
    if other == "cancelled":
        operations.cancel_meeting(meeting_id=number, **at(desk.policy))
        assert called(desk) != number
    elif other == "town":
        assert called(desk, town=VENNERHOUT) != number
    else:
        assert isinstance(other, MeetingTold)
        assert called(desk, other) != number


@pytest.mark.parametrize(
    "by", [{"team_id": None}, {"municipalities": frozenset({VENNERHOUT})}], ids=["no team", "away"]
)
def test_a_meeting_is_called_by_a_team_that_works_here(desk: Desks, by: dict[str, Any]) -> None:
    with pytest.raises(CannotMeet, match="hoort bij een team"):
        operations.call_meeting(
            told=TOLD, municipality=LINDEWAARD, **at(replace(desk.policy, **by))
        )


def test_a_meeting_that_is_told_otherwise_is_that_one_alone(desk: Desks) -> None:
    number, other = called(desk), called(desk, replace(TOLD, title="Ander overleg"))
    operations.change_meeting(meeting_id=number, told=OTHERWISE, **at(desk.policy))
    assert as_told(number) == OTHERWISE
    assert as_told(other).day == TOLD.day
    with pytest.raises(CannotMeet, match="een naam"):
        operations.change_meeting(
            meeting_id=number, told=replace(TOLD, title=" "), **at(desk.policy)
        )


def test_a_meeting_is_called_off_on_a_day_and_on_again(desk: Desks) -> None:
    number, other = called(desk), called(desk, OTHERWISE)
    operations.cancel_meeting(meeting_id=number, **at(desk.policy, 2))
    assert [row(one).cancelled_on for one in (number, other)] == [later(2).day, None]
    operations.cancel_meeting(meeting_id=number, back=True, **at(desk.policy, 3))
    assert row(number).cancelled_on is None


def test_of_a_meeting_that_is_not_there_nothing_is_changed(desk: Desks) -> None:
    gone: dict[str, Any] = {"meeting_id": 0, **at(desk.policy)}
    with pytest.raises(Meeting.DoesNotExist):
        operations.change_meeting(told=TOLD, **gone)
    with pytest.raises(Meeting.DoesNotExist):
        operations.cancel_meeting(**gone)
    with pytest.raises(Meeting.DoesNotExist):
        operations.add_item(kind=ItemKind.KNELPUNT, number=entered(desk.team), **gone)


def test_who_is_asked_and_asked_no_more_is_that_team_for_that_meeting(desk: Desks) -> None:
    number, other = called(desk), called(desk, OTHERWISE)
    assert desk.house.team_id is not None
    ask: dict[str, Any] = {"team_id": desk.house.team_id, **at(desk.policy, 2)}
    for meeting in (number, other):
        operations.ask_to_meeting(meeting_id=meeting, **ask)
    operations.ask_to_meeting(meeting_id=number, asked=False, **ask)

    def asked() -> list[tuple[int, int, Any]]:
        rows = MeetingGuest.objects.order_by("pk")
        return [*rows.values_list("meeting", "team", "removed_on")]

    own, house = desk.policy.team_id, desk.house.team_id
    others = [(other, own, None), (other, house, None)]
    assert sorted(asked(), key=repr) == sorted(
        [(number, own, None), (number, house, later(2).day), *others], key=repr
    )
    operations.ask_to_meeting(meeting_id=number, **ask)
    assert [removed for _, _, removed in asked()] == [None] * 4


# Agendas.


def test_each_item_stands_behind_what_stood_there_also_when_that_was_taken_off(
    desk: Desks,
) -> None:
    meeting, other = called(desk), called(desk, OTHERWISE)
    numbers = [entered(desk.team, told=another(f"Dit hindert {n}")) for n in range(3)]
    elsewhere = [put_on(desk, other, number) for number in numbers]
    items = [put_on(desk, meeting, number) for number in numbers[:2]]
    assert [put_on(desk, meeting, number) for number in numbers[:2]] == items
    operations.remove_item(item_id=items[1], **at(desk.policy, 2))
    items.append(put_on(desk, meeting, numbers[2]))
    again = put_on(desk, meeting, numbers[1])
    assert again not in items, "what was taken off is put on anew"
    places = [item(one).position for one in (*items, again)]
    assert places == [1, 2, 3, 4]
    assert [item(one).position for one in elsewhere] == [1, 2, 3]
    assert [item(one).removed_on for one in items] == [None, later(2).day, None]
    assert [item(one).knelpunt_id for one in items] == numbers
    assert {item(one).meeting_id for one in items} == {meeting}


def test_nothing_is_put_on_the_agenda_of_a_meeting_that_is_called_off(desk: Desks) -> None:
    meeting, number = called(desk), entered(desk.team)
    operations.cancel_meeting(meeting_id=meeting, **at(desk.policy))
    with pytest.raises(CannotMeet, match="gaat niet door"):
        put_on(desk, meeting, number)


def test_what_came_of_an_item_is_kept_with_its_day_and_stays_on_the_agenda(desk: Desks) -> None:
    meeting, number = called(desk), entered(desk.team)
    one, other = put_on(desk, meeting, number), put_on(desk, meeting, entered(desk.team))
    keep: dict[str, Any] = {"item_id": one}
    operations.keep_result(words=" Gehoord, 111222333. ", **keep, **at(desk.policy, 7))
    assert item(one).result.startswith("Gehoord, ")
    assert "111222333" not in item(one).result
    assert (item(one).result_on, item(other).result_on) == (later(7).day, None)
    operations.keep_result(words="ja en verder " * 600, **keep, **at(desk.policy, 8))
    assert (len(item(one).result), item(one).result_on) == (4000, later(8).day)
    assert len(item(one).result) == LONGEST
    with pytest.raises(CannotMeet, match="al over gesproken"):
        operations.remove_item(item_id=one, **at(desk.policy))
    assert item(one).removed_on is None


def test_a_result_has_words_by_which_nobody_is_known_and_an_item_that_is_there(
    desk: Desks,
) -> None:
    keep: dict[str, Any] = {
        "item_id": put_on(desk, called(desk), entered(desk.team)), **at(desk.policy),
    }  # fmt: skip
    with pytest.raises(CannotMeet, match="wat er uitkwam"):
        operations.keep_result(words=" ", **keep)
    with pytest.raises(StillRecognisable):
        operations.keep_result(words=NAMED, **keep)
    operations.keep_result(words=NAMED, may_stay=[one.key for one in find(NAMED)], **keep)
    with pytest.raises(AgendaItem.DoesNotExist):
        operations.keep_result(words="Ja.", **{**keep, "item_id": 0})


def test_each_kind_of_item_has_its_word() -> None:
    assert [kind.label for kind in ItemKind] == ["Aanbeveling", "Casus", "Knelpunt"]


# Who did it, and in turn.

ACTS: dict[str, Callable[[Desks], tuple[Callable[..., object], dict[str, Any], str]]] = {
    "call": lambda d: (
        operations.call_meeting, {"told": TOLD, "municipality": LINDEWAARD},
        f"meetings of {LINDEWAARD}",
    ),
    "change": lambda d: (
        operations.change_meeting, {"meeting_id": called(d), "told": OTHERWISE}, "",
    ),
    "cancel": lambda d: (operations.cancel_meeting, {"meeting_id": called(d)}, ""),
    "ask": lambda d: (
        operations.ask_to_meeting, {"meeting_id": called(d), "team_id": d.house.team_id}, "",
    ),
    "add": lambda d: (
        operations.add_item,
        {"meeting_id": called(d), "kind": ItemKind.KNELPUNT, "number": entered(d.team)},
        "agenda ",
    ),
    "remove": lambda d: (
        operations.remove_item, {"item_id": put_on(d, called(d), entered(d.team))}, "",
    ),
    "keep": lambda d: (
        operations.keep_result,
        {"item_id": put_on(d, called(d), entered(d.team)), "words": "Gehoord."}, "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ACTS)
def test_who_does_something_with_a_meeting_is_kept_and_waits_for_who_does_the_same(
    desk: Desks, what: str
) -> None:
    act, told, turn = ACTS[what](desk)
    by = replace(desk.policy, label="Wie dit deed")
    said = signs_before_it_writes(lambda: act(**told, by=by, on=NOW), by=by, on=NOW)
    assert "meedoen.signed_by" in said[0]
    if turn:
        assert "pg_advisory_xact_lock" in said[1]
        assert turn in said[1]
