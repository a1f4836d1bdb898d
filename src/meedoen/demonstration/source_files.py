# SPDX-License-Identifier: EUPL-1.2
"""The files that suppliers of the invented region deliver: all sources, five years (pure).

Lindewaard lets rows of people in, where a source has them; Vennerhout takes nothing but counts. The
columns are those of the registry, so that what a source asks for is what these files hold.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from meedoen.demonstration.helped import (
    FIRST_YEAR,
    HERE,
    LAST_YEAR,
    LIVES,
    HelpedSpell,
    streets,
    stretches,
)
from meedoen.demonstration.region import build_region
from meedoen.monitor.sources.registry import sources
from meedoen.monitor.sources.specification import (
    DateRole,
    MonitorSource,
    SourceField,
    SourceForm,
    SourceShape,
    Unit,
    ValueKind,
)

ELSEWHERE = "GM9902"
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
# Of a thousand inhabitants, what comes counted of sources without rows of people.
COUNTED = {
    "awbz": 11.0, "wia": 16.0, "wajong": 9.0, "zorgverzekering": 45.0, "wet_oke": 6.0,
    "dienstverlening": 60.0,
}  # fmt: skip
ADDRESSES = "pc6hnr20250801_gwb.csv"


@dataclass(frozen=True)
class DeliveredFile:
    """A file of a source over a year, for a municipality: its name and its text."""

    municipality: str
    source: str
    year: int
    form: SourceForm
    text: str

    @property
    def name(self) -> str:
        """Name it as a supplier would."""
        return f"{self.municipality}_{self.source}_{self.year}.csv"


def delivered() -> Iterator[DeliveredFile]:
    """Give every file, by municipality, source and year."""
    for municipality in (HERE, ELSEWHERE):
        for source in sources():
            rows = source.shape(SourceForm.ROWS) if municipality == HERE else None
            counts = source.shape(SourceForm.AGGREGATE)
            for year in YEARS:
                if rows is not None:
                    text = _rows_of_people(source, rows, year)
                    yield DeliveredFile(municipality, source.key, year, SourceForm.ROWS, text)
                elif counts is not None:
                    text = _counts(source, counts, municipality, year)
                    yield DeliveredFile(municipality, source.key, year, SourceForm.AGGREGATE, text)


def addresses() -> str:
    """Give the file that ties every address of Lindewaard to its buurt, in the form of CBS."""
    rows = (
        {
            "PC6": street.postcode, "Huisnummer": str(number), "Buurt2025": street.buurt[2:],
            "Wijk2025": street.buurt[2:8], "Gemeente2025": HERE[2:], "Straat": street.name,
        }
        for street in streets()
        for number in range(1, street.homes + 1)
    )  # fmt: skip
    return _written(("PC6", "Huisnummer", "Buurt2025", "Wijk2025", "Gemeente2025", "Straat"), rows)


def _rows_of_people(source: MonitorSource, shape: SourceShape, year: int) -> str:
    found = (one for one in _by_source()[source.key] if one.touches(year))
    rows = (_row(one, shape, year, number) for number, one in enumerate(found, start=1))
    return _written(tuple(shape.by_name), rows)


@cache
def _by_source() -> Mapping[str, list[HelpedSpell]]:
    found: dict[str, list[HelpedSpell]] = {key: [] for key in LIVES}
    for one in stretches():
        found[one.source].append(one)
    return found


def _row(one: HelpedSpell, shape: SourceShape, year: int, number: int) -> dict[str, str]:
    known = {
        "bsn": one.who.bsn, "postcode": one.who.postcode, "huisnummer": str(one.who.number),
        "geboortejaar": str(one.who.born), "toewijzingnummer": str(number),
    }  # fmt: skip
    # What holds on one day or in one month lies in the year of the file.
    month = max(one.begins, year * 12)
    chosen = Random(f"{one.who.bsn} {one.source}")  # noqa: S311 - invented
    return {
        field.name: known.get(field.name) or _value(field, one, month, chosen)
        for field in shape.fields
    }


def _value(field: SourceField, one: HelpedSpell, month: int, chosen: Random) -> str:
    """Give what stands in a field; what a source can do without stays empty."""
    if field.role is DateRole.BEGIN:
        return f"{_month(one.begins)}-01"
    if field.role is DateRole.END:
        return f"{_month(one.ends)}-28" if one.ends <= LAST_YEAR * 12 + 11 else ""
    if not field.required:
        return ""
    match field.kind:
        case ValueKind.DATE:
            return f"{_month(month)}-{chosen.randint(1, 28):02}"
        case ValueKind.MONTH:
            return _month(month)
        case ValueKind.SCHOOL_YEAR:
            first = month // 12 - (month % 12 < 7)
            return f"{first}-{first + 1}"
        case ValueKind.CODE:
            return chosen.choice(list(field.codes))
        case ValueKind.AMOUNT:
            return f"{chosen.randint(40, 900)},00"
        case _:
            return field.example


def _month(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"


def _counts(source: MonitorSource, shape: SourceShape, municipality: str, year: int) -> str:
    """Count what nobody knows of one by one, per area and what else the source tells apart."""
    apart = [
        field
        for field in shape.fields
        if field.kind is ValueKind.CODE and (field.required or field.name == "leeftijdsgroep")
    ]
    combined = list(_combined(apart))
    rows = (
        {"gebiedscode": area, "jaar": str(year), **told, shape.fields[-1].name: str(number)}
        for area, people in _inhabitants(municipality, shape.unit).items()
        for told in combined
        if (number := _number(source.key, area, people / len(combined), told, year))
    )
    return _written(tuple(shape.by_name), rows)


def _number(source: str, area: str, people: float, told: Mapping[str, str], year: int) -> int:
    of_thousand = COUNTED[source] if source in COUNTED else LIVES[source].of_thousand
    draw = Random(f"{source} {area} {told} {year}")  # noqa: S311 - invented, the same every time
    # Few codes are usual, and most are not.
    number = people * of_thousand / 1000 * draw.random() ** 3 * 4
    return int(number) + (draw.random() < number % 1)


def _combined(apart: list[SourceField]) -> Iterator[dict[str, str]]:
    """Give every way to combine the codes of these fields."""
    combined: list[dict[str, str]] = [{}]
    for field in apart:
        combined = [{**one, field.name: code} for one in combined for code in field.codes]
    yield from combined


@cache
def _inhabitants(municipality: str, unit: Unit) -> Mapping[str, int]:
    """Give who live in each buurt, or in each wijk."""
    begins = ("WK" if unit is Unit.WIJK else "BU") + municipality[2:]
    return {
        figure.area_code: int(figure.value or 0)
        for figure in build_region().key_figures
        if figure.name == "inwoners" and figure.area_code.startswith(begins)
    }


def _written(names: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=";", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
