# SPDX-License-Identifier: EUPL-1.2
"""Reads from a table how many a provider says it delivered (pure but for the reading).

A row is a count for a contract and a period. A column for people refuses the whole table: who came
and who did not is nobody's business here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from meedoen.budget.contracts.delivering import StatedDelivery
from meedoen.interop.extracts.records import Record
from meedoen.interop.findings import WrongValue, refused_whole
from meedoen.interop.listed.columns import places_of, plain, refuse_headings
from meedoen.interop.listed.reading import ListedRow, ListedTable, ReadRow, unit_in
from meedoen.interop.listed.tables import rows_of
from meedoen.interop.masking import shown
from meedoen.interop.written import UnreadableValue, typed_day
from meedoen.vocabulary.bsn import bsns_in

_HEADINGS = {
    "contract": ("contract", "contractnummer", "number"),
    "first_day": ("begindatum", "van", "startdatum"),
    "last_day": ("einddatum", "totenmet", "tot"),
    "quantity": ("aantal", "geleverd", "quantity"),
    "unit": ("eenheid", "unit"),
    "stated_on": ("opgegevenop", "datumopgave", "statedon"),
}
_KNOWN = {heading for headings in _HEADINGS.values() for heading in headings}
# What a heading of a column for people holds; found anywhere in it.
_OF_PEOPLE = re.compile(
    r"bsn|burgerservice|naam|name|geboren|geboorte|birth|geslacht|adres|address|postcode|telefoon"
    r"|phone|mail|clie?nt|deelnemer|bewoner|inwoner|persoon|person|patient|jeugdige|toewijzing"
    r"|beschikking|aanwezig|afwezig|verzuim|absen|present"
)
_COUNT = re.compile(r"[0-9]{1,9}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
WHY_NOBODY = (
    "hier staan mensen in; geef per contract en periode alleen een aantal, zonder wie er kwam of "
    "niet kwam"
)


def read_deliveries(path: Path) -> ListedTable[StatedDelivery]:
    """Read a table of what was delivered.

    Raises Refused for what is no table, misses a column, or has one that we do not know: it may be
    of people.
    """
    heading, rows = rows_of(path)
    _refuse_people(heading.cells, heading.line)
    fields = places_of(heading.cells, _HEADINGS, tuple(_HEADINGS), heading.line)
    if not rows:
        raise refused_whole("er staat geen enkele rij onder de koppen", str(heading.line))
    read = [_DeliveryRow(row, fields, len(heading.cells)) for row in rows]
    _once(read)
    return ListedTable(tuple(one.listed() for one in read))


def heading_of_delivery(field: str) -> str:
    """Give the heading by which a field is named to people."""
    return _HEADINGS[field][0]


def _refuse_people(headings: Sequence[str], line: int) -> None:
    faults = []
    for heading in headings:
        known = plain(heading)
        if known in _KNOWN:
            continue
        why = (
            f"in de kolom {shown(heading)}: {WHY_NOBODY}"
            if _OF_PEOPLE.search(known)
            else f"de kolom {shown(heading)} hoort hier niet; haal hem weg"
        )
        faults.append(WrongValue(str(line), shown(heading), "", why))
    refuse_headings(faults, line)


class _DeliveryRow(ReadRow):
    def __init__(self, row: Record, fields: Mapping[str, int], width: int) -> None:
        super().__init__(row, fields, width, heading_of_delivery)
        self.said = self._read()

    def _read(self) -> StatedDelivery | None:
        for field in _HEADINGS:
            text = self.needed(field)
            if bsns_in(text):
                self.wrong(field, text, "dit kan een burgerservicenummer zijn; dat hoort hier niet")
        first, last = self.read_as("first_day", typed_day), self.read_as("last_day", typed_day)
        stated, unit = self.read_as("stated_on", typed_day), self.read_as("unit", unit_in)
        quantity = self.read_as("quantity", _count)
        if self.faults or first is None or last is None or stated is None or unit is None:
            return None
        if last < first:
            self.wrong("last_day", self.texts["last_day"], "de einddatum ligt voor de begindatum")
        return StatedDelivery(self.texts["contract"], first, last, unit, quantity or 0, stated)

    def listed(self) -> ListedRow[StatedDelivery]:
        """Give the row as a statement."""
        return ListedRow(self.place, self.said, tuple(self.faults))


def _once(rows: Sequence[_DeliveryRow]) -> None:
    """Note rows about the same contract, days and unit: perhaps each is of one person."""
    there: set[tuple[object, ...]] = set()
    for row in rows:
        said = row.said
        if said is None:
            continue
        about = (said.contract, said.first_day, said.last_day, said.unit, said.stated_on)
        if about in there:
            row.wrong(
                "contract", said.contract,
                "over deze dagen staat er al een rij; geef één aantal, van allen samen",
            )  # fmt: skip
        there.add(about)


def _count(text: str) -> int:
    plain_text = text.replace(".", "") if _GROUPED.fullmatch(text) else text
    if not _COUNT.fullmatch(plain_text):
        raise UnreadableValue("dit is geen aantal; schrijf een heel getal, als 1240")
    return int(plain_text)
