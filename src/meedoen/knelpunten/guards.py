# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with drafts of knelpunten."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable(
        "knelpunten_draft", add=True, past=True,
        change=(
            *("title", "laws", "frames", "type", "happens", "effect", "effect_agreed"),
            *("may_stay", "changed_on", "removed_on"),
        ),
    ),
)  # fmt: skip
