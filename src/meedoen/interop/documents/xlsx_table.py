# SPDX-License-Identifier: EUPL-1.2
"""A table as a workbook of Excel: the figures on one sheet, what is said of them on the other.

Every text is a cell of text, whatever it begins with; the format of one that begins like a formula
keeps it a text when somebody edits it. Source: ECMA-376 part 1, 18.3.1.4 and 22.9.2.19.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from meedoen.interop.documents.cells import in_xml, shown, starts_a_formula
from meedoen.interop.documents.sheets import (
    EXPLANATION,
    FIGURES,
    explanation,
    packed_anew,
    widths,
)
from meedoen.vocabulary.documents import TableDocument

# As much as Excel keeps of a text.
MOST_CHARACTERS = 32_767
# A workbook writes a character as its number between these signs, so signs that are only words are
# written by number themselves.
_LIKE_A_NUMBER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NO_MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001, openpyxl knows no time zones here
_BOLD = Font(name="Calibri", size=11, bold=True)


def write(document: TableDocument) -> bytes:
    """Write the workbook; a text that is longer than Excel keeps ends with three dots."""
    book = Workbook(write_only=True)
    book.properties.title = in_xml(document.title)
    book.properties.creator, book.properties.language = "Meedoen", "nl"
    book.properties.created = book.properties.modified = _NO_MOMENT
    _figures(book.create_sheet(FIGURES), document)
    said = book.create_sheet(EXPLANATION)
    said.column_dimensions["A"].width, said.column_dimensions["B"].width = 32, 64
    for number, line in enumerate(explanation(document)):
        said.append(_row(said, line, bold=number == 0))
    told = io.BytesIO()
    # Its own `save` puts the moment of now in.
    ExcelWriter(book, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED)).save()
    return packed_anew(told.getvalue())


def _figures(sheet: Any, document: TableDocument) -> None:
    for number, width in enumerate(widths(document), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width + 2
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(document.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(document.rows) + 1}"
    sheet.append(_row(sheet, document.columns, bold=True))
    for row in document.rows:
        sheet.append(_row(sheet, row))


def _row(sheet: Any, cells: Iterable[str | int | None], *, bold: bool = False) -> list[Any]:
    return [_cell(sheet, shown(cell), bold=bold) for cell in cells]


def _cell(sheet: Any, value: str | int, *, bold: bool) -> Any:
    if isinstance(value, int):
        return value
    text = _kept(value)
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    # Also what it would take for a formula or a fault, as `=1` and `#N/A`.
    cell.data_type = "s"
    if starts_a_formula(text):
        cell.number_format, cell.quotePrefix = FORMAT_TEXT, True
    if bold:
        cell.font = _BOLD
    return cell


def _kept(text: str) -> str:
    kept = _LIKE_A_NUMBER.sub("_x005F_", in_xml(text))
    return kept if len(kept) <= MOST_CHARACTERS else f"{kept[: MOST_CHARACTERS - 1]}…"
