# SPDX-License-Identifier: EUPL-1.2
"""`meedoen budget import`: a declaration held against what it should be, and nothing taken in."""

from __future__ import annotations

import copy
import csv
import gzip
import io
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from meedoen.commands import CouldNotBeDone, importing, meedoen
from meedoen.commands import budget as budget_commands
from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.iwmo.declarations import read_declaration
from meedoen.interop.iwmo.declared import Declaration
from meedoen.interop.iwmo.form import Edition
from tests.interop.iwmo.declared_messages import (
    AMOUNT,
    AROUND,
    DECLARED,
    NAMED,
    TOTAL,
    put_days,
    rows_of,
    small,
    with_sum,
)
from tests.interop.iwmo.messages import BSN, first, written
from tests.interop.iwmo.test_declarations import whole_303
from tests.interop.iwmo.test_hostile import LAUGHS

SOURCE = Path(__file__).parents[2] / "src"
each = pytest.mark.parametrize("edition", DECLARED, ids=NAMED)
HEADING = ["row", "column", "value", "reason"]


def run(path: Path, *more: str | Path, kind: str = "declaration", code: str = "GM9901") -> Result:
    words = ["budget", "import", "--as", kind, str(path), "--municipality", code, *map(str, more)]
    return CliRunner().invoke(meedoen, words)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "declaratie.xml"


def checked(path: Path, message: Any, *more: str | Path) -> tuple[Result, list[list[str]]]:
    """Check a declaration, given as a tree or bytes, and give the report without its heading."""
    path.write_bytes(message if isinstance(message, bytes) else written(message))
    report = path.with_name("r.csv")
    report.unlink(missing_ok=True)
    result = run(path, "--dry-run", "--report", report, *more)
    assert "Traceback" not in result.output
    if not report.exists():
        return result, []
    with report.open(encoding="utf-8", newline="") as file:
        heading, *found = csv.reader(file, strict=True)
    assert heading == HEADING
    return result, found


def last(result: Result) -> str:
    return result.stdout.splitlines()[-1]


def two_people(edition: Edition) -> Any:
    """A declaration of two people with two rows each."""
    root = small(edition, 2)
    other = copy.deepcopy(first(root, "Client"))
    for at, row in enumerate(rows_of(other)):
        first(row, "ReferentieNummer").text = f"B{at}"
    first(root, "Client").addnext(other)
    return with_sum(root, edition.release)


@each
def test_a_good_declaration_leaves_with_0(edition: Edition, path: Path) -> None:
    result, found = checked(path, two_people(edition))
    assert (result.stdout, result.stderr) == ("rows=4 good=4 bad=0\n", "")
    assert result.exit_code == 0
    assert found == []


@each
def test_a_fault_in_the_middle_makes_its_own_row_bad(edition: Edition, path: Path) -> None:
    root = two_people(edition)
    rows = list(rows_of(root))
    first(rows[1], "GeleverdVolume").text = "zes"
    result, found = checked(path, root)
    assert last(result) == "rows=4 good=3 bad=1"
    assert result.exit_code == 1
    within = {"2.3": "IngediendeBedragPrestatie", "3.2": "Prestatie"}[edition.release]
    ((row, column, value, reason),) = found
    assert row.endswith("/Clienten[1]/Client[1]/Prestaties[1]/Prestatie[2]")
    assert row.startswith("/Bericht[1]/")
    assert (column, value) == ("GeleverdVolume", "zes")
    assert reason == f"GeleverdVolume in {within} moet een heel getal zijn."
    assert f"{row}, GeleverdVolume: {reason} (zes)" in result.stderr


@each
def test_the_same_file_twice_says_the_same(edition: Edition, path: Path) -> None:
    root = two_people(edition)
    once, _ = checked(path, root)
    again, _ = checked(path, root)
    assert (once.output, once.exit_code) == (again.output, again.exit_code)


