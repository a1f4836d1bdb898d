# SPDX-License-Identifier: EUPL-1.2
"""What is kept of the good rows of a file while it is read, and given on as columns (pure).

The readers of columns make a number of each value; here it becomes what the monitor takes. A row of
a person is eight numbers: nothing else of it stays in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from meedoen.interop.extracts.quick import Numbers
from meedoen.interop.extracts.values import ENDLESS
from meedoen.monitor.given import NO_END, GivenCounts, GivenPeople
from meedoen.monitor.sources.specification import (
    DateRole,
    SourceField,
    SourceForm,
    SourceShape,
    ValueKind,
)

Columns = Mapping[str, Numbers]
"""Per field the numbers of the good rows; a field that the file does not have is not in it."""
_WIDE = (ValueKind.AREA, ValueKind.HOUSE_NUMBER)
_OF_PEOPLE = ("bsn", "postcode", "huisnummer", "buurtcode", "geboortejaar")
_OF_COUNTS = ("gebiedscode", "leeftijdsgroep", "aantal", "aantalHuishoudens", "capaciteit")
_FIGURES = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", dtype=np.uint8)


def fields_taken(shape: SourceShape) -> tuple[SourceField, ...]:
    """Give the fields of which the values are kept; nothing else of a row is."""
    names = set(_OF_PEOPLE if shape.form is SourceForm.ROWS else _OF_COUNTS)
    if category := category_of(shape):
        names.add(category.name)
    return tuple(
        one
        for one in shape.fields
        if one.name in names
        or (shape.form is SourceForm.ROWS and (one.role or one.kind in _OF_TIME))
    )


_OF_TIME = (ValueKind.MONTH, ValueKind.YEAR, ValueKind.SCHOOL_YEAR)


def category_of(shape: SourceShape) -> SourceField | None:
    """Give the field into which a source parts its rows: the first required code of its key."""
    of_key = (shape.by_name[name] for name in shape.key)
    return next((one for one in of_key if one.kind is ValueKind.CODE and one.required), None)


def narrowed(field: SourceField, values: Numbers) -> NDArray[np.unsignedinteger]:
    """Give values in as few bytes as the kind of their field needs."""
    return values if field.kind in _WIDE else values.astype(np.uint32)


def given_people(shape: SourceShape, columns: Columns, size: int) -> GivenPeople:
    """Give the good rows of people, from what the readers made of them."""
    begins, ends = _days(shape, columns, size)
    return GivenPeople(
        bsn=_column(columns, "bsn", size).astype(np.uint32),
        born=_column(columns, "geboortejaar", size).astype(np.int16),
        begins=begins,
        ends=ends,
        category=_codes(category_of(shape), columns, size),
        buurt=_areas(_column(columns, "buurtcode", size)),
        postcode=_postcodes(_column(columns, "postcode", size)),
        house=_column(columns, "huisnummer", size).astype("<u8").view("S8"),
    )


def given_counts(shape: SourceShape, columns: Columns, size: int) -> GivenCounts:
    """Give the good rows of counts, from what the readers made of them; -1 is no capacity."""
    counted = "aantal" if "aantal" in shape.by_name else "aantalHuishoudens"
    return GivenCounts(
        area=_areas(_column(columns, "gebiedscode", size)),
        category=_codes(category_of(shape), columns, size),
        age=_codes(shape.by_name.get("leeftijdsgroep"), columns, size),
        # Nought is that nothing is said, so that a count is one more than it says.
        count=_column(columns, counted, size).astype(np.int64) - 1,
        capacity=_column(columns, "capaciteit", size).astype(np.int64) - 1,
    )


def _column(columns: Columns, name: str, size: int) -> Numbers:
    return columns.get(name, np.zeros(size, dtype=np.uint64))


def _codes(field: SourceField | None, columns: Columns, size: int) -> NDArray[np.object_]:
    texts = np.array(["", *(field.codes if field else ())], dtype=object)
    taken: NDArray[np.object_] = texts[
        _column(columns, field.name if field else "", size).astype(np.int64)
    ]
    return taken


def _days(
    shape: SourceShape, columns: Columns, size: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Give from which to which day each row goes, both included, by what tells most."""
    for role in (DateRole.MOMENT, DateRole.BEGIN):
        if field := next((one for one in shape.fields if one.role is role), None):
            begins = _day_numbers(_column(columns, field.name, size))
            if role is DateRole.MOMENT:
                return begins, begins
            end = next((one for one in shape.fields if one.role is DateRole.END), None)
            return begins, _ends(_column(columns, end.name if end else "", size))
    kinds = {one.kind: one for one in shape.fields if one.role is None and one.kind in _OF_TIME}
    if ValueKind.MONTH in kinds:
        first = _months(_column(columns, kinds[ValueKind.MONTH].name, size))
        return _first_days(first), _first_days(first + 1) - np.int32(1)
    field = kinds.get(ValueKind.SCHOOL_YEAR) or kinds[ValueKind.YEAR]
    # A school year goes from 1 August up to and with 31 July (WVO 2020 art. 1.1).
    offset = 7 if field.kind is ValueKind.SCHOOL_YEAR else 0
    january = (_column(columns, field.name, size).astype(np.int64) - 1970) * 12 + offset
    return _first_days(january), _first_days(january + 12) - np.int32(1)


