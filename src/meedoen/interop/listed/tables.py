# SPDX-License-Identifier: EUPL-1.2
"""Reads a table from CSV or from the one sheet of a workbook, told apart by what stands in it."""

from __future__ import annotations

import codecs
import re
import warnings
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook

from meedoen.interop.extracts.packages import refuse_a_dangerous_package
from meedoen.interop.extracts.records import Record, heading_of, parted
from meedoen.interop.extracts.texts import OR_IN_A_PROFILE, chunks_of, refuse_no_utf_8
from meedoen.interop.extracts.workbooks import broken_workbook, filled, without_empty_ends
from meedoen.interop.findings import Refused, refused_whole
from meedoen.interop.masking import shown
from meedoen.interop.opened import START, is_archive, not_read

MOST_BYTES = 50_000_000
_WORKBOOK = b"PK"
_LINE = re.compile(r"regel (?P<number>[0-9]+)")
_SEPARATORS = (";", ",", "\t", "|")


def starts_as_xml(path: Path) -> bool:
    """Tell whether a file begins as XML does. Raises Refused for what is no file."""
    start = _start_of(path)
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"").lstrip().startswith(b"<")


def _start_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Refused("Dit is geen bestand.")
        with path.open("rb") as file:
            return file.read(START)
    except OSError as error:
        raise Refused(not_read(path, error)) from error


def rows_of(path: Path) -> tuple[Record, list[Record]]:
    """Give the headings of a table and its rows, each with its line.

    Raises Refused, with a finding of what is wrong with the table itself.
    """
    start = _start_of(path)
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB.")
    if is_archive(start) and not start.startswith(_WORKBOOK):
        raise Refused("Dit is een archief. Geef één bestand: pak het uit.")
    try:
        return _of_workbook(path) if start.startswith(_WORKBOOK) else _of_text(path, start)
    except Refused as no:
        why = str(no).replace(OR_IN_A_PROFILE, "")
        line = _LINE.match(why)
        raise refused_whole(why, line["number"] if line else "1") from no


def _of_text(path: Path, start: bytes) -> tuple[Record, list[Record]]:
    # With its mark in front it is certain; so Excel saves what it calls Unicode.
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = b"".join(chunks_of(path, "utf-16" if wide else "")).removeprefix(codecs.BOM_UTF8)
    refuse_no_utf_8(text, 1, 0)
    if b"\0" in text:
        raise Refused("Dit is geen tabel: er staan tekens in die geen tekst zijn.")
    if not text.split(b"\n", 1)[0].strip():
        raise Refused("regel 1 is leeg; zet de koppen op de eerste regel")
    separator = max(_SEPARATORS, key=lambda one: len(heading_of(text, one)[0].cells))
    heading, used = heading_of(text, separator)
    if heading.fault:
        raise Refused(f"regel 1, de koppen: {heading.fault}")
    first = 1 + text.count(b"\n", 0, used)
    parts = parted(text[used:], separator, first, last=True)
    rows = [
        Record(first + at, tuple(parts.lines[at].decode().removesuffix("\r").split(separator)))
        for at in parts.plain
    ]
    both = sorted([*rows, *parts.records], key=lambda one: one.line)
    return heading, [one for one in both if one.fault or any(map(str.strip, one.cells))]


def _of_workbook(path: Path) -> tuple[Record, list[Record]]:
    refuse_a_dangerous_package(path)
    try:
        # The library looks at the name of a file, and at none of what is open already.
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            sheets = {sheet.title: list(filled(sheet)) for sheet in book.worksheets}
    except Refused:
        raise
    except Exception as error:  # Whatever the library meets in a broken file.
        raise broken_workbook(error) from error
    return _the_one(sheets)


def _the_one(sheets: dict[str, list[Record]]) -> tuple[Record, list[Record]]:
    """Give the rows of the only sheet on which anything stands."""
    used = {title: rows for title, rows in sheets.items() if rows}
    if len(used) != 1:
        said = ", ".join(f"'{shown(title)}'" for title in list(used)[:5])
        raise Refused(
            f"er staat iets op meer dan een blad ({said}); bewaar het blad dat telt apart"
            if used else "de werkmap is leeg: op geen blad staat iets"
        )  # fmt: skip
    heading, *rows = next(iter(used.values()))
    return Record(heading.line, tuple(without_empty_ends(heading.cells))), rows


def cells_of(row: Record, width: int) -> Sequence[str]:
    """Give the cells of a row, as many as there are headings; empty where it is shorter."""
    return [*row.cells, *[""] * (width - len(row.cells))][: max(width, len(row.cells))]
