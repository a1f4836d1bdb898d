# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with plans: add, and say what became of it. Nothing is removed."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable(
        "plans_plan", add=True, change=("ended_at", "quiet", "quiet_until"),
        past=True, lies_in="compartment_id",
    ),
    GuardedTable(
        "plans_step", add=True, change=("done_at", "removed_at"),
        past=True, lies_in="compartment_id",
    ),
    GuardedTable("plans_checkin", add=True, past=True, lies_in="compartment_id"),
    GuardedTable("plans_choice", add=True, past=True, lies_in="compartment_id"),
    GuardedTable(
        "plans_disagreement", add=True, past=True, lies_in="compartment_id",
        change=("owner_id", "taken_up_at", "answer", "answered_at", "answered_by", "removed_at"),
    ),
)  # fmt: skip
