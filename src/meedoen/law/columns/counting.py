# SPDX-License-Identifier: EUPL-1.2
"""Sums, ages and dates on columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.ages import ages_on
from meedoen.law.columns.amounts import WHOLE, chosen, compared, constant, divided, reckoned
from meedoen.law.columns.column import NotOnColumns
from meedoen.law.columns.logic import Read, Work, known_in_all, listed
from meedoen.law.columns.program import Program, Register, Truth
from meedoen.law.columns.symbols import OPEN, Symbol, doubted, of_kind, together, trusted


def _arithmetic(step: Callable[..., Any]) -> Work:
    def work(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
        symbols = listed(spec, read, "values")
        of_kind("number", symbols)
        return _number(program, symbols, step)

    return work


def _number(program: Program, symbols: list[Symbol], step: Callable[..., Any]) -> Symbol:
    known, why = known_in_all(program, symbols), together(program, symbols)
    if any(symbol.kind == OPEN for symbol in symbols):
        return doubted(Symbol("number", 0, False, why), symbols, needed=True)
    values, parts = reduce(
        lambda one, other: reckoned(program, step, one, other),
        [symbol.number for symbol in symbols],
    )
    return doubted(Symbol("number", values, known, why, parts=parts), symbols, needed=True)


def _multiply(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
    """A product, which is nothing as soon as one of the numbers is."""
    symbols = listed(spec, read, "values")
    of_kind("number", symbols)
    found = _number(program, symbols, np.multiply)
    if found.certain:
        return found
    nought = constant(0)
    nothing = program.either(
        *(program.both(s.known, compared(program, np.equal, s.number, nought)) for s in symbols)
    )
    if nothing is False:
        return found
    trusted(symbols, needed=True)
    known = program.either(found.known, nothing)
    if isinstance(nothing, bool):
        return replace(found, values=0, parts=1, known=known)
    if not isinstance(found.values, Register):
        return replace(found, known=known)
    values, parts = chosen(program, nothing, nought, found.number)
    return replace(found, values=values, parts=parts, known=known)


def _divide(program: Program, spec: Mapping[str, Any], read: Read) -> Symbol:
    symbols = listed(spec, read, "values")
    of_kind("number", symbols)
    number = symbols[0].number
    for symbol in symbols[1:]:
        by = constant(1) if symbol.kind == OPEN else symbol.number
        number = divided(program, number, by, symbol.known)
    known, why = known_in_all(program, symbols), together(program, symbols)
    uncertain = any(not symbol.certain for symbol in symbols[1:])
    found = Symbol("number", number[0], known, why, parts=number[1], doubtful=uncertain)
    return doubted(found, symbols, needed=True)


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
        return doubted(Symbol("number", 0, False, why), pair, needed=True)
    if not isinstance(at.values, int):
        raise NotOnColumns("ages on different days")
    ages = program.table(_ages(at.values))
    operands = born.values, at.values, known, ages
    years = program.whole(_years, *operands, bounds=(0, OLDEST), dtype=WHOLE)
    return doubted(Symbol("number", years, known, why), pair, needed=True)


def _years(born: Any, at: Any, known: Any, ages: NDArray[Any], out: NDArray[Any]) -> None:
    lived = np.subtract(at, born)
    days = lived.view(np.uint64)
    if days.max() > LONGEST and ((days > LONGEST) & known).any():
        raise NotOnColumns("born after the day asked about, or longer ago than anyone lives")
    np.copyto(out, ages.take(lived, mode="clip"))


@lru_cache(maxsize=8)
def _ages(at: int) -> NDArray[np.uint8]:
    """The age on day `at` (counted from 1970) by the number of days lived."""
    today = np.datetime64(at, "D")
    return ages_on(today - np.arange(LONGEST + 1), today.item()).astype(np.uint8)


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
    later = program.emit(_later, begins, known, *counts, dtype="<i8")
    counting = any(not step.certain for step in steps.values())
    return doubted(Symbol("date", later, known, why, doubtful=counting), symbols, needed=True)


def _count(symbol: Symbol | None) -> tuple[Any, Truth]:
    """How many years, months, weeks or days, and where that is known."""
    if symbol is None or symbol.kind == OPEN:
        return 0, symbol is None
    if isinstance(symbol.parts, Register) or symbol.parts != 1:
        raise NotOnColumns("parts of a day, month or year")
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
    day = np.where(known, start, 0).astype("datetime64[D]")
    for months_on in (years * 12, months):
        day = _inside(_shifted(day, np.where(known, months_on, 0)))
    for days_on in (weeks * 7, days):
        day = _inside(day + np.where(known, days_on, 0))
    np.copyto(out, day.astype(np.int64))


def _inside(days: NDArray[Any]) -> NDArray[Any]:
    whole = days.astype(np.int64)
    if ((whole < _FIRST_DAY) | (whole > _LAST_DAY)).any():
        raise NotOnColumns("a day outside the calendar, which the scalar engine reports")
    return days


def _shifted(days: NDArray[Any], months: NDArray[Any]) -> NDArray[Any]:
    """The corresponding day some months later, clamped to the end of a shorter month."""
    if not months.any():
        return days
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
