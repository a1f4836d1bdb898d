# SPDX-License-Identifier: EUPL-1.2
"""One article at work: its actions, inputs, facts and open terms, each worked out once."""

from __future__ import annotations

from typing import Any

from meedoen.law.answers import Mode
from meedoen.law.compiling import CompiledArticle
from meedoen.law.errors import (
    LawError,
    MissingFact,
    OperandError,
    OutputNotFound,
    TerritoryUnknown,
    UndeclaredName,
)
from meedoen.law.explanation import Node
from meedoen.law.model import Article, Input, Law, OpenTerm
from meedoen.law.numbers import written
from meedoen.law.operations import Closure
from meedoen.law.terms import delegated, fill
from meedoen.law.values import ABSENT, Unknown

BUSY = object()


class Env:
    """Facts with the parameters bound on the way here (bound ones win), and who works with them."""

    __slots__ = ("bound", "frames", "values")

    def __init__(self, values: dict[str, Any], bound: frozenset[tuple[str, Any]]) -> None:
        self.values = values
        self.bound = bound
        self.frames: dict[Article, ArticleFrame] = {}


class ArticleFrame:
    """One article at work: values of its actions, inputs and open terms, each worked out once."""

    __slots__ = ("article", "code", "done", "env", "run")

    def __init__(self, run: Any, code: CompiledArticle, env: Env) -> None:
        self.run = run
        self.code = code
        self.article = code.article
        self.env = env
        self.done: dict[Closure, Any] = {}

    def busy(self) -> bool:
        """Whether this article is being worked out right now."""
        return any(entry is BUSY for entry in self.done.values())

    def output(self, name: str) -> Any:
        """The value this article gives to `name`; raises OutputNotFound."""
        work = self.code.index.get(name)
        if work is not None:
            return self._once(work)
        if name in self.article.inputs:
            return self.input(name)
        if name in self.article.terms:
            return self.term(name)
        if name in self.article.parameters:
            return self.parameter(name)
        raise OutputNotFound(
            f"Output '{name}' not found: no action of {self.article.law.id}, "
            f"article {self.article.number} gives it a value"
        )

    def action(self, at: int) -> Any:
        """The value of action number `at`."""
        return self._once(self.code.actions[at])

    def _once(self, work: Closure) -> Any:
        """Work something out the first time; afterwards give value and explanation again."""
        entry = self.done.get(work)
        if entry is None:
            entry = self._worked_out(work)
        elif entry is BUSY:
            raise self.run.circle(self.article)
        elif isinstance(entry, LawError):
            raise entry
        value, below = entry
        if self.run.explain:
            self.run.steps.extend(below)
        return value

    def _worked_out(self, work: Closure) -> tuple[Any, list[Node]]:
        """A value with its explanation; a mistake in the law is kept, and raised again."""
        run, done = self.run, self.done
        done[work] = BUSY
        above = run.steps
        below: list[Node] = []
        run.steps = below
        try:
            done[work] = entry = (work(self), below)
        except OperandError as error:
            done[work] = placed = self._placed(error)
            raise placed from None
        except ArithmeticError as error:
            beyond = OperandError("a number here becomes larger than can be worked with")
            done[work] = placed = self._placed(beyond)
            raise placed from error
        except LawError as error:
            done[work] = error
            raise
        except BaseException:
            del done[work]
            raise
        finally:
            run.steps = above
        return entry

    def _placed(self, error: OperandError) -> OperandError:
        """The same error, naming law and article where it does not yet."""
        here = f"{self.article.law.id}, article {self.article.number}"
        return error if ", article " in str(error) else OperandError(f"{here}: {error}")

    def parameter(self, name: str) -> Any:
        """The fact called `name`, or what its absence means."""
        value = self.known_fact(name)
        if value is ABSENT:
            declared = self.article.parameters.get(name)
            if declared is None:
                raise UndeclaredName(
                    f"{self.article.law.id}, article {self.article.number}: "
                    f"'{name}' is used but declared nowhere"
                )
            value = self.run.absent(self.article, name, declared.required)
        if self.run.explain:
            self.tell(name, value)
        return value

    def tell(self, name: str, value: Any) -> None:
        """Add the fact to the explanation; an unknown one by the names that are missing."""
        steps, ref = self.run.steps, self.article.ref
        if value.__class__ is not Unknown:
            steps.append(Node("fact", name, ref, written(value), True))
        elif name in value.missing or not value.missing:
            steps.append(Node("fact", name, ref, None, False))
        else:
            steps.extend(Node("fact", gap, ref, None, False) for gap in sorted(value.missing))

    def known_fact(self, name: str) -> Any:
        run = self.run
        value = self.env.values.get(name, ABSENT)
        run.read.add(name)
        if value is ABSENT and run.sources:
            value = run.lookup(name, self.env)
        if isinstance(value, LawError):
            raise value
        return value

    def input(self, name: str) -> Any:
        """The input called `name`: a fact by that name, or else from its source."""
        value = self.known_fact(name)
        if value is not ABSENT:
            if self.run.explain:
                self.tell(name, value)
            return value
        declared = self.article.inputs[name]
        if declared.source.outside:
            value = self.run.absent(self.article, name, True)
            if self.run.explain:
                self.tell(name, value)
            return value
        return self._once(self.code.sources[name])

    def filled(self, term: OpenTerm) -> Any:
        """The value of an open term, worked out."""
        return fill(self, term)

    def sourced(self, declared: Input) -> Any:
        """The value an input takes from an output of this or another law."""
        source, run = declared.source, self.run
        law = self.article.law
        if source.regulation and source.regulation != law.id:
            found = self._other_law(source.regulation)
            if found.__class__ is Unknown:
                return found
            law = found
        article, name = self._producer(law, declared)
        env = run.bind(self.env, self._bindings(declared.field.name))
        return run.step(
            "source",
            f"{law.id}.{name}",
            article,
            lambda: run.crossing(self, law, lambda: run.output(article, name, env)),
        )

    def _other_law(self, law_id: str) -> Any:
        """The law an input comes from, or Unknown while only a territory can tell which."""
        run, values = self.run, self.env.values
        try:
            return run.corpus.version(law_id, run.on, values)
        except TerritoryUnknown as error:
            kinds = error.kinds
            if run.mode is Mode.STRICT or any(values.get(kind, ABSENT) is None for kind in kinds):
                raise
        given = [values.get(kind) for kind in kinds]
        missing = [
            code.missing if code.__class__ is Unknown else frozenset({kind})
            for kind, code in zip(kinds, given, strict=True)
        ]
        tainted = any(code.__class__ is Unknown and code.tainted for code in given)
        gap = Unknown(frozenset().union(*missing), tainted, nullable=True, doubtful=True)
        if run.explain:
            for kind in kinds:
                self.tell(kind, gap)
        return gap

    def _producer(self, law: Law, declared: Input) -> tuple[Article, str]:
        source = declared.source
        if source.endpoint:
            for article in law.articles:
                if article.endpoint == source.endpoint:
                    return article, source.output or declared.field.name
        name = source.output or declared.field.name
        article_found = law.producers.get(name) or _leaving_open(law, name)
        if article_found is None:
            raise OutputNotFound(
                f"Output '{name}' not found in law '{law.id}', where {self.article.law.id}, "
                f"article {self.article.number} looks for it"
            )
        return article_found, name

    def _bindings(self, name: str) -> dict[str, Any]:
        """Source parameters; one that cannot be had is an error only when it is read there."""
        bound: dict[str, Any] = {}
        run = self.run
        for key, closure in self.code.bindings[name].items():
            above, run.steps = run.steps, []
            try:
                bound[key] = closure(self)
            except MissingFact as error:
                bound[key] = error
            finally:
                run.steps = above
        return bound

    def internal(self, output: str) -> Any:
        """The value of another article of the same law, by `#output`."""
        article = self.article.law.producers[output]
        return self.run.output(article, output, self.env)

    def term(self, name: str) -> Any:
        """The value of an open term: as filled by a lower regulation, or its default."""
        return self._once(self.code.fillings[name])

    def delegated(self, at: int) -> Any:
        """The value of an action that is resolved from a regulation of another layer."""
        return delegated(self, at)


def _leaving_open(law: Law, name: str) -> Article | None:
    """The article that leaves `name` open without naming it as an output as well."""
    return next((article for article in law.articles if name in article.terms), None)
