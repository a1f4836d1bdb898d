# SPDX-License-Identifier: EUPL-1.2
"""A statement whose values go apart from its text.

Django puts values into the text of a statement. Other connections of the same role can read that
text while it runs (`pg_stat_activity`), and not what goes beside it: so what opens a door goes so.
"""

from typing import Any, cast

import psycopg
from django.db import connection


def ask_apart(statement: str, *values: Any) -> tuple[Any, ...]:
    """Run a statement with its values apart from its text; gives the row that it answers with."""
    connection.ensure_connection()
    cursor = psycopg.Cursor(cast(psycopg.Connection[Any], connection.connection))
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrapped(cursor) as listening:  # type: ignore[arg-type]
        listening.execute(statement, values)
        return tuple(listening.fetchone())
