# SPDX-License-Identifier: EUPL-1.2
"""Whether this very code made the embedded database ready before, so that it need not do so again.

A mark in the database says by which code that was, and after which migrations; so it goes along
with the data and is gone with it. Reading it loads no Django: that is most of a second start.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

_CODE = Path(__file__).resolve().parents[1]
_KINDS = frozenset({".py", ".sql", ".yaml", ".json"})
# What the environment says of which data there should be, and how it is sealed.
_SAID = ("DJANGO_SETTINGS_MODULE", "MEEDOEN_SECRET_KEY", "MEEDOEN_LOOKUP_PEPPER")
_READ = """
SELECT shobj_description(d.oid, 'pg_database'), m.count, m.max
FROM pg_database d, (SELECT count(*), max(id) FROM django_migrations) m
WHERE d.datname = current_database()
"""


def digest_of_code(passfile: Path) -> str:
    """Give a digest of our code, of what the environment says to it, and of the roles' passwords.

    Code counts by the place, size and time of its files: whoever changes one, changes the time.
    """
    found = hashlib.sha256()
    for file in sorted(_files()):
        known = file.stat()
        found.update(f"{file}\0{known.st_size}\0{known.st_mtime_ns}\0".encode())
    for name in _SAID:
        found.update(f"{name}={os.environ.get(name)}\0".encode())
    found.update(passfile.read_bytes())
    return found.hexdigest()


def _files() -> Iterator[Path]:
    locks = _CODE.parents[1] / "requirements"
    yield from locks.glob("*.txt")
    for folder, _, names in os.walk(_CODE):
        yield from (Path(folder, name) for name in names if Path(name).suffix in _KINDS)


def is_made_ready(address: str, digest: str) -> bool:
    """Tell whether the database at this address says that this code made it ready.

    Whatever keeps it from saying so (no database, no role, another password) is a no.
    """
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            row = connection.execute(_READ).fetchone()
    except psycopg.Error:
        return False
    return row is not None and row[0] == _mark(digest, *row[1:])


def note_made_ready(address: str, digest: str) -> None:
    """Let the database say that this code made it ready, as its owner."""
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(_READ).fetchone()
        if row is not None:
            _say(connection, _mark(digest, *row[1:]))


def _mark(digest: str, migrations: int, last: int | None) -> str:
    return f"made ready by {digest} after {migrations} migrations, {last}"


def _say(connection: psycopg.Connection[tuple[object, ...]], mark: str) -> None:
    name = connection.info.dbname
    connection.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(mark))
    )
