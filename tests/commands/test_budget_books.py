# SPDX-License-Identifier: EUPL-1.2
"""A declaration is booked once, divided where a key holds, and no bsn gets past the door."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from meedoen.budget import operations, queries
from meedoen.budget.models import BookedDocument, LedgerEntry, LedgerTransaction
from meedoen.commands.budget import budget
from meedoen.interop.iwmo import declaration_forms
from tests.budget.worlds import LINDEWAARD, NOW, PUK, a_key, a_town, adopted, standing
from tests.interop.iwmo.declared_messages import first, rows_of, small, with_sum
from tests.interop.iwmo.messages import written

pytestmark = pytest.mark.django_db
EDITIONS = declaration_forms.editions()


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "declaratie.xml"


def run(path: Path, *more: str, code: str = LINDEWAARD) -> Result:
    asked = ["import", "--as", "declaration", str(path), "--municipality", code, *more]
    return CliRunner().invoke(budget, asked)


def cents_of(path: Path) -> int:
    return sum(LedgerEntry.objects.filter(account="payable").values_list("cents", flat=True))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: f"{one.standard} {one.number}")
def test_what_is_declared_waits_and_is_to_be_paid(path: Path, edition: Any) -> None:
    root = small(edition, 3)
    path.write_bytes(written(root))
    found = run(path)
    assert found.exit_code == 0, found.output
    assert found.stdout == "rows=3 good=3 bad=0\n"
    declaration = BookedDocument.objects.get()
    assert standing() in (
        {}, {"waiting": declaration.total_cents, "payable": -(declaration.total_cents or 0)},
    )  # fmt: skip
    assert LedgerTransaction.objects.count() == 3
    assert "wachten op een sleutel" in found.stderr


def test_the_same_declaration_again_changes_nothing_and_leaves_with_0(path: Path) -> None:
    path.write_bytes(written(small(EDITIONS[0], 2)))
    run(path)
    before = list(LedgerEntry.objects.values_list("pk", flat=True))
    found = run(path)
    assert (found.exit_code, found.stdout) == (0, "rows=2 good=2 bad=0\n")
    assert "was al geboekt. Er is niets veranderd" in found.stderr
    assert list(LedgerEntry.objects.values_list("pk", flat=True)) == before
    again = run(path, "--dry-run")
    assert (again.exit_code, again.stdout) == (0, "rows=2 good=2 bad=0\n")


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: f"{one.standard} {one.number}")
def test_another_declaration_under_the_same_number_is_refused_whole(
    path: Path, edition: Any, more: list[str]
) -> None:
    root = small(edition, 2)
    path.write_bytes(written(root))
    run(path)
    before = LedgerEntry.objects.count()
    amount = next(iter(rows_of(root))).find(".//{*}Bedrag")
    amount.text = str(int(amount.text) + 1)
    path.write_bytes(written(with_sum(root, edition.release)))
    report = path.with_name("r.csv")
    found = run(path, "--report", str(report), *more)
    assert found.exit_code == 2
    assert "al geboekt, met een andere inhoud" in found.output
    heading, *lines = report.read_text("utf-8").splitlines()
    assert heading == "row,column,value,reason"
    assert ("DeclarantFactuurNummer" if edition.release < "3" else "DeclaratieNummer") in lines[0]
    assert LedgerEntry.objects.count() == before


def test_a_key_that_holds_divides_it_at_once(path: Path) -> None:
    adopted(a_key(lines=a_key().lines))
    path.write_bytes(written(small(EDITIONS[0], 2)))
    found = run(path)
    assert found.exit_code == 0
    assert "wachten op een sleutel" not in found.stderr
    assert not list(queries.what_waits(LINDEWAARD, 2026))
    assert CliRunner().invoke(budget, ["check"]).stdout == "findings=0\n"


def test_good_rows_are_booked_beside_bad_ones_and_it_leaves_with_1(path: Path) -> None:
    root = small(EDITIONS[0], 3)
    first(next(iter(rows_of(root))), "GeleverdVolume").text = "x"
    path.write_bytes(written(root))
    found = run(path)
    assert (found.exit_code, found.stdout) == (1, "rows=3 good=2 bad=1\n")
    assert LedgerTransaction.objects.count() == 2
    assert (BookedDocument.objects.get().rows, BookedDocument.objects.get().bad) == (3, 1)


def test_of_a_declaration_without_a_good_row_nothing_is_kept_and_mended_it_comes_in(
    path: Path,
) -> None:
    root = small(EDITIONS[0], 2)
    good = written(root)
    for row in rows_of(root):
        first(row, "GeleverdVolume").text = "x"
    path.write_bytes(written(root))
    found = run(path)
    assert (found.exit_code, found.stdout) == (1, "rows=2 good=0 bad=2\n")
    assert not BookedDocument.objects.exists()
    path.write_bytes(good)
    assert run(path).exit_code == 0
    before = LedgerTransaction.objects.count()
    path.write_bytes(written(root))
    assert run(path).exit_code == 2
    assert LedgerTransaction.objects.count() == before == 2


def test_no_bsn_gets_into_the_books(path: Path) -> None:
    root = small(EDITIONS[0], 2)
    path.write_bytes(written(root))
    bsns = {one.text for one in root.iter("{*}Bsn")}
    found = run(path)
    assert bsns
    kept = str(list(LedgerEntry.objects.values())) + str(list(LedgerTransaction.objects.values()))
    assert not any(bsn in kept or bsn in found.output for bsn in bsns)
    people = set(LedgerEntry.objects.values_list("person", flat=True))
    assert all(len(one) == 32 for one in people)


def test_without_a_year_that_is_open_nothing_is_booked(path: Path) -> None:
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    path.write_bytes(written(small(EDITIONS[0], 2)))
    found = run(path)
    assert found.exit_code == 2
    assert "No booking year is open" in found.output
    assert not BookedDocument.objects.exists()


def test_a_municipality_that_is_not_here_books_nothing(path: Path) -> None:
    root = small(EDITIONS[0], 1)
    first(root, "Gemeente").text = "9903"
    path.write_bytes(written(root))
    found = run(path, code="GM9903")
    assert found.exit_code == 2
    assert "There are those of GM9901" in found.output


def test_a_dry_run_notes_what_is_not_known_here_and_changes_nothing(path: Path) -> None:
    root = small(EDITIONS[0], 2)
    path.write_bytes(written(root))
    found = run(path, "--dry-run")
    assert found.exit_code == 0
    assert "let op: /Bericht[1]/Header[1], Aanbieder: Van deze aanbieder" in found.stderr
    assert "Er is geen sleutel die dit in 2026 verdeelt" in found.stderr
    assert not BookedDocument.objects.exists()


def test_what_was_booked_before_is_known_the_next_time(path: Path) -> None:
    adopted()
    root = small(EDITIONS[0], 2)
    path.write_bytes(written(root))
    run(path)
    first(root, "DeclarantFactuurNummer").text = "NOG1"
    path.write_bytes(written(root))
    found = run(path, "--dry-run")
    assert found.exit_code == 0
    assert "let op" not in found.stderr


def test_what_was_delivered_in_a_closed_year_is_booked_in_the_next(path: Path) -> None:
    a_town(LINDEWAARD, 2027)
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    path.write_bytes(written(small(EDITIONS[0], 1)))
    assert run(path).exit_code == 0
    assert LedgerTransaction.objects.get().day == date(2027, 1, 1)
