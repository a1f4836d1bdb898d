# SPDX-License-Identifier: EUPL-1.2
"""A table on paper: it can be read aloud, holds what was shown, and reads no text as a command."""

import json
import re
import zlib
from typing import Any

import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.interop.documents import pdf_table
from meedoen.interop.documents.letters import on_paper
from meedoen.interop.documents.pdf_table import laid_out
from meedoen.interop.documents.typesetting import TEMPLATE, set_in_type
from meedoen.vocabulary.documents import TableDocument
from tests.interop.documents.examples import ANY_TEXT, YOUNG, many_rows, tables

NAMES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24FF), max_size=12)


def opened(pdf: bytes) -> bytes:
    """Give all that stands in a PDF, its packed parts too."""
    parts = [pdf]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            parts.append(packed)
    return b"\n".join(parts)


def a_table(*texts: str) -> str:
    rows = tuple((one,) for one in texts)
    return json.dumps(laid_out(TableDocument("Namen", (), ("Naam",), rows)))


def the_table(document: TableDocument) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give the headings and the cells of the one table as typst understood them."""
    found = typst.query(
        TEMPLATE.read_bytes(),
        "table",
        field="children",
        one=True,
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(laid_out(document))},
    )
    header, *cells = json.loads(found)
    return header, cells


def words_of(cells: list[dict[str, Any]]) -> list[str]:
    """Give the words of cells, of which none is anything but words."""
    bodies = [cell["body"] for cell in cells]
    assert all(body.keys() == {"func", "text"} and body["func"] == "text" for body in bodies)
    return [body["text"] for body in bodies]


def test_it_can_be_read_aloud_in_dutch_with_its_title_headings_and_table():
    held = opened(pdf_table.write(YOUNG))
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", held)
    assert re.search(rb"/Lang ?\(nl-NL\)", held)
    assert b"Jongeren zonder startkwalificatie in Lindewaard</rdf:li>" in held
    assert re.search(rb"/MarkInfo ?<<[^>]*/Marked true", held)
    for kind, number in {b"H1": 1, b"H2": 2, b"L": 1, b"LI": 2, b"Table": 1, b"THead": 1,
                         b"TH": 3, b"TR": 4, b"TD": 9}.items():  # fmt: skip
        assert len(re.findall(rb"/S ?/" + kind + rb"\b", held)) == number, kind
    assert len(re.findall(rb"/Scope ?/Column", held)) == 3


def test_headings_come_back_on_every_page():
    header, _ = the_table(YOUNG)
    assert (header["func"], header.get("repeat", True)) == ("header", True)
    assert len(re.findall(rb"/Type ?/Page\b", opened(pdf_table.write(many_rows(100))))) > 1


def test_numbers_are_written_the_dutch_way_and_hidden_ones_in_words():
    assert words_of(the_table(YOUNG)[1])[:6] == [
        "Kern", "jongeren", "27.520", "Hof", "jongeren", "te klein om te tonen"
    ]  # fmt: skip


@settings(max_examples=25)
@given(tables())
def test_every_text_is_set_as_it_was_shown_and_none_is_a_command(document):
    header, cells = the_table(document)
    laid = laid_out(document)
    assert words_of(header["children"]) == laid["columns"]
    assert words_of(cells) == [cell for row in laid["rows"] for cell in row]


@settings(max_examples=25)
@given(st.lists(ANY_TEXT | NAMES, max_size=20))
def test_no_text_stops_a_document_that_can_be_read_aloud(texts):
    assert set_in_type(a_table(*texts)).startswith(b"%PDF-1.7")


def test_every_letter_that_may_stand_on_paper_has_a_font():
    letters = [one for one in map(chr, range(0x10000)) if on_paper(one) == one]
    every = " ".join(letters)
    everywhere = TableDocument(every, ((every, every),), (every,), ((every,),), (every,))
    assert set_in_type(json.dumps(laid_out(everywhere))).startswith(b"%PDF")
    assert set_in_type(a_table(*letters)).startswith(b"%PDF")
    assert {*"éëïĳŁődźΩЖ€–“”…"} <= {*letters}


def test_a_table_without_rows_is_set():
    assert set_in_type(a_table()).startswith(b"%PDF")


def test_a_letter_without_a_font_is_seen_and_said():
    laid = laid_out(TableDocument("漢", (), ("Naam",), (("Hof 😀",),)))
    assert (laid["title"], laid["rows"]) == ("\ufffd", [["Hof \ufffd"]])
    assert laid["notes"] == ["Een letter of teken dat hier niet kan staan, is \ufffd."]


def test_more_than_anybody_prints_is_said_and_not_set():
    laid = laid_out(many_rows(12_600))
    assert len(laid["rows"]) == 12_500
    assert laid["notes"][0].startswith("Op papier staan de eerste 12.500 rijen.")


def test_in_a_table_of_many_columns_no_date_or_number_lies_over_what_is_beside_it() -> None:
    row = ("2026-10-31", "98000021", "8", "Verdeling", "Wmo 2015, artikel 2.3.5; besluit 2025-43")
    laid = laid_out(TableDocument("Steekproef", (), tuple("abcdefghijklmno"), (row * 3,)))
    day, code, line, *_ = laid["widths"]
    # A figure of this letter is nearly half as wide as the letters are high.
    figures = [0.465 * laid["letters"] * count for count in (10, 8, 1)]
    assert laid["on_its_side"]
    assert all(wide > of_it for wide, of_it in zip((day, code, line), figures, strict=True))
    assert sum(laid["widths"]) <= 740