def _months(numbers: Numbers) -> NDArray[np.int64]:
    """Give months since 1970 of days as `day_number` writes them."""
    return (numbers.astype(np.int64) - 1) // 31 - 1970 * 12


def _first_days(months: NDArray[np.int64]) -> NDArray[np.int32]:
    days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return days.astype(np.int32)


def _day_numbers(numbers: Numbers) -> NDArray[np.int32]:
    """Give days since 1970; far future ones stay far."""
    within = (numbers.astype(np.int64) - 1) % 31
    return _first_days(_months(numbers)) + within.astype(np.int32)


def _ends(numbers: Numbers) -> NDArray[np.int32]:
    goes_on = (numbers == 0) | (numbers >= np.uint64(ENDLESS * 12 * 31))
    days = _day_numbers(np.where(goes_on, np.uint64(1970 * 12 * 31 + 1), numbers))
    return np.where(goes_on, np.int32(NO_END), days)


def _areas(numbers: Numbers) -> NDArray[np.bytes_]:
    """Write codes of areas as bytes, nothing for nought: what `values` reads, the other way."""
    size = len(numbers)
    rest = np.where(numbers == 0, np.uint64(0), numbers - np.uint64(2))
    buurt, rest = (rest % np.uint64(2)).astype(bool), rest // np.uint64(2)
    written = np.zeros((size, 10), dtype=np.uint8)
    written[:, 0], written[:, 1] = np.where(buurt, ord("B"), ord("W")), ord("K")
    written[buurt, 1] = ord("U")
    for place in range(8):
        # A wijk has six figures, a buurt eight.
        figures = np.where(buurt, 7, 5) - place
        seen = figures >= 0
        written[np.flatnonzero(seen), figures[seen] + 2] = _FIGURES[
            (rest[seen] % np.uint64(36)).astype(np.int64)
        ]
        rest = rest // np.uint64(36)
    written[numbers == 0] = 0
    return written.view("S10").reshape(size)


def _postcodes(numbers: Numbers) -> NDArray[np.bytes_]:
    """Write postcodes as bytes, nothing for nought."""
    figures, letters = numbers // np.uint64(36**2), numbers % np.uint64(36**2)
    written = np.zeros((len(numbers), 6), dtype=np.uint8)
    for place in range(4):
        power = np.uint64(10 ** (3 - place))
        written[:, place] = _FIGURES[(figures // power % np.uint64(10)).astype(np.int64)]
    written[:, 4] = _FIGURES[(letters // np.uint64(36)).astype(np.int64)]
    written[:, 5] = _FIGURES[(letters % np.uint64(36)).astype(np.int64)]
    written[numbers == 0] = 0
    return written.view("S6").reshape(len(numbers))


def gathered(batches: Sequence[Columns], kept: Sequence[NDArray[np.bool_]]) -> dict[str, Numbers]:
    """Put the columns of batches behind each other, of the rows that are kept, one at a time."""
    return {
        name: np.concatenate([one[name][rows] for one, rows in zip(batches, kept, strict=True)])
        for name in (batches[0] if batches else ())
    }
