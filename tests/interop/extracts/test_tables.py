# SPDX-License-Identifier: EUPL-1.2
"""A table is read whatever its quotes, lines, separators and encoding; or refused in words."""

from __future__ import annotations

import csv
import io
import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.extracts import texts
from meedoen.interop.findings import Refused
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from tests.interop.extracts.checked import checked_bytes
from tests.interop.extracts.examples import as_csv, good_rows

WSW = source("wsw").shape(SourceForm.ROWS)
assert WSW
IGNORE = "ignore: [toelichting]"
FREE = st.text(
    st.one_of(st.sampled_from('";,\n\r aé€'), st.characters(exclude_categories=["Cs"])), max_size=12
)


def told(
    folder: Path, notes: list[str], bad: set[int], size: int, separator: str, all_quoted: bool
):
    """Write rows with a note each; give where the bad ones stand, and where they were found."""
    assert WSW
    rows = good_rows(WSW, len(notes))
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=separator, lineterminator="\n", quoting=quoting)
    writer.writerow([*rows[0], "toelichting"])
    places = []
    for number, (row, note) in enumerate(zip(rows, notes, strict=True)):
        if number in bad:
            row["codeType"] = "verkeerd"
            places.append(str(text.getvalue().count("\n") + 1))
        writer.writerow([*row.values(), note])
    before, texts.CHUNK = texts.CHUNK, size
    try:
        outcome, found = checked_bytes(folder, text.getvalue().encode(), "wsw", IGNORE)
    finally:
        texts.CHUNK = before
    assert (outcome.rows, outcome.bad) == (len(notes), len(places))
    return places, [one.row for one in found]


@given(
    st.lists(FREE, min_size=1, max_size=12),
    st.sets(st.integers(0, 11)),
    st.integers(1, 600),
    st.sampled_from(";,\t|"),
    st.booleans(),
)
def test_a_row_stands_on_the_line_where_it_begins_whatever_is_quoted_in_it_and_wherever_it_is_cut(
    tmp_path_factory, notes, bad, size, separator, all_quoted
) -> None:
    folder = tmp_path_factory.mktemp("tabel")
    places, found = told(folder, notes, bad, size, separator, all_quoted)
    assert found == places


def lines(*changed: tuple[int, bytes], number: int = 6) -> bytes:
    """Give a good table in which some lines (heading 1) are others."""
    assert WSW
    all_lines = as_csv(good_rows(WSW, number)).splitlines()
    for line, text in changed:
        all_lines[line - 1] = text
    return b"\n".join(all_lines) + b"\n"


def rows_told(folder: Path, data: bytes) -> list[tuple[str, str]]:
    return [(one.row, one.reason) for one in checked_bytes(folder, data, "wsw")[1]]


def test_a_quote_that_never_closes_takes_only_its_own_line_with_it(tmp_path: Path) -> None:
    good = lines().splitlines()[3]
    data = lines((3, b'"' + good))
    assert rows_told(tmp_path, data) == [("3", "er opent een aanhalingsteken dat niet sluit")]


def test_a_quote_that_closes_in_a_later_row_by_chance_takes_only_its_own_line_with_it(
    tmp_path: Path,
) -> None:
    first, *others = lines().splitlines()
    quoted = [b'"' + one.replace(b";", b'";"') + b'"' for one in others]
    data = b"\n".join([first, *others[:1], b'"' + others[1], *quoted[2:]])
    assert rows_told(tmp_path, data) == [("3", "er opent een aanhalingsteken dat niet sluit")]


def test_text_behind_a_quote_that_closes_makes_its_row_bad(tmp_path: Path) -> None:
    good = lines().splitlines()[3]
    data = lines((3, b'"12"x;' + good))
    assert rows_told(tmp_path, data) == [
        ("3", "er staat tekst achter een aanhalingsteken dat sluit")
    ]


