# SPDX-License-Identifier: EUPL-1.2
"""What pages and the worker may do with what the monitor knows of its sources.

Files are loaded and objections noted by a command, as the owner: pages have no key for either.
"""

from meedoen.database.guards import GuardedTable, May

TABLES = (
    GuardedTable(
        "monitor_sourceterms", add=True, change=("ended_by", "ended_at"), past=True, worker=May()
    ),
    GuardedTable("monitor_sourceload", past=True, worker=May()),
    GuardedTable(
        "monitor_supplierprofile", add=True, past=True, apart=("seen",),
        change=("supplier", "seen", "seen_by", "seen_at", "waits_since", "headings", "ignore",
                "dates", "separator", "encoding", "sheet", "codes", "written_by", "written_at",
                "forgotten_by", "forgotten_at"),
    ),
    GuardedTable("monitor_objection", read=False, past=True, apart=("mark",), worker=May()),
    GuardedTable("monitor_monitorchoice", add=True, past=True, worker=May()),
    # It says itself who asked for it and when; how far it is has no past.
    GuardedTable(
        "monitor_build", add=True, change=("state", "over_at", "job"),
        worker=May(change=("state", "wanted", "done", "heard_at", "over_at", "trouble")),
    ),
    GuardedTable("monitor_indicatorfigure", worker=May(add=True)),
    GuardedTable(
        "monitor_streetfigure", worker=May(add=True, change=("why_none", "made_at"))
    ),
    GuardedTable("monitor_streetrow", worker=May(add=True, remove=True)),
    # Evidence, as the logs are: added to, and never changed or removed.
    GuardedTable("monitor_streetlook", add=True),
)  # fmt: skip
