# SPDX-License-Identifier: EUPL-1.2
"""ROUND (half away from zero), CEIL (up) and FLOOR (down), only where the law says so."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Any

from meedoen.law.errors import UnknownOperation
from meedoen.law.operations.building import Builder, Closure, Compile, refuse, required
from meedoen.law.values import EXACT, Unknown


def rounded(value: Any, precision: int, rounding: str) -> Any:
    """`value` at `precision` decimals (negative: tens, hundreds); an int when that is whole."""
    exact = Decimal(value)
    step = Decimal(1).scaleb(-precision)
    digits = max(EXACT.prec, exact.adjusted() + precision + 2)
    result = exact.quantize(step, rounding=rounding, context=Context(prec=digits))
    return int(result) if precision <= 0 else result


def _rounding(symbol: str, rounding: str) -> Builder:
    def build(spec: Mapping[str, Any], operand: Compile) -> Closure:
        part = operand(required(spec, "value"))
        precision = required(spec, "precision")
        if precision.__class__ is not int:
            raise UnknownOperation(f"{symbol} needs a whole number as 'precision'")

        def run(frame: Any) -> Any:
            value = part(frame)
            kind = value.__class__
            if kind is Unknown:
                return value
            if kind is not int and kind is not Decimal:
                raise refuse(symbol, "a number", value)
            return rounded(value, precision, rounding)

        return run

    return build


BUILDERS: dict[str, Builder] = {
    "ROUND": _rounding("ROUND", ROUND_HALF_UP),
    "CEIL": _rounding("CEIL", ROUND_CEILING),
    "FLOOR": _rounding("FLOOR", ROUND_FLOOR),
}
