# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with places that are kept: keep one, and give it back. Nothing is removed."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable(
        "bookings_placement", add=True, change=("ended_at",), past=True, lies_in="compartment_id"
    ),
)
