# SPDX-License-Identifier: EUPL-1.2
"""A law as the engine holds it: header, articles, and what each article declares.

These objects are made once per file by `read_law` and never change afterwards. They keep the
order and the names of the file; meaning is given to them in `compiling` and `evaluation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from meedoen.law.explanation import ArticleRef
from meedoen.law.grammar import LAYERS, LOCAL, SCOPES
from meedoen.law.loading import KeyPath
from meedoen.law.numbers import is_number
from meedoen.law.schema import Deviation, constants, findings, misshapen
from meedoen.law.values import normalised, parsed_date, shown
from meedoen.vocabulary.words import name_in_words

NOTHING: Any = object()
"""The expression of an action that gives no value, not even null."""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, input or output as declared."""

    name: str
    type: str | None
    required: bool
    description: str | None
    unit: str | None
    bounds: tuple[Any, Any]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where an input comes from: an output of this law, of another law, or from outside."""

    regulation: str | None
    output: str | None
    endpoint: str | None
    parameters: Mapping[str, Any]

    @property
    def outside(self) -> bool:
        """Whether the value is a plain fact, resolved outside the laws."""
        return not (self.regulation or self.output or self.endpoint)


@dataclass(frozen=True, slots=True)
class Input:
    """A declared input with its source."""

    field: Field
    source: Source


@dataclass(frozen=True, slots=True)
class Action:
    """One step of an article: the name it gives a value, and the expression."""

    output: str
    expression: Any
    resolve: Mapping[str, Any] | None = None
    legal_basis: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A value this article leaves to a lower regulation."""

    name: str
    type: str | None
    required: bool
    layer: str | None
    default: tuple[Action, ...]
    description: str | None = None

    def left_to(self, law: Law) -> bool:
        """Whether a regulation of this layer may fill the term: delegation is competence."""
        return self.layer is None or self.layer == law.layer


@dataclass(frozen=True, slots=True)
class Hook:
    """The decisions on which an article fires by itself."""

    point: str
    legal_character: str
    decision_type: str | None
    stage: str


@dataclass(eq=False, slots=True)
class Article:
    """An article with everything machine readable in it.

    `place` is where it stands in its file; with `trouble` it stands there in a shape that cannot be
    read, and only says what it would have given and filled.
    """

    law: Law
    number: str
    text: str
    ref: ArticleRef
    place: KeyPath = ()
    trouble: str | None = None
    parameters: dict[str, Field] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    outputs: dict[str, Field] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    definitions: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, OpenTerm] = field(default_factory=dict)
    implements: tuple[tuple[str, str, str], ...] = ()
    overrides: tuple[tuple[str, str, str], ...] = ()
    hooks: tuple[Hook, ...] = ()
    produces: Mapping[str, Any] = field(default_factory=dict)
    untranslatables: tuple[Mapping[str, Any], ...] = ()
    endpoint: str | None = None
    compiled: dict[bool, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Law:
    """One version of one law; with `trouble` it holds on no day, and `placed` says whether it is
    known since when.
    """

    id: str
    name: str
    layer: str
    url: str | None
    valid_from: date | None
    valid_to: date | None
    published: date | None
    scope: tuple[str, str] | None
    path: Path
    digest: str
    schema: str | None
    trouble: str | None = None
    placed: bool = True
    articles: tuple[Article, ...] = ()
    producers: dict[str, Article] = field(default_factory=dict)
    overrides: dict[tuple[str, str, str], Article] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str | None]:
        """What versions of the same law share: its id and the territory it holds for."""
        return (self.id, self.scope[1] if self.scope else None)

    def holds_in(self, territory: Mapping[str, object]) -> bool:
        """Whether the law holds where these codes say, which may be everywhere."""
        return self.scope is None or territory.get(self.scope[0]) == self.scope[1]

    @property
    def rank(self) -> tuple[int, int]:
        """Sort key of lex superior, then lex posterior: the smallest goes first."""
        layer = LAYERS.index(self.layer) if self.layer in LAYERS else len(LAYERS)
        since = self.valid_from or self.published or date.min
        return (layer, -since.toordinal())


