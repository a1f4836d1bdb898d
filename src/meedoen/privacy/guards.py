# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with compartments, grants, return words and the logs."""

from meedoen.database.guards import GuardedTable

TABLES = (
    GuardedTable("privacy_compartment", add=True, lies_in="id"),
    GuardedTable(
        "privacy_grant", add=True, change=("withdrawn_at",), past=True, lies_in="compartment_id"
    ),
    GuardedTable(
        "privacy_personbeside", add=True, change=("ended_at",), past=True, lies_in="compartment_id"
    ),
    GuardedTable("privacy_organisationsystem"),
    GuardedTable(
        "privacy_consent", add=True, change=("withdrawn_at",), past=True, lies_in="compartment_id"
    ),
    # What a colleague saw stays as it was seen: nothing of it changes.
    GuardedTable("privacy_identityshown", add=True, past=True, lies_in="compartment_id"),
    # Its rows are named by what opens a dossier, so its past stands in the security log instead.
    GuardedTable("privacy_returnkey", add=True, change=("ended_at",)),
    # Counted with proof only, by `privacy_count_arrival` and `privacy_count_try`: who could add to
    # these would make others wait.
    GuardedTable("privacy_returntry"),
    GuardedTable("privacy_arrival"),
    # What `sharing.yaml` says, for the policies alone.
    GuardedTable("privacy_working", read=False),
    GuardedTable("privacy_cell", read=False),
    # The logs are evidence: pages add to them and can neither change nor remove a row. To the
    # second they add with proof only, by `privacy_note_event`.
    GuardedTable("privacy_processingrecord", add=True),
    GuardedTable("privacy_securityevent"),
    # With these keys the database tells what comes from this product: for nobody else.
    GuardedTable("privacy_key", read=False),
)
