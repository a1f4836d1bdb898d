# SPDX-License-Identifier: EUPL-1.2
"""Exact numbers: a third, times three, is one.

A number is an `int`, a `Decimal` as somebody wrote it, or a `Fraction` as an operation left it.
Sums go over fractions, so nothing is rounded but where the law says so (RegelRecht law-format,
"Rounding and precision"). An answer leaves as `int` or `Decimal`; what no decimal can write has
fifty figures then.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

from meedoen.law.errors import OperandError

Number = int | Decimal | Fraction

NUMBERS = frozenset({int, Decimal, Fraction})
"""The classes of a number; true and false are none."""

WRITTEN = Context(prec=50, rounding=ROUND_HALF_EVEN)
"""How an endless fraction is written down in the end."""

MAX_BITS = 14_000
"""Some four thousand digits; squaring a few numbers more would keep a computer busy for hours."""
MAX_DIGITS = 4_000
_TOO_LARGE = "a number here becomes larger than can be worked with"
_FEW = 1_000


def is_number(value: Any) -> bool:
    """Whether `value` is a number (true and false are not)."""
    return value.__class__ in NUMBERS


def exact(value: Number) -> int | Fraction:
    """The same number, to calculate with; raises OperandError when it is too long for that."""
    if value.__class__ is Decimal:
        if not value.as_tuple().exponent > -MAX_DIGITS or value.adjusted() > MAX_DIGITS:  # type: ignore[operator]
            raise OperandError(_TOO_LARGE)
        return Fraction(value)
    return value  # type: ignore[return-value]


def outcome(value: int | Fraction) -> int | Fraction:
    """The outcome of a sum, whole when it is; raises OperandError when it is too long to go on."""
    if value.__class__ is not int:
        if value.denominator != 1:
            if value.denominator.bit_length() > MAX_BITS or value.numerator.bit_length() > MAX_BITS:
                raise OperandError(_TOO_LARGE)
            return value
        value = value.numerator
    if value.bit_length() > MAX_BITS:
        raise OperandError(_TOO_LARGE)
    return value


def written(value: Any) -> Any:
    """A number as an answer gives it: whole, or a decimal; anything else as it is."""
    if value.__class__ is list:
        return [written(item) for item in value]
    if value.__class__ is not Fraction:
        return value
    if value.denominator == 1:
        return int(value)
    return _decimal(value)


def _decimal(value: Fraction) -> Decimal:
    """All its figures when they end, else fifty of them."""
    twos = fives = 0
    rest = value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return WRITTEN.divide(Decimal(value.numerator), Decimal(value.denominator))
    places = max(twos, fives)
    whole = value.numerator * (10**places // value.denominator)
    return Decimal(whole).scaleb(-places, Context(prec=MAX_BITS))


def in_figures(value: Any) -> str:
    """A number as a reader sees it; one of more than a thousand digits by its length."""
    number = written(value)
    if number.__class__ is int and number.bit_length() > 4 * _FEW:
        return "a number of more than a thousand digits"
    return str(number)
