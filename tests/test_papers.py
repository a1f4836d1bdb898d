# SPDX-License-Identifier: EUPL-1.2
"""The papers tell the truth: what they name exists, and what exists is named in them."""

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from meedoen.accounts.roles import AT_WORK, Role
from meedoen.commands import GROUPS, meedoen
from meedoen.matching.scoring import WEIGHTS
from meedoen.privacy.decision import Reason
from meedoen.privacy.policy import REACH, WITHOUT_DOSSIER, Purpose, Reach
from meedoen.vocabulary.domains import Domain
from meedoen.web.landing import landing_page

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "meedoen"
SPDX = "SPDX-License-Identifier: EUPL-1.2"
KEPT_DUTCH = (
    "melding", "beschikking", "indicatie", "regisseur", "knelpunt", "gemeente", "wijk", "buurt",
    "bsn", "kvk", "pgb", "ja", "nee_op_deze_grond", "onbekend", "vraagt_oordeel",
)  # fmt: skip
# In parts, so that this file does not name them itself.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
    )
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def ignored_folders() -> set[str]:
    """The folders that .gitignore names, by their last part: `/.venv/` → `.venv`."""
    lines = text_of(".gitignore").splitlines()
    return {line.strip("/").split("/")[-1] for line in lines if line.endswith("/")} | {".git"}


def own_files() -> Iterator[Path]:
    """Every file of the checkout that is ours, without what was installed or made."""
    skipped = ignored_folders()
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if name not in skipped and "egg-info" not in name]
        yield from (Path(folder) / name for name in names)


def papers() -> list[Path]:
    return sorted(path for path in own_files() if path.suffix == ".md")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def rooms() -> list[str]:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    return [room.strip() for line in contracts[0]["layers"] for room in line.split("|")]


def docstring_of(room: str) -> str:
    package, module = SOURCE / room / "__init__.py", SOURCE / f"{room}.py"
    path = package if package.exists() else module
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


@pytest.mark.parametrize("room", rooms())
def test_every_room_says_what_it_is_and_stands_in_the_house(room: str) -> None:
    assert docstring_of(room), f"{room} does not say what it is for"
    assert f"| `{room}` |" in text_of("docs/explanation/the-house.md")


def is_built(room: str) -> bool:
    return not (SOURCE / room).is_dir() or len(list((SOURCE / room).rglob("*.py"))) > 1


def test_the_house_says_still_empty_of_exactly_the_rooms_that_are_empty() -> None:
    page = text_of("docs/explanation/the-house.md").splitlines()
    lines = {room: next(line for line in page if f"| `{room}` |" in line) for room in rooms()}
    said_empty = {room for room, line in lines.items() if "(still empty)" in line}
    assert said_empty == {room for room in rooms() if not is_built(room)}


