# SPDX-License-Identifier: EUPL-1.2
"""`meedoen monitor protect`: what it takes, what it writes, and what it refuses to write over."""

import csv
import itertools
import json
import os
import random
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from meedoen.commands import meedoen
from meedoen.commands.protecting import distance_of

CELLS = b"""\
vorm van iets,count,buurt
werk,3,b1
"vrij, en ""zo"" \xc3\xa9",10,b1
werk,20,b2
"vrij, en ""zo"" \xc3\xa9",30,b2
werk,1,b3
"""
TREE = b"name,parent,code\nNoord,town,w1\n,w1,b2\nx,w1,b1\nx,town,b3\nStad,,town\n"
RULE = b'{"threshold": 5, "zero": "open"}'
SOURCE = Path(__file__).parents[2] / "src"
GIVEN = {"c.csv": CELLS, "h=1.csv": TREE, "r.json": RULE}
USUAL = ("c.csv", "--hierarchy", "buurt=h=1.csv", "--rule", "r.json", "--out", "p.csv")
RELEASE = ("--release", "rel")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in GIVEN.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, *arguments: str | Path) -> Result:
    return CliRunner().invoke(meedoen, ["monitor", command, *map(str, arguments)])


def everything() -> dict[Path, bytes | None]:
    return {one: one.read_bytes() if one.is_file() else None for one in Path().rglob("*")}


def refused(*arguments: str | Path) -> str:
    """Run it; nothing may be written, and nothing be said on stdout."""
    before = everything()
    result = run("protect", *arguments)
    assert result.exit_code == 2, result.output
    assert everything() == before
    assert result.stdout == ""
    return result.stderr


def rows_of(path: str) -> list[list[str]]:
    with Path(path).open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_every_combination_is_written_in_the_order_of_the_header_and_the_release_verifies() -> None:
    result = run("protect", *USUAL, *RELEASE)
    assert (result.exit_code, result.stderr) == (0, "Protecting and proving 15 cells …\n")
    first, second = result.stdout.splitlines()
    assert first.startswith("15 cells, 3 too small, ")
    assert second == "At most 1.00 times the fewest possible are hidden for their sake"
    header, *rows = rows_of("p.csv")
    assert header == ["vorm van iets", "buurt", "value", "status"]
    forms = ["_total", "werk", 'vrij, en "zo" é']
    codes = itertools.product(forms, ["town", "w1", "b1", "b2", "b3"])
    assert sorted(tuple(row[:2]) for row in rows) == sorted(codes)
    assert {row[3] for row in rows} == {"open", "primary", "secondary"}
    assert all((row[2] == "") == (row[3] != "open") for row in rows)
    assert ["werk", "b1", "", "primary"] in rows
    assert {row[3] for row in rows_of("rel/cells.csv")[1:]} == {"open", "hidden"}
    assert run("verify", "rel").exit_code == 0


