# SPDX-License-Identifier: EUPL-1.2
"""Dutch text as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.lexicon.text import clauses, dice, grams, normalised, sentences, stem, words


@pytest.mark.parametrize(
    ("written", "same_as"),
    [("gekookt", "koken"), ("hondjes", "hond"), ("getuinierd", "tuinieren"), ("katten", "kat")],
)
def test_an_inflected_word_has_the_stem_of_its_base(written: str, same_as: str) -> None:
    assert stem(written) == stem(same_as)


def test_accents_and_apostrophes_make_no_difference() -> None:
    assert normalised("Collega’s in het Café") == "collegas in het cafe"


def test_words_come_in_order_without_punctuation() -> None:
    assert words("Iets met hout, of zo!") == ["iets", "met", "hout", "of", "zo"]


def test_a_thought_ends_at_a_comma_or_at_maar() -> None:
    assert clauses("Koken, in de tuin maar niet alleen") == ["Koken", "in de tuin", "niet alleen"]


def test_a_quoted_sentence_keeps_its_own_words() -> None:
    assert sentences("Iets met hout. Of Klei?") == ["Iets met hout", "Of Klei"]


@given(st.text("abcdefgh", min_size=1, max_size=12), st.text("abcdefgh", min_size=1, max_size=12))
def test_likeness_is_symmetric_between_nought_and_one_and_full_for_the_same(a: str, b: str) -> None:
    def likeness(one: str, other: str) -> float:
        return dice(len(grams(one) & grams(other)), grams(one), grams(other))

    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, a) == 1
