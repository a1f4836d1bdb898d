# SPDX-License-Identifier: EUPL-1.2
"""Finds which column of a file holds which field, by its headings or by a profile (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from meedoen.interop.extracts.profiles import Profile
from meedoen.interop.findings import Refused, UnknownHeadings, WrongValue
from meedoen.interop.masking import shown
from meedoen.monitor.sources.profile import reading_of
from meedoen.monitor.sources.specification import (
    MonitorSource,
    SourceField,
    SourceForm,
    SourceShape,
    ValueKind,
    level,
)
from meedoen.vocabulary.words import read_line

MOST_COLUMNS = 1000


@dataclass(frozen=True)
class SourceColumn:
    """A field, with its place in the file from 0, the heading there, and how codes are written."""

    field: SourceField
    place: int
    heading: str
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Layout:
    """The columns of a file that are read, and how many it has in all.

    `nameless` are the places of columns without a heading, under which nothing may stand.
    """

    source: MonitorSource
    shape: SourceShape
    columns: tuple[SourceColumn, ...]
    width: int
    nameless: tuple[int, ...] = ()

    def __getitem__(self, name: str) -> SourceColumn | None:
        """Give the column of a field by our name."""
        return next((one for one in self.columns if one.field.name == name), None)


def layout_of(
    headings: Sequence[str], source: MonitorSource, profile: Profile, *, row: str = "1"
) -> Layout:
    """Find the columns of a source among the headings of a file; `row` is where these stand.

    A column may have no heading, as programs for sheets leave them behind. Raises Refused, with a
    finding for each heading, when one is missing, unknown or there twice, and for rows of people of
    a source that comes in as counts only.
    """
    given = [heading.strip(" \t\u00a0") if read_line(heading) else "" for heading in headings]
    if len(given) > MOST_COLUMNS:
        raise Refused(f"{len(given)} kolommen is te breed; hier passen er hooguit {MOST_COLUMNS}")
    _refuse_people(given, source, profile)
    read = reading_of(given, source, headings=profile.headings, ignore=profile.ignore)
    shape, names = read.shape, read.fields
    _refuse_a_wrong_profile(source, shape, given, profile)
    faults = [*_unknown(given, names, read.unknown, row), *_twice(given, names, row)]
    faults += [
        WrongValue(row, one.name, "", f"de kolom {one.name} ontbreekt") for one in read.missing
    ]
    if faults:
        raise UnknownHeadings(_told(faults, source), given, tuple(faults))
    columns = tuple(
        SourceColumn(
            shape.by_name[name], place, given[place], tuple(profile.codes.get(name, {}).items())
        )
        for place, name in enumerate(names)
        if name
    )
    nameless = tuple(place for place, heading in enumerate(given) if not heading)
    return Layout(source, shape, columns, len(given), nameless)


def known_among(headings: Sequence[str], source: MonitorSource, profile: Profile) -> int:
    """Count the headings that name a field of a source in any of its forms."""
    ignored = {level(one) for one in profile.ignore} | {level(h) for h in profile.headings.values()}
    known = ignored.union(*(shape.by_heading for shape in source.shapes)) - {""}
    return sum(level(one) in known for one in headings)


def _refuse_people(given: Sequence[str], source: MonitorSource, profile: Profile) -> None:
    if source.shape(SourceForm.ROWS) is None and _holds_people(given, profile):
        raise Refused(
            f"van {source.key} komen alleen aantallen per wijk of buurt binnen, en in dit bestand "
            "staat een kolom met een bsn; lever de aantallen, zonder personen"
        )


def _holds_people(given: Sequence[str], profile: Profile) -> bool:
    return ValueKind.BSN in profile.headings or any(
        "bsn" in level(one) or "burgerservice" in level(one) for one in given
    )


def _refuse_a_wrong_profile(
    source: MonitorSource, shape: SourceShape, given: Sequence[str], profile: Profile
) -> None:
    fields = {name: one for each in source.shapes for name, one in each.by_name.items()}
    for name in [*profile.headings, *profile.codes]:
        if name not in fields:
            raise Refused(f"het profiel noemt '{shown(name)}', en {source.key} heeft dat veld niet")
    of_column: dict[str, str] = {}
    for name, theirs in profile.headings.items():
        if name in shape.by_name and (other := of_column.setdefault(level(theirs), name)) != name:
            raise Refused(
                f"het profiel leest {other} en {name} uit de kolom '{shown(theirs)}'; een kolom "
                "hoort bij een veld"
            )
    there = {level(one) for one in given}
    for name, theirs in profile.headings.items():
        if level(theirs) not in there and name in shape.by_name:
            raise UnknownHeadings(
                f"het profiel leest {name} uit de kolom '{shown(theirs)}', en die is er niet", given
            )
    for name, codes in profile.codes.items():
        for code in codes.values():
            if code and fields[name].kind is ValueKind.CODE and code not in fields[name].codes:
                raise Refused(
                    f"het profiel maakt van {name} '{shown(code)}', en die code is er niet"
                )


def _unknown(
    given: Sequence[str], names: Sequence[str], unknown: Sequence[str], row: str
) -> list[WrongValue]:
    return [
        WrongValue(row, shown(heading), shown(heading), "deze kolom kennen we niet")
        for heading, name in zip(given, names, strict=True)
        if not name and heading in unknown
    ]


def _twice(given: Sequence[str], names: Sequence[str], row: str) -> list[WrongValue]:
    return [
        WrongValue(
            row, shown(given[place]), shown(given[place]), f"de kolom {name} staat er twee keer"
        )
        for place, name in enumerate(names)
        if name and name in names[:place]
    ]


def _told(faults: Sequence[WrongValue], source: MonitorSource) -> str:
    said = [
        f"{one.reason}: '{one.value}'" if one.value and "kennen" in one.reason else one.reason
        for one in faults[:8]
    ]
    more = f"; en nog {len(faults) - 8}" if len(faults) > 8 else ""
    return (
        f"regel 1, de koppen: {'; '.join(said)}{more}. Noem een andere kop in een profiel, of laat "
        f"die kolom daar weg (ignore). Wat {source.key} heeft: `meedoen extracts sources --json`"
    )
