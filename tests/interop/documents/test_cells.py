# SPDX-License-Identifier: EUPL-1.2
"""What a spreadsheet may take for a formula is seen, and texts are what a file can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from meedoen.interop.documents.cells import in_text, in_xml, shown, starts_a_formula
from tests.interop.documents.examples import ANY_TEXT

BLANKS = ["", " ", "   ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\x01", "\x0b", "\u202e"]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("start", "=+-@|%\t\r\n＝＋－＠﹦﹢﹣﹫")
def test_a_formula_is_seen_also_behind_blanks_and_in_full_width(start, blank):
    assert starts_a_formula(f"{blank}{start}HYPERLINK(1)") is True


@pytest.mark.parametrize("words", ["", "Hof", "1-2", "a=b", "'=1", "–", "7,5%", "  Hof", "Één"])
def test_words_are_no_formula(words):
    assert starts_a_formula(words) is False


@given(ANY_TEXT)
def test_every_text_has_bytes_and_fits_in_xml(text):
    assert in_text(text).encode() is not None
    held = etree.Element("a")
    held.text = in_xml(text)
    assert (etree.fromstring(etree.tostring(held)).text or "") == in_xml(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_a_text_that_can_be_written_is_not_changed(text):
    assert in_text(text) == text


def test_a_hidden_figure_is_words():
    assert [shown(None), shown(0), shown("")] == ["te klein om te tonen", 0, ""]
