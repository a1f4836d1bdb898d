# SPDX-License-Identifier: EUPL-1.2
"""`meedoen monitor`: make figures safe, and check the proof of a release.

Both read files only, and need no database, no settings and no Django.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.publication.verification import CannotBeRead, read_folder, verify

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
    Nothing is written unless everything is.
    """
    # A release is checked by a program that loads nothing of what protects.
    protecting = importlib.import_module("meedoen.commands.protecting")
    protecting.protect_files(cells, hierarchies, rule_file, out, folder, earlier)


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
