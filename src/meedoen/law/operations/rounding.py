# SPDX-License-Identifier: EUPL-1.2
"""ROUND (half away from zero), CEIL (up) and FLOOR (down), only where the law says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from meedoen.law.errors import UnknownOperation
from meedoen.law.numbers import MAX_BITS, MAX_DIGITS, NUMBERS, Number, exact
from meedoen.law.operations.building import Builder, Closure, Compile, refuse, required
from meedoen.law.values import Unknown, needed_among

Rounding = Callable[[Fraction], int]


def half_away(value: Fraction) -> int:
    """The nearest whole number; halfway, the one further from zero."""
    nearest = floor(abs(value) + Fraction(1, 2))
    return nearest if value >= 0 else -nearest


ROUNDINGS: dict[str, Rounding] = {"ROUND": half_away, "CEIL": ceil, "FLOOR": floor}


def rounded(value: Number, precision: int, rounding: Rounding) -> int | Decimal:
    """`value` at `precision` decimals (negative: tens, hundreds); an int when that is whole.

    Raises OperandError for a number too long to work with.
    """
    given = exact(value)
    if precision <= 0:
        step = 10**-precision
        return rounding(Fraction(given) / step) * step
    whole = rounding(Fraction(given) * 10**precision)
    return Decimal(whole).scaleb(-precision, Context(prec=MAX_BITS))


def _rounding(symbol: str, rounding: Rounding) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        part = operand(required(spec, "value"))
        precision = required(spec, "precision")
        if precision.__class__ is not int or abs(precision) > MAX_DIGITS:
            raise UnknownOperation(f"{symbol} needs a whole number as 'precision'")

        def run(frame: Any) -> Any:
            value = part(frame)
            kind = value.__class__
            if kind is Unknown:
                return needed_among([value])
            if kind not in NUMBERS:
                raise refuse(symbol, "a number", value)
            return rounded(value, precision, rounding)

        return run

    return build


BUILDERS: dict[str, Builder] = {name: _rounding(name, how) for name, how in ROUNDINGS.items()}