def test_a_quote_in_the_middle_of_a_cell_is_text(tmp_path: Path) -> None:
    good = lines().splitlines()[3]
    ((row, reason),) = rows_told(tmp_path, lines((4, good.replace(b";intern", b';int"ern')
        .replace(b";beschut", b';besch"ut').replace(b";begeleid", b';begel"eid')
        .replace(b";detachering", b';detach"ering'))))  # fmt: skip
    assert row == "4"
    assert "lijst" in reason


def test_lines_without_anything_are_no_rows_and_still_count_as_lines(tmp_path: Path) -> None:
    good = lines().splitlines()
    data = b"\n".join([good[0], b"", good[1], b";" * good[1].count(b";"), b"  ", b"fout", good[2]])
    outcome, found = checked_bytes(tmp_path, data, "wsw")
    assert [one.row for one in found] == ["6"]
    assert outcome.rows == 3


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", [b"", b"\n", b"\r\n", b"\n\n\n"])
def test_a_byte_order_mark_and_the_end_of_lines_change_nothing(
    tmp_path: Path, end: bytes, mark: bytes, last: bytes
) -> None:
    data = mark + end.join(lines().splitlines()) + last
    outcome, found = checked_bytes(tmp_path, data, "wsw")
    assert (outcome.rows, found) == (6, [])


def test_excels_line_about_the_separator_is_no_line(tmp_path: Path) -> None:
    data = b"sep=;\r\n" + lines((3, b"fout"))
    assert [row for row, _ in rows_told(tmp_path, data)] == ["3"]


def test_only_headings_are_no_rows(tmp_path: Path) -> None:
    for end in (b"", b"\n", b"\r\n"):
        outcome, found = checked_bytes(tmp_path, lines().splitlines()[0] + end, "wsw")
        assert (outcome.rows, outcome.bad, found) == (0, 0, [])


CAFE = "café"
REFUSED = {
    "nothing": (b"", "leeg"),
    "a mark only": (b"\xef\xbb\xbf", "leeg"),
    "blank lines": (b"\n\n  \n", "leeg"),
    "headings below an empty line": (b"\n" + lines(), "regel 1 is leeg"),
    "no headings": (lines().split(b"\n", 1)[1], "hier horen koppen"),
    "windows": (lines((4, CAFE.encode("cp1252"))), "regel 4: dit is geen UTF-8: byte .* is 0xe9"),
    "windows in the headings": (b"\xe9;" + lines(), "regel 1: dit is geen UTF-8: byte 1 is 0xe9"),
    "utf-16": (lines().decode().encode("utf-16"), "geen UTF-8 maar UTF-16"),
    "utf-16 without a mark": (lines().decode().encode("utf-16-le"), "UTF-16"),
    "utf-16 the other way round": (b"\xfe\xff" + lines().decode().encode("utf-16-be"), "UTF-16"),
    "utf-32": (lines().decode().encode("utf-32"), "UTF-32"),
    "a character cut off at the end": (lines() + b"\xc3", "geen UTF-8: byte .* is 0xc3"),
    "old Macintosh lines": (lines().replace(b"\n", b"\r"), "CR alleen"),
    "a page": (b"<!doctype html><html><body>log in</body></html>", "webpagina"),
    "XML": (b"<?xml version='1.0'?><a/>", "XML, en van wsw komen geen berichten"),
    "JSON": (b'[{"bsn": 1}]', "JSON"),
    "a pdf": (b"%PDF-1.7", "pdf"),
    "gzip": (b"\x1f\x8b\x08", "gzip"),
    "a zip": (b"PK\x03\x04", "ingepakt"),
    "a tar": (b"bron.csv" + bytes(249) + b"ustar\x0000" + bytes(300), "ingepakt bestand \\(tar\\)"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oude vorm"),
    "a locked workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
        + "EncryptedPackage".encode("utf-16-le"), "wachtwoord",
    ),
    "a heading with a quote that stays open": (b'"bsn;codeType\n1;2\n', "aanhalingsteken"),
    "too many columns": (b"bsn" + b";x" * 2000, "te breed"),
    "an unknown separator": (b"sep=x\n" + lines(), "als scheiding"),
}  # fmt: skip


