# SPDX-License-Identifier: EUPL-1.2
"""What rooms declare of their tables is what pages and worker may do, and nothing else.

ADR 0017 and 0024.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from meedoen.commands.schema import declare_tables, declared_tables
from meedoen.database.guards import EVERY, GuardedTable, May, pasts, rights
from meedoen.database.roles import OWNER, WEB, WORKER

# What pages may only read, or only add to: whoever gets a statement into them can forge none of it.
_READ = {
    "history_revision", "assessment_invariancerun", "accounts_membership", "accounts_team",
    "privacy_securityevent",
}  # fmt: skip
_ADD = {"privacy_processingrecord", "privacy_compartment"}


def ask(query: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


@pytest.fixture
def undeclared(db: None) -> Iterator[str]:
    """A table that somebody forgot to declare."""
    ask_nothing("CREATE TABLE forgotten (id bigint PRIMARY KEY, words text)")
    ask_nothing(f"GRANT ALL ON forgotten TO {WEB}, {WORKER}")
    yield "forgotten"
    ask_nothing("DROP TABLE forgotten")


def ask_nothing(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def powers(table: str, role: str = WEB) -> set[str]:
    asked = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    return {p for p in asked if ask("SELECT has_table_privilege(%s, %s, %s)", role, table, p)[0][0]}


def changeable(table: str, role: str) -> set[object]:
    found = ask(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND NOT attisdropped AND has_column_privilege(%s, attrelid, attname, 'UPDATE')",
        table,
        role,
    )
    return {name for (name,) in found}


def declared(may: GuardedTable | May) -> set[str]:
    found = {"SELECT"} if may.read else set()
    found |= {"INSERT"} if may.add else set()
    found |= {"UPDATE"} if may.change == EVERY else set()
    return found | ({"DELETE"} if may.remove else set())


@pytest.mark.django_db
def test_every_table_is_declared_once_by_the_room_it_belongs_to() -> None:
    there = {
        name
        for (name,) in ask(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') "
            "AND relnamespace = 'public'::regnamespace"
        )
    }
    declared = Counter(table.name for table in declared_tables())
    assert set(declared) == there
    assert {name: times for name, times in declared.items() if times > 1} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("table", declared_tables(), ids=lambda table: table.name)
def test_the_page_role_may_do_what_is_declared_and_nothing_else(table: GuardedTable) -> None:
    assert powers(table.name) == declared(table)
    assert table.change == EVERY or changeable(table.name, WEB) == set(table.change)


@pytest.mark.django_db
@pytest.mark.parametrize("table", declared_tables(), ids=lambda table: table.name)
def test_the_worker_may_do_what_is_declared_and_nothing_else(table: GuardedTable) -> None:
    may = table.worker or May(read=False)
    assert powers(table.name, WORKER) == declared(may)
    assert may.change == EVERY or changeable(table.name, WORKER) == set(may.change)


def test_the_worker_sees_no_dossier_and_nobody_who_logs_in() -> None:
    seen = {table.name.split("_")[0] for table in declared_tables() if table.worker}
    # Of Django: which migrations ran. Of messages: whom to mail, where and when not, and no words.
    # Of knelpunten: numbers without a person, and what became of what was pressed.
    assert seen == {
        *("areas", "publication", "laboratory", "monitor", "notifications", "knelpunten"),
        *("procrastinate", "django"),
    }
    of_django = {table.name for table in declared_tables() if table.name.startswith("django_")}
    assert {t.name for t in declared_tables() if t.worker} & of_django == {"django_migrations"}


@pytest.mark.django_db
def test_pages_and_worker_are_two_who_cannot_become_each_other_or_the_owner() -> None:
    becomes = "SELECT pg_has_role(%s, %s, 'MEMBER')"
    assert ask(becomes, WEB, WORKER) == [(False,)]
    assert ask(becomes, WORKER, WEB) == [(False,)]
    assert ask(becomes, WEB, OWNER) == [(False,)]
    assert ask(becomes, WORKER, OWNER) == [(False,)]
    powers = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
    assert ask(f"{powers} WHERE rolname = %s", WORKER) == [(False, False, False, False)]


# What PostgreSQL lets everybody do by itself, and no page needs.
_FOR_EVERYBODY = [
    "CREATE TEMPORARY TABLE x (y int)", "CREATE TEMPORARY VIEW x AS SELECT 1",
    "CREATE TEMPORARY SEQUENCE x", "SELECT 1 AS y INTO TEMPORARY x",
    "CREATE TABLE public.x (y int)", "CREATE VIEW public.x AS SELECT 1",
    "CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TYPE public.x AS ENUM ('a')", "CREATE SCHEMA x",
    "SELECT lo_creat(-1)", "SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_put(1, 0, 'x')", "SELECT lo_get(1)", "SELECT lo_open(1, 131072)",
    "SELECT lo_unlink(1)", "SELECT lo_truncate(1, 0)", "SELECT lowrite(0, 'x')",
    "SELECT loread(0, 1)", "SELECT lo_import('/etc/passwd')", "SELECT lo_export(1, '/tmp/x')",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("role", [WEB, WORKER])
@pytest.mark.parametrize("statement", _FOR_EVERYBODY)
def test_what_no_page_needs_is_refused_to_pages_and_worker(role: str, statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(statement)
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("name", sorted(_READ | _ADD))
def test_what_is_evidence_cannot_be_forged(name: str) -> None:
    (table,) = [table for table in declared_tables() if table.name == name]
    assert (table.add, tuple(table.change), table.remove) == (name in _ADD, (), False)


@pytest.mark.django_db
@pytest.mark.parametrize("table", declared_tables(), ids=lambda table: table.name)
def test_the_past_is_kept_of_what_declares_it(table: GuardedTable) -> None:
    kept = ask(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal "
        "AND tgfoid = 'history_keep'::regproc",
        table.name,
    )
    assert bool(kept) == table.past
    columns = {
        name
        for (name,) in ask(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0",
            table.name,
        )
    }
    if table.past:
        assert {table.named_by, *filter(None, [table.lies_in]), *table.apart} <= columns


@pytest.mark.django_db
def test_the_past_of_each_row_in_a_compartment_lies_in_that_compartment() -> None:
    lying = {
        name
        for (name,) in ask(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE a.attname = 'compartment_id' AND c.relkind = 'r' AND NOT a.attisdropped"
        )
    } - {"history_revision"}
    declared = {table.name: table for table in declared_tables()}
    assert {name for name in lying if declared[name].lies_in != "compartment_id"} == set()


def test_a_table_that_nobody_declared_gives_the_page_role_nothing(undeclared: str) -> None:
    assert powers(undeclared)
    declare_tables()
    assert powers(undeclared) == set()
    assert powers(undeclared, WORKER) == set()


def test_a_declared_table_of_a_new_room_gives_what_it_declares(undeclared: str) -> None:
    table = GuardedTable(
        undeclared, add=True, change=("words",), worker=May(change=("words",), remove=True)
    )
    ask_nothing(rights([table]))
    assert powers(undeclared) == {"SELECT", "INSERT"}
    assert powers(undeclared, WORKER) == {"SELECT", "DELETE"}
    assert changeable(undeclared, WORKER) == {"words"}
    assert ask("SELECT has_column_privilege(%s, %s, 'words', 'UPDATE')", WEB, undeclared) == [
        (True,)
    ]
    declare_tables()


def test_declaring_again_changes_nothing(undeclared: str) -> None:
    table = GuardedTable(undeclared, past=True)
    for _ in range(2):
        ask_nothing(rights([table]) + pasts([table]))
    triggers = ask("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", undeclared)
    assert sorted(triggers) == [("keep_the_past",), ("keep_the_past_of_what_comes",)]
    declare_tables()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "plans_plan; DROP TABLE plans_plan"},
        {"name": "Plans"},
        {"name": "plans_plan", "change": ("a b",)},
        {"name": "plans_plan", "worker": May(change=("a b",))},
        {"name": "plans_plan", "named_by": "'"},
        {"name": "plans_plan", "lies_in": "x)"},
        {"name": "plans_plan", "apart": ("password'",)},
    ],
)
def test_a_declaration_holds_plain_names_only(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no plain name"):
        GuardedTable(**wrong)  # type: ignore[arg-type]
