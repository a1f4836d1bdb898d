# SPDX-License-Identifier: EUPL-1.2
"""Asks a database that may not be there, for a check that goes on without."""

from collections.abc import Callable

import click
from django.db import OperationalError, ProgrammingError

from meedoen.commands.schema import runs_here
from meedoen.database.errors import DatabaseTrouble
from meedoen.interop.findings import WrongValue


def asked_here(ask: Callable[[], tuple[WrongValue, ...]]) -> tuple[WrongValue, ...]:
    """Give what is asked of the database; where none answers, say that nobody can tell."""
    try:
        return ask() if runs_here() else _nobody_to_ask()
    except (OperationalError, ProgrammingError, DatabaseTrouble):
        # It is away, or was never made: ProgrammingError is that of a table that is not there.
        return _nobody_to_ask()


def _nobody_to_ask() -> tuple[WrongValue, ...]:
    click.echo("let op: zonder database is niet te zien wat hier bekend is.", err=True)
    return ()
