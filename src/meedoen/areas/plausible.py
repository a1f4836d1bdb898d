# SPDX-License-Identifier: EUPL-1.2
"""Notices figures that cannot be so, because a part is larger than its whole (pure).

They come from cells that shifted or were misread, and would reach a map without a word. CBS rounds
small numbers to fives and tens, so that a part may seem a little larger.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from meedoen.areas.headings import highest, is_count
from meedoen.areas.levels import level_of, municipality_code, parent_code

# What every one of these counts is a part of.
WHOLE = "inwoners"
PARTS = ("huishoudens", "inwoners_0_tot_15", "inwoners_65_plus", "bijstand", "ao_uitkering",
         "ww_uitkering", "aow_uitkering", "jeugdzorg", "wmo")  # fmt: skip
ROUNDED = 10
_CHECK = "check whether cells shifted, and the points and commas in the numbers"

Tables = Mapping[str, Mapping[str, Decimal | None]]
Finding = tuple[str, str, str, str]


def impossible(tables: Tables, titles: Mapping[str, str]) -> Iterator[Finding]:
    """Give each figure that cannot be so: its area, its name, what is wrong and what to do.

    `tables` holds for each figure its value per area, `titles` its heading in the file.
    """
    for name, values in tables.items():
        count, most = is_count(titles[name]), highest(titles[name])
        for code, value in values.items():
            what = "" if value is None else _alone(value, count, most)
            if what:
                yield code, name, what, _CHECK
    yield from _parts(tables)
    for name in (WHOLE, *PARTS):
        yield from _inside(name, tables.get(name, {}))


def _alone(value: Decimal, count: bool, most: int | None) -> str:
    if count and value % 1:
        return f"{value.normalize():f} is no whole number, and this is a count"
    if count and value < 0:
        return f"{value:f} is below nought"
    if most is not None and not 0 <= value <= most:
        return f"{value.normalize():f} does not lie between 0 and {most}"
    return ""


def _parts(tables: Tables) -> Iterator[Finding]:
    """Compare each part with all inhabitants of the same area."""
    wholes = tables.get(WHOLE, {})
    for name in PARTS:
        for code, part in tables.get(name, {}).items():
            whole = wholes.get(code)
            if part is not None and whole is not None and part > whole + ROUNDED:
                yield code, name, f"{part:f} is more than the {whole:f} inhabitants", _CHECK


def _inside(name: str, values: Mapping[str, Decimal | None]) -> Iterator[Finding]:
    """Compare each area with the wijk and the gemeente that it lies in."""
    for code, value in values.items():
        if value is None or level_of(code) is None:
            continue
        for above in {parent_code(code), municipality_code(code)} - {None, code}:
            whole = values.get(above or "")
            if whole is not None and value > whole + ROUNDED:
                yield code, name, f"{value:f} is more than the {whole:f} of {above}", _CHECK
