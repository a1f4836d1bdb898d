# SPDX-License-Identifier: EUPL-1.2
"""Numbers on columns: exact, or not on columns at all.

A number is two whole numbers, what it counts and in how many parts: 1.1 times a column is eleven
times that column, in tenths. Bounds are worked out with the steps, before any row is looked at: the
sum of two numbers of at most a million is at most two. Whole numbers are 32 bits wide where the
bounds prove that they fit, and 64-bit floats up to `EXACTLY`: up to there they are whole numbers.
Past that the scalar engine does it, row by row. A column of floats that are no decimals of a few
places can be compared and chosen, not reckoned with: only such a register has no bounds.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import floor, gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.column import EXACTLY, LARGEST, NotOnColumns
from meedoen.law.columns.program import Operand, Program, Register, Truth, choose, spread

Bounds = tuple[int, int]
Part = tuple[Operand, Operand]
"""What is counted, and in how many parts: both whole, the second more than nothing."""
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
_CONSTANT: dict[Any, Callable[[Any, Any], Any]] = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.minimum: min,
    np.maximum: max,
    np.equal: operator.eq,
    np.greater: operator.gt,
    np.greater_equal: operator.ge,
    np.less: operator.lt,
    np.less_equal: operator.le,
}
_BETWEEN = {np.greater_equal: np.greater, np.less: np.less_equal}
"""The comparison with the whole number below, instead of one with a number in between."""


def constant(number: int | Fraction) -> Part:
    """A number that is the same for everybody."""
    return number.numerator, number.denominator


def number_type(operand: Operand) -> str:
    """How the numbers of a register, or a constant, are kept."""
    if isinstance(operand, Register):
        return operand.dtype
    return WHOLE if isinstance(operand, int) and abs(operand) <= LARGEST else WIDE


def told(program: Program, part: Part) -> Operand:
    """One number for the reader: whole, or the float that is nearest."""
    values, parts = part
    if parts.__class__ is int and parts == 1:
        if isinstance(values, int) and abs(values) > EXACTLY:
            raise NotOnColumns("a number larger than floats tell apart")
        return values
    if not isinstance(values, Register) and not isinstance(parts, Register):
        return float(Fraction(values, parts))
    return program.emit(np.divide, _wide(program, values), _wide(program, parts), dtype=WIDE)


def reckoned(program: Program, step: Any, one: Part, other: Part) -> Part:
    """The outcome of a step of arithmetic on two numbers."""
    if step is np.multiply:
        return _product(program, one, other)
    if step in (np.minimum, np.maximum) and (_loose(program, one) or _loose(program, other)):
        operands = _as_float(program, one), _as_float(program, other)
        return program.emit(step, *operands, dtype=WIDE), 1
    values, others, parts = _in_equal_parts(program, one, other)
    return _whole(program, step, values, others), parts


def _product(program: Program, one: Part, other: Part) -> Part:
    """A product, in as few parts as constants allow."""
    (values, parts), (others, pieces) = _shared(one, other), _shared(other, one)
    return _whole(program, np.multiply, values, others), _whole(program, np.multiply, parts, pieces)


def _shared(one: Part, other: Part) -> Part:
    """What is counted in `one`, with the parts that are left of `other`, without a shared factor.

    Only constants have factors to share; the pair is crossed, so that each side is made smaller.
    """
    values, parts = one[0], other[1]
    if isinstance(values, int) and isinstance(parts, int):
        factor = gcd(values, parts) or 1
        return values // factor, parts // factor
    return values, parts


def divided(program: Program, one: Part, other: Part, known: Truth) -> Part:
    """A quotient; rows that know their divisor must not divide by nothing."""
    values, parts = other
    if isinstance(values, Register):
        if _loose(program, other):
            raise NotOnColumns("floats that are no decimals of a few places")
        low, high = _needed(program, values)
        reach = 0, max(abs(low), abs(high))
        size = program.whole(_divisor, values, known, bounds=reach, dtype=values.dtype)
        if low < 0:
            sign = program.whole(np.sign, values, bounds=(-1, 1), dtype=values.dtype)
            parts = _whole(program, np.multiply, parts, sign)
        return _product(program, one, (parts, size))
    if values == 0:
        raise NotOnColumns("division by zero, which the scalar engine reports")
    if values < 0:
        values, parts = -values, _whole(program, np.multiply, parts, -1)
    return _product(program, one, (parts, values))


def _divisor(values: Any, known: Any, out: NDArray[Any]) -> None:
    if np.any(np.equal(values, 0) & known):
        raise NotOnColumns("division by zero, which the scalar engine reports")
    np.abs(values, out=out)


def compared(program: Program, step: Any, one: Part, other: Part) -> Truth:
    """Where a comparison of two numbers holds."""
    if _loose(program, one) or _loose(program, other):
        return program.mask(step, _as_float(program, one), _as_float(program, other))
    if isinstance(other[0], int) and isinstance(other[1], int) and isinstance(one[1], int):
        return _beside(program, step, one[0], Fraction(other[0] * one[1], other[1]))
    values, others, _ = _in_equal_parts(program, one, other)
    return _mask(program, step, values, others)


def _beside(program: Program, step: Any, values: Operand, border: Fraction) -> Truth:
    """Where whole numbers stand so beside a constant; one in between counts as the lower."""
    if border.denominator == 1:
        return _mask(program, step, values, border.numerator)
    if step is np.equal:
        return False
    return _mask(program, _BETWEEN.get(step, step), values, floor(border))


def _mask(program: Program, step: Any, one: Operand, other: Operand) -> Truth:
    if not isinstance(one, Register) and not isinstance(other, Register):
        return bool(_CONSTANT[step](one, other))
    bounds = _needed(program, one), _needed(program, other)
    if all(map(_narrow, bounds)):
        return program.mask(step, one, other)
    return program.mask(step, _wide(program, one), _wide(program, other))


def chosen(program: Program, holds: Register, then: Part, rest: Part) -> Part:
    """The number `then` where `holds`, else `rest`."""
    if _loose(program, then) or _loose(program, rest):
        operands = _as_float(program, then), _as_float(program, rest)
        return program.emit(choose, holds, *operands, dtype=WIDE), 1
    one, other, parts = _in_equal_parts(program, then, rest)
    return _either(program, holds, one, other), parts


def _either(program: Program, holds: Register, then: Operand, rest: Operand) -> Operand:
    (low, high), (lowest, highest) = _needed(program, then), _needed(program, rest)
    reach = min(low, lowest), max(high, highest)
    if not _narrow(reach):
        both = _wide(program, then), _wide(program, rest)
        return program.whole(choose, holds, *both, bounds=reach, dtype=WIDE)
    wide = program.emit(spread, holds, dtype=WHOLE)
    if not isinstance(rest, Register) and rest == 0:
        return program.whole(np.bitwise_and, wide, then, bounds=reach, dtype=WHOLE)
    differing = program.emit(np.bitwise_xor, then, rest, dtype=WHOLE)
    taken = program.emit(np.bitwise_and, wide, differing, dtype=WHOLE)
    return program.whole(np.bitwise_xor, taken, rest, bounds=reach, dtype=WHOLE)


def _in_equal_parts(program: Program, one: Part, other: Part) -> tuple[Operand, Operand, Operand]:
    """Both counts, and the number of parts that they now share."""
    (values, parts), (others, pieces) = one, other
    if parts is pieces or (isinstance(parts, int) and parts == pieces):
        return values, others, parts
    if isinstance(parts, int) and isinstance(pieces, int):
        shared: Operand = lcm(parts, pieces)
        times, more = shared // parts, shared // pieces
    else:
        shared = _whole(program, np.multiply, parts, pieces)
        times, more = pieces, parts
    return (
        _whole(program, np.multiply, values, times),
        _whole(program, np.multiply, others, more),
        shared,
    )


def _whole(program: Program, step: Any, one: Operand, other: Operand) -> Operand:
    """The outcome of a step on two whole numbers, as narrow as it certainly fits."""
    if not isinstance(one, Register) and not isinstance(other, Register):
        return _CONSTANT[step](one, other)
    if step is np.multiply and 1 in (one, other):
        return other if one == 1 else one
    bounds = _needed(program, one), _needed(program, other)
    found = BOUNDS[step](*bounds)
    if all(map(_narrow, (*bounds, found))):
        return program.whole(step, one, other, bounds=found, dtype=WHOLE)
    if max(map(abs, found)) > EXACTLY:
        raise NotOnColumns("a sum that could become larger than floats tell apart")
    both = _wide(program, one), _wide(program, other)
    return program.whole(step, *both, bounds=found, dtype=WIDE)


def _wide(program: Program, operand: Operand) -> Operand:
    """The same number as a 64-bit float."""
    if not isinstance(operand, Register):
        return float(operand)
    return operand if operand.dtype == WIDE else program.emit(_copied, operand, dtype=WIDE)


def _copied(values: NDArray[Any], out: NDArray[Any]) -> None:
    np.copyto(out, values)


def _loose(program: Program, part: Part) -> bool:
    """Whether these are floats that are no decimals of a few places."""
    return isinstance(part[0], Register) and part[0] not in program.bounds


def _as_float(program: Program, part: Part) -> Operand:
    """A number to set beside such floats: one that a float writes down exactly as it is."""
    values, parts = part
    if isinstance(values, Register):
        if isinstance(parts, Register) or parts != 1:
            raise NotOnColumns("parts beside floats that are no decimals of a few places")
        return _wide(program, values)
    number = float(Fraction(values, parts))
    if Fraction(Decimal(repr(number))) != Fraction(values, parts):
        raise NotOnColumns("a number that no float writes down")
    return number


def _needed(program: Program, operand: Operand) -> Bounds:
    """Between which whole numbers an operand stays; refuses one that cannot be reckoned with."""
    if not isinstance(operand, Register):
        if abs(operand) > EXACTLY:
            raise NotOnColumns("a number larger than floats tell apart")
        return operand, operand
    if operand not in program.bounds:
        raise NotOnColumns("floats that are no decimals of a few places")
    return program.bounds[operand]


def _narrow(bounds: Bounds) -> bool:
    return bounds[0] >= -LARGEST and bounds[1] <= LARGEST
