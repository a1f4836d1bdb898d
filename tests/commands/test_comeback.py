# SPDX-License-Identifier: EUPL-1.2
"""What ended is started again: at once, and slower when it ends at once again and again."""

import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.commands.comeback import OFTEN, SHORT, WAITS, Comeback, how_it_ended, said_of_an_end


def after(*lives: float) -> Comeback:
    comeback = Comeback()
    for lived in lives:
        comeback = comeback.after(lived)
    return comeback


def test_what_ended_once_is_started_again_at_once() -> None:
    assert after(3600).wait == 0
    assert after(0.1).wait == 0


def test_what_ends_at_once_again_and_again_waits_longer_and_longer() -> None:
    waits = [after(*[0.1] * times).wait for times in range(1, len(WAITS) + 3)]
    assert waits == [*WAITS, WAITS[-1], WAITS[-1]]
    assert waits == sorted(waits)


def test_who_lived_long_begins_anew() -> None:
    assert after(0.1, 0.1, 0.1, SHORT).wait == 0


@given(st.lists(st.floats(min_value=0, max_value=1e6), min_size=1))
def test_nobody_waits_longer_than_leaves_time_to_start_within_fifteen_seconds(
    lives: list[float],
) -> None:
    assert 0 <= after(*lives).wait <= 8


def test_after_a_few_times_somebody_is_told_to_look() -> None:
    few, often = after(*[0.1] * (OFTEN - 1)), after(*[0.1] * OFTEN)
    assert "look at what it said" not in said_of_an_end("worker", 7, 1, few)
    assert "4 times in a row: look at what it said above" in said_of_an_end("worker", 7, 1, often)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, "with exit code 0"),
        (3, "with exit code 3"),
        (-signal.SIGKILL, "by signal 9 (SIGKILL)"),
        (-signal.SIGSEGV, "by signal 11 (SIGSEGV)"),
        (-123, "by signal 123"),
    ],
)
def test_it_is_said_how_it_ended(code: int, words: str) -> None:
    assert how_it_ended(code) == words


def test_the_line_says_what_ended_how_and_when_it_comes_back() -> None:
    assert said_of_an_end("database", 12, -9, after(5)) == (
        "The database (process 12) ended by signal 9 (SIGKILL); started again now."
    )
    assert "started again in 0.5 s" in said_of_an_end("database", 12, -9, after(5, 5))
