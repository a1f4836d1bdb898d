# SPDX-License-Identifier: EUPL-1.2
"""A law as the engine holds it: header, articles, and what each article declares.

These objects are made once per file by `read_law` and never change afterwards. They keep the
order and the names of the file; meaning is given to them in `compiling` and `evaluation`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from meedoen.law.explanation import ArticleRef
from meedoen.law.values import parsed_date

SCOPES = ("gemeente_code", "provincie_code", "waterschap_code")

LAYERS = (
    "VERDRAG",
    "EU_VERORDENING",
    "EU_RICHTLIJN",
    "GRONDWET",
    "WET",
    "AMVB",
    "KONINKLIJK_BESLUIT",
    "MINISTERIELE_REGELING",
    "PROVINCIALE_VERORDENING",
    "WATERSCHAPS_VERORDENING",
    "GEMEENTELIJKE_VERORDENING",
    "BELEIDSREGEL",
    "UITVOERINGSBELEID",
)
"""From the highest to the lowest layer, for lex superior."""


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


@dataclass(frozen=True, slots=True)
class Hook:
    """The decisions on which an article fires by itself."""

    point: str
    legal_character: str
    decision_type: str | None
    stage: str


@dataclass(eq=False, slots=True)
class Article:
    """An article with everything machine readable in it."""

    law: Law
    number: str
    text: str
    ref: ArticleRef
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
    """One version of one law."""

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
    articles: tuple[Article, ...] = ()
    producers: dict[str, Article] = field(default_factory=dict)
    overrides: dict[tuple[str, str, str], Article] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str | None]:
        """What versions of the same law share: its id and the territory it holds for."""
        return (self.id, self.scope[1] if self.scope else None)

    @property
    def rank(self) -> tuple[int, int]:
        """Sort key of lex superior, then lex posterior: the smallest goes first."""
        layer = LAYERS.index(self.layer) if self.layer in LAYERS else len(LAYERS)
        since = self.valid_from or self.published or date.min
        return (layer, -since.toordinal())


def read_law(data: Mapping[str, Any], path: Path, digest: str) -> Law:
    """The law that a parsed file describes; unknown keys are left aside (`schema` reports them)."""
    identity = str(data.get("$id") or path.parent.name)
    scope = next(((kind, str(data[kind])) for kind in SCOPES if data.get(kind)), None)
    law = Law(
        id=identity,
        name=_title(data, identity),
        layer=str(data.get("regulatory_layer", "")),
        url=data.get("url"),
        valid_from=_day(data, data.get("valid_from")),
        valid_to=_day(data, data.get("valid_to")),
        published=_day(data, data.get("publication_date")),
        scope=scope,
        path=path,
        digest=digest,
        schema=data.get("$schema"),
    )
    law.articles = tuple(_articles(law, data))
    for article in law.articles:
        for output in article.outputs:
            law.producers.setdefault(output, article)
        for target in article.overrides:
            law.overrides[target] = article
    return law


def _title(data: Mapping[str, Any], identity: str) -> str:
    name = data.get("name") or data.get("officiele_titel") or identity.replace("_", " ")
    if str(name).startswith("#"):
        return str(_constant(data, str(name)[1:]) or identity.replace("_", " "))
    return str(name)


def _day(data: Mapping[str, Any], given: Any) -> date | None:
    if isinstance(given, str) and given.startswith("#"):
        given = _constant(data, given[1:])
    return parsed_date(given) if isinstance(given, str) else None


def _constant(data: Mapping[str, Any], output: str) -> Any:
    """The plain value some article of the same file gives to `output`."""
    for article in _entries(data.get("articles")):
        machine = article.get("machine_readable") or {}
        for action in _entries((machine.get("execution") or {}).get("actions")):
            if action.get("output") == output and not isinstance(action.get("value"), dict):
                return action.get("value")
    return None


def _articles(law: Law, data: Mapping[str, Any]) -> list[Article]:
    raw = [dict(article) for article in _entries(data.get("articles"))]
    if isinstance(data.get("preamble"), dict):
        raw.insert(0, {"number": "aanhef", **data["preamble"]})
    return [_article(law, item) for item in raw]


def _article(law: Law, raw: Mapping[str, Any]) -> Article:
    number = str(raw.get("number"))
    municipality = law.scope[1] if law.scope and law.scope[0] == "gemeente_code" else None
    ref = ArticleRef(law.id, law.name, number, raw.get("url"), law.layer, municipality)
    article = Article(law, number, str(raw.get("text") or ""), ref)
    machine = raw.get("machine_readable")
    if isinstance(machine, dict):
        _fill(article, machine)
    return article


def _fill(article: Article, machine: Mapping[str, Any]) -> None:
    execution = machine.get("execution") or {}
    article.parameters = {f.name: f for f in map(_field, _entries(execution.get("parameters")))}
    article.inputs = {i.field.name: i for i in map(_input, _entries(execution.get("input")))}
    article.outputs = {f.name: f for f in map(_field, _entries(execution.get("output")))}
    article.actions = tuple(map(_action, _entries(execution.get("actions"))))
    article.definitions = dict(machine.get("definitions") or {})
    article.terms = {t.name: t for t in map(_term, _entries(machine.get("open_terms")))}
    article.implements = _triples(machine.get("implements"), "open_term")
    article.overrides = _triples(machine.get("overrides"), "output")
    article.hooks = tuple(map(_hook, _entries(machine.get("hooks"))))
    article.produces = execution.get("produces") or {}
    article.untranslatables = tuple(_entries(machine.get("untranslatables")))
    article.endpoint = machine.get("endpoint")


def _entries(raw: Any) -> Sequence[Any]:
    return [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []


def _field(raw: Mapping[str, Any]) -> Field:
    spec = raw.get("type_spec") or {}
    return Field(
        name=str(raw.get("name")),
        type=raw.get("type"),
        required=raw.get("required") is not False,
        description=raw.get("description"),
        unit=spec.get("unit"),
        bounds=(spec.get("min"), spec.get("max")),
        choices=tuple(map(str, spec.get("enum") or ())),
    )


def _input(raw: Mapping[str, Any]) -> Input:
    source = raw.get("source") or {}
    regulation, output = source.get("regulation"), source.get("output")
    if regulation and not output and not source.get("endpoint"):
        output = raw.get("name")
    return Input(
        _field(raw),
        Source(regulation, output, source.get("endpoint"), source.get("parameters") or {}),
    )


def _action(raw: Mapping[str, Any]) -> Action:
    if "operation" in raw:
        expression: Any = {
            key: item for key, item in raw.items() if key not in {"output", "legal_basis"}
        }
    else:
        expression = raw.get("value")
    return Action(str(raw.get("output")), expression, raw.get("resolve"), raw.get("legal_basis"))


def _term(raw: Mapping[str, Any]) -> OpenTerm:
    default = raw.get("default") or {}
    return OpenTerm(
        name=str(raw.get("id")),
        type=raw.get("type"),
        required=raw.get("required") is not False,
        layer=raw.get("delegation_type"),
        default=tuple(map(_action, _entries(default.get("actions")))),
        description=raw.get("description"),
    )


def _hook(raw: Mapping[str, Any]) -> Hook:
    target = raw.get("applies_to") or {}
    return Hook(
        point=str(raw.get("hook_point")),
        legal_character=str(target.get("legal_character")),
        decision_type=target.get("decision_type"),
        stage=str(target.get("stage") or "BESLUIT"),
    )


def _triples(raw: Any, last: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (str(item.get("law")), str(item.get("article")), str(item.get(last)))
        for item in _entries(raw)
    )
