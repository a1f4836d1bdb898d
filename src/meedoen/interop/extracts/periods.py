# SPDX-License-Identifier: EUPL-1.2
"""The days of a row beside each other, and beside the year of the file (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from meedoen.interop.extracts.headings import Layout, SourceColumn
from meedoen.interop.extracts.quick import Numbers, Truths
from meedoen.interop.extracts.showing import in_a_report
from meedoen.interop.extracts.values import day_number, day_of
from meedoen.monitor.sources.specification import DateRole, SourceField, ValueKind

Found = tuple[SourceColumn, list[tuple[int, str]]]
"""A column, and the rows in which something is wrong with what stands there, with what."""


def turned_around(
    layout: Layout, values: Mapping[str, Numbers], fine: Mapping[str, Truths]
) -> Iterator[Found]:
    """Give the rows that end before they begin."""
    begin, end = _with(layout, DateRole.BEGIN), _with(layout, DateRole.END)
    if not (begin and end):
        return
    first, last = values[begin.field.name], values[end.field.name]
    turned = _turned(first, last, fine[begin.field.name] & fine[end.field.name])
    said = in_a_report(end.heading), in_a_report(begin.heading)
    found = []
    for row in np.flatnonzero(turned).tolist():
        days = day_of(int(last[row])), day_of(int(first[row]))
        found.append((row, f"{said[0]} {days[0]} ligt voor {said[1]} {days[1]}"))
    yield end, found


def _turned(first: Numbers, last: Numbers, both: Truths) -> Truths:
    return both & (first > 0) & (last > 0) & (first > last)


def outside(
    layout: Layout, values: Mapping[str, Numbers], fine: Mapping[str, Truths], year: int
) -> Iterator[Found]:
    """Give the rows of which the days, month or year do not touch the year of the file.

    Without an end a row runs on; a school year touches both its years.
    """
    begin, end = _with(layout, DateRole.BEGIN), _with(layout, DateRole.END)
    turned: Truths | np.bool_ = np.False_
    if begin and end:
        one, other = begin.field.name, end.field.name
        turned = _turned(values[one], values[other], fine[one] & fine[other])
    for column in layout.columns:
        name = column.field.name
        beside = _beside(column.field, values[name], year)
        if beside is None:
            continue
        away, reason = beside
        rows = np.flatnonzero(away & fine[name] & (values[name] > 0) & ~turned).tolist()
        yield column, [(row, reason) for row in rows]


def _beside(field: SourceField, value: Numbers, year: int) -> tuple[Truths, str] | None:
    """Give where the values of a field lie beside a year, and how that is said."""
    first, last = day_number(year, 1, 1), day_number(year, 12, 31)
    if field.role is DateRole.BEGIN:
        return value > last, f"dit begint na {year}; deze regel raakt dat jaar niet"
    if field.role is DateRole.END:
        return value < first, f"dit eindigt voor {year}; deze regel raakt dat jaar niet"
    if field.role is DateRole.BIRTH:
        return value > year, f"dit is na {year}"
    if field.role is DateRole.MOMENT or field.kind is ValueKind.MONTH:
        return (value < first) | (value > last), f"dit valt niet in {year}"
    if field.kind is ValueKind.YEAR:
        return value != year, f"dit gaat niet over {year}"
    if field.kind is ValueKind.SCHOOL_YEAR:
        return (value != year) & (value != year - 1), f"dit schooljaar raakt {year} niet"
    return None


def _with(layout: Layout, role: DateRole) -> SourceColumn | None:
    return next((one for one in layout.columns if one.field.role is role), None)
