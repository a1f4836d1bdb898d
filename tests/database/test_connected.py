# SPDX-License-Identifier: EUPL-1.2
"""Pages and worker start as their own role, and as nobody whom nothing stops (ADR 0024)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from meedoen.database.connected import troubles
from meedoen.database.roles import OWNER, WEB, WORKER
from meedoen.database.server import ADMIN

pytestmark = pytest.mark.django_db
WAYS = {WEB: ("-c", "import meedoen.wsgi"), WORKER: ("-m", "meedoen", "worker", "--until-empty")}


def address_as(role: str, server_address: str) -> str:
    """The address of the database of this test run, as another role."""
    here = urlsplit(server_address)
    there = here._replace(netloc=f"{role}@", path=f"/{connection.settings_dict['NAME']}")
    return urlunsplit(there)


@pytest.fixture
def administering(server_address: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection of the administrator, all of which is undone."""
    with psycopg.connect(address_as(ADMIN, server_address)) as admin:
        yield admin
        admin.rollback()


def found(admin: psycopg.Connection[tuple[object, ...]], role: str = WEB) -> list[str]:
    """What is said of who logs in as the role of the pages, after what the administrator did."""
    admin.execute(f"SET LOCAL SESSION AUTHORIZATION {role}")
    with admin.cursor() as cursor:
        said = list(troubles(cursor, WEB, ["residents_fragment"]))
    admin.execute("RESET SESSION AUTHORIZATION")
    return said


def test_nothing_is_said_of_the_role_of_the_pages(administering: psycopg.Connection) -> None:
    assert found(administering) == []


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (f"ALTER ROLE {WEB} BYPASSRLS", f"{WEB} passes row-level security, as {WEB}"),
        (f"ALTER ROLE {WEB} SUPERUSER", f"{WEB} passes row-level security, as {ADMIN}, {WEB}"),
        (
            f"CREATE ROLE passing BYPASSRLS; GRANT passing TO {WEB}",
            f"{WEB} passes row-level security, as passing",
        ),
        (
            f"REVOKE {WEB} FROM {OWNER}; GRANT {OWNER} TO {WEB}",
            f"{WEB} owns tables, or may act as who owns them",
        ),
        (
            f"REVOKE {WEB} FROM {OWNER}; CREATE ROLE between; GRANT {OWNER} TO between; "
            f"GRANT between TO {WEB}",
            f"{WEB} owns tables, or may act as who owns them",
        ),
        (
            f"ALTER TABLE residents_fragment OWNER TO {WEB}",
            f"{WEB} owns tables, or may act as who owns them",
        ),
        (
            "ALTER TABLE privacy_grant DISABLE ROW LEVEL SECURITY",
            "row-level security is off on privacy_grant",
        ),
        (
            "DROP POLICY read ON residents_fragment; DROP POLICY added ON residents_fragment; "
            "DROP POLICY changed ON residents_fragment; "
            "ALTER TABLE residents_fragment DISABLE ROW LEVEL SECURITY",
            "row-level security is off on residents_fragment",
        ),
    ],
)
def test_a_power_that_pages_must_not_have_is_seen(
    administering: psycopg.Connection, done: str, said: str
) -> None:
    administering.execute(done)
    assert said in found(administering)


def test_who_acts_as_the_role_of_the_pages_is_still_somebody_else(
    administering: psycopg.Connection,
) -> None:
    administering.execute(f"SET LOCAL SESSION AUTHORIZATION {OWNER}")
    administering.execute(f"SET LOCAL ROLE {WEB}")
    with administering.cursor() as cursor:
        said = list(troubles(cursor, WEB, []))
    assert f"it is connected as {OWNER}, acting as {WEB}" in said
    assert f"{OWNER} owns tables, or may act as who owns them" in said


# A worker that starts puts what is done every five minutes in the queue: not in everybody's.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("connected_as", [ADMIN, OWNER, WEB, WORKER])
@pytest.mark.parametrize("process", WAYS)
def test_pages_and_worker_start_as_themselves_only(
    process: str, connected_as: str, server_address: str
) -> None:
    told = {
        "DJANGO_SETTINGS_MODULE": "meedoen.settings.test",
        "MEEDOEN_TEST_DATABASE_URL": address_as(connected_as, server_address),
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *WAYS[process]],
        env={**os.environ, **told}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if process == connected_as:
        assert done.returncode == 0, done.stderr
        return
    assert done.returncode == (3 if process == WEB else 2)
    assert f"it must be connected as {process}: it is connected as {connected_as}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_away_is_said(server_address: str) -> None:
    told = {
        "DJANGO_SETTINGS_MODULE": "meedoen.settings.test",
        "MEEDOEN_TEST_DATABASE_URL": "postgresql://meedoen_web@/meedoen?host=/nergens",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *WAYS[WEB]],
        env={**os.environ, **told}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "The database cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
