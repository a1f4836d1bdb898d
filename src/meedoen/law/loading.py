# SPDX-License-Identifier: EUPL-1.2
"""Reading YAML as version 1.2, the way law files mean it.

PyYAML speaks 1.1, where `1:1.1` is a base-60 number, `no` is false and a date is an object. The
reader below keeps the C parser and replaces the rules that guess types by those of the YAML 1.2
core schema, with exact decimals. Line numbers come from a second, slower pass (`positions`) that
only runs when there is something to point at.
"""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from meedoen.law.errors import LawFileError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

KeyPath = tuple[str | int, ...]


class Yaml12Loader(_Base):
    """The C loader with YAML 1.2 core rules for plain scalars."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


def _decimal(loader: Any, node: yaml.ScalarNode) -> Any:
    text = loader.construct_scalar(node)
    if text.lower().lstrip("+-") in {".inf", ".nan"}:
        raise yaml.constructor.ConstructorError(
            None, None, "infinity and not-a-number are no values for a law", node.start_mark
        )
    return Decimal(text)


def _integer(loader: Any, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    return int(text, 0) if text.startswith(("0x", "0o")) else int(text)


_RULES = (
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "tag:yaml.org,2002:float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        list("-+0123456789."),
    ),
    ("tag:yaml.org,2002:merge", r"<<", ["<"]),
)
for _tag, _pattern, _first in _RULES:
    Yaml12Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), _first)
Yaml12Loader.add_constructor("tag:yaml.org,2002:float", _decimal)
Yaml12Loader.add_constructor("tag:yaml.org,2002:int", _integer)


def read_yaml(path: Path) -> tuple[Any, str]:
    """The document in `path` and the sha256 of its bytes; raises LawFileError with the line."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LawFileError(f"{path}: this is not text in UTF-8") from error
    return parse_yaml(text, str(path)), hashlib.sha256(raw).hexdigest()


def parse_yaml(text: str, name: str = "<text>") -> Any:
    """The document that `text` holds, read as YAML 1.2; raises LawFileError with the line."""
    try:
        return yaml.load(text, Loader=Yaml12Loader)  # noqa: S506 - a SafeLoader by descent
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise LawFileError(f"{name}{where}: this is not readable YAML: {problem}") from error
    except RecursionError as error:
        raise LawFileError(f"{name}: this YAML is nested too deeply to be a law") from error


def positions(text: str) -> tuple[dict[KeyPath, int], list[tuple[KeyPath, int]]]:
    """Line of every key and item by its path, and the keys that stand twice in one mapping.

    What an alias repeats is read once, where it first stands; an alias of itself has no end.
    """
    lines: dict[KeyPath, int] = {}
    doubles: list[tuple[KeyPath, int]] = []
    root = yaml.compose(text, Loader=Yaml12Loader)
    pending: list[tuple[yaml.Node | None, KeyPath]] = [(root, ())]
    read: set[int] = set()
    while pending:
        node, path = pending.pop()
        if id(node) in read:
            continue
        read.add(id(node))
        below: list[tuple[yaml.Node | None, KeyPath]] = []
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                here = (*path, str(key.value))
                lines[here] = key.start_mark.line + 1
                if key.value in seen:
                    doubles.append((here, key.start_mark.line + 1))
                seen.add(key.value)
                below.append((value, here))
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                lines[(*path, index)] = item.start_mark.line + 1
                below.append((item, (*path, index)))
        pending.extend(reversed(below))
    return lines, doubles


def line_of(lines: dict[KeyPath, int], path: KeyPath) -> int | None:
    """The line of `path`, or of the nearest key above it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None
