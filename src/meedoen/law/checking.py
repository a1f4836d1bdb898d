# SPDX-License-Identifier: EUPL-1.2
"""Refusing a rulebook that would answer wrongly: what the format, the references and the units say.

`check` reads every law below a directory and reports, with file, article and line: keys the format
does not have or has elsewhere, keys written twice, names declared nowhere, sources that do not
exist, quantities of different kinds put together, and lower regulations that leave the room a
higher article gives (see `delegation`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from meedoen.law.corpus import Corpus, law_files
from meedoen.law.delegation import delegation_problems
from meedoen.law.errors import LawFileError, UnitMismatch
from meedoen.law.loading import KeyPath, line_of, positions, read_yaml
from meedoen.law.model import Action, Article, Law, read_law
from meedoen.law.schema import Problem, problems_of
from meedoen.law.units import unit_of

Lines = dict[KeyPath, int]


def check(directory: Path) -> list[Problem]:
    """Every problem in the law files below `directory`, by file and line; empty when sound."""
    laws: list[Law] = []
    problems: list[Problem] = []
    lines: dict[Path, Lines] = {}
    for path in law_files(directory):
        try:
            data, digest = read_yaml(path)
        except LawFileError as error:
            problems.append(Problem(path, None, None, str(error), "error"))
            continue
        if not isinstance(data, dict) or "articles" not in data:
            continue
        lines[path], doubles = positions(path.read_text(encoding="utf-8"))
        problems.extend(_twice(path, doubles))
        problems.extend(_strictly(problem) for problem in problems_of(data, path))
        try:
            laws.append(read_law(data, path, digest))
        except (AttributeError, TypeError, ValueError):
            continue  # the problems above say which part has the wrong shape
    corpus = Corpus(tuple(laws))
    for law in laws:
        problems.extend(_law_problems(corpus, law, lines[law.path]))
    problems.extend(_delegation_problems(corpus, lines))
    return sorted(problems, key=lambda p: (str(p.path), p.line or 0, p.message))


def _strictly(problem: Problem) -> Problem:
    """In our own rulebook an unknown key is refused also where the schema leaves room."""
    if problem.severity == "warning" and problem.message.startswith("unknown key"):
        return replace(problem, severity="error")
    return problem


def _twice(path: Path, doubles: list[tuple[KeyPath, int]]) -> Iterator[Problem]:
    for where, line in doubles:
        yield Problem(path, None, line, f"the key '{where[-1]}' stands here twice", "error")


def _law_problems(corpus: Corpus, law: Law, lines: Lines) -> Iterator[Problem]:
    if law.valid_from and law.valid_to and law.valid_to < law.valid_from:
        yield Problem(law.path, None, None, "valid_to lies before valid_from", "error")
    for other in corpus.laws:
        if other is not law and other.key == law.key and other.valid_from == law.valid_from:
            message = f"{other.path.name} also holds '{law.id}' from {law.valid_from}"
            yield Problem(law.path, None, None, message, "error")
    for article in law.articles:
        for where, message, severity in _article_problems(corpus, article):
            line = _line(lines, article, where)
            yield Problem(law.path, article.number, line, message, severity)


def _delegation_problems(corpus: Corpus, lines: dict[Path, Lines]) -> Iterator[Problem]:
    for article, where, message, severity in delegation_problems(corpus):
        line = _line(lines[article.law.path], article, where)
        yield Problem(article.law.path, article.number, line, message, severity)


def _line(lines: Lines, article: Article, where: KeyPath) -> int | None:
    """The line of a place in the machine readable part of an article."""
    articles = article.law.articles
    preamble = articles[0].number == "aanhef"
    at = articles.index(article) - preamble
    base: KeyPath = ("articles", at) if at >= 0 else ("preamble",)
    return line_of(lines, (*base, "machine_readable", *where))


Found = tuple[KeyPath, str, str]


def _article_problems(corpus: Corpus, article: Article) -> Iterator[Found]:
    for at, action in enumerate(article.actions):
        where: KeyPath = ("execution", "actions", at)
        yield from _names(article, action.expression, article.actions[:at], where)
        try:
            unit_of(action.expression, article)
        except UnitMismatch as error:
            yield (where, str(error), "error")
    yield from _unproduced(article)
    yield from _sources(corpus, article)
    yield from _overrides(corpus, article)
    yield from _unlabelled(article)


def _names(
    article: Article, raw: Any, earlier: tuple[Action, ...], where: KeyPath
) -> Iterator[Found]:
    """References to names that the article declares nowhere."""
    if isinstance(raw, str) and raw.startswith("$"):
        name = raw[1:].split(".")[0]
        known = (
            name in article.definitions
            or name in article.inputs
            or name in article.terms
            or name in article.parameters
            or name in {"referencedate", "calculation_date"}
            or any(action.output == name for action in earlier)
        )
        if not known:
            yield (where, f"'${name}' is declared nowhere in this article", "error")
    elif isinstance(raw, dict):
        for key, item in raw.items():
            if key not in {"legal_basis", "operation"}:
                yield from _names(article, item, earlier, (*where, key))
    elif isinstance(raw, list):
        for at, item in enumerate(raw):
            yield from _names(article, item, earlier, (*where, at))


def _unproduced(article: Article) -> Iterator[Found]:
    given = {action.output for action in article.actions}
    elsewhere = {*article.inputs, *article.terms, *article.parameters}
    for at, name in enumerate(article.outputs):
        if name not in given and name not in elsewhere:
            message = f"no action gives a value to the output '{name}'"
            yield (("execution", "output", at), message, "error")


def _sources(corpus: Corpus, article: Article) -> Iterator[Found]:
    ids = {law.id for law in corpus.laws}
    for at, (name, declared) in enumerate(article.inputs.items()):
        where: KeyPath = ("execution", "input", at, "source")
        source = declared.source
        target = source.regulation or article.law.id
        for key, raw in source.parameters.items():
            yield from _names(article, raw, (), (*where, "parameters", key))
        if source.outside or source.endpoint:
            continue
        if target not in ids:
            yield (where, f"'{name}' comes from the law '{target}', which is not here", "error")
        elif not any(law.id == target and source.output in law.producers for law in corpus.laws):
            yield (where, f"the law '{target}' has no output '{source.output}'", "error")


def _overrides(corpus: Corpus, article: Article) -> Iterator[Found]:
    for at, (law_id, number, name) in enumerate(article.overrides):
        targets = [
            a for law in corpus.laws if law.id == law_id for a in law.articles if a.number == number
        ]
        if targets and not any(name in target.outputs for target in targets):
            message = f"article {number} of '{law_id}' has no output '{name}' to depart from"
            yield (("overrides", at), message, "error")
        if name not in article.outputs:
            yield (("overrides", at), f"the article itself gives no '{name}'", "error")


def _unlabelled(article: Article) -> Iterator[Found]:
    """Amounts without a unit, in a law that labels its units elsewhere."""
    fields = [f for a in article.law.articles for f in a.outputs.values()]
    if not any(field.unit for field in fields):
        return
    for at, field in enumerate(article.outputs.values()):
        if field.type == "amount" and not field.unit:
            message = f"the amount '{field.name}' has no unit"
            yield (("execution", "output", at), message, "warning")
