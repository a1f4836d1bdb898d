# SPDX-License-Identifier: EUPL-1.2
"""Reads a text file with separators in batches of rows (pure).

Most blocks are taken apart at once; one in which a quote stands in the middle of a cell, or a cell
goes on over lines, is taken apart line by line. A row always keeps the line on which it begins.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from meedoen.interop.extracts.batches import Batch, has_easy_quotes, listed, sliced
from meedoen.interop.extracts.headings import Layout, known_among, layout_of
from meedoen.interop.extracts.profiles import SEPARATORS, Profile
from meedoen.interop.extracts.records import Parted, heading_of, parted
from meedoen.interop.extracts.texts import LONGEST_LINE, chunks_of, refuse_no_utf_8
from meedoen.interop.findings import Refused, UnknownHeadings
from meedoen.interop.masking import shown
from meedoen.monitor.sources.specification import MonitorSource

Later = Callable[[], list[Batch]]
"""Batches that are still to be taken apart, so that several can be at the same time."""


def open_table(
    path: Path, source: MonitorSource, profile: Profile
) -> tuple[Layout, Iterator[Later]]:
    """Read the headings of a file, and give its rows in batches. Raises Refused, also later on."""
    chunks = chunks_of(path, profile.encoding)
    block = _first_line(chunks)
    refuse_no_utf_8(block[: block.find(b"\n") + 1] or block, 1, 0)
    announced = _announced(_beyond_its_mark(block))
    text = _beyond_its_mark(block)[len(announced) :]
    separator = profile.separator or _said(announced) or _separator(text, source, profile)
    heading, used = heading_of(text, separator)
    if heading.fault:
        raise Refused(f"regel 1, de koppen: {heading.fault}")
    if len(text) == used and b"\r" in text.rstrip(b"\r\n"):
        raise Refused(
            "de regels eindigen op een CR alleen; bewaar het bestand opnieuw als CSV UTF-8"
        )
    if not known_among(heading.cells, source, profile):
        raise UnknownHeadings(_no_headings(heading.cells, source), heading.cells)
    layout = layout_of(heading.cells, source, profile)
    first_line = 1 + text.count(b"\n", 0, used)
    rest = _Rest(text[used:], len(block) - len(text) + used, first_line)
    return layout, _batches(chunks, rest, separator, layout.width)


def _first_line(chunks: Iterator[bytes]) -> bytes:
    block = b""
    for chunk in chunks:
        block += chunk
        if b"\n" in chunk and _beyond_its_mark(block).strip():
            break
        _refuse_a_long_line(len(block), 1)
    if not _beyond_its_mark(block).strip():
        raise Refused("het bestand is leeg: er staat geen kop en geen regel in")
    if not _beyond_its_mark(block).split(b"\n", 1)[0].strip():
        raise Refused("regel 1 is leeg; zet de koppen op de eerste regel")
    return block


def _beyond_its_mark(block: bytes) -> bytes:
    return block.removeprefix(codecs.BOM_UTF8)


def _announced(block: bytes) -> bytes:
    """Give a first line `sep=;`, as Excel writes it; the headings below it stay line 1."""
    line, mark, _ = block.partition(b"\n")
    said = line.strip().strip(b'"').lower()
    return line + mark if said.startswith(b"sep=") and len(said) == 5 else b""


def _said(announced: bytes) -> str:
    said = announced.strip(b"\r\n").strip().strip(b'"')[4:].decode("latin-1")
    if said and said not in SEPARATORS.values():
        raise Refused(f"regel 1 noemt '{said}' als scheiding; dat kan ; , | of een tab zijn")
    return said


def _separator(text: bytes, source: MonitorSource, profile: Profile) -> str:
    """Choose what parts the headings into the most that are known, then into the most."""

    def score(separator: str) -> tuple[int, int]:
        cells = heading_of(text, separator)[0].cells
        return known_among(cells, source, profile), len(cells)

    return max((";", ",", "\t", "|"), key=score)


def _no_headings(cells: tuple[str, ...], source: MonitorSource) -> str:
    few = ", ".join(f"'{shown(cell)}'" for cell in cells[:4])
    return (
        f"regel 1: hier horen koppen te staan, en we kennen er geen een van ({few}). "
        f"`meedoen extracts sources --json` zegt welke {source.key} heeft"
    )


class _Rest:
    """What was read and is still to be taken apart: where it stands in the file, and its line."""

    def __init__(self, data: bytes, before: int, line: int) -> None:
        self.data, self.before, self.line = data, before, line

    def take(self, number: int) -> None:
        self.line += self.data.count(b"\n", 0, number)
        self.before += number
        self.data = self.data[number:]


def _batches(chunks: Iterator[bytes], rest: _Rest, separator: str, width: int) -> Iterator[Later]:
    done = False
    while not done:
        chunk = next(chunks, None)
        done = chunk is None
        rest.data += chunk or b""
        until = len(rest.data) if done else rest.data.rfind(b"\n") + 1
        _refuse_a_long_line(len(rest.data) - until, rest.line)
        if until:
            yield from _block(rest, until, separator, width, last=done)


def _block(rest: _Rest, until: int, separator: str, width: int, *, last: bool) -> Iterator[Later]:
    block, line = rest.data[:until], rest.line
    refuse_no_utf_8(block, line, rest.before)
    if has_easy_quotes(block, separator):
        rest.take(until)
        number = rest.line - line + (not block.endswith(b"\n"))
        yield lambda: [sliced(block, separator, np.arange(line, line + number), width)]
        return
    parts = parted(block, separator, line, last=last)
    rest.take(min(until, parts.used))
    yield lambda: _of(parts, separator, line, width)


def _of(parts: Parted, separator: str, line: int, width: int) -> list[Batch]:
    """Make batches of a block in which quotes ask for care: its plain lines, and the others."""
    batches = [listed(parts.records, width)]
    if parts.plain:
        plain = b"\n".join([parts.lines[place] for place in parts.plain])
        batches.append(sliced(plain, separator, line + np.array(parts.plain), width))
    return batches


def _refuse_a_long_line(length: int, line: int) -> None:
    if length > LONGEST_LINE:
        raise Refused(f"regel {line} is langer dan {LONGEST_LINE >> 20} MB; dit is geen tabel")
