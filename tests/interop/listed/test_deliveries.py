# SPDX-License-Identifier: EUPL-1.2
"""What was delivered is a count for a contract and a period; people have no place in its table."""

from pathlib import Path

import pytest

from meedoen.budget.contracts.delivering import StatedDelivery
from meedoen.interop.findings import Refused
from meedoen.interop.listed.deliveries import read_deliveries
from meedoen.interop.listed.reading import ListedTable
from meedoen.vocabulary.units import DeliveredUnit
from tests.budget.contracts.worlds import stated
from tests.interop.money_files import workbook

HEADING = "contract;begindatum;einddatum;aantal;eenheid;opgegeven op"
ROW = "C1;2026-01-01;31-01-2026;40;dagdelen;2026-02-02"
BSN = "999990019"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "geleverd.csv"


def read(path: Path, *rows: str, heading: str = HEADING) -> ListedTable[StatedDelivery]:
    path.write_text("\n".join((heading, *rows)) + "\n", "utf-8")
    return read_deliveries(path)


def test_a_row_is_a_count_for_a_contract_and_a_period(path: Path) -> None:
    table = read(path, ROW)
    assert table.good == [("2", stated())]
    rows = [one.split(";") for one in (HEADING, ROW)]
    assert read_deliveries(workbook(path.with_suffix(".xlsx"), rows)).good == table.good


@pytest.mark.parametrize(
    ("written", "number"), [("0", 0), ("1240", 1240), ("1.240", 1240), ("1.240.000", 1_240_000)]
)
def test_a_number_may_have_points_for_thousands(path: Path, written: str, number: int) -> None:
    ((_, told),) = read(path, ROW.replace(";40;", f";{written};")).good
    assert told.quantity == number


@pytest.mark.proves("I10", "a table of what was delivered has no place for people")
@pytest.mark.parametrize(
    "column",
    [
        "bsn", "BSN deelnemer", "Burgerservicenummer", "naam", "Achternaam", "voornaam", "Name",
        "Geboortedatum", "geslacht", "adres", "Postcode", "telefoon", "e-mail", "cliëntnummer",
        "Client", "deelnemer", "persoon", "Toewijzingnummer", "aanwezig", "afwezig", "verzuim",
    ],
)  # fmt: skip
def test_a_column_for_people_refuses_the_whole_table(path: Path, column: str) -> None:
    with pytest.raises(Refused, match="hier staan mensen in; geef per contract") as no:
        read(path, f"{ROW};x", heading=f"{HEADING};{column}")
    (found,) = no.value.findings
    assert (found.row, found.column, found.value) == ("1", column, "")


def test_a_column_that_nobody_knows_refuses_it_too(path: Path) -> None:
    with pytest.raises(Refused, match="de kolom wie hoort hier niet; haal hem weg"):
        read(path, f"{ROW};x", heading=f"{HEADING};wie")


@pytest.mark.parametrize("column", HEADING.split(";"))
def test_every_column_has_to_be_there_once(path: Path, column: str) -> None:
    without = ";".join(one for one in HEADING.split(";") if one != column)
    with pytest.raises(Refused, match="ontbreekt"):
        read(path, ROW, heading=without)
    with pytest.raises(Refused, match="twee keer"):
        read(path, ROW, heading=f"{HEADING};{column}")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (ROW.replace("C1", ""), "contract"),
        (ROW.replace("C1", BSN), "contract"),
        (ROW.replace("2026-01-01", "1 januari"), "begindatum"),
        (ROW.replace("31-01-2026", "2025-12-31"), "einddatum"),
        (ROW.replace(";40;", ";40,5;"), "aantal"),
        (ROW.replace(";40;", ";-40;"), "aantal"),
        (ROW.replace(";40;", ";1.24;"), "aantal"),
        (ROW.replace(";40;", ";1234567890;"), "aantal"),
        (ROW.replace("dagdelen", "keer"), "eenheid"),
        (ROW.replace("2026-02-02", ""), "opgegevenop"),
        (ROW + ";te veel", ""),
    ],
)
def test_a_fault_makes_that_row_bad_and_no_other(path: Path, row: str, column: str) -> None:
    table = read(path, row, ROW)
    (fault,), *others = table.findings()
    assert (fault.row, fault.column, others) == ("2", column, [])
    assert BSN not in fault.value
    assert [place for place, _ in table.good] == ["3"]


def test_two_rows_over_the_same_days_may_be_of_two_people_and_the_second_is_bad(
    path: Path,
) -> None:
    table = read(
        path, ROW, ROW.replace(";40;", ";2;"), ROW.replace("dagdelen", "uur"),
        ROW.replace("2026-02-02", "2026-02-09"),
    )  # fmt: skip
    ((fault,),) = table.findings()
    assert (fault.row, fault.column) == ("3", "contract")
    assert "geef één aantal, van allen samen" in fault.reason
    assert [told.unit for _, told in table.good] == [
        DeliveredUnit.DAYPART, DeliveredUnit.HOUR, DeliveredUnit.DAYPART,
    ]  # fmt: skip


def test_a_table_without_rows_is_refused(path: Path) -> None:
    with pytest.raises(Refused, match="geen enkele rij"):
        read(path)
