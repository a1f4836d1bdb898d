# SPDX-License-Identifier: EUPL-1.2
"""A workbook is read for what its cells mean, and refused when it is made to harm."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from meedoen.interop.extracts import packages
from meedoen.interop.findings import Refused
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from tests.interop.extracts.checked import checked
from tests.interop.extracts.examples import bsn, good_rows
from tests.interop.extracts.written import as_workbook

HEADINGS = ["bsn", "codeType", "datumStart", "datumEinde", "urenPerWeek", "huisnummer"]
START = dt.date(2026, 3, 1)


def book_of(*rows: list[Any], fill: Callable[[Workbook], None] = lambda _: None) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet
    for row in [HEADINGS, *rows]:
        sheet.append(row)
    fill(book)
    return book


def saved(folder: Path, book: Workbook, name: str = "bron.xlsx") -> Path:
    book.save(folder / name)
    return folder / name


def told(
    folder: Path, *rows: list[Any], profile: str = "", **more: Any
) -> list[tuple[str, str, str]]:
    path = saved(folder, book_of(*rows, **more))
    return [(one.row, one.column, one.reason) for one in checked(path, "wsw", profile)[1]]


def row(number: int = 1, **other: Any) -> list[Any]:
    good = {"bsn": bsn(number + 10_000_000), "codeType": "intern", "datumStart": START}
    return [{**good, **other}.get(heading) for heading in HEADINGS]


@pytest.mark.parametrize(
    "good",
    [
        row(bsn=int(bsn(20_000_000))),
        row(bsn=float(bsn(20_000_000))),
        row(datumStart=dt.datetime.combine(START, dt.time())),
        row(datumStart="01-03-2026"),
        row(datumStart=20260301),
        row(urenPerWeek=24.5),
        row(urenPerWeek=24),
        row(urenPerWeek="24,5"),
        row(huisnummer=12),
        row(huisnummer=12.0),
        row(datumEinde=dt.date(9999, 12, 31)),
    ],
)
def test_a_cell_is_what_it_means_however_it_is_kept(tmp_path: Path, good: list[Any]) -> None:
    assert told(tmp_path, row(9), good) == []


@pytest.mark.parametrize(
    ("bad", "column", "reason"),
    [
        (row(bsn=12345678), "bsn", "nul vooraan"),
        (row(bsn=123456782.5), "bsn", "cijfers"),
        (row(bsn="=A2"), "bsn", "formule"),
        (row(bsn=True), "bsn", "cijfers"),
        (row(datumStart=46082), "datumStart", "volgnummer"),
        (row(datumStart=46082.5), "datumStart", "volgnummer"),
        (row(datumStart=dt.datetime.combine(START, dt.time(12, 30))), "datumStart", "geen datum"),
        (row(datumStart=dt.time(12, 30)), "datumStart", "geen datum"),
        (row(datumEinde="#N/A"), "datumEinde", "foutwaarde"),
        (row(datumEinde="=TODAY()"), "datumEinde", "formule"),
        (row(huisnummer=-3), "huisnummer", "geen huisnummer"),
        (row(huisnummer=1.5), "huisnummer", "geen huisnummer"),
        (row(huisnummer=dt.date(2026, 1, 1)), "huisnummer", "geen huisnummer"),
        (row(huisnummer=1e300), "huisnummer", "te lang"),
        (row(codeType=None), "codeType", "leeg"),
        (row(codeType=3), "codeType", "lijst"),
    ],
)
def test_a_cell_that_is_no_value_makes_its_row_bad(
    tmp_path: Path, bad: list[Any], column: str, reason: str
) -> None:
    ((where, heading, why),) = told(tmp_path, row(), bad, row(3))
    assert (where, heading) == ("3", column)
    assert reason in why


def test_noughts_in_front_that_the_format_shows_belong_to_the_number(tmp_path: Path) -> None:
    number = bsn(1_234_567)
    assert number.startswith("0")

    def formatted(book: Workbook) -> None:
        book.worksheets[0]["A3"].number_format = "000000000"

    shown, hidden = row(bsn=int(number)), row(bsn=int(bsn(2_345_678)))
    found = told(tmp_path, row(), shown, hidden, fill=formatted)
    assert [where for where, _, _ in found] == ["4"]


def test_empty_rows_and_cells_at_the_end_are_none_and_rows_keep_their_number(
    tmp_path: Path,
) -> None:
    found = told(tmp_path, row(), [], [" ", None], row(codeType="x"), [None] * 20, row(3))
    assert [where for where, _, _ in found] == ["5"]


def test_a_cell_beside_the_headings_makes_its_row_bad(tmp_path: Path) -> None:
    ((where, _, why),) = told(tmp_path, row(), [*row(2), "los"])
    assert where == "3"
    assert why == "te veel velden: hier staan er 7, en er zijn 6 koppen"


@pytest.mark.parametrize("said", [None, " ", "\u200e"])
def test_a_column_without_a_heading_may_be_there_as_long_as_nothing_stands_in_it(
    tmp_path: Path, said: str | None
) -> None:
    rows = [
        [one[0], empty, *one[1:]]
        for one, empty in ((HEADINGS, said), (row(), None), (row(2), " "), (row(3), None))
    ]
    book = Workbook()
    sheet = book.active
    assert sheet
    for one in rows:
        sheet.append(one)
    path = saved(tmp_path, book)
    assert checked(path, "wsw")[1] == []
    sheet["B4"] = "Jansen"
    with pytest.raises(Refused, match=r"regel 4, kolom 2: .* geen naam"):
        checked(saved(tmp_path, book), "wsw")


def test_headings_may_stand_lower_and_rows_keep_the_number_of_the_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    for cells in ([], [], HEADINGS, row(), row(2, codeType="x")):
        sheet.append(cells)
    _, found = checked(saved(tmp_path, book), "wsw")
    assert [one.row for one in found] == ["5"]


def more_sheets(book: Workbook) -> None:
    book.create_sheet("Leeg")
    book.create_sheet("Tweede").append(["iets"])


def hidden_sheet(book: Workbook) -> None:
    book.create_sheet("Geheim").append(["iets"])
    book["Geheim"].sheet_state = "veryHidden"


@pytest.mark.parametrize(
    ("fill", "reason"),
    [(more_sheets, "'Sheet', 'Tweede'"), (hidden_sheet, "'Geheim' is verborgen")],
)
def test_which_sheet_counts_is_never_guessed(
    tmp_path: Path, fill: Callable[[Workbook], None], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        told(tmp_path, row(), fill=fill)
    assert told(tmp_path, row(), fill=fill, profile="sheet: Sheet") == []
    with pytest.raises(Refused, match="'Blad9', en dat is er niet"):
        told(tmp_path, row(), fill=fill, profile="sheet: Blad9")


def test_an_empty_second_sheet_is_no_second_sheet(tmp_path: Path) -> None:
    assert told(tmp_path, row(), fill=lambda book: book.create_sheet("Blad2")) == []


def test_a_workbook_without_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="leeg"):
        checked(saved(tmp_path, Workbook()), "wsw")


def test_a_workbook_without_headings_that_are_known_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active
    book.active.append(["a", bsn(1)])
    with pytest.raises(Refused, match=r"rij 1: hier horen koppen") as refused:
        checked(saved(tmp_path, book), "wsw")
    assert bsn(1) not in str(refused.value)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(path: Path, content: dict[str, bytes], name: str = "") -> Path:
    target = path.with_name(name) if name else path
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for one, data in content.items():
            package.writestr(one, data)
    return target


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]>"""