@each
def test_a_fault_of_the_person_makes_all_his_rows_bad(edition: Edition, path: Path) -> None:
    root = two_people(edition)
    first(root, "Bsn").text = BSN[:8]
    result, found = checked(path, root)
    assert last(result) == "rows=4 good=2 bad=2"
    assert result.exit_code == 1
    assert [(one[1], one[2]) for one in found] == [("Bsn", f"*****{BSN[6:8]}")] * 2


@each
def test_what_is_missing_is_named(edition: Edition, path: Path) -> None:
    root = two_people(edition)
    row = next(rows_of(root))
    row.remove(first(row, "ProductCode"))
    result, ((_, column, value, reason),) = checked(path, root)
    assert result.exit_code == 1
    assert (column, value, reason) == ("ProductCode", "", "ProductCode ontbreekt in Prestatie.")


def refused(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr


@each
def test_a_fault_in_the_header_refuses_it_whole_and_stands_in_the_report(
    edition: Edition, path: Path
) -> None:
    root = two_people(edition)
    first(root, "BerichtVersie").text = "9"
    result, ((row, column, value, reason),) = checked(path, root)
    assert (row, column, value) == ("/Bericht[1]/Header[1]", "BerichtVersie", "9")
    assert reason in refused(result)


@each
def test_another_municipality_refuses_it_whole(edition: Edition, path: Path) -> None:
    path.write_bytes(written(two_people(edition)))
    said = refused(run(path, "--dry-run", code="GM0222"))
    assert "(9901) is niet de gevraagde gemeente (0222)" in said


@each
def test_a_period_that_ends_before_it_begins_refuses_it_whole(edition: Edition, path: Path) -> None:
    root = two_people(edition)
    put_days(first(root, "DeclaratiePeriode"), "2026-12-31", "2026-01-01")
    result, ((row, column, _, reason),) = checked(path, root)
    assert "Begindatum (2026-12-31) ligt na Einddatum (2026-01-01)" in refused(result)
    assert (row, column) == (f"/Bericht[1]/{AROUND[edition.release]}[1]", "Begindatum")
    assert "2026-12-31" in reason


@each
def test_a_total_that_is_not_the_sum_refuses_it_whole(edition: Edition, path: Path) -> None:
    root = two_people(edition)
    total = first(root, f"{TOTAL[edition.release]}/TotaalBedrag")
    total.text = str(int(total.text) + 1)
    result, ((row, column, _, reason),) = checked(path, root)
    assert "is niet de som van" in refused(result)
    assert (row, column) == (f"/Bericht[1]/{AROUND[edition.release]}[1]", "TotaalBedrag")
    assert AMOUNT[edition.release] in reason
    assert reason.count("€") == 2


@each
def test_an_amount_that_cannot_be_read_makes_its_row_bad_and_no_total_is_compared(
    edition: Edition, path: Path
) -> None:
    root = two_people(edition)
    first(root, f"{AMOUNT[edition.release]}/DebetCredit").text = "X"
    result, found = checked(path, root)
    assert (last(result), result.exit_code) == ("rows=4 good=3 bad=1", 1)
    assert [one[1] for one in found] == ["DebetCredit"]


@each
def test_a_row_outside_the_period_and_a_reference_that_was_there_are_bad(
    edition: Edition, path: Path
) -> None:
    root = two_people(edition)
    rows = list(rows_of(root))
    put_days(first(rows[0], "ProductPeriode"), "2025-12-31", "2026-01-31")
    first(rows[3], "ReferentieNummer").text = first(rows[2], "ReferentieNummer").text
    result, found = checked(path, root)
    assert (last(result), result.exit_code) == ("rows=4 good=2 bad=2", 1)
    assert [one[1] for one in found] == ["Begindatum", "ReferentieNummer"]
    assert "2025-12-31" in found[0][3]
    assert "DeclaratiePeriode (2026-01-01 tot en met 2026-12-31)" in found[0][3]
    assert found[1][3].endswith("/Clienten[1]/Client[2]/Prestaties[1]/Prestatie[1].")


def archives() -> Iterator[tuple[str, bytes]]:
    """A good declaration, packed in several ways."""
    data, packed, rolled = written(small(DECLARED[0])), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("declaratie.xml", data)
    with tarfile.open(fileobj=rolled, mode="w") as file:
        told = tarfile.TarInfo("declaratie.xml")
        told.size = len(data)
        file.addfile(told, io.BytesIO(data))
    yield "zip", packed.getvalue()
    yield "tar", rolled.getvalue()
    yield "gz", gzip.compress(data)


@pytest.mark.parametrize(("kind", "data"), list(archives()), ids=lambda one: str(one)[:3])
@pytest.mark.parametrize("named", ["declaratie.xml", "declaratie.zip"])
def test_an_archive_is_refused_whole(kind: str, data: bytes, named: str, tmp_path: Path) -> None:
    (tmp_path / named).write_bytes(data)
    said = refused(run(tmp_path / named, "--dry-run"))
    assert "Dit is een archief. Een declaratie is één bericht" in said


TEXT = written(whole_303(), xml_declaration=False).decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "er staat geen XML in"),
        (b"rij;kolom\n1;2\n", "er staat geen XML in"),
        (("<!DOCTYPE Bericht>" + TEXT).encode(), "DOCTYPE"),
        (LAUGHS.encode(), "DOCTYPE"),
        (('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + TEXT).encode(), "DOCTYPE"),
        (TEXT.encode()[:-30], "een element is niet afgemaakt"),
        (TEXT.replace("Verzonnen", "é").encode("latin-1"), "niet bij de tekencodering"),
        (b'<?xml version="1.0" encoding="klinkklaar"?>' + TEXT.encode(), "tekencodering"),
        (
            TEXT.replace("Verzonnen", "<w:a>" * 60 + "</w:a>" * 60).encode(),
            "50 elementen in elkaar",
        ),
        (TEXT.replace("Verzonnen", "x" * 1_000_001).encode(), "meer dan 1000000 tekens"),
        (TEXT.replace("Verzonnen", "&x;").encode(), "een entiteit in die niet bestaat"),
        (
            TEXT.replace(
                "Verzonnen",
                '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
            ).encode(),
            "XInclude",
        ),
        (TEXT.replace("2_3/wmo303", "2_2/wmo303").encode(), "bericht 303 van iWmo 2.2"),
        (TEXT.replace("wmo303", "wmo319").encode(), "bericht 319 van iWmo 2.3"),
        (TEXT.replace("w:Bericht", "w:Berichten").encode(), "buitenste element heet Berichten"),
    ],
)
def test_a_file_that_is_made_to_harm_or_is_no_declaration_is_refused(
    data: bytes, said: str, path: Path
) -> None:
    result, found = checked(path, data)
    assert said in refused(result)
    assert [said in one[3] for one in found] == [True]


