# SPDX-License-Identifier: EUPL-1.2
"""Tells what a file is by what it holds, and refuses what is no table (pure).

Source of the signatures: PRONOM, The National Archives.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from meedoen.interop.findings import Refused
from meedoen.monitor.sources.specification import MonitorSource


class FileKind(StrEnum):
    """What a file is: text with separators, a workbook, or messages in one or more files."""

    TEXT = "text"
    WORKBOOK = "workbook"
    MESSAGES = "messages"


_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF", "een pdf"),
    (b"{\\rtf", "een document met opmaak (RTF)"),
    (b"PAR1", "een Parquet-bestand"),
    (b"SQLite format 3\x00", "een database (SQLite)"),
    (b"\x1f\x8b", "een met gzip ingepakt bestand"),
    (b"7z\xbc\xaf\x27\x1c", "een met 7-Zip ingepakt bestand"),
    (b"Rar!", "een met RAR ingepakt bestand"),
    (b"\xfd7zXZ", "een met xz ingepakt bestand"),
    (b"BZh", "een met bzip2 ingepakt bestand"),
    (b"\x28\xb5\x2f\xfd", "een met zstd ingepakt bestand"),
    (b"\x89PNG", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
    (b"GIF8", "een afbeelding"),
    (b"MZ", "een programma"),
    (b"\x7fELF", "een programma"),
)
_TAR, _TAR_AT = b"ustar", 257
# Also as UTF-16.
_XML = (b"<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_ADVICE = "lever een CSV-bestand (UTF-8) of een werkmap (.xlsx)"


def opened(path: Path, source: MonitorSource) -> FileKind:
    """Tell what a file of a source is. Raises Refused for what it does not come in, or is empty."""
    suffix = path.suffix.lower()
    if path.is_dir() or suffix in (".xml", ".zip"):
        return _messages(source, "een map" if path.is_dir() else f"een bestand op {suffix}")
    if not path.is_file():
        # It is looked at more than once.
        raise Refused("dit is geen gewoon bestand; bewaar het eerst")
    with path.open("rb") as file:
        first = file.read(8192)
        if first.startswith(_OLD_OFFICE):
            raise Refused(_old_office(first + file.read(4_000_000)))
    if not first:
        raise Refused(f"het bestand is leeg; {_ADVICE}")
    if first.startswith(_ZIP):
        if suffix == ".xlsx":
            return FileKind.WORKBOOK
        ends = ".xlsx of .zip" if source.messages else ".xlsx"
        raise Refused(f"dit is een ingepakt bestand en de naam eindigt niet op {ends}; {_ADVICE}")
    if first[_TAR_AT:].startswith(_TAR):
        raise Refused(f"dit is een ingepakt bestand (tar); {_ADVICE}")
    for mark, kind in _SIGNATURES:
        if first.startswith(mark):
            raise Refused(f"dit is {kind}; {_ADVICE}")
    if suffix in (".xlsx", ".xlsm", ".xls", ".ods"):
        raise Refused(f"de naam eindigt op {path.suffix}, maar dit is geen werkmap; {_ADVICE}")
    head = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_XML):
        if b"<html" in head.lower():
            raise Refused(f"dit is een webpagina; {_ADVICE}")
        return _messages(source, "XML")
    if head.startswith((b"{", b"[")):
        raise Refused(f"dit is JSON; {_ADVICE}")
    return FileKind.TEXT


def _messages(source: MonitorSource, what: str) -> FileKind:
    if source.messages:
        return FileKind.MESSAGES
    raise Refused(f"dit is {what}, en van {source.key} komen geen berichten; {_ADVICE}")


def _old_office(head: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in head:
        return "deze werkmap is met een wachtwoord gesloten; bewaar haar zonder wachtwoord"
    return f"dit is een werkmap of document in de oude vorm (.xls, .doc); {_ADVICE}"
