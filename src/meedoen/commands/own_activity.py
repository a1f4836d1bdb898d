# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen extracts own` does: count what people do here, for the monitor."""

from datetime import date

import click
from django.conf import settings

from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import known_municipality
from meedoen.commands.loading import in_turn, record
from meedoen.commands.schema import at_hand
from meedoen.journeys.own_activity import own_activity
from meedoen.monitor.operations import LoadedFile
from meedoen.monitor.shelves import Shelf
from meedoen.monitor.sources.registry import OWN
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.vocabulary.moment import Moment


def count_own(municipality: str, year: int) -> None:
    """Count what people did here in a year, and keep it as a source. Raises CouldNotBeDone."""
    with at_hand():
        there = known_municipality(municipality)
        if not keep_own(there.code, year, Moment.now()):
            raise CouldNotBeDone(f"Nobody had a place in {there.name} in {year}; nothing is kept.")
    click.echo(f"What people did in {there.name} in {year} is counted.", err=True)


def keep_own(municipality: str, year: int, on: Moment) -> bool:
    """Keep what people did here in a year, in the place of what was counted of it before.

    False when there is nothing. A year that is over is final. Raises CouldNotBeDone while somebody
    else loads.
    """
    rows = own_activity(municipality, year)
    if not len(rows):
        return False
    shelf = Shelf(settings.MONITOR_FOLDER, municipality)
    last = date(year, 12, 31)
    status = LoadStatus.FINAL if last < on.day else LoadStatus.PROVISIONAL
    without_area = int((rows.area == "").sum())
    with in_turn(shelf):
        name = shelf.keep(rows, source=OWN, year=year)
        load = LoadedFile(
            municipality, OWN, year, SourceForm.AGGREGATE, status, min(last, on.day),
            len(rows), 0, without_area, name,
        )  # fmt: skip
        record(load, None, shelf, on)
    return True
