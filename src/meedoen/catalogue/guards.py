# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with places and offers: read."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable("catalogue_location", past=True),
    GuardedTable("catalogue_offer", past=True),
)
