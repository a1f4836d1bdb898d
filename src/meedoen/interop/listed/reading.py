# SPDX-License-Identifier: EUPL-1.2
"""One row of a table while it is read, cell by cell, and all rows once they are (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from meedoen.interop.extracts.records import Record
from meedoen.interop.findings import WrongValue
from meedoen.interop.listed.tables import cells_of
from meedoen.interop.masking import shown
from meedoen.interop.written import UnreadableValue
from meedoen.vocabulary.units import DeliveredUnit, typed_unit

Read = TypeVar("Read")
LONGEST = 100


@dataclass(frozen=True)
class ListedRow(Generic[Read]):
    """What a row says, and what is wrong with it; `said` is None where it cannot be read."""

    place: str
    said: Read | None
    faults: tuple[WrongValue, ...]


@dataclass(frozen=True)
class ListedTable(Generic[Read]):
    """Every row of a table, each for itself."""

    rows: tuple[ListedRow[Read], ...]

    notes: ClassVar[tuple[WrongValue, ...]] = ()

    @property
    def good(self) -> list[tuple[str, Read]]:
        """Give what the rows say with which nothing is wrong, each with its place."""
        return [(one.place, one.said) for one in self.rows if one.said and not one.faults]

    @property
    def number_of_rows(self) -> int:
        """Count all rows."""
        return len(self.rows)

    @property
    def bad(self) -> int:
        """Count the rows with which something is wrong."""
        return len(self.rows) - len(self.good)

    def findings(self) -> Iterator[tuple[WrongValue, ...]]:
        """Give what is wrong, per row, in the order of the table."""
        yield from (one.faults for one in self.rows if one.faults)


def unit_in(text: str) -> DeliveredUnit:
    """Read a unit that somebody typed. Raises UnreadableValue."""
    found = typed_unit(text)
    if found is None:
        raise UnreadableValue(
            f"dit wordt hier niet geteld; schrijf {', '.join(one.label for one in DeliveredUnit)}"
        )
    return found


class ReadRow:
    """One row while it is read; what is wrong in it stands in `faults`.

    `fields` are the places of its cells, `width` is how many headings there are, and `name_of`
    gives the heading of a field.
    """

    def __init__(
        self,
        row: Record,
        fields: Mapping[str, int],
        width: int,
        name_of: Callable[[str], str],
    ) -> None:
        self.place = str(row.line)
        self.faults: list[WrongValue] = []
        self._name_of = name_of
        cells = cells_of(row, width)
        if row.fault:
            self.wrong("", "", row.fault)
        elif any(one.strip() for one in cells[width:]):
            self.wrong("", "", f"deze rij heeft meer cellen dan de {width} koppen")
        self.texts = {
            field: cells[at].replace("\u00a0", " ").strip() if not row.fault else ""
            for field, at in fields.items()
        }
        for field, text in self.texts.items():
            if text.startswith("="):
                self.wrong(field, text, "dit is een formule; bewaar de waarden")
            elif len(text) > LONGEST or not text.isprintable():
                self.wrong(field, text, f"dit is langer dan {LONGEST} tekens, of geen tekst")

    def wrong(self, field: str, value: str, reason: str) -> None:
        """Note what is wrong with a value; without a field with the row."""
        column = self._name_of(field) if field else ""
        self.faults.append(WrongValue(self.place, column, self.told(field, value), reason))

    def told(self, field: str, value: str) -> str:
        """Give a value as it may be shown."""
        return shown(value)

    def needed(self, field: str) -> str:
        """Give what stands in a field, and note it when nothing does."""
        text = self.texts.get(field, "")
        if not text and not any(not one.column for one in self.faults):
            self.wrong(field, "", "dit ontbreekt")
        return text

    def read_as(self, field: str, read: Callable[[str], Read]) -> Read | None:
        """Read a field; None where nothing stands, or what cannot be read, which is noted."""
        text = self.texts.get(field, "")
        try:
            return read(text) if text else None
        except UnreadableValue as no:
            self.wrong(field, text, str(no))
            return None

    def faults_of(self, *fields: str) -> bool:
        """Tell whether something is wrong in one of these fields."""
        return any(one.column == self._name_of(field) for one in self.faults for field in fields)
