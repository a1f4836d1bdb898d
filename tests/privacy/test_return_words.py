# SPDX-License-Identifier: EUPL-1.2
"""Return words are read as people write them down, and what cannot be read is asked about."""

import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.privacy import return_words
from meedoen.privacy.keys import NUMBER_OF_WORDS, WORDS, new_slip, return_words_of
from meedoen.privacy.return_words import UnreadableWords, read_return_words

FIVE = ("zwaan", "kers", "dijk", "paraplu", "zee")
RIGHT = " ".join(FIVE)

HONEST = [
    "Zwaan kers dijk paraplu zee.",
    "zwaan. kers. dijk. paraplu. zee",
    "1. zwaan 2. kers 3. dijk 4. paraplu 5. zee",
    "1) zwaan\n2) kers\n3) dijk\n4) paraplu\n5) zee",
    "a. zwaan b. kers c. dijk d. paraplu e. zee",
    "1e zwaan, 2e kers, 3e dijk, 4e paraplu, 5e zee",
    "①zwaan②kers③dijk④paraplu⑤zee",
    '"zwaan kers dijk paraplu zee"',
    "„zwaan” ‘kers’ «dijk» “paraplu” 'zee'",
    "zwaan\u200b kers dijk paraplu zee",
    "zwaan\u200bkers\u200bdijk\u200bparaplu\u200bzee",
    "\u202azwaan kers dijk paraplu zee\u202c",
    "\ufeffzwaan kers dijk\u2060 paraplu zee\u3164",
    "zwaan\u00a0kers\u2003dijk\u3000paraplu\tzee",
    "zwaan–kers—dijk-paraplu‑zee",
    "zwaan, kers, dijk, paraplu en zee",
    "zwaan; kers / dijk | paraplu + zee",
    "• zwaan • kers • dijk • paraplu • zee",
    "**zwaan** _kers_ `dijk` ~paraplu~ (zee)",
    "zwàan kèrs dijk paraplü zeë",
    "zwaa\u0301n kers dijk paraplu zee",
    "zwaan kers d\u0133k paraplu zee",
    "zwaan kers dyk paraplu zee",
    "zwaan kers d\u0131jk paraplu zee",
    "ZWAAN KERS DİJK PARAPLU ZEE",
    "ｚｗａａｎ ｋｅｒｓ ｄｉｊｋ ｐａｒａｐｌｕ ｚｅｅ",
    "ZwaanKersDijkParapluZee",
    "zwaankersdijkparapluzee",
    "zwaan kers dijk para-\nplu zee",
    "zwaan kers dijk para\u00adplu zee",
    "z w a a n  k e r s  d i j k  p a r a p l u  z e e",
    "Mijn woorden: zwaan kers dijk paraplu zee",
    "zwaan%20kers%20dijk%20paraplu%20zee",
    "zwaan&nbsp;kers&nbsp;dijk&nbsp;paraplu&nbsp;zee",
    f"{RIGHT}\n{RIGHT}",
    f"  {RIGHT}  \r\n",
]


@pytest.mark.parametrize("typed", HONEST)
def test_only_the_letters_count(typed: str) -> None:
    assert read_return_words(typed) == RIGHT


@given(
    st.lists(st.sampled_from(WORDS), min_size=NUMBER_OF_WORDS, max_size=NUMBER_OF_WORDS),
    st.text(st.characters(exclude_categories=["L", "Mn", "Me", "Cf"]), min_size=0, max_size=3),
    st.booleans(),
)
def test_whatever_is_no_letter_may_stand_between_or_be_left_out(
    words: list[str], between: str, upper: bool
) -> None:
    typed = between.join(words)
    assert read_return_words(typed.upper() if upper else typed) == " ".join(words)


@given(st.text(max_size=80))
def test_any_text_is_five_words_of_the_list_or_asked_about(typed: str) -> None:
    try:
        found = read_return_words(typed).split()
    except UnreadableWords:
        return
    assert len(found) == NUMBER_OF_WORDS
    assert set(found) <= set(WORDS)


def test_no_word_begins_with_another_so_that_they_part_in_one_way_only() -> None:
    assert [pair for pair in permutations(WORDS, 2) if pair[0].startswith(pair[1])] == []
    assert all(re.fullmatch("[a-xz]{3,}", word) for word in WORDS), "y is read as ij"


@pytest.mark.parametrize(
    ("typed", "strange", "meant"),
    [
        ("zwan kers dijk paraplu zee", "zwan", "zwaan"),
        ("zwaan kers dijk parapul zee", "parapul", "paraplu"),
        ("zw\u0430an kers dijk paraplu zee", "zw\u0430an", "zwaan"),  # a Cyrillic a
        ("zwaan kers dijk paraplu gitaar", "gitaar", ""),
    ],
)
def test_a_word_that_is_not_on_the_list_is_asked_about_and_never_guessed(
    typed: str, strange: str, meant: str
) -> None:
    with pytest.raises(UnreadableWords) as refused:
        read_return_words(typed)
    assert [(one.typed, one.meant) for one in refused.value.unknown] == [(strange, meant)]


@pytest.mark.parametrize(("typed", "number"), [("zwaan kers", 2), (f"{RIGHT} zon", 6), ("", 0)])
def test_too_few_and_too_many_are_counted(typed: str, number: int) -> None:
    with pytest.raises(UnreadableWords) as refused:
        read_return_words(typed)
    assert (refused.value.known, refused.value.unknown) == (number, ())


def test_where_two_words_are_as_near_none_is_named() -> None:
    with pytest.raises(UnreadableWords) as refused:
        read_return_words("brod kers dijk paraplu zee")
    assert refused.value.unknown[0].meant == ""


def test_words_follow_from_a_slip_only_for_who_has_the_pepper() -> None:
    slip = new_slip()
    assert return_words_of(slip, pepper="a") == return_words_of(slip, pepper="a")
    assert return_words_of(slip, pepper="a") != return_words_of(slip, pepper="b")
    assert len({return_words_of(new_slip(), pepper="a") for _ in range(200)}) == 200
    used = {word for _ in range(400) for word in return_words_of(new_slip(), pepper="a").split()}
    assert used == set(WORDS), "every word is used"


@pytest.mark.parametrize("typed", ["a" * 1000, "appel" * 200, "xq " * 333, "qwertzui " * 111])
def test_however_much_is_typed_few_words_are_counted_out(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who types what cannot be return words is not counted, so it may cost next to nothing."""
    letters = 0

    def counting(one: str, other: str) -> int:
        nonlocal letters
        letters += len(one) * len(other)
        return slips(one, other)

    slips = return_words._slips
    monkeypatch.setattr(return_words, "_slips", counting)
    with pytest.raises(UnreadableWords) as sorry:
        read_return_words(typed)
    assert len(sorry.value.unknown) <= NUMBER_OF_WORDS
    assert letters <= NUMBER_OF_WORDS * len(WORDS) * 100
