# SPDX-License-Identifier: EUPL-1.2
"""Small faults that can be put into what guards the database: its policies, functions and triggers.

Changed are comparisons, conditions, whole numbers, yes and no in the SQL as PostgreSQL itself tells
it; left out are what is raised, called or filled in, and triggers; a policy says yes to all. Words
between quotes and remarks are left alone. What PostgreSQL does not take is no fault.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

_SWAPS = {
    "and": "OR", "or": "AND", "=": "<>", "<>": "=", "<": "<=", "<=": "<", ">": ">=", ">=": ">",
    "is null": "IS NOT NULL", "is not null": "IS NULL", "is distinct from": "IS NOT DISTINCT FROM",
    "is not distinct from": "IS DISTINCT FROM", "not exists": "EXISTS", "exists": "NOT EXISTS",
    "if": "IF NOT", "if not": "IF", "true": "false", "false": "true",
}  # fmt: skip
_QUOTED = r"'(?:[^']|'')*'"
_ALONE = rf"{_QUOTED}|--[^\n]*|\"[^\"]*\"|:=|->>?|<@|@>|&&|\|\||\$\w+|between\s+\S+\s+and"
_PARTS = "|".join(
    r"\b" + one.replace(" ", r"\s+") + r"\b" if one[0].isalpha() else one
    for one in sorted(_SWAPS, key=len, reverse=True)
)
_TOKENS = re.compile(rf"(?P<alone>{_ALONE})|(?P<part>{_PARTS})|(?P<number>\b\d+\b)", re.I)
_STATEMENTS = re.compile(rf"(?:RAISE\s+EXCEPTION|PERFORM\b|NEW\.\w+\s*:=)(?:{_QUOTED}|[^';])*;")

# What a library brings along (procrastinate) is its own to test.
_POLICIES = """
SELECT p.polname, c.relname, pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' ORDER BY c.relname, p.polname"""
_FUNCTIONS = """
SELECT p.proname, p.prosrc, pg_get_functiondef(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE n.nspname = 'public' AND l.lanname IN ('sql', 'plpgsql')
    AND p.proname NOT LIKE 'procrastinate%' AND NOT EXISTS (
    SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
ORDER BY p.proname, p.oid"""
_TRIGGERS = """
SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND NOT t.tgisinternal AND t.tgname NOT LIKE 'procrastinate%'
ORDER BY c.relname, t.tgname"""


@dataclass(frozen=True)
class SqlFault:
    """One fault: in what, its line there, what is changed, and how to put it in and take it out."""

    of: str
    line: str
    what: str
    put_in: str
    take_out: str

    @property
    def where(self) -> str:
        """Where it stands, to look for."""
        return self.of

    @contextmanager
    def there(self, address: str) -> Iterator[bool]:
        """Let it be there for a while; gives whether PostgreSQL took it."""
        with psycopg.connect(address, autocommit=True) as connection:
            try:
                connection.execute(self.put_in.encode())
            except psycopg.Error:
                taken = False
            else:
                taken = True
        try:
            yield taken
        finally:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(self.take_out.encode())


def faults_of(connection: psycopg.Connection[Any]) -> list[SqlFault]:
    """Read what guards a database, and give every fault that can be put into it."""
    return [*_in_policies(connection), *_in_functions(connection), *_of_triggers(connection)]


def changes(text: str) -> Iterator[tuple[str, str, str]]:
    """Give each small change of a piece of SQL: its line, what changes, and how it reads then."""
    for found in _TOKENS.finditer(text):
        if found["alone"]:
            continue
        before = " ".join(found[0].split())
        after = str(int(before) + 1) if found["number"] else _SWAPS[before.lower()]
        yield _line(text, found), f"{before} -> {after}", _with(text, found, after)
    for found in _STATEMENTS.finditer(text):
        first = " ".join(found[0].split())[:60]
        yield _line(text, found), f"dropped: {first}", _with(text, found, "NULL;")


def _line(text: str, found: re.Match[str]) -> str:
    begin, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.start())
    return " ".join(text[begin : end if end >= 0 else len(text)].split())


def _with(text: str, found: re.Match[str], after: str) -> str:
    return text[: found.start()] + after + text[found.end() :]


def _in_policies(connection: psycopg.Connection[Any]) -> Iterator[SqlFault]:
    for name, table, using, check in connection.execute(_POLICIES).fetchall():
        for clause, text in (("USING", using), ("WITH CHECK", check)):
            if text is None:
                continue
            begin = f"ALTER POLICY {_quoted(name)} ON {_quoted(table)} {clause} "
            always = [(text, "always true", "true")] if text != "true" else []
            for line, what, after in (*always, *changes(text)):
                yield SqlFault(
                    f"{table}: {name}", f"{clause} {line}", what, f"{begin}({after})",
                    f"{begin}({text})",
                )  # fmt: skip


def _in_functions(connection: psycopg.Connection[Any]) -> Iterator[SqlFault]:
    for name, body, whole in connection.execute(_FUNCTIONS).fetchall():
        for line, what, after in changes(body):
            yield SqlFault(name, line, what, whole.replace(body, after), whole)


def _of_triggers(connection: psycopg.Connection[Any]) -> Iterator[SqlFault]:
    for name, table in connection.execute(_TRIGGERS).fetchall():
        off, on = (
            f"ALTER TABLE {_quoted(table)} {verb} TRIGGER {_quoted(name)}"
            for verb in ("DISABLE", "ENABLE")
        )
        yield SqlFault(f"{table}: {name}", f"TRIGGER {name}", "left out", off, on)


def _quoted(name: str) -> str:
    return sql.Identifier(name).as_string()