def test_a_bsn_is_masked_wherever_it_stands(path: Path) -> None:
    eight = BSN[:8]
    root = whole_303()
    first(root, "ProductCode").text = f"x{eight}y"
    first(root, "GeleverdVolume").text = BSN
    first(root, "Eenheid").text = f"{BSN[:3]} {BSN[3:6]} {BSN[6:]}"
    first(root, "ReferentieNummer").text = f"zaak van meneer {BSN}"
    first(root, "Bsn").text = eight
    result, found = checked(path, root)
    text = f"{result.output} {found}"
    assert result.exit_code == 1
    for number in (BSN, eight, f"{BSN[:3]} {BSN[3:6]} {BSN[6:]}"):
        assert number not in text
    # A bound that is named is no bsn.
    assert not re.search(r"\d{8}", text.replace("99999999 zijn", ""))
    assert f"x*****{eight[-2:]}y" in text


@pytest.mark.parametrize("more", [["--dry-run"], []])
def test_a_file_or_a_code_that_is_called_after_somebody_is_masked(
    more: list[str], tmp_path: Path
) -> None:
    named = tmp_path / f"declaratie {BSN}.xml"
    named.write_bytes(written(small(DECLARED[0])))
    for said in (refused(run(named, *more, code="GM0222")), refused(run(named, code=BSN))):
        assert BSN not in said
        assert f"*****{BSN[-2:]}" in said


