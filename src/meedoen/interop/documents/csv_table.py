# SPDX-License-Identifier: EUPL-1.2
"""A table as CSV, as Dutch spreadsheets open it without asking: semicolons, and UTF-8 that says so.

The table stands first, so that programs read it; what is said of it stands below, after the first
empty line. A text that begins like a formula gets an apostrophe before it.
"""

import csv
import io

from meedoen.interop.documents.cells import in_text, shown, starts_a_formula
from meedoen.interop.documents.sheets import explanation
from meedoen.vocabulary.documents import TableDocument

# Spreadsheets read the byte order mark as: this is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def write(document: TableDocument) -> bytes:
    """Write the table, and below it what is said of it, if anything is."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(map(_cell, document.columns))
    writer.writerows(map(_cell, row) for row in document.rows)
    if document.said or document.notes:
        writer.writerow(())
        writer.writerows(map(_cell, line) for line in explanation(document))
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _cell(cell: str | int | None) -> str | int:
    words = shown(cell)
    if isinstance(words, int):
        return words
    kept = in_text(words)
    return f"'{kept}" if starts_a_formula(kept) else kept
