# SPDX-License-Identifier: EUPL-1.2
"""What pages may do with places: read. Imports are an administrator's."""

from meedoen.database.guards import GuardedTable, May

TABLES = tuple(
    GuardedTable(f"areas_{name}", worker=May())
    for name in ("area", "import", "keyfigure", "municipality", "street", "succession")
)
