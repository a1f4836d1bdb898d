# SPDX-License-Identifier: EUPL-1.2
"""Reading YAML as version 1.2, the way law files mean it.

PyYAML speaks 1.1, where `1:1.1` is a base-60 number, `no` is false and a date is an object. The
reader below keeps the C parser and replaces the rules that guess types by those of the YAML 1.2
core schema, with exact decimals. Line numbers come from a second, slower pass (`positions`) that
only runs when there is something to point at.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import stat
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from meedoen.law.errors import LawFileError, LawFileMissing

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

KeyPath = tuple[str | int, ...]

MAX_DIGITS = 308
"""As far as a JSON number reaches in most programs; no law counts further."""


class Yaml12Loader(_Base):
    """The C loader with YAML 1.2 core rules for plain scalars."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


def _decimal(loader: Any, node: yaml.ScalarNode) -> Any:
    text = _of_its_kind(_short(loader.construct_scalar(node), node), node)
    if text.lower().lstrip("+-").lstrip(".") in {"inf", "infinity", "nan", "snan"}:
        raise _refused("infinity and not-a-number are no values for a law", node)
    number = Decimal(text)
    if number and not -MAX_DIGITS < number.adjusted() < MAX_DIGITS:
        raise _refused(f"a number larger or finer than {MAX_DIGITS} digits", node)
    return number


def _integer(loader: Any, node: yaml.ScalarNode) -> int:
    text = _of_its_kind(_short(loader.construct_scalar(node), node), node)
    return int(text, 0) if text.startswith(("0x", "0o")) else int(text)


def _truth(loader: Any, node: yaml.ScalarNode) -> bool:
    return _of_its_kind(loader.construct_scalar(node), node).lower() == "true"


def _null(loader: Any, node: yaml.ScalarNode) -> None:
    _of_its_kind(loader.construct_scalar(node), node)


def _of_its_kind(text: str, node: yaml.ScalarNode) -> str:
    """The text, when it is written as YAML 1.2 writes that kind; raises ValueError otherwise.

    Without this `!!bool yes`, `!!int 1_000` and `!!null geen` would be read by the rules of 1.1.
    """
    if not _WRITTEN[node.tag].match(text):
        raise ValueError(text)
    return text


def _short(text: str, node: yaml.ScalarNode) -> str:
    if len(text) > MAX_DIGITS + 2:
        raise _refused(f"a number of more than {MAX_DIGITS} digits", node)
    return text


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
_WRITTEN = {tag: re.compile(f"(?:{pattern})\\Z") for tag, pattern, _ in _RULES}
_WRITTEN["tag:yaml.org,2002:float"] = re.compile(
    rf"(?:{_RULES[2][1]}|{_RULES[3][1]})\Z"  # a whole number may be tagged as a float
)
for _tag, _pattern, _first in _RULES:
    Yaml12Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), _first)
Yaml12Loader.add_constructor("tag:yaml.org,2002:float", _decimal)
Yaml12Loader.add_constructor("tag:yaml.org,2002:int", _integer)
Yaml12Loader.add_constructor("tag:yaml.org,2002:bool", _truth)
Yaml12Loader.add_constructor("tag:yaml.org,2002:null", _null)

