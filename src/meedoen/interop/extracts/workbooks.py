# SPDX-License-Identifier: EUPL-1.2
"""Reads the one sheet of a workbook (.xlsx) in batches of rows.

Cells come as the text they mean: a day as 2026-03-01, a number without `.0`, with the noughts in
front that its format shows. A formula stays one, so that its row is refused.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from meedoen.interop.extracts.batches import Batch, listed
from meedoen.interop.extracts.headings import MOST_COLUMNS, Layout, known_among, layout_of
from meedoen.interop.extracts.packages import refuse_a_dangerous_package
from meedoen.interop.extracts.profiles import Profile
from meedoen.interop.extracts.records import Record
from meedoen.interop.findings import Refused, UnknownHeadings
from meedoen.interop.masking import shown
from meedoen.monitor.sources.specification import MonitorSource

_AT_ONCE = 5000
_NOUGHTS = re.compile(r"0+")
_MOST_ROWS = 1_048_576


def open_workbook(
    path: Path, source: MonitorSource, profile: Profile
) -> tuple[Layout, Iterator[Callable[[], list[Batch]]]]:
    """Read the headings of a workbook, and give its rows in batches. Raises Refused, also later."""
    refuse_a_dangerous_package(path)
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        rows = filled(_sheet(book, profile))
        heading = next(rows, None)
    except Refused:
        raise
    except Exception as error:  # Whatever the library meets in a broken file.
        raise broken_workbook(error) from error
    if heading is None:
        raise Refused("het blad is leeg: er staat geen kop en geen regel in")
    names = without_empty_ends(heading.cells)
    if not known_among(names, source, profile):
        few = ", ".join(f"'{shown(cell)}'" for cell in names[:4])
        raise UnknownHeadings(
            f"rij {heading.line}: hier horen koppen, en we kennen er geen een van ({few})", names
        )
    layout = layout_of(names, source, profile, row=str(heading.line))
    return layout, _batches(rows, layout.width)


def _batches(rows: Iterator[Record], width: int) -> Iterator[Callable[[], list[Batch]]]:
    while True:
        try:
            some = [_fitted(row, width) for row in islice(rows, _AT_ONCE)]
        except Refused:
            raise
        except Exception as error:
            raise broken_workbook(error) from error
        if not some:
            return
        yield partial(_batch, some, width)


def _batch(rows: list[Record], width: int) -> list[Batch]:
    return [listed(rows, width)]


def _fitted(row: Record, width: int) -> Record:
    """Give a row the width of the headings: a workbook leaves empty cells at the end out."""
    cells = without_empty_ends(row.cells)
    return Record(row.line, tuple(cells) + ("",) * (width - len(cells)))


def without_empty_ends(cells: Sequence[str]) -> Sequence[str]:
    """Give the cells of a row up to the last that holds anything."""
    last = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


def _sheet(book: Any, profile: Profile) -> Any:
    """Choose the sheet that the profile names, else the only one that holds anything."""
    names = [sheet.title for sheet in book.worksheets]
    if profile.sheet:
        if profile.sheet not in names:
            raise Refused(f"het profiel noemt het blad '{shown(profile.sheet)}', en dat is er niet")
        return book[profile.sheet]
    used = [sheet for sheet in book.worksheets if next(filled(sheet), None) is not None]
    if not used:
        raise Refused("de werkmap is leeg: op geen blad staat iets")
    hidden = [sheet.title for sheet in used if sheet.sheet_state != "visible"]
    if hidden:
        raise Refused(
            f"het blad '{shown(hidden[0])}' is verborgen en er staat iets in; haal het weg, of "
            "noem in een profiel het blad dat telt (sheet)"
        )
    if len(used) > 1:
        said = ", ".join(f"'{shown(sheet.title)}'" for sheet in used[:5])
        raise Refused(
            f"er staat iets op meer dan een blad ({said}); noem er een in een profiel (sheet)"
        )
    return used[0]


def filled(sheet: Any) -> Iterator[Record]:
    """Give the rows of a sheet in which anything stands, with their number there."""
    # What a sheet says of its own size can be anything.
    sheet.reset_dimensions()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number > _MOST_ROWS:
                raise Refused(f"het blad heeft meer dan {_MOST_ROWS} rijen")
            if len(row) > MOST_COLUMNS:
                raise Refused(f"rij {number} is breder dan {MOST_COLUMNS} kolommen")
            cells = tuple("" if cell.value is None else _text(cell) for cell in row)
            if any(map(str.strip, cells)):
                yield Record(number, cells)


def _text(cell: Any) -> str:
    """Give the text that a cell means."""
    value = cell.value
    if isinstance(value, str):
        return value if cell.data_type != "f" or value.startswith("=") else f"={value}"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.datetime):
        # A day is a moment at midnight to a workbook.
        return value.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    # An array formula and a table of data are objects of their own.
    return value.isoformat() if isinstance(value, dt.date | dt.time) else "=…"


def _number(value: float, format_of_cell: str) -> str:
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    whole = str(int(value))
    return whole.zfill(len(format_of_cell)) if _NOUGHTS.fullmatch(format_of_cell) else whole


def broken_workbook(error: Exception) -> Refused:
    """Give the refusal of a workbook in which the library met something broken."""
    kind = "geen werkmap" if isinstance(error, InvalidFileException | KeyError) else "beschadigd"
    return Refused(f"deze werkmap is niet te lezen: zij is {kind}; bewaar haar opnieuw als .xlsx")
