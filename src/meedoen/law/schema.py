# SPDX-License-Identifier: EUPL-1.2
"""What a law file may hold: keys, kinds and required keys of the RegelRecht format 0.5.

Our own description of the format, as tables, so that every finding can name file, article, line
and key in words for a jurist. `problems_of` reads parsed data; the slower pass for line numbers
only runs when something was found. A finding about the `shape` of a part, a list where a word
belongs, says that the engine cannot read that part: see `misshapen`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from meedoen.law.grammar import (
    ALIASES,
    CASE,
    CHOICES,
    COUNTED,
    LAYER_NEEDS,
    NULL_COUNTS,
    OLDER,
    OPERATIONS,
    PATTERNS,
    SCOPES,
    SHAPES,
    SUPPORTED,
    Shape,
)
from meedoen.law.loading import KeyPath, line_of, positions, read_text
from meedoen.law.numbers import is_number
from meedoen.law.spelling import perhaps
from meedoen.law.values import is_internal, parsed_date, shown


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a law file; severity is error, warning or note."""

    path: Path
    article: str | None
    line: int | None
    message: str
    severity: str

    def __str__(self) -> str:
        name = str(self.path).encode(errors="surrogateescape").decode(errors="replace")
        where = name + (f":{self.line}" if self.line else "")
        article = f" article {self.article}" if self.article else ""
        return f"{where}{article}: {self.severity}: {self.message}"


TOO_DEEP = "the rules are nested too deeply to be checked"


class Deviation(NamedTuple):
    """A deviation from the format: where, what, how serious, and whether the shape is wrong."""

    where: KeyPath
    message: str
    severity: str = "error"
    shape: bool = False


