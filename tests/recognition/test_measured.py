# SPDX-License-Identifier: EUPL-1.2
"""What is found in our own texts is what the documentation says, and nothing is found in decoys."""

import re
from functools import cache
from pathlib import Path

import pytest

from meedoen.recognition.finds import find
from tests.recognition.measuring import (
    KEPT_APART,
    ROUNDS,
    Measured,
    casus_texts,
    measured,
    unmarked,
)

DOCUMENT = Path(__file__).parents[2] / "docs/explanation/recognition.md"
DECOYS = [
    line
    for line in (Path(__file__).parent / "decoys.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
LETTERS_OF_A_WORD = re.compile(r"\w")


@cache
def of(rounds: tuple[str, ...]) -> Measured:
    return measured(casus_texts(rounds), lambda text: [(one.start, one.end) for one in find(text)])


def documented(row: str) -> list[float]:
    """The figures that the documentation gives in a row of its table."""
    (line,) = (
        line
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| {row} |")
    )
    return [float(figure) for figure in re.findall(r"\d+\.\d+", line)]


def test_there_are_three_hundred_texts_and_ninety_of_them_are_kept_apart() -> None:
    assert len(list(casus_texts())) >= 300
    assert len(list(casus_texts(KEPT_APART))) >= 90


@pytest.mark.proves("S0-13", "measured on texts that were kept apart")
def test_no_less_is_found_in_the_texts_kept_apart_than_the_documentation_says() -> None:
    caught, touched, false_alarms = documented("Kept apart")
    found = of(KEPT_APART)
    assert found.recall >= caught
    assert found.touched >= touched
    assert found.false_alarms_a_text <= false_alarms


def test_no_less_is_found_in_the_other_texts_than_the_documentation_says() -> None:
    caught, touched, false_alarms = documented("The other rounds")
    others = tuple(
        path.name for path in sorted(ROUNDS.glob("*.txt")) if path.name not in KEPT_APART
    )
    found = of(others)
    assert found.recall >= caught
    assert found.touched >= touched
    assert found.false_alarms_a_text <= false_alarms


def test_hardly_a_find_runs_on_beside_what_tells() -> None:
    found = of(KEPT_APART)
    assert len(found.too_long) <= len(found.caught) / 19


@pytest.mark.parametrize("decoy", DECOYS)
def test_a_sentence_in_which_nothing_tells_is_left_in_peace(decoy: str) -> None:
    assert find(decoy) == ()


@pytest.mark.parametrize("decoy", DECOYS[::7])
def test_a_sentence_in_which_nothing_tells_adds_nothing_to_a_text(decoy: str) -> None:
    text = "Mevrouw Postma woont boven de bakker."
    assert find(f"{text} {decoy}") == find(text)


def test_a_detail_counts_as_caught_from_half_of_it_on_and_as_touched_from_any() -> None:
    (text,) = [unmarked("one", "Zij is {job|palingroker} in {place|Veendam}.")]
    half = measured([text], lambda _: [(7, 13), (22, 23)])
    assert (half.recall, half.touched) == (0.5, 1.0)
    assert half.missed == (("place", "Veendam"),)


def test_a_find_beside_all_that_was_planted_is_a_false_alarm() -> None:
    text = unmarked("one", "Zij is {job|palingroker}, en dat al heel lang en heel graag.")
    off = measured([text], lambda _: [(0, 3), (7, 40)])
    assert off.false_alarms == (("one", "Zij"),)
    assert off.too_long == (("one", "palingroker, en dat al heel lang "),)
    assert off.false_alarms_a_text == 1.0
    assert off.of_kind("job") == (1, 1)


def test_no_text_is_written_twice_and_each_holds_words() -> None:
    texts = [one.text for one in casus_texts()]
    assert len(set(texts)) == len(texts)
    assert all(LETTERS_OF_A_WORD.search(text) for text in texts)
