# SPDX-License-Identifier: EUPL-1.2
"""The register counted per law, type and year, as a page and a file show it (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.vocabulary.documents import TableDocument

FILES = (("xlsx", "Excel"), ("ods", "OpenDocument"), ("csv", "CSV"))
WHAT_IS_COUNTED = (
    "Geteld zijn knelpunten, nooit mensen. Een knelpunt dat twee wetten raakt, telt bij allebei. "
    "Het jaar is dat waarin het is opgeschreven."
)


@dataclass(frozen=True)
class TableLine:
    """A law in a year: how many knelpunten of each type, in the order of the types."""

    law: str
    year: int
    counts: Sequence[int]

    @property
    def total(self) -> int:
        """How many there are of all types."""
        return sum(self.counts)

    @property
    def by_type(self) -> list[tuple[str, int]]:
        """Give each count with the name of its type, as a phone shows them."""
        names = (one.value.capitalize() for one in KnelpuntType)
        return list(zip(names, self.counts, strict=True))


def table_lines(found: Iterable[tuple[str, int, Mapping[KnelpuntType, int]]]) -> list[TableLine]:
    """Give the lines of the table, as they were counted."""
    return [
        TableLine(law, year, [types.get(one, 0) for one in KnelpuntType])
        for law, year, types in found
    ]


def table_document(name: str, lines: Sequence[TableLine]) -> TableDocument:
    """Give the table as a document to take along; a year is words, since nobody adds it up."""
    return TableDocument(
        title=f"Knelpunten in {name} per wet, soort en jaar",
        said=(),
        columns=("Wet", "Jaar", *(one.value.capitalize() for one in KnelpuntType), "Samen"),
        rows=tuple((one.law, str(one.year), *one.counts, one.total) for one in lines),
        notes=(WHAT_IS_COUNTED,),
    )
