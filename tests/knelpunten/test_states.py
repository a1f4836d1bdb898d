# SPDX-License-Identifier: EUPL-1.2
"""What may follow what, over every state: no answer is lost, and none comes from nowhere."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.knelpunten.kinds import KnelpuntType, PressedAt, State
from meedoen.knelpunten.states import (
    MOVES,
    CasusState,
    RecommendationState,
    RegisterState,
    Solved,
    Station,
    WayPoint,
    Worked,
    after_deciding,
    after_hearing,
    comes_back,
    waits_too_long,
    way_point,
)

STATES = st.sampled_from(RegisterState)
OTHERS = st.lists(st.sampled_from(RecommendationState), max_size=4)


def ways_from(start: RecommendationState) -> set[RecommendationState]:
    found, todo = {start}, [start]
    while todo:
        for to in MOVES[todo.pop()] - found:
            found.add(to)
            todo.append(to)
    return found


def test_every_state_of_a_recommendation_is_reached_from_a_proposal() -> None:
    assert ways_from(RecommendationState.PROPOSED) == set(RecommendationState)


def test_no_decision_is_taken_without_a_meeting_that_talked_about_it() -> None:
    for state, to in MOVES.items():
        if {RecommendationState.AGREED, RecommendationState.DECLINED} & to:
            assert state is RecommendationState.DISCUSSED


def test_what_is_on_an_agenda_can_wait_and_what_was_talked_about_can_come_back() -> None:
    state = RecommendationState
    assert MOVES[state.SCHEDULED] == {state.PROPOSED, state.DISCUSSED}
    assert state.SCHEDULED in MOVES[state.DISCUSSED]


@given(STATES, st.sampled_from(RecommendationState), OTHERS)
def test_what_decides_nothing_leaves_a_knelpunt_as_it_stands(
    now: RegisterState, to: RecommendationState, others: list[RecommendationState]
) -> None:
    state = RecommendationState
    if to not in (state.AGREED, state.DECLINED, state.REALISED):
        assert after_deciding(now, to, others) is now


@pytest.mark.parametrize(
    ("now", "proposed", "told", "point"),
    [
        (RegisterState.WAITING, [], False, WayPoint.ENTERED),
        (RegisterState.WAITING, [RecommendationState.PROPOSED], False, WayPoint.PROPOSED),
        (RegisterState.WAITING, [RecommendationState.SCHEDULED], False, WayPoint.AT_A_MEETING),
        (RegisterState.WAITING, [RecommendationState.DISCUSSED], True, WayPoint.AT_A_MEETING),
        (RegisterState.WAITING, [RecommendationState.DECLINED], True, WayPoint.ENTERED),
        (RegisterState.AGREED, [RecommendationState.SCHEDULED], False, WayPoint.DECIDED),
        (RegisterState.HALF, [], True, WayPoint.TOLD),
    ],
)
def test_how_far_a_knelpunt_is_on_its_way_follows_from_how_it_stands_today(
    now: RegisterState, proposed: list[RecommendationState], told: bool, point: WayPoint
) -> None:
    assert way_point(now, proposed, told=told) is point


def test_what_is_over_moves_no_more_and_what_is_open_can() -> None:
    assert all(state.is_open == bool(MOVES[state]) for state in RecommendationState)


@given(STATES, OTHERS)
def test_a_yes_is_agreed_and_what_is_done_is_solved_when_nothing_else_is_still_to_do(
    now: RegisterState, others: list[RecommendationState]
) -> None:
    assert after_deciding(now, RecommendationState.AGREED, others) is RegisterState.AGREED
    done = after_deciding(now, RecommendationState.REALISED, others)
    still = RecommendationState.AGREED in others
    assert done is (RegisterState.AGREED if still else RegisterState.SOLVED)


@given(STATES, OTHERS)
def test_a_no_never_takes_an_answer_away(
    now: RegisterState, others: list[RecommendationState]
) -> None:
    then = after_deciding(now, RecommendationState.DECLINED, others)
    if now.is_answered or any(one.is_open for one in others):
        assert then is now
    else:
        assert then is RegisterState.DECLINED


@given(STATES, st.sampled_from(Solved))
def test_what_residents_say_opens_or_halves_an_answer_and_makes_none(
    now: RegisterState, heard: Solved
) -> None:
    then = after_hearing(now, heard)
    if now in (RegisterState.WAITING, RegisterState.DECLINED):
        assert then is now
    elif heard is Solved.NO:
        assert then is RegisterState.WAITING
    elif heard is Solved.HALF:
        assert then is RegisterState.HALF
    else:
        assert then is now


def test_only_what_was_called_solved_or_half_solved_comes_back() -> None:
    assert [state for state in RegisterState if comes_back(state)] == [
        RegisterState.SOLVED, RegisterState.HALF,
    ]  # fmt: skip


def test_ninety_days_is_in_time_and_ninety_one_is_not() -> None:
    since = date(2026, 1, 1)
    assert not waits_too_long(since, on=since + timedelta(days=90))
    assert waits_too_long(since, on=since + timedelta(days=91))
    assert not waits_too_long(None, on=since)


@pytest.mark.parametrize(
    "kind",
    [
        *(RegisterState, RecommendationState, Solved, Station, WayPoint),
        *(CasusState, Worked, PressedAt, KnelpuntType),
    ],
)
def test_each_has_words_of_its_own(kind: type[RegisterState]) -> None:
    labels = [one.label for one in kind]
    assert len(set(labels)) == len(labels)
    assert all(label[0].isupper() or kind is PressedAt for label in labels)


def test_a_draft_says_whether_it_is_in_the_register() -> None:
    assert [one.label for one in State] == ["Concept", "In het register"]


def test_who_works_on_it_and_that_it_came_again_stay_among_colleagues() -> None:
    hidden = {one for one in Station if not one.for_everybody}
    assert hidden == {
        *(Station.HANDED_ON, Station.MADE_PUBLIC, Station.TAKEN_BACK),
        *(Station.CAME_AGAIN, Station.WITHDRAWN),
    }
