# SPDX-License-Identifier: EUPL-1.2
"""`meedoen worker`: does the long work that waits in the queue, as a role of its own."""

import os

import click
import django
from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from meedoen.database.connected import must_be
from meedoen.database.roles import WORKER
from meedoen.environment import choose_settings
from meedoen.logs.hooks import write_what_nobody_caught

# How long a run may take to end by itself when somebody stops the worker.
GRACE = 3.0


@click.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing waits any more.")
def worker(until_empty: bool) -> None:
    """Do what waits in the queue, until somebody stops it with Ctrl+C."""
    os.environ["MEEDOEN_DATABASE_ROLE"] = "worker"
    choose_settings()
    django.setup()
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
        app.run_worker(
            wait=not until_empty,
            install_signal_handlers=signals,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="successful",
        )
