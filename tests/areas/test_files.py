# SPDX-License-Identifier: EUPL-1.2
"""People give the file they have: it is named for what it is, with what to give in its place."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.areas.files import Unreadable, Wanted, text_of


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def refusal(data: bytes, source: str = "cijfers.csv", wanted: Wanted = Wanted.FIGURES) -> str:
    with pytest.raises(Unreadable) as caught:
        text_of(data, source=source, wanted=wanted)
    return str(caught.value)


NO_TEXT = {
    "an Excel workbook": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "a LibreOffice or OpenOffice document": zipped("mimetype", "content.xml"),
    "a Word document": zipped("[Content_Types].xml", "word/document.xml"),
    "a zip with a shapefile": zipped("wijken/wijken.SHP", "wijken/wijken.dbf"),
    "a zip with a GeoPackage": zipped("wijkenbuurten.gpkg"),
    "a KMZ file": zipped("doc.kml"),
    "a zip file with kwb.csv": zipped("kwb.csv"),
    "a zip file with nothing": zipped(),
    "that is damaged": zipped("kwb.csv")[:30],
    "a GeoPackage": b"SQLite format 3\x00" + bytes(80),
    "a shapefile": b"\x00\x00\x27\x0a" + bytes(90),
    "an old Excel workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90),
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3",
    "a Parquet file": b"PAR1\x15\x04",
    "compressed with gzip": b"\x1f\x8b\x08\x00",
    "a picture": b"\x89PNG\r\n\x1a\n",
    "a web page": b"\n<!DOCTYPE html><title>Log in</title>",
    "GML": b'<?xml version="1.0"?><wfs:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2">',
    "that says what went wrong": b'<?xml version="1.0"?><ows:ExceptionReport version="2.0.0">',
}


@pytest.mark.parametrize("kind", NO_TEXT)
def test_what_is_no_text_is_named_with_what_to_give_instead(kind):
    said = refusal(NO_TEXT[kind])
    assert kind in said
    assert said.startswith("cijfers.csv: this is ")
    assert "as CSV UTF-8" in said
    assert "UTF-8" not in refusal(NO_TEXT[kind], wanted=Wanted.AREAS)


def test_figures_and_areas_that_changed_places_are_told_apart():
    assert "this is JSON, such as GeoJSON" in refusal(b'\n{"type": "FeatureCollection"}')
    assert "which belongs behind --key-figures" in refusal(
        b"code;a\nGM0047;3\n", wanted=Wanted.AREAS
    )


def test_a_table_that_belongs_to_a_shapefile_is_known_by_its_name():
    assert "belongs to a shapefile" in refusal(b"\x03\x7a\x0b\x1c" + bytes(60), "wijken.dbf")


def test_text_of_windows_is_refused_with_its_line():
    said = refusal("code;naam;inwoners\nGM0047;Súdwest;3\n".encode("cp1252"))
    assert "is not UTF-8 text: line 2 holds the byte 0xfa" in said
    assert "save it as UTF-8" in said


@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_that_says_what_it_is_is_read_as_it_was_written(encoding, text):
    written = f"kop;{text}\n"
    assert text_of(written.encode(encoding), source="f", wanted=Wanted.FIGURES) == written


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_does_not_say_so_is_refused(encoding):
    assert "UTF-16" in refusal("code;inwoners\nGM0047;3\n".encode(encoding))


def test_a_nul_is_named_with_its_line():
    assert "line 2 holds a NUL" in refusal(b"code,inwoners\nGM0047\x00\x00,3\n")
    assert "line 1 holds a NUL" in refusal(b"code,inwoners\x00\nGM0047,3\n")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\n"])
def test_an_empty_file_is_said_to_be_empty(data):
    assert "the file is empty" in refusal(data)


@given(data=st.binary(max_size=200))
def test_any_bytes_give_text_or_words(data):
    try:
        found = text_of(data, source="f", wanted=Wanted.AREAS)
    except Unreadable as refused:
        found = str(refused)
    assert found
    assert "\0" not in found


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-be"])
def test_utf_32_is_not_taken_for_text_with_a_nul(encoding):
    data = "\ufeffcode;inwoners\nGM0047;3\n".encode(encoding)
    assert "is UTF-32 text; save it as UTF-8" in refusal(data)
