# SPDX-License-Identifier: EUPL-1.2
"""`meedoen budget`: years, keys by two people, dividing, and what leaves, to the cent."""

import csv
import io
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from meedoen.budget.models import LedgerCheck, LedgerEntry, LedgerTransaction, PeriodBalance
from meedoen.commands import ledger
from meedoen.commands.budget import budget
from meedoen.history.actor import NamedActor
from meedoen.vocabulary.moment import Moment
from tests.budget.worlds import (
    BEFORE,
    LINDEWAARD,
    NOW,
    VENNERHOUT,
    a_cost,
    a_town,
    adopted,
    taken_in,
)

pytestmark = pytest.mark.django_db
KEY = """\
name: Dagbesteding
first_day: 2026-01-01
last_day: 2026-12-31
lines:
  - {law: wmo, taakveld: '6.713', category: '4.3', programme: M, share: 600, ground: artikel 1}
  - {law: participatiewet, taakveld: '6.5', category: '4.3', programme: M, share: 400, ground: b}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(budget, [str(one) for one in arguments])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


@pytest.fixture
def divided() -> None:
    adopted()
    taken_in([a_cost(row, row * 997) for row in range(1, 9)])
    assert run("divide", "--municipality", LINDEWAARD, "--year", "2026").output == (
        "divided=8 waiting_cents=0\n"
    )


@pytest.mark.usefixtures("divided")
def test_every_transaction_is_nought_together_on_its_way_out() -> None:
    found = run("export", "--what", "entries", "--municipality", LINDEWAARD, "--year", "2026")
    assert found.exit_code == 0
    assert found.stdout.splitlines()[0] == "entry,transaction,date,account,amount_cents"
    of: dict[str, int] = defaultdict(int)
    for row in rows(found.stdout):
        of[row["transaction"]] += int(row["amount_cents"])
    assert set(of.values()) == {0}
    assert len(of) == 16


@pytest.mark.usefixtures("divided")
def test_each_cost_is_accounted_for_once_and_to_the_cent() -> None:
    entries = rows(run("export", "--what", "entries").stdout)
    costs = {r["entry"]: int(r["amount_cents"]) for r in entries if r["account"].startswith("cost")}
    allocation = rows(run("export", "--what", "allocation").stdout)
    assert list(allocation[0]) == ["entry", "year", "law", "taakveld", "amount_cents"]
    assert {r["entry"]: int(r["amount_cents"]) for r in allocation} == costs
    assert len(allocation) == len(costs)
    assert sum(costs.values()) == 997 * 36
    assert {(r["year"], r["law"], r["taakveld"]) for r in allocation} == {
        ("2026", "wmo", "6.713"), ("2026", "participatiewet", "6.5"),
    }  # fmt: skip


@pytest.mark.usefixtures("divided")
def test_of_one_municipality_or_one_year_only_that_leaves() -> None:
    a_town(VENNERHOUT)
    taken_in([a_cost(1, 5)], town=VENNERHOUT)
    everything = rows(run("export", "--what", "entries").stdout)
    here = rows(run("export", "--what", "entries", "--municipality", VENNERHOUT).stdout)
    assert (len(everything), len(here)) == (16 + 8 * 3 + 2, 2)
    assert rows(run("export", "--what", "entries", "--year", "2025").stdout) == []


@pytest.mark.usefixtures("divided")
@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_the_same_books_give_the_same_iv3_to_the_byte(tmp_path: Path, form: str) -> None:
    files = [tmp_path / f"{name}.{form}" for name in ("een", "twee")]
    for file in files:
        asked = ("iv3", "--municipality", LINDEWAARD, "--year", "2026", "--out", str(file))
        assert run(*asked).exit_code == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.usefixtures("divided")
def test_iv3_says_the_costs_per_taakveld_with_its_name_of_that_year(tmp_path: Path) -> None:
    out = tmp_path / "iv3.csv"
    said = run("iv3", "--municipality", LINDEWAARD, "--year", "2026", "--out", str(out))
    assert "2 lines, 35892 cents" in said.output
    text = out.read_text("utf-8-sig")
    allocation = rows(run("export", "--what", "allocation").stdout)
    of_wmo = sum(int(r["amount_cents"]) for r in allocation if r["law"] == "wmo")
    assert f"6.713;Dagbesteding (Wmo);4.3;{of_wmo}\n" in text
    assert f"6.5;Arbeidsparticipatie;4.3;{35892 - of_wmo}\n" in text


def test_iv3_says_what_still_waits(tmp_path: Path) -> None:
    taken_in([a_cost(1, 500)])
    out = tmp_path / "iv3.csv"
    run("iv3", "--municipality", LINDEWAARD, "--year", "2026", "--out", str(out))
    assert "500 centen wachten nog op een sleutel" in out.read_text("utf-8-sig")


def test_iv3_in_another_form_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    out = tmp_path / "iv3.docx"
    found = run("iv3", "--municipality", LINDEWAARD, "--year", "2026", "--out", str(out))
    assert found.exit_code == 2
    assert "end its name in .csv, .xlsx, .ods" in found.output
    assert not out.exists()


@pytest.mark.usefixtures("divided")
def test_what_agrees_is_said_to_agree() -> None:
    found = run("check")
    assert (found.exit_code, found.output) == (0, "findings=0\n")


@pytest.mark.usefixtures("divided")
def test_a_balance_that_somebody_changed_is_found() -> None:
    PeriodBalance.objects.filter(account="payable").update(cents=-1)
    found = run("check", "--municipality", LINDEWAARD)
    assert found.exit_code == 1
    assert "GM9901 payable 2026-01: balance -1, entries -35892 cents." in found.output
    assert found.output.endswith("findings=1\n")


@pytest.mark.usefixtures("divided")
def test_that_all_books_were_worked_out_anew_is_kept_with_what_was_found() -> None:
    run("check", "--year", "2026")
    assert not LedgerCheck.objects.exists()
    run("check")
    PeriodBalance.objects.filter(account="payable").update(cents=-1)
    run("check", "--municipality", LINDEWAARD)
    kept = LedgerCheck.objects.order_by("pk").values_list("municipality", "findings")
    assert list(kept) == [(LINDEWAARD, 0), (LINDEWAARD, 1)]
    assert LedgerCheck.objects.latest("pk").bookings == LedgerTransaction.objects.count() > 0


@pytest.mark.usefixtures("divided")
def test_a_cost_that_somebody_moved_past_the_database_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE budget_ledgerentry DISABLE TRIGGER stays")
        one = LedgerEntry.objects.filter(taakveld="6.713").earliest("pk")
        LedgerEntry.objects.filter(pk=one.pk).update(taakveld="6.712")
        cursor.execute("ALTER TABLE budget_ledgerentry ENABLE TRIGGER stays")
    found = run("check")
    assert found.exit_code == 1
    assert f"Booking {one.transaction_id}: 0 cents stand on wmo 6.713" in found.output


def as_somebody(monkeypatch: pytest.MonkeyPatch, name: str, on: Moment) -> None:
    monkeypatch.setattr(ledger, "actor", lambda: NamedActor(name))
    monkeypatch.setattr(ledger.Moment, "now", lambda: on)


def test_a_key_is_proposed_by_one_adopted_by_another_and_then_divides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sleutel.yaml"
    file.write_text(KEY, "utf-8")
    of_here = ("--municipality", LINDEWAARD)
    as_somebody(monkeypatch, "Puk", BEFORE)
    said = run("propose", str(file), *of_here).output
    number = said.split()[1]
    assert f"Key {number} is proposed" in said
    assert run("adopt", number, *of_here).exit_code == 2
    assert "proposed by Puk\n" in run("keys", *of_here).output
    as_somebody(monkeypatch, "Joost", BEFORE)
    assert "holds from 2026-01-01 to 2026-12-31" in run("adopt", number, *of_here).output
    assert "adopted 2025-11-20 by Joost" in run("keys", *of_here).output
    assert "has no proposal" in run("adopt", number, *of_here).output


def test_a_key_is_not_adopted_once_its_first_day_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sleutel.yaml"
    file.write_text(KEY, "utf-8")
    as_somebody(monkeypatch, "Puk", BEFORE)
    number = run("propose", str(file), "--municipality", LINDEWAARD).output.split()[1]
    as_somebody(monkeypatch, "Joost", NOW)
    found = run("adopt", number, "--municipality", LINDEWAARD)
    assert found.exit_code == 2
    assert "vóór de eerste dag" in found.output


def test_a_file_that_is_no_key_is_refused_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "geen.yaml"
    file.write_text(KEY.replace("600", "500"), "utf-8")
    found = run("propose", str(file), "--municipality", LINDEWAARD)
    assert found.exit_code == 2
    assert "geen.yaml: Dagbesteding: de delen zijn samen 900 van de 1000" in found.output


def test_a_year_is_opened_and_closed_for_good() -> None:
    asked = ("year", "--municipality", LINDEWAARD, "--year", "2027")
    assert "books in 2027" in run(*asked).output
    assert "2027 of GM9901 is closed" in run(*asked, "--close").output
    again = run(*asked, "--close")
    assert again.exit_code == 2
    assert "2027 of GM9901 is not open" in again.output
    assert run("divide", "--municipality", LINDEWAARD, "--year", "2027").exit_code == 2


def test_a_year_in_which_something_waits_is_not_closed() -> None:
    taken_in([a_cost(1, 500)])
    found = run("year", "--municipality", LINDEWAARD, "--year", "2026", "--close")
    assert found.exit_code == 2
    assert "500 cents of 2026 wait for a key" in found.output


def test_a_municipality_that_is_not_here_is_refused_with_those_that_are() -> None:
    found = run("divide", "--municipality", "GM0001", "--year", "2026")
    assert found.exit_code == 2
    assert "There are those of GM9901" in found.output
