# SPDX-License-Identifier: EUPL-1.2
"""However much somebody types, a look at the options costs about what a page of words costs."""

import random
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.lexicon.text import sentences
from meedoen.lexicon.themes import LONGEST_WORD, load
from meedoen.matching import affinity
from meedoen.matching.affinity import MOST_LETTERS, MOST_SENTENCES, heard_of, understand
from meedoen.matching.proposal import Person
from meedoen.matching.scoring import rank
from meedoen.vocabulary.capacity import Capacity
from tests.matching.builders import TODAY, demonstration, demonstration_offers

drawn = random.Random(20_000)


def a_person(wish: str) -> Person:
    """Somebody who says this and nothing else."""
    return Person(wishes=(wish,), capacity=Capacity())


def letters(many: int) -> str:
    """A word of so many letters drawn at random."""
    return "".join(drawn.choices(ascii_lowercase, k=many))


OFFERS = demonstration_offers("GM9901")
A_PAGE = " ".join(letters(6) for _ in range(350))[:MOST_LETTERS]
LONG = {
    "one word of 20,000 letters": letters(20_000),
    "words of 80 letters": " ".join(letters(80) for _ in range(246)),
    "20,000 different letters and more": " ".join(letters(4) for _ in range(4_000)),
    "a thought of every word": ". ".join(letters(3) for _ in range(4_000)),
    "nothing but full stops": "a." * 10_000,
    "nothing but no": "niet " * 4_000,
    "no space anywhere": "a(b/" * 5_000,
}


def work(wish: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count the words that are brought to their stem, and thoughts and offers laid side by side."""
    counted = 0

    def counting(done):
        def instead(*given):
            nonlocal counted
            counted += 1
            return done(*given)

        return instead

    with monkeypatch.context() as patched:
        for name in ("stem", "hit", "dice"):
            patched.setattr(affinity, name, counting(getattr(affinity, name)))
        rank(a_person(wish), OFFERS, on=TODAY)
    return counted


@pytest.mark.parametrize("kind", LONG)
def test_a_very_long_wish_is_no_more_work_than_a_page(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ". ".join(A_PAGE[at : at + 80] for at in range(0, MOST_LETTERS, 80))
    assert work(LONG[kind], monkeypatch) <= 2 * work(page, monkeypatch)


@given(st.text(max_size=20_000), st.integers(1, 9))
def test_what_is_heard_is_a_page_of_what_was_said(said: str, times: int) -> None:
    text = said * times
    heard = heard_of(text)
    assert len(heard) <= MOST_SENTENCES
    assert sum(map(len, heard)) <= MOST_LETTERS
    assert heard == sentences(text)[: len(heard)] or len(text) > MOST_LETTERS
    assert all(one in text for one in heard)


def test_what_people_really_write_is_heard_whole() -> None:
    told = [words for story in demonstration("stories.yaml") for words in story["wishes"]]
    assert told
    for words in told:
        assert heard_of(words) == sentences(words)


def test_a_page_ends_at_a_whole_word() -> None:
    (heard,) = heard_of("moestuin " * 400)
    assert set(heard.split()) == {"moestuin"}
    assert MOST_LETTERS - len(heard) <= len("moestuin ")


def test_what_is_longer_than_any_word_is_none() -> None:
    (said,) = understand(f"tuinieren {'x' * (LONGEST_WORD + 1)}", load())
    assert len(said.stems) == 1


def test_who_says_nothing_that_can_be_heard_still_gets_open_doors() -> None:
    found = rank(a_person(LONG["one word of 20,000 letters"]), OFFERS, on=TODAY)
    assert [one.open_door for one in found].count(True) >= 2
