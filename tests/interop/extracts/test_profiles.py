# SPDX-License-Identifier: EUPL-1.2
"""A profile says how a supplier writes; what is wrong in it is said before a row is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.extracts import profiles
from meedoen.interop.extracts.examining import examine
from meedoen.interop.extracts.profiles import read_profile
from meedoen.interop.findings import Refused
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from tests.interop.extracts.checked import checked_bytes
from tests.interop.extracts.examples import YEAR, as_csv, bsn, good_rows

THEIRS = {
    "bsn": "Nr. klant",
    "productcategoriecode": "Soort",
    "datumStart": "Vanaf",
    "datumEinde": "Tot en met",
    "leveringsvorm": "Hoe",
    "naam": "Naam",
}
PROFILE = """\
# Zo levert leverancier X.
headings:
  bsn: Nr. klant
  productcategoriecode: soort
  datumStart: Vanaf
  datumEinde: Tot en met
  leveringsvorm: Hoe
ignore: [Naam]
dates: mm-dd-jjjj
separator: "|"
encoding: windows-1252
codes:
  leveringsvorm:
    Zorg in natura: ZIN
    Budget, door haarzelf beheerd: PGB
    onbekend: ""
  productcategoriecode:
    "01": "02"
    "02": "01"
    Dagbesteding: "07"
