# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with the ledger: nothing yet. It is written by a command, as the owner."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable("budget_bookingyear", read=False, past=True),
    GuardedTable("budget_allocationkey", read=False, past=True),
    # It comes with its key and stays as it came.
    GuardedTable("budget_allocationline", read=False),
    GuardedTable("budget_bookeddeclaration", read=False),
    # They are their own past: nothing in them changes.
    GuardedTable("budget_ledgertransaction", read=False),
    GuardedTable("budget_ledgerentry", read=False),
    GuardedTable("budget_periodbalance", read=False),
)
