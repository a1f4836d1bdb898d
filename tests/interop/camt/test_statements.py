# SPDX-License-Identifier: EUPL-1.2
"""A bank statement leads from one balance to the next, or nothing of it is taken."""

from pathlib import Path

import pytest

from meedoen.interop.camt.statements import BankFile, read_bank
from meedoen.interop.findings import Refused, named
from tests.interop.money_files import LAUGHS, READS_A_FILE, bank, payment, statement

THREE = "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "afschrift.xml"


def read(path: Path, text: str | bytes) -> BankFile:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_bank(path)


def two() -> str:
    return statement(payment(-18_150, "F-2026-001") + payment(5_000, "terug"), 100_000, 86_850)


@pytest.mark.parametrize("version", ["02", "03", "04", "06", "08", "12", "13"])
def test_a_statement_of_any_version_is_read(path: Path, version: str) -> None:
    (found,) = read(path, bank(two(), version=f"camt.053.001.{version}")).statements
    assert (found.account, found.number) == ("NL91ABNA0417164300", "2026-041")
    assert [one.cents for one in found.lines] == [-18_150, 5_000]
    assert "F-2026-001" in found.lines[0].said
    assert all(one.good for one in found.lines)


def test_the_status_of_before_version_8_is_read(path: Path) -> None:
    text = bank(two(), version="camt.053.001.02").replace("<Cd>BOOK</Cd></Sts>", "BOOK</Sts>")
    assert read(path, text).number_of_rows == 2


def test_who_reads_along_sees_nothing_of_what_a_payment_says(path: Path) -> None:
    (found,) = read(path, bank(two())).statements
    assert "F-2026-001" not in repr(found.lines[0])


def test_an_account_below_nought_and_several_statements_are_read(path: Path) -> None:
    below = statement(payment(-500), -1_000, -1_500, number="2")
    assert len(read(path, bank(two(), below)).statements) == 2


def test_of_a_batch_each_payment_is_a_row_when_they_make_the_whole(path: Path) -> None:
    parts = "".join(
        f'<TxDtls><Refs><EndToEndId>F-{at}</EndToEndId></Refs><Amt Ccy="EUR">{euros}</Amt>'
        "<CdtDbtInd>DBIT</CdtDbtInd></TxDtls>"
        for at, euros in enumerate(("10.00", "5.00"))
    )
    batch = payment(-1_500, more=parts)
    (found,) = read(path, bank(statement(batch, 1_500, 0))).statements
    assert [(one.place[-10:], one.cents) for one in found.lines] == [
        ("/TxDtls[1]", -1_000), ("/TxDtls[2]", -500),
    ]  # fmt: skip
    odd = payment(-1_501, more=parts)
    (found,) = read(path, bank(statement(odd, 1_501, 0))).statements
    assert [one.cents for one in found.lines] == [-1_501]
    broken = payment(-1_500, more=parts.replace("5.00", "vijf", 1))
    (found,) = read(path, bank(statement(broken, 1_500, 0))).statements
    assert [one.cents for one in found.lines] == [-1_500]
    undated = payment(-1_500, more=parts, day="ooit")
    file = read(path, bank(statement(undated, 1_500, 0)))
    assert (file.number_of_rows, file.bad) == (1, 1)


def test_who_paid_or_was_paid_is_not_read(path: Path) -> None:
    named = """<TxDtls><Refs><EndToEndId>F-1</EndToEndId></Refs><RltdPties><Cdtr><Pty>
<Nm>mevrouw Verzonnen</Nm></Pty></Cdtr></RltdPties><RmtInf><Ustrd>dank</Ustrd></RmtInf></TxDtls>"""
    (found,) = read(path, bank(statement(payment(-500, more=named), 500, 0))).statements
    assert found.lines[0].said == ("F-1", "dank")


def test_an_account_that_is_no_iban_is_read_without_a_note(path: Path) -> None:
    text = bank(two()).replace("<IBAN>NL91ABNA0417164300</IBAN>", "<Othr><Id>417164300</Id></Othr>")
    file = read(path, text)
    assert (file.statements[0].account, file.notes) == ("417164300", ())