@pytest.mark.parametrize("kind", ["invoice", "bank", "ledger", "svb", "cak", "answer", "subsidy"])
def test_a_declaration_is_no_other_kind_of_file(kind: str, path: Path) -> None:
    path.write_bytes(written(whole_303()))
    refused(run(path, "--dry-run", kind=kind))


def test_what_cannot_be_used_is_said(path: Path) -> None:
    path.write_bytes(written(small(DECLARED[0])))
    before = path.read_bytes()
    away = path.with_name("weg")
    assert "no folder" in refused(run(path, "--dry-run", "--report", away / "r.csv"))
    assert "what is read" in refused(run(path, "--dry-run", "--report", path))
    assert "does not exist" in refused(run(away, "--dry-run"))
    assert "is a directory" in refused(run(path.parent, "--dry-run"))
    assert "write it as GM9901" in refused(run(path, "--dry-run", code="9901"))
    assert "write it as GM9901" in refused(run(path, "--dry-run", code="WK990102"))
    assert "'--as'" in refused(run(path, "--dry-run", kind="schoenen"))
    pipe = path.with_name("buis")
    os.mkfifo(pipe)
    assert "Dit is geen bestand." in refused(run(pipe, "--dry-run"))
    assert path.read_bytes() == before


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known here is for `test_budget_books.py`: these read a file only."""
    monkeypatch.setattr(budget_commands, "_notes_of", lambda *_: ())


def asked(path: Path, **more: Any) -> importing.Asked:
    return importing.Asked(path, "GM9901", **more)


def import_declaration(what: importing.Asked, **done: Any) -> None:
    """Check a declaration as the command does."""
    importing.import_file(
        what, read=lambda: read_declaration(what.file, municipality=what.municipality), **done
    )


def noted(what: importing.Asked, notes_of: importing.NotesOf[Declaration]) -> None:
    """Check without booking anything."""
    import_declaration(what, notes_of=notes_of, book=pytest.fail)


def test_what_is_not_known_here_is_a_note_and_no_fault(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(written(whole_303()))

    def notes_of(declaration: Declaration) -> Iterator[WrongValue]:
        for row in declaration.rows:
            yield WrongValue(row.place, "ToewijzingNummer", row.allocation_number, "is onbekend")

    report = path.with_name("r.csv")
    import_declaration(
        asked(path, report=report, dry_run=True), notes_of=notes_of, book=pytest.fail
    )
    heard = capsys.readouterr()
    assert heard.out == "rows=2 good=2 bad=0\n"
    place = "/Bericht[1]/Clienten[1]/Client[1]/Prestaties[1]/Prestatie"
    assert heard.err.splitlines() == [
        f"let op: {place}[1], ToewijzingNummer: is onbekend (501)",
        f"let op: {place}[2], ToewijzingNummer: is onbekend",
    ]
    assert report.read_text() == "row,column,value,reason\n"


def test_of_many_notes_the_first_are_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(written(whole_303()))
    notes = [WrongValue("/", "", "", f"nummer {at}") for at in range(21)]
    import_declaration(asked(path, dry_run=True), notes_of=lambda _: notes[:20], book=pytest.fail)
    assert len(capsys.readouterr().err.splitlines()) == 20
    import_declaration(asked(path, dry_run=True), notes_of=lambda _: notes, book=pytest.fail)
    said = capsys.readouterr().err.splitlines()
    assert said[19:] == ["let op: /: nummer 19", "let op: en nog 1 andere"]


def test_what_would_be_refused_by_the_books_is_refused_by_a_dry_run_too(path: Path) -> None:
    path.write_bytes(written(whole_303()))
    report = path.with_name("r.csv")
    found = WrongValue("/Bericht[1]/Header[1]", "DeclarantFactuurNummer", "F2026003", "is er al")

    def notes_of(_: Declaration) -> list[WrongValue]:
        raise Refused("Dit factuurnummer is er al, met een andere inhoud.", (found,))

    with pytest.raises(CouldNotBeDone, match="is er al, met een andere inhoud"):
        import_declaration(
            asked(path, report=report, dry_run=True), notes_of=notes_of, book=pytest.fail
        )
    assert "DeclarantFactuurNummer,F2026003,is er al" in report.read_text()


def test_without_a_dry_run_what_was_read_is_handed_on_and_no_notes_are_asked(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(written(whole_303()))
    booked: list[Declaration] = []
    import_declaration(asked(path), notes_of=pytest.fail, book=booked.append)
    assert [(one.provider, one.total_cents) for one in booked] == [("01234567", 110_000)]
    assert capsys.readouterr().out == "rows=2 good=2 bad=0\n"
    noted(asked(path, dry_run=True), lambda _: ())


def test_what_the_books_refuse_is_said_and_stands_in_the_report(path: Path) -> None:
    path.write_bytes(written(whole_303()))
    report = path.with_name("r.csv")

    def book(_: Declaration) -> None:
        raise Refused("Dit is er al.", (WrongValue("/Bericht[1]", "x", "y", "Dit is er al."),))

    with pytest.raises(CouldNotBeDone, match=r"declaratie\.xml: Dit is er al\."):
        import_declaration(asked(path, report=report), notes_of=pytest.fail, book=book)
    assert report.read_text().splitlines()[1:] == ["/Bericht[1],x,y,Dit is er al."]


def test_good_rows_are_handed_on_beside_bad_ones_and_it_leaves_with_1(path: Path) -> None:
    root = whole_303()
    first(root, "GeleverdVolume").text = "x"
    path.write_bytes(written(root))
    booked: list[Declaration] = []
    with pytest.raises(SystemExit) as leaving:
        import_declaration(asked(path), notes_of=pytest.fail, book=booked.append)
    assert leaving.value.code == 1
    assert [[row.good for row in one.rows] for one in booked] == [[False, True]]


def test_the_example_of_the_manual_says_what_the_manual_says(path: Path) -> None:
    manual = (SOURCE.parent / "docs/how-to/check-a-declaration.md").read_text("utf-8")
    given, said = (
        re.search(rf"```{kind}\n(.*?)```", manual, re.DOTALL)[1]  # type: ignore[index]
        for kind in ("xml", "text")
    )
    path.write_text(given, encoding="utf-8")
    result = run(path, "--dry-run")
    assert result.stderr + result.stdout == said
    assert result.exit_code == 1


MEASURE = """
import sys
from meedoen.commands import main
code = main(sys.argv[1:])
own = open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]
print(code, int(own) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells its most")
@pytest.mark.parametrize("of_one_person", [True, False])
def test_a_large_declaration_takes_no_great_part_of_a_computer(
    of_one_person: bool, path: Path
) -> None:
    root = small(DECLARED[0])
    first(root, f"{AMOUNT['2.3']}/Bedrag").text = "0"
    text = written(with_sum(root, "2.3"), xml_declaration=False).decode()
    what = "Prestatie" if of_one_person else "Client"
    begin, end = text.index(f"<a:{what}>"), text.index(f"</a:{what}>") + len(f"</a:{what}>")
    part, reference = text[begin:end], first(root, "ReferentieNummer").text
    many = "".join(part.replace(f">{reference}<", f">K{at}<") for at in range(10_000))
    path.write_text(text[:begin] + many + text[end:], encoding="utf-8")
    words = ["budget", "import", "--as", "declaration", str(path), "--municipality", "GM9901"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *words, "--dry-run"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told, measured = done.stdout.splitlines()
    assert told == "rows=10000 good=10000 bad=0"
    code, memory = map(int, measured.split())
    assert code == 0
    assert memory < 160
