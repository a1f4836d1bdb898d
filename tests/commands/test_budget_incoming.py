# SPDX-License-Identifier: EUPL-1.2
"""Invoices, payments and ledgers come in once, wait for a key, and never half."""

import csv
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen.budget import operations
from meedoen.budget.models import (
    BookedDocument,
    LedgerEntry,
    LedgerTransaction,
    TownLedgerLine,
)
from meedoen.budget.payments import operations as payments
from meedoen.commands.budget import budget
from tests.budget.worlds import LINDEWAARD, NOW, PUK, a_key, a_town, adopted, standing
from tests.interop.iwmo.messages import written
from tests.interop.iwmo.test_answers import whole_325
from tests.interop.iwmo.test_declarations import whole_303
from tests.interop.money_files import (
    auditfile,
    bank,
    invoice,
    invoice_line,
    ledger_booking,
    payment,
    statement,
)

pytestmark = pytest.mark.django_db
BSN = "999990019"
# One good file of each kind, and the same with another amount under the same number.
STATEMENT_OF = "overzicht;datum;productcategorie;bsn;bedrag\n2026-01;2026-01-31;07;999990019;{}\n"
ONE_BOOKING = ledger_booking(1, [("4430", 18_150), ("payable", -18_150)])
OTHER_BOOKING = ledger_booking(1, [("4430", 18_151), ("payable", -18_151)])
FILES = {
    "invoice": (invoice(), invoice([10_000, 5_001])),
    "subsidy": (
        "ontvanger;nummer;datum;bedrag\n41000001;S1;2026-01-31;500,00\n",
        "ontvanger;nummer;datum;bedrag\n41000001;S1;2026-01-31;500,01\n",
    ),
    "svb": (STATEMENT_OF.format("250,00"), STATEMENT_OF.format("250,01")),
    "cak": (STATEMENT_OF.format("19,00"), STATEMENT_OF.format("19,01")),
    "bank": (
        bank(statement(payment(-500, "huur"), 500, 0)),
        bank(statement(payment(-501, "huur"), 501, 0)),
    ),
    "ledger": (
        auditfile(ONE_BOOKING, lines=2, cents=18_150),
        auditfile(OTHER_BOOKING, lines=2, cents=18_151),
    ),
}
each = pytest.mark.parametrize("kind", FILES)


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bestand"


def run(path: Path, kind: str, text: str = "", *more: str, code: str = LINDEWAARD) -> Result:
    if text:
        path.write_text(text, "utf-8")
    asked = ["import", "--as", kind, str(path), "--municipality", code, *more]
    result = CliRunner().invoke(budget, asked)
    assert "Traceback" not in result.output
    return result


def check() -> Result:
    return CliRunner().invoke(budget, ["check"])


def everything() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (BookedDocument, LedgerTransaction, LedgerEntry, TownLedgerLine)
    ]


@each
def test_the_same_file_again_changes_nothing_and_leaves_with_0(path: Path, kind: str) -> None:
    good, _ = FILES[kind]
    once = run(path, kind, good)
    assert once.exit_code == 0, once.output
    before = everything()
    again = run(path, kind, good)
    assert (again.exit_code, again.stdout) == (0, once.stdout)
    assert "niets veranderd" in again.stderr
    assert everything() == before
    assert run(path, kind, good, "--dry-run").exit_code == 0


@each
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_other_content_under_the_same_number_is_refused_whole(
    path: Path, kind: str, more: list[str]
) -> None:
    good, other = FILES[kind]
    run(path, kind, good)
    before, report = everything(), path.with_name("r.csv")
    found = run(path, kind, other, "--report", str(report), *more)
    assert found.exit_code == 2, found.output
    assert everything() == before
    heading, line, *_ = csv.reader(report.read_text("utf-8").splitlines())
    assert heading == ["row", "column", "value", "reason"]
    assert line[3]


@each
def test_a_dry_run_takes_nothing_in(path: Path, kind: str) -> None:
    found = run(path, kind, FILES[kind][0], "--dry-run")
    assert found.exit_code == 0, found.output
    assert found.stdout.endswith("bad=0\n")
    assert not any(everything())


@each
def test_a_municipality_that_is_not_here_books_nothing(path: Path, kind: str) -> None:
    assert run(path, kind, FILES[kind][0], code="GM9903").exit_code == 2
    assert not any(everything())


