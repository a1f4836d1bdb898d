# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with places and offers: read, and count who goes."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable("catalogue_location", past=True),
    GuardedTable("catalogue_offer", change=("taken",), past=True),
)
