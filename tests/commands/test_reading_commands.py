# SPDX-License-Identifier: EUPL-1.2
"""Commands that only read files: they ask nothing of the machine but the files they are given."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from meedoen.commands import GROUPS, main, meedoen
from meedoen.interop.hsds.standard import SERVICE
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from tests.interop.extracts.examples import YEAR, as_csv, good_rows
from tests.interop.hsds.documents import full
from tests.interop.iwmo.declared_messages import DECLARED, small
from tests.interop.iwmo.messages import written as as_message
from tests.interop.money_files import invoice
from tests.publication.releases import town, written
from tests.rules.people import RULEBOOK

SOURCE = Path(__file__).parents[2] / "src"
BOM = b"\xef\xbb\xbf"
LAW = b"""\
$schema: https://example.org/v0.5.0/schema.json
$id: koffie_wet
regulatory_layer: WET
bwb_id: BWBR0000001
name: Koffiewet
valid_from: "2026-01-01"
publication_date: "2026-01-01"
url: https://example.org/koffie
articles:
  - number: "1"
    url: https://example.org/koffie#1
    text: Er is koffie voor wie dorst heeft.
    machine_readable:
      execution:
        parameters:
          - name: dorst
            type: boolean
            required: true
        output:
          - name: koffie
            type: boolean
        actions:
          - output: koffie
            value: $dorst
"""
FEATURE = b"""\
Feature: Koffie
  Scenario: dorst
    Given the calculation date is "2026-03-01"
    And the following parameters:
      | dorst | true |
    When I evaluate "koffie" of "koffie_wet"
    Then output "koffie" is true
"""
TEXT = b'{"id": 1, "text": "Mevrouw \xc3\x96zdemir woont boven de bakker."}'
CASE = b'{"id": "1", "law": "koffie_wet", "date": "2026-03-01", "outputs": ["koffie"], "facts": {}}'

OFFERS = b'[{"id": "a", "title": "Caf\xc3\xa9 Zang", "description": "Wij zingen."}]'

# What only reads files. `law reference` and `privacy endpoints` read our own.
COMMANDS = {
    "budget import": (
        "budget",
        "import",
        "--as",
        "declaration",
        "declaratie.xml",
        "--municipality",
        "GM9901",
        "--dry-run",
    ),
    "budget import invoice": (
        "budget",
        "import",
        "--as",
        "invoice",
        "factuur.xml",
        "--municipality",
        "GM9901",
        "--dry-run",
    ),
    "catalogue search": (
        "catalogue",
        "search",
        "--offers",
        "offers.json",
        "--queries",
        "texts.jsonl",
    ),
    "catalogue check": ("catalogue", "check", "--format", "hsds", "aanbod.json"),
    "extracts sources": ("extracts", "sources", "--json"),
    "extracts validate": ("extracts", "validate", "wsw", "wsw.csv", "--period", str(YEAR)),
    "knelpunten check-text": ("knelpunten", "check-text", "texts.jsonl"),
    "law check": ("law", "check", "laws"),
    "law run": ("law", "run", "--corpus", "laws", "--cases", "cases.jsonl"),
    "law scenarios": ("law", "scenarios", "koffie.feature", "--corpus", "laws"),
    "law reference": ("law", "reference", "--rulebook", str(RULEBOOK)),
    "monitor verify": ("monitor", "verify", "release", "--earlier", "release"),
    "privacy endpoints": ("privacy", "endpoints"),
}
GIVEN_FILES = (
    "catalogue search",
    "catalogue check",
    "knelpunten check-text",
    "law check",
    "law run",
    "law scenarios",
    "extracts validate",
)
# What is good has no fault to say: a file in which nothing is wrong gives no line.
SAYS_FAULTS_ONLY = ("catalogue check",)
# The pages are Django's, and their models name types of psycopg; the others know neither.
# A declaration is checked without; what is not known here is asked where there is a database.
WITHOUT_DJANGO = [name for name in COMMANDS if not name.startswith(("privacy", "budget"))]

# Stops what a command that reads files has no business with, and says what it imported.
GUARD = """
import sys
sys.path.insert(0, sys.argv.pop(1))
LEAVES = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.fork", "os.exec",
          "os.mkdir", "os.rename", "os.remove", "os.posix_spawn")
