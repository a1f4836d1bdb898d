# SPDX-License-Identifier: EUPL-1.2
"""One evaluation at work: the question, what was worked out so far, and which laws were read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from meedoen.law.answers import Answer, DataSource, Mode, Untranslatables
from meedoen.law.compiling import compiled
from meedoen.law.corpus import Corpus
from meedoen.law.errors import (
    CircularReference,
    LawError,
    MissingFact,
    OutputNotFound,
    UntranslatableConstruct,
)
from meedoen.law.explanation import ArticleRef, Node
from meedoen.law.frames import ArticleFrame, Env
from meedoen.law.grammar import SCOPES
from meedoen.law.model import Article, Law
from meedoen.law.numbers import written
from meedoen.law.spelling import perhaps
from meedoen.law.values import ABSENT, TAINTED, ReferenceDate, Unknown, same

MAX_CROSS_LAW_DEPTH = 20
MAX_ARTICLE_DEPTH = 100


class EvaluationRun:
    """One evaluation: its question, what was worked out so far, and which laws were read."""

    def __init__(
        self,
        corpus: Corpus,
        asked: Law,
        facts: dict[str, Any],
        on: date,
        mode: Mode,
        untranslatables: Untranslatables,
        sources: tuple[DataSource, ...],
        explain: bool,
    ) -> None:
        self.corpus = corpus
        self.asked = asked
        self.on = on
        self.mode = mode
        self.untranslatables = untranslatables
        self.sources = sources
        self.explain = explain
        self.reference = ReferenceDate.of(on)
        self.root = Env(facts, frozenset())
        self.envs: dict[frozenset[tuple[str, Any]], Env] = {}
        self.consulted: dict[Law, None] = {asked: None}
        self.steps: list[Node] = []
        self.notes: list[str] = []
        self.path: list[Article] = []
        self.crossings = 0
        self.read = set(SCOPES)

    def ask(self, name: str) -> Answer:
        """The answer for output `name` of the law asked; raises OutputNotFound and LawError."""
        article = self.asked.producers.get(name)
        if article is None:
            near = perhaps(name, self.asked.producers)
            broken = [a for a in self.asked.articles if a.trouble]
            near += "".join(f"; article {a.number} cannot be read: {a.trouble}" for a in broken)
            raise OutputNotFound(
                f"Output '{name}' not found in law '{self.asked.id}' as in force on {self.on}{near}"
            )
        provenance = "override" if self._special(article, name) else "direct"
        return self.answer(article, name, provenance)

    def _special(self, article: Article, name: str) -> Article | None:
        """The other article of the law asked that goes before `article` for this output."""
        if not self.asked.overrides:
            return None
        special = self.asked.overrides.get((article.law.id, article.number, name))
        return None if special is article else special

    def answer(self, article: Article, name: str, provenance: str) -> Answer:
        """The answer for one output of `article`, with its explanation."""
        above, self.steps = self.steps, []
        try:
            value = self.output(article, name, self.root)
        except RecursionError as error:
            raise CircularReference(
                f"{article.law.id}, article {article.number}: the rules are nested too deeply"
            ) from error
        finally:
            below, self.steps = self.steps, above
        known = value.__class__ is not Unknown
        if below and len(below) == 1:
            trace = below[0]
        else:
            shown = written(value) if known else None
            trace = Node("output", name, article.ref, shown, known, tuple(below))
        if known:
            return Answer(written(value), True, frozenset(), trace, provenance)
        return Answer(None, False, value.missing, trace, provenance, value.tainted)

    def hooks(
        self, articles: list[Article], stage: str, done: dict[str, Answer]
    ) -> dict[str, Answer]:
        """What other laws add by themselves to the decisions these articles produce."""
        added: dict[str, Answer] = {}
        characters = {
            (str(a.produces["legal_character"]), a.produces.get("decision_type"))
            for a in articles
            if a.produces.get("legal_character")
        }
        if not characters:
            return added
        for article in self.corpus.hooked(self.on, self.root.values):
            if article in articles or not _fires(article, characters, stage):
                continue
            for name in article.outputs:
                if name not in done:
                    self._fire(article, name, added)
        return added

    def _fire(self, article: Article, name: str, added: dict[str, Answer]) -> None:
        try:
            added[name] = self.answer(article, name, "reactive")
        except LawError as error:
            if self.mode is Mode.STRICT:
                raise
            self.notes.append(f"{name} could not be added: {error}")

    def output(self, article: Article, name: str, env: Env) -> Any:
        """The value of output `name` of `article`, or of the article that overrides it."""
        special = self._special(article, name)
        if special is not None and name in special.outputs:
            frame = self.frame(special, env)
            if not frame.busy():
                return self.step("override", name, special, lambda: self._read(frame, name))
        return self._read(self.frame(article, env), name)

    def _read(self, frame: ArticleFrame, name: str) -> Any:
        article = frame.article
        if len(self.path) >= MAX_ARTICLE_DEPTH:
            raise CircularReference(f"The chain of references is too deep: {self._chain(article)}")
        if article.untranslatables:
            self._admit(article)
        self.path.append(article)
        try:
            value = frame.output(name)
        finally:
            self.path.pop()
        if article.untranslatables and self.untranslatables is Untranslatables.PROPAGATE:
            missing = value.missing if value.__class__ is Unknown else frozenset()
            return Unknown(missing, tainted=True, doubtful=True) if missing else TAINTED
        return value

    def _admit(self, article: Article) -> None:
        """Refuse or note an article with constructs the format cannot express."""
        for gap in article.untranslatables:
            what = (
                f"Untranslatable construct in {article.law.id}, article {article.number}: "
                f"{gap.get('construct')} ({gap.get('reason')})"
            )
            if self.untranslatables is Untranslatables.WARN:
                self.note(what)
            elif self.untranslatables is not Untranslatables.PROPAGATE and not gap.get("accepted"):
                raise UntranslatableConstruct(what)

    def note(self, text: str) -> None:
        """Remember something the reader of the answer should know, once."""
        if text not in self.notes:
            self.notes.append(text)

    def circle(self, article: Article) -> CircularReference:
        """The error for an article that turns out to need its own answer."""
        return CircularReference(f"Circular reference: {self._chain(article)}")

    def _chain(self, last: Article | Law) -> str:
        end = last.id if isinstance(last, Law) else f"{last.law.id} article {last.number}"
        chain = [f"{a.law.id} article {a.number}" for a in self.path[-MAX_CROSS_LAW_DEPTH:]]
        return " -> ".join([*chain, end])

    def crossing(self, frame: ArticleFrame, law: Law, read: Callable[[], Any]) -> Any:
        """Read a value in `law` on behalf of `frame`, counting steps into another law."""
        crosses = law is not frame.article.law
        self.consulted[law] = None
        if crosses and self.crossings >= MAX_CROSS_LAW_DEPTH:
            raise CircularReference(
                f"More than {MAX_CROSS_LAW_DEPTH} laws deep: {self._chain(law)}"
            )
        self.crossings += crosses
        try:
            return read()
        finally:
            self.crossings -= crosses

    def frame(self, article: Article, env: Env) -> ArticleFrame:
        """The frame of `article` for the facts in `env`, made once."""
        frame = env.frames.get(article)
        if frame is None:
            self.consulted[article.law] = None
            frame = env.frames[article] = ArticleFrame(self, compiled(article, self.explain), env)
        return frame

    def bind(self, env: Env, extra: dict[str, Any]) -> Env:
        """`env` with `extra` on top; the same env when that changes nothing."""
        news = {
            name: value
            for name, value in extra.items()
            if name not in env.values or not same(env.values[name], value)
        }
        if not news:
            return env
        merged = dict(env.bound) | {name: _hashable(value) for name, value in news.items()}
        bound = frozenset(merged.items())
        found = self.envs.get(bound)
        if found is None:
            found = self.envs[bound] = Env({**env.values, **news}, bound)
        return found

    def lookup(self, name: str, env: Env) -> Any:
        """The value of `name` in the data sources, Unknown when the key is, or `ABSENT`."""
        for source in self.sources:
            if not any(name in row for row in source.rows):
                continue
            key = env.values.get(source.key, ABSENT)
            if key.__class__ is Unknown:
                return key
            for row in source.rows:
                if str(row.get(source.key)) == str(key) and name in row:
                    return row[name]
        return ABSENT

    def absent(self, article: Article, name: str, required: bool) -> Any:
        """What reading a fact that nobody gave means in this mode."""
        if self.mode is Mode.INTAKE or (required and self.mode is Mode.LAW):
            return Unknown(frozenset({name}), nullable=not required)
        if not required:
            return None
        raise MissingFact(
            f"{article.law.id}, article {article.number}: required fact '{name}' was not given"
        )

    def step(self, kind: str, label: str, article: Article, read: Callable[[], Any]) -> Any:
        """Run `read` as one step of the explanation, when there is one."""
        if not self.explain:
            return read()
        above, self.steps = self.steps, []
        try:
            value = read()
        finally:
            below, self.steps = self.steps, above
        self.leaf(kind, label, article.ref, value, tuple(below))
        return value

    def leaf(
        self,
        kind: str,
        label: str,
        ref: ArticleRef | None,
        value: Any,
        below: tuple[Node, ...] = (),
    ) -> None:
        """Add a finished step to the explanation."""
        known = value.__class__ is not Unknown
        self.steps.append(Node(kind, label, ref, written(value) if known else None, known, below))


def _fires(article: Article, characters: set[tuple[str, Any]], stage: str) -> bool:
    return any(
        hook.stage == stage
        and hook.legal_character == character
        and hook.decision_type in (None, decision)
        for hook in article.hooks
        for character, decision in characters
    )


def _hashable(value: Any) -> Any:
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return (value.__class__, value)
