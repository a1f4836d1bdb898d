# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen extracts addresses` does: keep in which buurt each address lies."""

from pathlib import Path

import click
from django.conf import settings

from meedoen.areas import queries as areas
from meedoen.commands import CouldNotBeDone
from meedoen.commands.schema import at_hand
from meedoen.monitor.address_files import NoAddresses, keep_addresses
from meedoen.vocabulary.codes import Level


def keep(file: Path) -> None:
    """Keep the addresses of the municipalities that are here, and say how many of each."""
    with at_hand():
        names = {one.code: one.name for one in areas.municipalities()}
        if not names:
            raise CouldNotBeDone("There is no municipality here; `meedoen areas import` first.")
        buurten = {
            code: {
                place.code
                for year in areas.years(code)
                for place in areas.places(code, year=year)
                if place.level is Level.BUURT
            }
            for code in names
        }
    try:
        kept = keep_addresses(file, folder=settings.MONITOR_FOLDER, municipalities=names)
    except NoAddresses as wrong:
        raise CouldNotBeDone(f"{file.name}: {wrong}. Nothing was kept.") from wrong
    if not kept:
        raise CouldNotBeDone(f"{file.name}: no address in it lies in {', '.join(names.values())}.")
    for code, found in kept.items():
        wrong_ones = f"; {found.wrong} left out, which are no address" if found.wrong else ""
        unknown = len(found.buurten - buurten[code])
        strangers = f"; {unknown} of its buurten are not here" if unknown else ""
        click.echo(
            f"{names[code]}: {found.addresses} addresses in {len(found.buurten)} buurten"
            f"{wrong_ones}{strangers}"
        )
