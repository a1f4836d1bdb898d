# SPDX-License-Identifier: EUPL-1.2
"""The ledger of a municipality is read when its totals hold, and kept apart line by line."""

from pathlib import Path

import pytest

from meedoen.interop.findings import Refused
from meedoen.interop.xaf.ledger_files import TownLedger, read_ledger
from tests.interop.money_files import (
    LAUGHS,
    READS_A_FILE,
    XAF_32,
    XAF_40,
    auditfile,
    ledger_booking,
)

ONE = ledger_booking(1, [("4430", 18_150), ("1600", -18_150)])
GOOD = auditfile(ONE, lines=2, cents=18_150)
TWO = ledger_booking(2, [("4430", 5_000), ("1600", -5_000)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "grootboek.xaf"


def read(path: Path, text: str | bytes) -> TownLedger:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_ledger(path)


@pytest.mark.parametrize(("namespace", "version"), [(XAF_32, "3.2"), (XAF_40, "4.0")])
def test_a_ledger_file_is_read(path: Path, namespace: str, version: str) -> None:
    found = read(path, auditfile(ONE, TWO, lines=4, cents=23_150, namespace=namespace))
    assert (found.version, found.year, found.bad) == (version, 2026, 0)
    assert [(one.key, one.account, one.cents) for one in found.lines] == [
        (("INK", "1", "1"), "4430", 18_150), (("INK", "1", "2"), "1600", -18_150),
        (("INK", "2", "1"), "4430", 5_000), (("INK", "2", "2"), "1600", -5_000),
    ]  # fmt: skip


def test_another_day_of_writing_and_another_encoding_are_the_same_ledger(path: Path) -> None:
    plain = read(path, auditfile(ONE, lines=2, cents=18_150))
    later = read(path, auditfile(ONE, lines=2, cents=18_150, created="2026-03-01"))
    text = auditfile(ONE, lines=2, cents=18_150).replace("UTF-8", "UTF-16")
    assert plain.digest == later.digest == read(path, text.encode("utf-16")).digest
    assert read(path, auditfile(TWO, lines=2, cents=5_000)).digest != plain.digest


@pytest.mark.parametrize(
    ("wrong", "cents", "credit", "column", "bad"),
    [
        (ledger_booking(2, [("4430", "vijftig"), ("1600", -5_000)]), 0, 0, "amnt", 1),
        (ledger_booking(2, [("4430", "50.005"), ("1600", -5_000)]), 0, 0, "amnt", 1),
        (ledger_booking(2, [("", 5_000), ("1600", -5_000)]), 23_150, 23_150, "accID", 1),
        (ledger_booking(2, [("4430", 5_000), ("1600", -4_999)]), 23_150, 23_149, "amnt", 2),
        (ledger_booking(1, [("4430", 5_000), ("1600", -5_000)]), 23_150, 23_150, "nr", 2),
        (ledger_booking(2, [("4430", 10**21), ("1600", -(10**21))]), 0, 0, "amnt", 2),
        (
            ledger_booking(2, [("4430", 5_000), ("1600", -5_000)], "2025-12-31"),
            23_150,
            23_150,
            "trDt",
            2,
        ),
    ],
)
def test_a_fault_in_a_line_makes_it_bad_and_no_other_booking(
    path: Path, wrong: str, cents: int, credit: int, column: str, bad: int
) -> None:
    found = read(path, auditfile(ONE, wrong, lines=4, cents=cents, credit=credit))
    assert [one.good for one in found.lines][:2] == [True, True]
    assert found.bad == bad
    fault = next(iter(found.findings()))[0]
    assert fault.row.endswith("/journal[1]/transaction[2]/trLine[1]")
    assert fault.column == column


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (auditfile(ONE, lines=3, cents=18_150), "linesCount: er staat 3, en er zijn 2 regels"),
        (auditfile(ONE, lines=2, cents=18_151, credit=18_150), "totalDebit: er staat € 181,51"),
        (auditfile(ONE, lines=2, cents=18_150, credit=18_151), "totalCredit: er staat € 181,51"),
        (GOOD.replace("totalDebit>181", "totalDebit>x"), "totalDebit"),
        (GOOD.replace("XAF/3.2", "XAF/9.9"), "Deze versie kennen we niet"),
        (GOOD.replace("<startDate>2026-01-01</startDate>", ""), "over welke dagen"),
        (GOOD.replace("<endDate>2026", "<endDate>2027"), "niet in één boekjaar"),
        (GOOD.replace(">EUR<", ">USD<"), "alleen een grootboek in euro"),
        (auditfile(ONE, lines=2, cents=18_150, before=LAUGHS), "DOCTYPE"),
        (auditfile(ONE, lines=2, cents=18_150, before=READS_A_FILE), "DOCTYPE"),
        (GOOD[:-60], "geen geldige XML"),
        ("rekening;bedrag\n", "Dit is geen auditfile"),
        ("", "Dit is geen auditfile"),
        (GOOD.replace("UTF-8", "KOI99"), "De genoemde tekencodering wordt niet gelezen"),
        (GOOD.replace("<docRef>x", "<docRef>é").encode("cp1252"), "de opmaak klopt niet"),
        (
            GOOD.replace("UTF-8", "windows-1252").encode().replace(b"Ref>x", b"Ref>\x81"),
            "niet bij de tekencodering",
        ),
        (b"PK\x03\x04", "Dit is een archief"),
    ],
)  # fmt: skip
def test_what_does_not_hold_refuses_it_whole(path: Path, wrong: str | bytes, says: str) -> None:
    with pytest.raises(Refused) as no:
        read(path, wrong)
    assert says in str(no.value)


def test_a_booking_of_another_year_is_on_the_day_of_its_lines(path: Path) -> None:
    late = TWO.replace("<trDt>2026-01-31", "<trDt>2025-12-15")
    found = read(path, auditfile(late, lines=2, cents=5_000))
    assert [(str(one.day), one.good) for one in found.lines] == [("2026-01-31", True)] * 2


def test_a_minus_on_a_side_is_an_amount_of_the_other(path: Path) -> None:
    line = ledger_booking(1, [("4430", "-50.00"), ("1600", 5_000)])
    flipped = read(path, auditfile(line, lines=2, cents=5_000))
    assert [one.cents for one in flipped.lines] == [-5_000, 5_000]
    assert read(path, auditfile(line, lines=2, cents=0)).lines == flipped.lines


def test_the_totals_are_those_of_all_lines_of_a_side(path: Path) -> None:
    odd = ledger_booking(1, [("4430", "-50.00"), ("1600", 5_000), ("4430", 700), ("1600", -700)])
    assert read(path, auditfile(odd, lines=4, cents=700 - 5_000 + 5_000, credit=700)).bad == 0
    with pytest.raises(Refused, match="totalDebit"):
        read(path, auditfile(odd, lines=4, cents=701, credit=700))


def test_nothing_that_describes_a_booking_is_read(path: Path) -> None:
    text = auditfile(ONE, lines=2, cents=18_150).replace("<desc>x", "<desc>mevrouw Verzonnen")
    assert "Verzonnen" not in repr(read(path, text).lines)
