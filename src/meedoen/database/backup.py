# SPDX-License-Identifier: EUPL-1.2
"""Everything that lies in a database into a file, and back into one where nothing lies.

By PostgreSQL's own `pg_dump` and `pg_restore`, as the owner of the tables; their stream goes
through `backup_file`, so nothing of it touches the disk unsealed (ADR 0033). What would let
somebody in stays out: the key of the proofs of this installation, and sessions. So do true counts
that were handed in to be hidden.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, BinaryIO

import psycopg
from psycopg import conninfo, sql

from meedoen.database.backup_file import BackupRead, BackupWritten, NoBackup
from meedoen.database.binaries import Programs, find_programs, known_programs
from meedoen.database.errors import DatabaseTrouble

# Made anew by a restore. What was ended since the backup must not come back with it, and who has a
# backup gets no means to make a proof. True counts that wait for the worker are handed in again.
LEFT_OUT = ("django_session", "privacy_key", "publication_handedin")
_PIECE = 2**18
_MOST_COUNTS = 2**20
_OUTSIDE = "('pg_catalog', 'information_schema')"
_COUNT = sql.SQL("SELECT count(*) FROM public.{}")

Rows = Mapping[str, int]


@dataclass(frozen=True)
class Contents:
    """A database as one moment shows it: versions, migrations by room, and its tables."""

    postgresql: int
    migrations: Mapping[str, str]
    tables: tuple[str, ...]


def look(connection: psycopg.Connection[Any]) -> Contents:
    """Say what lies in a database. `migrations` gives of each room the last one that it ran."""
    tables = connection.execute(
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    ).fetchall()
    names = tuple(name for (name,) in tables)
    last: dict[str, str] = {}
    if "django_migrations" in names:
        asked = "SELECT app, max(name) FROM public.django_migrations GROUP BY app ORDER BY app"
        last = dict(connection.execute(asked).fetchall())
    return Contents(connection.info.server_version // 10_000, last, names)


def is_empty(connection: psycopg.Connection[Any]) -> bool:
    """Tell whether nothing was made in this database yet: no table, view, function or type."""
    asked = f"""
        SELECT NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE nspname NOT IN {_OUTSIDE} AND nspname !~ '^pg_(toast|temp)')
        AND NOT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
            WHERE nspname NOT IN {_OUTSIDE})
    """  # noqa: S608
    row = connection.execute(asked).fetchone()
    return bool(row and row[0])


def counted(connection: psycopg.Connection[Any], tables: tuple[str, ...]) -> dict[str, int]:
    """Count the rows of each table that is kept."""
    found = {}
    for name in tables:
        if name not in LEFT_OUT:
            row = connection.execute(_COUNT.format(sql.Identifier(name))).fetchone()
            found[name] = row[0] if row else 0
    return found


def programs_for(*majors: int) -> Programs:
    """Find the programs with which servers and dumps of these versions can be read.

    Raises DatabaseTrouble where there are only older ones: they refuse what is newer.
    """
    needed = max(majors)
    named = os.environ.get("MEEDOEN_PG_BIN")
    known = [find_programs()] if named else list(known_programs())
    # The nearest: what a newer one writes, an older server may not understand.
    fitting = sorted((found for found in known if found.major >= needed), key=lambda p: p.major)
    if not fitting:
        here = ", ".join(str(found.major) for found in known) or "none"
        raise DatabaseTrouble(
            f"This needs pg_dump and pg_restore of PostgreSQL {needed} or newer, and here is "
            f"{here}. Nothing was changed. Install its client programs and name their folder in "
            "MEEDOEN_PG_BIN."
        )
    return fitting[0]


def keep(
    address: str,
    file: BinaryIO,
    *,
    head: Mapping[str, object],
    key: str,
    tell: Callable[[int], None] = lambda _: None,
) -> Rows:
    """Write a backup of the database at this address; gives how many rows of each table are in it.

    One moment is kept, whoever works on: all that was committed before, nothing of what comes
    after. `head` is completed with what was found. `tell` hears the bytes as they are dumped.
    Raises DatabaseTrouble when the database or `pg_dump` stops; the file is no backup then.
    """
    with psycopg.connect(address) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # Who only waits for the dump is not sent away meanwhile.
        connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        _refuse_who_sees_a_part(connection)
        found = look(connection)
        programs = programs_for(found.postgresql)
        rows = counted(connection, found.tables)
        backup = BackupWritten(file, {**head, **_versions(found, programs)}, key)
        backup.write(json.dumps({"rows": rows}).encode() + b"\n")
        (moment,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        arguments = [
            "--format=custom", "--no-owner", "--schema=public", f"--snapshot={moment}",
            *(f"--exclude-table-data=public.{name}" for name in LEFT_OUT),
        ]  # fmt: skip
        with _running(programs, "pg_dump", address, arguments, stdout=subprocess.PIPE) as dump:
            while piece := dump.stdout.read(_PIECE):  # type: ignore[union-attr]
                backup.write(piece)
                tell(len(piece))
        backup.close()
    return rows


def _refuse_who_sees_a_part(connection: psycopg.Connection[Any]) -> None:
    asked = """
        SELECT current_user::text, EXISTS (SELECT FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND NOT pg_has_role(relowner, 'USAGE'))
    """
    who, sees_a_part = connection.execute(asked).fetchone() or ("", True)
    if sees_a_part:
        raise DatabaseTrouble(
            f"{who} does not own the tables, so it would keep a part of them only. Nothing was "
            "changed. Use the address of meedoen_owner (DATABASE_URL)."
        )


def _versions(found: Contents, programs: Programs) -> dict[str, object]:
    return {
        "postgresql": found.postgresql,
        "programs": programs.major,
        "migrations": dict(found.migrations),
    }


def parted(parts: Iterator[bytes]) -> tuple[Rows, Iterator[bytes]]:
    """Part what a backup holds into the counts of its rows and the dump. Raises NoBackup."""
    first = bytearray()
    for part in parts:
        first += part
        if b"\n" in part or len(first) > _MOST_COUNTS:
            break
    line, _, dump = bytes(first).partition(b"\n")
    try:
        rows = {str(name): int(n) for name, n in json.loads(line)["rows"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise NoBackup("what it holds was not written by `meedoen database backup`.") from broken
    return rows, _from(dump, parts)


def _from(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def verify(
    file: BinaryIO, *, key: str, tell: Callable[[int], None] = lambda _: None
) -> tuple[BackupRead, Rows]:
    """Read a whole backup, and let `pg_restore` read the dump in it, without a database.

    Raises NoBackup with the reason; `tell` hears the bytes as they are read. Where no program here
    reads dumps of its version, the parts and their order are looked at only.
    """
    reading = BackupRead(file)
    rows, dump = parted(_told(reading.parts(key), tell))
    try:
        programs = programs_for(_major(reading, "programs"))
    except DatabaseTrouble:
        for _ in dump:
            pass
        return reading, rows
    try:
        _pour(dump, programs, "", ["--file=/dev/null"])
    except DatabaseTrouble as refused:
        raise NoBackup(f"pg_restore cannot read the dump in it: {refused}") from refused
    return reading, rows


def _told(parts: Iterator[bytes], tell: Callable[[int], None]) -> Iterator[bytes]:
    for part in parts:
        tell(len(part))
        yield part


def _major(reading: BackupRead, name: str) -> int:
    found = reading.head.get(name)
    if not isinstance(found, int):
        raise NoBackup("its head does not say of which PostgreSQL it is.")
    return found


def put_back(
    address: str,
    file: BinaryIO,
    *,
    key: str,
    tell: Callable[[int], None] = lambda _: None,
) -> Rows:
    """Put what a backup holds into the empty database at this address, in one transaction.

    What is there afterwards belongs to the role of the address, and is as much as was kept. Raises
    NoBackup or DatabaseTrouble, and then nothing is there.
    """
    reading = BackupRead(file)
    with psycopg.connect(address, autocommit=True) as connection:
        here = connection.info.server_version // 10_000
        there = _major(reading, "postgresql")
        if here < there:
            raise DatabaseTrouble(
                f"This is a backup of PostgreSQL {there}, and here runs PostgreSQL {here}. "
                "Nothing was changed. Restore it into the same version or a newer one "
                "(MEEDOEN_PG_BIN chooses)."
            )
        programs = programs_for(here, _major(reading, "programs"))
        if not is_empty(connection):
            raise DatabaseTrouble(
                "There is something in this database already, and a backup goes into an empty one "
                "only. Nothing was changed."
            )
    rows, dump = parted(_told(reading.parts(key), tell))
    arguments = [
        "--dbname=", "--schema=public", "--no-owner", "--single-transaction", "--exit-on-error",
    ]  # fmt: skip
    _pour(dump, programs, address, arguments)
    with psycopg.connect(address, autocommit=True) as connection:
        found = counted(connection, look(connection).tables)
        if found != rows:
            empty_again(address)
            differing = sorted(n for n in {*found, *rows} if found.get(n) != rows.get(n))
            raise NoBackup(f"not all its rows came back ({', '.join(differing)}).")
        # What the planner knows of tables is in no dump.
        connection.execute("ANALYZE")
    return rows


def empty_again(address: str) -> None:
    """Take out all that a restore made, as the owner of the database at this address."""
    with psycopg.connect(address) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        connection.execute("ALTER SCHEMA public OWNER TO pg_database_owner")
        connection.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


def _pour(dump: Iterator[bytes], programs: Programs, address: str, arguments: list[str]) -> None:
    restoring = _running(programs, "pg_restore", address, arguments, stdin=subprocess.PIPE)
    # When it stops before the end, it says why itself.
    with restoring as restore, suppress(BrokenPipeError):
        for piece in dump:
            restore.stdin.write(piece)  # type: ignore[union-attr]


@contextmanager
def _running(
    programs: Programs, program: str, address: str, arguments: list[str], **pipes: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of PostgreSQL's programs. Raises DatabaseTrouble with its words when it fails.

    Whatever goes wrong on our side ends it at once, before it can commit.
    """
    command = [str(programs.folder / program), *arguments]
    # Its complaints go to a file: nobody reads a pipe of them while the other one is full.
    with tempfile.TemporaryFile() as said:
        try:
            run = subprocess.Popen(command, stderr=said, env=surroundings(address), **pipes)  # type: ignore[call-overload]  # noqa: S603
        except OSError as missing:
            raise DatabaseTrouble(
                f"{program} could not be started: {missing}. Name the folder that holds it in "
                "MEEDOEN_PG_BIN."
            ) from missing
        try:
            yield run
        except BaseException:
            run.kill()
            raise
        finally:
            for pipe in (run.stdin, run.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()
            code = run.wait()
        if code != 0:
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip().splitlines()
            raise DatabaseTrouble(" / ".join(words[-3:]) or f"{program} stopped with {code}.")


def surroundings(address: str) -> dict[str, str]:
    """Give the environment in which PostgreSQL's programs go to this address.

    A password in an argument would stand in the list of processes.
    """
    told = conninfo.conninfo_to_dict(address)
    named = {
        option.keyword.decode(): option.envvar.decode()
        for option in psycopg.pq.Conninfo.get_defaults()
        if option.envvar
    }
    own = {variable for variable in os.environ if variable not in named.values()}
    return {
        **{name: os.environ[name] for name in own},
        **{named[word]: str(value) for word, value in told.items() if word in named},
    }
