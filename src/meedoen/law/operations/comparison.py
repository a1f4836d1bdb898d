# SPDX-License-Identifier: EUPL-1.2
"""EQUALS and its kin, and order on numbers and on dates.

Equality is structural and holds for null; order needs two numbers or two dates.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from meedoen.law.numbers import NUMBERS
from meedoen.law.operations.building import Builder, Closure, Compile, refuse, required
from meedoen.law.values import Unknown, as_date, needed_among, same, unknown_among

_ORDERED = "two numbers or two dates (YYYY-MM-DD)"


def _pair(spec: Mapping[str, Any]) -> tuple[Any, Any]:
    """Subject and value; the older form gives both in `values`."""
    values = spec.get("values")
    if "subject" not in spec and isinstance(values, list) and len(values) == 2:
        return values[0], values[1]
    return required(spec, "subject"), required(spec, "value")


def _equality(wanted: bool) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        left, right = map(operand, _pair(spec))

        def run(frame: Any) -> Any:
            one, other = left(frame), right(frame)
            if one.__class__ is Unknown or other.__class__ is Unknown:
                return unknown_among((one, other))
            return same(one, other) is wanted

        return run

    return build


def _order(symbol: str, holds: Callable[[Any, Any], bool]) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        left, right = map(operand, _pair(spec))

        def run(frame: Any) -> Any:
            one, other = left(frame), right(frame)
            first, second = one.__class__, other.__class__
            if first in NUMBERS and second in NUMBERS:
                return holds(one, other)
            days = _comparable(symbol, one), _comparable(symbol, other)
            if first is Unknown or second is Unknown:
                return needed_among((one, other))
            for day, given in zip(days, (one, other), strict=True):
                if day.__class__ is not date:
                    raise refuse(symbol, _ORDERED, given)
            return holds(*days)

        return run

    return build


def _comparable(symbol: str, value: Any) -> Any:
    """The number or date to compare, or what is unknown; no fact can make up for anything else."""
    kind = value.__class__
    if kind in NUMBERS or kind is Unknown:
        return value
    day = as_date(value)
    if day is None:
        raise refuse(symbol, _ORDERED, value)
    return day


def _null(wanted: bool) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        part = operand(spec["subject"] if "subject" in spec else required(spec, "value"))

        def run(frame: Any) -> Any:
            value = part(frame)
            return value if value.__class__ is Unknown else (value is None) is wanted

        return run

    return build


BUILDERS: dict[str, Builder] = {
    "EQUALS": _equality(True),
    "NOT_EQUALS": _equality(False),
    "GREATER_THAN": _order("GREATER_THAN", operator.gt),
    "GREATER_THAN_OR_EQUAL": _order("GREATER_THAN_OR_EQUAL", operator.ge),
    "LESS_THAN": _order("LESS_THAN", operator.lt),
    "LESS_THAN_OR_EQUAL": _order("LESS_THAN_OR_EQUAL", operator.le),
    "IS_NULL": _null(True),
    "NOT_NULL": _null(False),
}
