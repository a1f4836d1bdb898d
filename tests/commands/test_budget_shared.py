# SPDX-License-Identifier: EUPL-1.2
"""A key between municipalities is proposed and adopted, and an invoice for all of them divided."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen.accounts.operations import found_partnership
from meedoen.budget.models import BookedDocument, LedgerTransaction, PartnershipKey
from meedoen.budget.sharing import queries as sharing
from meedoen.budget.sharing.operations import adopt_sharing
from meedoen.commands.budget import budget
from tests.budget.sharing.test_parts import KEY, YAML
from tests.budget.worlds import BEFORE, JOOST, LINDEWAARD, PUK, VENNERHOUT, a_town, adopted

pytestmark = pytest.mark.django_db
INVOICE = """\
leverancier;nummer;datum;productcategorie;bedrag;totaal
41000001;F1;2026-01-31;07;10,01;10,01
"""


@pytest.fixture(autouse=True)
def region() -> int:
    a_town(LINDEWAARD)
    a_town(VENNERHOUT)
    row = found_partnership(
        name="Regio", municipality_codes=[LINDEWAARD, VENNERHOUT], by=PUK, on=BEFORE
    )
    return int(row.pk)


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    path = tmp_path / "f.csv"
    path.write_text(INVOICE, "utf-8")
    return path


def run(*asked: object, partnership: str = "Regio") -> Result:
    return CliRunner().invoke(budget, [*map(str, asked), "--partnership", partnership])


def proposed(tmp_path: Path, year: int = 2026) -> PartnershipKey:
    path = tmp_path / "sleutel.yaml"
    path.write_text(YAML.replace("2026", str(year)), "utf-8")
    found = run("sharing", path)
    assert found.exit_code == 0, found.output
    assert f"somebody else adopts it, before {year}-01-01" in found.stdout
    return PartnershipKey.objects.latest("pk")


def test_a_key_is_proposed_from_a_file_and_not_adopted_by_the_same(tmp_path: Path) -> None:
    row = proposed(tmp_path, 2090)
    assert sharing.as_sharing(row).parts == KEY.parts
    own = run("adopt-sharing", row.pk)
    assert (own.exit_code, "Vraag een collega" in own.stderr) == (2, True)
    late = proposed(tmp_path)
    assert "vóór" in run("adopt-sharing", late.pk).stderr
    assert "has no proposal 999999" in run("adopt-sharing", 999_999).stderr
    assert sharing.sharing_keys(row.partnership_id) == []


def test_another_adopts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = proposed(tmp_path, 2090)
    monkeypatch.setattr("meedoen.commands.shared.actor", lambda: JOOST)
    found = run("adopt-sharing", row.pk)
    assert (found.exit_code, "holds from 2090-01-01 to 2090-12-31" in found.stdout) == (0, True)


def test_what_is_no_key_is_said(tmp_path: Path) -> None:
    path = tmp_path / "sleutel.yaml"
    path.write_text(YAML.replace("375", "374"), "utf-8")
    found = run("sharing", path)
    assert (found.exit_code, "samen 999 van de 1000" in found.stderr) == (2, True)
    path.write_bytes(b"\xff")
    assert run("sharing", path).exit_code == 2
    unknown = run("sharing", path, partnership="Elders")
    assert unknown.exit_code == 2


def test_an_unknown_partnership_names_those_that_are_there(invoice: Path) -> None:
    found = run("share", "--as", "invoice", invoice, partnership="Elders")
    assert (found.exit_code, "there is Regio" in found.stderr) == (2, True)


def test_an_invoice_is_divided_once_and_each_part_by_keys_of_its_own(
    tmp_path: Path, invoice: Path
) -> None:
    adopted()
    row = proposed(tmp_path)
    asked = ("share", "--as", "invoice", invoice)
    for more in ((), ("--dry-run",)):
        without = run(*asked, *more)
        assert without.exit_code == 2
        assert "geen sleutel tussen de gemeenten" in without.stderr
    adopt_sharing(key=row.pk, partnership=row.partnership_id, by=JOOST, on=BEFORE)
    checked = run(*asked, "--dry-run")
    assert (checked.exit_code, BookedDocument.objects.count()) == (0, 0)
    found = run(*asked)
    assert (found.exit_code, found.stdout) == (0, "rows=1 good=1 bad=0\n")
    assert "1 van de 1 zijn nieuw" in found.stderr
    parts = BookedDocument.objects.order_by("municipality").values_list("total_cents", flat=True)
    assert list(parts) == [626, 375]
    divided = LedgerTransaction.objects.filter(kind="divided")
    assert list(divided.values_list("municipality", flat=True)) == [LINDEWAARD]
    assert "0 van de 1 zijn nieuw" in run(*asked).stderr
    assert CliRunner().invoke(budget, ["check"]).exit_code == 0
    invoice.write_text(INVOICE.replace("10,01", "10,02"), "utf-8")
    for more in ((), ("--dry-run",)):
        other = run(*asked, *more)
        assert (other.exit_code, "is hier al geboekt, met een andere" in other.stderr) == (2, True)


def test_where_no_year_is_open_nothing_is_booked(tmp_path: Path, invoice: Path) -> None:
    row = proposed(tmp_path)
    adopt_sharing(key=row.pk, partnership=row.partnership_id, by=JOOST, on=BEFORE)
    for town in (LINDEWAARD, VENNERHOUT):
        assert (
            CliRunner()
            .invoke(budget, ["year", "--municipality", town, "--year", "2026", "--close"])
            .exit_code
            == 0
        )
    found = run("share", "--as", "invoice", invoice)
    assert (found.exit_code, "No booking year is open" in found.stderr) == (2, True)
    assert BookedDocument.objects.count() == 0