def refuse(event, arguments):
    if event in LEAVES or (event == "open" and set(str(arguments[1])) & set("wax+")):
        raise PermissionError(f"{event}: {arguments}")
sys.addaudithook(refuse)
from meedoen.commands import main
code = main(sys.argv[1:])
for name in ("psycopg", "django.conf", "django.apps", "meedoen.settings", "numpy"):
    if name in sys.modules:
        print("imported", name, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a law, a case and a scenario, and with nothing of ours in it."""
    (tmp_path / "texts.jsonl").write_bytes(TEXT)
    (tmp_path / "offers.json").write_bytes(OFFERS)
    (tmp_path / "aanbod.json").write_text(json.dumps(full(SERVICE)))
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "koffie.yaml").write_bytes(LAW)
    (tmp_path / "cases.jsonl").write_bytes(CASE)
    (tmp_path / "koffie.feature").write_bytes(FEATURE)
    shape = source("wsw").shape(SourceForm.ROWS)
    assert shape
    (tmp_path / "wsw.csv").write_bytes(as_csv(good_rows(shape)))
    written(tmp_path / "release", town())
    (tmp_path / "declaratie.xml").write_bytes(as_message(small(DECLARED[0])))
    (tmp_path / "factuur.xml").write_text(invoice(), "utf-8")
    return tmp_path


def bare(folder: Path, name: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command where nothing is set, not even where programs are."""
    return subprocess.run(
        [sys.executable, "-B", "-c", GUARD, str(SOURCE), *COMMANDS[name]],
        cwd=folder, env=environment, capture_output=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_it_needs_no_database_no_setting_no_network_and_leaves_nothing(
    folder: Path, name: str
) -> None:
    before = sorted(folder.rglob("*"))
    done = bare(folder, name)
    assert done.returncode == 0, done.stderr
    assert bool(done.stdout) == (name not in SAYS_FAULTS_ONLY)
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", WITHOUT_DJANGO)
def test_a_command_that_knows_no_pages_loads_no_django_no_driver_and_no_settings(
    folder: Path, name: str
) -> None:
    """That is what makes it start at once; seconds would depend on the machine."""
    # Whole columns are checked at once with numpy.
    known = {b"imported numpy"} if name == "extracts validate" else set()
    said = {line for line in bare(folder, name).stderr.splitlines() if b"imported" in line}
    assert said == known


@pytest.mark.parametrize("name", COMMANDS)
def test_it_says_the_same_whatever_is_set_for_the_product(folder: Path, name: str) -> None:
    wrong = {
        "MEEDOEN_ENVIRONMENT": "production",
        "DJANGO_SETTINGS_MODULE": "is_er_niet",
        "DATABASE_URL": "is geen adres",
        "MEEDOEN_DATA": "/dev/null/nergens",
    }
    done = bare(folder, name, **wrong)
    assert done.returncode == 0, done.stderr
    assert done.stdout == bare(folder, name).stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_it_writes_utf_8_whatever_the_language_of_the_terminal(folder: Path, name: str) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = bare(folder, name, **ascii_only)
    assert done.returncode == 0, done.stderr
    assert done.stdout == bare(folder, name).stdout


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(meedoen, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", GIVEN_FILES)
def test_a_byte_order_mark_changes_nothing(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    without = run(*COMMANDS[name])
    for path in folder.rglob("*.*"):
        path.write_bytes(BOM + path.read_bytes())
    assert run(*COMMANDS[name]).stdout == without.stdout
    assert without.exit_code == 0, without.output


def test_a_byte_order_mark_makes_no_page_stale(tmp_path: Path) -> None:
    page = tmp_path / "rulebook.md"
    page.write_bytes(BOM + run("law", "reference", "--rulebook", RULEBOOK).stdout_bytes)
    assert run("law", "reference", "--rulebook", RULEBOOK, "--check", page).exit_code == 0


@pytest.mark.parametrize("name", GIVEN_FILES)
def test_a_file_that_is_no_utf_8_is_said_in_words(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    given = {
        "catalogue search": "offers.json",
        "catalogue check": "aanbod.json",
        "knelpunten check-text": "texts.jsonl",
        "law check": "laws/koffie.yaml",
        "law run": "cases.jsonl",
        "extracts validate": "wsw.csv",
    }
    path = folder / given.get(name, "koffie.feature")
    path.write_bytes(path.read_bytes() + "# café".encode("latin-1"))
    result = run(*COMMANDS[name])
    assert "UTF-8" in result.output
    # What is wrong with one case is an answer; of a table, a list or a document nothing is taken.
    codes = {
        "law run": 0, "extracts validate": 2, "catalogue search": 2, "catalogue check": 2,
    }  # fmt: skip
    assert result.exit_code == codes.get(name, 1)


WRONG_DATA: dict[str, Callable[[Path], object]] = {
    "law check": lambda folder: (folder / "laws/koffie.yaml").write_bytes(
        LAW.replace(b"number:", b"nummer:")
    ),
    "law scenarios": lambda folder: (folder / "koffie.feature").write_bytes(
        FEATURE.replace(b"is true", b"is false")
    ),
}


@pytest.mark.parametrize("name", WRONG_DATA)
def test_what_is_wrong_in_the_data_leaves_with_1_and_is_said_per_row(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    WRONG_DATA[name](folder)
    result = run(*COMMANDS[name])
    assert result.exit_code == 1
    assert "koffie." in result.stdout


NOTHING_TO_READ = {
    "catalogue check": ("catalogue", "check", "--format", "hsds", "empty"),
    "law check": ("law", "check", "nergens"),
    "law run": ("law", "run", "--corpus", "empty", "--cases", "cases.jsonl"),
    "law scenarios": ("law", "scenarios", "koffie.feature", "--corpus", "empty"),
    "law reference": ("law", "reference", "--rulebook", "empty"),
    "monitor verify": ("monitor", "verify", "empty"),
    "a page": ("law", "reference", "--rulebook", str(RULEBOOK), "--check", "nergens.md"),
}


@pytest.mark.parametrize("name", NOTHING_TO_READ)
def test_what_could_not_be_done_leaves_with_2_and_prints_no_data(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "empty").mkdir()
    result = run(*NOTHING_TO_READ[name])
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr


def test_that_a_page_is_up_to_date_is_no_data(tmp_path: Path) -> None:
    page = tmp_path / "rulebook.md"
    page.write_bytes(run("law", "reference", "--rulebook", RULEBOOK).stdout_bytes)
    result = run("law", "reference", "--rulebook", RULEBOOK, "--check", page)
    assert result.stdout == ""
    assert "says what the rulebook says" in result.stderr


def test_a_key_that_nobody_knows_in_a_case_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    without = run(*COMMANDS["law run"]).stdout
    (folder / "cases.jsonl").write_bytes(CASE.replace(b'"id"', b'"opmerking": "zelf", "id"'))
    assert run(*COMMANDS["law run"]).stdout == without


def test_progress_is_never_told_among_the_data() -> None:
    bars = [
        ast.unparse(node)
        for path in (SOURCE / "meedoen" / "commands").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "click.progressbar"
    ]
    assert bars
    assert [bar for bar in bars if "file=sys.stderr" not in bar] == []


def leaves() -> Iterator[tuple[str, ...]]:
    """Every command, by the words that call it."""
    for name in GROUPS:
        group = meedoen.get_command(None, name)  # type: ignore[arg-type]
        commands = group.commands if isinstance(group, click.Group) else {}
        yield from ((name, each) for each in commands)
        if not commands:
            yield (name,)


@pytest.mark.parametrize("words", list(leaves()), ids=" ".join)
def test_an_option_that_nobody_knows_is_refused(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--bestaat-niet"]) == 2
    heard = capsys.readouterr()
    assert "No such option" in heard.err
    assert heard.out == ""
