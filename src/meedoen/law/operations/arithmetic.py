# SPDX-License-Identifier: EUPL-1.2
"""ADD, SUBTRACT, MULTIPLY, DIVIDE, MIN and MAX on exact numbers.

Null is an error here, never zero. A product with a known zero is zero whatever else is still
unknown, so those facts drop out of the answer.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any

from meedoen.law.errors import OperandError
from meedoen.law.operations.building import Builder, Closure, Compile, listed, refuse
from meedoen.law.values import Unknown, parsed_date, unknown_among

_BY_ZERO = "DIVIDE by zero: the law divides by a value that is 0 here"

MAX_BITS = 16_000
"""Some five thousand digits; squaring a few numbers more would keep a computer busy for hours."""


def divide(dividend: Any, divisor: Any) -> Any:
    """The exact quotient, an int when it is whole; raises OperandError on division by zero."""
    if divisor == 0:
        raise OperandError(_BY_ZERO)
    if dividend.__class__ is int and divisor.__class__ is int and dividend % divisor == 0:
        return dividend // divisor
    return Decimal(dividend) / Decimal(divisor)


def multiply(one: Any, other: Any) -> Any:
    """The exact product; raises OperandError when it is too long to ever be written down."""
    product = one * other
    if product.__class__ is int and product.bit_length() > MAX_BITS:
        raise OperandError("MULTIPLY: a number here becomes larger than can be worked with")
    return product


def _arithmetic(symbol: str, step: Callable[[Any, Any], Any]) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        parts = [operand(value) for value in listed(spec, "values")]
        if not parts:
            raise OperandError(f"{symbol} has no values")

        def run(frame: Any) -> Any:
            values = [part(frame) for part in parts]
            gap = False
            for value in values:
                kind = value.__class__
                if kind is Unknown:
                    gap = True
                elif kind is not int and kind is not Decimal:
                    raise refuse(symbol, "numbers", value)
            if gap:
                if symbol == "MULTIPLY" and _has_zero(values):
                    return 0
                if symbol == "DIVIDE" and _by_zero(values):
                    raise OperandError(_BY_ZERO)
                return unknown_among(values)
            return reduce(step, values)

        return run

    return build


def _has_zero(values: list[Any]) -> bool:
    tainted = any(value.__class__ is Unknown and value.tainted for value in values)
    return not tainted and any(value.__class__ is not Unknown and value == 0 for value in values)


def _by_zero(values: list[Any]) -> bool:
    """Whether no fact still missing can make this a quotient."""
    return any(value.__class__ is not Unknown and value == 0 for value in values[1:])


def _extreme(symbol: str, choose: Callable[[list[Any]], Any]) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        parts = [operand(value) for value in listed(spec, "values")]

        def run(frame: Any) -> Any:
            values = [part(frame) for part in parts]
            known = [value for value in values if value.__class__ is not Unknown]
            numbers = all(value.__class__ in (int, Decimal) for value in known)
            if not numbers and not all(_is_day(value) for value in known):
                raise refuse(symbol, "numbers, or on dates", next(filter(_strange, known), None))
            gap = unknown_among(values)
            if gap is not None:
                return gap
            if not values:
                raise OperandError(f"{symbol} has no values")
            return choose(values)

        return run

    return build


def _is_day(value: Any) -> bool:
    return value.__class__ is str and parsed_date(value) is not None


def _strange(value: Any) -> bool:
    return value.__class__ not in (int, Decimal)


BUILDERS: dict[str, Builder] = {
    "ADD": _arithmetic("ADD", operator.add),
    "SUBTRACT": _arithmetic("SUBTRACT", operator.sub),
    "MULTIPLY": _arithmetic("MULTIPLY", multiply),
    "DIVIDE": _arithmetic("DIVIDE", divide),
    "MIN": _extreme("MIN", min),
    "MAX": _extreme("MAX", max),
}
