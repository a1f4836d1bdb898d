# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with the ledger: read it, take a booking back, and decide on keys.

All else is written by a command, as the owner.
"""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable("budget_bookingyear", past=True),
    GuardedTable(
        "budget_allocationkey", add=True, past=True,
        change=(
            "adopted_by", "adopter_id", "adopted_on", "adopted_at", "dropped_by", "dropped_at",
        ),
    ),
    # It comes with its key and stays as it came.
    GuardedTable("budget_allocationline", add=True),
    GuardedTable("budget_bookeddocument"),
    # They are their own past: nothing in them changes.
    GuardedTable("budget_ledgertransaction", add=True),
    GuardedTable("budget_ledgerentry", add=True),
    GuardedTable("budget_periodbalance"),
    GuardedTable("budget_ledgercheck"),
    GuardedTable("budget_seenbalance"),
    GuardedTable("budget_productbalance"),
    # A command holds payments against it.
    GuardedTable("budget_documentbalance", read=False),
    # Decided by a council, and kept by a command; what was decided stays.
    GuardedTable("budget_budgetdecision"),
    GuardedTable("budget_budgetline"),
    # What was agreed, and what providers say they delivered: kept by a command, and it stays.
    GuardedTable("budget_askedbalance"),
    GuardedTable("budget_providercontract"),
    GuardedTable("budget_contractending"),
    GuardedTable("budget_deliverystatement"),
    # What several municipalities are asked together; a command divides it over their books.
    GuardedTable("budget_partnershipkey", past=True),
    GuardedTable("budget_partnershippart"),
    GuardedTable("budget_shareddocument"),
    # The ledger that a municipality keeps elsewhere lies beside ours, to compare.
    GuardedTable("budget_townledgerfile", read=False),
    GuardedTable("budget_townledgerline", read=False),
    GuardedTable("budget_townaccount", read=False, past=True),
)  # fmt: skip
