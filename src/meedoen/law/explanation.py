# SPDX-License-Identifier: EUPL-1.2
"""Why an answer is what it is: the tree of steps, and three ways to tell it.

The tree is written down during the evaluation itself, never reconstructed. `for_professional`
gives article, law and local rule; `for_resident` gives plain sentences as far as words exist;
`as_json` gives everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from meedoen.law.values import to_json


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """The article a step follows; `municipality` is set when it is a local rule."""

    law_id: str
    law_name: str
    number: str
    url: str | None
    layer: str
    municipality: str | None

    def __str__(self) -> str:
        local = f" ({self.municipality})" if self.municipality else ""
        return f"artikel {self.number} {self.law_name}{local}"


class Node(NamedTuple):
    """One step: an output, an operation, a fact, a source, an open term, a hook, an override.

    A tuple, because one look at one person makes many hundreds of them.
    `value` is None both for null and for unknown; `known` tells them apart. For a fact, `label`
    is its name; for an operation it is the operation.
    """

    kind: str
    label: str
    article: ArticleRef | None
    value: Any
    known: bool
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and every node below it, each once, parents first."""
        seen: set[int] = set()
        pending = [self]
        while pending:
            node = pending.pop()
            if id(node) not in seen:
                seen.add(id(node))
                yield node
                pending.extend(reversed(node.children))


def as_json(node: Node) -> dict[str, Any]:
    """The tree as JSON-ready dictionaries; a shared step is written out where it first stands."""
    return _json(node, set())


def _json(node: Node, seen: set[int]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": node.kind,
        "label": node.label,
        "value": to_json(node.value),
        "known": node.known,
    }
    if node.article:
        told["article"] = {
            "law": node.article.law_id,
            "number": node.article.number,
            "url": node.article.url,
            "layer": node.article.layer,
            "municipality": node.article.municipality,
        }
    if id(node) in seen:
        told["repeated"] = bool(node.children)
    elif node.children:
        seen.add(id(node))
        told["children"] = [_json(child, seen) for child in node.children]
    return told


@dataclass(frozen=True, slots=True)
class ExplanationStep:
    """One line of an explanation: how deep it lies, what is looked at, and what came out.

    `article` is there where the reasoning enters another article; `repeated` says that the line
    was worked out further up.
    """

    depth: int
    words: str
    result: str
    article: ArticleRef | None
    repeated: bool


def steps_of(
    node: Node, names: Mapping[str, str] | None = None, answers: Mapping[str, str] | None = None
) -> list[ExplanationStep]:
    """The tree as lines of Dutch in reading order.

    `names` gives facts and outputs other words, `answers` the answers to facts.
    """
    steps: list[ExplanationStep] = []
    _steps(node, 0, None, names or {}, answers or {}, steps, set())
    return steps


def for_professional(node: Node) -> list[str]:
    """The tree as indented lines of Dutch, with article and local rule where they change."""
    return [
        "  " * step.depth
        + f"{step.words}: {step.result}"
        + (f" [{step.article}]" if step.article else "")
        + (" (zie boven)" if step.repeated else "")
        for step in steps_of(node)
    ]


def deciding_articles(node: Node) -> frozenset[ArticleRef]:
    """The articles without which the answer at `node` could have been another one.

    Of an AND that failed only the condition that failed counts, of an OR that held the one that
    held; while one of them is open, what is open counts.
    """
    found: set[ArticleRef] = set()
    seen: set[int] = set()
    pending = [node]
    while pending:
        step = pending.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        if step.kind == "output" and step.article:
            found.add(step.article)
        pending.extend(_decisive(step))
    return frozenset(found)


def _decisive(step: Node) -> tuple[Node, ...]:
    if step.kind != "operation" or step.label not in {"AND", "OR"}:
        return step.children
    if not step.known:
        return tuple(child for child in step.children if not child.known)
    if step.value is (step.label == "OR"):
        return tuple(c for c in step.children if c.known and c.value is step.value)[:1]
    return step.children


