# SPDX-License-Identifier: EUPL-1.2
"""What an expression can become, as far as the files themselves decide.

Constants, definitions and the branches of an IF give values; arithmetic over them gives ranges
(interval arithmetic); an open term gives what the regulations below it can make of it. What only
a fact decides has no known end: it is neither accepted nor refused here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from meedoen.law import numbers
from meedoen.law.corpus import Corpus
from meedoen.law.errors import LawError
from meedoen.law.model import Article
from meedoen.law.numbers import is_number
from meedoen.law.operations.arithmetic import divide, reckon
from meedoen.law.operations.rounding import ROUNDINGS, rounded

Number = numbers.Number | None
Range = tuple[Number, Number]
ANYTHING: Range = (None, None)


@dataclass(frozen=True, slots=True)
class Possible:
    """A text, or numbers from `low` to `high` (None: no known end); and which output of which
    article decides it."""

    article: Article
    output: str
    low: Number = None
    high: Number = None
    text: str | None = None


def fillers(corpus: Corpus, article: Article, name: str) -> Iterator[Article]:
    """Articles that fill an open term of `article` in its territory, on some day they share."""
    target = (article.law.id, article.number, name)
    for law in corpus.laws:
        apart = article.law.scope and law.scope not in (None, article.law.scope)
        if not apart and corpus.share_a_day(law, article.law):
            yield from (other for other in law.articles if target in other.implements)


def possible(corpus: Corpus, article: Article, output: str) -> list[Possible]:
    """Everything an output of an article can become, each with the article that decides it."""
    return list(_Reach(corpus, article, output, frozenset()).everything())


@dataclass(frozen=True, slots=True)
class _Reach:
    """Walks the expressions behind one output; `seen` guards against going round."""

    corpus: Corpus
    article: Article
    wanted: str
    seen: frozenset[int]

    def everything(self) -> Iterator[Possible]:
        """What the wanted output can become."""
        name = self.wanted
        actions = [at for at, a in enumerate(self.article.actions) if a.output == name]
        if actions and id(self.article) not in self.seen:
            inside = replace(self, seen=self.seen | {id(self.article)})
            yield from inside.of(self.article.actions[actions[-1]].expression, actions[-1])
        elif name in self.article.terms:
            yield from self.term(name)
        else:
            yield self.between(*ANYTHING)

    def between(self, low: Number, high: Number) -> Possible:
        """Numbers that this article decides."""
        return Possible(self.article, self.wanted, low, high)

    def of(self, raw: Any, before: int) -> Iterator[Possible]:
        """What one expression can become; `before` actions are visible to it."""
        if isinstance(raw, str):
            yield from self.name(raw[1:], before) if raw.startswith("$") else [self.said(raw)]
        elif is_number(raw):
            yield self.between(raw, raw)
        elif isinstance(raw, dict) and raw.get("operation") in {"IF", "SWITCH"}:
            for branch in (*(case.get("then") for case in raw.get("cases") or ()), "default"):
                yield from self.of(raw.get("default") if branch == "default" else branch, before)
        elif isinstance(raw, dict):
            yield self.between(*self._worked_out(raw, before))

    def said(self, text: str) -> Possible:
        """A text that this article decides."""
        return Possible(self.article, self.wanted, text=text)

    def name(self, name: str, before: int) -> Iterator[Possible]:
        """What a reference can become, in the order in which the engine settles names."""
        for at in range(before - 1, -1, -1):
            if self.article.actions[at].output == name:
                yield from self.of(self.article.actions[at].expression, at)
                return
        if name in self.article.definitions:
            held = self.article.definitions[name]
            yield from self.of(held.get("value") if isinstance(held, dict) else held, 0)
        elif name in self.article.terms:
            yield from self.term(name)
        else:
            given = self.article.inputs.get(name)
            declared = given.field if given else self.article.parameters.get(name)
            yield self.between(*(declared.bounds if declared else ANYTHING))

    def term(self, name: str) -> Iterator[Possible]:
        """What an open term can become: as filled below, by its default, or within its bounds."""
        below = [a for a in fillers(self.corpus, self.article, name) if id(a) not in self.seen]
        for filler in below:
            yield from replace(self, article=filler, wanted=name).everything()
        term = self.article.terms[name]
        if below:
            return
        if term.default:
            yield from self.of(term.default[-1].expression, 0)
        else:
            declared = self.article.outputs.get(name)
            yield self.between(*(declared.bounds if declared else ANYTHING))

    def _worked_out(self, raw: dict[str, Any], before: int) -> Range:
        operation = str(raw.get("operation"))
        if operation in ROUNDINGS:
            return _rounded(raw, operation, self._hull(raw.get("value"), before))
        if operation not in _COMBINED:
            return ANYTHING
        return _COMBINED[operation]([self._hull(v, before) for v in raw.get("values") or ()])

    def _hull(self, raw: Any, before: int) -> Range:
        """The smallest range around everything an operand can become."""
        found = list(self.of(raw, before))
        if not found or any(p.text is not None for p in found):
            return ANYTHING
        return _extreme(min, (p.low for p in found)), _extreme(max, (p.high for p in found))


def _extreme(choose: Callable[[list[Any]], Any], ends: Iterable[Number]) -> Number:
    """The smallest or largest end, unless one of them is not known."""
    listed = list(ends)
    return None if None in listed or not listed else choose(listed)


def _rounded(raw: dict[str, Any], operation: str, inside: Range) -> Range:
    precision, (low, high) = raw.get("precision"), inside
    if low is None or high is None or precision.__class__ is not int:
        return ANYTHING
    try:
        how = ROUNDINGS[operation]
        return rounded(low, precision, how), rounded(high, precision, how)
    except LawError:
        return ANYTHING


def _corners(combine: Callable[[Any, Any], Any]) -> Callable[[list[Range]], Range]:
    """The range of an operation that takes its extremes at the ends of its operands."""

    def work(operands: list[Range]) -> Range:
        if not operands or any(None in operand for operand in operands):
            return ANYTHING
        low, high = operands[0]
        for operand in operands[1:]:
            try:
                ends = [reckon(combine, [a, b]) for a, b in product((low, high), operand)]
            except LawError:
                return ANYTHING
            low, high = min(ends), max(ends)
        return low, high

    return work


def _quotient(operands: list[Range]) -> Range:
    """A division; one that could be by zero is not decided here."""
    for low, high in operands[1:]:
        if low is None or high is None or low <= 0 <= high:
            return ANYTHING
    return _corners(divide)(operands)


def _smallest(operands: list[Range]) -> Range:
    highs = [high for _, high in operands if high is not None]
    return _extreme(min, (low for low, _ in operands)), min(highs, default=None)


def _largest(operands: list[Range]) -> Range:
    lows = [low for low, _ in operands if low is not None]
    return max(lows, default=None), _extreme(max, (high for _, high in operands))


_COMBINED: dict[str, Callable[[list[Range]], Range]] = {
    "ADD": _corners(lambda a, b: a + b),
    "SUBTRACT": _corners(lambda a, b: a - b),
    "MULTIPLY": _corners(lambda a, b: a * b),
    "DIVIDE": _quotient,
    "MIN": _smallest,
    "MAX": _largest,
}
