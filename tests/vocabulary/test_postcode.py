# SPDX-License-Identifier: EUPL-1.2
"""A postcode as people type it, with or without the place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.postcode import Postcode, read_postcode
from meedoen.vocabulary.reading import NotUnderstood
from tests.vocabulary.typed import anything, as_typed

codes = st.from_regex(r"[1-9][0-9]{3} (?!S[ADS])[A-Z]{2}", fullmatch=True)
SPELLINGS = ["{0} {1}", "{0}{1}", "{0}-{1}", "{0} {2}", "{0}{2}", "NL-{0} {1}", "{0}.{1}"]


@given(codes, st.sampled_from(SPELLINGS), st.data())
def test_every_usual_spelling_is_that_postcode(code: str, spelling: str, data) -> None:
    figures, letters = code.split()
    typed = data.draw(as_typed(spelling.format(figures, letters, letters.lower())))
    assert read_postcode(typed) == (Postcode(code), "")
    assert read_postcode(str(Postcode(code)))[0] == Postcode(code)


def test_the_place_behind_it_is_handed_on() -> None:
    assert read_postcode("1234ab, Súdwest-Fryslân")[1] == "Súdwest-Fryslân"
    assert read_postcode("1234 AB 's-Gravenhage")[1] == "'s-Gravenhage"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "vier cijfers en twee letters"),
        ("1234", "vier cijfers en twee letters"),
        ("1234 ABC", "vier cijfers en twee letters"),
        ("0234 AB", "begint niet met een 0"),
        ("1234 sa", "De letters SA"),
        ("1234 SD", "De letters SD"),
        ("1234 SS", "De letters SS"),
        ("12O4 AB", "Bedoel je 1204 AB"),
        ("1²34 AB", "vier cijfers"),
    ],
)
def test_what_is_no_postcode_is_refused_with_a_reason(typed: str, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why):
        read_postcode(typed)


@given(anything)
def test_any_text_is_a_postcode_or_a_sentence(typed: str) -> None:
    with suppress(NotUnderstood):
        read_postcode(typed)


@pytest.mark.parametrize("kept", ["0123 AB", "1234AB", "1234 SA", "1234 ab", ""])
def test_only_the_usual_spelling_is_kept(kept: str) -> None:
    with pytest.raises(ValueError, match="postcode"):
        Postcode(kept)
