# SPDX-License-Identifier: EUPL-1.2
"""What a room declares of each of its tables, and the SQL that makes it so. Pure.

A room declares its tables beside its models (`guards.py`) and hands them over in its app config.
What nobody declared, neither the pages nor the worker can read or write.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from meedoen.database.roles import WEB, WORKER

EVERY = "*"
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_PAST = "keep_the_past"
_ONLY_READS = "who_only_reads"
_WRITES = {
    "adds_nothing": "INSERT WITH CHECK",
    "changes_nothing": "UPDATE USING",
    "removes_nothing": "DELETE USING",
}
# What PostgreSQL lets everybody do in a database, and no page or worker needs. Who owns the
# database keeps it.
_NOTHING_FOR_ALL = """\
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$ BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;"""


@dataclass(frozen=True)
class May:
    """What the worker may do with a table: read it, and what else is said."""

    read: bool = True
    add: bool = False
    change: Collection[str] = ()
    remove: bool = False


@dataclass(frozen=True)
class GuardedTable:
    """One table: what the page role may do with it besides reading, and whether its past is kept.

    `change` names the columns that may get another value, or EVERY. `read` is False for what no
    page needs. With `past`, each change is kept with who and when (`history`); `named_by` is the
    column that tells rows apart, and of `apart` the earlier values are not kept. `lies_in` is the
    column with the compartment of a row of a dossier: who only reads writes nothing there.
    `worker` is what the worker may do with it, nothing unless it is said. Raises ValueError for
    what is no plain name.
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
    worker: May | None = None

    def __post_init__(self) -> None:
        """Refuse a name that would have to be quoted: these go into SQL as they stand."""
        both = (self.change, self.worker.change if self.worker else ())
        own = [name for change in both if change != EVERY for name in change]
        for name in (self.name, self.named_by, *own, *self.apart, *filter(None, [self.lies_in])):
            if not _NAME.match(name):
                raise ValueError(f"{name!r} is no plain name of a table or column.")


def rights(tables: Collection[GuardedTable]) -> str:
    """Give the SQL that takes all rights from pages and worker, and gives back what is declared."""
    of_pages = [(table.name, table) for table in tables]
    of_the_worker = [(table.name, table.worker) for table in tables if table.worker]
    return "\n".join((_NOTHING_FOR_ALL, *_given(WEB, of_pages), *_given(WORKER, of_the_worker)))


def _given(role: str, declared: Iterable[tuple[str, GuardedTable | May]]) -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {role};"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};"
    for name, may in declared:
        if powers := _powers(may):
            yield f"GRANT {', '.join(powers)} ON {name} TO {role};"


def _powers(may: GuardedTable | May) -> list[str]:
    powers = ["SELECT"] if may.read else []
    if may.add:
        powers.append("INSERT")
    if may.change == EVERY:
        powers.append("UPDATE")
    elif may.change:
        powers.append(f"UPDATE ({', '.join(may.change)})")
    if may.remove:
        powers.append("DELETE")
    return powers


def pasts(tables: Iterable[GuardedTable]) -> str:
    """Give the SQL that lets the database keep the past of the tables that declare it.

    What a statement adds is kept in one go; what it changes or removes row by row.
    """
    return "\n".join(
        f"CREATE OR REPLACE TRIGGER {_PAST} AFTER UPDATE OR DELETE ON {table.name} "
        f"FOR EACH ROW EXECUTE FUNCTION history_keep({_arguments(table)});\n"
        f"CREATE OR REPLACE TRIGGER {_PAST}_of_what_comes AFTER INSERT ON {table.name} "
        "REFERENCING NEW TABLE AS came "
        f"FOR EACH STATEMENT EXECUTE FUNCTION history_keep_added({_arguments(table)});"
        for table in tables
        if table.past
    )


def _arguments(table: GuardedTable) -> str:
    return ", ".join(f"'{name}'" for name in (table.named_by, table.lies_in, *table.apart))


def only_readers_refused(tables: Iterable[GuardedTable]) -> str:
    """Give the SQL by which who only reads writes in no table of a dossier (ADR 0026).

    A person beside a resident, and a system of an organisation: whatever else the policies of a
    table let through. Asked once a statement, and when something is written only. What is there
    stays, so that nobody who reads has to wait for it. The worker, where a table lets it write, is
    no such reader: it acts for nobody. Source: `privacy_may_write`.
    """
    return "\n".join(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_policy WHERE polname = '{_ONLY_READS}_{name}' "
        f"AND polrelid = '{table.name}'::regclass) THEN "
        f"CREATE POLICY {_ONLY_READS}_{name} ON {table.name} AS RESTRICTIVE FOR "
        f"{_to_pages(table, done)} "
        "((SELECT privacy_may_write())); END IF; END $$;"
        for table in tables
        if table.lies_in
        for name, done in _WRITES.items()
    )


def _to_pages(table: GuardedTable, done: str) -> str:
    what, _, how = done.partition(" ")
    return f"{what} TO {WEB} {how}" if table.worker else done