KINDS = {f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "str")}
KINDS |= {"tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", "tag:yaml.org,2002:merge"}
"""The only kinds of values in a law: those that JSON has too."""

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes. The whole Participatiewet, machine readable articles included, takes half of one MB."""

MOST_VALUES = 2_000_000
"""Values after every alias is written out; a file of a few lines can stand for billions."""


def read_yaml(path: Path) -> tuple[Any, str]:
    """The document in `path` and the sha256 of its bytes; raises LawFileError with the line."""
    raw = _bytes(path)
    return parse_yaml(_decoded(raw, path), str(path)), hashlib.sha256(raw).hexdigest()


def read_text(path: Path) -> str:
    """What `path` holds, without a byte order mark; raises LawFileError."""
    return _decoded(_bytes(path), path)


def _bytes(path: Path) -> bytes:
    """The bytes of an ordinary file of a size that a law can have."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise LawFileError(f"{path}: this is no ordinary file")
        if found.st_size > LARGEST_FILE:
            raise LawFileError(f"{path}: this is larger than {LARGEST_FILE // 1024**2} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise LawFileMissing(
            f"{path}: there is no such file, or it is a link to nowhere"
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LawFileError(f"{path}: this cannot be read: {reason}") from error


def _decoded(raw: bytes, path: Path) -> str:
    wide = raw[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} or b"\0" in raw[:4]
    if wide:
        hint = "it looks like UTF-16, save it as UTF-8"
        raise LawFileError(f"{path}: this is not text in UTF-8; {hint}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LawFileError(f"{path}, line {line}: this is not text in UTF-8") from error


def parse_yaml(text: str, name: str = "<text>") -> Any:
    """The document that `text` holds, read as YAML 1.2; raises LawFileError with the line."""
    try:
        return _parsed(text)
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        where = f", line {mark.line + 1}" if mark else ""
        if isinstance(error, yaml.reader.ReaderError):
            where = f", line {text.count(chr(10), 0, int(error.position)) + 1}"
            number = error.character if isinstance(error.character, int) else ord(error.character)
            problem = f"the character #x{number:04x} may not stand in it"
        problem = problem or str(error)
        raise LawFileError(f"{name}{where}: this is not readable YAML: {problem}") from error
    except RecursionError as error:
        raise LawFileError(f"{name}: this YAML is nested too deeply to be a law") from error


def _parsed(text: str) -> Any:
    _no_deeper(text)
    loader = Yaml12Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        _bounded(root)
        try:
            return loader.construct_document(root)
        except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError):
            _unreadable(root)
            raise
    finally:
        loader.dispose()


def _no_deeper(text: str) -> None:
    """Refuse what is nested so deeply that the C library below would end the whole program.

    Only a text with very many brackets, or with a very long beginning of a line, can be.
    """
    longest = max(map(len, _BEGINNING.findall(text)), default=0)
    if text.count("[") + text.count("{") + longest < DEEPEST:
        return
    depth = 0
    for event in yaml.parse(text, Loader=Yaml12Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise RecursionError


DEEPEST = 3000
_BEGINNING = re.compile(r"^[ \t?:-]+", re.MULTILINE)


def _bounded(root: yaml.Node) -> None:
    """Refuse kinds that no law holds, an alias of itself, and aliases that multiply without end."""
    sizes: dict[int, int | None] = {}
    pending: list[tuple[yaml.Node, bool]] = [(root, False)]
    while pending:
        node, ready = pending.pop()
        if ready:
            sizes[id(node)] = 1 + sum(sizes[id(child)] or 0 for child in _inside(node))
            if (sizes[id(node)] or 0) > MOST_VALUES:
                raise _refused(f"this stands for more than {MOST_VALUES} values", node)
            continue
        if id(node) in sizes:
            if sizes[id(node)] is None:
                raise _refused("this alias repeats itself without end", node)
            continue
        if node.tag not in KINDS:
            raise _refused(f"a law holds no values of the kind {node.tag.rpartition(':')[2]}", node)
        if isinstance(node, yaml.ScalarNode):
            sizes[id(node)] = 1
            continue
        sizes[id(node)] = None
        pending.append((node, True))
        pending.extend((child, False) for child in _inside(node))


def _inside(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _unreadable(root: yaml.Node) -> None:
    """Say which scalar of a document cannot be read as what it says it is."""
    pending, seen = [root], set()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        pending.extend(reversed(_inside(node)))
        if isinstance(node, yaml.ScalarNode):
            try:
                Yaml12Loader("").construct_object(node)
            except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError):
                kind = node.tag.rpartition(":")[2]
                raise _refused(f"{node.value[:40]!r} cannot be read as {kind}", node) from None


def _refused(message: str, node: yaml.Node) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, message, node.start_mark)


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
