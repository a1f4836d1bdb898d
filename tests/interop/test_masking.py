# SPDX-License-Identifier: EUPL-1.2
"""A bsn in what is said of a source shows its last two digits, and never more."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.masking import masked, masked_whole, shown
from tests.vocabulary.test_values import NUMBER

END = NUMBER[-2:]
MASKED = f"*****{END}"
WRONG = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
words = st.text(st.characters(categories=["L", "P", "Zs"]), max_size=12)
separators = st.sampled_from(["", " ", ".", "-", " - ", "_", "/", "\u200b", "\u00ad"])


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (NUMBER, MASKED),
        (WRONG, f"*****{WRONG[-2:]}"),
        (NUMBER[:8], f"*****{NUMBER[6:8]}"),
        (f"{NUMBER}0", f"*****{NUMBER[-1]}0"),
        (f"mevrouw {NUMBER}.", f"mevrouw {MASKED}."),
        (f"x{NUMBER}y", f"x{MASKED}y"),
        (f"{NUMBER} en {NUMBER}", f"{MASKED} en {MASKED}"),
        (f"{NUMBER} 12", f"{MASKED} 12"),
        (" ".join(NUMBER), MASKED),
        (f"{NUMBER[:4]}.{NUMBER[4:6]}.{NUMBER[6:]}", MASKED),
        (f"12 {NUMBER}", MASKED),
        ("000000000", "*****00"),
        ("１２３４５６７８９", "*****89"),
        ("20260131", "*****31"),
        (f"2026-01-31 {NUMBER}", f"2026-01-31 {MASKED}"),
        ("van 2026-01-31 2026-12-31 tot", "van 2026-01-31 2026-12-31 tot"),
        ("1899-01-01", "1899-01-01"),
        ("2199-12-31", "2199-12-31"),
        ("1234567", "1234567"),
        ("12 34 56 78", "12 34 56 78"),
        ("2026-13-31 9", "*****19"),
        ("2026-12-40 9", "*****09"),
        ("2026-01-315", "*****15"),
        ("1799-01-01 9", "*****19"),
        ("", ""),
        ("Kerkstraat 12 in 2026", "Kerkstraat 12 in 2026"),
    ],
)
def test_a_number_that_may_be_meant_as_a_bsn_shows_two_digits(typed: str, seen: str) -> None:
    assert masked(typed) == seen


@given(st.integers(0, 10**9 - 1), separators, words, words)
def test_no_bsn_comes_through_however_it_is_written_and_whatever_stands_around_it(
    number: int, between: str, before: str, after: str
) -> None:
    said = masked(before + between.join(f"{number:09d}") + after)
    digits = "".join(one for one in said if unicodedata.category(one) == "Nd")
    assert f"{number:09d}"[:8] not in digits
    assert not re.search(r"\d{8}", said)


@given(words, st.sampled_from(["", "1", "1234567"]))
def test_what_holds_no_number_stays_as_it_is(word: str, few: str) -> None:
    assert masked(word + few) == word + few


@given(st.text())
def test_what_is_masked_once_holds_nothing_to_mask_on_end(text: str) -> None:
    assert not re.search(r"\d{8,}", masked(text))


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (NUMBER, MASKED),
        ("1234567", "*****67"),
        ("7", "*****7"),
        ("Jan", "*****"),
        ("12-34a", "*****34"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_where_a_bsn_belongs_nothing_but_two_digits_is_shown(value: str, seen: str) -> None:
    assert masked_whole(value) == seen


def test_a_long_text_is_cut_after_it_is_masked() -> None:
    assert shown("kort") == "kort"
    assert shown("a" * 80) == "a" * 80
    assert shown("a" * 81) == "a" * 80 + "…"
    assert shown(f"{'a' * 76}{NUMBER}b") == f"{'a' * 76}{MASKED}…"
    assert shown(f"{'a' * 76}{NUMBER}") == f"{'a' * 76}{MASKED}"
    assert shown("abcdef", 4) == "abcd…"


@given(st.integers(0, 40), st.sampled_from(["", "   ", "."]))
def test_a_number_on_the_cut_is_never_cut_open(before: int, between: str) -> None:
    seen = shown("a" * before + between.join(NUMBER) + "b" * 40, 8)
    assert not re.search(r"\d\D*\d\D*\d", seen)


def test_a_text_that_is_looked_at_whole_is_not_cut() -> None:
    assert shown("1" * 32, 8) == "*****11"


def test_what_is_cut_off_though_it_shows_nothing_is_said() -> None:
    assert shown("x" + "1" * 40, 8) == "x…"


@pytest.mark.parametrize("before", range(70, 82))
def test_a_mask_is_never_cut_open(before: int) -> None:
    seen = shown("x" * before + NUMBER + "y" * 40)
    assert seen.rstrip("y…") in ("x" * 80, "x" * before + MASKED)
    assert len(seen) <= 80 + len(MASKED)
