# SPDX-License-Identifier: EUPL-1.2
"""Reads a file of counts as somebody hands it in, and says per row what is wrong with it (pure).

One column `aantal` (or `count`), and one per way in which people are told apart. A row names the
smallest parts; totals are made here. Commas or semicolons, UTF-8 with or without a mark.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from meedoen.disclosure.tables import CountTable, Dimension, NoTable
from meedoen.vocabulary.words import read_line

COUNT_NAMES = ("aantal", "count")
MOST_PROBLEMS = 20
# With all totals. The worker does so many in a few minutes; larger ones go by the command.
MOST_CELLS = 65_000
LONGEST_CODE, LONGEST_NAME = 80, 120
# Source: OWASP, CSV Injection.
FORMULA_STARTS = ("=", "+", "-", "@", "|", "%")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class RowProblem:
    """What is wrong, and in which line of the file; 0 is the file as a whole."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Regel {self.line}: {self.sentence}" if self.line else self.sentence


class NotReadable(ValueError):
    """A file that cannot be taken; `problems` says each thing that is wrong, the first twenty."""

    def __init__(self, *problems: RowProblem) -> None:
        """Keep what is wrong."""
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems[:MOST_PROBLEMS]
        self.more = max(0, len(problems) - MOST_PROBLEMS)


@dataclass(frozen=True)
class Counted:
    """What a file of counts says: the names of its dimensions, and line, codes, count per row."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...], int], ...]

    def codes(self, name: str) -> list[str]:
        """Give the codes of a dimension in the order in which they stand."""
        at = self.names.index(name)
        return list(dict.fromkeys(codes[at] for _, codes, _ in self.rows))


@dataclass(frozen=True)
class Tree:
    """A dimension, and how its codes are called where that was said."""

    dimension: Dimension
    names: Mapping[str, str] = field(default_factory=dict, hash=False)


def text_of(content: bytes) -> str:
    """Read a file as text. Raises NotReadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise _whole("Dit bestand is geen UTF-8. Bewaar het als “CSV UTF-8”.") from broken
    if "\0" in text:
        raise _whole("Dit is geen CSV-bestand. Bewaar de tabel als “CSV UTF-8”.")
    return text


def _whole(sentence: str) -> NotReadable:
    return NotReadable(RowProblem(0, sentence))


def read_counts(content: bytes) -> Counted:
    """Read a file of counts. Raises NotReadable with everything that is wrong in it."""
    lines = _lines(text_of(content))
    header = [name.strip().casefold() for name in next(lines, (1, []))[1]]
    named = [name for name in COUNT_NAMES if name in header]
    if not named:
        raise _whole("Er is geen kolom “aantal”. Zet in de eerste regel de namen van de kolommen.")
    at = header.index(named[0])
    names = tuple(name for place, name in enumerate(header) if place != at)
    _must_be_names(names)
    rows: list[tuple[int, tuple[str, ...], int]] = []
    seen: dict[tuple[str, ...], int] = {}
    problems: list[RowProblem] = []
    for number, cells in lines:
        try:
            codes, count = _row(cells, header, at)
            if codes in seen:
                raise _Wrong(f"deze groep staat ook in regel {seen[codes]}.")
        except _Wrong as sorry:
            problems.append(RowProblem(number, str(sorry)))
            continue
        seen[codes] = number
        rows.append((number, codes, count))
    if not rows and not problems:
        problems.append(RowProblem(0, "Er staan geen aantallen in dit bestand."))
    if problems:
        raise NotReadable(*problems)
    return Counted(names, tuple(rows))


