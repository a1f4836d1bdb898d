# SPDX-License-Identifier: EUPL-1.2
"""Workbooks for tests, written as programs write them."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from tests.interop.extracts.examples import Cells


def as_workbook(folder: Path, rows: Sequence[Cells], name: str = "bron.xlsx") -> Path:
    """Write rows as texts in the only sheet of a workbook, the headings on top."""
    book = Workbook()
    sheet = book.active
    assert sheet
    for line, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)], 1):
        for place, text in enumerate(cells, 1):
            sheet.cell(line, place).value = text
    path = folder / name
    book.save(path)
    return path