@dataclass
class _Reader:
    """Walks a law file and collects findings."""

    findings: list[Deviation] = field(default_factory=list)

    def say(
        self, path: KeyPath, message: str, severity: str = "error", *, shape: bool = False
    ) -> None:
        self.findings.append(Deviation(path, message, severity, shape))

    def shape(self, value: Any, shape: Shape, path: KeyPath, name: str) -> None:
        if not isinstance(value, dict):
            self.say(path, f"{name} must be a mapping with keys", shape=value is not None)
            return
        for key, item in value.items():
            if shape.each:
                self.value(item, shape.each, (*path, str(key)))
            elif key in shape.keys:
                self.value(item, shape.keys[key], (*path, key))
            elif not shape.free:
                severity = "warning" if name == "law" else "error"
                words = f"unknown key '{key}' in {name}{perhaps(key, shape.keys)}"
                self.say((*path, str(key)), words, severity)
        for key in shape.required:
            if key not in value:
                self.say(path, f"{name} has no '{key}'")
        if shape.one_of and not any(key in value for key in shape.one_of):
            self.say(path, f"{name} has none of {', '.join(map(repr, shape.one_of))}")

    def value(self, value: Any, kind: str, path: KeyPath) -> None:
        if kind == "any":
            return
        if kind == "expression":
            self.expression(value, path)
        elif kind == "definition":
            self.definition(value, path)
        elif kind[0] == "[":
            self.items(value, kind[1:], path)
        elif kind[0] == "{":
            self.shape(value, SHAPES[kind[1:]], path, kind[1:])
        else:
            self.scalar(value, kind, path)

    def items(self, value: Any, kind: str, path: KeyPath) -> None:
        if not isinstance(value, list):
            self.say(path, f"'{path[-1]}' must be a list", shape=value is not None)
            return
        if not value and kind in {"article", "case"}:
            self.say(path, f"'{path[-1]}' is empty")
        for index, item in enumerate(value):
            here = (*path, index)
            if kind in {"expression", "scalar"}:
                self.value(item, kind, here)
            elif kind == "action":
                self.action(item, here)
            elif kind == "case":
                self.shape(item, CASE, here, "case")
                if isinstance(item, dict) and "when" in item and item["when"] is None:
                    self.say((*here, "when"), "'when' of a case is empty")
            elif kind == "article":
                self.article(item, here)
            else:
                self.shape(item, SHAPES[kind], here, kind)

    def article(self, item: Any, path: KeyPath) -> None:
        """One article, so that what is nested too deeply in it leaves the others standing."""
        try:
            self.shape(item, SHAPES["article"], path, "article")
        except RecursionError:
            self.say(path, TOO_DEEP, shape=True)

    def scalar(self, value: Any, kind: str, path: KeyPath) -> None:
        key = path[-1]
        if isinstance(value, list | dict):
            self.say(path, f"'{key}' must be one value, not {shown(value)}", shape=True)
        elif kind in CHOICES:
            if value not in CHOICES[kind]:
                choices = ", ".join(CHOICES[kind])
                self.say(path, f"'{key}' cannot be {shown(value)}; choose {choices}")
        elif kind in PATTERNS:
            pattern, wanted = PATTERNS[kind]
            if not isinstance(value, str) or not re.fullmatch(pattern, value):
                self.say(path, f"'{key}' must be {wanted}, not {shown(value)}")
            elif kind in {"date", "start"} and value[0] != "#" and parsed_date(value) is None:
                self.say(path, f"'{key}': {value} is not a day that exists")
        elif kind != "scalar" and not _CHECKS[kind](value):
            self.say(path, f"'{key}' must be {_KINDS[kind]}, not {shown(value)}")

    def action(self, raw: Any, path: KeyPath) -> None:
        if not isinstance(raw, dict):
            self.say(path, "an action must be a mapping with keys", shape=True)
            return
        if "output" not in raw:
            self.say(path, "the action has no 'output'")
        else:
            self.scalar(raw["output"], "text", (*path, "output"))
        if "resolve" in raw:
            self.shape(raw["resolve"], SHAPES["resolve"], (*path, "resolve"), "resolve")
        if "operation" in raw:
            inner = {k: v for k, v in raw.items() if k not in {"output", "resolve"}}
            self.expression(inner, path)
            return
        if "value" not in raw and "resolve" not in raw:
            self.say(path, "the action has no 'value' and no 'operation'")
        for key, item in raw.items():
            if key == "value":
                self.expression(item, (*path, key))
            elif key == "legal_basis":
                self.shape(item, SHAPES["basis"], (*path, key), "legal_basis")
            elif key not in {"output", "resolve", "values", "precision"}:
                words = f"unknown key '{key}' in an action"
                self.say((*path, str(key)), words + perhaps(key, ("value", "operation", "output")))

    def definition(self, raw: Any, path: KeyPath) -> None:
        if isinstance(raw, dict) and "operation" not in raw:
            self.shape(raw, SHAPES["definition"], path, "definition")
        else:
            self.expression(raw, path)

    def expression(self, raw: Any, path: KeyPath) -> None:
        if isinstance(raw, list):
            self.items(raw, "expression", path)
            return
        if not isinstance(raw, dict):
            self.word(raw, path)
            return
        name = raw.get("operation")
        if "operation" not in raw:
            self.say(path, "a mapping here must be an operation")
        elif not isinstance(name, str):
            words = f"'operation' must be the name of one operation, not {shown(name)}"
            self.say((*path, "operation"), words, shape=True)
        elif name in ALIASES:
            self.say(path, f"{name} is an alias outside the schema", "note")
            self.aliased(raw, name, path)
        elif name not in OPERATIONS:
            words = f"the operation {name} is not part of the format{perhaps(name, OPERATIONS)}"
            self.say((*path, "operation"), words)
        else:
            self.operation(raw, OPERATIONS[name], path, name)

    def word(self, raw: Any, path: KeyPath) -> None:
        """A value that is no list and no mapping."""
        if not isinstance(raw, str):
            return
        if raw.startswith("$") and not _REFERENCE.fullmatch(raw):
            self.say(path, f"{shown(raw)} is not a name that can be referred to")
        elif _DAY_LIKE.fullmatch(raw) and parsed_date(raw) is None:
            self.say(path, f"{raw} is not a day that exists, written as YYYY-MM-DD")

    def aliased(self, raw: dict[str, Any], name: str, path: KeyPath) -> None:
        shape = OLDER.get(name) or OPERATIONS[ALIASES[name]]
        if name in {"IS_NULL", "NOT_NULL"}:
            shape = replace(shape, required=(), one_of=("subject", "value"))
        self.operation(raw, shape, path, name)

    def operation(self, raw: dict[str, Any], shape: Shape, path: KeyPath, name: str) -> None:
        keys = {**shape.keys, "operation": "any", "legal_basis": "{basis"}
        if name == "IF" and "cases" not in raw and "when" in raw:
            self.say((*path, "when"), "IF with when/then/else is the older form; write cases")
            keys |= {"when": "expression", "then": "expression", "else": "expression"}
            shape = replace(shape, required=("then",))
        self.shape(raw, replace(shape, keys=keys), path, name)
        for key, kind in shape.keys.items():
            if kind == "[expression" and raw.get(key) == [] and name not in {"LIST", "IN"}:
                self.say((*path, key), f"{name} has nothing in '{key}'")
        if name == "DATE":
            self.day(raw, path)
        if name == "DATE_DIFF":
            self.counted(raw.get("in"), path)
        self.nothing(raw, shape, path, name)

    def counted(self, unit: Any, path: KeyPath) -> None:
        """What a difference between days is counted in, when it stands in the law."""
        named = isinstance(unit, dict) or (isinstance(unit, str) and unit.startswith(("$", "#")))
        if not named and unit not in COUNTED:
            words = f"'in' cannot be {shown(unit)}; choose {', '.join(COUNTED)}"
            self.say((*path, "in"), words)

    def nothing(self, raw: dict[str, Any], shape: Shape, path: KeyPath, name: str) -> None:
        """A part that is left empty, where null is an error or makes a rule hold for everybody."""
        for key, kind in shape.keys.items() if name not in NULL_COUNTS else ():
            if kind == "expression" and key in raw and raw[key] is None:
                self.say((*path, key), f"'{key}' of {name} is empty")
            items = raw.get(key) if kind == "[expression" else None
            for at, item in enumerate(items if isinstance(items, list) else ()):
                if item is None:
                    self.say((*path, key, at), f"one of the '{key}' of {name} is empty")

    def day(self, raw: dict[str, Any], path: KeyPath) -> None:
        """A day in three numbers that stand in the law."""
        parts = [raw.get(key) for key in ("year", "month", "day")]
        if all(part.__class__ is int for part in parts):
            year, month, day = (shown(part).zfill(2) for part in parts)
            if parsed_date(f"{year.zfill(4)}-{month}-{day}") is None:
                self.say(path, f"{year}-{month}-{day} is not a day that exists")


