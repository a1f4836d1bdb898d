# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with releases: move them on, and never change what a release holds."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable(
        "publication_release", add=True, past=True,
        change=(
            *("state", "findings", "checked_at", "hidden", "shown", "narrowest", "weighed"),
            *("approver_id", "approved_by", "approved_at", "remark"),
            *("published_by", "published_at", "ended_by", "ended_at", "ended_why"),
        ),
    ),
    # Files and rows stay as they left; the database takes them for a draft only.
    GuardedTable("publication_releasefile", add=True),
    GuardedTable("publication_releaserow", add=True),
)  # fmt: skip
