# SPDX-License-Identifier: EUPL-1.2
"""The same laws for a whole population at once: columns of facts in, columns of answers out.

Every column is a numpy array with a mask of which rows are known; unknown rows follow the same
Kleene logic as `evaluate` in intake mode. The population is split by municipality, so that open
terms are filled once per ordinance. What cannot be done on columns (null, lists made of facts,
differences between dates, reading another person's facts) is done row by row with the
scalar engine, so that the answer is the same either way. Numbers are 64-bit floats: exact for
whole cents, not for long fractions. `explain_many` gives with every answer the articles that
decided it, one bit each, as `deciding_articles` reads them from a scalar explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.answers import Answer, Mode
from meedoen.law.corpus import Corpus
from meedoen.law.errors import LawError
from meedoen.law.evaluation import evaluate
from meedoen.law.explanation import ArticleRef, deciding_articles
from meedoen.law.model import Action, Article, Law
from meedoen.law.values import as_date, parsed_date

Mask = NDArray[np.bool_]


Bits = NDArray[np.uint64]
MOST_ARTICLES = 64


class NotOnColumns(Exception):
    """An expression that only the scalar engine can work out."""


@dataclass(frozen=True, slots=True)
class Column:
    """One value per person, and which of them are known; unknown rows hold any value.

    `deciding` holds per person a bit for each article that decided; None when nobody asked.
    """

    values: NDArray[Any]
    known: Mask
    deciding: Bits | None = None

    @property
    def kind(self) -> str:
        """What the column holds: bool, number, date, list or text."""
        if self.values.dtype.kind == "O":
            first = next(iter(self.values[self.known]), "")
            return "list" if isinstance(first, list) else "text"
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
    return _evaluate(corpus, law, outputs, facts, on, None)


def explain_many(
    corpus: Corpus,
    *,
    law: str,
    outputs: Sequence[str],
    facts: Mapping[str, Column],
    on: date,
) -> tuple[dict[str, Column], tuple[ArticleRef, ...]]:
    """As `evaluate_many`, with `deciding` filled: bit i stands for article i of the second part.

    Raises LawError also when more than 64 articles decide about these outputs.
    """
    register = _Register()
    answers = _evaluate(corpus, law, outputs, facts, on, register)
    return answers, tuple(register.bits)


class _Register:
    """Which bit stands for which article, in the order in which they were met."""

    def __init__(self) -> None:
        self.bits: dict[ArticleRef, np.uint64] = {}

    def bit(self, article: ArticleRef) -> np.uint64:
        if article not in self.bits:
            if len(self.bits) == MOST_ARTICLES:
                raise LawError(f"More than {MOST_ARTICLES} articles decide; ask fewer outputs")
            self.bits[article] = np.uint64(1 << len(self.bits))
        return self.bits[article]

    def mask(self, articles: Iterable[ArticleRef]) -> np.uint64:
        """The bits of some articles together."""
        return np.uint64(sum(int(self.bit(ref)) for ref in sorted(articles, key=str)))


def _evaluate(
    corpus: Corpus,
    law: str,
    outputs: Sequence[str],
    facts: Mapping[str, Column],
    on: date,
    register: _Register | None,
) -> dict[str, Column]:
    size = len(next(iter(facts.values())).known)
    pieces: dict[str, list[tuple[NDArray[Any], Column]]] = {name: [] for name in outputs}
    for rows, code in _territories(facts, size):
        part = {name: Column(c.values[rows], c.known[rows]) for name, c in facts.items()}
        for name, column in _partition(corpus, law, outputs, part, on, code, register).items():
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
    register: _Register | None,
) -> dict[str, Column]:
    size = len(next(iter(facts.values())).known)
    try:
        work = _Work(corpus, corpus.version(law, on, code), facts, on, code, size, register)
        return {name: work.output(work.law.producers[name], name) for name in outputs}
    except (NotOnColumns, KeyError):
        return _row_by_row(corpus, law, outputs, facts, on, size, register)


def _row_by_row(
    corpus: Corpus,
    law: str,
    outputs: Sequence[str],
    facts: Mapping[str, Column],
    on: date,
    size: int,
    register: _Register | None,
) -> dict[str, Column]:
    rows: dict[str, list[Answer]] = {name: [] for name in outputs}
    for row in range(size):
        given = {name: _plain(c.values[row]) for name, c in facts.items() if c.known[row]}
        found = evaluate(
            corpus,
            law=law,
            outputs=outputs,
            facts=given,
            on=on,
            mode=Mode.INTAKE,
            explain=register is not None,
        ).outputs
        for name in outputs:
            rows[name].append(found[name])
    return {name: _from_rows(answers, register) for name, answers in rows.items()}


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _from_rows(answers: list[Answer], register: _Register | None) -> Column:
    values: NDArray[Any] = np.empty(len(answers), dtype=object)
    values[:] = [answer.value for answer in answers]
    known = np.array([answer.known for answer in answers], dtype=bool)
    if register is None:
        return Column(values, known)
    masks = [register.mask(deciding_articles(answer.trace)) for answer in answers]
    return Column(values, known, np.array(masks, dtype=np.uint64))


def _joined(pieces: list[tuple[NDArray[Any], Column]], size: int) -> Column:
    kinds = {column.values.dtype for _, column in pieces}
    dtype = kinds.pop() if len(kinds) == 1 else np.dtype(object)
    values: NDArray[Any] = np.zeros(size, dtype=dtype)
    known = np.zeros(size, dtype=bool)
    deciding = None
    if any(column.deciding is not None for _, column in pieces):
        deciding = np.zeros(size, dtype=np.uint64)
    for rows, column in pieces:
        values[rows], known[rows] = column.values, column.known
        if deciding is not None:
            deciding[rows] = _bits(column)
    return Column(values, known, deciding)


def _bits(column: Column) -> Bits:
    if column.deciding is None:
        return np.zeros(len(column.known), dtype=np.uint64)
    return column.deciding


def _together(columns: Iterable[Column]) -> Bits | None:
    """The articles of all `columns`; None when no column carries any."""
    carried = [column.deciding for column in columns if column.deciding is not None]
    return reduce(np.bitwise_or, carried) if carried else None


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
        register: _Register | None,
    ) -> None:
        self.register = register
        self.corpus, self.law, self.facts = corpus, law, facts
        self.on, self.code, self.size = on, code, size
        self.done: dict[tuple[Article, int], Column | None] = {}

    def output(self, article: Article, name: str) -> Column:
        special = self.law.overrides.get((article.law.id, article.number, name))
        refused = any(not gap.get("accepted") for gap in article.untranslatables)
        if refused or (special is not None and special is not article):
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
            found = self.operand(action.expression, article, article.actions[:at])
            if self.register is not None:
                deciding = _bits(found) | self.register.bit(article.ref)
                found = Column(found.values, found.known, deciding)
            self.done[key] = found
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
        known = decided | _all_known(columns)
        deciding = _deciding(columns, decisive, decided, known)
        return Column(np.where(decided, decisive, not decisive), known, deciding)

    return work


def _deciding(columns: list[Column], decisive: bool, decided: Mask, known: Mask) -> Bits | None:
    """Of a decided row the first column that decides, of an open row what is open, else all."""
    if all(column.deciding is None for column in columns):
        return None
    bits = np.zeros(len(known), dtype=np.uint64)
    waiting = decided.copy()
    for column in columns:
        first = waiting & column.known & (column.values.astype(bool) == decisive)
        waiting &= ~first
        counts = first | (~known & ~column.known) | (known & ~decided)
        bits |= np.where(counts, _bits(column), np.uint64(0))
    return bits


def _not(spec: Mapping[str, Any], operand: Operand) -> Column:
    column = operand(spec.get("value"))
    _of_kind("bool", [column])
    return Column(~column.values.astype(bool), column.known, column.deciding)


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
        return Column(values, known, _together(columns))

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
        both = _together((left, right))
        return Column(_same(left, right) == wanted, left.known & right.known, both)

    return work


def _order(compare: Callable[[Any, Any], Any]) -> Callable[[Mapping[str, Any], Operand], Column]:
    def work(spec: Mapping[str, Any], operand: Operand) -> Column:
        left, right = operand(spec.get("subject")), operand(spec.get("value"))
        known = left.known & right.known
        if not known.any():
            return Column(np.zeros(len(known), dtype=bool), known, _together((left, right)))
        if left.kind != right.kind or left.kind not in {"number", "date"}:
            raise NotOnColumns("no order")
        return Column(compare(left.values, right.values), known, _together((left, right)))

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
    return Column(values, known, _on_the_way(when, then, rest))


def _on_the_way(when: Column, then: Column, rest: Column) -> Bits | None:
    """The condition, and each branch that was or may be taken."""
    if when.deciding is None and then.deciding is None and rest.deciding is None:
        return None
    holds, nothing = when.values.astype(bool), np.uint64(0)
    taken = np.where(~when.known | holds, _bits(then), nothing)
    passed = np.where(~when.known | ~holds, _bits(rest), nothing)
    return np.asarray(_bits(when) | taken | passed)


def _in(spec: Mapping[str, Any], operand: Operand) -> Column:
    subject = operand(spec.get("subject"))
    members = spec.get("values", spec.get("value"))
    if not isinstance(members, list):
        return _in_list(subject, operand(members))
    if not members:
        raise NotOnColumns("IN")
    items = [operand(raw) for raw in members]
    if any(item.kind == "list" for item in items):
        raise NotOnColumns("IN several lists")
    found = np.logical_or.reduce([item.known & _same(subject, item) for item in items])
    known = subject.known & (found | _all_known(items))
    return Column(found, known, _together([subject, *items]))


def _in_list(subject: Column, held: Column) -> Column:
    """Whether each person's own list holds the subject; nothing is in an empty list."""
    if held.kind != "list" and held.known.any():
        raise NotOnColumns("IN one value")
    if subject.kind != "text" or not subject.known.all():
        raise NotOnColumns("IN a list, of something else than a known text")
    pairs = zip(subject.values.tolist(), held.values.tolist(), held.known.tolist(), strict=True)
    found = np.array([known and sought in items for sought, items, known in pairs], dtype=bool)
    return Column(found, held.known, _together((subject, held)))


