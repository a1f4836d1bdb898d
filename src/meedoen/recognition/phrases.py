# SPDX-License-Identifier: EUPL-1.2
"""Turns of phrase by which a text tells something, read from `phrases/`. Pure.

A file holds phrases as regular expressions, one to a line, in parts under a heading `[part]`.
Before them stand what they share: `NAME = pattern`, or `NAME : words`, any of which will do; a
line that begins with white goes on with the one before. `{NAME}` stands for what is called so, and
`{@list}` for any line of a list in `words/`. Capitals count only inside `(?-i:...)`. Where a
phrase has a group `told`, that is what tells; the rest only shows that it does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from meedoen.recognition.kinds import Finding, Kind, found_at
from meedoen.recognition.number_words import SHARED
from meedoen.recognition.word_lists import lines_of, one_of

_PHRASES = Path(__file__).parent / "phrases"
TOLD = "told"
LONGEST_NAME = 20
_SHARED = re.compile(r"(?P<name>[A-Z][A-Z_]*) (?P<how>[=:]) (?P<value>.+)", re.DOTALL)
_REFERENCE = re.compile(r"\{(?:(?P<name>[A-Z][A-Z_]*)|@(?P<list>[a-z_]+))\}")
_PART = re.compile(r"\[(?P<part>[a-z_]+)\]")


@dataclass
class _Reading:
    """What is read of a file so far."""

    shared: dict[str, str] = field(default_factory=SHARED.copy)
    parts: dict[str, list[re.Pattern[str]]] = field(default_factory=dict)
    part: str = ""

    def take(self, line: str) -> None:
        """Take one line: a heading, what is shared, or a phrase."""
        if heading := _PART.fullmatch(line):
            self.part = heading["part"]
        elif shared := _SHARED.fullmatch(line):
            told = shared["value"]
            spelled = one_of(told.split()) if shared["how"] == ":" else self.filled(told)
            self.shared[shared["name"]] = f"(?:{spelled})"
        else:
            phrase = re.compile(self.filled(line), re.IGNORECASE)
            self.parts.setdefault(self.part, []).append(phrase)

    def filled(self, pattern: str) -> str:
        """Give a pattern with what it refers to in it. Raises KeyError for what is not there."""
        return _REFERENCE.sub(
            lambda found: (
                self.shared[found["name"]] if found["name"] else one_of(lines_of(found["list"]))
            ),
            pattern,
        )


@cache
def _parts_of(name: str) -> dict[str, list[re.Pattern[str]]]:
    reading = _Reading()
    for line in _lines((_PHRASES / f"{name}.txt").read_text(encoding="utf-8")):
        reading.take(line)
    return reading.parts


def _lines(text: str) -> list[str]:
    """The lines, each with what goes on below it, without those of remarks."""
    told: list[str] = []
    for line in text.splitlines():
        if line.startswith((" ", "\t")):
            # Words are parted, and a pattern goes on as if it were one line.
            told[-1] += " " * (" : " in told[-1][:LONGEST_NAME]) + line.strip()
        elif line and not line.startswith("#"):
            told.append(line)
    return told


def phrases_of(name: str, part: str = "") -> list[re.Pattern[str]]:
    """Give the phrases of a file, or of a part of it."""
    return _parts_of(name)[part]


def told_by(
    kind: Kind,
    text: str,
    name: str,
    part: str = "",
    *,
    if_word: Callable[[str], bool] | None = None,
) -> Iterator[Finding]:
    """Find what these phrases tell in a text; `if_word` is asked about their group `word`."""
    for phrase in phrases_of(name, part):
        group = TOLD if TOLD in phrase.groupindex else 0
        for match in phrase.finditer(text):
            if if_word is None or if_word(match["word"].lower()):
                yield found_at(kind, match, group)
