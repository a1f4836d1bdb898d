# SPDX-License-Identifier: EUPL-1.2
"""A table as somebody takes it along: what it is about, its figures, and what is said of it. Pure.

Rooms and pages make one; what writes it as a file stands elsewhere and is named in the settings.
"""

from dataclasses import dataclass
from typing import Protocol

# What stands where a figure is hidden: the same words on a page and in every file.
HIDDEN = "te klein om te tonen"


@dataclass(frozen=True)
class TableDocument:
    """A table with its title, what is said of it as name and words, and notes below.

    A cell is words, an amount (int), or None for a figure that is hidden. What counts nothing, a
    year or a code, is words. Raises ValueError without columns, or when a row has more or fewer
    cells than there are columns.
    """

    title: str
    said: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table in which a figure would stand below another heading."""
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Each row has a cell for every column, and there is a column.")


class DocumentWriter(Protocol):
    """What writes a table as a file; the same table always gives the same bytes."""

    def __call__(self, document: TableDocument, /) -> bytes:
        """Give the bytes of the file."""
