# SPDX-License-Identifier: EUPL-1.2
"""The same laws for a whole population at once: columns of facts in, columns of answers out.

Every column is a numpy array with a mask of which rows are known; unknown rows follow the same
Kleene logic as `evaluate` in intake mode. The population is split by municipality, so that open
terms are filled once per ordinance. What cannot be done on columns (null, lists made of facts,
differences between dates, reading another person's facts) is done row by row with the
scalar engine, so that the answer is the same either way. Numbers are exact on columns, or are
not reckoned with there (see `columns.amounts`); an answer that is not whole comes as the 64-bit
float that is nearest. What is no value, such as NaN or NaT, is not known. `explain_many` gives with
every answer the articles that decided it, one bit each, as `deciding_articles` reads them from a
scalar explanation.
How it is fast: `docs/explanation/speed.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.answers import Answer, Mode
from meedoen.law.columns.column import Bits, Column, Mask, NotOnColumns, categorised, compact
from meedoen.law.columns.facts import Facts
from meedoen.law.columns.machine import Rows
from meedoen.law.columns.plan import ColumnQuestion, plan_for
from meedoen.law.columns.register import ArticleRegister
from meedoen.law.corpus import Corpus
from meedoen.law.errors import TerritoryUnknown
from meedoen.law.evaluation import evaluate
from meedoen.law.explanation import ArticleRef, Node, deciding_articles

Codes = tuple[tuple[str, str], ...]

__all__ = ["Column", "Mask", "categorised", "compact", "evaluate_many", "explain_many"]


def evaluate_many(
    corpus: Corpus,
    *,
    law: str,
    outputs: Sequence[str],
    facts: Mapping[str, Column],
    on: date,
    threads: int = 1,
) -> dict[str, Column]:
    """Each output of `law` for every row of `facts`, with unknowns as in an intake.

    Columns are equally long; dates are datetime64[D]. Answers may share arrays: read them only.
    Whole numbers whose bounds are known come in 32 bits. More `threads` than one are of use for
    some hundreds of thousands of rows, on a machine with nothing else to do.
    Raises LawError as `evaluate` does.
    """
    question = ColumnQuestion(law, tuple(outputs), on, (), None)
    return _evaluate(corpus, question, Facts(facts), threads)[0]


def explain_many(
    corpus: Corpus,
    *,
    law: str,
    outputs: Sequence[str],
    facts: Mapping[str, Column],
    on: date,
    threads: int = 1,
) -> tuple[dict[str, Column], tuple[ArticleRef, ...]]:
    """As `evaluate_many`, with `deciding` filled: bit i stands for article i of the second part.

    Raises LawError also when more than 64 articles decide about these outputs.
    """
    question = ColumnQuestion(law, tuple(outputs), on, (), ())
    return _evaluate(corpus, question, Facts(facts), threads)


def _evaluate(
    corpus: Corpus,
    question: ColumnQuestion,
    facts: Facts,
    threads: int,
) -> tuple[dict[str, Column], tuple[ArticleRef, ...]]:
    pieces: list[tuple[Rows, dict[str, Column]]] = []
    for rows, codes in _territories(corpus, facts):
        found, articles = _partition(corpus, replace(question, codes=codes), facts, rows, threads)
        question = replace(question, articles=articles)
        pieces.append((rows, found))
    told = question.articles or ()
    if len(pieces) == 1 and pieces[0][0] is None:
        return pieces[0][1], told
    names = question.outputs
    return {
        n: _joined([(rows, found[n]) for rows, found in pieces], facts.size) for n in names
    }, told


def _territories(corpus: Corpus, facts: Facts) -> list[tuple[Rows, Codes]]:
    """Row numbers per territory that the laws know of, with the codes that are known there."""
    groups: list[tuple[NDArray[np.intp], Codes]] = [(np.arange(facts.size), ())]
    for kind in corpus.territories:
        if kind in facts.given:
            numbers, names = _towns(facts, kind)
            groups = [
                (rows[here], codes if at is None else (*codes, (kind, names[at])))
                for rows, codes in groups
                for at, here in _apart(numbers[rows], len(names))
            ]
    if len(groups) < 2:
        return [(None, groups[0][1] if groups else ())]
    return [(rows, codes) for rows, codes in groups if len(rows)]


def _towns(facts: Facts, kind: str) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    """The place of each row's code among the codes; -1 where there is none, or it is no text."""
    try:
        column = facts.numbered(kind)
    except NotOnColumns:
        column = _texts_only(facts.column(kind))
    names = column.categories
    if names is None or not all(isinstance(name, str) for name in names):
        return np.full(facts.size, -1, dtype=np.intp), ()
    return np.where(column.known, column.values.astype(np.intp), -1), names


