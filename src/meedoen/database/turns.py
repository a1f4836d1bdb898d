# SPDX-License-Identifier: EUPL-1.2
"""Taking turns: who does the same at the same moment waits."""

from django.db import connection


def one_at_a_time(what: str) -> None:
    """Wait for who does the same now, until the current transaction is over.

    `what` names it, with whom it is about. It needs no right to change anything.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
