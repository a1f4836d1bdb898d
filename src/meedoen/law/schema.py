# SPDX-License-Identifier: EUPL-1.2
"""What a law file may hold: keys, kinds and required keys of the RegelRecht format 0.5.

Our own description of the format, as tables, so that every finding can name file, article, line
and key in words for a jurist. `problems_of` reads parsed data; the slower pass for line numbers
only runs when something was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from meedoen.law.grammar import (
    ALIASES,
    CASE,
    CHOICES,
    LAYER_NEEDS,
    OLDER,
    OPERATIONS,
    PATTERNS,
    SHAPES,
    SUPPORTED,
    Shape,
)
from meedoen.law.loading import KeyPath, line_of, positions
from meedoen.law.values import parsed_date


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a law file; severity is error, warning or note."""

    path: Path
    article: str | None
    line: int | None
    message: str
    severity: str

    def __str__(self) -> str:
        where = f"{self.path}" + (f":{self.line}" if self.line else "")
        article = f" article {self.article}" if self.article else ""
        return f"{where}{article}: {self.severity}: {self.message}"


Finding = tuple[KeyPath, str, str]


@dataclass
class _Reader:
    """Walks a law file and collects findings."""

    findings: list[Finding] = field(default_factory=list)

    def say(self, path: KeyPath, message: str, severity: str = "error") -> None:
        self.findings.append((path, message, severity))

    def shape(self, value: Any, shape: Shape, path: KeyPath, name: str) -> None:
        if not isinstance(value, dict):
            self.say(path, f"{name} must be a mapping with keys")
            return
        for key, item in value.items():
            if key in shape.keys:
                self.value(item, shape.keys[key], (*path, key))
            elif not shape.free:
                severity = "warning" if name == "law" else "error"
                self.say((*path, str(key)), f"unknown key '{key}' in {name}", severity)
        for key in shape.required:
            if key not in value:
                self.say(path, f"{name} has no '{key}'")

    def value(self, value: Any, kind: str, path: KeyPath) -> None:
        if kind == "any":
            return
        if kind == "expression":
            self.expression(value, path)
        elif kind[0] == "[":
            self.items(value, kind[1:], path)
        elif kind[0] == "{":
            self.shape(value, SHAPES[kind[1:]], path, kind[1:])
        else:
            self.scalar(value, kind, path)

    def items(self, value: Any, kind: str, path: KeyPath) -> None:
        if not isinstance(value, list):
            self.say(path, f"'{path[-1]}' must be a list")
            return
        for index, item in enumerate(value):
            here = (*path, index)
            if kind == "expression":
                self.expression(item, here)
            elif kind == "action":
                self.action(item, here)
            elif kind == "case":
                self.shape(item, CASE, here, "case")
            else:
                self.shape(item, SHAPES[kind], here, kind)

    def scalar(self, value: Any, kind: str, path: KeyPath) -> None:
        key = path[-1]
        if kind in CHOICES:
            if value not in CHOICES[kind]:
                self.say(path, f"'{key}' cannot be {value!r}; choose {', '.join(CHOICES[kind])}")
        elif kind in PATTERNS:
            pattern, wanted = PATTERNS[kind]
            if not isinstance(value, str) or not re.fullmatch(pattern, value):
                self.say(path, f"'{key}' must be {wanted}, not {value!r}")
            elif kind == "date" and parsed_date(value) is None:
                self.say(path, f"'{key}': {value} is not a day that exists")
        elif not _CHECKS[kind](value):
            self.say(path, f"'{key}' must be {_KINDS[kind]}, not {value!r}")

    def action(self, raw: Any, path: KeyPath) -> None:
        if not isinstance(raw, dict):
            self.say(path, "an action must be a mapping with keys")
            return
        if "output" not in raw:
            self.say(path, "the action has no 'output'")
        if "operation" in raw:
            inner = {k: v for k, v in raw.items() if k not in {"output", "resolve"}}
            self.expression(inner, path)
            return
        for key, item in raw.items():
            if key == "value":
                self.expression(item, (*path, key))
            elif key == "legal_basis":
                self.shape(item, SHAPES["basis"], (*path, key), "legal_basis")
            elif key not in {"output", "resolve", "values", "precision"}:
                self.say((*path, str(key)), f"unknown key '{key}' in an action")

    def expression(self, raw: Any, path: KeyPath) -> None:
        if isinstance(raw, list):
            self.items(raw, "expression", path)
            return
        if not isinstance(raw, dict):
            if isinstance(raw, str) and raw.startswith("$") and not _REFERENCE.fullmatch(raw):
                self.say(path, f"{raw!r} is not a name that can be referred to")
            return
        name = raw.get("operation")
        if name is None:
            self.say(path, "a mapping here must be an operation")
        elif name in ALIASES:
            self.say(path, f"{name} is an alias outside the schema", "note")
            self.aliased(raw, str(name), path)
        elif name not in OPERATIONS:
            self.say((*path, "operation"), f"the operation {name} is not part of the format")
        else:
            self.operation(raw, OPERATIONS[name], path, str(name))

    def aliased(self, raw: dict[str, Any], name: str, path: KeyPath) -> None:
        shape = OLDER.get(name) or OPERATIONS[ALIASES[name]]
        if name in {"IS_NULL", "NOT_NULL"}:
            shape = replace(shape, required=())
        self.operation(raw, shape, path, name)

    def operation(self, raw: dict[str, Any], shape: Shape, path: KeyPath, name: str) -> None:
        keys = {**shape.keys, "operation": "any", "legal_basis": "{basis"}
        if name == "IF" and "cases" not in raw and "when" in raw:
            self.say((*path, "when"), "IF with when/then/else is the older form; write cases")
            keys |= {"when": "expression", "then": "expression", "else": "expression"}
            shape = replace(shape, required=())
        self.shape(raw, Shape(keys, shape.required), path, name)