class _Wrong(ValueError):
    """What is wrong with one row."""


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the lines that hold something, with their number."""
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True
    )
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as broken:
        raise NotReadable(
            RowProblem(reader.line_num, "deze regel is niet te lezen. Staat er een los “ in?")
        ) from broken


def _must_be_names(names: Sequence[str]) -> None:
    if not names:
        raise _whole("Er staat alleen een kolom met aantallen. Waarvan zijn die?")
    if len(set(names)) != len(names):
        raise _whole("Twee kolommen hebben dezelfde naam.")
    for name in names:
        if not _NAME.fullmatch(name) or name in ("value", "status"):
            raise _whole(
                f"De kolom “{name[:40]}” heeft geen naam die kan: kleine letters en cijfers, en "
                "niet “value” of “status”."
            )


def _row(cells: Sequence[str], header: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    if len(cells) != len(header):
        raise _Wrong(f"hier staan {len(cells)} kolommen, bovenaan {len(header)}.")
    codes = tuple(cell for place, cell in enumerate(cells) if place != at)
    for code in codes:
        _must_be_a_code(code)
    return codes, _count(cells[at])


def _must_be_a_code(code: str) -> None:
    """Refuse what cannot be seen, does not fit, or would run in somebody's spreadsheet."""
    if not code:
        raise _Wrong("er ontbreekt een groep.")
    if len(code) > LONGEST_CODE:
        raise _Wrong(f"de naam van een groep is langer dan {LONGEST_CODE} tekens.")
    if read_line(code) != code:
        raise _Wrong("in de naam van een groep staat een teken dat je niet ziet.")
    if code.startswith(FORMULA_STARTS):
        raise _Wrong(f"een groep begint met “{code[0]}”. Een rekenblad leest dat als een som.")


def _count(typed: str) -> int:
    if typed.startswith("-"):
        raise _Wrong("een aantal is nul of meer.")
    if not _COUNT.fullmatch(typed):
        raise _Wrong(f"“{typed[:20]}” is geen heel aantal. Schrijf het zonder punt of komma.")
    return int(typed)


def read_tree(name: str, content: bytes) -> Tree:
    """Read what lies under what: columns `code`, `parent` and maybe `name`. Raises NotReadable."""
    lines = _lines(text_of(content))
    header = [one.strip().casefold() for one in next(lines, (1, []))[1]]
    if not {"code", "parent"} <= set(header):
        raise _whole(f"Het bestand van “{name}” heeft geen kolommen code en parent.")
    pairs: list[tuple[str, str | None]] = []
    names: dict[str, str] = {}
    for number, cells in lines:
        if len(cells) != len(header):
            raise NotReadable(
                RowProblem(number, f"hier staan {len(cells)} kolommen, bovenaan {len(header)}.")
            )
        row = dict(zip(header, cells, strict=True))
        try:
            _must_be_a_code(row["code"])
        except _Wrong as sorry:
            raise NotReadable(RowProblem(number, str(sorry))) from sorry
        pairs.append((row["code"], row["parent"] or None))
        names[row["code"]] = read_line(row.get("name", ""))[:LONGEST_NAME]
    try:
        return Tree(Dimension.of(name, pairs), names)
    except NoTable as wrong:
        raise _whole(f"De indeling van “{name}” klopt niet: {_in_dutch(pairs)}") from wrong


def _in_dutch(pairs: Sequence[tuple[str, str | None]]) -> str:
    """Say what is wrong with a tree, as whoever made it can find it."""
    codes = Counter(code for code, _ in pairs)
    for code, times in codes.items():
        if times > 1:
            return f"“{code}” staat er {times} keer in."
    roots = [code for code, parent in pairs if parent is None]
    if len(roots) != 1:
        return f"één code heeft geen parent, het totaal; hier zijn dat er {len(roots)}."
    for code, parent in pairs:
        if parent is not None and parent not in codes:
            return f"“{code}” ligt onder “{parent}”, en die staat er niet in."
    return "er zit een kring in."


def table_of(counted: Counted, trees: Mapping[str, Tree]) -> CountTable:
    """Make the table of what was counted; a dimension without a tree lies flat under its total.

    Raises NotReadable for a group that is not there, or has parts of its own.
    """
    dimensions = [
        trees[name].dimension if name in trees else _flat(name, counted.codes(name))
        for name in counted.names
    ]
    problems = [
        RowProblem(number, said)
        for number, codes, _ in counted.rows
        for said in map(_known, dimensions, codes)
        if said
    ]
    if problems:
        raise NotReadable(*problems)
    return CountTable.of_leaves(dimensions, {codes: count for _, codes, count in counted.rows})


def _flat(name: str, codes: Sequence[str]) -> Dimension:
    try:
        return Dimension.flat(name, codes)
    except NoTable as wrong:
        raise _whole(f"In de kolom “{name}” staat een naam die voor het totaal is.") from wrong


def _known(dimension: Dimension, code: str) -> str:
    place = dimension.position.get(code)
    if place is None:
        return f"“{code}” staat niet in de indeling van “{dimension.name}”."
    if dimension.children[place]:
        return f"“{code}” bestaat zelf uit delen. Geef de aantallen per deel."
    return ""
