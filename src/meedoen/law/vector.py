# SPDX-License-Identifier: EUPL-1.2
"""The same laws for a whole population at once: columns of facts in, columns of answers out.

Every column is a numpy array with a mask of which rows are known; unknown rows follow the same
Kleene logic as `evaluate` in intake mode. The population is split by municipality, so that open
terms are filled once per ordinance. What cannot be done on columns (null, lists made of facts,
differences between dates, reading another person's facts) is done row by row with the
scalar engine, so that the answer is the same either way. Numbers are whole, or 64-bit floats:
exact for whole cents, not for long fractions. `explain_many` gives with every answer the articles
that decided it, one bit each, as `deciding_articles` reads them from a scalar explanation.
How it is fast: `docs/explanation/speed.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.answers import Answer, Mode
from meedoen.law.columns.column import Bits, Column, Mask, NotOnColumns, categorised, compact
from meedoen.law.columns.facts import Facts
from meedoen.law.columns.machine import Rows
from meedoen.law.columns.plan import Question, plan_for
from meedoen.law.columns.register import ArticleRegister
from meedoen.law.columns.symbols import OPEN
from meedoen.law.corpus import Corpus
from meedoen.law.evaluation import evaluate
from meedoen.law.explanation import ArticleRef, deciding_articles

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
    question = Question(law, tuple(outputs), on, None, None)
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
    question = Question(law, tuple(outputs), on, None, ())
    return _evaluate(corpus, question, Facts(facts), threads)


def _evaluate(
    corpus: Corpus,
    question: Question,
    facts: Facts,
    threads: int,
) -> tuple[dict[str, Column], tuple[ArticleRef, ...]]:
    pieces: list[tuple[Rows, dict[str, Column]]] = []
    for rows, code in _territories(facts):
        found, articles = _partition(corpus, replace(question, code=code), facts, rows, threads)
        question = replace(question, articles=articles)
        pieces.append((rows, found))
    told = question.articles or ()
    if len(pieces) == 1 and pieces[0][0] is None:
        return pieces[0][1], told
    names = question.outputs
    return {
        n: _joined([(rows, found[n]) for rows, found in pieces], facts.size) for n in names
    }, told


def _territories(facts: Facts) -> list[tuple[Rows, str | None]]:
    """Row numbers per municipality; None for rows whose municipality is unknown."""
    sight = facts.sight("gemeente_code")
    if sight is None or sight.kind == OPEN:
        return [(None, None)]
    column = facts.numbered("gemeente_code")
    towns = column.categories or ()
    codes = column.values.astype(np.intp) + 1
    if not sight.certain:
        codes = np.where(column.known, codes, 0)
    counts = np.bincount(codes, minlength=len(towns) + 1)
    if counts.max() == len(codes):
        return [(None, str(towns[int(counts.argmax()) - 1]))]
    found: list[tuple[Rows, str | None]] = [
        (np.flatnonzero(codes == at), str(town)) for at, town in enumerate(towns, 1) if counts[at]
    ]
    return [*found, (np.flatnonzero(codes == 0), None)] if counts[0] else found


def _partition(
    corpus: Corpus, question: Question, facts: Facts, rows: Rows, threads: int
) -> tuple[dict[str, Column], tuple[ArticleRef, ...] | None]:
    try:
        plan = plan_for(corpus, question, facts)
        return plan.run(facts, rows, threads), plan.articles
    except (NotOnColumns, KeyError):
        numbers = range(facts.size) if rows is None else rows.tolist()
        return _row_by_row(corpus, question, facts.columns, numbers)


def _row_by_row(
    corpus: Corpus, question: Question, facts: Mapping[str, Column], numbers: Sequence[int]
) -> tuple[dict[str, Column], tuple[ArticleRef, ...] | None]:
    register = None if question.articles is None else ArticleRegister(question.articles)
    rows: dict[str, list[Answer]] = {name: [] for name in question.outputs}
    for row in numbers:
        found = evaluate(
            corpus,
            law=question.law,
            outputs=question.outputs,
            facts={name: column.value(row) for name, column in facts.items() if column.known[row]},
            on=question.on,
            mode=Mode.INTAKE,
            explain=register is not None,
        ).outputs
        for name in question.outputs:
            rows[name].append(found[name])
    columns = {name: _from_rows(answers, register) for name, answers in rows.items()}
    return columns, register.articles if register else None


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