def with_doctype(of: dict[str, bytes]) -> dict[str, bytes]:
    return {**of, SHEET: BOMB + of[SHEET]}


def with_late_doctype(of: dict[str, bytes]) -> dict[str, bytes]:
    return {**of, SHEET: b"<!--" + b"x" * ((1 << 20) - 8) + b"-->" + BOMB[21:] + of[SHEET]}


def in_utf_16(of: dict[str, bytes]) -> dict[str, bytes]:
    return {**of, SHEET: (BOMB[21:] + of[SHEET]).decode().encode("utf-16")}


def in_utf_7(of: dict[str, bytes]) -> dict[str, bytes]:
    return {**of, SHEET: b'<?xml version="1.0" encoding="utf-7"?>' + of[SHEET]}


def zip_bomb(of: dict[str, bytes]) -> dict[str, bytes]:
    return {**of, "xl/media/a.bin": bytes(300 << 20)}


def many_texts(of: dict[str, bytes]) -> dict[str, bytes]:
    return {**of, "xl/sharedStrings.xml": b"<sst>" + bytes(range(32, 60)) * (6 << 20) + b"</sst>"}


DANGEROUS: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = {
    "XML bomb": (with_doctype, "DOCTYPE"),
    "XML bomb far into a part": (with_late_doctype, "DOCTYPE"),
    "XML in another encoding": (in_utf_16, "geen UTF-8"),
    "XML that says another encoding": (in_utf_7, "geen UTF-8"),
    "zip bomb": (zip_bomb, "uitgepakt is deze werkmap 3.. MB"),
    "macros": (lambda of: {**of, "xl/vbaProject.bin": b"x"}, "macro"),
    "links to other files": (
        lambda of: {**of, "xl/externalLinks/externalLink1.xml": b"<a/>"}, "andere bestanden",
    ),
    "a connection": (lambda of: {**of, "xl/connections.xml": b"<a/>"}, "andere bestanden"),
    "no workbook": (lambda of: {"tekst.txt": b"iets"}, "geen werkmap"),
    "binary workbook": (lambda of: {"xl/workbook.bin": b"iets"}, "xlsb"),
    "a broken sheet": (lambda of: {**of, SHEET: of[SHEET][:-80]}, "beschadigd"),
    "no XML": (lambda of: {**of, SHEET: b"geen xml"}, "beschadigd"),
    "no sheet": (lambda of: {k: v for k, v in of.items() if k != SHEET}, "werkmap"),
    "a thousand parts": (
        lambda of: {**of, **{f"x{n}": b"" for n in range(packages.MOST_PARTS)}}, "delen",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", DANGEROUS)
def test_a_workbook_that_is_made_to_harm_is_refused(tmp_path: Path, what: str) -> None:
    change, reason = DANGEROUS[what]
    path = saved(tmp_path, book_of(row()))
    packed(path, change(parts(path)))
    with pytest.raises(Refused, match=reason):
        checked(path, "wsw")


@pytest.mark.parametrize("number", ["2", "1", "0", "-5", "99", "x", ""])
def test_a_sheet_whose_rows_are_not_in_their_order_is_refused(tmp_path: Path, number: str) -> None:
    path = saved(tmp_path, book_of(row(1), row(2), row(3)))
    of = parts(path)
    packed(path, {**of, SHEET: of[SHEET].replace(b'<row r="3"', f'<row r="{number}"'.encode())})
    with pytest.raises(Refused, match="beschadigd"):
        checked(path, "wsw")


@pytest.mark.parametrize("place", ["A3", "B3", "D3", "C2", "C4", "3", "C", "$C$3", "AAAA3"])
def test_a_row_whose_cells_are_not_in_their_order_is_refused(tmp_path: Path, place: str) -> None:
    path = saved(tmp_path, book_of(row(1), row(2, datumEinde=START), row(3)))
    of = parts(path)
    packed(path, {**of, SHEET: of[SHEET].replace(b'r="C3"', f'r="{place}"'.encode())})
    with pytest.raises(Refused, match="beschadigd"):
        checked(path, "wsw")


def test_cells_that_do_not_say_their_place_follow_each_other(tmp_path: Path) -> None:
    path = saved(tmp_path, book_of(row(1), row(2, datumEinde=START), row(3)))
    of = parts(path)
    packed(path, {**of, SHEET: of[SHEET].replace(b' r="C3"', b"").replace(b' r="A4"', b"")})
    outcome, found = checked(path, "wsw")
    assert (outcome.rows, found) == (3, [])


def test_the_order_of_other_lists_in_a_workbook_is_free(tmp_path: Path) -> None:
    path = saved(tmp_path, book_of(row(1)))
    chain = b'<calcChain><c r="B9" i="1"/><c r="A1"/><row r="5"/><row r="2"/></calcChain>'
    packed(path, {**parts(path), "xl/calcChain.xml": chain})
    assert checked(path, "wsw")[0].rows == 1


def test_rows_that_do_not_say_their_number_follow_each_other(tmp_path: Path) -> None:
    path = saved(tmp_path, book_of(row(1), row(2, codeType="x"), row(3)))
    of = parts(path)
    packed(path, {**of, SHEET: of[SHEET].replace(b'<row r="3"', b"<row")})
    outcome, (found,) = checked(path, "wsw")
    assert (outcome.rows, found.row) == (3, "3")


def test_the_order_of_rows_is_seen_wherever_a_stretch_of_the_sheet_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, book_of(*map(row, range(1, 30))))
    for stretch in range(20, 60):
        monkeypatch.setattr(packages, "_STRETCH", stretch)
        assert checked(path, "wsw")[0].rows == 29
    of = parts(path)
    packed(path, {**of, SHEET: of[SHEET].replace(b'<row r="20"', b'<row r="19"')})
    for stretch in range(20, 60):
        monkeypatch.setattr(packages, "_STRETCH", stretch)
        with pytest.raises(Refused, match="beschadigd"):
            checked(path, "wsw")


def test_an_archive_under_another_name_and_text_under_this_one_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, book_of(row()))
    for name in ("bron.csv", "bron.zip", "bron.xls", "bron"):
        other = tmp_path / name
        other.write_bytes(path.read_bytes())
        with pytest.raises(Refused, match=r"ingepakt|op \.zip"):
            checked(other, "wsw")
    path.write_bytes(b"bsn;codeType;datumStart\n")
    with pytest.raises(Refused, match="geen werkmap"):
        checked(path, "wsw")


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, book_of(row()))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    with pytest.raises(Refused, match="wachtwoord"):
        checked(path, "wsw")


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    path = saved(tmp_path, book_of(row(), row(2)))
    content = parts(path)
    content[SHEET] = content[SHEET].replace(b'ref="A1:F3"', b'ref="A1:XFD1048576"')
    assert b"XFD1048576" in content[SHEET]
    outcome, found = checked(packed(path, content), "wsw")
    assert (outcome.rows, found) == (2, [])


