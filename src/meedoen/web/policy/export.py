# SPDX-License-Identifier: EUPL-1.2
"""The table as a file for a spreadsheet (pure).

Semicolons, because that is what Dutch spreadsheets open without asking. A cell of words that
begins like a formula gets an apostrophe before it, so that a spreadsheet shows it and never runs
it. Source: OWASP, CSV Injection.
"""

import csv
import io
from collections.abc import Iterable

from meedoen.web.policy.classes import dutch_number
from meedoen.web.policy.figures import COLUMN_HEADINGS, AreaFigures, MapSubject

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
UNKNOWN = "niet bekend"
# Spreadsheets read the byte order mark as: this is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def safe_cell(text: str) -> str:
    """Give a cell of words that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def table_as_csv(
    rows: Iterable[AreaFigures], *, subject: MapSubject, within: str, municipality: str
) -> str:
    """Write the rows of the table in their order; `within` is the heading of what holds an area.

    Each row names its municipality: files are put together, and lose their own name.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    headings = [
        "Code",
        "Naam",
        within,
        "Gemeente",
        *COLUMN_HEADINGS.values(),
        "Inwoners",
        "Inwoners in",
        *([f"{subject.label} per 1000 inwoners"] if subject.counted else []),
    ]
    writer.writerow(headings)
    for row in rows:
        writer.writerow(_cells(row, subject, municipality))
    return BYTE_ORDER_MARK + out.getvalue()


def _cells(row: AreaFigures, subject: MapSubject, municipality: str) -> list[str | int]:
    relative = row.per_thousand(subject)
    per_thousand = UNKNOWN if relative is None else dutch_number(relative)
    return [
        safe_cell(row.code),
        safe_cell(row.name),
        safe_cell(row.within),
        safe_cell(municipality),
        *(count for _, count in row.counts.in_order),
        UNKNOWN if row.inhabitants is None else row.inhabitants,
        row.inhabitants_year or "",
        *([per_thousand] if subject.counted else []),
    ]
