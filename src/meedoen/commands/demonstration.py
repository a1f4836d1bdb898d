# SPDX-License-Identifier: EUPL-1.2
"""`meedoen demonstration`: load the invented region with its people."""

import click
from django.utils import timezone

from meedoen.demonstration.load import AlreadyLoaded, load_demonstration

STEPS = 11


@click.group()
def demonstration() -> None:
    """The invented region with its people."""


def load_with_progress() -> None:
    """Load the demonstration and tell how far it is. Raises AlreadyLoaded when there is data."""
    with click.progressbar(
        load_demonstration(on=timezone.now()),
        length=STEPS,
        label="De demonstratie komt klaar",
        item_show_func=lambda step: step or "",
    ) as steps:
        for _ in steps:
            pass


@demonstration.command()
def load() -> None:
    """Load the demonstration into an empty database."""
    try:
        load_with_progress()
    except AlreadyLoaded as there:
        raise click.ClickException(str(there)) from there
