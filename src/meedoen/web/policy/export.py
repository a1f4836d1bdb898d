# SPDX-License-Identifier: EUPL-1.2
"""The table beside the map as a document to take along (pure)."""

from collections.abc import Iterable

from meedoen.vocabulary.documents import TableDocument
from meedoen.web.policy.classes import dutch_number
from meedoen.web.policy.figures import COLUMN_HEADINGS, AreaFigures, MapSubject

UNKNOWN = "niet bekend"


def offer_document(
    rows: Iterable[AreaFigures], *, subject: MapSubject, within: str, municipality: str
) -> TableDocument:
    """Give the rows of the table in their order; `within` is the heading of what holds an area.

    Each row names its municipality: files are put together, and lose their own name.
    """
    columns = (
        "Code",
        "Naam",
        within,
        "Gemeente",
        *COLUMN_HEADINGS.values(),
        "Inwoners",
        "Inwoners in",
        *([f"{subject.label} per 1000 inwoners"] if subject.counted else []),
    )
    cells = tuple(_cells(row, subject, municipality) for row in rows)
    return TableDocument(f"{subject.label} in {municipality}", (), columns, cells)


def _cells(row: AreaFigures, subject: MapSubject, municipality: str) -> tuple[str | int, ...]:
    relative = row.per_thousand(subject)
    per_thousand = UNKNOWN if relative is None else dutch_number(relative)
    return (
        row.code,
        row.name,
        row.within,
        municipality,
        *(count for _, count in row.counts.in_order),
        UNKNOWN if row.inhabitants is None else row.inhabitants,
        str(row.inhabitants_year or ""),
        *([per_thousand] if subject.counted else []),
    )
