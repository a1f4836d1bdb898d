# SPDX-License-Identifier: EUPL-1.2
"""A question worked out into steps once, and kept for as long as its laws are loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from meedoen.law.columns.answers import Answers
from meedoen.law.columns.column import Column
from meedoen.law.columns.facts import Facts, Sight
from meedoen.law.columns.machine import Rows
from meedoen.law.columns.reading import LawReader
from meedoen.law.columns.register import ArticleRegister
from meedoen.law.corpus import Corpus
from meedoen.law.explanation import ArticleRef


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """What is asked, of the people of one territory: codes by their kind, as far as known.

    `articles` have a bit already when somebody asks why; None when nobody does.
    """

    law: str
    outputs: tuple[str, ...]
    on: date
    codes: tuple[tuple[str, str], ...]
    articles: tuple[ArticleRef, ...] | None


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """The steps for one question, for whoever has columns that look the same as these."""

    looked_at: Mapping[str, Sight | None]
    answers: Answers
    articles: tuple[ArticleRef, ...] | None

    def suits(self, facts: Facts) -> bool:
        """Whether every fact the steps were written for looks the same here."""
        return all(facts.sight(name) == sight for name, sight in self.looked_at.items())

    def run(self, facts: Facts, rows: Rows, threads: int) -> dict[str, Column]:
        """The answers for these rows; raises NotOnColumns."""
        return self.answers.run(facts, rows, threads)


MOST_QUESTIONS = 256
MOST_PLANS = 8
"""So many kinds of columns are remembered for one question; the oldest goes first."""

_kept: WeakKeyDictionary[Corpus, dict[ColumnQuestion, list[ColumnPlan]]] = WeakKeyDictionary()


def plan_for(corpus: Corpus, question: ColumnQuestion, facts: Facts) -> ColumnPlan:
    """The plan of last time, or a new one. Raises NotOnColumns, KeyError, and as `Corpus.version`.

    Laws do not change once they are loaded, so a plan stays right as long as the corpus exists.
    """
    questions = _kept.setdefault(corpus, {})
    for plan in tuple(questions.get(question, ())):
        if plan.suits(facts):
            return plan
    plan = _planned(corpus, question, facts)
    if len(questions) >= MOST_QUESTIONS:
        questions.clear()
    questions[question] = [*questions.get(question, ()), plan][-MOST_PLANS:]
    return plan


def _planned(corpus: Corpus, question: ColumnQuestion, facts: Facts) -> ColumnPlan:
    law = corpus.version(question.law, question.on, dict(question.codes))
    register = None if question.articles is None else ArticleRegister(question.articles)
    reader = LawReader(corpus, law, facts, question.on, question.codes, register)
    symbols = {name: reader.output(law.producers[name], name) for name in question.outputs}
    articles = None if register is None else register.articles
    answers = Answers(reader.program, symbols, None if articles is None else len(articles))
    return ColumnPlan(reader.looked_at, answers, articles)