@pytest.mark.parametrize(
    "as_it_may_be",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content + b"\n\n",
    ],
    ids=["byte order mark", "windows", "empty lines"],
)
def test_how_a_file_was_saved_changes_nothing(as_it_may_be) -> None:  # type: ignore[no-untyped-def]
    run("protect", *USUAL, *RELEASE)
    without = everything()
    for name, content in GIVEN.items():
        Path(name).write_bytes(as_it_may_be(content))
    assert run("protect", *USUAL, *RELEASE).exit_code == 0
    written = {Path(path) for path in ("p.csv", "rel/cells.csv", "rel/proof.json")}
    assert {path: everything()[path] for path in written} == {p: without[p] for p in written}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("c.csv", CELLS + b"wit,-1,b3\n", "c.csv, line 7: count is a whole number"),
        ("c.csv", CELLS + b'"a\nb",3,b1\nwit,x,b2\n', "c.csv, line 9: count is a whole number"),
        ("c.csv", CELLS + b"caf\xe9,1,b2\n", "c.csv: this file is not UTF-8"),
        ("c.csv", CELLS + b'"werk,3,b2\n', "c.csv, line 7: this is no CSV"),
        ("c.csv", b"", "c.csv, line 1: a header with a column per dimension and count"),
        ("h=1.csv", TREE + b"x,town,b1\n", "h=1.csv, line 7: 'b1' stands in line 4 as well"),
        ("h=1.csv", TREE + b"x,town,\n", "h=1.csv, line 7: a code cannot be empty"),
        ("h=1.csv", TREE + b"x,,other\n", "h=1.csv, line 7: 'other' has no parent, and nor has"),
        ("h=1.csv", TREE + b"x,zz,b9\n", "h=1.csv, line 7: 'b9' lies under 'zz', which is not"),
        ("h=1.csv", TREE + b"x,r,s\nx,s,r\n", "h=1.csv: buurt: 's' does not come under 'town'"),
        ("h=1.csv", TREE + b"x," + b"y" * 200_000, "h=1.csv, line 7: this is no CSV"),
        ("r.json", b"{", "r.json: this is no JSON that can be read"),
        ("r.json", b"[" * 100_000, "r.json: this is no JSON that can be read"),
        ("r.json", b"[5]", "r.json: a rule is an object"),
        ("r.json", b'{"threshold": 5, "zero": []}', 'r.json: zero: "open" or "hide", not []'),
        ("r.json", b'{"threshold": 5, "threshold": 3}', "r.json: threshold: this stands twice"),
        ("r.json", b'{"threshold": 10000000000}', "r.json: threshold: a whole number of"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_the_file_and_the_line(
    name: str, content: bytes, said: str
) -> None:
    Path(name).write_bytes(content)
    assert said in refused(*USUAL, *RELEASE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([*USUAL, "--hierarchy", "buurt=h=1.csv"], "this dimension has a tree already"),
        ([*USUAL, "--hierarchy", "zo=h=1.csv"], "c.csv, line 1: there is no dimension 'zo'"),
        ([*USUAL, "--hierarchy", "h"], "--hierarchy h: a dimension and a file, DIM=FILE"),
        ([*USUAL, "--hierarchy", "zo=niets.csv"], "niets.csv: No such file"),
        ([*USUAL, "--release", "c.csv"], "'c.csv' is a file"),
        ([*USUAL, "--earlier", "niets"], "'niets' does not exist"),
        ([*USUAL, "--out", "no/p.csv"], "--out no/p.csv: there is no folder no"),
        ([*USUAL, "--out", "./c.csv"], "--out c.csv: this is read, and would be written over"),
        ([*USUAL, "--out", "h=1.csv"], "--out h=1.csv: this is read"),
        ([*USUAL, "--out", "r.json"], "--out r.json: this is read"),
        ([*USUAL, "--release", "."], "--out p.csv: this is in ., which everybody may read"),
        ([*USUAL, "--release", "p.csv"], "--out p.csv: this is in p.csv"),
        ([*USUAL, "--release", "p.csv/r"], "--out p.csv: --release needs this as a folder"),
    ],
)
def test_what_cannot_be_done_as_it_is_asked_is_refused(arguments: list[str], said: str) -> None:
    assert said in refused(*arguments)


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_another_name_for_what_is_read_saves_it_too(link) -> None:  # type: ignore[no-untyped-def]
    link("c.csv", "p.csv")
    assert "--out p.csv: this is read" in refused(*USUAL)
    Path("rel").mkdir()
    os.link("c.csv", "rel/cells.csv")
    Path("p.csv").unlink()
    assert "--release rel/cells.csv: this is read" in refused(*USUAL, *RELEASE)


@pytest.mark.parametrize("strange", ["rel/mine.txt", "rel/hierarchies/mine.txt", "rel/cells.csv/x"])
def test_a_folder_with_anything_else_in_it_is_left_alone(strange: str) -> None:
    Path(strange).parent.mkdir(parents=True)
    Path(strange).write_text("mine")
    assert "is no part of a release" in refused(*USUAL, *RELEASE)


