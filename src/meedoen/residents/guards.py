# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with what residents told: add, and end. Nothing is overwritten."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable(
        "residents_resident", add=True, change=("chosen_name", "sought_as", "buurt_code"),
        past=True, named_by="subject", lies_in="compartment_id", apart=("sought_as",),
    ),
    GuardedTable(
        "residents_fragment", add=True, change=("approved_at", "replaced_at"),
        past=True, lies_in="compartment_id",
    ),
    GuardedTable("residents_toldcapacity", add=True, past=True, lies_in="compartment_id"),
    GuardedTable(
        "residents_fact", add=True, change=("replaced_at",), past=True, lies_in="compartment_id"
    ),
    GuardedTable(
        "residents_hindrance", add=True, change=("words", "removed_at"),
        past=True, lies_in="compartment_id",
    ),
)  # fmt: skip
