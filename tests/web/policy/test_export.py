# SPDX-License-Identifier: EUPL-1.2
"""The table as a file: the same figures, and no cell that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.documents.csv_table import write
from meedoen.web.policy.export import offer_document
from meedoen.web.policy.figures import AreaFigures, Counts, MapSubject


def lines(*rows, subject=MapSubject.PLACES):
    told = offer_document(rows, subject=subject, within="Wijk", municipality="Lindewaard")
    text = write(told).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def area(name="Hof", inhabitants: int | None = 2000):
    return AreaFigures("BU99010101", name, "Kern", Counts(3, 1, 15, 4), inhabitants, 2024)


def test_the_file_holds_the_headings_and_the_figures_of_the_page():
    assert lines(area()) == [
        ["Code", "Naam", "Wijk", "Gemeente", "Aanbod", "Open deuren", "Plekken", "Plek of vol",
         "Inwoners", "Inwoners in", "Plekken per 1000 inwoners"],
        ["BU99010101", "Hof", "Kern", "Lindewaard", "3", "1", "15", "plek", "2000", "2024", "7,5"],
    ]  # fmt: skip


def test_the_file_of_plek_or_vol_has_no_number_of_free_places():
    headings, row = lines(area(), subject=MapSubject.FREE)
    assert headings[-4:] == ["Plekken", "Plek of vol", "Inwoners", "Inwoners in"]
    assert row[-4:] == ["15", "plek", "2000", "2024"]


def test_what_is_unknown_is_a_word_and_never_nought():
    assert lines(area(inhabitants=None))[1][-3::2] == ["niet bekend", "niet bekend"]
    assert lines(area(inhabitants=12))[1][-3:] == ["12", "2024", "niet bekend"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "|", "%", "  ="])
def test_a_name_that_begins_like_a_formula_is_shown_and_never_run(start):
    assert lines(area(name=f"{start}HYPERLINK(1)"))[1][1].startswith("'")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")))
def test_any_name_survives_the_file(name):
    (row,) = lines(area(name=name))[1:]
    assert row[1] in (name, f"'{name}")
    assert len(row) == 11
