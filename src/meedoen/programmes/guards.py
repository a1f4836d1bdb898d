# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with the programme of a municipality. Nothing that is taken away is lost.

What somebody saw in a figure stays as it was written down; everything else keeps its past.
"""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable("programmes_vision", add=True, change=("name", "words"), past=True),
    GuardedTable(
        "programmes_subprogramme", add=True, past=True,
        change=("name", "aim", "leader_function", "leader_name", "removed_at"),
    ),
    GuardedTable("programmes_goal", add=True, change=("words", "removed_at"), past=True),
    GuardedTable(
        "programmes_followedindicator", add=True, past=True,
        change=("indicator", "area", "from_year", "wanted", "wanted_by", "removed_at"),
    ),
    GuardedTable(
        "programmes_programmeaction", add=True, past=True,
        change=(
            *("subprogramme_id", "goal_id", "what", "more", "who", "by_when", "area"),
            *("state", "began_on", "ended_on", "reason", "came_of_it", "removed_at"),
        ),
    ),
    GuardedTable("programmes_insight", add=True),
)  # fmt: skip