_REFERENCE = re.compile(r"\$[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
_DAY_LIKE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}")


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "int": lambda value: value.__class__ is int,
    "number": lambda value: is_number(value) or isinstance(value, float),
}
_KINDS = {
    "text": "text (put it between quotes)",
    "bool": "true or false",
    "int": "a whole number",
    "number": "a number",
}


def findings(data: Mapping[str, Any]) -> list[Deviation]:
    """Every deviation from the format in a parsed law file."""
    reader = _Reader()
    reader.shape(data, SHAPES["law"], (), "law")
    layer = data.get("regulatory_layer")
    for key in LAYER_NEEDS.get(layer, ()) if isinstance(layer, str) else ():
        if not data.get(key):
            reader.say((), f"a {layer} needs '{key}'")
    for key in ("name", "valid_from"):
        if is_internal(data.get(key)) and data[key][1:] not in constants(data):
            outputs = constants(data)
            words = f"'{key}': no article here gives a plain value to '{data[key][1:]}'"
            reader.say((key,), words + perhaps(data[key][1:], outputs))
    start = str(data.get("valid_from"))
    day = constants(data).get(start[1:], start) if is_internal(start) else start
    if day is not start and not (isinstance(day, str) and parsed_date(day)):
        words = f"'valid_from': '{start[1:]}' is {shown(day)}, and not a day that exists"
        reader.say(("valid_from",), words)
    return [*_version_note(data), *reader.findings]


