# SPDX-License-Identifier: EUPL-1.2
"""What a room declares of each of its tables, and the SQL that makes it so. Pure.

A room declares its tables beside its models (`guards.py`) and hands them over in its app config.
What nobody declared, the page role can neither read nor write.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from meedoen.database.roles import WEB

EVERY = "*"
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_PAST = "keep_the_past"


@dataclass(frozen=True)
class GuardedTable:
    """One table: what the page role may do with it besides reading, and whether its past is kept.

    `change` names the columns that may get another value, or EVERY. `read` is False for what no
    page needs. With `past`, each change is kept with who and when (`history`); `named_by` is the
    column that tells rows apart, `lies_in` the one with the compartment of a row of a dossier, and
    of `apart` the earlier values are not kept. Raises ValueError for what is no plain name.
    """

    name: str
    read: bool = True
    add: bool = False
    change: Collection[str] = ()
    remove: bool = False
    past: bool = False
    named_by: str = "id"
    lies_in: str = ""
    apart: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a name that would have to be quoted: these go into SQL as they stand."""
        own = () if self.change == EVERY else self.change
        for name in (self.name, self.named_by, *own, *self.apart, *filter(None, [self.lies_in])):
            if not _NAME.match(name):
                raise ValueError(f"{name!r} is no plain name of a table or column.")


def rights(tables: Iterable[GuardedTable]) -> str:
    """Give the SQL that takes all rights from the page role, and gives back what is declared."""
    return "\n".join(
        (
            f"GRANT USAGE ON SCHEMA public TO {WEB};",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB};",
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB};",
            *(
                f"GRANT {', '.join(may)} ON {table.name} TO {WEB};"
                for table in tables
                if (may := _may(table))
            ),
        )
    )


def _may(table: GuardedTable) -> list[str]:
    may = ["SELECT"] if table.read else []
    if table.add:
        may.append("INSERT")
    if table.change == EVERY:
        may.append("UPDATE")
    elif table.change:
        may.append(f"UPDATE ({', '.join(table.change)})")
    if table.remove:
        may.append("DELETE")
    return may


def pasts(tables: Iterable[GuardedTable]) -> str:
    """Give the SQL that lets the database keep the past of the tables that declare it."""
    return "\n".join(
        f"CREATE OR REPLACE TRIGGER {_PAST} AFTER INSERT OR UPDATE OR DELETE ON {table.name} "
        f"FOR EACH ROW EXECUTE FUNCTION history_keep({_arguments(table)});"
        for table in tables
        if table.past
    )


def _arguments(table: GuardedTable) -> str:
    return ", ".join(f"'{name}'" for name in (table.named_by, table.lies_in, *table.apart))
