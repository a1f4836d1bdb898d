# SPDX-License-Identifier: EUPL-1.2
"""Refusing a rulebook that would answer wrongly: what the format, the references and the units say.

`check` reads every law below a directory and reports, with file, article and line: keys the format
does not have or has elsewhere, keys written twice, names declared nowhere, sources that do not
exist, quantities of different kinds put together, and lower regulations that leave the room a
higher article gives (see `delegation`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

from meedoen.law.corpus import NO_FILES, NO_LAW, Corpus, is_law, law_files
from meedoen.law.delegation import delegation_problems
from meedoen.law.errors import LawFileError, UnitMismatch
from meedoen.law.loading import KeyPath, line_of, positions, read_text, read_yaml
from meedoen.law.model import Action, Article, Law, read_law
from meedoen.law.nesting import room_to_nest
from meedoen.law.schema import TOO_DEEP, Problem, findings, located
from meedoen.law.spelling import perhaps
from meedoen.law.units import unit_of
from meedoen.law.values import is_internal

Lines = dict[KeyPath, int]


def check(directory: Path) -> list[Problem]:
    """Every problem in the law files below `directory`, by file and line; empty when sound.

    That nothing was there to check is a problem too.
    """
    with room_to_nest():
        return sorted(_checked(directory), key=lambda p: (str(p.path), p.line or 0, p.message))


def _checked(directory: Path) -> Iterator[Problem]:
    paths = law_files(directory)
    if not paths:
        yield Problem(directory, None, None, NO_FILES, "error")
    laws: list[Law] = []
    lines: dict[Path, Lines] = {}
    for path in paths:
        try:
            law, found, lines[path] = _file(path)
            yield from found
        except LawFileError as error:
            yield Problem(path, None, None, str(error), "error")
            continue
        except RecursionError:
            yield Problem(path, None, None, TOO_DEEP, "error")
            continue
        if law:
            laws.append(law)
    if paths and not laws:
        yield Problem(directory, None, None, "no law could be read here", "error")
    corpus = Corpus(tuple(laws))
    for law in laws:
        yield from _deeply(law, partial(_law_problems, corpus, law, lines[law.path]))
    for law in laws[:1]:
        yield from _deeply(law, partial(_delegation_problems, corpus, lines))


def _deeply(law: Law, problems: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """The problems, or that the rules are nested too deeply to find them."""
    try:
        return list(problems())
    except RecursionError:
        return [Problem(law.path, None, None, TOO_DEEP, "error")]


def _file(path: Path) -> tuple[Law | None, list[Problem], Lines]:
    """One law with what is wrong in its own file; raises LawFileError."""
    data, digest = read_yaml(path)
    if not is_law(data):
        return None, [Problem(path, None, None, NO_LAW + _or_else(data), "note")], {}
    lines, doubles = positions(read_text(path))
    found = findings(data)
    problems = [*_twice(path, doubles), *map(_strictly, located(found, data, path))]
    return read_law(data, path, digest, found), problems, lines


def _or_else(data: Any) -> str:
    """Whether a key looks like 'articles', misspelt."""
    near = get_close_matches("articles", map(str, data) if isinstance(data, dict) else [], n=1)
    return f"; is '{near[0]}' meant to be it?" if near else ""


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
    labelled = any(f.unit for article in law.articles for f in article.outputs.values())
    for article in law.articles:
        if article.trouble is None:
            for where, message, severity in _article_problems(corpus, article, labelled):
                line = _line(lines, article, where)
                yield Problem(law.path, article.number, line, message, severity)


def _delegation_problems(corpus: Corpus, lines: dict[Path, Lines]) -> Iterator[Problem]:
    for article, where, message, severity in delegation_problems(corpus):
        line = _line(lines[article.law.path], article, where)
        yield Problem(article.law.path, article.number, line, message, severity)


def _line(lines: Lines, article: Article, where: KeyPath) -> int | None:
    """The line of a place in the machine readable part of an article."""
    return line_of(lines, (*article.place, "machine_readable", *where))


Found = tuple[KeyPath, str, str]


def _article_problems(corpus: Corpus, article: Article, labelled: bool) -> Iterator[Found]:
    for at, action in enumerate(article.actions):
        where: KeyPath = ("execution", "actions", at)
        yield from _names(article, action.expression, article.actions[:at], where)
        yield from _names(article, (action.resolve or {}).get("match"), (), (*where, "resolve"))
        try:
            unit_of(action.expression, article)
        except UnitMismatch as error:
            yield (where, str(error), "error")
    for name, raw in article.definitions.items():
        yield from _names(article, raw, (), ("definitions", str(name)))
    for at, term in enumerate(article.terms.values()):
        for place, action in enumerate(term.default):
            where = ("open_terms", at, "default", "actions", place)
            yield from _names(article, action.expression, term.default[:place], where)
    yield from _unproduced(article)
    yield from _sources(corpus, article)
    yield from _overrides(corpus, article)
    if labelled:
        yield from _unlabelled(article)


REFERENCE_DATE = {"iso", "year", "month", "day"}


def _names(
    article: Article, raw: Any, earlier: tuple[Action, ...], where: KeyPath
) -> Iterator[Found]:
    """References to names that are not there."""
    if isinstance(raw, str):
        told = _reference(article, raw, earlier)
        if told:
            yield (where, told, "error")
    elif isinstance(raw, dict):
        for key, item in raw.items():
            if key not in _NO_NAMES:
                yield from _names(article, item, earlier, (*where, str(key)))
    elif isinstance(raw, list):
        for at, item in enumerate(raw):
            yield from _names(article, item, earlier, (*where, at))


_NO_NAMES = {"legal_basis", "operation", "resolve", "description", "type", "type_spec"}


def _reference(article: Article, raw: str, earlier: tuple[Action, ...]) -> str | None:
    """What is wrong with a word that refers to something."""
    if is_internal(raw):
        producers = article.law.producers
        if raw[1:] in producers:
            return None
        return f"'{raw}' is no output of this law{perhaps(raw[1:], producers)}"
    if not raw.startswith("$"):
        return None
    name, *path = raw[1:].split(".")
    if name in {"referencedate", "calculation_date"}:
        if not path or (len(path) == 1 and path[0] in REFERENCE_DATE):
            return None
        return f"'{raw}': a date has no such part{perhaps(path[0], REFERENCE_DATE)}"
    known = [*article.definitions, *article.inputs, *article.terms, *article.parameters]
    known += [action.output for action in earlier]
    if name in known:
        return None
    return f"'${name}' is declared nowhere in this article{perhaps(name, known)}"


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
        if source.outside:
            continue
        laws = [law for law in corpus.laws if law.id == target]
        outputs = {*(o for law in laws for o in law.producers)}
        outputs |= {term for law in laws for a in law.articles for term in a.terms}
        if source.endpoint:
            ends = {a.endpoint for law in laws for a in law.articles if a.endpoint}
            if laws and source.endpoint not in ends and source.output not in outputs:
                message = f"the law '{target}' has no endpoint '{source.endpoint}'"
                yield (where, message + perhaps(source.endpoint, ends), "error")
        elif target not in ids:
            message = f"'{name}' comes from the law '{target}', which is not here"
            yield (where, message + perhaps(target, ids), "error")
        elif source.output not in outputs:
            message = f"the law '{target}' has no output '{source.output}'"
            yield (where, message + perhaps(source.output, outputs), "error")


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
    for at, field in enumerate(article.outputs.values()):
        if field.type == "amount" and not field.unit:
            message = f"the amount '{field.name}' has no unit"
            yield (("execution", "output", at), message, "warning")