@pytest.mark.parametrize(("key", "ends"), [("wmo", ".xlsx of .zip"), ("wsw", ".xlsx")])
def test_an_archive_under_another_name_is_told_which_name_it_needs(
    tmp_path: Path, key: str, ends: str
) -> None:
    with pytest.raises(Refused, match=f"eindigt niet op {ends};"):
        checked_bytes(tmp_path, b"PK\x03\x04", key)


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path: Path, what: str) -> None:
    data, reason = REFUSED[what]
    with pytest.raises(Refused, match=reason):
        checked_bytes(tmp_path, data, "wsw")


def test_the_byte_that_is_wrong_is_counted_from_the_start_of_the_file(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + lines(number=40_000) + b"\xff"
    with pytest.raises(Refused, match=f"regel 40002: .*byte {len(data)} is 0xff"):
        checked_bytes(tmp_path, data, "wsw")


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "iso-8859-15", "utf-8"])
def test_a_profile_says_which_encoding_a_file_has(tmp_path: Path, encoding: str) -> None:
    text = lines().decode().replace("bsn", "nummer cliënt", 1)
    profile = f"encoding: {encoding}\nheadings: {{bsn: nummer cliënt}}"
    outcome, found = checked_bytes(tmp_path, text.encode(encoding), "wsw", profile)
    assert (outcome.rows, found) == (6, [])


@pytest.mark.parametrize(
    ("encoding", "data"), [("windows-1252", b"\x81"), ("utf-16", b"\x00\xd8"), ("utf-16", b"\x00")]
)
def test_what_is_not_in_the_encoding_of_the_profile_is_refused(
    tmp_path: Path, encoding: str, data: bytes
) -> None:
    text = lines(number=30_000).decode().encode(encoding)
    with pytest.raises(Refused, match=f"dit is geen {encoding}"):
        checked_bytes(tmp_path, text + data, "wsw", f"encoding: {encoding}")


def test_a_cell_of_ten_megabytes_makes_its_row_bad(tmp_path: Path) -> None:
    good = lines().splitlines()[3]
    cells = good.split(b";")
    plain = b";".join([*cells[:-1], b"9" * 10_000_000])
    quoted = b";".join([*cells[:-1], b'"' + b"9" * 10_000_000 + b'"'])
    for line in (plain, quoted, b'"' + plain):
        found = rows_told(tmp_path, lines((3, line)))
        assert [row for row, _ in found] == ["3"]
        assert len(found[0][1]) < 200


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="regel 8 is langer dan 16 MB"):
        checked_bytes(tmp_path, lines() + b"9" * 40_000_000, "wsw")


def test_quotes_that_stay_open_in_every_line_cost_no_more_than_their_lines(tmp_path: Path) -> None:
    broken = b'"x\n' * 3000 + b"y\n" * 3000 + b'"\n' * 3000
    outcome, _ = checked_bytes(tmp_path, lines() + broken, "wsw")
    assert outcome.bad == outcome.rows - 6


@given(st.binary(max_size=400), st.integers(0, 5), st.booleans())
def test_any_bytes_are_a_table_or_are_refused(tmp_path_factory, data, place, appended) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    good = lines()
    for whole in (data, good.split(b"\n", 1)[0] + b"\n" + data if appended else good + data):
        with suppress(Refused):
            outcome, found = checked_bytes(folder, whole, "wsw")
            assert outcome.rows >= outcome.bad
            assert len({one.row for one in found}) == outcome.bad


@given(st.randoms(use_true_random=False))
def test_a_good_table_with_some_bytes_changed_is_a_table_or_is_refused(
    tmp_path_factory, chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    data = bytearray(lines(number=30))
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 3)] = bytes(
            chance.choice(b'\x00"\r\n;,\t=-+@\xff\xc3 0123456789a')
            for _ in range(chance.randint(0, 3))
        )
    with suppress(Refused):
        outcome, found = checked_bytes(folder, bytes(data), "wsw")
        assert len({one.row for one in found}) == outcome.bad
