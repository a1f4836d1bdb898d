# SPDX-License-Identifier: EUPL-1.2
"""`meedoen monitor`: check the proof of a release. Needs no database, no settings and no Django."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.publication.verification import CannotBeRead, read_folder, verify

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def monitor() -> None:
    """Figures that are safe by proof."""


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
