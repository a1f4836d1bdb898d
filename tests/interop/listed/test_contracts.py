# SPDX-License-Identifier: EUPL-1.2
"""A table of contracts: each row for itself, and what is wrong said at its column."""

from datetime import date
from pathlib import Path

import pytest

from meedoen.budget.contracts.terms import ContractEnd
from meedoen.budget.kinds import ContractForm
from meedoen.interop.findings import Refused
from meedoen.interop.listed.contracts import Agreed, read_contracts
from meedoen.interop.listed.reading import ListedTable
from tests.budget.contracts.worlds import terms
from tests.interop.money_files import workbook

HEADING = (
    "contract;aanbieder;voorziening;begindatum;einddatum;vorm;eenheid;prijs;maximum;"
    "vastgesteld door;vastgesteld op;vervangt;eindigt;eindbedrag;reden"
)
PRICED = "C1;41000001;07;2026-01-01;31-12-2026;PxQ;dagdelen;28,75;1.000,00;College;2025-11-25;;;;"
BSN = "999990019"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "contracten.csv"


def read(path: Path, *rows: str, heading: str = HEADING) -> ListedTable[Agreed]:
    path.write_text("\n".join((heading, *rows)) + "\n", "utf-8")
    return read_contracts(path)


def test_a_row_is_a_contract(path: Path) -> None:
    table = read(path, PRICED)
    assert table.good == [("2", (terms(), None))]
    assert (table.number_of_rows, table.bad, list(table.findings())) == (1, 0, [])
    rows = [one.split(";") for one in (HEADING, PRICED)]
    assert read_contracts(workbook(path.with_suffix(".xlsx"), rows)).good == table.good


@pytest.mark.proves("S0-26", "a contract of one sum needs no price and no unit")
@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("één bedrag", ContractForm.LUMP_SUM), ("Lump sum", ContractForm.LUMP_SUM),
        ("bedrag ineens", ContractForm.LUMP_SUM), ("per declaratie", ContractForm.DECLARED),
    ],
)  # fmt: skip
def test_what_is_no_price_times_a_quantity_needs_no_price(
    path: Path, word: str, form: ContractForm
) -> None:
    row = PRICED.replace("PxQ;dagdelen;28,75", f"{word};;")
    ((_, (told, _)),) = read(path, row).good
    assert (told.form, told.price_cents, told.unit) == (form, None, None)
    assert told.maximum_cents == 100_000


def test_what_is_not_needed_may_have_no_column(path: Path) -> None:
    heading = "nummer;leverancier;van;tot;vorm;besluit;vastgesteld op"
    row = "C1;41000001;2026-01-01;2026-12-31;per declaratie;College;2025-11-25"
    ((_, (told, end)),) = read(path, row, heading=heading).good
    assert (told.product, told.maximum_cents, told.replaces, end) == ("", None, "", None)


def test_a_row_may_say_that_it_ends_and_what_takes_its_place(path: Path) -> None:
    ends = PRICED.replace(";College;2025-11-25;;;;", ";College;2025-11-25;;2026-06-30;400,00;stopt")
    takes = PRICED.replace("C1;", "C2;").replace("2026-01-01", "2026-07-01")
    takes = takes.replace("2025-11-25;;", "2025-11-25;C1;")
    (_, first), (_, second) = read(path, ends, takes).good
    assert first == (terms(), ContractEnd(date(2026, 6, 30), "stopt", 40_000))
    assert second == (terms("C2", first_day=date(2026, 7, 1), replaces="C1"), None)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (PRICED.replace("C1;", ";"), "contract"),
        (PRICED.replace("C1;", "C" * 61 + ";"), "contract"),
        (PRICED.replace("2025-11-25;;", f"2025-11-25;{'C' * 61};"), "vervangt"),
        (PRICED.replace("41000001", ""), "aanbieder"),
        (PRICED.replace("2026-01-01", "2026-02-30"), "begindatum"),
        (PRICED.replace("31-12-2026", "2025-12-31"), "einddatum"),
        (PRICED.replace("PxQ", "vrij"), "vorm"),
        (PRICED.replace("dagdelen", "euro"), "eenheid"),
        (PRICED.replace("dagdelen", ""), "eenheid"),
        (PRICED.replace("28,75", "veel"), "prijs"),
        (PRICED.replace("28,75", ""), "prijs"),
        (PRICED.replace("1.000,00", "0"), "maximum"),
        (PRICED.replace("1.000,00", "1.000"), "maximum"),
        (PRICED.replace("College", ""), "vastgesteld door"),
        (PRICED.replace("2025-11-25", ""), "vastgesteld op"),
        (PRICED.replace("2025-11-25;;;;", "2025-11-25;;2026-06-30;;"), "reden"),
        (PRICED.replace("2025-11-25;;;;", "2025-11-25;;2027-06-30;;x"), "eindigt"),
        (PRICED.replace("2025-11-25;;;;", "2025-11-25;;;1,00;"), "eindigt"),
        (PRICED.replace("2025-11-25;;;;", "2025-11-25;;2026-06-30;-1,00;x"), "eindbedrag"),
        (PRICED.replace(";07;", f";{BSN};"), "voorziening"),
        (PRICED + ";te veel", ""),
    ],
)
def test_a_fault_makes_that_row_bad_and_no_other(path: Path, row: str, column: str) -> None:
    table = read(path, row, PRICED)
    (fault,), *others = table.findings()
    assert (fault.row, fault.column.replace("vastgesteld", "vastgesteld "), others) == (
        "2", column.replace("vastgesteld ", "vastgesteld "), [],
    )  # fmt: skip
    assert BSN not in fault.value
    assert (table.bad, [place for place, _ in table.good]) == (1, ["3"])


@pytest.mark.parametrize("column", ["contract", "aanbieder", "vorm", "einddatum"])
def test_a_table_without_a_column_that_is_needed_is_refused(path: Path, column: str) -> None:
    with pytest.raises(Refused, match=f"de kolom {column} ontbreekt"):
        read(path, PRICED, heading=HEADING.replace(column, "iets"))


def test_a_table_without_rows_is_refused(path: Path) -> None:
    with pytest.raises(Refused, match="geen enkele rij"):
        read(path)
