# SPDX-License-Identifier: EUPL-1.2
"""A table of costs is as good as its documents: each is taken whole, or not at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.findings import Refused
from meedoen.interop.incoming import IncomingFile
from meedoen.interop.listed.costs import read_costs
from meedoen.interop.listed.tables import starts_as_xml
from meedoen.interop.written import UnreadableValue, typed_cents
from tests.interop.money_files import workbook

HEADING = "leverancier;nummer;datum;productcategorie;bedrag;btw;totaal"
FIRST = "41000001;F1;31-01-2026;07;100,00;21,00;181,50"
SECOND = "41000001;F1;2026-01-31;07;50,00;10,50;181,50"
OTHER = "41000002;F9;2026-02-28;02;1.200,00;;1200,00"
BSN = "999990019"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kosten.csv"


def read(path: Path, *rows: str, kind: str = "invoice", recoverable: bool = False) -> IncomingFile:
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return read_costs(path, kind, recoverable=recoverable)


def test_rows_with_the_same_number_are_one_invoice(path: Path) -> None:
    file = read(path, HEADING, FIRST, SECOND, OTHER)
    assert [(one.partner, one.number, one.total_cents) for one in file.documents] == [
        ("41000001", "F1", 18_150), ("41000002", "F9", 120_000),
    ]  # fmt: skip
    assert [(one.net_cents, one.vat_cents) for one in file.documents[0].lines] == [
        (10_000, 2_100), (5_000, 1_050),
    ]  # fmt: skip
    assert (file.number_of_rows, file.bad) == (3, 0)


def test_a_workbook_says_the_same_as_the_text(path: Path) -> None:
    text = read(path, HEADING, FIRST, SECOND)
    rows = [one.split(";") for one in (HEADING, FIRST, SECOND)]
    found = read_costs(workbook(path.with_suffix(".xlsx"), rows), "invoice")
    assert found.documents == text.documents
    # It is told apart by what stands in it, and not by its name.
    odd = workbook(path.with_name("kosten.xml"), rows)
    assert read_costs(odd, "invoice").documents == text.documents
    assert not starts_as_xml(odd)


def test_headings_may_be_in_english_in_another_order_and_among_others(path: Path) -> None:
    file = read(
        path, "invoice_number,Total,Omschrijving,Net amount,Supplier,Invoice Date",
        "F1,12.50,iets,12.50,41000001,2026-01-31",
    )  # fmt: skip
    assert [(one.number, one.total_cents) for one in file.documents] == [("F1", 1_250)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (SECOND.replace("50,00", "vijftig"), "bedrag"),
        (SECOND.replace("50,00", "1.234"), "bedrag"),
        (SECOND.replace("2026-01-31", "31-02-2026"), "datum"),
        (SECOND.replace("2026-01-31", ""), "datum"),
        (SECOND.replace(";07;", ";=A1;"), "productcategorie"),
        (SECOND + ";te veel", ""),
        ('41000001;F1;"2026-01-31', ""),
        (SECOND.replace(";F1;", ";;"), "nummer"),
        (SECOND.replace("41000001;", ";"), "leverancier"),
    ],
)
def test_a_fault_in_the_middle_makes_that_row_bad_and_no_other(
    path: Path, row: str, column: str
) -> None:
    alone = FIRST.replace("181,50", "121,00") if column in ("", "nummer", "leverancier") else FIRST
    alone = FIRST if row.endswith("te veel") else alone
    file = read(path, HEADING, alone, row, OTHER)
    assert (file.number_of_rows, file.bad) == (3, 1)
    ((fault, *_),) = file.findings()
    assert (fault.row, fault.column) == ("3", column)


def test_an_invoice_whose_rows_do_not_add_up_is_not_taken_and_another_is(path: Path) -> None:
    file = read(path, HEADING, FIRST, SECOND.replace("50,00", "50,01"), OTHER)
    assert [one.number for one in file.taken] == ["F9"]
    assert (file.number_of_rows, file.bad) == (3, 2)
    ((fault,),) = file.findings()
    assert fault.reason == "F1: het totaal (€ 181,50) is niet de som van de rijen (€ 181,51)"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ((HEADING, FIRST), "niet de som van de rijen (€ 121,00)"),
        ((HEADING, FIRST, SECOND.replace(";181,50", ";181,51")), "meer dan één totaal"),
        ((HEADING, OTHER.removesuffix("1200,00")), "het totaal ontbreekt"),
        ((HEADING.replace(";bedrag", ";iets"), FIRST), "de kolom bedrag ontbreekt"),
        ((HEADING.replace("leverancier", "nummer"), FIRST), "de kolom nummer staat er twee keer"),
        ((HEADING,), "geen enkele rij"),
        (("",), "regel 1 is leeg"),
        (('"leverancier;nummer', FIRST), "regel 1, de koppen"),
    ],
)
def test_a_table_of_which_nothing_can_be_taken_is_refused_whole(
    path: Path, rows: tuple[str, ...], says: str
) -> None:
    with pytest.raises(Refused) as no:
        read(path, *rows)
    assert says in str(no.value)
    assert [one for one in no.value.findings if says in one.reason and one.row.isdigit()]


def test_vat_may_be_told_as_a_rate(path: Path) -> None:
    heading = HEADING.replace("btw", "btwpercentage")
    file = read(path, heading, "41000001;F1;31-01-2026;07;100,00;21;121,00")
    assert [one.vat_cents for one in file.documents[0].lines] == [2_100]


@pytest.mark.parametrize(("first", "good"), [("2026-01-31", True), ("2026-02-01", False)])
def test_a_period_does_not_end_before_it_begins(path: Path, first: str, good: bool) -> None:
    heading = "ontvanger;nummer;datum;begindatum;einddatum;bedrag"
    row = f"41000001;S1;2026-01-05;{first};2026-01-31;5,00"
    assert read(path, heading, row, kind="subsidy").documents[0].lines[0].good is good


def test_an_unreadable_total_makes_its_row_bad_and_is_not_compared(path: Path) -> None:
    file = read(path, HEADING, FIRST.replace("181,50", "veel"), OTHER)
    assert (file.bad, len(file.taken)) == (1, 2)


def test_a_table_without_totals_is_taken_and_that_is_a_note(path: Path) -> None:
    file = read(path, HEADING.removesuffix(";totaal"), FIRST.removesuffix(";181,50"))
    assert (file.bad, [one.column for one in file.notes]) == (0, ["totaal"])


def test_another_encoding_than_utf_8_is_refused_with_its_line(path: Path) -> None:
    path.write_bytes(f"{HEADING}\n{OTHER.replace('02', 'é')}\n".encode("cp1252"))
    with pytest.raises(Refused, match="regel 2: dit is geen UTF-8"):
        read_costs(path, "invoice")
    path.write_bytes(f"{HEADING}\n{OTHER}\n".encode("utf-16-le"))
    with pytest.raises(Refused, match="UTF-16") as no:
        read_costs(path, "invoice")
    assert "profiel" not in str(no.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_table_with_a_mark_in_front_is_read_as_that_says(path: Path, encoding: str) -> None:
    text = f"{HEADING}\n{OTHER.replace(';02;', ';é;')}\n"
    path.write_bytes(text.replace(";", "\t").encode(encoding))
    (document,) = read_costs(path, "invoice").documents
    assert (document.number, document.lines[0].product) == ("F9", "é")


def test_a_row_says_whether_its_vat_is_had_back(path: Path) -> None:
    rows = [f"{HEADING};bcf", f"{FIRST};ja", f"{SECOND};nee"]
    assert [one.recoverable for one in read(path, *rows).documents[0].lines] == [True, False]
    open_ = [f"{HEADING};bcf", f"{FIRST};", f"{SECOND};nee"]
    lines = read(path, *open_, recoverable=True).documents[0].lines
    assert [one.recoverable for one in lines] == [True, False]
    odd = read(path, f"{HEADING};bcf", f"{FIRST};misschien", f"{SECOND};nee")
    assert odd.bad == 1


def test_a_price_times_a_quantity_has_to_be_the_amount(path: Path) -> None:
    heading = "ontvanger;nummer;datum;bedrag;aantal;tarief"
    file = read(
        path, heading, "41000001;S1;2026-01-31;500,00;20;25", "41000001;S1;2026-01-31;500,00;20;26",
        kind="subsidy",
    )  # fmt: skip
    assert [one.good for one in file.documents[0].lines] == [True, False]
    assert "niet aantal maal prijs (€ 520,00)" in file.documents[0].lines[1].faults[0].reason


@pytest.mark.parametrize(("kind", "partner"), [("svb", "SVB"), ("cak", "CAK")])
def test_a_statement_of_svb_or_cak_names_people_and_no_partner(
    path: Path, kind: str, partner: str
) -> None:
    file = read(
        path, "overzicht;datum;einddatum;productcategorie;bsn;bedrag",
        f"2026-01;2026-02-05;2026-01-31;07;{BSN};250,00", "2026-01;2026-02-05;;07;123456789;12,00",
        kind=kind,
    )  # fmt: skip
    (document,) = file.documents
    assert (document.partner, document.number) == (partner, "2026-01")
    good, bad = document.lines
    assert (good.bsn, str(good.day)) == (BSN, "2026-01-31")
    assert BSN not in repr(good)
    assert [one.value for one in bad.faults] == ["*****89"]


@pytest.mark.parametrize("kind", ["svb", "cak"])
def test_a_supplier_in_what_svb_or_cak_sends_is_a_note(path: Path, kind: str) -> None:
    file = read(path, HEADING, OTHER, kind=kind)
    assert (file.bad, [one.column for one in file.notes]) == (0, ["leverancier"])
    assert not read(path, HEADING, OTHER.replace("41000002", ""), kind=kind).notes
    assert not read(path, HEADING, OTHER).notes


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12", 1_200), ("12,5", 1_250), ("-12.50", -1_250), ("€ 1.234,56", 123_456),
        ("1234.56", 123_456), ("1,234.56", 123_456), ("1 234,56", 123_456),
        ("1.234.567,00", 123_456_700), ("12,500", None), ("1.234", None), ("", None),
        ("1,2,3", None), ("1e3", None), ("0,001", None), ("--1", None),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_type_it(typed: str, cents: int | None) -> None:
    if cents is None:
        with pytest.raises(UnreadableValue):
            typed_cents(typed)
    else:
        assert typed_cents(typed) == cents


@given(cents=st.integers(-(10**12), 10**12))
def test_an_amount_is_read_as_it_is_written_in_dutch(cents: int) -> None:
    whole, part = divmod(abs(cents), 100)
    dutch = f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{part:02d}"
    assert typed_cents(dutch) == cents


def test_the_example_of_the_manual_is_good(path: Path) -> None:
    manual = Path(__file__).parents[3] / "docs" / "how-to" / "take-in-invoices-and-payments.md"
    table = manual.read_text("utf-8").split("```csv\n")[1].split("```")[0]
    file = read(path, table.strip())
    assert (file.number_of_rows, file.bad, file.documents[0].total_cents) == (2, 0, 185_300)
