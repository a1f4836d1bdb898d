# SPDX-License-Identifier: EUPL-1.2
"""A word that is misspelt, or written as it sounds, is taken for the word it may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.lexicon.spelling import LONGEST_WORD, known_words, sound, words_of

KNOWN = known_words(
    dict.fromkeys(("koken", "fietsen", "vrijwilliger", "schilderen", "eten", "computer", "kat"), 1)
    | {"feest": 1, "fiets": 5, "przyjaciele": 1}
)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Collega’s, één café!", ["collegas", "een", "cafe"]),
        ("met mekaar ett'n", ["met", "mekaar", "etten"]),
        ("Шити та вʼязати", ["shyty", "ta", "viazaty"]),
        ("Łódź ığdır ß", ["lodz", "igdir", "ss"]),
        ("repair-café 60+", ["repair", "cafe", "60"]),
        ("a" * (LONGEST_WORD + 1) + " b", ["b"]),
        ("", []),
    ],
)
def test_words_are_made_plain_in_any_script(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fiets", "fijts"),
        ("koffie", "kovvie"),
        ("huis", "hoes"),
        ("computer", "komputer"),
        ("vrijwilliger", "freiwilliger"),
        ("koud", "kout"),
    ],
)
def test_what_sounds_the_same_is_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kooken", "koken"),
        ("fitsen", "fietsen"),
        ("vreiwiliger", "vrijwilliger"),
        ("komputer", "computer"),
        ("comptuer", "computer"),
        ("ettn", "eten"),
        ("przyjaciol", "przyjaciele"),
    ],
)
def test_a_misspelt_word_is_taken_for_the_known_one(typed: str, meant: str) -> None:
    guess = KNOWN.guess(typed)
    assert guess is not None
    assert guess[0] == meant
    assert 0.5 < guess[1] < 1


def test_of_words_that_are_as_near_the_one_that_is_used_most_is_taken() -> None:
    guess = KNOWN.guess("fiest")
    assert guess is not None
    assert guess[0] == "fiets"


@pytest.mark.parametrize("typed", ["kar", "zzzzzz", "hottub", "", "ka"])
def test_a_word_that_is_like_none_is_left_alone(typed: str) -> None:
    assert KNOWN.guess(typed) is None


@given(st.text(max_size=60))
def test_words_are_plain_already_when_read_again(text: str) -> None:
    words = words_of(text)
    assert all(0 < len(word) <= LONGEST_WORD for word in words)
    assert all(word == "".join(words_of(word)) for word in words)
    assert all(KNOWN.guess(word) == KNOWN.guess(word) for word in words)