def links_in(text: str) -> list[str]:
    """Relative links and images of a page, without addresses, anchors and code."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)
    found = re.findall(r"\]\(([^)\s]+)\)", prose)
    return [link for link in found if not re.match(r"[a-z]+:|#", link)]


@pytest.mark.parametrize("page", papers(), ids=named)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    links = links_in(page.read_text(encoding="utf-8"))
    broken = [link for link in links if not (page.parent / link.split("#")[0]).exists()]
    assert broken == []


def test_the_link_finder_sees_links_and_images_and_leaves_code_alone() -> None:
    page = "[a](b.md#c) ![d](e.png) [f](https://g.example) [h](#i) `[j](k.md)`\n```\n[l](m.md)\n```"
    assert links_in(page) == ["b.md#c", "e.png"]


def test_every_file_that_a_paper_names_is_there() -> None:
    invented = ("voorbeeldstad", "2027-", "…", "<")
    missing = [
        (named(page), path)
        for page in papers()
        for path in re.findall(
            r"`((?:src|tests|rulebook|docs|scripts)/[^`\s]+)`", page.read_text(encoding="utf-8")
        )
        if not any(mark in path for mark in invented) and not (ROOT / path).exists()
    ]
    assert missing == []


def test_every_page_of_the_documentation_can_be_reached_from_its_front_page() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        links = links_in(page.read_text(encoding="utf-8"))
        waiting += [page.parent / link.split("#")[0] for link in links]
    docs = {page.resolve() for page in papers() if ROOT / "docs" in page.parents}
    assert sorted(map(named, docs - seen)) == []


def test_every_decision_stands_in_the_list_and_stays_under_a_page() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("0*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert f"({path.name})" in text_of("docs/adr/README.md")
        assert len(text.split()) < 500, f"{path.name} is longer than a page"
        assert [h for h in ("## Why", "## Decision", "## What follows") if h not in text] == []


@pytest.mark.parametrize("word", KEPT_DUTCH)
def test_a_dutch_word_that_stays_is_in_the_list_of_kept_words(word: str) -> None:
    kept = text_of("GLOSSARY.md").split("## Dutch words that stay")[1].split("\n## ")[0]
    assert f"**{word}**" in kept


def test_the_list_of_kept_dutch_words_holds_no_others() -> None:
    kept = text_of("GLOSSARY.md").split("## Dutch words that stay")[1].split("\n## ")[0]
    assert set(re.findall(r"\*\*(\w+)\*\*", kept)) == set(KEPT_DUTCH)


def publiccode() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(text_of("publiccode.yml"))
    return loaded


def test_publiccode_has_every_key_that_the_standard_requires() -> None:
    told = publiccode()
    required = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert required - told.keys() == set()
    assert told["publiccodeYmlVersion"].startswith("0.7")
    assert told["legal"] == {"license": "EUPL-1.2"}
    assert {"localisationReady", "availableLanguages"} <= told["localisation"].keys()
    assert "nl" not in told, "0.7 replaced the country section by `supports`"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_publiccode_describes_the_product_within_the_lengths_of_the_standard(language: str) -> None:
    told = publiccode()["description"][language]
    assert len(told["shortDescription"]) <= 150
    assert 150 <= len(told["longDescription"]) <= 10_000
    assert told["features"]


def test_publiccode_and_the_package_tell_one_version() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert publiccode()["softwareVersion"] == project["version"]
    assert project["version"] in text_of("CHANGELOG.md")


def test_the_licence_is_the_one_that_everything_names() -> None:
    assert text_of("LICENSE").startswith("EUROPEAN UNION PUBLIC LICENSE v. 1.2")
    assert tomllib.loads(text_of("pyproject.toml"))["project"]["license"] == "EUPL-1.2"


def own_python() -> list[Path]:
    return sorted(p for part in ("src", "tests") for p in (ROOT / part).rglob("*.py"))


def test_every_python_file_of_ours_begins_with_its_licence() -> None:
    first = {path: path.read_text(encoding="utf-8").split("\n", 1)[0] for path in own_python()}
    assert first, "no Python was found"
    assert [named(path) for path, line in first.items() if line != f"# {SPDX}"] == []


def test_every_style_sheet_script_and_data_file_of_ours_names_its_licence() -> None:
    found = [
        path
        for part in ("src", "rulebook")
        for path in (ROOT / part).rglob("*")
        if path.suffix in {".css", ".js", ".yaml"}
    ]
    assert found, "no style sheets were found"
    heads = {path: path.read_text(encoding="utf-8")[:200] for path in found}
    assert [named(path) for path, head in heads.items() if SPDX not in head] == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    naming = []
    for path in own_files():
        content = path.read_bytes().lower()
        naming += [named(path) for host in REGISTRIES if host.encode() in content]
    assert naming == []


def commands_of(group: click.Command, name: str) -> list[str]:
    inside = getattr(group, "commands", {})
    return [f"{name} {command}" for command in inside] or [name]


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_every_command_stands_in_the_reference(group: str) -> None:
    page = text_of("docs/reference/commands.md")
    assert f"## meedoen {group}\n" in page
    found = meedoen.get_command(click.Context(meedoen), group)
    assert found is not None
    assert [c for c in commands_of(found, group) if f"| `{c}" not in page] == []


def test_every_make_target_in_the_papers_exists_and_the_main_ones_are_told() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", text_of("Makefile"), flags=re.M))
    told = {
        name
        for page in papers()
        for name in re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(encoding="utf-8"), re.M)
    }
    assert told <= targets
    assert {"run", "test", "check", "fix", "reset"} <= told


def test_every_setting_that_the_code_reads_stands_in_the_reference() -> None:
    page = text_of("docs/reference/settings.md")
    read = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(
            r"""["']((?:MEEDOEN_|DATABASE_URL)[A-Z_]*)["']""", path.read_text(encoding="utf-8")
        )
    }
    assert len(read) > 10
    assert sorted(name for name in read if f"`{name}`" not in page) == []


def test_the_page_on_matching_tells_the_weights_that_are_used() -> None:
    page = text_of("docs/explanation/matching.md")
    told = [float(share) for share in re.findall(r"^\| .* \| (0\.\d\d) \|$", page, flags=re.M)]
    assert told == list(WEIGHTS.values())


def in_words(reach: Reach) -> str:
    if reach.domains == frozenset(Domain):
        return "all"
    return ", ".join(domain.value for domain in Domain if domain in reach.domains)


def dossier_rows() -> list[str]:
    return [
        f"| {role.value} | {purpose.value} | {in_words(reach)} | {reach.ceiling.name.lower()} |"
        for (role, purpose), reach in REACH.items()
    ]


def other_rows() -> list[str]:
    return [
        f"| {purpose.value} | {', '.join(r.value for r in Role if r in roles)} |"
        if roles != frozenset(Role)
        else f"| {purpose.value} | everybody |"
        for purpose, roles in WITHOUT_DOSSIER.items()
    ]


def role_rows() -> list[str]:
    into = {role: [p.value for each, p in REACH if each is role] for role in Role}
    beside = {
        role: [p.value for p, roles in WITHOUT_DOSSIER.items() if role in roles != frozenset(Role)]
        for role in Role
    }
    return [
        f"| {role.value} | {role.label} | {', '.join(into[role]) or 'nothing'} | "
        f"{', '.join(beside[role]) or '–'} | {landing_page(role) if role in AT_WORK else '/'} |"
        for role in Role
    ]


def rows_under(heading: str, page: str = "docs/reference/privacy.md") -> list[str]:
    part = text_of(page).split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")]
    return rows[1:]


def test_the_table_for_the_privacy_officer_is_the_table_that_decides() -> None:
    assert rows_under("Into a dossier") == dossier_rows()
    assert rows_under("Without any dossier") == other_rows()


def test_the_page_on_roles_is_the_table_that_decides() -> None:
    assert rows_under("All of them", "docs/reference/roles.md") == role_rows()


def test_the_reference_explains_every_reason_purpose_and_domain() -> None:
    page = text_of("docs/reference/privacy.md")
    assert [r.value for r in Reason if f"| `{r.value}` |" not in page] == []
    assert [p.value for p in Purpose if p.value not in page] == []
    assert [d.value for d in Domain if f"`{d.value}`" not in page] == []
