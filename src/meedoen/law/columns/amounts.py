# SPDX-License-Identifier: EUPL-1.2
"""Numbers on columns: whole ones in 32 bits as long as bounds prove that they fit, else floats.

Bounds are worked out with the steps, before any row is looked at: the sum of two numbers of at
most a million is at most two. What might not fit, and every fraction, is a 64-bit float.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.column import LARGEST
from meedoen.law.columns.program import Operand, Program, Register, Truth, choose, spread

Bounds = tuple[int, int]
WHOLE, WIDE = "<i4", "<f8"


def _products(one: Bounds, other: Bounds) -> Bounds:
    found = [a * b for a in one for b in other]
    return min(found), max(found)


BOUNDS: dict[Any, Callable[[Bounds, Bounds], Bounds]] = {
    np.add: lambda a, b: (a[0] + b[0], a[1] + b[1]),
    np.subtract: lambda a, b: (a[0] - b[1], a[1] - b[0]),
    np.multiply: _products,
    np.minimum: lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    np.maximum: lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
}
"""Between which numbers a step leaves its outcome, given those of its operands."""


def number_type(operand: Operand) -> str:
    """How the numbers of a register, or a constant, are kept."""
    if isinstance(operand, Register):
        return operand.dtype
    return WHOLE if isinstance(operand, int) and abs(operand) <= LARGEST else WIDE


def reckoned(program: Program, step: Any, one: Operand, other: Operand) -> Operand:
    """The outcome of a step of arithmetic on two numbers."""
    bounds = _all_bounds(program, one, other)
    if bounds:
        found = BOUNDS[step](*bounds)
        if _fits(found):
            return program.bounded(step, one, other, bounds=found)
    return program.emit(step, widened(program, one), widened(program, other), dtype=WIDE)


def compared(program: Program, step: Any, one: Operand, other: Operand) -> Truth:
    """Where a comparison of two numbers holds."""
    if _all_bounds(program, one, other):
        return program.mask(step, one, other)
    return program.mask(step, widened(program, one), widened(program, other))


def chosen(program: Program, holds: Register, then: Operand, rest: Operand) -> Operand:
    """The number `then` where `holds`, else `rest`."""
    bounds = _all_bounds(program, then, rest)
    if not bounds:
        both = widened(program, then), widened(program, rest)
        return program.emit(choose, holds, *both, dtype=WIDE)
    (low, high), (lowest, highest) = bounds
    reach = min(low, lowest), max(high, highest)
    wide = program.emit(spread, holds, dtype=WHOLE)
    if not isinstance(rest, Register) and rest == 0:
        return program.bounded(np.bitwise_and, wide, then, bounds=reach)
    differing = program.emit(np.bitwise_xor, then, rest, dtype=WHOLE)
    taken = program.emit(np.bitwise_and, wide, differing, dtype=WHOLE)
    return program.bounded(np.bitwise_xor, taken, rest, bounds=reach)


def widened(program: Program, operand: Operand) -> Operand:
    """The same number as a 64-bit float."""
    if not isinstance(operand, Register):
        return float(operand)
    return operand if operand.dtype == WIDE else program.emit(_as_float, operand, dtype=WIDE)


def _as_float(values: NDArray[Any], out: NDArray[Any]) -> None:
    np.copyto(out, values)


def _all_bounds(program: Program, *operands: Operand) -> list[Bounds] | None:
    found = [_bounds(program, operand) for operand in operands]
    told = [bounds for bounds in found if bounds and _fits(bounds)]
    return told if len(told) == len(operands) else None


def _bounds(program: Program, operand: Operand) -> Bounds | None:
    if isinstance(operand, Register):
        return program.bounds.get(operand)
    return (operand, operand) if isinstance(operand, int) else None


def _fits(bounds: Bounds) -> bool:
    return bounds[0] >= -LARGEST and bounds[1] <= LARGEST
