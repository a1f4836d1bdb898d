# SPDX-License-Identifier: EUPL-1.2
"""`meedoen knelpunten`: what in texts could tell who they are about.

It reads files only, and needs no database, no settings and no Django.
"""

import codecs
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.recognition.finds import Finding, find

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class WrongLine(ValueError):
    """A line that holds no text to look through; the message says why."""


@dataclass(frozen=True)
class AskedText:
    """A text to look through, and by what whoever asked knows it."""

    id: str | int | float
    text: str


@click.group()
def knelpunten() -> None:
    """Texts of knelpunten: whether somebody can be recognised in them."""


@knelpunten.command("check-text")
@click.argument("file", type=FILE, metavar="TEXTS.jsonl")
def check_text_command(file: Path) -> None:
    """Say of each text what in it could tell who it is about.

    A line {"id", "text"} is answered with a line {"id", "findings"}, and each find has its start,
    end, kind and text; start and end count code points, and end is the first that is outside.
    What is found is an answer and no fault. Leaves with 1 when a line is wrong: that is said, and
    the others are answered. Leaves with 2 when TEXTS.jsonl cannot be read.
    """
    wrong = False
    for number, line in _lines(file):
        try:
            asked = _asked(line)
        except WrongLine as why:
            click.echo(f"{file}:{number}: {why}", err=True)
            wrong = True
        else:
            click.echo(_answer(asked))
    if wrong:
        sys.exit(1)


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers, without empty ones and a byte order mark."""
    try:
        told = file.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise CouldNotBeDone(f"{file} cannot be read: {error.strerror}") from error
    return ((at, line) for at, line in enumerate(told.split(b"\n"), start=1) if line.strip())


def _asked(line: bytes) -> AskedText:
    """What a line asks. Raises WrongLine."""
    try:
        told = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise WrongLine("this line is not UTF-8") from None
    except (ValueError, RecursionError):
        raise WrongLine("this line is no JSON") from None
    if not isinstance(told, dict):
        raise WrongLine('a line is an object {"id", "text"}')
    called, text = told.get("id"), told.get("text")
    if isinstance(called, bool) or not isinstance(called, (str, int, float)):
        raise WrongLine("id has to be a text or a number")
    if isinstance(called, float) and not math.isfinite(called):
        raise WrongLine("id is larger than a number can be")
    if not isinstance(text, str):
        raise WrongLine("text has to be a text")
    return AskedText(called, text)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _answer(asked: AskedText) -> bytes:
    """The line that answers. Half of a pair that Unicode needs is written as an escape."""
    told = {"id": asked.id, "findings": [_told(one) for one in find(asked.text)]}
    try:
        return json.dumps(told, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(told).encode()


def _told(one: Finding) -> dict[str, str | int]:
    return {"start": one.start, "end": one.end, "kind": one.kind.value, "text": one.words}
