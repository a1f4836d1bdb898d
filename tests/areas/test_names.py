# SPDX-License-Identifier: EUPL-1.2
"""A name stands on a map that residents read: what went through a wrong encoding is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.areas.names import fault_in, tidy

GOOD = [
    "Súdwest-Fryslân", "'s-Gravenhage", "’t Zandt", "Centrum & Haven", "Bedrijven e.o. (noord)",
    "Wijk 00", "Kern/Dorp", "Skarsterlân", "Noordoost 3A", "CAFÉ’S", "Het \"Eiland\"",
    "Zuid + West", "Nieuw-Ærø", "Ês", "Oud Ä",
]  # fmt: skip
FRISIAN = st.text("aeinorstâêôûúéëïüÂÚ- ’", min_size=1, max_size=20)


@pytest.mark.parametrize("name", GOOD)
def test_names_as_they_stand_on_maps_are_good(name):
    assert fault_in(tidy(name)) is None


@given(name=FRISIAN)
@pytest.mark.parametrize("mistaken", ["cp1252", "latin-1", "mac_roman", "cp850", "cp437"])
def test_utf_8_that_was_read_as_something_else_is_seen(mistaken, name):
    try:
        garbled = name.encode().decode(mistaken)
    except UnicodeDecodeError:
        return
    if garbled == name:
        assert fault_in(tidy(name)) is None
    else:
        assert fault_in(garbled) is not None


@pytest.mark.parametrize("lost", ["Frysl?n", "Frysl\ufffdn", "Frysl‰n", "Frysl†n", "S¤dwest"])
def test_a_letter_that_was_lost_is_seen(lost):
    what, advice = fault_in(lost)
    assert "garbled" in what
    assert "UTF-8" in advice


@pytest.mark.parametrize(
    "code", ["Frysl&acirc;n", "Kern &amp; Haven", "Frysl&#226;n", r"Frysl\u00e2n"]
)
def test_the_code_of_a_letter_is_no_letter(code):
    what, _ = fault_in(code)
    assert "code of a letter" in what


@pytest.mark.parametrize(
    "sign", ["\0", "\x01", "\x7f", "\u200b", "\u202e", "\ud800", "\ufeff", "\u00ad"]
)
def test_a_sign_that_cannot_be_shown_is_named_with_its_place(sign):
    what, _ = fault_in(f"No{sign}ord")
    assert f"U+{ord(sign):04X} at place 3" in what


def test_accents_and_spaces_are_made_alike():
    assert tidy("  Frysla\u0302n\u00a0 Oost ") == "Fryslân Oost"


@pytest.mark.parametrize("torn", ["Noord Â", "Â Oost", "Frysl Ã", "Fryslƒn"])
def test_half_a_letter_is_seen_also_where_a_space_took_the_other_half(torn):
    what, _ = fault_in(tidy(torn))
    assert "garbled" in what
