# SPDX-License-Identifier: EUPL-1.2
"""What pages and the worker may do with drafts, runs and the queue."""

from meedoen.database.guards import EVERY, GuardedTable, May

_ALL = May(add=True, change=EVERY, remove=True)

TABLES = (
    GuardedTable(
        "laboratory_draft", add=True, change=("thrown_away_at",), past=True, worker=May()
    ),
    # A run says itself who asked for it and when; how far it is has no past. Pages ask for one and
    # stop it (the policies say from which state to which); what came out, the worker writes.
    GuardedTable(
        "laboratory_run", add=True, change=("state", "over_at", "job"),
        worker=May(
            change=(
                *("state", "rulebook", "heard_at", "progress"),
                *("result", "trouble", "over_at"),
            )
        ),
    ),
    # The functions of the queue run with the rights of whoever calls them, its triggers too.
    GuardedTable(
        "procrastinate_jobs", add=True, change=("status", "abort_requested"), worker=_ALL
    ),
    GuardedTable("procrastinate_events", read=False, add=True, worker=_ALL),
    GuardedTable("procrastinate_periodic_defers", read=False, worker=_ALL),
    GuardedTable("procrastinate_workers", worker=_ALL),
)  # fmt: skip
