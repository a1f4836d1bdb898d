# SPDX-License-Identifier: EUPL-1.2
"""AGE, DATE, DATE_ADD, DATE_DIFF (SUBTRACT_DATE in older files) and DAY_OF_WEEK.

Whole years and months of a term follow the corresponding day, clamped to the end of a shorter
month (schema v0.5.6, DATE_ADD): a year from 29 February is over on 28 February. An AGE is no term:
its rule stands in `law.ages`.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from meedoen.law.ages import age_on
from meedoen.law.errors import OperandError
from meedoen.law.operations.building import Builder, Closure, Compile, refuse, required
from meedoen.law.values import Unknown, as_date, needed_among, shown

_UNITS = ("days", "months", "years")


def shifted(day: date, months: int) -> date:
    """The corresponding day `months` later, clamped to the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def moved(start: date, years: int = 0, months: int = 0, weeks: int = 0, days: int = 0) -> date:
    """The day that much later, from coarse to fine, each step clamped (schema v0.5.6, DATE_ADD).

    29 February and a year and a month is 28 March. Raises ValueError or OverflowError outside the
    calendar, also when only a step on the way lies there.
    """
    later = shifted(shifted(start, years * 12), months)
    return later + timedelta(weeks=weeks) + timedelta(days)


def whole_months(start: date, end: date) -> int:
    """Complete calendar months from `start` to `end`; negative when `end` is earlier."""
    if end < start:
        return -whole_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if shifted(start, months) <= end else months - 1


def span(start: date, end: date, unit: str) -> int:
    """Signed difference in days, or in complete months or years."""
    if unit == "days":
        return (end - start).days
    months = whole_months(start, end)
    return months if unit == "months" else (months // 12 if months >= 0 else -(-months // 12))


def _day(symbol: str, value: Any) -> Any:
    """The date that `value` names, or the unknown it is; no fact can make up for anything else."""
    if value.__class__ is Unknown:
        return value
    day = as_date(value)
    if day is None:
        raise refuse(symbol, "dates written as YYYY-MM-DD", value)
    return day


def _whole(symbol: str, value: Any) -> Any:
    if value.__class__ is int or value.__class__ is Unknown:
        return value
    if value.__class__ is not bool and value is not None and value.__class__ is not str:
        try:
            if value == int(value):
                return int(value)
        except (TypeError, ValueError):
            pass
    raise refuse(symbol, "whole numbers", value)


def _parts(spec: Mapping[str, Any], operand: Compile, *keys: str) -> list[Closure]:
    return [operand(required(spec, key)) for key in keys]


def _age(spec: Mapping[str, Any], operand: Compile) -> Closure:
    born = operand(required(spec, "date_of_birth"))
    at = operand(spec.get("reference_date", "$referencedate"))

    def run(frame: Any) -> Any:
        days = _day("AGE", born(frame)), _day("AGE", at(frame))
        gap = needed_among(days)
        return age_on(*days) if gap is None else gap

    return run


def _date(spec: Mapping[str, Any], operand: Compile) -> Closure:
    parts = _parts(spec, operand, "year", "month", "day")

    def run(frame: Any) -> Any:
        values = [_whole("DATE", part(frame)) for part in parts]
        gap = needed_among(values, doubtful=True)
        if gap is not None:
            return gap
        try:
            return date(*values).isoformat()
        except (ValueError, OverflowError) as error:
            named = "-".join(map(shown, values))
            raise OperandError(f"DATE: {named} is not a day that exists") from error

    return run


def _date_add(spec: Mapping[str, Any], operand: Compile) -> Closure:
    base = operand(required(spec, "date"))
    steps = {key: operand(spec[key]) for key in ("years", "months", "weeks", "days") if key in spec}

    def run(frame: Any) -> Any:
        start = _day("DATE_ADD", base(frame))
        number = {key: _whole("DATE_ADD", step(frame)) for key, step in steps.items()}
        counting = any(count.__class__ is Unknown for count in number.values())
        gap = needed_among([start, *number.values()], doubtful=counting)
        if gap is not None:
            return gap
        try:
            return moved(start, **number).isoformat()
        except (ValueError, OverflowError) as error:
            raise OperandError(f"DATE_ADD leaves the calendar from {start}") from error

    return run


def _date_diff(spec: Mapping[str, Any], operand: Compile) -> Closure:
    return _difference(
        "DATE_DIFF", _parts(spec, operand, "from", "to"), operand(spec.get("in", "days"))
    )


def _subtract_date(spec: Mapping[str, Any], operand: Compile) -> Closure:
    """The form of before v0.5: the later date first, as subject and value or as two values."""
    values = spec.get("values")
    if isinstance(values, list) and len(values) == 2:
        later, earlier = values
    else:
        later, earlier = required(spec, "subject"), required(spec, "value")
    unit = operand(spec.get("unit", "days"))
    return _difference("SUBTRACT_DATE", [operand(earlier), operand(later)], unit)


def _difference(symbol: str, parts: list[Closure], unit: Closure) -> Closure:

    def run(frame: Any) -> Any:
        start, end = (_day(symbol, part(frame)) for part in parts)
        counted = unit(frame)
        if counted.__class__ is not Unknown and counted not in _UNITS:
            raise OperandError(f"{symbol} counts in days, months or years, not in {shown(counted)}")
        gap = needed_among((start, end, counted))
        return span(start, end, counted) if gap is None else gap

    return run


def _day_of_week(spec: Mapping[str, Any], operand: Compile) -> Closure:
    part = operand(required(spec, "date"))

    def run(frame: Any) -> Any:
        value = part(frame)
        if value.__class__ is Unknown:
            return needed_among([value])
        return _day("DAY_OF_WEEK", value).weekday()

    return run


BUILDERS: dict[str, Builder] = {
    "AGE": _age,
    "DATE": _date,
    "DATE_ADD": _date_add,
    "DATE_DIFF": _date_diff,
    "SUBTRACT_DATE": _subtract_date,
    "DAY_OF_WEEK": _day_of_week,
}
