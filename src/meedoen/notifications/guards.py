# SPDX-License-Identifier: EUPL-1.2
"""What pages and the worker may do with messages.

The worker sees whom to mail and where, and moves a message on; of a dossier it sees nothing. That
it may not bring a letter to its end, or read where one goes, the policies say (`migrations`).
"""

from meedoen.database.guards import GuardedTable, May

TABLES = (
    GuardedTable(
        "notifications_reachaddress", add=True, change=("ended_at",), past=True,
        lies_in="compartment_id", apart=("value",), worker=May(change=("failed_at",)),
    ),
    GuardedTable(
        "notifications_reachchoice", add=True, change=("replaced_at",), past=True,
        lies_in="compartment_id", worker=May(),
    ),
    GuardedTable(
        "notifications_rest", add=True, change=("until", "ended_at"), past=True,
        lies_in="compartment_id", worker=May(),
    ),
    # Which mail went to whom no page needs to know.
    GuardedTable(
        "notifications_mailing", read=False,
        worker=May(add=True, change=("begun_at", "tries", "taken_at")),
    ),
    # How far it is has no past: each step of it stands in the deliveries.
    GuardedTable(
        "notifications_outgoing", add=True, change=("state", "moved_at", "read_at"),
        lies_in="compartment_id",
        worker=May(change=("state", "moved_at", "tries", "mailing_id")),
    ),
    # Evidence of when what went: added to, and never changed.
    GuardedTable(
        "notifications_delivery", add=True, lies_in="compartment_id", worker=May(add=True)
    ),
    # Its rows are named by what opens a page, so they keep no past; the choice that follows does.
    GuardedTable(
        "notifications_actionlink", change=("used_at",), named_by="digest",
        lies_in="compartment_id", worker=May(read=False, add=True),
    ),
    GuardedTable("notifications_postedwords", add=True, lies_in="compartment_id"),
)  # fmt: skip
