# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a line of headings that nobody knows yet: names of columns, never a value (pure).

A file without headings begins with a row, and that may be of a person. So what can be a value is
not kept, and of a line that looks like a row nothing is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from meedoen.monitor.sources.specification import MonitorSource, level
from meedoen.recognition.finds import BY_FORM, find
from meedoen.vocabulary.levelling import levelled
from meedoen.vocabulary.words import read_line, without_controls

MOST_HEADINGS = 150
LONGEST_HEADING = 120
LONGEST_SUPPLIER = 80
NOT_KEPT = ""
"""Stands where a heading looked like a value, or was too long to be one."""

_MANY_FIGURES = re.compile(r"\d(?:[\s./_-]?\d){5,}")
_BSN_LIKE = re.compile(r"(?<!\d)\d(?:[\s./_-]?\d){7,8}(?!\d)")
_MONTH = r"(?:jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    rf"\b\d{{1,2}}[-/. ]\d{{1,2}}[-/. ]\d{{2,4}}\b|\b\d{{1,2}}[- ]{_MONTH}|\b{_MONTH} \d{{1,2}}\b",
    re.IGNORECASE,
)
_SEPARATORS = (";", "\t", ",", "|")


class NoHeadings(ValueError):
    """A line of which no headings can be kept; the message says why, for who brought it."""


def supplier_name(typed: str) -> str:
    """Read the name of a supplier. Raises NoHeadings for what cannot be told apart, or is data."""
    name = read_line(typed)
    if not level(name):
        raise NoHeadings("Geef de leverancier een naam met letters of cijfers.")
    if len(name) > LONGEST_SUPPLIER or len(level(name)) > LONGEST_SUPPLIER:
        raise NoHeadings(f"De naam van de leverancier is langer dan {LONGEST_SUPPLIER} tekens.")
    if can_tell_who(name):
        raise NoHeadings(
            "De naam van de leverancier lijkt op een gegeven van iemand. Kies een andere."
        )
    return name


def headings_to_keep(line: Sequence[str], source: MonitorSource) -> tuple[str, ...]:
    """Give the headings of a file in their order, NOT_KEPT for one that can be a value.

    Columns without a heading are left out. Raises NoHeadings when there are none or too many, or
    when the line looks like a row: something in it can be a bsn, or half of it values, and none
    of it is a heading that we know.
    """
    given = [read_line(one) for one in line]
    given = [one for one in given if one]
    if not given:
        raise NoHeadings("Er staan geen koppen in deze regel.")
    if len(given) > MOST_HEADINGS:
        raise NoHeadings(
            f"Dit zijn {len(given)} koppen. Hier passen er {MOST_HEADINGS}; maak een eigen profiel."
        )
    kept = tuple(NOT_KEPT if _is_value(one) else one for one in given)
    known = {heading for shape in source.shapes for heading in shape.by_heading}
    values = [one for one, heading in zip(given, kept, strict=True) if not heading]
    if not any(level(one) in known for one in given) and (
        2 * len(values) >= len(given) or any(_BSN_LIKE.search(levelled(one).plain) for one in given)
    ):
        raise NoHeadings(
            "Deze regel lijkt op gegevens en niet op koppen. Er is niets van bewaard. Zet de "
            "koppen op de eerste regel."
        )
    return kept


def parted(text: str) -> list[str]:
    """Part a line that somebody copied from a file into its cells; an announced separator goes."""
    lines = [one for one in without_controls(text).lstrip("\ufeff").split("\n") if one.strip()]
    if lines and re.fullmatch(r'"?sep=.?"?', lines[0].strip().lower()):
        lines = lines[1:]
    if not lines:
        return []
    separator = max(_SEPARATORS, key=lines[0].count)
    try:
        return next(csv.reader([lines[0]], delimiter=separator), [])
    except csv.Error:
        return lines[0].split(separator)


def can_tell_who(text: str) -> bool:
    """Tell whether something in a text can be a number, day or address of somebody."""
    plain = levelled(text).plain
    return (
        _MANY_FIGURES.search(plain) is not None
        or _DAY.search(plain) is not None
        or any(one.kind in BY_FORM for one in find(text))
    )


def _is_value(heading: str) -> bool:
    """Tell whether a heading can be a value, or is longer than one is."""
    return (
        len(heading) > LONGEST_HEADING
        or not any(map(str.isalpha, heading))
        or can_tell_who(heading)
    )