_REFERENCE = re.compile(r"\$[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool) and not isinstance(value, str) and hasattr(value, "__abs__")


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "int": lambda value: value.__class__ is int,
    "number": _is_number,
}
_KINDS = {
    "text": "text (put it between quotes)",
    "bool": "true or false",
    "int": "a whole number",
    "number": "a number",
}


def findings(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Every deviation from the format in a parsed law file: key path, message, severity."""
    reader = _Reader()
    reader.shape(data, SHAPES["law"], (), "law")
    layer = str(data.get("regulatory_layer"))
    for key in LAYER_NEEDS.get(layer, ()):
        if key not in data:
            reader.say((), f"a {layer} needs '{key}'")
    yield from _version_note(data)
    yield from reader.findings


def _version_note(data: Mapping[str, Any]) -> Iterator[Finding]:
    found = re.search(r"v(\d+)\.(\d+)(?:\.\d+)?", str(data.get("$schema", "")))
    if found and (int(found[1]), int(found[2])) < SUPPORTED:
        yield (
            ("$schema",),
            f"schema {found[0]} is older than v0.5; the file is read by the rules of v0.5",
            "note",
        )


def problems_of(data: Mapping[str, Any], path: Path) -> list[Problem]:
    """The deviations of a law file, with article and line."""
    found = list(findings(data))
    if not found:
        return []
    lines, _ = positions(path.read_text(encoding="utf-8"))
    return [
        Problem(path, article_of(data, where), line_of(lines, where), message, severity)
        for where, message, severity in found
    ]


def article_of(data: Mapping[str, Any], where: KeyPath) -> str | None:
    """The number of the article a key path lies in."""
    if len(where) > 1 and where[0] == "articles" and isinstance(where[1], int):
        article = data["articles"][where[1]]
        return str(article.get("number")) if isinstance(article, dict) else None
    return "aanhef" if where and where[0] == "preamble" else None
