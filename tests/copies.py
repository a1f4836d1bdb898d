# SPDX-License-Identifier: EUPL-1.2
"""Databases that are a copy of another: who commits gets one, and leaves nothing behind.

To copy the files of a database takes less than a tenth of a second; to fill one again, or to empty
every table afterwards, takes many times that.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from meedoen.commands.schema import address


@contextmanager
def copied(name: str, *, of: str = "") -> Iterator[str]:
    """Make a copy of the database at hand, or of another; gives what the copy is called.

    Nobody may be connected to what is copied. Afterwards the copy is gone, whoever is in it.
    """
    original = of or str(connection.settings_dict["NAME"])
    copy = f"{original}_{name}"
    _leave()
    # What was killed may have left one.
    _beside("DROP DATABASE IF EXISTS {} WITH (FORCE)", copy)
    _beside("CREATE DATABASE {} TEMPLATE {}", copy, original)
    try:
        # Rights on the database itself are not among what is copied.
        _beside("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", copy)
        yield copy
    finally:
        _beside("DROP DATABASE {} WITH (FORCE)", copy)


@contextmanager
def going_to(name: str) -> Iterator[None]:
    """Let this thread, and every other that connects, go to another database for a while."""
    left = connection.settings_dict["NAME"]
    _leave()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        _leave()
        connection.settings_dict["NAME"] = left


def _leave() -> None:
    assert not connection.in_atomic_block, "What is under way would be lost."
    connection.close()


def _beside(statement: str, *names: str) -> None:
    """Do something to databases as a whole, from outside of them."""
    asked = sql.SQL(statement).format(*map(sql.Identifier, names))  # type: ignore[arg-type]
    with psycopg.connect(make_conninfo(address(), dbname="postgres"), autocommit=True) as outside:
        outside.execute(asked)
