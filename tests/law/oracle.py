# SPDX-License-Identifier: EUPL-1.2
"""A second, slow reading of the law format, to hold the engine against.

It works on the raw file, takes every fact as given, knows nothing of unknowns, and shares no code
with the engine. What the engine says about a case with facts missing is then checked by filling
them in, in every possible way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import floor
from typing import Any

Facts = Mapping[str, Any]


class Trouble(Exception):
    """The law gives no value for these facts."""


class Oracle:
    """All versions of some laws as raw data, asked on one day for one complete case."""

    def __init__(self, laws: Sequence[dict[str, Any]], on: str) -> None:
        self.laws = laws
        self.on = on

    def ask(self, law: str, output: str, facts: Facts) -> Any:
        """The value, with numbers as fractions; raises Trouble."""
        asked = self._version(law)
        special = {
            (o["law"], o["article"], o["output"]): a
            for a in asked["articles"]
            for o in a["machine_readable"].get("overrides", ())
        }
        return _Case(self, special).output(asked, output, dict(facts))

    def _version(self, law: str) -> dict[str, Any]:
        begun = [v for v in self.laws if v["$id"] == law and v.get("valid_from", "") <= self.on]
        if not begun:
            raise Trouble(f"{law} has not begun")
        latest = max(begun, key=lambda version: str(version.get("valid_from", "")))
        if latest.get("valid_to", "9999") < self.on:
            raise Trouble(f"{law} has ended")
        return latest

    def fillers(self, law: str, article: str, term: str, town: Any) -> Iterator[Any]:
        """The ordinances of a town that fill an open term."""
        for held in self.laws:
            if held.get("gemeente_code") == town and held.get("valid_from", "") <= self.on:
                for found in held["articles"]:
                    for link in found["machine_readable"].get("implements", ()):
                        if (link["law"], link["article"], link["open_term"]) == (
                            law,
                            article,
                            term,
                        ):
                            yield held, found

    def version(self, law: str) -> dict[str, Any]:
        """The version in force; raises Trouble."""
        return self._version(law)


class _Case:
    def __init__(self, oracle: Oracle, special: Mapping[Any, Any]) -> None:
        self.oracle = oracle
        self.special = special

    def output(self, law: dict[str, Any], name: str, facts: dict[str, Any]) -> Any:
        for article in law["articles"]:
            execution = article["machine_readable"]["execution"]
            if any(declared["name"] == name for declared in execution["output"]):
                other = self.special.get((law["$id"], article["number"], name), article)
                return _Article(self, law, other, facts).action(name)
        for article in law["articles"]:
            for term in article["machine_readable"].get("open_terms", ()):
                if term["id"] == name:
                    return _Article(self, law, article, facts).term(term)
        raise Trouble(f"no output {name}")


class _Article:
    def __init__(self, case: _Case, law: Any, article: Any, facts: dict[str, Any]) -> None:
        self.case, self.law, self.article, self.facts = case, law, article, facts
        self.machine = article["machine_readable"]
        self.execution = self.machine["execution"]

    def action(self, name: str) -> Any:
        for action in self.execution["actions"]:
            if action["output"] == name:
                return self.value(action["value"])
        raise Trouble(f"no action {name}")

    def term(self, term: Mapping[str, Any]) -> Any:
        town = self.facts.get("gemeente_code")
        key = (self.law["$id"], self.article["number"], term["id"])
        for held, article in self.case.oracle.fillers(*key, town):
            return _Article(self.case, held, article, self.facts).action(term["id"])
        return self.value(term["default"]["actions"][0]["value"])

    def name(self, name: str) -> Any:
        if name in self.machine.get("definitions", {}):
            return _number(self.machine["definitions"][name]["value"])
        for declared in self.execution["input"]:
            if declared["name"] == name and name not in self.facts:
                return self.sourced(declared["source"])
        if name == "referencedate":
            return self.case.oracle.on
        return _number(self.facts.get(name))

    def sourced(self, source: Mapping[str, Any]) -> Any:
        regulation = source.get("regulation")
        law = self.case.oracle.version(regulation) if regulation else self.law
        bound = {key: self.value(raw) for key, raw in source.get("parameters", {}).items()}
        return self.case.output(law, source["output"], {**self.facts, **bound})

    def value(self, raw: Any) -> Any:
        if isinstance(raw, str) and raw.startswith("$"):
            return self.name(raw[1:])
        if not isinstance(raw, dict):
            return _number(raw)
        operation = raw["operation"]
        if operation in {"AND", "OR"}:
            return self.junction(raw["conditions"], decisive=operation == "OR")
        if operation == "IF":
            return self.choice(raw)
        strict = _STRICT[operation]
        return strict(
            {
                key: [self.value(item) for item in part]
                if isinstance(part, list)
                else self.value(part)
                for key, part in raw.items()
                if key != "operation"
            }
        )

    def junction(self, conditions: Sequence[Any], decisive: bool) -> bool:
        trouble = None
        for condition in conditions:
            try:
                if _holds(self.value(condition)) is decisive:
                    return decisive
            except Trouble as error:
                trouble = error
        if trouble:
            raise trouble
        return not decisive

    def choice(self, raw: Mapping[str, Any]) -> Any:
        for case in raw["cases"]:
            if _holds(self.value(case["when"])):
                return self.value(case["then"])
        return self.value(raw.get("default"))


def _number(value: Any) -> Any:
    return value if isinstance(value, bool) or not isinstance(value, int) else Fraction(value)


def _holds(value: Any) -> bool:
    if value is None or isinstance(value, bool | Fraction):
        return bool(value)
    raise Trouble(f"{value!r} is no condition")


def _numbers(values: Sequence[Any]) -> Sequence[Fraction]:
    if not all(isinstance(value, Fraction) for value in values):
        raise Trouble("a sum of something else than numbers")
    return values


def _folded(step: Any) -> Any:
    def run(given: Mapping[str, Any]) -> Any:
        first, *others = _numbers(given["values"])
        for other in others:
            first = step(first, other)
        return first

    return run


def _quotient(one: Fraction, other: Fraction) -> Fraction:
    if other == 0:
        raise Trouble("division by zero")
    return one / other


def _alike(values: Sequence[Any]) -> Sequence[Any]:
    if not all(isinstance(value, Fraction) for value in values):
        for value in values:
            _day(value)
    return values


def _day(value: Any) -> date:
    if not isinstance(value, str):
        raise Trouble(f"{value!r} is no date")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Trouble(f"{value!r} is no date") from error


def _ordered(holds: Any) -> Any:
    return lambda given: holds(*_alike([given["subject"], given["value"]]))


def _equal(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def _years(start: date, end: date) -> int:
    """Counted one by one, which is slow and hard to get wrong."""
    if end < start:
        return -_years(end, start)
    years = 0
    while _later(start, 12 * (years + 1)) <= end:
        years += 1
    return years


def _age(born: date, on: date) -> int:
    """The birthdays that went by, looked up one by one; before the birth, those still to come."""
    if on < born:
        return -_age(on, born)
    birthdays = range(born.year + 1, on.year + 1)
    return sum(f"{year}{born:-%m-%d}" <= on.isoformat() for year in birthdays)


def _diff(given: Mapping[str, Any]) -> Fraction:
    start, end = _day(given["from"]), _day(given["to"])
    return Fraction((end - start).days if given["in"] == "days" else _years(start, end))


def _add(given: Mapping[str, Any]) -> str:
    counts = {key: given.get(key, Fraction(0)) for key in ("years", "months", "weeks", "days")}
    start = _day(given["date"])
    if not all(isinstance(n, Fraction) and n.denominator == 1 for n in counts.values()):
        raise Trouble("part of a day")
    whole = {key: int(n) for key, n in counts.items()}
    try:
        moved = _later(start, whole["years"] * 12 + whole["months"])
        return (moved + timedelta(whole["weeks"] * 7 + whole["days"])).isoformat()
    except (ValueError, OverflowError) as error:
        raise Trouble("beyond the calendar") from error


def _rounded(given: Mapping[str, Any]) -> Fraction:
    (value,) = _numbers([given["value"]])
    half = floor(abs(value) + Fraction(1, 2))
    return Fraction(half if value >= 0 else -half)


_STRICT = {
    "ADD": _folded(lambda a, b: a + b),
    "SUBTRACT": _folded(lambda a, b: a - b),
    "MULTIPLY": _folded(lambda a, b: a * b),
    "DIVIDE": _folded(_quotient),
    "MIN": lambda given: min(_alike(given["values"])),
    "MAX": lambda given: max(_alike(given["values"])),
    "ROUND": _rounded,
    "EQUALS": lambda given: _equal(given["subject"], given["value"]),
    "GREATER_THAN": _ordered(lambda a, b: a > b),
    "GREATER_THAN_OR_EQUAL": _ordered(lambda a, b: a >= b),
    "LESS_THAN": _ordered(lambda a, b: a < b),
    "LESS_THAN_OR_EQUAL": _ordered(lambda a, b: a <= b),
    "NOT": lambda given: not _holds(given["value"]),
    "IN": lambda given: any(_equal(given["subject"], item) for item in given["values"]),
    "AGE": lambda g: Fraction(_age(_day(g["date_of_birth"]), _day(g["reference_date"]))),
    "DATE_DIFF": _diff,
    "DATE_ADD": _add,
}


def completions(domains: Mapping[str, Sequence[Any]], names: Sequence[str]) -> Iterator[Facts]:
    """Every way to fill in the facts `names`."""
    for values in product(*(domains[name] for name in names)):
        yield dict(zip(names, values, strict=True))
