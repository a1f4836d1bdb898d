# SPDX-License-Identifier: EUPL-1.2
"""Reads a file that somebody made as JSON, in a bounded amount of memory, or says why not."""

import codecs
import json
import stat
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

MOST_BYTES = 256 * 1024**2
# An object takes up to thirty times the room of what it is written with, and a short text ten
# times. A catalogue of 256 MiB has half of these; the worst that passes takes less than 1 GiB.
MOST_PARTS = 3_000_000
MOST_VALUES = 12_000_000
# A longer one is larger than any number that is worked with (1.8e308).
_DIGITS = 309
_SIZE = "give the services in several files"


class Unusable(ValueError):
    """A file of which nothing can be read; the message says why, and what to do."""


class Twice(dict[str, object]):
    """An object in which a name stands more than once: which of them counts is a guess."""

    names: frozenset[str]


def read_json(path: Path) -> object:
    """Give what a file of JSON says: UTF-8, with or without a byte order mark. Raises Unusable.

    A name that stands twice in one object makes that a Twice. Source: RFC 8259; so NaN is refused.
    """
    told = _bytes_of(path)
    _refuse_too_much(told)
    try:
        text = told.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unusable(f"is not UTF-8 (at byte {error.start}); save it as UTF-8") from None
    del told
    return _parsed(text)


def _refuse_too_much(told: bytes) -> None:
    if told.count(b"{") + told.count(b"[") > MOST_PARTS:
        raise Unusable(f"holds more than {MOST_PARTS:,} objects and lists; {_SIZE}")
    if told.count(b",") >= MOST_VALUES:
        raise Unusable(f"holds more than {MOST_VALUES:,} values; {_SIZE}")


def _bytes_of(path: Path) -> bytes:
    try:
        known = path.stat()
        if not stat.S_ISREG(known.st_mode):
            raise Unusable("is no file")
        if known.st_size > MOST_BYTES:
            raise Unusable(f"is larger than {MOST_BYTES // 1024**2} MiB; {_SIZE}")
        return path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise Unusable(f"cannot be read: {error.strerror}") from error


def _parsed(text: str) -> object:
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unusable(f"is no JSON ({where}: {error.msg}); export it again") from None
    except RecursionError:
        raise Unusable("is nested deeper than any catalogue; export it again") from None


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Twice(found)
    stands = Counter(name for name, _ in pairs)
    twice.names = frozenset(name for name, times in stands.items() if times > 1)
    return twice


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _DIGITS else float(digits)


def _no_number(constant: str) -> object:
    raise Unusable(f"is no JSON: {constant} is no number there; leave out what is not known")
