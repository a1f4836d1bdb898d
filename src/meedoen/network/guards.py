# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with meetings and what was talked about there. Nothing of it is lost."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable(
        "network_meeting", add=True, past=True,
        change=("title", "day", "begins", "place", "cancelled_on"),
    ),
    GuardedTable("network_meetingguest", add=True, past=True, change=("removed_on",)),
    GuardedTable(
        "network_agendaitem", add=True, past=True,
        change=("position", "result", "result_on", "removed_on"),
    ),
)  # fmt: skip