def constants(data: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values that articles of a file give, by output; the first one counts."""
    found: dict[str, Any] = {}
    for article in _mappings(data.get("articles")):
        execution = _mapping(_mapping(article.get("machine_readable")).get("execution"))
        for action in _mappings(execution.get("actions")):
            name, value = action.get("output"), action.get("value")
            if isinstance(name, str) and not isinstance(value, list | dict | None):
                found.setdefault(name, value)
    return found


def _mapping(raw: Any) -> Mapping[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _mappings(raw: Any) -> list[Mapping[str, Any]]:
    return [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []


HEADER = {"$schema", "$id", "name", "officiele_titel", "regulatory_layer", "url", "articles"}
HEADER |= {"publication_date", "valid_from", "valid_to", *SCOPES}


def misshapen(found: Iterable[Deviation]) -> dict[KeyPath, str]:
    """The parts that cannot be read, with the reason.

    A part is a whole article, by its place (`("articles", 3)` or `("preamble",)`), or the heading
    of the law (`()`).
    """
    parts: dict[KeyPath, str] = {}
    for finding in found:
        if not finding.shape:
            continue
        where = finding.where
        if where[:1] == ("articles",) and len(where) > 1:
            parts.setdefault(where[:2], finding.message)
        elif where[:1] == ("preamble",):
            parts.setdefault(where[:1], finding.message)
        elif not where or where[0] in HEADER:
            parts.setdefault((), finding.message)
    return parts


def _version_note(data: Mapping[str, Any]) -> Iterator[Deviation]:
    schema = data.get("$schema")
    if not isinstance(schema, str):
        return
    found = {(int(a), int(b)): whole for whole, a, b in _VERSION.findall(schema)}
    for version, told in found.items():
        if version != SUPPORTED:
            age = "older" if version < SUPPORTED else "newer"
            words = f"schema {told} is {age} than v0.5; the file is read by the rules of v0.5"
            yield Deviation(("$schema",), words, "note")
            return
    if not found:
        words = "this schema tells no version; the file is read by the rules of v0.5"
        yield Deviation(("$schema",), words, "note")


_VERSION = re.compile(r"(v([0-9]{1,9})\.([0-9]{1,9})(?:\.[0-9]+)?)", re.IGNORECASE)


def problems_of(data: Mapping[str, Any], path: Path) -> list[Problem]:
    """The deviations of a law file, with article and line."""
    return located(findings(data), data, path)


def located(found: list[Deviation], data: Mapping[str, Any], path: Path) -> list[Problem]:
    """Findings as problems, with article and line; the file is read once more for the lines."""
    if not found:
        return []
    lines, _ = positions(read_text(path))
    return [
        Problem(path, article_of(data, where), line_of(lines, where), message, severity)
        for where, message, severity, _ in found
    ]


def article_of(data: Mapping[str, Any], where: KeyPath) -> str | None:
    """The number of the article a key path lies in."""
    if len(where) > 1 and where[0] == "articles" and isinstance(where[1], int):
        article = data["articles"][where[1]]
        return shown_number(article.get("number")) if isinstance(article, dict) else None
    return "aanhef" if where and where[0] == "preamble" else None


def shown_number(number: Any) -> str:
    """The number of an article, as text."""
    return number if isinstance(number, str) else shown(number)
