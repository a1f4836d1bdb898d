# SPDX-License-Identifier: EUPL-1.2
"""`meedoen catalogue export`: what is published, for who can read HSDS. It changes nothing."""

import click

from meedoen.commands.with_settings import with_settings


@click.command("export")
@click.option(
    "--format", "standard", type=click.Choice(["hsds"]), required=True,
    help="The standard: hsds is HSDS 3.0 of Open Referral.",
)  # fmt: skip
@click.option(
    "--municipality", metavar="CODE",
    help="Only what is for this municipality: a code like GM9901.",
)  # fmt: skip
def export_command(standard: str, municipality: str | None) -> None:
    """Write all offers that are published as one page of HSDS on standard output.

    Nobody stands in it: offers, places and organisations. With --municipality what is for who lives
    there, wherever it is. Leaves with 2 when that municipality is not known here.
    """
    with_settings("meedoen.commands.catalogue_giving").give(municipality)
