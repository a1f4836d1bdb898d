# SPDX-License-Identifier: EUPL-1.2
"""Reads a text file in blocks of whole lines, as UTF-8, and refuses any other encoding (pure)."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from meedoen.interop.findings import Refused

CHUNK = 1 << 20
LONGEST_LINE = 16 << 20
# Where no profile can be given, whoever refuses takes this away.
OR_IN_A_PROFILE = ", of zeg in een profiel welke codering het heeft (encoding)"
_SAVE = f"bewaar het bestand als UTF-8{OR_IN_A_PROFILE}"
_WIDE = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"),
         (b"\xfe\xff", "UTF-16"))  # fmt: skip


def chunks_of(path: Path, encoding: str = "") -> Iterator[bytes]:
    """Give the bytes of a file in UTF-8; `encoding` is its own.

    UTF-8 itself is not looked at here, but per block by `refuse_no_utf_8`. Raises Refused.
    """
    with path.open("rb") as file:
        first = file.read(CHUNK)
        if encoding in ("", "utf-8"):
            _refuse_wide(first)
            yield first
            while chunk := file.read(CHUNK):
                yield chunk
            return
        decoder, lines, done = codecs.getincrementaldecoder(encoding)(), 1, 0
        chunk = first
        while True:
            try:
                text = decoder.decode(chunk, not chunk)
            except UnicodeError as error:
                at = getattr(error, "start", 0)
                raise _no(encoding, chunk, at, lines + chunk.count(b"\n", 0, at), done) from error
            lines, done = lines + text.count("\n"), done + len(chunk)
            yield text.removeprefix("\ufeff").encode() if done == len(chunk) else text.encode()
            if not chunk:
                return
            chunk = file.read(CHUNK)


def _refuse_wide(first: bytes) -> None:
    for mark, name in _WIDE:
        if first.startswith(mark):
            raise Refused(
                f"regel 1: dit is geen UTF-8 maar {name} (byte 1 is {first[0]:#04x}); {_SAVE}"
            )
    if first[:400].count(b"\0") > len(first[:400]) // 4:
        at = first.index(b"\0")
        raise Refused(f"regel 1: dit is geen UTF-8 maar UTF-16 (byte {at + 1} is 0x00); {_SAVE}")


def refuse_no_utf_8(block: bytes, first_line: int, before: int) -> None:
    """Raise Refused with line and byte when a block is no UTF-8; `before` is what stood above."""
    if block.isascii():
        return
    try:
        block.decode("utf-8")
    except UnicodeDecodeError as error:
        line = first_line + block.count(b"\n", 0, error.start)
        raise _no("UTF-8", block, error.start, line, before) from error


def _no(encoding: str, block: bytes, at: int, line: int, before: int) -> Refused:
    byte = (
        f"byte {before + at + 1} is {block[at]:#04x}" if at < len(block) else "het einde ontbreekt"
    )
    guess = (
        ", zoals Windows (ANSI) een letter met een accent schrijft" if encoding == "UTF-8" else ""
    )
    return Refused(f"regel {line}: dit is geen {encoding}: {byte}{guess}; {_SAVE}")
