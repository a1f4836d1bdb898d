# SPDX-License-Identifier: EUPL-1.2
"""The house's promises: import rules that are kept, and that truly catch who breaks them."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
FLOOR = {
    room.strip(): depth
    for depth, line in enumerate(CONTRACTS[0]["layers"])
    for room in line.split("|")
}

# What somebody might write one day → the contract that must stop it.
BREACHES = {
    "journeys/reading.py": ("import meedoen.web.gate", "One way down"),
    "network/__init__.py": ("import meedoen.budget", "One way down"),
    "matching/scoring.py": ("import meedoen.budget", "The funding source never decides"),
    "plans/operations.py": ("import meedoen.budget", "The funding source never decides"),
    "bookings/operations.py": ("import meedoen.budget", "The funding source never decides"),
    "bookings/queries.py": ("import meedoen.plans.queries", "One way down"),
    "bookings/guards.py": ("import meedoen.neighbours", "Giving back never becomes a duty"),
    "monitor/__init__.py": ("import meedoen.residents.queries", "What leaves a dossier"),
    "publication/operations.py": ("import meedoen.privacy.decision", "One way down"),
    "publication/attack_report.py": ("import django.db", "only the doors know Django"),
    "knelpunten/__init__.py": ("import meedoen.plans.queries", "What leaves a dossier"),
    "laboratory/tasks.py": (
        "import meedoen.residents.queries",
        "The laboratory knows invented people only",
    ),
    "vocabulary/money.py": ("import django", "are plain Python"),
    "law/model.py": ("import django", "are plain Python"),
    "rules/outcomes.py": ("import django", "are plain Python"),
    "rules/wishes.py": ("import meedoen.residents.queries", "One way down"),
    "rules/verdicts.py": ("import meedoen.budget", "The funding source never decides"),
    "privacy/decision.py": ("import django.db", "only the doors know Django"),
    "plans/answers.py": ("import meedoen.plans.models", "only the doors know Django"),
    "demonstration/region.py": ("import django", "plain Python too"),
    "residents/queries.py": ("import meedoen.residents.operations", "Inside a room"),
    "web/resident/urls.py": ("import meedoen.web.policy.urls", "Faces do not look into each other"),
    "web/policy/urls.py": ("import meedoen.plans.models", "Faces speak with queries"),
    "disclosure/protecting.py": ("import django", "are plain Python"),
    "recognition/finds.py": ("import meedoen.residents.queries", "One way down"),
    "matching/nearness.py": ("import meedoen.neighbours", "Giving back never becomes a duty"),
    "lexicon/text.py": ("import django", "are plain Python"),
    "lexicon/themes.py": ("import meedoen.matching.reasons", "One way down"),
    "publication/verification.py": (
        "import meedoen.disclosure.protecting",
        "Who checks a proof shares nothing with who made it",
    ),
    "catalogue/queries.py": (
        "import meedoen.monitor.sources.registry",
        "The grounds of the former AWBZ are history only",
    ),
    "web/policy/monitor/map.py": (
        "import meedoen.monitor.snapshots",
        "Pages do not open what was loaded of people",
    ),
    "law/errors.py": ("import meedoen.law.evaluation", "No cycles"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable, "-c",
        "import sys; sys.path.insert(0, 'src');"
        "from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))",
    ]  # fmt: skip
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


WHO_AND_WHEN = {"by", "on"}


def operations() -> dict[str, ast.FunctionDef]:
    """Give every public write of every room, by its full name."""
    found = {}
    source = ROOT / "src" / "meedoen"
    for file in sorted(source.rglob("operations.py")):
        room = ".".join(file.relative_to(source).parent.parts)
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found[f"{room}.{node.name}"] = node
    return found


def is_about_a_dossier(written: ast.FunctionDef) -> bool:
    """Tell whether an operation is told whose dossier it writes in."""
    return "subject" in {one.arg for one in written.args.kwonlyargs}


@pytest.mark.parametrize("name", operations())
def test_a_write_uses_who_does_it_and_when(name: str) -> None:
    written = operations()[name]
    told = {one.arg for one in written.args.kwonlyargs} & WHO_AND_WHEN
    read = {
        node.id
        for line in written.body
        for node in ast.walk(line)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    assert told <= read


def signs_about(written: ast.FunctionDef) -> bool:
    """Tell whether an operation signs about the dossier it is told of, or leaves that to others."""
    calls = [node for node in ast.walk(written) if isinstance(node, ast.Call)]
    signs = [one for one in calls if isinstance(one.func, ast.Name) and one.func.id == "sign"]
    return all("about" in {told.arg for told in one.keywords} for one in signs)


@pytest.mark.parametrize(
    "name", [name for name, one in operations().items() if is_about_a_dossier(one)]
)
def test_a_write_in_a_dossier_waits_for_its_turn(name: str) -> None:
    assert signs_about(operations()[name])


# Two ideas that the field itself calls by one word; each stands in the words of its own room.
SAID_OF_TWO = {"Draft", "Fact", "Knelpunt"}


def test_one_name_stands_for_one_idea() -> None:
    """A class can be searched for: its name is used in one room only (GLOSSARY)."""
    rooms: dict[str, set[str]] = defaultdict(set)
    source = ROOT / "src" / "meedoen"
    for file in source.rglob("*.py"):
        if "migrations" not in file.parts:
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    rooms[node.name].add(file.relative_to(source).parts[0])
    twice = {name for name, where in rooms.items() if len(where) > 1}
    # Forms and app configs are named by the page and the room that they belong to.
    assert {name for name in twice if not name.endswith(("Form", "Config"))} <= SAID_OF_TWO


def test_the_house_keeps_its_import_rules() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The house with every breach in it at once: what is said of each contract that broke."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(
        ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for file, (line, _) in BREACHES.items():
        with (folder / "src" / "meedoen" / file).open("a", encoding="utf-8") as target:
            target.write(f"\n{line}\n")
    done = lint(folder)
    assert done.returncode != 0
    _, _, said = done.stdout.partition("Broken contracts")
    # A heading stands above a line of as many dashes.
    parts = re.split(r"^(.+)\n-{3,}$", said, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.proves("I2", "what proposes cannot import money")
@pytest.mark.proves("S2-14", "what proposes cannot import money")
@pytest.mark.parametrize("file", BREACHES)
def test_who_breaks_a_promise_is_caught(file: str, broken: dict[str, str]) -> None:
    line, contract = BREACHES[file]
    (said,) = [" ".join(said.split()) for name, said in broken.items() if contract in name]
    here = ".".join(["meedoen", *Path(file).with_suffix("").parts]).removesuffix(".__init__")
    there = line.removeprefix("import ")
    there = "django" if there.startswith("django") else there
    # Of a cycle only the last names are told.
    last = [f".{one.rpartition('.')[2]}" for one in (here, there)]
    assert f"{here} -> {there}" in said or f"{last[0]} -> {last[1]}" in said, said


def room_of(label: str) -> str | None:
    return label if label in FLOOR else None


def test_relations_between_models_point_down_only() -> None:
    """A string ForeignKey is no import, so the import rules alone would miss it."""
    wrong = []
    for model in apps.get_models():
        here = room_of(model._meta.app_label)
        for field in model._meta.get_fields():
            if here is None or not (field.is_relation and field.concrete and field.related_model):
                continue
            there = room_of(field.related_model._meta.app_label)
            if there and there != here and FLOOR[there] <= FLOOR[here]:
                wrong.append(f"{model._meta.label}.{field.name} → {there}")
    assert wrong == []


def test_migrations_lean_on_lower_rooms_only() -> None:
    loader = MigrationLoader(connection, ignore_no_migrations=True, load=False)
    loader.load_disk()
    wrong = [
        f"{app}.{name} → {other}"
        for (app, name), migration in loader.disk_migrations.items()
        for other, _ in migration.dependencies
        if app in FLOOR and other in FLOOR and other != app and FLOOR[other] <= FLOOR[app]
    ]
    assert wrong == []


def test_there_is_no_drawer_and_no_signal_in_the_house() -> None:
    files = list((ROOT / "src").rglob("*.py"))
    assert not [f for f in files if f.stem in {"utils", "helpers", "common", "misc", "services"}]
    with_signals = [f for f in files if "django.dispatch" in f.read_text(encoding="utf-8")]
    assert with_signals == []


def test_what_is_read_in_the_order_of_a_moment_has_its_number_too() -> None:
    """Two rows of one moment would come in any order, now this one first and then the other."""
    alone = re.compile(r'order_by\(\s*"-?[a-z_]+_at"\s*\)')
    found = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        if "migrations" not in path.parts
        for found in alone.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
