# SPDX-License-Identifier: EUPL-1.2
"""`meedoen worker`: does the long work that waits in the queue, as a role of its own."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

import click
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from meedoen.database.connected import must_be
from meedoen.database.roles import WORKER
from meedoen.journeys import tasks as journeys
from meedoen.laboratory import tasks as laboratory
from meedoen.logs.hooks import write_what_nobody_caught
from meedoen.monitor import tasks as monitor
from meedoen.notifications import tasks as notifications
from meedoen.publication import tasks as publication
from meedoen.vocabulary.moment import Moment

# How long a run may take to end by itself when somebody stops the worker.
GRACE = 3.0
# How often, in seconds, it is looked whether a worker fell away.
PACE = 30.0
# For each task the name of what its job is about, and how that is taken up from who fell away.
TAKEN_UP: dict[str, tuple[str, Callable[[object, int], bool]]] = {
    laboratory.run_draft.name: ("run_id", laboratory.take_up),
    publication.prepare_release.name: ("preparation_id", publication.take_up),
    monitor.build_figures.name: ("build_id", monitor.take_up),
    notifications.send.name: ("outgoing_id", notifications.take_up),
    journeys.see_to_presses.name: ("timestamp", journeys.take_up),
}

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
        _forget_old_reports()
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


async def take_up_stalled() -> int:
    """Let each job wait again whose worker is not heard of any more; gives how many.

    To be called where the queue is open: when a worker starts, and now and then. Source:
    procrastinate, "Retry stalled jobs"; a worker is gone after half a minute without a sign.
    """
    taken_up = 0
    for task in TAKEN_UP:
        for job in await app.job_manager.get_stalled_jobs(task_name=task):
            if await sync_to_async(_take_up)(job):
                await app.job_manager.retry_job(job)
                taken_up += 1
            else:
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
    return taken_up


def _take_up(job: Job) -> bool:
    about, take_up = TAKEN_UP[job.task_name]
    try:
        return take_up(job.task_kwargs.get(about), job.attempts + 1)
    finally:
        # In a thread of its own, which nobody tells that the database was started anew.
        connection.close()


async def _look_now_and_then() -> None:
    """Look for jobs whose worker is gone: mine were not, and another may go at any moment."""
    while True:
        await asyncio.sleep(PACE)
        try:
            await take_up_stalled()
        except (ConnectorException, DatabaseError):
            # Without the database there is nothing to take up; the worker itself finds that out.
            logger.warning("Could not look for jobs whose worker is gone.", exc_info=True)
        _forget_old_reports()


def _forget_old_reports() -> None:
    try:
        monitor.forget_old_reports(Moment.now())
    except OSError:
        # Where the folder is of somebody else, who loads takes them away.
        logger.warning("Could not look for old reports of faults.", exc_info=True)
