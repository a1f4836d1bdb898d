# SPDX-License-Identifier: EUPL-1.2
"""ADD, SUBTRACT, MULTIPLY, DIVIDE, MIN and MAX on exact numbers.

Null is an error here, never zero. A product with a known zero is zero whatever else is still
unknown, so those facts drop out of the answer.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from meedoen.law.errors import OperandError
from meedoen.law.numbers import NUMBERS, exact, outcome
from meedoen.law.operations.building import Builder, Closure, Compile, listed, refuse
from meedoen.law.values import Unknown, needed_among, parsed_date

_BY_ZERO = "DIVIDE by zero: the law divides by a value that is 0 here"


def divide(dividend: Any, divisor: Any) -> Any:
    """The exact quotient, an int when it is whole; raises OperandError on division by zero."""
    if divisor == 0:
        raise OperandError(_BY_ZERO)
    return outcome(Fraction(dividend) / Fraction(divisor))


def reckon(step: Callable[[Any, Any], Any], values: list[Any]) -> Any:
    """The exact outcome of a step over `values`, from left to right.

    Raises OperandError when it becomes too long to ever be written down, or divides by zero.
    """
    found = exact(values[0])
    for value in values[1:]:
        found = outcome(step(found, exact(value)))
    return found


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
                elif kind not in NUMBERS:
                    raise refuse(symbol, "numbers", value)
            if not gap:
                return reckon(step, values)
            if symbol == "MULTIPLY" and _has_zero(values):
                return 0
            if symbol == "DIVIDE" and _by_zero(values):
                raise OperandError(_BY_ZERO)
            divided = symbol == "DIVIDE" and any(v.__class__ is Unknown for v in values[1:])
            return needed_among(values, doubtful=divided)

        return run

    return build


def _has_zero(values: list[Any]) -> bool:
    """Whether the product is zero whatever the rest turns out to be, as long as it is a number."""
    gaps = [value for value in values if value.__class__ is Unknown]
    if any(gap.tainted or gap.nullable or gap.doubtful for gap in gaps):
        return False
    return any(value.__class__ is not Unknown and value == 0 for value in values)


def _by_zero(values: list[Any]) -> bool:
    """Whether no fact still missing can make this a quotient."""
    return any(value.__class__ is not Unknown and value == 0 for value in values[1:])


def _extreme(symbol: str, choose: Callable[[list[Any]], Any]) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        parts = [operand(value) for value in listed(spec, "values")]
        if not parts:
            raise OperandError(f"{symbol} has no values")

        def run(frame: Any) -> Any:
            values = [part(frame) for part in parts]
            known = [value for value in values if value.__class__ is not Unknown]
            numbers = all(value.__class__ in NUMBERS for value in known)
            if not numbers and not all(_is_day(value) for value in known):
                raise refuse(symbol, "numbers, or on dates", next(filter(_strange, known), None))
            gap = needed_among(values)
            return choose(values) if gap is None else gap

        return run

    return build


def _is_day(value: Any) -> bool:
    return value.__class__ is str and parsed_date(value) is not None


def _strange(value: Any) -> bool:
    return value.__class__ not in NUMBERS


BUILDERS: dict[str, Builder] = {
    "ADD": _arithmetic("ADD", operator.add),
    "SUBTRACT": _arithmetic("SUBTRACT", operator.sub),
    "MULTIPLY": _arithmetic("MULTIPLY", operator.mul),
    "DIVIDE": _arithmetic("DIVIDE", divide),
    "MIN": _extreme("MIN", min),
    "MAX": _extreme("MAX", max),
}
