# SPDX-License-Identifier: EUPL-1.2
"""`meedoen extracts`: the sources, and a file of one held against what it should hold."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from meedoen.commands import meedoen
from meedoen.monitor.sources.registry import KEYS, source
from meedoen.monitor.sources.specification import SourceForm
from tests.interop.extracts.examples import YEAR, as_csv, bsn, good_rows, named, shapes
from tests.interop.iwmo.messages import Writing, edition_of

SOURCE = Path(__file__).parents[2] / "src"
WSW = source("wsw").shape(SourceForm.ROWS)
assert WSW


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(meedoen, ["extracts", *map(str, arguments)])


def validate(key: str, path: Path, *more: str | Path, year: int = YEAR) -> Result:
    return run("validate", key, path, "--period", str(year), *more)


def table(path: Path, number: int = 6, **changed: str) -> Path:
    """Write good rows of a source, and change values of the second."""
    assert WSW
    rows = good_rows(WSW, number)
    rows[1] |= changed
    path.write_bytes(as_csv(rows))
    return path


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_the_keys_of_the_sources_are_listed_one_a_line() -> None:
    result = run("sources")
    assert tuple(line.split()[0] for line in result.stdout.splitlines()) == KEYS
    assert result.exit_code == 0


def test_all_that_is_known_of_a_source_is_there_as_json() -> None:
    said = json.loads(run("sources", "--json").stdout)
    assert tuple(one["key"] for one in said) == KEYS
    for one in said:
        assert all(one[name] for name in ("name", "holder", "ground", "article", "purpose"))
        for shape in one["shapes"]:
            assert set(shape["key"]) <= {field["name"] for field in shape["fields"]}
            assert all(field["codes"] for field in shape["fields"] if field["kind"] == "code")


@pytest.mark.parametrize("pair", list(shapes()), ids=named)
def test_a_good_file_of_each_source_leaves_with_0(tmp_path: Path, pair) -> None:
    path = tmp_path / "bron.csv"
    path.write_bytes(as_csv(good_rows(pair[1])))
    result = validate(pair[0].key, path, "--report", tmp_path / "r.csv")
    assert result.stdout == "rows=12 good=12 bad=0\n"
    assert result.stderr == ""
    assert result.exit_code == 0
    assert read(tmp_path / "r.csv") == [["row", "column", "value", "reason"]]


def test_the_example_of_the_manual_says_what_the_manual_says(tmp_path: Path) -> None:
    manual = (SOURCE.parent / "docs/how-to/check-a-source.md").read_text("utf-8")
    given, said = (
        re.search(rf"```{kind}\n(.*?)```", manual, re.DOTALL)[1]  # type: ignore[index]
        for kind in ("csv", "text")
    )
    (tmp_path / "vsv-2026.csv").write_text(given)
    result = validate("vsv", tmp_path / "vsv-2026.csv", year=2026)
    assert result.stderr + result.stdout == said


def test_the_profile_of_the_manual_reads_a_list_of_that_supplier(tmp_path: Path) -> None:
    manual = (SOURCE.parent / "docs/how-to/check-a-source.md").read_text("utf-8")
    profile = re.search(r"```yaml\n(.*?)```", manual, re.DOTALL)
    assert profile
    (tmp_path / "p.yaml").write_text(profile[1], "utf-8")
    (tmp_path / "lijst.csv").write_bytes(
        "Nr. klant;Categorie;Vanaf;Leveringsvorm;Naam;Telefoon\n"
        f"{bsn(1)};07;31-01-2026;Zorg in natura;Zoë;06\n".encode("cp1252")
    )
    options = ("--profile", tmp_path / "p.yaml")
    result = validate("wmo", tmp_path / "lijst.csv", *options, year=2026)
    assert result.output == "rows=1 good=1 bad=0\n"


def test_a_bad_row_leaves_with_1_and_stands_in_the_report(tmp_path: Path) -> None:
    path = table(tmp_path / "bron.csv", bsn=bsn(7)[:8], codeType="=1+1")
    result = validate("wsw", path, "--report", tmp_path / "r.csv")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "rows=6 good=5 bad=1"
    heading, *found = read(tmp_path / "r.csv")
    assert heading == ["row", "column", "value", "reason"]
    assert [one[:3] for one in found] == [
        ["3", "bsn", f"*****{bsn(7)[6:8]}"], ["3", "codeType", "'=1+1"],
    ]  # fmt: skip
    assert all("geen formule" not in reason and reason for *_, reason in found)


def test_the_first_faults_are_said_and_the_others_counted(tmp_path: Path) -> None:
    assert WSW
    rows = [{**row, "codeType": "x"} for row in good_rows(WSW, 50)]
    path = tmp_path / "bron.csv"
    path.write_bytes(as_csv(rows))
    result = validate("wsw", path)
    assert len(result.stderr.splitlines()) == 21
    assert "en nog 30" in result.stderr
    assert result.stdout == "rows=50 good=0 bad=50\n"


def test_a_duplicate_stands_in_the_report_between_the_other_rows(tmp_path: Path) -> None:
    assert WSW
    rows = good_rows(WSW, 5)
    rows[4] = {**rows[4], "codeType": "x"}
    path = tmp_path / "bron.csv"
    path.write_bytes(as_csv([rows[0], rows[1], rows[0], rows[4], rows[1]]))
    validate("wsw", path, "--report", tmp_path / "r.csv")
    assert [row for row, *_ in read(tmp_path / "r.csv")[1:]] == ["4", "5", "6"]


def refused(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.output
    return result.stderr


def test_a_file_that_is_refused_whole_says_why_and_leaves_with_2(tmp_path: Path) -> None:
    path = tmp_path / "bron.csv"
    path.write_bytes(b"\xff\xfe" + "bsn;x".encode("utf-16-le"))
    report = tmp_path / "r.csv"
    assert "UTF-16" in refused(validate("wsw", path, "--report", report))
    assert not report.exists()


def test_headings_that_refuse_a_file_stand_in_the_report(tmp_path: Path) -> None:
    path = tmp_path / "bron.csv"
    path.write_bytes(b"bsn;schoenmaat\n1;2\n")
    said = refused(validate("wsw", path, "--report", tmp_path / "r.csv"))
    assert "schoenmaat" in said
    assert ["1", "schoenmaat", "schoenmaat", "deze kolom kennen we niet"] in read(
        tmp_path / "r.csv"
    )


def test_what_cannot_be_used_is_said(tmp_path: Path) -> None:
    path = table(tmp_path / "bron.csv")
    before = path.read_bytes()
    profile = tmp_path / "p.yaml"
    profile.write_text("dates: verkeerd")
    assert "'dates'" in refused(validate("wsw", path, "--profile", profile))
    assert "no folder" in refused(validate("wsw", path, "--report", tmp_path / "weg" / "r.csv"))
    assert "what is read" in refused(validate("wsw", path, "--report", path))
    assert "what is read" in refused(
        validate("wsw", path, "--profile", profile, "--report", profile)
    )
    assert "map" in refused(validate("wsw", tmp_path))
    assert "does not exist" in refused(validate("wsw", tmp_path / "weg.csv"))
    assert "schoenen" in refused(validate("schoenen", path))
    assert "period" in refused(run("validate", "wsw", path))
    assert "period" in refused(validate("wsw", path, year=20260))
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bron.csv", "p.yaml"]


def test_a_report_is_written_over_no_message_and_no_schema_that_is_read(tmp_path: Path) -> None:
    messages, schemas = tmp_path / "map", tmp_path / "xsd"
    messages.mkdir()
    (schemas / "diep").mkdir(parents=True)
    for folder, name in ((messages, "1.XML"), (schemas, "diep/WMO301.xsd")):
        (folder / name).write_text("blijft")
        (tmp_path / f"{folder.name}.csv").symlink_to(folder / name)
        for report in (folder / name, tmp_path / f"{folder.name}.csv"):
            options = ("--schemas", schemas, "--report", report)
            assert "what is read" in refused(validate("wmo", messages, *options))
        assert (folder / name).read_text() == "blijft"


def test_a_report_of_before_between_the_messages_makes_room(tmp_path: Path) -> None:
    message(tmp_path / "1.xml")
    for _ in range(2):
        result = validate("wmo", tmp_path, "--report", tmp_path / "r.csv", year=2026)
        assert result.exit_code == 0, result.output


def test_nothing_in_a_file_steers_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "b\x1b[2Jron.csv"
    path.write_text("\x1b[31mbsn;bsn;\x9b1m;datumStart\nx;\x1b[31mx;\x9b1m;x\n", "utf-8")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", refused(validate("wsw", path)))
    table(path, codeType="\x9b31mx")
    seen = validate("wsw", path).stderr
    assert "31mx" in seen
    assert "\x9b" not in seen


def test_a_report_that_stood_there_stays_when_the_file_is_refused(tmp_path: Path) -> None:
    path, report = tmp_path / "bron.csv", tmp_path / "r.csv"
    report.write_text("van vorige keer")
    path.write_bytes(b"")
    refused(validate("wsw", path, "--report", report))
    assert report.read_text() == "van vorige keer"


def test_the_year_decides_which_rows_are_good(tmp_path: Path) -> None:
    path = table(tmp_path / "bron.csv")
    assert validate("wsw", path, year=YEAR - 1).stdout == "rows=6 good=0 bad=6\n"


@pytest.mark.skipif(os.name != "posix", reason="what a name leads to")
def test_a_report_can_go_where_there_is_no_file(tmp_path: Path) -> None:
    path = table(tmp_path / "bron.csv", codeType="x")
    done = process("validate", "wsw", path, "--period", str(YEAR), "--report", "/dev/stdout")
    assert done.stdout.startswith("row,column,value,reason\n3,codeType,x,")


@pytest.mark.skipif(os.name != "posix", reason="what a name leads to")
def test_what_can_be_read_once_only_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    assert "gewoon bestand" in refused(validate("wsw", tmp_path / "pijp"))
    assert "gewoon bestand" in refused(validate("wsw", Path("/dev/null")))


NUMBERS = st.one_of(
    st.integers(0, 10**9 - 1).map(lambda n: f"{n:09d}"),
    st.integers(0, 10**8 - 1).map(lambda n: f"{n:08d}"),
    st.integers(0, 10**8 - 1).map(bsn),
)
AROUND = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="0123456789"), max_size=4
)


@given(
    number=NUMBERS,
    around=st.tuples(AROUND, AROUND),
    where=st.sampled_from(["heading", "cell", "bsn", "ignored", "row", "name", "codes"]),
    quoted=st.booleans(),
)
def test_no_bsn_of_a_file_is_said_or_written_wherever_it_stands(
    tmp_path_factory, number: str, around: tuple[str, str], where: str, quoted: bool
) -> None:
    assert WSW
    folder = tmp_path_factory.mktemp("bsn")
    text = f"{around[0]}{number}{around[1]}"
    rows = good_rows(WSW, 3)
    if where == "heading":
        rows = [{**row, text: "x"} for row in rows]
    elif where in ("cell", "bsn", "codes"):
        rows[1][{"cell": "codeType", "bsn": "bsn", "codes": "urenPerWeek"}[where]] = text
    data = as_csv(rows, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    if where == "row":
        data += f"{text};{text}\n".encode()
    elif where == "ignored":
        data = text.encode() + b"\n" + data
    path = folder / (f"x{number}.csv" if where == "name" else "bron.csv")
    path.write_bytes(b"\xff" + data if where == "name" else data)
    result = validate("wsw", path, "--report", folder / "r.csv")
    assert result.exit_code in (0, 1, 2)
    report = folder / "r.csv"
    seen = result.output + (report.read_text("utf-8") if report.exists() else "")
    assert number not in seen


def test_no_bsn_in_what_was_typed_is_said_when_that_cannot_be_used(tmp_path: Path) -> None:
    path, away = table(tmp_path / "bron.csv"), tmp_path / "123456782.csv"
    for said in (
        refused(validate("wsw", away)),
        refused(validate("123456782", path)),
        refused(validate("wsw", path, "--profile", away)),
        refused(validate("wsw", path, "--schemas", away)),
        refused(validate("wsw", path, "--report", away / "r.csv")),
        refused(validate("wsw", path, "--report", tmp_path / "123456782" / "r.csv")),
        refused(validate("wsw", path, "123456782")),
        refused(validate("wsw", path, "--123456782")),
        refused(run("123456782")),
    ):
        assert "123456782" not in said
        assert "*****82" in said


def process(*arguments: str | Path, **more) -> subprocess.CompletedProcess[str]:
    code = "import sys; from meedoen.commands import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, "extracts", *map(str, arguments)],
        env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=False, **more,
    )  # fmt: skip


def test_as_a_process_it_says_and_leaves_the_same(tmp_path: Path) -> None:
    path = table(tmp_path / "bron.csv", codeType="x")
    done = process("validate", "wsw", path, "--period", str(YEAR), "--report", tmp_path / "r.csv")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "rows=6 good=5 bad=1"
    path.write_bytes(b"")
    done = process("validate", "wsw", path, "--period", str(YEAR))
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.skipif(sys.platform != "linux", reason="kills a process")
def test_killed_at_any_moment_it_leaves_no_report_or_a_whole_one(tmp_path: Path) -> None:
    assert WSW
    rows = [{**row, "codeType": "x"} for row in good_rows(WSW, 30_000)]
    path, report = tmp_path / "bron.csv", tmp_path / "r.csv"
    path.write_bytes(as_csv(rows))
    code = "import sys; from meedoen.commands import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "extracts", "validate", "wsw", str(path)]
    began = time.monotonic()
    subprocess.run(
        [*command, "--period", str(YEAR), "--report", str(report)],
        env={"PYTHONPATH": str(SOURCE)}, capture_output=True, check=False,
    )  # fmt: skip
    whole, lasts = report.read_bytes(), time.monotonic() - began
    assert whole.count(b"\n") == 30_001
    for part in range(12):
        report.unlink(missing_ok=True)
        running = subprocess.Popen(
            [*command, "--period", str(YEAR), "--report", str(report)],
            env={"PYTHONPATH": str(SOURCE)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(lasts * part / 11)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert not report.exists() or report.read_bytes() == whole
        left = [one for one in tmp_path.iterdir() if one not in (path, report)]
        # The only other thing that can be there is what was being moved into its place.
        assert all(re.fullmatch(r"\.[0-9a-f]{16}\.part", one.name) for one in left)
        for one in left:
            one.unlink()


def message(path: Path, number: str = "301", standard: str = "iwmo", **spoiled: str) -> Path:
    """Write an invented message, and change the text of the first elements of these names."""
    root = Writing(edition_of(number, standard), random.Random(1)).message()
    for name, text in spoiled.items():
        next(root.iter(f"{{*}}{name}")).text = text
    path.write_bytes(etree.tostring(root))
    return path


@pytest.mark.parametrize(("key", "standard"), [("wmo", "iwmo"), ("jeugdzorg", "ijw")])
def test_messages_are_a_file_a_folder_or_a_zip(tmp_path: Path, key: str, standard: str) -> None:
    folder = tmp_path / "berichten"
    folder.mkdir()
    for number in ("301", "305", "307"):
        message(folder / f"{number}.xml", number, standard)
    archive = Path(shutil.make_archive(str(tmp_path / "alles"), "zip", folder))
    for path in (folder, archive, folder / "301.xml"):
        result = validate(key, path, year=2026)
        assert result.exit_code == 0, result.output
        assert re.fullmatch(r"rows=[1-9]\d* good=[1-9]\d* bad=0\n", result.stdout)


def test_a_row_of_a_message_stands_under_its_path_in_the_report(tmp_path: Path) -> None:
    path = message(tmp_path / "bericht.txt", Categorie="99")
    result = validate("wmo", path, "--report", tmp_path / "r.csv")
    assert result.exit_code == 1
    row, column, value, _ = read(tmp_path / "r.csv")[1]
    assert row.startswith("/Bericht[1]/Client[1]/")
    assert (column, value) == ("Categorie", "99")
    assert f"{row}, Categorie: " in result.stderr


def test_a_message_that_is_refused_whole_leaves_what_was_found_in_the_report(
    tmp_path: Path,
) -> None:
    path = message(tmp_path / "bericht.xml", BerichtCode="999")
    said = refused(validate("wmo", path, "--report", tmp_path / "r.csv"))
    assert "bericht.xml" in said
    assert any("/Header[1]" in row for row, *_ in read(tmp_path / "r.csv"))


def test_messages_of_another_source_are_refused(tmp_path: Path) -> None:
    assert "geen berichten" in refused(validate("vsv", message(tmp_path / "b.xml")))
    assert "geen berichten" in refused(validate("vsv", message(tmp_path / "b.csv")))
    assert "een map" in refused(validate("vsv", tmp_path))
    assert refused(validate("jeugdzorg", message(tmp_path / "b.xml")))


def test_a_folder_of_schemas_is_held_against_messages(tmp_path: Path) -> None:
    schemas = tmp_path / "schemas"
    schemas.mkdir()
    path = message(tmp_path / "b.xml")
    assert refused(validate("wmo", path, "--schemas", schemas))
