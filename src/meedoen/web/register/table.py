# SPDX-License-Identifier: EUPL-1.2
"""The register counted per law or wijk, type and year, as a page and a file show it (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.vocabulary.documents import TableDocument

FILES = (("xlsx", "Excel"), ("ods", "OpenDocument"), ("csv", "CSV"))
WHAT_IS_COUNTED = (
    "Geteld zijn knelpunten, nooit mensen. Een knelpunt dat twee wetten raakt, telt bij allebei. "
    "Het jaar is dat waarin het is opgeschreven."
)
# Said only where wijken are shown: a knelpunt has no wijk of its own.
WHAT_A_WIJK_IS = (
    "Een knelpunt staat bij de wijken van het team dat het heeft. Werkt dat team in meer wijken, "
    "dan telt het in elke wijk mee."
)
EVERY_WIJK = "Alle wijken"


@dataclass(frozen=True)
class TableLine:
    """A law or wijk in a year: how many knelpunten of each type, in the order of the types.

    `code` is that of a wijk, and empty for a law and for what is of all wijken.
    """

    name: str
    year: int
    counts: Sequence[int]
    code: str = ""

    @property
    def total(self) -> int:
        """How many there are of all types."""
        return sum(self.counts)

    @property
    def by_type(self) -> list[tuple[str, int]]:
        """Give each count with the name of its type, as a phone shows them."""
        names = (one.value.capitalize() for one in KnelpuntType)
        return list(zip(names, self.counts, strict=True))


Counted = Iterable[tuple[str, int, Mapping[KnelpuntType, int]]]


def table_lines(found: Counted) -> list[TableLine]:
    """Give the lines of the table per law, as they were counted."""
    return [TableLine(law, year, _in_order(types)) for law, year, types in found]


def wijk_lines(found: Counted, names: Mapping[str, str]) -> list[TableLine]:
    """Give the lines of the table per wijk, by name; what is of all wijken last."""
    lines = [
        TableLine(names.get(code, code) or EVERY_WIJK, year, _in_order(types), code)
        for code, year, types in found
    ]
    return sorted(lines, key=lambda one: (not one.code, one.name, -one.year))


def _in_order(types: Mapping[KnelpuntType, int]) -> list[int]:
    return [types.get(one, 0) for one in KnelpuntType]


def table_document(
    name: str, lines: Sequence[TableLine], *, first: str = "Wet", notes: Sequence[str] = ()
) -> TableDocument:
    """Give a table as a document to take along; a year is words, since nobody adds it up."""
    return TableDocument(
        title=f"Knelpunten in {name} per {first.lower()}, soort en jaar",
        said=(),
        columns=(first, "Jaar", *(one.value.capitalize() for one in KnelpuntType), "Samen"),
        rows=tuple((one.name, str(one.year), *one.counts, one.total) for one in lines),
        notes=(WHAT_IS_COUNTED, *notes),
    )
