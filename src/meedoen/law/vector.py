# SPDX-License-Identifier: EUPL-1.2
"""The same laws for a whole population at once: columns of facts in, columns of answers out.

Every column is a numpy array with a mask of which rows are known; unknown rows follow the same
Kleene logic as `evaluate` in intake mode. The population is split by municipality, so that open
terms are filled once per ordinance. What cannot be done on columns (null, lists made of facts,
dates other than ages and comparisons, reading another person's facts) is done row by row with the
scalar engine, so that the answer is the same either way. Numbers are 64-bit floats: exact for
whole cents, not for long fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.answers import Mode
from meedoen.law.corpus import Corpus
from meedoen.law.evaluation import evaluate
from meedoen.law.model import Action, Article, Law
from meedoen.law.values import as_date, parsed_date

Mask = NDArray[np.bool_]


class NotOnColumns(Exception):
    """An expression that only the scalar engine can work out."""


@dataclass(frozen=True, slots=True)
class Column:
    """One value per person, and which of them are known; unknown rows hold any value."""

    values: NDArray[Any]
    known: Mask

    @property
    def kind(self) -> str:
        """What the column holds: bool, number, date or text."""
        return {"b": "bool", "i": "number", "u": "number", "f": "number", "M": "date"}.get(
            self.values.dtype.kind, "text"
        )


def evaluate_many(
    corpus: Corpus,
    *,
    law: str,
    outputs: Sequence[str],
    facts: Mapping[str, Column],
    on: date,
) -> dict[str, Column]:
    """Each output of `law` for every row of `facts`, with unknowns as in an intake.

    Columns are equally long; dates are datetime64[D]. Raises LawError as `evaluate` does.
    """
    size = len(next(iter(facts.values())).known)
    pieces: dict[str, list[tuple[NDArray[Any], Column]]] = {name: [] for name in outputs}
    for rows, code in _territories(facts, size):
        part = {name: Column(c.values[rows], c.known[rows]) for name, c in facts.items()}
        for name, column in _partition(corpus, law, outputs, part, on, code).items():
            pieces[name].append((rows, column))
    return {name: _joined(found, size) for name, found in pieces.items()}


def _territories(facts: Mapping[str, Column], size: int) -> list[tuple[NDArray[Any], Any]]:
    """Row numbers per municipality; None for rows whose municipality is unknown."""
    column = facts.get("gemeente_code")
    if column is None:
        return [(np.arange(size), None)]
    found: list[tuple[NDArray[Any], Any]] = [
        (np.flatnonzero(column.known & (column.values == code)), str(code))
        for code in np.unique(column.values[column.known])
    ]
    unknown = np.flatnonzero(~column.known)
    return [*found, (unknown, None)] if len(unknown) else found


def _partition(
    corpus: Corpus,
    law: str,
    outputs: Sequence[str],
    facts: Mapping[str, Column],
    on: date,
    code: str | None,
) -> dict[str, Column]:
    size = len(next(iter(facts.values())).known)
    try:
        work = _Work(corpus, corpus.version(law, on, code), facts, on, code, size)
        return {name: work.output(work.law.producers[name], name) for name in outputs}
    except (NotOnColumns, KeyError):
        return _row_by_row(corpus, law, outputs, facts, on, size)


def _row_by_row(
    corpus: Corpus,
    law: str,
    outputs: Sequence[str],
    facts: Mapping[str, Column],
    on: date,
    size: int,
) -> dict[str, Column]:
    answers: dict[str, list[Any]] = {name: [] for name in outputs}
    known: dict[str, list[bool]] = {name: [] for name in outputs}
    for row in range(size):
        given = {name: c.values[row].item() for name, c in facts.items() if c.known[row]}
        found = evaluate(
            corpus,
            law=law,
            outputs=outputs,
            facts=given,
            on=on,
            mode=Mode.INTAKE,
            explain=False,
        ).outputs
        for name in outputs:
            answers[name].append(found[name].value)
            known[name].append(found[name].known)
    return {
        name: Column(np.array(answers[name], dtype=object), np.array(known[name], dtype=bool))
        for name in outputs
    }


def _joined(pieces: list[tuple[NDArray[Any], Column]], size: int) -> Column:
    kinds = {column.values.dtype for _, column in pieces}
    dtype = kinds.pop() if len(kinds) == 1 else np.dtype(object)
    values: NDArray[Any] = np.zeros(size, dtype=dtype)
    known = np.zeros(size, dtype=bool)
    for rows, column in pieces:
        values[rows], known[rows] = column.values, column.known
    return Column(values, known)


class _Work:
    """One law worked out on the columns of one municipality."""

    def __init__(
        self,
        corpus: Corpus,
        law: Law,
        facts: Mapping[str, Column],
        on: date,
        code: str | None,
        size: int,
    ) -> None:
        self.corpus, self.law, self.facts = corpus, law, facts
        self.on, self.code, self.size = on, code, size
        self.done: dict[tuple[Article, int], Column | None] = {}

    def output(self, article: Article, name: str) -> Column:
        special = self.law.overrides.get((article.law.id, article.number, name))
        if article.untranslatables or (special is not None and special is not article):
            raise NotOnColumns(name)
        for at in range(len(article.actions) - 1, -1, -1):
            if article.actions[at].output == name:
                return self.action(article, at)
        raise NotOnColumns(name)

    def action(self, article: Article, at: int) -> Column:
        key = (article, at)
        if key not in self.done:
            self.done[key] = None
            action = article.actions[at]
            if action.resolve:
                raise NotOnColumns(action.output)
            self.done[key] = self.operand(action.expression, article, article.actions[:at])
        column = self.done[key]
        if column is None:
            raise NotOnColumns("a circle, which the scalar engine reports")
        return column

    def operand(self, raw: Any, article: Article, earlier: tuple[Action, ...]) -> Column:
        if isinstance(raw, str) and raw.startswith("$"):
            return self.name(raw[1:], article, earlier)
        if isinstance(raw, dict) and "operation" in raw:
            work = _OPERATIONS.get(raw["operation"])
            if work is None:
                raise NotOnColumns(raw["operation"])
            return work(raw, lambda value: self.operand(value, article, earlier))
        return self.constant(raw)

    def name(self, written: str, article: Article, earlier: tuple[Action, ...]) -> Column:
        for at in range(len(earlier) - 1, -1, -1):
            if earlier[at].output == written:
                if earlier is not article.actions and earlier != article.actions[: len(earlier)]:
                    raise NotOnColumns(written)
                return self.action(article, at)
        if written in article.definitions:
            raw = article.definitions[written]
            value = raw["value"] if isinstance(raw, dict) and "value" in raw else raw
            return self.operand(value, article, ())
        if written in article.inputs:
            return self.input(written, article)
        if written in article.terms:
            return self.term(written, article)
        if written in {"referencedate", "referencedate.iso"}:
            return self.constant(self.on.isoformat())
        if written not in article.parameters:
            raise NotOnColumns(written)
        return self.fact(written)

    def fact(self, name: str) -> Column:
        if name in self.facts:
            return self.facts[name]
        return Column(np.zeros(self.size, dtype=bool), np.zeros(self.size, dtype=bool))

    def input(self, name: str, article: Article) -> Column:
        source = article.inputs[name].source
        if name in self.facts or source.outside:
            return self.fact(name)
        if source.parameters or source.endpoint:
            raise NotOnColumns(name)
        law = article.law
        if source.regulation and source.regulation != law.id:
            law = self.corpus.version(source.regulation, self.on, self.code)
        wanted = source.output or name
        return self.output(law.producers[wanted], wanted)

    def term(self, name: str, article: Article) -> Column:
        target = (article.law.id, article.number, name)
        candidates = self.corpus.implementers(target, self.on)
        if self.code is None and any(a.law.scope for a in candidates):
            raise NotOnColumns(name)
        mine = [a for a in candidates if not a.law.scope or a.law.scope[1] == self.code]
        if mine:
            return self.output(min(mine, key=lambda a: a.law.rank), name)
        default = article.terms[name].default
        if len(default) != 1:
            raise NotOnColumns(name)
        return self.operand(default[0].expression, article, ())

    def constant(self, raw: Any) -> Column:
        if isinstance(raw, Decimal):
            raw = float(raw)
        if raw is None or not isinstance(raw, bool | int | float | str):
            raise NotOnColumns(repr(raw))
        day = parsed_date(raw) if isinstance(raw, str) else None
        value = np.datetime64(day, "D") if day else raw
        return Column(np.full(self.size, value), np.ones(self.size, dtype=bool))


Operand = Callable[[Any], Column]


def _columns(spec: Mapping[str, Any], operand: Operand, *keys: str) -> list[Column]:
    for key in keys:
        if isinstance(spec.get(key), list) and spec[key]:
            return [operand(raw) for raw in spec[key]]
    raise NotOnColumns(str(spec["operation"]))


def _of_kind(kind: str, columns: Sequence[Column]) -> None:
    """Refuse columns of another kind; a wholly unknown column fits anywhere."""
    if any(column.kind != kind and column.known.any() for column in columns):
        raise NotOnColumns(f"needs {kind}")


def _all_known(columns: Sequence[Column]) -> Mask:
    return np.logical_and.reduce([column.known for column in columns])


def _junction(decisive: bool) -> Callable[[Mapping[str, Any], Operand], Column]:
    def work(spec: Mapping[str, Any], operand: Operand) -> Column:
        columns = _columns(spec, operand, "conditions", "values")
        _of_kind("bool", columns)
        decided = np.logical_or.reduce(
            [column.known & (column.values.astype(bool) == decisive) for column in columns]
        )
        return Column(np.where(decided, decisive, not decisive), decided | _all_known(columns))

    return work


def _not(spec: Mapping[str, Any], operand: Operand) -> Column:
    column = operand(spec.get("value"))
    _of_kind("bool", [column])
    return Column(~column.values.astype(bool), column.known)


def _arithmetic(step: Callable[[Any, Any], Any], zeroes: bool = False) -> Any:
    def work(spec: Mapping[str, Any], operand: Operand) -> Column:
        columns = _columns(spec, operand, "values")
        _of_kind("number", columns)
        numbers = [np.where(c.known, c.values, 1).astype(float) for c in columns]
        known = _all_known(columns)
        values = reduce(step, numbers)
        if zeroes:
            nothing = np.logical_or.reduce([c.known & (c.values == 0) for c in columns])
            values, known = np.where(nothing, 0.0, values), known | nothing
        return Column(values, known)

    return work


def _divide(dividend: NDArray[Any], divisor: NDArray[Any]) -> NDArray[Any]:
    if (divisor == 0).any():
        raise NotOnColumns("division by zero, which the scalar engine reports")
    return dividend / divisor


def _same(left: Column, right: Column) -> NDArray[Any]:
    if left.kind != right.kind:
        if "date" in {left.kind, right.kind} and "text" in {left.kind, right.kind}:
            raise NotOnColumns("a date against text")
        return np.zeros(len(left.known), dtype=bool)
    return np.asarray(left.values == right.values)


def _equality(wanted: bool) -> Callable[[Mapping[str, Any], Operand], Column]:
    def work(spec: Mapping[str, Any], operand: Operand) -> Column:
        left, right = operand(spec.get("subject")), operand(spec.get("value"))
        return Column(_same(left, right) == wanted, left.known & right.known)

    return work


def _order(compare: Callable[[Any, Any], Any]) -> Callable[[Mapping[str, Any], Operand], Column]:
    def work(spec: Mapping[str, Any], operand: Operand) -> Column:
        left, right = operand(spec.get("subject")), operand(spec.get("value"))
        known = left.known & right.known
        if not known.any():
            return Column(np.zeros(len(known), dtype=bool), known)
        if left.kind != right.kind or left.kind not in {"number", "date"}:
            raise NotOnColumns("no order")
        return Column(compare(left.values, right.values), known)

    return work


def _if(spec: Mapping[str, Any], operand: Operand) -> Column:
    if "cases" not in spec or "default" not in spec:
        raise NotOnColumns("IF without default")
    result = operand(spec["default"])
    for case in reversed(spec["cases"]):
        when, then = operand(case["when"]), operand(case["then"])
        _of_kind("bool", [when])
        result = _either(when, then, result)
    return result


def _either(when: Column, then: Column, rest: Column) -> Column:
    if then.kind != rest.kind and then.known.any() and rest.known.any():
        raise NotOnColumns("branches of different kinds")
    holds = when.values.astype(bool)
    values = np.where(holds, then.values, rest.values)
    if then.kind != rest.kind:
        values = then.values if then.known.any() else rest.values
    agreed = then.known & rest.known & _same(then, rest)
    known = np.where(when.known, np.where(holds, then.known, rest.known), agreed)
    return Column(values, known)


def _in(spec: Mapping[str, Any], operand: Operand) -> Column:
    subject = operand(spec.get("subject"))
    members = spec.get("values", spec.get("value"))
    if not isinstance(members, list) or not members:
        raise NotOnColumns("IN")
    items = [operand(raw) for raw in members]
    if not all(item.known.all() for item in items):
        raise NotOnColumns("IN with unknown items")
    found = np.logical_or.reduce([_same(subject, item) for item in items])
    return Column(found, subject.known)


def _age(spec: Mapping[str, Any], operand: Operand) -> Column:
    born = operand(spec.get("date_of_birth"))
    at = operand(spec.get("reference_date", "$referencedate"))
    _of_kind("date", [born, at])
    known = born.known & at.known
    if not known.any():
        return Column(np.zeros(len(known)), known)
    today = as_date(str(at.values[0]))
    if today is None or (at.values != at.values[0]).any() or (born.values > at.values)[known].any():
        raise NotOnColumns("ages on different days")
    months = born.values.astype("datetime64[M]")
    month, day = months.astype(int) % 12 + 1, (born.values - months).astype(int) + 1
    year = born.values.astype("datetime64[Y]").astype(int) + 1970
    last = (np.datetime64(today.replace(day=1), "M") + 1).astype("datetime64[D]") - 1
    last_day = int(str(last)[-2:])
    day = np.minimum(day, np.where(month == today.month, last_day, day))
    before = (month > today.month) | ((month == today.month) & (day > today.day))
    return Column((today.year - year - before).astype(float), known)


_OPERATIONS: dict[str, Callable[[Mapping[str, Any], Operand], Column]] = {
    "AND": _junction(False),
    "OR": _junction(True),
    "NOT": _not,
    "IF": _if,
    "SWITCH": _if,
    "IN": _in,
    "AGE": _age,
    "ADD": _arithmetic(np.add),
    "SUBTRACT": _arithmetic(np.subtract),
    "MULTIPLY": _arithmetic(np.multiply, zeroes=True),
    "DIVIDE": _arithmetic(_divide),
    "MIN": _arithmetic(np.minimum),
    "MAX": _arithmetic(np.maximum),
    "EQUALS": _equality(True),
    "NOT_EQUALS": _equality(False),
    "GREATER_THAN": _order(np.greater),
    "GREATER_THAN_OR_EQUAL": _order(np.greater_equal),
    "LESS_THAN": _order(np.less),
    "LESS_THAN_OR_EQUAL": _order(np.less_equal),
}
