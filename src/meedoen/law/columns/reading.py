# SPDX-License-Identifier: EUPL-1.2
"""Reading one law as steps on columns, for the people of one territory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from meedoen.law.columns.amounts import constant
from meedoen.law.columns.column import NotOnColumns
from meedoen.law.columns.counting import OPERATIONS as COUNTING
from meedoen.law.columns.facts import Facts, Sight
from meedoen.law.columns.logic import OPERATIONS as LOGIC
from meedoen.law.columns.program import Program, Truth
from meedoen.law.columns.register import ArticleRegister
from meedoen.law.columns.symbols import OPEN, Symbol, because, condition
from meedoen.law.corpus import Corpus
from meedoen.law.errors import LawError
from meedoen.law.model import Action, Article, Law
from meedoen.law.numbers import exact, is_number
from meedoen.law.values import is_internal, parsed_date

OPERATIONS = {**LOGIC, **COUNTING}
NOBODY = Symbol(OPEN, False, False)


class LawReader:
    """One law, written down as steps; `register` numbers the articles when somebody asks why.

    `looked_at` tells afterwards which facts the steps depend on, and how those looked.
    """

    def __init__(
        self,
        corpus: Corpus,
        law: Law,
        facts: Facts,
        on: date,
        codes: tuple[tuple[str, str], ...],
        register: ArticleRegister | None,
    ) -> None:
        self.corpus, self.law, self.facts = corpus, law, facts
        self.on, self.codes, self.register = on, dict(codes), register
        self.program = Program()
        self.looked_at: dict[str, Sight | None] = {}
        self.done: dict[tuple[Article, int], Symbol | None] = {}
        self.given: dict[str, Symbol] = {}

    def output(self, article: Article, name: str) -> Symbol:
        """The symbol for one output of `article`; raises NotOnColumns."""
        special = self.law.overrides.get((article.law.id, article.number, name))
        refused = any(not gap.get("accepted") for gap in article.untranslatables)
        if article.trouble or refused or (special is not None and special is not article):
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
        if is_internal(raw):
            return self._internal(raw[1:], article.law)
        if isinstance(raw, dict) and "operation" in raw:
            work = OPERATIONS.get(str(raw["operation"]))
            if work is None:
                raise NotOnColumns(str(raw["operation"]))
            return work(self.program, raw, lambda part: self._operand(part, article, earlier))
        return self._constant(raw)

    def _internal(self, output: str, law: Law) -> Symbol:
        if output not in law.producers:
            raise NotOnColumns("an output that is not there, which the scalar engine reports")
        return self.output(law.producers[output], output)

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
        fact = self._fact(written)
        return replace(fact, nullable=not article.parameters[written].required)

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
        return Symbol(sight.kind, values, known, parts=sight.parts)

    def _input(self, name: str, article: Article) -> Symbol:
        source = article.inputs[name].source
        if self._sight(name) is not None or source.outside:
            return self._fact(name)
        if source.parameters or source.endpoint:
            raise NotOnColumns(name)
        law = article.law
        if source.regulation and source.regulation != law.id:
            try:
                law = self.corpus.version(source.regulation, self.on, self.codes)
            except LawError as error:
                raise NotOnColumns(str(error)) from error
        wanted = source.output or name
        return self.output(law.producers[wanted], wanted)

    def _term(self, name: str, article: Article) -> Symbol:
        target = (article.law.id, article.number, name)
        term = article.terms[name]
        candidates = self.corpus.implementers(target, term, self.on)
        if any(a.law.scope and a.law.scope[0] not in self.codes for a in candidates):
            raise NotOnColumns(name)
        mine = [a for a in candidates if a.law.holds_in(self.codes)]
        if mine:
            return self.output(min(mine, key=lambda a: a.law.rank), name)
        default = term.default
        if len(default) != 1:
            raise NotOnColumns(name)
        return self._operand(default[0].expression, article, ())

    def _constant(self, written: Any) -> Symbol:
        raw = Decimal(repr(written)) if isinstance(written, float) else written
        if isinstance(raw, bool):
            return Symbol("bool", raw, no=not raw)
        if is_number(raw):
            values, parts = constant(Fraction(exact(raw)))
            return Symbol("number", values, parts=parts)
        if not isinstance(raw, str):
            raise NotOnColumns(repr(raw))
        day = parsed_date(raw)
        if day:
            return Symbol("date", int(np.datetime64(day, "D").astype(int)))
        return Symbol("text", self.program.words.number(raw))