def test_what_is_not_booked_yet_is_left_out_and_told(path: Path) -> None:
    file = read(path, bank(statement(payment(700, status="PDNG"), 0, 0)))
    assert (file.number_of_rows, [one.column for one in file.notes]) == (0, ["Sts"])


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        (payment("elf"), "Amt"),
        (payment("-5.00"), "Amt"),
        (payment(500, day="2026-02-31"), "BookgDt"),
        (payment(500).replace("CRDT", "PLUS"), "Amt"),
        (payment(500).replace('Ccy="EUR"', 'Ccy="USD"'), "Amt"),
    ],
)
def test_a_fault_in_the_middle_makes_that_payment_bad_and_no_other(
    path: Path, wrong: str, column: str
) -> None:
    file = read(path, bank(statement(payment(100) + wrong + payment(200), 0, 800)))
    assert (file.number_of_rows, file.bad) == (3, 1)
    ((fault,),) = file.findings()
    assert fault.row == "/Document[1]/BkToCstmrStmt[1]/Stmt[1]/Ntry[2]"
    assert fault.column == column


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (bank(statement(payment(500), 0, 501)), "is € 5,00, en achteraf staat er € 5,01"),
        (bank(two()).replace("OPBD", "ITAV"), "het saldo vooraf (OPBD of PRCD) ontbreekt"),
        (bank(two()).replace("CLBD", "CLAV"), "het saldo achteraf (CLBD) ontbreekt"),
        (bank(two()).replace("<Id>2026-041</Id>", ""), "Id: dit ontbreekt"),
        (bank(two()).replace("<Ccy>EUR", "<Ccy>USD"), "alleen rekeningen in euro"),
        (bank(two(), two()), "staat twee keer in dit bestand"),
        (bank(), "Er staat geen afschrift"),
        (bank(two(), version="camt.052.001.08"), "Dit is camt.052"),
        (bank(two(), version="pain.001.001.03"), "Dit is Document"),
        (bank(two(), before=LAUGHS), "DOCTYPE"),
        (bank(two(), before=READS_A_FILE), "DOCTYPE"),
        (bank(two())[:-30], "geen geldige XML"),
        ("datum;bedrag\n", "geen geldige XML"),
        (
            bank(statement(THREE + payment(500), 0, 500)),
            "er staan 1 boekingen in",
        ),
    ],
)  # fmt: skip
def test_what_does_not_hold_refuses_it_whole(path: Path, wrong: str, says: str) -> None:
    with pytest.raises(Refused) as no:
        read(path, wrong)
    assert says in str(no.value)
    assert says in named(no.value.findings[0])


def test_the_same_in_another_encoding_is_the_same_statement(path: Path) -> None:
    plain = read(path, bank(two())).statements[0]
    wide = read(path, bank(two()).replace("UTF-8", "UTF-16").encode("utf-16")).statements[0]
    assert plain.digest == wide.digest
    assert read(path, bank(two()).replace("terug", "weer")).statements[0].digest != plain.digest


def test_each_page_of_a_statement_leads_on_to_the_next(path: Path) -> None:
    def page(number: int, last: str, before: int, after: int) -> str:
        pages = f"<StmtPgntn><PgNb>{number}</PgNb><LastPgInd>{last}</LastPgInd></StmtPgntn>"
        of_it = statement(payment(after - before), before, after)
        return of_it.replace("</Id><Acct>", f"</Id>{pages}<Acct>")

    first = page(1, "false", 0, 500).replace("CLBD", "ITBD")
    middle = page(2, "false", 500, 700).replace("CLBD", "ITBD").replace("OPBD", "ITBD")
    end = page(3, "true", 700, 600).replace("OPBD", "ITBD")
    found = read(path, bank(first, middle, end)).statements
    assert [(one.number, one.before_cents, one.after_cents) for one in found] == [
        ("2026-041/1", 0, 500), ("2026-041/2", 500, 700), ("2026-041/3", 700, 600),
    ]  # fmt: skip
    assert read(path, bank(page(1, "true", 0, 500))).statements[0].number == "2026-041"


def test_the_same_given_again_at_another_hour_is_the_same_statement(path: Path) -> None:
    given = "<Id>2026-041</Id><CreDtTm>2026-02-11T0{}:00:00</CreDtTm>"
    early, late, plain, other = (
        read(path, bank(text)).statements[0].digest
        for text in (
            two().replace("<Id>2026-041</Id>", given.format(6)),
            two().replace("<Id>2026-041</Id>", given.format(7)),
            two(),
            two().replace("2026-02-10</Dt></BookgDt>", "2026-02-09</Dt></BookgDt>"),
        )
    )
    assert early == late == plain != other


def test_an_account_that_fails_its_own_check_is_a_note(path: Path) -> None:
    odd = read(path, bank(statement(payment(1), 0, 1, account="NL91ABNA0417164301")))
    assert [one.column for one in odd.notes] == ["IBAN"]