def _texts_only(column: Column) -> Column:
    texts = np.array([isinstance(value, str) for value in column.values.tolist()], dtype=bool)
    return categorised(Column(column.values, column.known & texts))


def _apart(numbers: NDArray[np.intp], count: int) -> Iterator[tuple[int | None, Any]]:
    """Each number that occurs, None for -1, with the places where it stands."""
    counts = np.bincount(numbers + 1, minlength=count + 1)
    for at in np.flatnonzero(counts):
        whole = counts[at] == len(numbers)
        places = slice(None) if whole else np.flatnonzero(numbers + 1 == at)
        yield (int(at) - 1 if at else None), places


def _partition(
    corpus: Corpus, question: ColumnQuestion, facts: Facts, rows: Rows, threads: int
) -> tuple[dict[str, Column], tuple[ArticleRef, ...] | None]:
    try:
        plan = plan_for(corpus, question, facts)
        return plan.run(facts, rows, threads), plan.articles
    except (NotOnColumns, KeyError, TerritoryUnknown):
        numbers = range(facts.size) if rows is None else rows.tolist()
        return _row_by_row(corpus, question, facts.columns, numbers)


def _row_by_row(
    corpus: Corpus, question: ColumnQuestion, facts: Mapping[str, Column], numbers: Sequence[int]
) -> tuple[dict[str, Column], tuple[ArticleRef, ...] | None]:
    register = None if question.articles is None else ArticleRegister(question.articles)
    rows: dict[str, list[Answer]] = {name: [] for name in question.outputs}
    for row in numbers:
        given = {name: column.value(row) for name, column in facts.items() if column.known[row]}
        found = _one_row(corpus, question, given, register is not None)
        for name in question.outputs:
            rows[name].append(found[name])
    columns = {name: _from_rows(answers, register) for name, answers in rows.items()}
    return columns, register.articles if register else None


def _one_row(
    corpus: Corpus, question: ColumnQuestion, facts: Mapping[str, Any], explain: bool
) -> dict[str, Answer]:
    """The answers for one person; all unknown where only a territory is missing to choose a law."""
    names = question.outputs
    asked: dict[str, Any] = {"law": question.law, "outputs": names, "on": question.on}
    try:
        found = evaluate(corpus, **asked, facts=facts, mode=Mode.INTAKE, explain=explain)
    except TerritoryUnknown as error:
        if not all(corpus.anywhere(question.law, name, question.on) for name in names):
            raise
        missing = frozenset(error.kinds)
        nodes = (Node("output", name, None, None, False) for name in names)
        return {node.label: Answer(None, False, missing, node) for node in nodes}
    return found.outputs


def _from_rows(rows: list[Answer], register: ArticleRegister | None) -> Column:
    values: NDArray[Any] = np.empty(len(rows), dtype=object)
    values[:] = [answer.value for answer in rows]
    known = np.array([answer.known for answer in rows], dtype=bool)
    if register is None:
        return Column(values, known)
    masks = [register.mask(deciding_articles(answer.trace)) for answer in rows]
    return Column(values, known, np.array(masks, dtype=np.uint64))


def _joined(pieces: Sequence[tuple[Rows, Column]], size: int) -> Column:
    """One column of what was worked out per municipality."""
    kinds = {column.values.dtype.kind.replace("i", "f") for _, column in pieces}
    alike = len(kinds) == 1 and all(column.categories is None for _, column in pieces)
    values = _spread([(r, c.values if alike else _objects(c)) for r, c in pieces], size)
    known = _spread([(rows, column.known) for rows, column in pieces], size)
    deciding: list[tuple[Rows, Bits]] = [
        (rows, column.deciding) for rows, column in pieces if column.deciding is not None
    ]
    return Column(values, known, _spread(deciding, size) if deciding else None)


def _spread(pieces: Sequence[tuple[Rows, NDArray[Any]]], size: int) -> NDArray[Any]:
    dtype = np.result_type(*(part.dtype for _, part in pieces))
    whole = np.empty(size, dtype=dtype)
    for rows, part in pieces:
        whole[rows] = part
    return whole


def _objects(column: Column) -> NDArray[Any]:
    """The values as the scalar engine gives them, whatever they are."""
    found: NDArray[Any] = np.empty(len(column.known), dtype=object)
    values = (column.value(row) for row in range(len(found)))
    found[:] = [value.isoformat() if isinstance(value, date) else value for value in values]
    return found
