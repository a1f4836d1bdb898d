# SPDX-License-Identifier: EUPL-1.2
"""`meedoen catalogue`: what there is to take part in, as files that others can read."""

import click

from meedoen.commands.catalogue_check import check_command
from meedoen.commands.catalogue_export import export_command
from meedoen.commands.catalogue_search import search_command


@click.group()
def catalogue() -> None:
    """What there is to take part in: search it, check a file of it, give it along."""


catalogue.add_command(check_command)
catalogue.add_command(export_command)
catalogue.add_command(search_command)
