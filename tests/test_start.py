# SPDX-License-Identifier: EUPL-1.2
"""A checkout starts in whatever folder somebody keeps it, and in whatever language they work."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# What people call a folder, and what a shell, a script's first line or a path file trips over.
FOLDERS = [
    "mijn map é",
    "Jan's kopie (2)",
    'zij zei "doe mee"',
    "prijs $HOME `nu` & straks; #1",
    "a,b=c%20;",
    "日本 ünder 🙂",
    "-r begin met een streepje",
    "lang " * 30 + "einde",
]
# How somebody's terminal may be set; an ASCII one cannot even name the folder.
LANGUAGES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "C.UTF-8"},
    {"LANG": "nl_NL.UTF-8", "LC_ALL": ""},
]


@pytest.fixture(params=FOLDERS, ids=range(len(FOLDERS)))
def checkout(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with the source in it and an environment beside, linked as `make` links them."""
    root = tmp_path / request.param
    (root / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "link_source.py", root / "scripts")
    (root / "src").symlink_to(ROOT / "src")
    make = [sys.executable, "-m", "venv", "--without-pip", "--symlinks", ".venv"]
    subprocess.run(make, cwd=root, check=True)
    subprocess.run([sys.executable, "scripts/link_source.py"], cwd=root, check=True)
    return root


@pytest.mark.parametrize("language", LANGUAGES, ids=range(len(LANGUAGES)))
def test_the_command_answers_from_any_folder_and_any_language(
    checkout: Path, language: dict[str, str]
) -> None:
    # The installed packages come from where the tests run; only our own source is linked.
    surroundings = {**os.environ, **language, "PYTHONPATH": sysconfig.get_path("purelib")}
    for command, folder in ((".venv/bin/meedoen", checkout), (checkout / ".venv/bin/meedoen", "/")):
        done = subprocess.run(
            [command, "--version"], cwd=folder, env=surroundings, capture_output=True, check=False
        )
        assert done.stdout.startswith(b"meedoen, version "), done.stderr
        assert done.stderr == b""


def test_the_command_is_found_through_a_link_too(checkout: Path, tmp_path: Path) -> None:
    link = tmp_path / "meedoen"
    link.symlink_to(checkout / ".venv" / "bin" / "meedoen")
    surroundings = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
    done = subprocess.run([link, "--version"], env=surroundings, capture_output=True, check=False)
    assert done.stdout.startswith(b"meedoen, version "), done.stderr


def test_what_links_the_source_names_no_folder(checkout: Path) -> None:
    """So nothing in it can be misread, and a checkout that is moved or renamed goes on working."""
    linked = [*checkout.glob(".venv/lib/python3.*/site-packages/meedoen.pth")]
    linked.append(checkout / ".venv" / "bin" / "meedoen")
    assert len(linked) == 2
    for path in linked:
        assert str(checkout).encode() not in path.read_bytes()
        assert path.read_bytes().isascii()


def _recipes() -> list[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return [line for line in makefile.splitlines() if line.startswith("\t")]


def test_make_starts_each_tool_with_python_and_no_script_whose_first_line_names_a_folder() -> None:
    """A first line can hold no space and at most 127 bytes; `python -m` has no such line."""
    started = {word for line in _recipes() for word in re.findall(r"\$\(BIN\)/(\w+)", line)}
    assert started == {"python", "meedoen"}
    assert [line for line in _recipes() if "bin/pip" in line] == []


def test_make_quotes_the_python_that_somebody_chose() -> None:
    assert [line for line in _recipes() if re.search(r'(?<!")\$\(PYTHON\)(?!["; ])', line)] == []