@pytest.mark.parametrize("kind", [one for one in FILES if one != "ledger"])
def test_without_a_year_that_is_open_nothing_is_booked(path: Path, kind: str) -> None:
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    found = run(path, kind, FILES[kind][0])
    assert found.exit_code == 2
    assert "No booking year is open" in found.output
    assert not any(everything())


@each
def test_no_bsn_gets_into_the_books(path: Path, kind: str) -> None:
    granted = f"<cac:DocumentReference><cbc:ID>{BSN}</cbc:ID></cac:DocumentReference>"
    texts = {
        "invoice": invoice([10_000], lines=invoice_line(1, 10_000, more=granted)),
        "bank": bank(statement(payment(-500, f"pgb {BSN}"), 500, 0)),
        "ledger": FILES["ledger"][0].replace("<desc>x", f"<desc>{BSN}"),
        "subsidy": f"{FILES['subsidy'][0].strip()}\n".replace(
            "bedrag\n", "bedrag;beschikkingnummer\n"
        ).replace("500,00\n", f"500,00;{BSN}\n"),
    }
    found = run(path, kind, texts.get(kind, FILES[kind][0]))
    assert found.exit_code == 0, found.output
    assert BSN not in str(everything()) + found.output
    if kind in ("invoice", "subsidy", "svb", "cak"):
        person = LedgerEntry.objects.values_list("person", flat=True)[0]
        assert len(person) == 32


def test_an_invoice_waits_with_its_vat_until_a_key_holds(path: Path) -> None:
    found = run(path, "invoice", invoice())
    assert (found.exit_code, found.stdout) == (0, "rows=2 good=2 bad=0\n")
    assert standing() == {"waiting": 18_150, "payable": -18_150}
    assert "18150 centen wachten op een sleutel" in found.stderr
    assert check().output == "findings=0\n"


def test_vat_that_is_had_back_is_no_cost(path: Path) -> None:
    adopted()
    run(path, "invoice", invoice(), "--bcf")
    assert standing() == {"cost.provisions": 15_000, "vat.bcf": 3_150, "payable": -18_150}
    assert check().output == "findings=0\n"


def test_vat_back_is_asked_of_an_invoice_only(path: Path) -> None:
    assert run(path, "bank", FILES["bank"][0], "--bcf").exit_code == 2
    assert not any(everything())


def test_a_credit_note_takes_as_much_back(path: Path) -> None:
    adopted()
    run(path, "invoice", invoice())
    assert run(path, "invoice", invoice(name="CreditNote", number="C-1")).exit_code == 0
    assert standing() == {}


def test_a_bad_line_is_told_and_the_good_ones_are_booked(path: Path) -> None:
    lines = invoice_line(1, 10_000) + invoice_line(2, "x") + invoice_line(3, 2_000)
    report = path.with_name("r.csv")
    text = invoice([10_000, 5_000, 2_000], lines=lines)
    found = run(path, "invoice", text, "--report", str(report))
    assert (found.exit_code, found.stdout) == (1, "rows=3 good=2 bad=1\n")
    assert standing()["payable"] == -14_520
    _, line = csv.reader(report.read_text("utf-8").splitlines())
    assert line[:3] == ["/Invoice[1]/InvoiceLine[2]", "LineExtensionAmount", "x"]


UNREADABLE = {
    "invoice": invoice().replace('mount currencyID="EUR">100', 'mount currencyID="EUR">X')
    .replace('mount currencyID="EUR">50', 'mount currencyID="EUR">Y'),
    "svb": STATEMENT_OF.format("veel"),
    "bank": bank(statement(payment("veel"), 500, 0)),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNREADABLE)
def test_of_what_has_no_good_line_nothing_is_kept_and_mended_it_comes_in(
    path: Path, kind: str
) -> None:
    found = run(path, kind, UNREADABLE[kind])
    assert found.exit_code == 1
    assert "good=0" in found.stdout
    assert not any(everything())
    assert run(path, kind, FILES[kind][0]).exit_code == 0
    assert BookedDocument.objects.count() == 1


def test_an_invoice_that_does_not_add_up_is_refused_whole(path: Path) -> None:
    found = run(path, "invoice", invoice(payable="181.51"))
    assert found.exit_code == 2
    assert "PayableAmount (€ 181,51) is niet de som" in found.stderr
    assert not any(everything())


def test_what_was_paid_before_is_looked_into_and_not_paid_again(path: Path) -> None:
    prepaid = '<cbc:PrepaidAmount currencyID="EUR">81.50</cbc:PrepaidAmount>'
    run(path, "invoice", invoice(totals=prepaid, payable="100.00"))
    assert standing() == {"waiting": 18_150, "payable": -10_000, "suspense": -8_150}


