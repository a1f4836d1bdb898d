# SPDX-License-Identifier: EUPL-1.2
"""Which statements of a migration keep others waiting for as long as a table is big. Pure.

Every change of a table takes a lock; most are over at once. Those that read, rewrite or index all
rows meanwhile are named here, and those whose lock is held while rows are changed after it. They
are looked for in the SQL, so what a function does that a migration calls is not seen. Source:
PostgreSQL's pages on ALTER TABLE, CREATE INDEX and explicit locking; the ways round stand in
docs/how-to/add-a-migration.md.
"""

import re
from collections.abc import Iterable, Iterator

_TABLE = r'(?:public\.)?"?(?P<table>\w+)"?'
_ALTER = rf"ALTER TABLE (?:IF EXISTS )?(?:ONLY )?{_TABLE} "


def _begins(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LONG = {
    _begins(rf"CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).*? ON (?:ONLY )?{_TABLE}"):
        "nobody writes in {table} while an index is made (without CONCURRENTLY)",
    _begins(rf"{_ALTER}.*?ADD CONSTRAINT \S+ (?:CHECK|FOREIGN KEY)(?!.*NOT VALID)"):
        "nobody writes in {table} while all its rows are checked (a constraint without NOT VALID)",
    _begins(rf"{_ALTER}.*?ADD CONSTRAINT \S+ (?:UNIQUE|PRIMARY KEY|EXCLUDE)(?!.*USING INDEX)"):
        "nobody reads {table} while an index is made (a constraint without USING INDEX)",
    _begins(rf"{_ALTER}.*?ADD COLUMN [^,]*?\b(?:UNIQUE|PRIMARY KEY)\b"):
        "nobody reads {table} while an index is made (a new column that is unique)",
    _begins(rf"{_ALTER}.*?ALTER COLUMN \S+ (?:SET DATA )?TYPE "):
        "nobody reads {table} while it may be written anew (another type)",
    _begins(rf"{_ALTER}.*?SET NOT NULL"):
        "nobody reads {table} while all its rows are checked (SET NOT NULL)",
    _begins(rf"{_ALTER}.*?ADD COLUMN .*?GENERATED ALWAYS AS \("):
        "nobody reads {table} while it is written anew (a new column that is worked out)",
    _begins(
        rf"{_ALTER}.*?ADD COLUMN .*?"
        r"(?:GENERATED \w+(?: \w+)? AS IDENTITY|DEFAULT [^,;]*?"
        r"(?:\b(?:gen_random_uuid|random|clock_timestamp|nextval|statement_timestamp)\())"
    ): "nobody reads {table} while it is written anew (a new column, each row another value)",
    _begins(rf"(?:VACUUM FULL|CLUSTER|LOCK TABLE|LOCK) (?:ONLY )?{_TABLE}"):
        "nobody uses {table} meanwhile",
    _begins(rf"REINDEX TABLE (?!CONCURRENTLY){_TABLE}"):
        "nobody writes in {table} while its indexes are made (without CONCURRENTLY)",
}  # fmt: skip
_VALIDATE = _begins(rf"{_ALTER}.*?VALIDATE CONSTRAINT (?P<name>\S+)")
_MADE = _begins(rf"CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?{_TABLE}")
_TAKES = _begins(
    rf"(?:{_ALTER}|(?:CREATE|ALTER|DROP) (?:OR REPLACE )?(?:POLICY|(?:CONSTRAINT )?TRIGGER) .*? ON "
    rf"(?:ONLY )?{_TABLE.replace('table', 'on')})"
)
# What Django says of an operation that it runs in Python.
IN_PYTHON = "THIS OPERATION CANNOT BE WRITTEN AS SQL"
_CHANGES_ROWS = _begins(r"(?:UPDATE|DELETE FROM|INSERT INTO .*\bSELECT|IN PYTHON)\b")
# What a function will do is not done when it is made.
_BODIES = re.compile(r"\$(\w*)\$.*?\$\1\$", re.DOTALL)
_TEXTS = re.compile(r"'(?:[^']|'')*'")
_REMARKS = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def long_locks(statements: Iterable[str], *, in_one_go: bool = True) -> list[str]:
    """Say of each statement of one migration that locks a table for long what others wait for.

    Tables that the migration made itself keep nobody waiting. `in_one_go` tells whether all of it
    is one transaction: a lock is then held until its end.
    """
    plain = [one for text in statements for one in _plain(text)]
    made = {found["table"].lower() for one in plain for found in _MADE.finditer(one)}
    found = [said for one in plain for said in _said(one, made)]
    if in_one_go:
        found += _checked_in_one_go(plain, made)
        found += _held_meanwhile(plain, made)
    return list(dict.fromkeys(found))


def _plain(text: str) -> Iterator[str]:
    """Part a text into statements, without remarks, bodies and texts, each on one line."""
    text = re.sub(rf"--[^\n]*{IN_PYTHON}", ";IN PYTHON;", text)
    bare = _TEXTS.sub("''", _BODIES.sub("''", _REMARKS.sub(" ", text)))
    for statement in bare.split(";"):
        if line := " ".join(statement.split()):
            yield line


def _said(statement: str, made: set[str]) -> Iterator[str]:
    for pattern, words in _LONG.items():
        found = pattern.match(statement)
        if found and found["table"].lower() not in made:
            yield words.format(table=found["table"])


def _checked_in_one_go(statements: list[str], made: set[str]) -> Iterator[str]:
    together = " ".join(statements)
    for statement in statements:
        found = _VALIDATE.match(statement)
        if found and found["table"].lower() not in made:
            name = re.escape(found["name"])
            if re.search(rf"ADD CONSTRAINT {name} ", together, re.IGNORECASE):
                yield (
                    f"nobody writes in {found['table']} while all its rows are checked (made and "
                    "validated in one transaction)"
                )


def _held_meanwhile(statements: list[str], made: set[str]) -> Iterator[str]:
    taken: list[str] = []
    for statement in statements:
        if _CHANGES_ROWS.match(statement):
            yield from (
                f"nobody reads {table} while rows are changed after it (in one transaction)"
                for table in taken
            )
            taken.clear()
        elif found := _TAKES.match(statement):
            table = found["table"] or found["on"]
            if table.lower() not in made and table not in taken:
                taken.append(table)
