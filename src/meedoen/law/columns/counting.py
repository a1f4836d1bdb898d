# SPDX-License-Identifier: EUPL-1.2
"""Sums, ages and dates on columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.amounts import WIDE, chosen, compared, reckoned, widened
from meedoen.law.columns.column import NotOnColumns
from meedoen.law.columns.logic import Read, Work, known_in_all, listed
from meedoen.law.columns.program import Program, Register, Truth
from meedoen.law.columns.symbols import OPEN, Symbol, of_kind, together


def _arithmetic(step: Callable[..., Any]) -> Work:
    def work(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
        symbols = listed(spec, read, "values")
        of_kind("number", symbols)
        return _number(program, symbols, step)

    return work


def _number(program: Program, symbols: list[Symbol], step: Callable[..., Any]) -> Symbol:
    known, why = known_in_all(program, symbols), together(program, symbols)
    if any(symbol.kind == OPEN for symbol in symbols):
        return Symbol("number", 0, False, why)
    values = reduce(
        lambda one, other: reckoned(program, step, one, other),
        [symbol.values for symbol in symbols],
    )
    return Symbol("number", values, known, why)


def _multiply(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
    """A product, which is nothing as soon as one of the numbers is."""
    symbols = listed(spec, read, "values")
    of_kind("number", symbols)
    found = _number(program, symbols, np.multiply)
    if found.known is True:
        return found
    nothing = program.either(
        *(program.both(s.known, compared(program, np.equal, s.values, 0)) for s in symbols)
    )
    known = program.either(found.known, nothing)
    if isinstance(nothing, bool) or not isinstance(found.values, Register):
        return Symbol("number", 0 if nothing is True else found.values, known, found.why)
    values = chosen(program, nothing, 0, found.values)
    return Symbol("number", values, known, found.why)


def _divide(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
    symbols = listed(spec, read, "values")
    of_kind("number", symbols)
    numbers = [0.0 if s.kind == OPEN else widened(program, s.values) for s in symbols]
    values = numbers[0]
    for number, symbol in zip(numbers[1:], symbols[1:], strict=True):
        values = program.emit(_divided, values, number, symbol.known, dtype=WIDE)
    return Symbol("number", values, known_in_all(program, symbols), together(program, symbols))


def _divided(dividend: Any, divisor: Any, known: Any, out: NDArray[Any]) -> None:
    if np.any(np.equal(divisor, 0) & known):
        raise NotOnColumns("division by zero, which the scalar engine reports")
    np.divide(dividend, divisor, out=out)


LONGEST = 54_787
"""Days in 150 years; who is older is worked out by the scalar engine."""
OLDEST = 150


def _age(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
    born, at = pair = (
        read(spec.get("date_of_birth")),
        read(spec.get("reference_date", "$referencedate")),
    )
    of_kind("date", pair)
    known, why = known_in_all(program, pair), together(program, pair)
    if OPEN in {born.kind, at.kind}:
        return Symbol("number", 0, False, why)
    if not isinstance(at.values, int):
        raise NotOnColumns("ages on different days")
    ages = program.table(_ages(at.values))
    operands = born.values, at.values, known, ages
    years = program.bounded(_years, *operands, bounds=(0, OLDEST))
    return Symbol("number", years, known, why)


def _years(born: Any, at: Any, known: Any, ages: NDArray[Any], out: NDArray[Any]) -> None:
    lived = np.subtract(at, born)
    days = lived.view(np.uint64)
    if days.max() > LONGEST and ((days > LONGEST) & known).any():
        raise NotOnColumns("born after the day asked about, or longer ago than anyone lives")
    np.copyto(out, ages.take(lived, mode="clip"))


@lru_cache(maxsize=8)
def _ages(at: int) -> NDArray[np.uint8]:
    """The age on day `at` by the number of days lived; 29 February counts as the 28th (BW 1:2)."""
    today = date.fromisoformat(str(np.datetime64(at, "D")))
    born = (np.int64(at) - np.arange(LONGEST + 1)).astype("datetime64[D]")
    months = born.astype("datetime64[M]")
    month, day = months.astype(int) % 12 + 1, (born - months).astype(int) + 1
    year = born.astype("datetime64[Y]").astype(int) + 1970
    last = (np.datetime64(today.replace(day=1), "M") + 1).astype("datetime64[D]") - 1
    day = np.minimum(day, np.where(month == today.month, int(str(last)[-2:]), day))
    before = (month > today.month) | ((month == today.month) & (day > today.day))
    return np.asarray(today.year - year - before, dtype=np.uint8)


_STEPS = ("years", "months", "weeks", "days")
_FIRST_DAY, _LAST_DAY = (np.datetime64(d, "D").astype(int) for d in (date.min, date.max))
_FURTHEST = 1_000_000


def _date_add(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
    start = read(spec.get("date"))
    steps = {key: read(spec[key]) for key in _STEPS if key in spec}
    symbols = [start, *steps.values()]
    of_kind("date", [start])
    of_kind("number", steps.values())
    known, why = known_in_all(program, symbols), together(program, symbols)
    counts = [program.emit(_whole, *_count(steps.get(key)), dtype="<i8") for key in _STEPS]
    begins = 0 if start.kind == OPEN else start.values
    return Symbol("date", program.emit(_later, begins, known, *counts, dtype="<i8"), known, why)


def _count(symbol: Symbol | None) -> tuple[Any, Truth]:
    """How many years, months, weeks or days, and where that is known."""
    if symbol is None or symbol.kind == OPEN:
        return 0.0, symbol is None
    return symbol.values, symbol.known


def _whole(count: Any, known: Any, out: NDArray[Any]) -> None:
    """Whole numbers; unknown rows count as nothing."""
    numbers = np.where(known, count, 0)
    if (numbers != np.floor(numbers)).any() or (np.abs(numbers) > _FURTHEST).any():
        raise NotOnColumns("no whole number of days, months or years")
    np.copyto(out, numbers, casting="unsafe")


def _later(
    start: Any, known: Any, years: Any, months: Any, weeks: Any, days: Any, out: NDArray[Any]
) -> None:
    """The day that comes so much later; refuses a day outside the calendar."""
    begins = np.where(known, start, 0).astype("datetime64[D]")
    begins = _shifted(begins, np.where(known, years * 12 + months, 0))
    np.copyto(out, begins.astype(np.int64) + np.where(known, weeks * 7 + days, 0))
    if ((out < _FIRST_DAY) | (out > _LAST_DAY)).any():
        raise NotOnColumns("a day outside the calendar, which the scalar engine reports")


def _shifted(days: NDArray[Any], months: NDArray[Any]) -> NDArray[Any]:
    """The corresponding day some months later, clamped to the end of a shorter month."""
    begins = days.astype("datetime64[M]")
    target = begins + months
    last = (target + 1).astype("datetime64[D]") - 1
    return np.asarray(np.minimum(target.astype("datetime64[D]") + (days - begins), last))


OPERATIONS: dict[str, Work] = {
    "AGE": _age,
    "DATE_ADD": _date_add,
    "ADD": _arithmetic(np.add),
    "SUBTRACT": _arithmetic(np.subtract),
    "MULTIPLY": _multiply,
    "DIVIDE": _divide,
    "MIN": _arithmetic(np.minimum),
    "MAX": _arithmetic(np.maximum),
}
