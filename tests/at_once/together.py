# SPDX-License-Identifier: EUPL-1.2
"""Several things done at the same moment, each over a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

PATIENCE = 120


def all_at_once(doings: Sequence[Callable[[], Any]], *, connected: bool = True) -> list[Any]:
    """Do all of these at the same moment; give what each gave, in their order.

    Each has its connection to the database already, unless it needs none. What one of them raises
    is raised here.
    """
    start = Barrier(len(doings))

    def one(doing: Callable[[], Any]) -> Any:
        if connected:
            connection.ensure_connection()
        start.wait(PATIENCE)
        try:
            return doing()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(one, doings))
