# SPDX-License-Identifier: EUPL-1.2
"""A column is as wide as what stands in it, within reason; a workbook is packed."""

import io
import zipfile

from meedoen.interop.documents import ods_table, xlsx_table
from meedoen.interop.documents.sheets import widths
from meedoen.vocabulary.documents import TableDocument
from tests.interop.documents.examples import YOUNG


def test_a_column_is_as_wide_as_its_longest_cell_or_its_heading():
    assert widths(YOUNG) == [6, 14, 20]
    long = TableDocument("", (), ("Naam", "Aantal mensen"), (("a" * 500, 1),))
    assert widths(long) == [48, 13]


def test_all_parts_are_packed_but_the_kind_of_an_opendocument_which_stands_first():
    for written in (xlsx_table.write(YOUNG), ods_table.write(YOUNG)):
        parts = zipfile.ZipFile(io.BytesIO(written)).infolist()
        unpacked = [part.filename for part in parts if part.compress_type == zipfile.ZIP_STORED]
        assert unpacked == (["mimetype"] if parts[0].filename == "mimetype" else [])
        assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}
