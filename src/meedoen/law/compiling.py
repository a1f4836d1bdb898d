# SPDX-License-Identifier: EUPL-1.2
"""Turning the expressions of an article into closures, once per article.

A name is settled here, at compile time, in the order the format gives: earlier actions of the
same article, definitions, inputs, open terms, parameters, the reference date, and lastly a plain
fact. Each article is compiled twice at most: bare, and with every step writing itself into the
explanation. An expression that cannot be compiled becomes a closure that raises, so that one bad
line does not take the whole law down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from meedoen.law.errors import (
    LawError,
    LawFileError,
    OperandError,
    UndeclaredName,
    UnknownOperation,
)
from meedoen.law.explanation import ArticleRef, Node
from meedoen.law.model import NOTHING, Action, Article, Input, OpenTerm
from meedoen.law.numbers import written
from meedoen.law.operations import BUILDERS, Closure
from meedoen.law.spelling import perhaps
from meedoen.law.units import unit_of
from meedoen.law.values import Unknown, is_internal, normalised, shown

REFERENCE = ("referencedate", "calculation_date")


@dataclass(slots=True)
class CompiledArticle:
    """Closures for what one article works out.

    Actions with their place by name, defaults of open terms, parameters of sources, the sources
    and open terms themselves, and what the older `resolve` asks for.
    """

    article: Article
    actions: list[Closure]
    index: dict[str, Closure]
    defaults: dict[str, list[Closure]]
    bindings: dict[str, dict[str, Closure]]
    sources: dict[str, Closure]
    fillings: dict[str, Closure]
    resolving: dict[int, dict[str, Any]]


def compiled(article: Article, traced: bool) -> CompiledArticle:
    """The closures of `article`, made on first use; raises LawFileError when it is unreadable."""
    ready = article.compiled.get(traced)
    if ready is None:
        if article.trouble:
            raise LawFileError(
                f"{article.law.id}, article {article.number} cannot be read: {article.trouble} "
                f"({article.law.path.name})"
            )
        ready = article.compiled[traced] = _Compiler(article, traced).compile()
    return ready


class _Compiler:
    """Compiles one article, bare or traced."""

    def __init__(self, article: Article, traced: bool) -> None:
        self.article = article
        self.traced = traced

    def compile(self) -> CompiledArticle:
        article = self.article
        actions = article.actions
        closures = [self._action(actions, at, "action") for at in range(len(actions))]
        return CompiledArticle(
            article=article,
            actions=closures,
            index={action.output: closures[at] for at, action in enumerate(actions)},
            defaults={
                term.name: [
                    self._action(term.default, at, "default") for at in range(len(term.default))
                ]
                for term in article.terms.values()
            },
            bindings={
                name: {
                    str(key): self._part(raw, (), 0)
                    for key, raw in declared.source.parameters.items()
                }
                for name, declared in article.inputs.items()
            },
            sources={name: _sourced(declared) for name, declared in article.inputs.items()},
            fillings={name: _filled(term) for name, term in article.terms.items()},
            resolving={
                at: self._resolve(action) for at, action in enumerate(actions) if action.resolve
            },
        )

    def _action(self, actions: Sequence[Action], at: int, kind: str) -> Closure:
        action = actions[at]
        try:
            unit_of(action.expression, self.article)
            run = _nothing if action.resolve else self.operand(action.expression, actions, at)
        except LawError as error:
            run = _failing(_placed(error, self.article))
        if action.resolve:
            run = partial(_delegate, at=at)
        return self._traced(run, "output", action.output) if kind == "action" else run

    def _resolve(self, action: Action) -> dict[str, Any]:
        match = (action.resolve or {}).get("match") or {}
        return {**(action.resolve or {}), "value": self._part(match.get("value"), (), 0)}

    def _part(self, raw: Any, actions: Sequence[Action], before: int) -> Closure:
        """As `operand`; what cannot be compiled raises when it is read."""
        try:
            return self.operand(raw, actions, before)
        except LawError as error:
            return _failing(_placed(error, self.article))

    def operand(self, raw: Any, actions: Sequence[Action], before: int) -> Closure:
        """The closure of one operand; `before` actions are visible to it."""
        if isinstance(raw, str) and raw.startswith("$"):
            return self._variable(raw[1:], actions, before)
        if is_internal(raw):
            return self._internal(raw[1:])
        if raw is NOTHING:
            raise UnknownOperation("an action here gives no value")
        if isinstance(raw, dict):
            if "operation" not in raw:
                raise UnknownOperation("a mapping here must be an operation")
            return self._operation(raw, actions, before)
        if isinstance(raw, list) and not _plain(raw):
            return self._operation({"operation": "LIST", "items": raw}, actions, before)
        return _constant(normalised(raw))

    def _internal(self, output: str) -> Closure:
        producers = self.article.law.producers
        if output not in producers:
            near = perhaps(output, producers)
            raise UndeclaredName(f"'#{output}' is no output of this law{near}")
        return lambda frame: frame.internal(output)

    def _operation(self, raw: dict[str, Any], actions: Sequence[Action], before: int) -> Closure:
        name = raw["operation"]
        builder = BUILDERS.get(str(name))
        if builder is None:
            told = f"the operation {str(name)[:80]} is not part of the format"
            raise UnknownOperation(told + perhaps(name, BUILDERS))
        run = builder(raw, lambda value: self.operand(value, actions, before))
        return self._traced(run, "operation", name)

    def _variable(self, written: str, actions: Sequence[Action], before: int) -> Closure:
        name, *path = written.split(".")
        run = self._name(name, actions, before)
        return partial(_property, run=run, path=path, written=written) if path else run

    def _name(self, name: str, actions: Sequence[Action], before: int) -> Closure:
        article = self.article
        for at in range(before - 1, -1, -1):
            if actions[at].output == name:
                if actions is article.actions:
                    return lambda frame: frame.action(at)
                return self._action(actions, at, "default")
        if name in article.definitions:
            return self._definition(name)
        if name in article.inputs:
            return lambda frame: frame.input(name)
        if name in article.terms:
            return lambda frame: frame.term(name)
        if name in REFERENCE and name not in article.parameters:
            return lambda frame: frame.run.reference
        return lambda frame: frame.parameter(name)

    def _definition(self, name: str) -> Closure:
        raw = self.article.definitions[name]
        value = raw["value"] if isinstance(raw, dict) and "value" in raw else raw
        return self._traced(self._part(value, (), 0), "definition", name)

    def _traced(self, run: Closure, kind: str, label: str) -> Closure:
        if not self.traced:
            return run
        return _step(run, kind, label, self.article.ref)


def _step(work: Closure, kind: str, label: str, article: ArticleRef) -> Closure:
    """The same work, that writes itself and what happens below it into the explanation."""

    def step(frame: Any) -> Any:
        run = frame.run
        above = run.steps
        below: list[Node] = []
        run.steps = below
        try:
            value = work(frame)
        finally:
            run.steps = above
        known = value.__class__ is not Unknown
        told = written(value) if known else None
        above.append(Node(kind, label, article, told, known, tuple(below)))
        return value

    return step


def _plain(raw: Any) -> bool:
    """Whether a list holds nothing that must be worked out."""
    if isinstance(raw, list):
        return all(map(_plain, raw))
    if isinstance(raw, dict):
        return "operation" not in raw
    return not (isinstance(raw, str) and raw.startswith(("$", "#")))


def _constant(value: Any) -> Closure:
    return lambda frame: value


def _nothing(frame: Any) -> Any:
    return None


def _failing(error: LawError) -> Closure:
    kind, message = type(error), str(error)

    def run(frame: Any) -> Any:
        raise kind(message)

    return run


def _placed(error: LawError, article: Article) -> LawError:
    return type(error)(f"{article.law.id}, article {article.number}: {error}")


def _sourced(declared: Input) -> Closure:
    return lambda frame: frame.sourced(declared)


def _filled(term: OpenTerm) -> Closure:
    return lambda frame: frame.filled(term)


def _delegate(frame: Any, at: int) -> Any:
    return frame.delegated(at)


def _property(frame: Any, run: Closure, path: list[str], written: str) -> Any:
    value = run(frame)
    for key in path:
        if value is None or value.__class__ is Unknown:
            return value
        if not isinstance(value, dict):
            raise OperandError(f"${written}: {shown(value)} has no property '{key}'")
        if key not in value:
            raise UndeclaredName(f"${written}: there is no property '{key}'")
        value = value[key]
    return value
