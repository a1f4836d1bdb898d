# SPDX-License-Identifier: EUPL-1.2
"""`meedoen worker`: does the long work that waits in the queue, as a role of its own."""

import asyncio
import logging
from contextlib import suppress

import click
from django.conf import settings
from django.db import DatabaseError
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from meedoen.database.connected import must_be
from meedoen.database.roles import WORKER
from meedoen.laboratory.tasks import take_up_stalled
from meedoen.logs.hooks import write_what_nobody_caught

# How long a run may take to end by itself when somebody stops the worker.
GRACE = 3.0
# How often, in seconds, it is looked whether a worker fell away.
PACE = 30.0

logger = logging.getLogger(__name__)


@click.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing waits any more.")
def worker(until_empty: bool) -> None:
    """Do what waits in the queue, until somebody stops it with Ctrl+C."""
    if settings.FAULTS_AS_SAFE_LINES:
        write_what_nobody_caught()
    must_be(WORKER)
    work(until_empty=until_empty)


def work(*, until_empty: bool = False, signals: bool = True) -> None:
    """Run one worker on the connection of the current settings."""
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("The queue must lie in the database of the product.")
    with app.replace_connector(connector.get_worker_connector()):
        asyncio.run(_work(until_empty=until_empty, signals=signals))


async def _work(*, until_empty: bool, signals: bool) -> None:
    async with app.open_async():
        await take_up_stalled()
        looking = asyncio.create_task(_look_now_and_then())
        try:
            await app.run_worker_async(
                wait=not until_empty,
                install_signal_handlers=signals,
                shutdown_graceful_timeout=GRACE,
                delete_jobs="successful",
            )
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking


async def _look_now_and_then() -> None:
    """Look for runs whose worker is gone: mine were not, and another may go at any moment."""
    while True:
        await asyncio.sleep(PACE)
        try:
            await take_up_stalled()
        except (ConnectorException, DatabaseError):
            # Without the database there is nothing to take up; the worker itself finds that out.
            logger.warning("Could not look for runs whose worker is gone.", exc_info=True)
