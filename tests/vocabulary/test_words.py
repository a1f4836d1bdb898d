# SPDX-License-Identifier: EUPL-1.2
"""Own words are kept as they are seen; what nobody can see is nothing said."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.words import read_line, read_name, read_words
from tests.vocabulary.typed import UNSEEN, anything

NOTHING = ["", "   ", "\u200b", "\u2060\u200d", "\u3164", "\uffa0", "\u2800", "\u115f\u1160",
           "\x00", "\u0301", "\ud800", "\ufe0f", "\u00ad", "\u202e", "\U000e0041", "\u034f",
           "\r\n\t"]  # fmt: skip
NAMES = ["J", "李", "😀", "❤️", "1️⃣",
         "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
         "\U0001fae8", "👩‍🦽", "Jan-Willem d'Hóndt", "ن\u200cو", "Nº 5", "w" * 5000]  # fmt: skip


@pytest.mark.parametrize("typed", NOTHING)
def test_what_cannot_be_seen_is_nothing_said(typed: str) -> None:
    for read in (read_words, read_line, read_name):
        assert read(typed) == read(f"{typed} {typed}") == ""


@pytest.mark.parametrize("typed", NAMES)
def test_a_letter_a_figure_or_a_picture_is_a_name_and_stays_whole(typed: str) -> None:
    assert read_name(typed) == unicodedata.normalize("NFC", typed)
    assert read_name(f"\u202a\u200b {typed}\u200f\u3164 ") == read_name(typed)


@pytest.mark.parametrize("typed", ["...", "?", "-", "+", "\ufffd", "\ue000"])
def test_signs_alone_are_words_but_no_name(typed: str) -> None:
    assert read_line(typed) == typed
    assert read_name(typed) == ""


def test_a_line_break_is_one_character_whoever_sends_it() -> None:
    assert (
        read_words("een\r\ntwee\rdrie\nvier\u2028vijf\x0bzes") == "een\ntwee\ndrie\nvier\nvijf\nzes"
    )
    assert read_line("een\r\ntwee\u2029drie\ttab") == "een twee drie tab"


def test_accents_are_composed_and_controls_go() -> None:
    assert read_name("Zoe\u0308\x00\x1b") == "Zoë"
    assert read_line("Jan\u202e\u2066Piet\u200b") == "JanPiet"


@given(anything)
def test_reading_again_changes_nothing_and_never_makes_longer(typed: str) -> None:
    for read in (read_words, read_line, read_name):
        kept = read(typed)
        assert read(kept) == kept
        assert len(kept) <= len(typed)
        assert "\x00" not in kept
        kept.encode()


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_everything_that_can_be_seen_is_kept(typed: str) -> None:
    def ink(text: str) -> str:
        return "".join(unicodedata.normalize("NFC", text).split()).strip(UNSEEN)

    blanks = str.maketrans("", "", "\u115f\u1160\u2800\u3164\uffa0\ufffc\U0001d159")
    assert ink(read_words(typed)).translate(blanks) == ink(typed).translate(blanks)


def test_a_million_characters_are_read_too() -> None:
    assert len(read_words("a\r\n" * 333_333)) == 333_333 * 2 - 1
    assert read_name("\u200b" * 1_000_000) == ""