def test_of_a_table_each_good_invoice_is_booked(path: Path) -> None:
    rows = ["leverancier;nummer;datum;bedrag;totaal", "41000001;F1;2026-01-31;10,00;10,00",
            "41000001;F2;2026-01-31;10,00;11,00", "41000001;F3;2026-01-31;5,00;5,00"]  # fmt: skip
    found = run(path, "invoice", "\n".join(rows))
    assert (found.exit_code, found.stdout) == (1, "rows=3 good=2 bad=1\n")
    assert set(BookedDocument.objects.values_list("number", flat=True)) == {"F1", "F3"}
    again = run(path, "invoice", "\n".join([*rows[:2], "41000001;F4;2026-01-31;7,00;7,00"]))
    assert "1 van de 2 waren al geboekt" in again.stderr
    assert standing()["payable"] == -2_200


def test_when_one_of_a_table_is_refused_none_of_it_is_booked(path: Path) -> None:
    heading, first = "leverancier;nummer;datum;bedrag;totaal", "41000001;F1;2026-01-31;{0};{0}"
    run(path, "invoice", f"{heading}\n{first.format('10,00')}\n")
    before = everything()
    other = first.format("11,00")
    new = "41000001;F2;2026-01-31;7,00;7,00"
    assert run(path, "invoice", f"{heading}\n{new}\n{other}\n").exit_code == 2
    assert everything() == before


def test_a_subsidy_is_a_cost_without_a_person(path: Path) -> None:
    adopted()
    assert run(path, "subsidy", FILES["subsidy"][0]).exit_code == 0
    assert standing() == {"cost.subsidies": 50_000, "payable": -50_000}
    assert set(LedgerEntry.objects.values_list("person", flat=True)) == {""}


def test_only_a_key_that_names_svb_or_cak_divides_what_they_pay_or_collect(path: Path) -> None:
    adopted()
    run(path, "svb", FILES["svb"][0])
    run(path, "cak", FILES["cak"][0])
    assert standing() == {"waiting": 23_100, "payable": -25_000, "receivable": 1_900}
    pgb = a_key(
        name="Pgb",
        partners=frozenset({"SVB", "CAK"}),
        lines=(a_key().lines[0].__class__("wmo", "6.791", "4.3", "Pgb", 1000, "Wmo, art. 2.3.6"),),
    )
    adopted(pgb)
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    assert standing() == {
        "cost.pgb": 25_000, "cost.contributions": -1_900, "payable": -25_000, "receivable": 1_900,
    }  # fmt: skip
    assert check().output == "findings=0\n"


def test_a_payment_finds_its_invoice_by_number_and_amount(path: Path) -> None:
    run(path, "invoice", invoice())
    text = bank(statement(payment(-18_150, "Betreft factuur F 2026 001, dank"), 18_150, 0))
    found = run(path, "bank", text)
    assert (found.exit_code, found.stdout) == (0, "rows=1 good=1 bad=0\n")
    assert "Betalingen geplaatst: 1; nog uit te zoeken: 0." in found.stderr
    assert standing() == {"waiting": 18_150, "bank": -18_150}


def test_what_the_cak_pays_finds_its_statement(path: Path) -> None:
    run(path, "cak", FILES["cak"][0])
    run(path, "bank", bank(statement(payment(1_900, "afdracht 2026-01"), 0, 1_900)))
    assert standing() == {"waiting": -1_900, "bank": 1_900}


@pytest.mark.parametrize(
    ("cents", "says"), [(-18_151, "F-2026-001"), (-18_150, "F-2026-0011"), (18_150, "F-2026-001")]
)
def test_a_payment_that_nobody_can_place_is_named_by_a_check(
    path: Path, cents: int, says: str
) -> None:
    run(path, "invoice", invoice())
    run(path, "bank", bank(statement(payment(cents, says), 20_000, 20_000 + cents)))
    assert standing()["suspense"] == -cents
    found = check()
    (booking,) = LedgerTransaction.objects.filter(kind="paid").values_list("pk", flat=True)
    assert found.exit_code == 0
    assert f"To look into: booking {booking}, {-cents} cents of 2026-02-10" in found.stdout
    assert found.stdout.endswith("findings=0\n")