def _age(spec: Mapping[str, Any], operand: Operand) -> Column:
    born = operand(spec.get("date_of_birth"))
    at = operand(spec.get("reference_date", "$referencedate"))
    _of_kind("date", [born, at])
    known = born.known & at.known
    if not known.any():
        return Column(np.zeros(len(known)), known, _together((born, at)))
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
    return Column((today.year - year - before).astype(float), known, _together((born, at)))


_STEPS = {"years": 12, "months": 1, "weeks": 7, "days": 1}
_FIRST_DAY, _LAST_DAY = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")
_FURTHEST = 1_000_000


def _date_add(spec: Mapping[str, Any], operand: Operand) -> Column:
    start = operand(spec.get("date"))
    steps = {key: operand(spec[key]) for key in _STEPS if key in spec}
    columns = [start, *steps.values()]
    known = _all_known(columns)
    _of_kind("date", [start])
    _of_kind("number", list(steps.values()))
    if not known.any():
        return Column(np.zeros(len(known), dtype="datetime64[D]"), known, _together(columns))
    count = {key: _whole(column, known) * _STEPS[key] for key, column in steps.items()}
    nothing = np.zeros(len(known), dtype=np.int64)
    months = count.get("years", nothing) + count.get("months", nothing)
    days = count.get("weeks", nothing) + count.get("days", nothing)
    moved = _shifted(start.values.astype("datetime64[D]"), months) + days
    if ((moved < _FIRST_DAY) | (moved > _LAST_DAY))[known].any():
        raise NotOnColumns("a day outside the calendar, which the scalar engine reports")
    return Column(moved, known, _together(columns))


def _whole(column: Column, known: Mask) -> NDArray[Any]:
    """The whole numbers of a column; unknown rows count as nothing."""
    numbers = np.where(known, column.values, 0)
    if (numbers != np.floor(numbers)).any() or (np.abs(numbers) > _FURTHEST).any():
        raise NotOnColumns("no whole number of days, months or years")
    return numbers.astype(np.int64)


def _shifted(days: NDArray[Any], months: NDArray[Any]) -> NDArray[Any]:
    """The corresponding day some months later, clamped to the end of a shorter month."""
    begins = days.astype("datetime64[M]")
    target = begins + months
    last = (target + 1).astype("datetime64[D]") - 1
    return np.asarray(np.minimum(target.astype("datetime64[D]") + (days - begins), last))


_OPERATIONS: dict[str, Callable[[Mapping[str, Any], Operand], Column]] = {
    "AND": _junction(False),
    "OR": _junction(True),
    "NOT": _not,
    "IF": _if,
    "SWITCH": _if,
    "IN": _in,
    "AGE": _age,
    "DATE_ADD": _date_add,
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
