# SPDX-License-Identifier: EUPL-1.2
"""Refuses a workbook that is made to harm, before anything of it is read (pure).

A workbook is a zip with XML in it. What unpacks to far more than it is, declares entities, runs
programs, reads other files or would lose rows is none that a source is delivered in.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from meedoen.interop.extracts.row_order import RowOrder
from meedoen.interop.findings import Refused

MOST_PARTS = 500
MOST_UNPACKED = 1 << 30
MOST_IN_MEMORY = 150 << 20
"""The texts and styles of a workbook are read as a whole."""
MOST_TIMES = 200
_SMALL = 10 << 20
_STRETCH = 1 << 20
_OVERLAP = 16
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_READ_WHOLE = ("sharedstrings.xml", "styles.xml", "workbook.xml", ".rels")


def refuse_a_dangerous_package(path: Path) -> None:
    """Raise Refused when a workbook is a bomb, closed, of macros or links, or no workbook."""
    try:
        with zipfile.ZipFile(path) as package:
            _refuse_by_its_list(package.infolist(), path.stat().st_size)
            for part in package.infolist():
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _refuse_by_its_text(package, part)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        EOFError,
    ) as e:
        if isinstance(e, Refused):
            raise
        raise Refused("deze werkmap is beschadigd; bewaar haar opnieuw als .xlsx") from e
    except Exception as error:  # zlib and lzma raise errors of their own.
        raise Refused("deze werkmap is beschadigd; bewaar haar opnieuw als .xlsx") from error


def _refuse_by_its_list(parts: list[zipfile.ZipInfo], packed: int) -> None:
    names = [part.filename for part in parts]
    lower = [name.lower() for name in names]
    if len(parts) > MOST_PARTS:
        raise Refused(f"er zitten {len(parts)} delen in deze werkmap; dat is geen gewone werkmap")
    if len(set(lower)) < len(lower):
        raise Refused("in deze werkmap zit een deel twee keer; bewaar haar opnieuw als .xlsx")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("deze werkmap is met een wachtwoord gesloten; bewaar haar zonder wachtwoord")
    if "xl/workbook.xml" not in lower:
        kind = (
            "een werkmap van een andere soort (.xlsb)"
            if "xl/workbook.bin" in lower
            else "geen werkmap"
        )
        raise Refused(f"dit is {kind}; bewaar het als .xlsx of als CSV UTF-8")
    if any("vbaproject" in name for name in lower):
        raise Refused(
            "er zitten programma's (macro's) in deze werkmap; bewaar haar als .xlsx zonder"
        )
    if any("externallinks/" in name or name.endswith("connections.xml") for name in lower):
        raise Refused("deze werkmap leest uit andere bestanden; verbreek die koppelingen")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > max(_SMALL, MOST_TIMES * packed):
        raise Refused(
            f"uitgepakt is deze werkmap {unpacked >> 20} MB en ingepakt {packed >> 10} kB; "
            "zo'n bestand nemen we niet aan"
        )
    for part in parts:
        if part.filename.lower().endswith(_READ_WHOLE) and part.file_size > MOST_IN_MEMORY:
            raise Refused(
                "er zit te veel losse tekst in deze werkmap; lever een CSV-bestand (UTF-8)"
            )


def _refuse_by_its_text(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse what declares entities, what could hide that, and rows out of order."""
    before, read, order = b"", 0, RowOrder()
    with package.open(part) as text:
        while stretch := text.read(_STRETCH):
            if not read and (b"\0" in stretch[:200] or _ENCODED.search(stretch[:400])):
                raise Refused(
                    "een deel van deze werkmap is geen UTF-8; bewaar haar opnieuw als .xlsx"
                )
            read += len(stretch)
            if _DECLARES.search(before + stretch):
                raise Refused(
                    "in deze werkmap staan XML-declaraties (DOCTYPE); die nemen we niet aan"
                )
            before = stretch[-_OVERLAP:]
            order.read(stretch)
