# SPDX-License-Identifier: EUPL-1.2
"""What the page role may do with the table of this room: read. Only the trigger adds."""

from meedoen.database.guards import GuardedTable, May

TABLES = (
    GuardedTable("history_revision"),
    # The past of the schema: by it pages and worker see at their start whether it is newer than
    # they are.
    GuardedTable("django_migrations", worker=May()),
)
