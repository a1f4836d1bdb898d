# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with releases: move them on, and never change what a release holds.

The worker makes drafts of what pages handed in, and checks them; nothing further.
"""

from meedoen.database.guards import GuardedTable, May

TABLES = (
    GuardedTable(
        "publication_release", add=True, past=True,
        change=(
            *("state", "findings", "checked_at", "hidden", "shown", "narrowest", "weighed"),
            *("approver_id", "approved_by", "approved_at", "remark"),
            *("published_by", "published_at", "ended_by", "ended_at", "ended_why"),
        ),
        worker=May(
            add=True,
            change=(
                *("state", "findings", "checked_at", "hidden", "shown", "narrowest", "weighed"),
                *("ended_by", "ended_at", "ended_why"),
            ),
        ),
    ),
    # Files and rows stay as they left; the database takes them for a draft only.
    GuardedTable("publication_releasefile", add=True, worker=May(add=True)),
    GuardedTable("publication_releaserow", add=True, worker=May(add=True)),
    # It says itself who asked for it and when; how far it is has no past.
    GuardedTable(
        "publication_preparation", add=True, change=("state", "over_at", "job"),
        worker=May(
            change=(
                *("state", "step", "weighed", "begun_at", "heard_at", "over_at", "trouble"),
                "release_id",
            )
        ),
    ),
    # True counts: pages hand them in and never see them again.
    GuardedTable("publication_handedin", read=False, add=True, worker=May()),
)  # fmt: skip
