# SPDX-License-Identifier: EUPL-1.2
"""Takes lines apart into cells one by one, where quotes ask for care (pure).

A quote that opens and never closes takes no more with it than its own line: that line is said to be
wrong, and reading goes on with the next.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

MOST_LINES = 200
MOST_BYTES = 1 << 16
_UNCLOSED = "er opent een aanhalingsteken dat niet sluit"
_BEHIND = "er staat tekst achter een aanhalingsteken dat sluit"
_LONG = "een veld is langer dan 131072 tekens"
_BROKEN = "een regel eindigt midden in een veld"


@dataclass(frozen=True)
class Record:
    """One row as it stands in a file: the line on which it begins, and its cells, or its fault."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True)
class Parted:
    """A block in two: its plain lines, by their place from 0, and its records with quotes.

    `taken` counts the lines of both; those behind it go on in the next block.
    """

    lines: list[bytes]
    plain: list[int]
    records: list[Record]
    taken: int

    @property
    def used(self) -> int:
        """Count the bytes of the lines that were taken."""
        return sum(len(line) + 1 for line in self.lines[: self.taken])


def parted(block: bytes, separator: str, first_line: int, *, last: bool) -> Parted:
    """Part the lines of a block into plain ones and records with quotes.

    A quoted cell may go on in the next block, unless `last` says that there is none.
    """
    lines = block.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    plain: list[int] = []
    found: list[Record] = []
    at = 0
    for quoted in [place for place, line in enumerate(lines) if b'"' in line]:
        if quoted < at:
            continue
        plain.extend(range(at, quoted))
        taken = _taken(lines, quoted, separator, first_line, last=last)
        if taken is None:
            return Parted(lines, plain, found, quoted)
        record, number = taken
        if record.cells != ("",):
            found.append(record)
        at = quoted + number
    plain.extend(range(at, len(lines)))
    return Parted(lines, plain, found, len(lines))


def _taken(
    lines: list[bytes], at: int, separator: str, first_line: int, *, last: bool
) -> tuple[Record, int] | None:
    """Take one record from its first line, with how many lines it has; None asks for more lines."""
    begins, line = first_line + at, lines[at].removesuffix(b"\r")
    if b'"' not in line:
        return Record(begins, tuple(line.decode().split(separator))), 1
    cells, fault = _apart([line.decode()], separator)
    if fault != _UNCLOSED:
        return Record(begins, cells, fault), 1
    size = len(line)
    for further in range(at + 1, min(len(lines), at + MOST_LINES)):
        size += len(lines[further]) + 1
        if size > MOST_BYTES:
            return Record(begins, cells, fault), 1
        if b'"' in lines[further]:
            number = further - at + 1
            text = b"\n".join(lines[at : further + 1]).removesuffix(b"\r").decode()
            more, again = _apart([f"{one}\n" for one in text.split("\n")], separator)
            if again == "":
                return Record(begins, more), number
            if again != _UNCLOSED:
                return Record(begins, cells, fault), 1
    if not last and len(lines) < at + MOST_LINES:
        return None
    return Record(begins, cells, fault), 1


def _apart(lines: list[str], separator: str) -> tuple[tuple[str, ...], str]:
    """Take the lines of one record apart; give its cells, and what is wrong with its quotes."""
    try:
        return tuple(next(csv.reader(lines, delimiter=separator, strict=True), ())), ""
    except csv.Error as error:
        return (), _fault(str(error))


def _fault(said: str) -> str:
    if "expected after" in said:
        return _BEHIND
    if "limit" in said:
        return _LONG
    return _UNCLOSED if "unexpected end" in said else _BROKEN


def heading_of(block: bytes, separator: str) -> tuple[Record, int]:
    """Take the first record of a file apart, and give how many bytes it took."""
    lines = block.split(b"\n", MOST_LINES)[:MOST_LINES]
    record, number = _taken(lines, 0, separator, 1, last=True) or (Record(1, (), _UNCLOSED), 1)
    return record, min(len(block), sum(len(line) + 1 for line in lines[:number]))
