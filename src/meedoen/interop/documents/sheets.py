# SPDX-License-Identifier: EUPL-1.2
"""What stands on the two sheets of a workbook, whichever program opens it (pure)."""

import io
import zipfile
from collections.abc import Iterator

from meedoen.interop.documents.cells import shown
from meedoen.vocabulary.documents import TableDocument

FIGURES, EXPLANATION = "Cijfers", "Toelichting"
# How wide a column is at least and at most, in characters.
_NARROWEST, _WIDEST = 6, 48
# The same table gives the same bytes: a zip has a moment for each part, and this is the first.
_FIRST = (1980, 1, 1, 0, 0, 0)


def explanation(document: TableDocument) -> Iterator[tuple[str, ...]]:
    """Give the lines of what is said of a table: its title, names with words, and notes."""
    yield (document.title,)
    yield from document.said
    yield from ((note,) for note in document.notes)


def widths(document: TableDocument) -> list[int]:
    """Give how wide each column is, in characters, for its heading and what stands below it."""
    columns = zip(document.columns, *document.rows, strict=True)
    return [
        min(max(_NARROWEST, *(len(str(shown(cell))) for cell in column)), _WIDEST)
        for column in columns
    ]


def packed_anew(packed: bytes) -> bytes:
    """Give a zip with the same parts in the same order, each of the first moment there is."""
    told = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as found,
        zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as anew,
    ):
        for part in found.infolist():
            one = zipfile.ZipInfo(part.filename, _FIRST)
            one.compress_type = part.compress_type
            anew.writestr(one, found.read(part))
    return told.getvalue()