"""


def theirs(*rows: tuple[str, str, str, str, str, str]) -> bytes:
    table = ["|".join(THEIRS.values()), *("|".join(row) for row in rows)]
    return "\n".join(table).encode("cp1252")


def test_a_profile_makes_of_their_file_one_of_ours(tmp_path: Path) -> None:
    data = theirs(
        (bsn(1), "Dagbesteding", "3/13/2026", "", "Zorg in natura", "Zoë"),
        (bsn(2), "01", "3/14/2026", "12/31/2026", "Budget, door haarzelf beheerd", "=1+1"),
        (bsn(3), "02", "3/14/2026", "", "onbekend", ""),
        (bsn(4), "08", "3/14/2026", "", "PGB", ""),
    )
    outcome, found = checked_bytes(tmp_path, data, "wmo", PROFILE)
    assert (outcome.rows, found) == (4, [])


def test_what_is_wrong_is_said_under_their_heading_and_in_their_words(tmp_path: Path) -> None:
    data = theirs(
        (bsn(1), "Dagopvang", "3/13/2026", "", "Zorg in natura", ""),
        (bsn(2), "01", "13/3/2026", "", "ZIN", ""),
        (bsn(3), "01", "3/3/2026", "2/3/2026", "PGB", ""),
    )
    _, found = checked_bytes(tmp_path, data, "wmo", PROFILE)
    assert [(one.row, one.column, one.value) for one in found] == [
        ("2", "Soort", "Dagopvang"), ("3", "Vanaf", "13/3/2026"), ("4", "Tot en met", "2/3/2026"),
    ]  # fmt: skip
    assert "Tot en met 2026-02-03 ligt voor Vanaf 2026-03-03" in found[2].reason


def test_codes_that_a_profile_turns_around_are_turned_around(tmp_path: Path) -> None:
    """Two rows that are the same only after translation are the same row."""
    data = theirs(
        (bsn(1), "Dagbesteding", "3/13/2026", "", "", ""),
        (bsn(1), "07", "3/13/2026", "", "", ""),
        (bsn(2), "01", "3/13/2026", "", "", ""),
        (bsn(2), "02", "3/13/2026", "", "", ""),
    )
    _, found = checked_bytes(tmp_path, data, "wmo", PROFILE)
    assert [one.row for one in found] == ["3"]


def test_a_foreign_heading_without_a_profile_refuses_the_file_and_says_what_to_do(
    tmp_path: Path,
) -> None:
    shape = source("wmo").shape(SourceForm.ROWS)
    assert shape
    data = as_csv(good_rows(shape)).replace(b"bsn", b"Nr. klant", 1)
    with pytest.raises(Refused, match=r"'Nr\. klant'.*bsn ontbreekt.*profiel") as refused:
        checked_bytes(tmp_path, data, "wmo")
    assert [(one.row, one.column) for one in refused.value.findings] == [
        ("1", "Nr. klant"), ("1", "bsn"),
    ]  # fmt: skip


WRONG = {
    "geen dubbele punt": ("headings", "dubbele punt"),
    "een lijst": ("- a\n- b", "dubbele punt"),
    "een onbekend deel": ("kolommen: {a: b}", "'kolommen' kennen we niet"),
    "een naam twee keer": ("ignore: a\nignore: b", "twee keer"),
    "een kop twee keer": ("headings:\n  bsn: a\n  bsn: b", "twee keer"),
    "een onbekende volgorde": ("dates: mm/dd/yy", "'dates' kan staan: jjjj-mm-dd"),
    "een onbekende scheiding": ("separator: ':'", "'separator' kan staan"),
    "een onbekende codering": ("encoding: ebcdic", "'encoding' kan staan: utf-8"),
    "een lijst als scheiding": ("separator: [a]", "'separator' kan staan"),
    "een lijst als kop": ("headings: {bsn: [a]}", "hoort een tekst"),
    "koppen als lijst": ("headings: [a]", "horen namen met een dubbele punt"),
    "codes zonder namen": ("codes: {wet: a}", "horen namen met een dubbele punt"),
    "niet te lezen": ("headings: {bsn: a", "regel 2: dit is geen YAML"),
    "een teken dat niet kan": ("ignore: \x01", "dit is geen YAML"),
    "een kolom voor twee velden": (
        "headings: {bsn: Nummer, toewijzingnummer: nummer}",
        "leest bsn en toewijzingnummer uit de kolom 'nummer'; een kolom hoort bij een veld",
    ),
    "een verwijzing": ("ignore: &a [x]\nheadings: {bsn: *a}", "verwijzing"),
    "een naam die geen woord is": ("? [a]\n: b", "een naam is een woord"),
    "een map als ignore": ("ignore: {a: b}", "hoort een lijst"),
    "geen UTF-8": (b"ignore: \xe9", "geen UTF-8: byte 9 is 0xe9"),
    "te groot": (b"#" * 300_000, "te groot"),
    "een veld dat er niet is": ("headings: {schoenmaat: a}", "'schoenmaat', en wmo heeft dat veld"),
    "een kop die er niet is": ("headings: {bsn: Sofi}", "uit de kolom 'Sofi', en die is er niet"),
    "een code die er niet is": (
        "codes: {leveringsvorm: {a: XXX}}",
        "'XXX', en die code is er niet",
    ),
    "codes van een veld dat er niet is": ("codes: {schoenmaat: {a: b}}", "'schoenmaat'"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_in_a_profile_is_said_in_words(tmp_path: Path, what: str) -> None:
    said, reason = WRONG[what]
    shape = source("wmo").shape(SourceForm.ROWS)
    assert shape
    path = tmp_path / "bron.csv"
    path.write_bytes(as_csv(good_rows(shape)))
    data = said if isinstance(said, bytes) else said.encode()
    with pytest.raises(Refused, match=reason):
        examine(
            path, source=source("wmo"), year=YEAR, profile=read_profile(data),
            tell=print, tell_late=print,
        )  # fmt: skip


def test_nothing_in_a_profile_changes_nothing() -> None:
    for nothing in (b"", b"# niets\n", b"\xef\xbb\xbf", b"headings:\nignore: []\n"):
        assert read_profile(nothing) == profiles.Profile()


@pytest.mark.parametrize("written", ["tab", "\\t"])
def test_a_tab_can_be_named(written: str) -> None:
    assert read_profile(f'separator: "{written}"'.encode()).separator == "\t"


def test_every_scalar_is_text() -> None:
    read = read_profile(b"codes:\n  x: {no: 01, 1: on, a: 2026-01-01}")
    assert read.codes == {"x": {"no": "01", "1": "on", "a": "2026-01-01"}}


@given(st.one_of(st.binary(), st.text(alphabet="ab:{}[]-*&!%@'\" \n?|>#,1").map(str.encode)))
def test_any_bytes_are_a_profile_or_are_refused(data: bytes) -> None:
    try:
        read_profile(data)
    except Refused as refused:
        assert str(refused).startswith("het profiel: ")  # noqa: PT017


def test_the_example_in_the_docstring_is_a_profile() -> None:
    text = (profiles.__doc__ or "").split("\n\n")[1]
    lines = [line.removeprefix("    ") for line in text.splitlines()]
    read = read_profile("\n".join(lines).encode())
    assert read.headings["datumStart"] == "Ingang"
    assert read.codes["leveringsvorm"] == {"Zorg in natura": "ZIN"}