def test_one_payment_pays_all_that_it_names(path: Path) -> None:
    run(path, "invoice", invoice())
    run(path, "invoice", invoice([1_000], number="F-2026-002", rate="0"))
    text = bank(statement(payment(-19_150, "F-2026-001 en F-2026-002"), 19_150, 0))
    assert run(path, "bank", text).exit_code == 0
    assert standing() == {"waiting": 19_150, "bank": -19_150}
    assert check().output == "findings=0\n"


def test_the_second_payment_of_an_invoice_is_to_be_looked_into(path: Path) -> None:
    run(path, "invoice", invoice())
    twice = payment(-18_150, "F-2026-001") * 2
    run(path, "bank", bank(statement(twice, 36_300, 0)))
    assert standing() == {"waiting": 18_150, "bank": -36_300, "suspense": 18_150}


REVERSED = "</CdtDbtInd><RvslInd>true</RvslInd><Sts>"


@pytest.mark.parametrize("at_once", [True, False])
def test_a_payment_that_the_bank_gives_back_leaves_the_invoice_open_again(
    path: Path, at_once: bool
) -> None:
    run(path, "invoice", FILES["invoice"][0])
    paid = payment(-18_150, "F-2026-001")
    back = payment(18_150, "retour F-2026-001").replace("</CdtDbtInd>\n<Sts>", REVERSED)
    if at_once:
        run(path, "bank", bank(statement(paid + back, 20_000, 20_000)))
    else:
        run(path, "bank", bank(statement(paid, 20_000, 1_850)))
        run(path, "bank", bank(statement(back, 1_850, 20_000, number="2")))
    assert standing() == {"waiting": 18_150, "payable": -18_150}
    assert check().stdout == "findings=0\n"
    run(path, "bank", bank(statement(paid, 20_000, 1_850, number="3")))
    assert standing() == {"waiting": 18_150, "bank": -18_150}
    assert check().stdout == "findings=0\n"


def test_a_payment_that_comes_back_of_nothing_is_to_be_looked_into(path: Path) -> None:
    run(path, "invoice", FILES["invoice"][0])
    back = payment(18_150, "F-2026-001").replace("</CdtDbtInd>\n<Sts>", REVERSED)
    run(path, "bank", bank(statement(back, 0, 18_150)))
    assert standing()["suspense"] == -18_150


def test_a_payment_is_cleared_up_by_saying_what_it_is_for(path: Path) -> None:
    run(path, "invoice", invoice())
    run(path, "bank", bank(statement(payment(-10_000, "een deel"), 10_000, 0)))
    (booking,) = LedgerTransaction.objects.filter(kind="paid").values_list("pk", flat=True)
    said = ["settle", str(booking), "--municipality", LINDEWAARD, "--partner", "41000001"]
    assert CliRunner().invoke(budget, [*said, "--number", "F-9"]).exit_code == 2
    done = CliRunner().invoke(budget, [*said, "--number", "F-2026-001"])
    assert done.exit_code == 0, done.output
    assert standing() == {"waiting": 18_150, "payable": -8_150, "bank": -10_000}
    assert check().output == "findings=0\n"
    assert CliRunner().invoke(budget, [*said, "--number", "F-2026-001"]).exit_code == 2


def test_a_payment_that_is_taken_back_leaves_the_invoice_open_again(path: Path) -> None:
    run(path, "invoice", invoice())
    run(path, "bank", bank(statement(payment(-18_150, "F-2026-001"), 18_150, 0)))
    (booking,) = LedgerTransaction.objects.filter(kind="paid").values_list("pk", flat=True)
    operations.reverse(booking=booking, municipality=LINDEWAARD, why="teruggestort", by=PUK, on=NOW)
    (still,) = payments.open_documents(LINDEWAARD)
    assert (still.number, still.cents) == ("F-2026-001", 18_150)


def test_a_bad_payment_is_told_and_the_good_ones_are_booked(path: Path) -> None:
    wrong = payment(500, day="2026-02-31")
    found = run(path, "bank", bank(statement(payment(100) + wrong + payment(200), 0, 800)))
    assert (found.exit_code, found.stdout) == (1, "rows=3 good=2 bad=1\n")
    assert standing() == {"bank": 300, "suspense": -300}


