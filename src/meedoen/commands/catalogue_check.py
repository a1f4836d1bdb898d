# SPDX-License-Identifier: EUPL-1.2
"""`meedoen catalogue check`: whether a file of offers is as its standard asks.

It reads one file, and needs no database, no settings and no Django.
"""

import sys
from itertools import islice
from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.interop.hsds.checking import NothingOfHsds, faults_in, number_of_services
from meedoen.interop.hsds.reading import Unusable, read_json

# Who has more faults than this mends what makes them, not each by itself.
MOST_TOLD = 100_000


@click.command("check")
@click.option(
    "--format", "standard", type=click.Choice(["hsds"]), required=True,
    help="The standard: hsds is HSDS 3.0 of Open Referral.",
)  # fmt: skip
@click.argument("file", type=click.Path(exists=True, path_type=Path), metavar="FILE")
def check_command(standard: str, file: Path) -> None:
    """Say where FILE is not as the standard asks, and what to do about it.

    FILE is JSON: one service, a list of them, or a page with `contents`. Each fault is one line,
    `contents[3].schedules[0].freq: …`; a name that the standard does not know is no fault. Leaves
    with 1 when there is a fault, and with 2 when FILE cannot be read or holds nothing of HSDS.
    """
    try:
        document = read_json(file)
        faults = faults_in(document)
    except (Unusable, NothingOfHsds) as why:
        raise CouldNotBeDone(f"{file.name}: {why}") from why
    told = 0
    for fault in islice(faults, MOST_TOLD):
        click.echo(str(fault))
        told += 1
    if next(faults, None) is not None:
        click.echo(f"{file.name}: there is more; mend these first", err=True)
    click.echo(f"services={number_of_services(document)} faults={told}", err=True)
    if told:
        sys.exit(1)
