# SPDX-License-Identifier: EUPL-1.2
"""`meedoen knelpunten`: what in texts could tell who they are about.

It reads files only, and needs no database, no settings and no Django.
"""

import sys
from pathlib import Path

import click

from meedoen.commands.json_lines import AskedText, WrongLine, asked_text, lines_of, written
from meedoen.recognition.finds import Finding, find

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
    for number, line in lines_of(file):
        try:
            asked = asked_text(line)
        except WrongLine as why:
            click.echo(f"{file}:{number}: {why}", err=True)
            wrong = True
        else:
            click.echo(_answer(asked))
    if wrong:
        sys.exit(1)


def _answer(asked: AskedText) -> bytes:
    return written({"id": asked.id, "findings": [_told(one) for one in find(asked.text)]})


def _told(one: Finding) -> dict[str, str | int]:
    return {"start": one.start, "end": one.end, "kind": one.kind.value, "text": one.words}
