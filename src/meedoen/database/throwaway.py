# SPDX-License-Identifier: EUPL-1.2
"""A server for tests: made for one run, or kept for the next ones, and gone afterwards."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from meedoen.database import embedded, roles, server
from meedoen.database.binaries import find_programs
from meedoen.database.passwords import read_passwords

# Where a test finds the address of the server for tests, before that of one that is kept.
ADDRESS = "MEEDOEN_TEST_DATABASE_URL"
# Tests can be run again, so the disk need not be waited for.
# Tests undo what they write. A vacuum in between would find empty tables and let the planner
# read them row by row while one test fills them: minutes, by chance.
_FAST = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300",
    "autovacuum=off",
)  # fmt: skip
_PREFIX = "meedoen-test-"


@contextmanager
def throwaway_server() -> Iterator[str]:
    """Run a server in a temporary folder; gives the connection URL of the owner role on it.

    Raises DatabaseTrouble when there are no programs, or the server will not start.
    """
    programs = find_programs()
    take_away_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    folder.chmod(0o755)
    here = server.plan_server(programs, folder / "data")
    with _owning(folder):
        try:
            server.start(here, settings=_FAST)
            yield _furnished(here)
        finally:
            server.remove(here)
            shutil.rmtree(folder, ignore_errors=True)


def _furnished(here: server.Server) -> str:
    admin = here.address(role=server.ADMIN, database="postgres")
    roles.make_roles(admin, read_passwords(here.passfile))
    # First in what every database is a copy of: tests make databases of their own.
    roles.close_large_objects(here.address(role=server.ADMIN, database="template1"))
    roles.make_database(admin, embedded.NAME)
    # Django makes its test databases next to the one called postgres.
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"GRANT CONNECT ON DATABASE postgres TO {roles.OWNER}")
    return here.address(role=roles.OWNER, database=embedded.NAME)


@contextmanager
def _owning(folder: Path) -> Iterator[None]:
    """Hold a lock in the folder, which falls open when this process ends, however it ends."""
    part = folder / "owner.part"
    with part.open("w", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        part.rename(folder / "owner")
        yield


def _note() -> Path:
    return embedded.data_folder() / "test-server"


@contextmanager
def keeping(address: str) -> Iterator[None]:
    """Let every test run of this checkout find the server at this address, until it is left."""
    note = _note()
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(address, encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def kept_server() -> str | None:
    """Give the connection URL of the server that is kept for this checkout, when it answers."""
    try:
        address = _note().read_text(encoding="utf-8")
        psycopg.connect(address, connect_timeout=5).close()
    except (OSError, psycopg.Error):
        return None
    return address


def take_away_leftovers() -> None:
    """Take away the servers of runs that were killed before they could do so themselves."""
    for owner in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/owner"):
        try:
            with owner.open("r+", encoding="ascii") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.remove(server.plan_server(find_programs(), owner.parent / "data"))
                shutil.rmtree(owner.parent, ignore_errors=True)
        except OSError:
            # Of somebody else, or of a run that goes on.
            continue
