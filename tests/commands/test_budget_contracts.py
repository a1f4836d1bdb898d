# SPDX-License-Identifier: EUPL-1.2
"""Contracts and statements of deliveries come in from tables, and notes hold against them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen.budget.contracts import queries
from meedoen.budget.models import AskedBalance, DeliveryStatement, ProviderContract
from meedoen.commands.budget import budget
from tests.budget.contracts.worlds import stated, terms
from tests.budget.worlds import LINDEWAARD, a_town, adopted
from tests.interop.listed import test_contracts, test_deliveries

pytestmark = pytest.mark.django_db
CONTRACT, DELIVERED = test_contracts.PRICED, test_deliveries.ROW
INVOICE = (
    "leverancier;nummer;datum;productcategorie;bedrag;aantal;eenheid\n"
    "41000001;F1;2026-01-31;07;115,00;4;dagdeel\n"
    "41000001;F1;2026-01-31;08;10,00;;\n"
)


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    return written(tmp_path / "contracten.csv", test_contracts.HEADING, CONTRACT)


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    return written(tmp_path / "geleverd.csv", test_deliveries.HEADING, DELIVERED)


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def run(*asked: object) -> Result:
    return CliRunner().invoke(budget, [*map(str, asked), "--municipality", LINDEWAARD])


def test_contracts_are_kept_and_the_same_file_changes_nothing(contracts: Path) -> None:
    first = run("contract", contracts)
    assert (first.exit_code, first.stdout) == (0, "rows=1 good=1 bad=0\n")
    assert "1 van de 1 zijn nieuw" in first.stderr
    again = run("contract", contracts)
    assert (again.exit_code, "0 van de 1 zijn nieuw" in again.stderr) == (0, True)
    (kept,) = queries.contracts_of(LINDEWAARD)
    assert kept.terms == terms()


def test_a_check_keeps_nothing_and_says_what_would_be_refused(
    contracts: Path, tmp_path: Path
) -> None:
    assert run("contract", contracts, "--dry-run").exit_code == 0
    assert ProviderContract.objects.count() == 0
    run("contract", contracts)
    other = written(tmp_path / "c.csv", test_contracts.HEADING, CONTRACT.replace("28,75", "29,00"))
    report = tmp_path / "fouten.csv"
    for more in (["--dry-run"], []):
        found = run("contract", other, *more, "--report", report)
        assert found.exit_code == 2
        assert "c.csv: regel 2: dit nummer was een ander contract" in found.stderr
        assert "dit nummer was een ander contract" in report.read_text("utf-8")
    assert ProviderContract.objects.get().price_cents == 2_875


def test_good_rows_are_kept_and_bad_ones_are_told(tmp_path: Path) -> None:
    path = written(
        tmp_path / "c.csv", test_contracts.HEADING, CONTRACT,
        CONTRACT.replace("C1;", "C2;").replace("PxQ", "vrij"),
    )  # fmt: skip
    report = tmp_path / "fouten.csv"
    found = run("contract", path, "--report", report)
    assert (found.exit_code, found.stdout) == (1, "rows=2 good=1 bad=1\n")
    assert report.read_text("utf-8").splitlines()[1].startswith("3,vorm,vrij,")
    assert ProviderContract.objects.count() == 1


def test_what_was_delivered_is_kept_once_under_a_contract_that_is_there(
    contracts: Path, delivered: Path
) -> None:
    unknown = run("delivered", delivered)
    assert unknown.exit_code == 2
    assert "regel 2: dit contract is hier niet bekend" in unknown.stderr
    assert run("delivered", delivered, "--dry-run").exit_code == 2
    run("contract", contracts)
    assert run("delivered", delivered, "--dry-run").exit_code == 0
    assert DeliveryStatement.objects.count() == 0
    found = run("delivered", delivered)
    assert (found.exit_code, found.stdout) == (0, "rows=1 good=1 bad=0\n")
    assert "1 van de 1 opgaven zijn nieuw" in found.stderr
    assert "0 van de 1 opgaven zijn nieuw" in run("delivered", delivered).stderr
    (one,) = queries.statements_of(queries.contracts_of(LINDEWAARD))
    assert one.told == stated()


@pytest.mark.proves("I10", "a table with people is refused, and what stands in it is not told")
def test_a_table_with_people_is_refused_and_says_nothing_of_them(tmp_path: Path) -> None:
    path = written(
        tmp_path / "geleverd.csv", f"{test_deliveries.HEADING};naam;bsn",
        f"{DELIVERED};Jo Jansen;999990019",
    )  # fmt: skip
    report = tmp_path / "fouten.csv"
    found = run("delivered", path, "--report", report)
    assert found.exit_code == 2
    assert "hier staan mensen in" in found.stderr
    told = found.output + report.read_text("utf-8")
    assert "Jansen" not in told
    assert "999990019" not in told


def test_what_falls_under_no_contract_is_told_once_where_contracts_are_kept(
    contracts: Path, tmp_path: Path
) -> None:
    adopted()
    invoice = tmp_path / "f.csv"
    invoice.write_text(INVOICE, "utf-8")
    asked = ("import", "--as", "invoice", invoice, "--dry-run")
    assert "geen contract" not in run(*asked).stderr
    run("contract", contracts)
    said = run(*asked).stderr
    assert said.count("geen contract") == 1
    assert "geen contract bekend voor vervoer (08) op 2026-01-31" in said
    # A statement of the SVB is of nobody with a contract.
    svb = written(
        tmp_path / "s.csv", "overzicht;datum;productcategorie;bedrag", "S1;2026-01-31;07;1,00"
    )
    assert "geen contract" not in run("import", "--as", "svb", svb, "--dry-run").stderr


def test_a_note_holds_against_the_days_of_a_contract(contracts: Path, tmp_path: Path) -> None:
    run("contract", contracts)
    invoice = tmp_path / "f.csv"
    invoice.write_text(INVOICE.replace("2026-01-31;07", "2025-12-31;07"), "utf-8")
    said = run("import", "--as", "invoice", invoice, "--dry-run").stderr
    assert "geen contract bekend voor dagbesteding (07) op 2025-12-31" in said


def test_how_many_were_delivered_is_kept_with_what_is_asked(tmp_path: Path) -> None:
    invoice = tmp_path / "f.csv"
    invoice.write_text(INVOICE, "utf-8")
    assert run("import", "--as", "invoice", invoice).exit_code == 0
    found = AskedBalance.objects.order_by("product").values_list("product", "unit", "quantity")
    assert list(found) == [("07", "16", 4), ("08", "", 0)]
    # In which unit is counted makes it no other invoice.
    invoice.write_text(INVOICE.replace("dagdeel", "uur"), "utf-8")
    again = run("import", "--as", "invoice", invoice)
    assert "was al geboekt" in again.stderr


def test_the_check_names_what_was_not_added_up_well(tmp_path: Path) -> None:
    invoice = tmp_path / "f.csv"
    invoice.write_text(INVOICE, "utf-8")
    run("import", "--as", "invoice", invoice)
    assert run("check").exit_code == 0
    AskedBalance.objects.filter(product="07").update(quantity=5)
    found = run("check")
    assert found.exit_code == 1
    assert (
        f"{LINDEWAARD} asked 2026-01: 5 quantity per provider, and bookings say 4." in found.stdout
    )
