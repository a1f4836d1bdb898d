# SPDX-License-Identifier: EUPL-1.2
"""Values and room of a rule as a reader says them, in written Dutch. Pure Python."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from meedoen.law.model import Field
from meedoen.vocabulary.money import Money
from meedoen.vocabulary.number import number_in_words
from meedoen.vocabulary.words import name_in_words

_UNITS = {
    "years": ("jaar", "jaar"),
    "months": ("maand", "maanden"),
    "weeks": ("week", "weken"),
    "days": ("dag", "dagen"),
}


def room_in_words(declared: Field) -> str:
    """The bounds or choices of an output as a reader would say them; empty when all is possible."""
    if declared.choices:
        *most, last = [name_in_words(choice) for choice in declared.choices]
        return f"{', '.join(most)} of {last}" if most else last
    low, high = declared.bounds
    if high is None:
        return f"ten minste {in_words(low, declared.unit)}" if low else ""
    if low is None:
        return f"ten hoogste {in_words(high, declared.unit)}"
    bare = None if declared.unit in _UNITS else declared.unit
    return f"van {in_words(low, bare)} tot en met {in_words(high, declared.unit)}"


def in_words(value: Any, unit: str | None = None) -> str:
    """A value in written Dutch: '€ 21,80' (from eurocents), '36 maanden', '90%', 'ja', 'altijd'."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if not isinstance(value, int | Decimal):
        return name_in_words(str(value))
    if unit in {"euro", "eurocent"}:
        cents = value * 100 if unit == "euro" else value
        if cents == int(cents):
            return str(Money(int(cents)))
    number = number_in_words(value)
    one, more = _UNITS.get(unit or "", ("", ""))
    return (
        f"{number}%" if unit == "percentage" else f"{number} {one if value == 1 else more}".strip()
    )
