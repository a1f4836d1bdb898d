# SPDX-License-Identifier: EUPL-1.2
"""What pages and the worker may do with drafts, runs and the queue."""

from meedoen.database.guards import EVERY, GuardedTable

TABLES = (
    GuardedTable("laboratory_draft", add=True, change=EVERY, past=True),
    # A run says itself who asked for it and when; how far it is has no past.
    GuardedTable("laboratory_run", add=True, change=EVERY),
    *(
        GuardedTable(f"procrastinate_{name}", add=True, change=EVERY, remove=True)
        for name in ("events", "jobs", "periodic_defers", "workers")
    ),
)
