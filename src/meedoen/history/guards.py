# SPDX-License-Identifier: EUPL-1.2
"""What the page role may do with the table of this room: read. Only the trigger adds."""

from meedoen.database.guards import GuardedTable

TABLES = (GuardedTable("history_revision"),)