def test_a_cell_in_the_last_column_or_the_last_row_costs_nothing(tmp_path: Path) -> None:
    def wide(book: Workbook) -> None:
        book.worksheets[0]["XFD3"] = "ver"

    with pytest.raises(Refused, match="rij 3 is breder dan 1000 kolommen"):
        told(tmp_path, row(), fill=wide)

    def low(book: Workbook) -> None:
        book.worksheets[0]["A200000"] = "laag"

    assert told(tmp_path, row(), fill=low)[0][0] == "200000"


@given(st.binary(max_size=200))
def test_any_bytes_behind_the_mark_of_a_zip_are_refused(tmp_path_factory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("map") / "bron.xlsx"
    path.write_bytes(b"PK\x03\x04" + data)
    with pytest.raises(Refused):
        checked(path, "wsw")


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4), st.sampled_from([None, SHEET]))
def test_a_workbook_with_some_bytes_changed_is_read_or_refused(
    tmp_path_factory, place: int, other: bytes, inside: str | None
) -> None:
    folder = tmp_path_factory.mktemp("map")
    shape = source("wsw").shape(SourceForm.ROWS)
    assert shape
    path = as_workbook(folder, good_rows(shape, 5))
    if inside:
        content = parts(path)
        data = bytearray(content[inside])
        data[place % len(data) : place % len(data) + len(other)] = other
        packed(path, {**content, inside: bytes(data)})
    else:
        data = bytearray(path.read_bytes())
        data[place % len(data) : place % len(data) + len(other)] = other
        path.write_bytes(data)
    with suppress(Refused):
        outcome, found = checked(path, "wsw")
        assert len({one.row for one in found}) == outcome.bad


def test_texts_that_would_fill_the_memory_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MOST_IN_MEMORY", 1000)
    path = saved(tmp_path, book_of(row()))
    content = parts(path)
    content["xl/sharedStrings.xml"] = io.BytesIO(b"<sst>" + b"x" * 2000 + b"</sst>").read()
    with pytest.raises(Refused, match="losse tekst"):
        checked(packed(path, content), "wsw")
