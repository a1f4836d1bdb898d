# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with looks through the glasses and with deciding otherwise."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable("assessment_look", add=True, past=True, lies_in="compartment_id"),
    GuardedTable(
        "assessment_override", add=True, change=("withdrawn_at",),
        past=True, lies_in="compartment_id",
    ),
    # The proof that the desk changes nothing is made by the owner; pages only show it.
    GuardedTable("assessment_invariancerun"),
)  # fmt: skip
