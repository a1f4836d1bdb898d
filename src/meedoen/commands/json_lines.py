# SPDX-License-Identifier: EUPL-1.2
"""Files of JSON, whole or one to a line, as commands are given them and as they answer."""

import codecs
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meedoen.commands import CouldNotBeDone


class WrongLine(ValueError):
    """A line or a row that cannot be used; the message says why."""


class NoJson(WrongLine):
    """A line that is no JSON, or no UTF-8."""


@dataclass(frozen=True)
class AskedText:
    """A text about which something is asked, and by what whoever asked knows it."""

    id: str | int | float
    text: str


def told_in(file: Path) -> bytes:
    """What a file holds, without a byte order mark. Raises CouldNotBeDone."""
    try:
        return file.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise CouldNotBeDone(f"{file} cannot be read: {error.strerror}") from error


def lines_of(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that hold something, with their numbers. Raises CouldNotBeDone."""
    lines = told_in(file).split(b"\n")
    return ((at, line) for at, line in enumerate(lines, start=1) if line.strip())


def parsed(line: bytes, called: str = "this line") -> Any:
    """What a line of JSON says. Raises NoJson."""
    try:
        return json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise NoJson(f"{called} is not UTF-8") from None
    except (ValueError, RecursionError):
        raise NoJson(f"{called} is no JSON") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def checked_id(called: object) -> str | int | float:
    """An id, which is a text or a number. Raises WrongLine."""
    if isinstance(called, bool) or not isinstance(called, (str, int, float)):
        raise WrongLine("id has to be a text or a number")
    if isinstance(called, float) and not math.isfinite(called):
        raise WrongLine("id is larger than a number can be")
    return called


def asked_text(line: bytes) -> AskedText:
    """What a line asks. Raises WrongLine."""
    told = parsed(line)
    if not isinstance(told, dict):
        raise WrongLine('a line is an object {"id", "text"}')
    called = checked_id(told.get("id"))
    if not isinstance(told.get("text"), str):
        raise WrongLine("text has to be a text")
    return AskedText(called, told["text"])


def written(told: object) -> bytes:
    """A line that answers. Half of a pair that Unicode needs is written as an escape."""
    try:
        return json.dumps(told, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(told).encode()
