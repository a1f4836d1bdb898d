# SPDX-License-Identifier: EUPL-1.2
"""The roles of the database.

`meedoen_owner` owns every table and migrates. `meedoen_web` serves the pages and `meedoen_worker`
does the long work; both own nothing, may not bypass row-level security, and may do with a table
what its room declares (`guards.py`). Neither can become the other.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

OWNER = "meedoen_owner"
WEB = "meedoen_web"
WORKER = "meedoen_worker"
ALL = (OWNER, WEB, WORKER)
CLOSE_LARGE_OBJECTS = """\
DO $$ DECLARE f regprocedure; BEGIN
    FOR f IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
        AND proname ~ '^(lo_|loread$|lowrite$)'
    LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f); END LOOP;
END $$;"""

_ROLES = {
    OWNER: "LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS",
    WEB: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    WORKER: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
}


def named(short: str) -> str:
    """Give the role that is called owner, web or worker in `MEEDOEN_DATABASE_ROLE`."""
    return {"owner": OWNER, "worker": WORKER}.get(short, WEB)


def as_kept(connection: psycopg.Connection[Any], role: str, password: str) -> str:
    """Give what the server keeps of a password, so that the password itself comes in no log."""
    return connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()


def make_roles(admin_address: str, passwords: Mapping[str, str]) -> None:
    """Make the roles where they are missing, with these passwords (role → password).

    The owner may act as the other two: pages and worker never as the owner, nor as each other.
    """
    with psycopg.connect(admin_address, autocommit=True) as connection:
        for role, powers in _ROLES.items():
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if known.fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), sql.SQL(powers))
                )
            if role in passwords:
                word = sql.Literal(as_kept(connection, role, passwords[role]))
                connection.execute(
                    sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), word)
                )
        connection.execute(
            sql.SQL("GRANT {}, {} TO {}").format(*map(sql.Identifier, (WEB, WORKER, OWNER)))
        )


def make_database(admin_address: str, name: str) -> None:
    """Make a database of this name, owned by the owner role, where it is missing.

    The server's own databases are for its administrator: no policy of ours is there.
    """
    with psycopg.connect(admin_address, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )
        connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")


def close_large_objects(admin_address: str) -> None:
    """Keep everybody but the administrator from large objects, in the database of this address.

    They lie outside every table, so no right and no policy of ours holds for them.
    """
    with psycopg.connect(admin_address, autocommit=True) as connection:
        connection.execute(CLOSE_LARGE_OBJECTS)