def test_an_older_release_is_written_over_and_nothing_of_it_stays() -> None:
    Path("rel/hierarchies").mkdir(parents=True)
    Path("rel/hierarchies/old.csv").write_text("old")
    Path("p.csv").write_text("old")
    assert run("protect", *USUAL, *RELEASE).exit_code == 0
    trees = [path.name for path in Path("rel/hierarchies").iterdir()]
    assert sorted(trees) == ["buurt.csv", "vorm van iets.csv"]
    assert run("verify", "rel").exit_code == 0
    assert rows_of("p.csv")[0][-1] == "status"


def test_statuses_never_go_into_an_earlier_release_nor_is_that_written_over() -> None:
    run("protect", *USUAL, "--release", "first")
    said = refused(*USUAL, "--earlier", "first", "--out", "first/p.csv")
    assert "this is in first, which everybody may read" in said
    said = refused(*USUAL, "--earlier", "first", "--release", "first")
    assert "--release first: this is an earlier release" in said


def test_when_the_release_cannot_be_written_nothing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, after some of it was staged."""
    kept, written = os.fsync, []

    def full(number: int) -> None:
        if len(written) == 4:
            raise OSError(28, "No space left on device")
        written.append(number)
        kept(number)

    monkeypatch.setattr(os, "fsync", full)
    said = refused(*USUAL, *RELEASE)
    assert "No space left on device" in said
    assert "So nothing is written." in said
    assert len(written) == 4


def test_where_nobody_may_write_the_file_that_was_asked_for_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = os.open

    def shut(path: Path, flags: int, mode: int = 0o777, **more: Any) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", shut)
    assert "Error: p.csv cannot be written: Permission denied." in refused(*USUAL, *RELEASE)


def test_what_may_leave_can_be_read_by_whom_this_account_lets_read_what_it_makes() -> None:
    before = os.umask(0o022)
    try:
        run("protect", *USUAL, *RELEASE)
    finally:
        os.umask(before)
    assert Path("rel/cells.csv").stat().st_mode & 0o777 == 0o644


def test_a_folder_that_may_not_be_looked_into_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    Path("rel").mkdir()
    monkeypatch.setattr(Path, "iterdir", shut)
    result = run("protect", *USUAL, *RELEASE)
    assert (result.exit_code, result.stderr) == (2, "Error: rel: Permission denied\n")


def test_the_null_device_is_written_to_and_stays_what_it_is() -> None:
    assert run("protect", *USUAL, *RELEASE, "--out", os.devnull).exit_code == 0
    assert Path(os.devnull).is_char_device()
    assert run("verify", "rel").exit_code == 0


def test_only_a_release_asks_that_a_file_can_be_called_after_a_dimension() -> None:
    Path("c.csv").write_bytes(CELLS.replace(b"vorm van iets", b"man/vrouw"))
    assert "no file can be called after the dimension 'man/vrouw'" in refused(*USUAL, *RELEASE)
    assert run("protect", *USUAL).exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rule.json", b"{", "--earlier first: rule.json: this is no JSON"),
        ("cells.csv", b"buurt,value,status\ntown,3\n", "--earlier first: cells.csv, line 2: 2"),
        ("cells.csv", b"buurt,value,status\ntown," + b"9" * 5000 + b",open\n", "is no cell"),
        ("cells.csv", b"buurt,value,status\ntown,9,open\ntown,9,open\n", "line 3: town stands tw"),
        ("hierarchies/buurt.csv", b"x", "--earlier first: hierarchies/buurt.csv: a header"),
    ],
)
def test_what_is_wrong_in_an_earlier_release_is_told(name: str, content: bytes, said: str) -> None:
    run("protect", *USUAL, "--release", "first")
    Path("first", name).write_bytes(content)
    assert said in refused(*USUAL, "--earlier", "first")


def test_an_earlier_release_that_others_wrote_is_known_by_its_own_bytes() -> None:
    """In another order and with other line ends: the proof names the file that is there."""
    Path("c.csv").write_bytes(b"vorm,buurt,count\na,b1,9\nb,b1,4\na,b2,20\nb,b2,30\na,b3,8\n")
    run("protect", *USUAL, "--release", "first")
    cells = Path("first/cells.csv")
    header, *rows = cells.read_bytes().splitlines()
    cells.write_bytes(b"\r\n".join([header, *rows[::-1]]))
    assert run("protect", *USUAL, *RELEASE, "--earlier", "first").exit_code == 0
    (known,) = json.loads(Path("rel/proof.json").read_bytes())["earlier"]
    assert known["cells"] == sha256(cells.read_bytes()).hexdigest()
    checked = run("verify", "rel", "--earlier", "first")
    assert checked.exit_code == 0, checked.output


WITHOUT = """
import sys
from meedoen.commands import main
code = main(sys.argv[1:])
print(*{"django.conf", "django.apps", "meedoen.settings", "psycopg"} & set(sys.modules))
sys.exit(code)
"""


def test_it_needs_no_django_no_driver_and_no_settings() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, "monitor", "protect", *USUAL],
        env={"PYTHONPATH": str(SOURCE), "DATABASE_URL": "is no address"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3
    assert done.stdout.splitlines()[2] == ""


CODES = ["a", "b c", "é,x", 'q"r', "01", "1", " 1", "1 ", "x\ny", "ß", "c\rd", "#"]


def write_invented(seed: int) -> list[str]:
    """Write a table of one to three dimensions, some of them trees; give the arguments."""
    draw = random.Random(seed)
    trees, leaves = [], []
    names = draw.sample(["buurt", "vorm van x", "é", "k,l", "code"], draw.randint(1, 3))
    for number, name in enumerate(names):
        codes = draw.sample(CODES, draw.randint(2, 5))
        leaves.append(codes)
        if draw.random() < 0.5:
            pairs = [(code, draw.choice(["t", "u"])) for code in codes[1:]]
            rows = [("code", "parent"), ("u", "t"), (codes[0], "u"), ("t", ""), *pairs]
            write_csv(f"h{number}.csv", rows)
            trees += ["--hierarchy", f"{name}=h{number}.csv"]
    keys = itertools.product(*leaves)
    counts = [(*key, draw.choice([0, 1, 2, 4, 7, 15, 10**9])) for key in keys]
    draw.shuffle(counts)
    write_csv("c.csv", [(*names, "count"), *counts])
    rule = {"threshold": draw.choice([2, 3, 5, 10]), "zero": draw.choice(["open", "hide"])}
    Path("r.json").write_text(json.dumps(rule))
    return ["c.csv", *trees, "--rule", "r.json", "--out", "p.csv", *RELEASE]


def write_csv(path: str, rows: list[tuple[object, ...]]) -> None:
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_leaves_verifies_whatever_its_codes_are(seed: int) -> None:
    arguments = write_invented(seed)
    assert run("protect", *arguments).exit_code == 0
    checked = run("verify", "rel")
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize(
    ("secondary", "fewest", "distance"),
    [
        (0, 0, "1.00"), (0, None, "1.00"), (7, 7, "1.00"), (9, 8, "1.13"), (7, 3, "2.34"),
        (3, None, None), (3, 0, None),
    ],
)  # fmt: skip
def test_the_distance_to_the_fewest_is_never_said_smaller_than_it_can_be(
    secondary: int, fewest: int | None, distance: str | None
) -> None:
    assert distance_of(secondary, fewest) == distance


def test_of_a_large_table_it_is_said_that_nobody_worked_the_fewest_out() -> None:
    lines = [
        f"f{form},{(7 * form + 11 * place) % 97},p{place}"
        for form in range(30) for place in range(30)
    ]  # fmt: skip
    Path("large.csv").write_text("\n".join(["form,count,place", *lines]))
    result = run("protect", "large.csv", "--rule", "r.json", "--out", "p.csv")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].startswith("How many fewer would do is not known")
