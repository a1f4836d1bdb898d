# SPDX-License-Identifier: EUPL-1.2
"""A table as a document to print and to read aloud: PDF/UA, in Dutch, on A4.

It is set in a process of its own, one at a time: typst keeps what it set for the next ten
documents, and 10,000 rows take 751 MB. Texts go as data, so none of them is read as a command.
"""

import json
from itertools import repeat
from threading import Lock
from typing import Any

from meedoen.interop.documents.cells import shown
from meedoen.interop.documents.letters import NOT_ON_PAPER, on_paper
from meedoen.interop.documents.paper_widths import room_of, shared_out
from meedoen.interop.documents.sheets import widths
from meedoen.interop.documents.typesetting import set_in_type
from meedoen.publication.apart import done_apart
from meedoen.vocabulary.documents import TableDocument
from meedoen.vocabulary.number import whole_in_words

# More than this becomes a book that nobody prints, and takes a gigabyte to set.
MOST_CELLS = 50_000
# From how many characters beside each other a page lies on its side.
_WIDE = 90
# What of an A4 lies between its margins, in points, upright and on its side.
_ROOM = {False: 493.0, True: 739.0}
# The size of letters in a table, in one with much to read, and the least where all must fit.
_SIZE, _SMALL, _SMALLEST = 9.5, 8.0, 6.0
# How many seconds it may take.
_PATIENCE = 120
_ONE_AT_A_TIME = Lock()
_TOO_LONG = "Op papier staan de eerste {0} rijen. In het bestand voor een rekenblad staan ze alle."
_MISSING = f"Een letter of teken dat hier niet kan staan, is {NOT_ON_PAPER}."


def write(document: TableDocument) -> bytes:
    """Set the document. Raises EndedEarly when it takes too long, FellAway for want of memory."""
    patience = repeat(True, _PATIENCE)
    said = json.dumps(laid_out(document))
    with _ONE_AT_A_TIME:
        return done_apart(set_in_type, said, goes_on=lambda: next(patience, False))


def laid_out(document: TableDocument) -> dict[str, Any]:
    """Give what stands on paper, all of it as it is read: texts, and how wide each column is."""
    most = max(1, MOST_CELLS // len(document.columns))
    wide = widths(document)
    on_its_side = sum(wide) > _WIDE
    columns = [on_paper(name) for name in document.columns]
    rows = [[_cell(cell) for cell in row] for row in document.rows[:most]]
    size = _SIZE if sum(wide) <= 2 * _WIDE else _SMALL
    needs = [room_of(column, size) for column in zip(columns, *rows, strict=True)]
    room = _ROOM[on_its_side]
    laid = {
        "title": on_paper(document.title) or "Cijfers",
        "said": [[on_paper(name), on_paper(words)] for name, words in document.said],
        "columns": columns,
        "amounts": [
            any(isinstance(row[place], int) for row in document.rows)
            for place in range(len(document.columns))
        ],
        "widths": shared_out(wide, needs, room),
        "letters": max(_SMALLEST, min(size, size * room / sum(needs))),
        "on_its_side": on_its_side,
        "rows": rows,
    }
    notes = [on_paper(note) for note in document.notes]
    if len(document.rows) > most:
        notes.append(_TOO_LONG.format(whole_in_words(most)))
    if NOT_ON_PAPER in json.dumps([laid, notes], ensure_ascii=False):
        notes.append(_MISSING)
    return {**laid, "notes": notes}


def _cell(cell: str | int | None) -> str:
    words = shown(cell)
    return whole_in_words(words) if isinstance(words, int) else on_paper(words)
