# SPDX-License-Identifier: EUPL-1.2
"""A table as CSV: what was shown comes back, and no spreadsheet runs a cell of it."""

import csv
import io

import pytest
from hypothesis import given

from meedoen.interop.documents.cells import in_text, shown, starts_a_formula
from meedoen.interop.documents.csv_table import write
from meedoen.vocabulary.documents import TableDocument
from tests.interop.documents.examples import YOUNG, tables


def lines(document: TableDocument) -> list[list[str]]:
    text = write(document).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


def test_the_table_stands_first_and_below_an_empty_line_what_is_said_of_it():
    assert lines(YOUNG) == [
        ["Gebied", "Leeftijd", "Aantal"],
        ["Kern", "jongeren", "27520"],
        ["Hof", "jongeren", "te klein om te tonen"],
        ["'=1+1", "*vet* #panic()", "4"],
        [],
        ["Jongeren zonder startkwalificatie in Lindewaard"],
        ["Peildatum", "1 januari 2026"],
        ["Bron", "Voortijdig schoolverlaten"],
        ["Een kleine groep is niet te zien."],
    ]


@pytest.mark.parametrize(("said", "notes"), [((("Bron", "DUO"),), ()), ((), ("Adressen.",))])
def test_one_word_that_is_said_of_it_brings_its_title_too(said, notes):
    document = TableDocument("Hof", said, ("Naam",), (("Kern",),), notes)
    assert lines(document)[2:4] == [[], ["Hof"]]


def test_of_which_nothing_is_said_is_only_a_table():
    assert len(lines(TableDocument("Hof", (), ("Naam",), (("",),)))) == 2


@given(tables())
def test_every_text_comes_back_as_it_was_shown_and_none_is_a_formula(document):
    read = lines(document)
    written = [document.columns, *document.rows]
    assert [len(row) for row in read[: len(written)]] == [len(row) for row in written]
    for row, cells in zip(read, written, strict=False):
        for text, cell in zip(row, cells, strict=True):
            assert text.removeprefix("'") == in_text(str(shown(cell))).removeprefix("'")
    assert not any(starts_a_formula(text) for row in read for text in row)
