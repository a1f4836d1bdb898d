# SPDX-License-Identifier: EUPL-1.2
"""As whom a process is connected, asked once at its start.

Row-level security holds for nobody who owns a table or may pass it. Whoever would serve pages, or
work, with such powers does not start.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection

from meedoen.database.ahead import refuse_a_newer_database
from meedoen.database.errors import DatabaseTrouble

_ASK = """
SELECT session_user::text, current_user::text,
    ARRAY(
        SELECT rolname::text FROM pg_roles
        WHERE (rolsuper OR rolbypassrls) AND pg_has_role(session_user, oid, 'MEMBER')
        ORDER BY rolname
    ),
    EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND pg_has_role(session_user, relowner, 'MEMBER')
    ) OR EXISTS (
        SELECT FROM pg_database WHERE datname = current_database()
        AND pg_has_role(session_user, datdba, 'MEMBER')
    ),
    ARRAY(
        SELECT relname::text FROM pg_class c
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND NOT relrowsecurity AND (
            relname = ANY(%s) OR EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid)
        )
        ORDER BY relname
    )
"""


def must_be(role: str) -> None:
    """Stop the start of a process that is not connected as this role, or that nothing would stop.

    Raises DatabaseTrouble, also when the database cannot be reached, or is newer than the program.
    """
    guarded = [
        table.name
        for room in apps.get_app_configs()
        for table in getattr(room, "tables", ())
        if table.lies_in
    ]
    try:
        with connection.cursor() as cursor:
            found = list(troubles(cursor, role, guarded))
            refuse_a_newer_database(cursor)
    except OperationalError as away:
        raise DatabaseTrouble(f"The database cannot be reached: {away}") from away
    # A process that is copied from this one must not share its connections.
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    if found:
        raise DatabaseTrouble(
            f"This does not start, since it must be connected as {role}: {'; '.join(found)}. "
            f"Give it the address of {role} (DATABASE_URL); the roles stand in "
            "docs/how-to/install-for-a-municipality.md."
        )


def troubles(cursor: Any, role: str, guarded: Collection[str]) -> Iterator[str]:
    """Say why this connection is not that of this role, or not held by row-level security.

    `guarded` are the tables that row-level security must be on for, besides those with policies.
    """
    cursor.execute(_ASK, [list(guarded)])
    session, current, unheld, owns, off = cursor.fetchone()
    if {session, current} != {role}:
        acting = f", acting as {current}" if current != session else ""
        yield f"it is connected as {session}{acting}"
    if unheld:
        yield f"{session} passes row-level security, as {', '.join(unheld)}"
    if owns:
        yield f"{session} owns tables, or may act as who owns them"
    if off:
        yield f"row-level security is off on {', '.join(off)}"
