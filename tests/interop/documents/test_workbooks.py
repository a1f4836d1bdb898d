# SPDX-License-Identifier: EUPL-1.2
"""A table as a workbook of Excel or OpenDocument: two sheets, and no cell that is a formula."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from odfdo import Document
from openpyxl.utils.escape import unescape

from meedoen.interop.documents import ods_table, xlsx_table
from meedoen.interop.documents.cells import in_xml, shown
from meedoen.interop.documents.sheets import explanation
from meedoen.vocabulary.documents import TableDocument
from tests.interop.documents.examples import YOUNG, tables

Rows = list[list[Any]]


def as_excel(document: TableDocument) -> tuple[Rows, Rows]:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_table.write(document)))
    assert book.sheetnames == ["Cijfers", "Toelichting"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in ("n", "s", "inlineStr") for cell in cells)
    return tuple(
        [[unescape(one) if isinstance(one, str) else one for one in row] for row in sheet.values]
        for sheet in book
    )  # type: ignore[return-value]


def as_opendocument(document: TableDocument) -> tuple[Rows, Rows]:
    body = Document(io.BytesIO(ods_table.write(document))).body
    assert [table.name for table in body.tables] == ["Cijfers", "Toelichting"]
    assert not any(cell.formula for table in body.tables for row in table.iter_rows()
                   for cell in row.iter_cells())  # fmt: skip
    return tuple(
        [[cell.value for cell in row.iter_cells()] for row in table.iter_rows()]
        for table in body.tables
    )  # type: ignore[return-value]


BOTH = pytest.mark.parametrize("read", [as_excel, as_opendocument])


def told(rows: Iterable[Iterable[str | int | None]]) -> Rows:
    """Give rows as they are shown, without empty cells at the end and empty rows."""
    kept = [[in_xml(one) if isinstance(one, str) else one for one in row] for row in rows]
    for row in kept:
        while row and row[-1] in (None, ""):
            row.pop()
    return [[None if one == "" else one for one in row] for row in kept if row]


@BOTH
def test_the_figures_stand_on_one_sheet_and_what_is_said_of_them_on_the_other(read):
    figures, said = read(YOUNG)
    assert figures == [
        ["Gebied", "Leeftijd", "Aantal"],
        ["Kern", "jongeren", 27520],
        ["Hof", "jongeren", "te klein om te tonen"],
        ["=1+1", "*vet* #panic()", 4],
    ]
    assert [row[0] for row in said] == [
        "Jongeren zonder startkwalificatie in Lindewaard",
        "Peildatum",
        "Bron",
        "Een kleine groep is niet te zien.",
    ]
    assert said[1][1] == "1 januari 2026"


@BOTH
@given(document=tables())
def test_every_text_comes_back_as_it_was_shown_and_no_cell_is_a_formula(read, document):
    figures, said = read(document)
    shown_rows = [document.columns, *([shown(cell) for cell in row] for row in document.rows)]
    assert told(figures) == told(shown_rows)
    assert told(said) == told(explanation(document))


@pytest.mark.parametrize("words", ["_x0041_", "_x003D_1+1", "a_x000a_b", "__x0041_", "_xyz_"])
def test_what_a_workbook_takes_for_the_number_of_a_character_is_only_words(words):
    document = TableDocument("", (), ("Naam",), ((words,),))
    assert as_excel(document)[0][1] == [words]


def test_what_begins_like_a_formula_stays_a_text_when_somebody_edits_it():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_table.write(YOUNG)))
    cell = book["Cijfers"]["A4"]
    assert (cell.number_format, cell.quotePrefix) == ("@", True)
    content = zipfile.ZipFile(io.BytesIO(ods_table.write(YOUNG))).read("content.xml").decode()
    assert 'table:style-name="words"><text:p>=1+1' in content


def test_a_text_that_is_longer_than_excel_keeps_ends_with_three_dots():
    document = TableDocument("", (), ("Naam",), (("a" * 40_000,),))
    kept = as_excel(document)[0][1][0]
    assert len(kept) == 32_767
    assert kept.endswith("a…")


def test_headings_stay_in_sight_and_can_be_filtered():
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_table.write(YOUNG)))["Cijfers"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C4")
    parts = zipfile.ZipFile(io.BytesIO(ods_table.write(YOUNG)))
    assert b"Cijfers.A1:Cijfers.C4" in parts.read("content.xml")
    assert b"VerticalSplitPosition" in parts.read("settings.xml")


def test_a_workbook_says_its_title_and_that_it_is_dutch():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_table.write(YOUNG)))
    assert (book.properties.title, book.properties.language) == (YOUNG.title, "nl")
    document = Document(io.BytesIO(ods_table.write(YOUNG)))
    assert (document.meta.title, document.language) == (YOUNG.title, "nl-NL")
    assert 'fo:language="nl"' in document.styles.serialize().decode()


def test_headings_and_the_title_are_bold_and_nothing_else_is():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_table.write(YOUNG)))
    bold = [cell.coordinate for sheet in book for row in sheet for cell in row if cell.font.b]
    assert bold == ["A1", "B1", "C1", "A1"]


def test_a_wide_table_is_filtered_to_its_last_column():
    wide = TableDocument("", (), tuple(map(str, range(28))), ())
    content = zipfile.ZipFile(io.BytesIO(ods_table.write(wide))).read("content.xml")
    assert b"Cijfers.A1:Cijfers.AB1" in content


def test_an_opendocument_begins_with_its_kind_as_the_standard_asks():
    written = ods_table.write(YOUNG)
    assert b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in written[:100]
