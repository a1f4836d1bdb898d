# SPDX-License-Identifier: EUPL-1.2
"""Reading one law as steps on columns, for the people of one municipality."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from meedoen.law.columns.column import NotOnColumns
from meedoen.law.columns.counting import OPERATIONS as COUNTING
from meedoen.law.columns.facts import Facts, Sight
from meedoen.law.columns.logic import OPERATIONS as LOGIC
from meedoen.law.columns.program import Program, Truth
from meedoen.law.columns.register import ArticleRegister
from meedoen.law.columns.symbols import OPEN, Symbol, because, condition
from meedoen.law.corpus import Corpus
from meedoen.law.model import Action, Article, Law
from meedoen.law.values import parsed_date

OPERATIONS = {**LOGIC, **COUNTING}
NOBODY = Symbol(OPEN, False, False)


class Reader:
    """One law, written down as steps; `register` numbers the articles when somebody asks why.

    `looked_at` tells afterwards which facts the steps depend on, and how those looked.
    """

    def __init__(
        self,
        corpus: Corpus,
        law: Law,
        facts: Facts,
        on: date,
        code: str | None,
        register: ArticleRegister | None,
    ) -> None:
        self.corpus, self.law, self.facts = corpus, law, facts
        self.on, self.code, self.register = on, code, register
        self.program = Program()
        self.looked_at: dict[str, Sight | None] = {}
        self.done: dict[tuple[Article, int], Symbol | None] = {}
        self.given: dict[str, Symbol] = {}

    def output(self, article: Article, name: str) -> Symbol:
        """The symbol for one output of `article`; raises NotOnColumns."""
        special = self.law.overrides.get((article.law.id, article.number, name))
        refused = any(not gap.get("accepted") for gap in article.untranslatables)
        if refused or (special is not None and special is not article):
            raise NotOnColumns(name)
        for at in range(len(article.actions) - 1, -1, -1):
            if article.actions[at].output == name:
                return self._action(article, at)
        raise NotOnColumns(name)

    def _action(self, article: Article, at: int) -> Symbol:
        key = (article, at)
        if key not in self.done:
            self.done[key] = None
            action = article.actions[at]
            if action.resolve:
                raise NotOnColumns(action.output)
            found = self._operand(action.expression, article, article.actions[:at])
            bit = self.register.bit(article.ref) if self.register else 0
            self.done[key] = because(found, bit)
        symbol = self.done[key]
        if symbol is None:
            raise NotOnColumns("a circle, which the scalar engine reports")
        return symbol

    def _operand(self, raw: Any, article: Article, earlier: tuple[Action, ...]) -> Symbol:
        if isinstance(raw, str) and raw.startswith("$"):
            return self._name(raw[1:], article, earlier)
        if isinstance(raw, dict) and "operation" in raw:
            work = OPERATIONS.get(raw["operation"])
            if work is None:
                raise NotOnColumns(raw["operation"])
            return work(self.program, raw, lambda part: self._operand(part, article, earlier))
        return self._constant(raw)

    def _name(self, written: str, article: Article, earlier: tuple[Action, ...]) -> Symbol:
        for at in range(len(earlier) - 1, -1, -1):
            if earlier[at].output == written:
                return self._action(article, at)
        if written in article.definitions:
            raw = article.definitions[written]
            value = raw["value"] if isinstance(raw, dict) and "value" in raw else raw
            return self._operand(value, article, ())
        if written in article.inputs:
            return self._input(written, article)
        if written in article.terms:
            return self._term(written, article)
        if written in {"referencedate", "referencedate.iso"}:
            return self._constant(self.on.isoformat())
        if written not in article.parameters:
            raise NotOnColumns(written)
        return self._fact(written)

    def _sight(self, name: str) -> Sight | None:
        if name not in self.looked_at:
            self.looked_at[name] = self.facts.sight(name)
        return self.looked_at[name]

    def _fact(self, name: str) -> Symbol:
        sight = self._sight(name)
        if sight is None or sight.kind == OPEN:
            return NOBODY
        if name not in self.given:
            self.given[name] = self._given(name, sight)
        return self.given[name]

    def _given(self, name: str, sight: Sight) -> Symbol:
        known: Truth = True if sight.certain else self.program.known(name)
        values = self.program.fact(name, sight.dtype)
        if sight.kind == "bool":
            return condition(self.program, values, known, NOBODY.why)
        if sight.categories is not None:
            values = self.program.texts(values, sight.categories)
        if sight.bounds is not None:
            self.program.bounds[values] = sight.bounds
        return Symbol(sight.kind, values, known)

    def _input(self, name: str, article: Article) -> Symbol:
        source = article.inputs[name].source
        if self._sight(name) is not None or source.outside:
            return self._fact(name)
        if source.parameters or source.endpoint:
            raise NotOnColumns(name)
        law = article.law
        if source.regulation and source.regulation != law.id:
            law = self.corpus.version(source.regulation, self.on, self.code)
        wanted = source.output or name
        return self.output(law.producers[wanted], wanted)

    def _term(self, name: str, article: Article) -> Symbol:
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
        return self._operand(default[0].expression, article, ())

    def _constant(self, raw: Any) -> Symbol:
        if isinstance(raw, bool):
            return Symbol("bool", raw, no=not raw)
        if isinstance(raw, int | float | Decimal):
            return Symbol("number", int(raw) if float(raw).is_integer() else float(raw))
        if not isinstance(raw, str):
            raise NotOnColumns(repr(raw))
        day = parsed_date(raw)
        if day:
            return Symbol("date", int(np.datetime64(day, "D").astype(int)))
        return Symbol("text", self.program.words.number(raw))