def read_law(
    data: Mapping[str, Any], path: Path, digest: str, found: Sequence[Deviation] | None = None
) -> Law:
    """The law that a parsed file describes; unknown keys are left aside (`schema` reports them).

    `found` are the findings of `schema` about this file, where somebody has them already. A part of
    a wrong shape is not read: its law, or its article, says so when somebody asks it.
    """
    wrong = misshapen(findings(data) if found is None else found)
    identity = _text(data, "$id") or path.parent.name
    valid_from, no_begin = _begin(data)
    valid_to, no_end = _end(data)
    law = Law(
        id=identity,
        name=_title(data, identity),
        layer=_text(data, "regulatory_layer") or "",
        url=_text(data, "url"),
        valid_from=valid_from,
        valid_to=valid_to,
        published=_day(data, "publication_date"),
        scope=_scope(data),
        path=path,
        digest=digest,
        schema=_text(data, "$schema"),
        trouble=wrong.get(()) or no_begin or no_end,
        placed=no_begin is None,
    )
    law.articles = tuple(_articles(law, data, wrong))
    for article in law.articles:
        for output in article.outputs:
            law.producers.setdefault(output, article)
        for target in article.overrides:
            law.overrides[target] = article
    return law


def _scope(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """Where a law holds; a local layer that does not say where holds nowhere."""
    for kind in SCOPES:
        if kind in data:
            return kind, _text(data, kind) or ""
    local = LOCAL.get(_text(data, "regulatory_layer") or "")
    return (local, "") if local else None


def _title(data: Mapping[str, Any], identity: str) -> str:
    name = _text(data, "name") or _text(data, "officiele_titel")
    if name and name.startswith("#"):
        given = constants(data).get(name[1:])
        name = None if given is None else str(given)
    return name or name_in_words(identity)


def _begin(data: Mapping[str, Any]) -> tuple[date | None, str | None]:
    """The first day, and why there is none: who cannot read a beginning must not begin."""
    if "valid_from" not in data:
        return None, None
    day = _day(data, "valid_from")
    return day, None if day else _no_day("valid_from", data["valid_from"])


def _end(data: Mapping[str, Any]) -> tuple[date | None, str | None]:
    """The last day, and why there is none; null is how registers write that there is no end."""
    if data.get("valid_to") is None:
        return None, None
    day = _day(data, "valid_to")
    return day, None if day else _no_day("valid_to", data["valid_to"])


def _no_day(key: str, given: Any) -> str:
    return f"'{key}': {shown(given)} is not a day that exists, written as YYYY-MM-DD"


def _day(data: Mapping[str, Any], key: str) -> date | None:
    given = data.get(key)
    if isinstance(given, str) and given.startswith("#"):
        given = constants(data).get(given[1:])
    return parsed_date(given) if isinstance(given, str) else None


def _articles(law: Law, data: Mapping[str, Any], wrong: Mapping[KeyPath, str]) -> Iterator[Article]:
    """The articles with their place in the file, the preamble first."""
    preamble = data.get("preamble")
    if isinstance(preamble, dict):
        yield _article(law, {"number": "aanhef", **preamble}, ("preamble",), wrong)
    listed = data.get("articles")
    for at, raw in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(raw, dict):
            yield _article(law, raw, ("articles", at), wrong)


def _article(
    law: Law, raw: Mapping[str, Any], place: KeyPath, wrong: Mapping[KeyPath, str]
) -> Article:
    number = _text(raw, "number") or "zonder nummer"
    municipality = law.scope[1] if law.scope and law.scope[0] == "gemeente_code" else None
    ref = ArticleRef(law.id, law.name, number, _text(raw, "url"), law.layer, municipality)
    article = Article(law, number, _text(raw, "text") or "", ref, place)
    machine = _mapping(raw, "machine_readable")
    execution = _mapping(machine, "execution")
    article.trouble = wrong.get(place)
    article.outputs = {f.name: f for f in map(_field, _entries(execution, "output"))}
    article.implements = _triples(machine, "implements", "open_term")
    article.overrides = _triples(machine, "overrides", "output")
    article.hooks = tuple(map(_hook, _entries(machine, "hooks")))
    if article.trouble is None:
        _fill(article, machine, execution)
    return article


def _fill(article: Article, machine: Mapping[str, Any], execution: Mapping[str, Any]) -> None:
    article.parameters = {f.name: f for f in map(_field, _entries(execution, "parameters"))}
    article.inputs = {i.field.name: i for i in map(_input, _entries(execution, "input"))}
    article.actions = tuple(map(_action, _entries(execution, "actions")))
    article.definitions = dict(_mapping(machine, "definitions"))
    article.terms = {t.name: t for t in map(_term, _entries(machine, "open_terms"))}
    article.produces = _mapping(execution, "produces")
    article.untranslatables = tuple(_entries(machine, "untranslatables"))
    article.endpoint = _text(machine, "endpoint")


# Reading by kind, as `grammar` has it. None of these fails: what stands in another shape is not
# there, and `misshapen` has said so.


def _text(raw: Mapping[str, Any], key: str) -> str | None:
    """One word; a number or true is one as well, a list or a mapping never."""
    found = raw.get(key)
    if found is None or isinstance(found, list | dict):
        return None
    return found if isinstance(found, str) else shown(found)


def _mapping(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = raw.get(key)
    return found if isinstance(found, dict) else {}


def _entries(raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = raw.get(key)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _number(raw: Mapping[str, Any], key: str) -> Any:
    found = normalised(raw.get(key))
    return found if is_number(found) else None


def _field(raw: Mapping[str, Any]) -> Field:
    spec = _mapping(raw, "type_spec")
    choices = spec.get("enum")
    return Field(
        name=_text(raw, "name") or "",
        type=_text(raw, "type"),
        required=raw.get("required") is not False,
        description=_text(raw, "description"),
        unit=_text(spec, "unit"),
        bounds=(_number(spec, "min"), _number(spec, "max")),
        choices=tuple(map(str, choices)) if isinstance(choices, list) else (),
    )


def _input(raw: Mapping[str, Any]) -> Input:
    source = _mapping(raw, "source")
    regulation, endpoint = _text(source, "regulation"), _text(source, "endpoint")
    output = _text(source, "output")
    if regulation and not output and not endpoint:
        output = _text(raw, "name")
    return Input(_field(raw), Source(regulation, output, endpoint, _mapping(source, "parameters")))


def _action(raw: Mapping[str, Any]) -> Action:
    if "operation" in raw:
        expression: Any = {
            key: item for key, item in raw.items() if key not in {"output", "legal_basis"}
        }
    else:
        expression = raw.get("value", NOTHING)
    resolve, basis = _mapping(raw, "resolve"), _mapping(raw, "legal_basis")
    return Action(_text(raw, "output") or "", expression, resolve or None, basis or None)


def _term(raw: Mapping[str, Any]) -> OpenTerm:
    return OpenTerm(
        name=_text(raw, "id") or "",
        type=_text(raw, "type"),
        required=raw.get("required") is not False,
        layer=_text(raw, "delegation_type"),
        default=tuple(map(_action, _entries(_mapping(raw, "default"), "actions"))),
        description=_text(raw, "description"),
    )


def _hook(raw: Mapping[str, Any]) -> Hook:
    target = _mapping(raw, "applies_to")
    return Hook(
        point=_text(raw, "hook_point") or "",
        legal_character=_text(target, "legal_character") or "",
        decision_type=_text(target, "decision_type"),
        stage=_text(target, "stage") or "BESLUIT",
    )


def _triples(raw: Mapping[str, Any], key: str, last: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (_text(item, "law") or "", _text(item, "article") or "", _text(item, last) or "")
        for item in _entries(raw, key)
    )
