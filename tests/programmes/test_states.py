# SPDX-License-Identifier: EUPL-1.2
"""How far an action is: it can always go on, and what is over says why, or what came of it."""

import pytest

from meedoen.programmes.states import MOVES, OVER, ActionState, must_say

PLANNED, GOING, DONE, STOPPED = ActionState


def test_from_every_state_an_action_can_go_on() -> None:
    assert set(MOVES) == set(ActionState)
    for origin, ways in MOVES.items():
        assert ways
        assert origin not in ways


def test_every_state_can_be_undone() -> None:
    """Who pressed the wrong button finds a way back; what began is never planned by accident."""
    for origin, ways in MOVES.items():
        for to in ways:
            assert origin in MOVES[to] or (origin is PLANNED and to is STOPPED)
    assert PLANNED in MOVES[STOPPED]


def test_nothing_is_done_that_never_began() -> None:
    assert DONE not in MOVES[PLANNED]
    assert DONE not in MOVES[STOPPED]


@pytest.mark.parametrize(
    ("to", "began", "said"),
    [
        (DONE, True, ("came_of_it",)),
        (STOPPED, True, ("reason", "came_of_it")),
        (STOPPED, False, ("reason",)),
        (GOING, True, ()),
        (GOING, False, ()),
        (PLANNED, True, ()),
    ],
)
def test_what_is_over_says_why_or_what_came_of_it(
    to: ActionState, began: bool, said: tuple[str, ...]
) -> None:
    assert must_say(to, began=began) == said


def test_each_state_has_a_word_of_its_own() -> None:
    assert [state.label for state in ActionState] == ["Gepland", "Bezig", "Klaar", "Gestopt"]
    assert {state for state in ActionState if state.is_over} == OVER == {DONE, STOPPED}