@pytest.mark.parametrize(
    ("day", "end", "told"),
    [
        ("2026-02-10", "2026-02-10", True),
        ("2026-02-11", "2026-02-11", False),
        ("2026-02-03", "2026-02-28", True),
    ],
)
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_statement_over_days_of_another_is_told(
    path: Path, day: str, end: str, told: bool, more: list[str]
) -> None:
    run(path, "bank", bank(statement(payment(-500, "huur"), 500, 0, number="dag")))
    other = statement(payment(-500, "huur", day=day), 500, 0, number="maand")
    other = other.replace("<Dt>2026-02-10</Dt></Dt></Bal>", f"<Dt>{end}</Dt></Dt></Bal>")
    found = run(path, "bank", bank(other), *more)
    assert found.exit_code == 0
    assert ("al afschrift dag geboekt" in found.stderr) is told


def test_a_statement_that_does_not_lead_on_is_refused_whole(path: Path) -> None:
    found = run(path, "bank", bank(statement(payment(100), 0, 101)))
    assert found.exit_code == 2
    assert not any(everything())


def test_the_ledger_of_a_municipality_lies_beside_ours_and_is_compared(path: Path) -> None:
    run(path, "invoice", invoice())
    found = run(path, "ledger", FILES["ledger"][0])
    assert (found.exit_code, found.stdout) == (0, "rows=2 good=2 bad=0\n")
    assert "welke van hier het zijn: 4430 (1)" in found.stderr
    # Nothing of it is booked, and of the account that is known it says the same.
    assert standing() == {"waiting": 18_150, "payable": -18_150}
    assert check().output == "findings=0\n"
    run(path, "invoice", invoice([1_000], number="F-2", rate="0"))
    said = check()
    assert said.exit_code == 1
    assert (
        "GM9901 payable 2026-01: the ledger of the municipality says -18150 cents, and here stand "
        "-19150; that is 1000 apart."
    ) in said.stdout


def test_numbers_of_that_ledger_are_told_apart_by_a_table(path: Path) -> None:
    run(path, "invoice", invoice())
    run(path, "ledger", FILES["ledger"][0])
    table = path.with_name("rekeningen.csv")
    table.write_text("number,account\n4430,waiting\n", "utf-8")
    said = ["accounts", str(table), "--municipality", LINDEWAARD]
    assert (
        CliRunner().invoke(budget, said).output
        == "1 of 1 numbers mean another account than before.\n"
    )
    assert check().output == "findings=0\n"
    table.write_text("number,account\n4430,kosten\n", "utf-8")
    assert CliRunner().invoke(budget, said).exit_code == 2


def test_a_later_ledger_of_the_year_adds_what_is_new(path: Path) -> None:
    run(path, "ledger", FILES["ledger"][0])
    new = ledger_booking(2, [("4430", 500), ("1600", -500)], day="2026-02-28")
    found = run(path, "ledger", auditfile(ONE_BOOKING, new, lines=4, cents=18_650))
    assert "2 regels zijn nieuw" in found.stderr
    assert TownLedgerLine.objects.count() == 4
    gone = run(path, "ledger", auditfile(new, lines=2, cents=500))
    assert gone.exit_code == 2
    assert "is eerder ingelezen en is er niet meer" in gone.stderr
    month = auditfile(new, lines=2, cents=500, days="2026-02-01 2026-02-28")
    assert run(path, "ledger", month).exit_code == 0


def test_a_bad_line_of_a_ledger_is_told_and_the_good_ones_are_kept(path: Path) -> None:
    odd = ledger_booking(2, [("4430", "x"), ("1600", -500)])
    found = run(path, "ledger", auditfile(ONE_BOOKING, odd, lines=4, cents=0))
    assert (found.exit_code, found.stdout) == (1, "rows=4 good=3 bad=1\n")
    assert TownLedgerLine.objects.count() == 3


def test_an_answer_says_in_plain_words_what_was_refused_and_books_nothing(path: Path) -> None:
    run(path, "declaration", written(whole_303()).decode(), code="GM9901")
    before, report = everything(), path.with_name("r.csv")
    found = run(path, "answer", written(whole_325()).decode(), "--report", str(report))
    assert (found.exit_code, found.stdout) == (1, "rows=5 good=3 bad=2\n"), found.output
    lines = list(csv.reader(report.read_text("utf-8").splitlines()))[1:]
    assert all(column == "RetourCode" and code in reason for _, column, code, reason in lines)
    assert everything() == before


def test_a_day_in_a_closed_year_is_booked_in_the_next(path: Path) -> None:
    a_town(LINDEWAARD, 2027)
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    run(path, "invoice", invoice())
    run(path, "bank", bank(statement(payment(-18_150, "F-2026-001"), 18_150, 0)))
    assert set(LedgerTransaction.objects.values_list("day", flat=True)) == {date(2027, 1, 1)}
