# SPDX-License-Identifier: EUPL-1.2
"""Recognises what somebody gave, and gives its text: UTF-8, or UTF-16 that says so (pure).

People give the file they have: a workbook, a GeoPackage, a page that asked them to log in. What is
not text is named for what it is, because "save it as UTF-8" sends them the wrong way.
Source: the signatures of the formats (PRONOM, The National Archives).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from enum import StrEnum


class Wanted(StrEnum):
    """What a file has to be, in the words of the advice."""

    AREAS = "export the areas as GeoJSON in WGS84 (EPSG:4326) and give that file"
    FIGURES = "save the sheet with the figures as CSV UTF-8 and give that file"


class Unreadable(ValueError):
    """A file that cannot be read at all; the message names it and says what to do."""


_SIGNATURES = (
    (b"SQLite format 3\x00", "a GeoPackage or another SQLite database"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook or Word document"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a document with formatting (RTF)"),
    (b"fgb\x03", "a FlatGeobuf file"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"$FL2", "an SPSS file"),
    (b"\x1f\x8b", "a file compressed with gzip"),
    (b"7z\xbc\xaf\x27\x1c", "a file compressed with 7-Zip"),
    (b"Rar!", "a file compressed with RAR"),
    (b"\xfd7zXZ", "a file compressed with xz"),
    (b"BZh", "a file compressed with bzip2"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
# What lies inside a zip tells what it is; the first that fits counts.
_INSIDE = (
    ("xl/", "an Excel workbook"),
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("Index/", "a Numbers or Pages document"),
    ("content.xml", "a LibreOffice or OpenOffice document"),
    (".shp", "a zip with a shapefile"),
    (".gpkg", "a zip with a GeoPackage"),
    (".kml", "a KMZ file of Google Earth"),
    (".gdbtable", "a zip with an Esri geodatabase"),
)
_COMPRESSED = "compressed"


def text_of(data: bytes, *, source: str, wanted: Wanted) -> str:
    """Give the text of a file; `source` is its name, `wanted` what it should have been.

    Raises Unreadable for anything that is not text, and for text with a NUL in it.
    """
    kind = _kind(data, source)
    if kind:
        first = "unpack it and " if _COMPRESSED in kind or "a zip" in kind else ""
        raise Unreadable(f"{source}: this is {kind}; {first}{wanted}.")
    text = _decoded(data, source)
    markup = _markup(text) or _another_text(text, wanted)
    if markup:
        raise Unreadable(f"{source}: this is {markup}; {wanted}.")
    if not text.strip():
        raise Unreadable(f"{source}: the file is empty; check the file, or {wanted}.")
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise Unreadable(
            f"{source}: line {line} holds a NUL (a character without meaning, as tables of a "
            "fixed width leave behind); take it out."
        )
    return text


def _kind(data: bytes, source: str) -> str:
    """Name what is no text by its first bytes; "" for what may be text."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_kind(data)
    found = next((kind for mark, kind in _SIGNATURES if data.startswith(mark)), "")
    if not found and source.lower().endswith(".dbf"):
        return "a table (dBase) that belongs to a shapefile"
    return found


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "a zip file, or a workbook, that is damaged"
    for mark, kind in _INSIDE:
        if any(name.startswith(mark) or name.lower().endswith(mark) for name in names):
            return kind
    return f"a zip file with {', '.join(names[:3]) or 'nothing'} in it"


def _decoded(data: bytes, source: str) -> str:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise Unreadable(f"{source}: is UTF-32 text; save it as UTF-8.")
    marked_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked_16 and data[:200].count(b"\0") >= max(1, len(data[:200]) // 4):
        raise Unreadable(
            f"{source}: is not UTF-8 text but UTF-16 or no text at all; save it as UTF-8."
        )
    try:
        return data.decode("utf-16" if marked_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise Unreadable(
            f"{source}: is not UTF-8 text: line {line} holds the byte {byte:#04x}, as text of "
            "Windows (ANSI) has for a letter with an accent; save it as UTF-8."
        ) from error


def _markup(text: str) -> str:
    head = text[:2000].lstrip().lower()
    if not head.startswith("<"):
        return ""
    for mark, kind in _marks():
        if mark in head:
            return kind
    return "XML"


def _another_text(text: str, wanted: Wanted) -> str:
    """Name JSON that was given as figures, and a table that was given as areas."""
    begins = text.lstrip()[:1]
    first = text.lstrip().partition("\n")[0]
    if wanted is Wanted.FIGURES and begins in ("{", "["):
        return "JSON, such as GeoJSON or an answer of OData"
    if wanted is Wanted.AREAS and begins not in ("{", "[") and re.search(r"[;,\t]", first):
        return "a table (CSV), which belongs behind --key-figures"
    return ""


def _marks() -> Iterator[tuple[str, str]]:
    yield "exceptionreport", "an answer of a map service that says what went wrong"
    yield "<html", "a web page, and not the file behind it"
    yield "<!doctype html", "a web page, and not the file behind it"
    yield "opengis.net/kml", "KML of Google Earth"
    yield "opengis.net/gml", "GML"
    yield "urn:schemas-microsoft-com:office", "an Excel workbook as XML"
