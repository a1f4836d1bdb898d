# SPDX-License-Identifier: EUPL-1.2
"""`meedoen monitor`: make figures safe, and check the proof of a release.

Both read files only, and need no database, no settings and no Django.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.disclosure.cells import read_table
from meedoen.disclosure.folder import (
    HIERARCHIES,
    STATUS,
    VALUE,
    as_csv,
    files_of,
    read_hierarchy,
    read_release,
)  # fmt: skip
from meedoen.disclosure.programs import NotSolved
from meedoen.disclosure.protecting import NotProtected, Protected, Status
from meedoen.disclosure.proving import NotProven
from meedoen.disclosure.releasing import release, rows_with_statuses
from meedoen.disclosure.rule import CountRule, NoRule, read_rule
from meedoen.disclosure.tables import Dimension, NoTable
from meedoen.disclosure.worlds import Contradiction
from meedoen.publication.verification import CannotBeRead, read_folder, verify

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_REFUSED = (NoTable, NoRule, NotProtected, NotProven, NotSolved, Contradiction)


@click.group()
def monitor() -> None:
    """Figures that are safe by proof."""


@monitor.command("protect")
@click.argument("cells", type=FILE)
@click.option("--hierarchy", "hierarchies", multiple=True, metavar="DIM=HIER.csv",
              help="The tree of a dimension, code and parent; repeatable.")  # fmt: skip
@click.option("--rule", "rule_file", type=FILE, required=True, help="The rule, as JSON.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True,
              help="Every cell with its status, for the second reader only.")  # fmt: skip
@click.option("--release", "folder", type=click.Path(file_okay=False, path_type=Path),
              help="Write what may leave here, with its proof.")  # fmt: skip
@click.option("--earlier", type=FOLDER, multiple=True,
              help="A release from before about the same people; repeatable.")  # fmt: skip
def protect_command(
    cells: Path,
    hierarchies: Sequence[str],
    rule_file: Path,
    out: Path,
    folder: Path | None,
    earlier: Sequence[Path],
) -> None:
    """Hide what is too small in CELLS, and what else it takes, and prove it.

    CELLS has a column per dimension and `count`; the rule is {"threshold": 5, "zero": "open"}.
    """
    _refuse_what_is_no_release(folder)
    try:
        rule = _rule(rule_file)
        trees = dict(_tree(given) for given in _once_each(hierarchies))
        table = read_table(_text(cells), trees)
        before = [read_release(read_folder(one)) for one in earlier]
        click.echo(f"Protecting and proving {table.counts.size} cells …", err=True)
        protected, proof = release(table, rule, before)
    except _REFUSED as error:
        raise CouldNotBeDone(str(error)) from error
    except CannotBeRead as error:
        raise CouldNotBeDone(str(error)) from error
    written = {out: _second_reader(protected)}
    if folder is not None:
        files = files_of(protected.published, proof, before)
        written |= {folder / path: content for path, content in files.items()}
    _write(written, folder)
    _tell(protected, len(proof.tables))


def _once_each(hierarchies: Sequence[str]) -> Sequence[str]:
    names = [given.partition("=")[0] for given in hierarchies]
    for name in names:
        if names.count(name) > 1:
            raise CouldNotBeDone(f"--hierarchy {name}: this dimension has a tree already")
    return hierarchies


def _tree(given: str) -> tuple[str, Dimension]:
    name, sign, path = given.partition("=")
    if not sign or not name or not path:
        raise CouldNotBeDone(f"--hierarchy {given}: a dimension and a file are needed, DIM=FILE")
    return name, Dimension.of(name, read_hierarchy(_text(Path(path)), path))


def _rule(path: Path) -> CountRule:
    try:
        return read_rule(json.loads(_text(path)))
    except (ValueError, RecursionError) as error:
        raise CouldNotBeDone(f"{path}: {error}") from error


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CouldNotBeDone(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CouldNotBeDone(f"{path}: this file is not UTF-8") from error


def _second_reader(protected: Protected) -> bytes:
    names = [dimension.name for dimension in protected.table.dimensions]
    return as_csv(
        (*names, VALUE, STATUS),
        (
            (*key, "" if value is None else str(value), status)
            for key, value, status in rows_with_statuses(protected)
        ),
    )


def _refuse_what_is_no_release(folder: Path | None) -> None:
    """Only an empty folder or an older release is written over."""
    if folder is not None and folder.is_dir():
        known = {"cells.csv", "rule.json", "proof.json", HIERARCHIES}
        if other := sorted(one.name for one in folder.iterdir() if one.name not in known):
            raise CouldNotBeDone(f"{folder}: {other[0]} stands there, so this is no release")


def _write(files: Mapping[Path, bytes], folder: Path | None) -> None:
    """Write all files, each whole; those of an older release go."""
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
                part.write(content)
            Path(part.name).chmod(0o644)
            shutil.move(part.name, path)
        if folder is not None:
            for old in (folder / HIERARCHIES).iterdir():
                if old not in files:
                    old.unlink()
    except OSError as error:
        raise CouldNotBeDone(f"{error.filename}: {error.strerror}") from error


def _tell(protected: Protected, tables: int) -> None:
    primary, secondary = map(protected.number_of, (Status.PRIMARY, Status.SECONDARY))
    click.echo(
        f"{protected.table.counts.size} cells, {primary} too small, {secondary} hidden for their "
        f"sake, proven by {tables} tables"
    )


@monitor.command("verify")
@click.argument("folder", type=FOLDER)
@click.option("--earlier", type=FOLDER, multiple=True, help="A release from before; repeatable.")
def verify_command(folder: Path, earlier: Sequence[Path]) -> None:
    """Check the release in FOLDER against its proof; leave with 1 when anything is wrong.

    Nobody may be able to tell a hidden cell closer than the threshold, also with the earlier
    releases beside it.
    """
    try:
        found = verify(read_folder(folder), [read_folder(one) for one in earlier])
    except CannotBeRead as error:
        raise CouldNotBeDone(str(error)) from error
    click.echo("\n".join([found.summary, *found.faults, *found.notes]))
    if found.faults:
        sys.exit(1)
