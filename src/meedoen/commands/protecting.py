# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen monitor protect` does, in a file of its own: only this needs a solver."""

import math
from collections.abc import Sequence
from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.whole_file import is_same, write_together
from meedoen.disclosure.cells import read_table
from meedoen.disclosure.folder import (
    CELLS,
    HIERARCHIES,
    PROOF,
    RULE,
    STATUS,
    VALUE,
    as_csv,
    files_of,
    read_hierarchy,
    read_release,
    refuse_what_names_no_file,
)  # fmt: skip
from meedoen.disclosure.programs import NotSolved
from meedoen.disclosure.protecting import NotProtected, Protected, Status
from meedoen.disclosure.proving import NotProven
from meedoen.disclosure.published import Published
from meedoen.disclosure.releasing import THOROUGHLY, release, rows_with_statuses
from meedoen.disclosure.rule import CountRule, NoRule, rule_of
from meedoen.disclosure.tables import CountTable, Dimension, NoTable
from meedoen.disclosure.worlds import Contradiction
from meedoen.publication.verification import CannotBeRead, read_folder

_REFUSED = (NoTable, NoRule, NotProtected, NotProven, NotSolved, Contradiction)


def protect_files(
    cells: Path,
    hierarchies: Sequence[str],
    rule_file: Path,
    out: Path,
    folder: Path | None,
    earlier: Sequence[Path],
) -> None:
    """Protect the table in a file, and write it and its release, both or neither.

    Raises CouldNotBeDone with what is wrong and where.
    """
    tree_files = _tree_files(hierarchies)
    try:
        _refuse_to_lose([cells, rule_file, *tree_files.values()], out, folder, earlier)
        old = [] if folder is None else _older_files(folder)
    except OSError as error:
        raise CouldNotBeDone(f"{error.filename}: {error.strerror}") from error
    rule = _rule(rule_file)
    table = _table(cells, {name: _tree(name, path) for name, path in tree_files.items()})
    if folder is not None:
        _refuse_what_names_no_file(table)
    left, before = _left_before(earlier)
    click.echo(f"Protecting and proving {table.counts.size} cells …", err=True)
    try:
        protected, proof = release(table, rule, before, exact=THOROUGHLY)
    except _REFUSED as error:
        raise CouldNotBeDone(str(error)) from error
    written = {out: _second_reader(protected)}
    if folder is not None:
        files = files_of(protected.published, proof, left)
        written |= {folder / path: content for path, content in files.items()}
    try:
        write_together(written, [path for path in old if path not in written])
    except DatabaseTrouble as error:
        raise CouldNotBeDone(f"{error} So nothing is written.") from error
    except OSError as error:
        place = error.filename or out
        raise CouldNotBeDone(f"{place}: {error.strerror}, so nothing is written") from error
    _tell(protected, len(proof.tables))


def _tree_files(hierarchies: Sequence[str]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for given in hierarchies:
        name, _, path = given.partition("=")
        if not name or not path:
            raise CouldNotBeDone(f"--hierarchy {given}: a dimension and a file, DIM=FILE")
        if name in files:
            raise CouldNotBeDone(f"--hierarchy {name}: this dimension has a tree already")
        files[name] = Path(path)
    return files


def _refuse_to_lose(
    read: Sequence[Path], out: Path, folder: Path | None, earlier: Sequence[Path]
) -> None:
    """Refuse to write over what is read, and to leave the statuses in what may leave here."""
    if not out.parent.is_dir():
        raise CouldNotBeDone(f"--out {out}: there is no folder {out.parent}")
    public = [*earlier, *([] if folder is None else [folder])]
    for place in public:
        if any(is_same(place, one) for one in (out, *out.resolve().parents)):
            raise CouldNotBeDone(f"--out {out}: this is in {place}, which everybody may read")
    written = [("--out", out)]
    if folder is not None:
        if any(is_same(folder, one) for one in earlier):
            raise CouldNotBeDone(f"--release {folder}: this is an earlier release")
        if any(is_same(out, one) for one in folder.resolve().parents):
            raise CouldNotBeDone(f"--out {out}: --release needs this as a folder")
        written += [("--release", path) for path in _older_files(folder)]
    for option, path in written:
        if any(is_same(path, one) for one in read):
            raise CouldNotBeDone(f"{option} {path}: this is read, and would be written over")


def _tree(name: str, path: Path) -> Dimension:
    try:
        return read_hierarchy(name, _text(path), str(path))
    except NoTable as error:
        raise CouldNotBeDone(str(error)) from error


def _table(path: Path, trees: dict[str, Dimension]) -> CountTable:
    try:
        return read_table(_text(path), trees)
    except NoTable as error:
        raise CouldNotBeDone(f"{path}, {error}") from error


def _refuse_what_names_no_file(table: CountTable) -> None:
    try:
        refuse_what_names_no_file(table.dimensions)
    except NoTable as error:
        raise CouldNotBeDone(f"--release: {error}") from error


def _left_before(folders: Sequence[Path]) -> tuple[list[dict[str, bytes]], list[Published]]:
    """Read earlier releases: the files of each, and what it shows."""
    left, before = [], []
    for folder in folders:
        try:
            left.append(read_folder(folder))
            before.append(read_release(left[-1]))
        except (CannotBeRead, NoTable, NoRule) as error:
            raise CouldNotBeDone(f"--earlier {folder}: {error}") from error
    return left, before


def _rule(path: Path) -> CountRule:
    try:
        return rule_of(_text(path))
    except NoRule as error:
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


def _older_files(folder: Path) -> list[Path]:
    """Give the files of the release that stands there; only an empty folder has none."""
    if not folder.exists():
        return []
    inside, trees = sorted(folder.iterdir()), folder / HIERARCHIES
    below = sorted(trees.iterdir()) if trees.is_dir() else []
    files = [one for one in inside if one.name in (CELLS, RULE, PROOF) and one.is_file()]
    files += [one for one in below if one.suffix == ".csv" and one.is_file()]
    if strange := {*inside, *below} - {*files, *([trees] if trees.is_dir() else [])}:
        raise CouldNotBeDone(f"--release {folder}: {min(strange)} is no part of a release")
    return files


def _tell(protected: Protected, tables: int) -> None:
    primary, secondary = map(protected.number_of, (Status.PRIMARY, Status.SECONDARY))
    click.echo(
        f"{protected.table.counts.size} cells, {primary} too small, {secondary} hidden for their "
        f"sake, proven by {tables} tables"
    )
    if (distance := distance_of(secondary, protected.fewest)) is not None:
        click.echo(f"At most {distance} times the fewest possible are hidden for their sake")
    else:
        click.echo("How many fewer would do is not known: this is worked out for smaller tables")


def distance_of(secondary: int, fewest: int | None) -> str | None:
    """Say how many times the fewest are hidden, rounded up; None when that is not known."""
    if not secondary:
        return "1.00"
    return f"{math.ceil(100 * secondary / fewest) / 100:.2f}" if fewest else None