_OPERATIONS = {
    "AND": "alle voorwaarden",
    "OR": "een van de voorwaarden",
    "NOT": "niet",
    "IF": "welk geval",
    "SWITCH": "welk geval",
    "EQUALS": "is gelijk",
    "NOT_EQUALS": "is niet gelijk",
    "GREATER_THAN": "is meer of later",
    "GREATER_THAN_OR_EQUAL": "is ten minste",
    "LESS_THAN": "is minder of eerder",
    "LESS_THAN_OR_EQUAL": "is ten hoogste",
    "IN": "staat in de lijst",
    "NOT_IN": "staat niet in de lijst",
    "IS_NULL": "is niet ingevuld",
    "NOT_NULL": "is ingevuld",
    "ADD": "som",
    "SUBTRACT": "verschil",
    "MULTIPLY": "product",
    "DIVIDE": "quotiënt",
    "MIN": "laagste",
    "MAX": "hoogste",
    "ROUND": "afgerond",
    "CEIL": "naar boven afgerond",
    "FLOOR": "naar beneden afgerond",
    "LIST": "lijst",
    "AGE": "leeftijd in jaren",
    "DATE": "datum",
    "DATE_ADD": "datum later",
    "DATE_DIFF": "tijd ertussen",
    "SUBTRACT_DATE": "tijd ertussen",
    "CONCAT": "tekst",
    "DAY_OF_WEEK": "dag van de week",
}
_STEPS = {
    "fact": "feit {label}",
    "definition": "bedrag of begrip {label}",
    "output": "{label}",
    "source": "volgt uit {label}",
    "open_term": "lokaal of lager ingevuld: {label}",
    "hook": "geldt vanzelf bij dit besluit: {label}",
    "override": "in afwijking van de algemene regel: {label}",
}


def _steps(
    node: Node,
    depth: int,
    above: ArticleRef | None,
    names: Mapping[str, str],
    answers: Mapping[str, str],
    steps: list[ExplanationStep],
    seen: set[int],
) -> None:
    label = _OPERATIONS.get(node.label, node.label) if node.kind == "operation" else node.label
    words = names.get(node.label) or _STEPS.get(node.kind, "{label}").format(label=label)
    result = _plain(node.value) if node.known else "nog niet bekend"
    if node.known and node.kind == "fact":
        result = answers.get(node.label, result)
    repeated = id(node) in seen and bool(node.children)
    article = node.article if node.article != above else None
    steps.append(ExplanationStep(depth, words, result, article, repeated))
    if repeated:
        return
    seen.add(id(node))
    for child in node.children:
        _steps(child, depth + 1, node.article or above, names, answers, steps, seen)


def open_facts(node: Node, among: frozenset[str] | None = None) -> list[str]:
    """Names of the unknown facts in the order in which the law reads them, each once.

    With `among` only those, and no further than where the last of them stands.
    """
    found: dict[str, None] = {}
    _open_below((node,), found, among, set())
    return list(found)


def _open_below(
    nodes: tuple[Node, ...], found: dict[str, None], among: frozenset[str] | None, seen: set[int]
) -> bool:
    """Collect names of open facts; true as soon as all of `among` are there."""
    for node in nodes:
        kind, label, _, _, known, children = node
        if children:
            if id(node) not in seen:
                seen.add(id(node))
                if _open_below(children, found, among, seen):
                    return True
        elif not known and kind == "fact" and (among is None or label in among):
            found[label] = None
            if among is not None and len(found) == len(among):
                return True
    return False


def for_resident(
    node: Node, missing: frozenset[str], words: Mapping[str, str] | None = None
) -> list[str]:
    """Plain Dutch sentences about one answer.

    `words` gives the everyday name of a fact or output; a name without words is not told, because
    a variable name explains nothing to a resident.
    """
    known_words = words or {}
    if not node.known:
        return _still_open(node, missing, known_words)
    sentences = [_outcome(node.value)]
    told = [
        f"{known_words[step.label]}: {_plain(step.value)}."
        for step in node.walk()
        if step.kind == "fact" and step.known and step.label in known_words
    ]
    if told:
        sentences.append("We keken hiernaar:")
        sentences.extend(dict.fromkeys(told))
    if node.article:
        sentences.append(f"Dit staat in {node.article}.")
    return sentences


def _still_open(node: Node, missing: frozenset[str], words: Mapping[str, str]) -> list[str]:
    order = open_facts(node, missing)
    order += sorted(missing.difference(order))
    asked = [words[name] for name in order if name in words]
    if not asked:
        return ["We weten dit nog niet. We hebben daarvoor nog iets van je nodig."]
    return ["We weten dit nog niet. Het hangt nog af van:", *(f"{text}." for text in asked)]


def _outcome(value: Any) -> str:
    if value is True:
        return "Ja, dit kan."
    if value is False:
        return "Nee, op deze grond kan het niet."
    return f"De uitkomst is {_plain(value)}."


def _plain(value: Any) -> str:
    if value is None:
        return "niet van toepassing"
    if value is True or value is False:
        return "ja" if value else "nee"
    return str(value["iso"] if isinstance(value, dict) and "iso" in value else value)
